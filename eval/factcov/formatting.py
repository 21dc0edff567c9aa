"""How a number is written, the same in every table, page and message.

Undefined is written as a dash, never as 0.
"""

from __future__ import annotations

from collections.abc import Iterable

UNDEFINED = "–"


def decimals(values: Iterable[float | None]) -> int:
    """Return how many decimals a column of numbers needs, so that all its rows line up.

    Three for shares (0 to 1), one for points and words, none from a thousand up.

    >>> decimals([0.31, None, 1.0]), decimals([31.25, 0.5]), decimals([1088.0])
    (3, 1, 0)
    """
    size = max((abs(value) for value in values if value is not None), default=0.0)
    if size <= 2:
        return 3
    return 1 if size < 1000 else 0


def number(value: float | None, digits: int) -> str:
    """Return a number with that many decimals; a dash where it is not defined.

    >>> number(-0.0004, 3), number(None, 3)
    ('0.000', '–')
    """
    return UNDEFINED if value is None else f"{value:z.{digits}f}"


def interval(low: float | None, high: float | None, digits: int) -> str:
    """Return an interval in brackets; nothing where there is none.

    >>> interval(0.38, 0.6, 3), interval(None, None, 3)
    ('[0.380, 0.600]', '')
    """
    if low is None or high is None:
        return ""
    return f"[{number(low, digits)}, {number(high, digits)}]"


def signed(value: float | None, digits: int) -> str:
    """Return a difference with its sign.

    >>> signed(3.14, 1), signed(-0.001, 1)
    ('+3.1', '0.0')
    """
    if value is None:
        return UNDEFINED
    text = f"{value:+z.{digits}f}"
    return text.lstrip("+") if not float(text) else text


def p_value(p: float | None) -> str:
    """Return a p-value with three decimals.

    >>> p_value(0.0441), p_value(0.00004), p_value(None)
    ('0.044', '< 0.001', '–')
    """
    if p is None:
        return UNDEFINED
    return "< 0.001" if p < 0.0005 else f"{p:.3f}"


def percent(share: float | None) -> str:
    r"""Return a share as a percentage, with a space that does not break.

    >>> percent(0.488)
    '49\xa0%'
    """
    return UNDEFINED if share is None else f"{100 * share:.0f}\u00a0%"


def count(number: int, noun: str) -> str:
    """Return a count of things in words.

    >>> count(1, "fact"), count(1200, "fact")
    ('1 fact', '1,200 facts')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")

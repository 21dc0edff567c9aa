"""Reading a model's answer, however it is wrapped: whole JSON, JSON in prose, JSON cut short.

An entry counts when its id was asked for and its verdict is one of the three words. What cannot be
read is left out, never guessed: the caller asks for it again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from factcov.judges.llm.prompt import DECISIONS, sendable
from factcov.types import Decision

_LONGEST = 200_000
"""Characters of an answer that are read; many times what max_tokens allows."""
_EFFORT = 50_000_000
"""Characters looked at in search of JSON: a bound where braces open and never close. A failure
costs its place in the answer, because the decoder counts the lines up to there."""
_REASON = 300


class Entry(msgspec.Struct, frozen=True):
    """What one answer says of one fact."""

    verdict: Decision
    evidence: str = ""
    reason: str = ""


def read_answer(answer: str, asked: Collection[int], candidate: str) -> dict[int, Entry]:
    """Return what *answer* says of the facts *asked* for, by id.

    Left out: ids nobody asked for, other verdicts, and a fact on which two entries differ. JSON
    that stands word for word in the *candidate* is a quotation, not an answer.

    >>> read_answer('Sure! ```{"verdicts": [{"id": 2, "verdict": "Missing"}, {"id"', [1, 2], "")
    {2: Entry(verdict='missing', evidence='', reason='')}
    """
    answer = answer[:_LONGEST].rpartition("</think>")[2]
    found: dict[int, set[Entry]] = {}
    for raw in _entries(answer, candidate):
        number, entry = _entry(raw)
        if number is not None and number in asked and entry is not None:
            found.setdefault(number, set()).add(entry)
    return {
        number: min(entries, key=lambda entry: (entry.evidence, entry.reason))
        for number, entries in sorted(found.items())
        if len({entry.verdict for entry in entries}) == 1
    }


def _entries(answer: str, candidate: str) -> Iterator[Any]:
    """Yield everything in *answer* that may be an entry."""
    squeezed = _squeezed(candidate)
    try:
        whole = json.loads(answer)
    except (ValueError, RecursionError):
        pass
    else:
        yield from _inside(whole) if _squeezed(answer) not in squeezed else ()
        return
    decoder = json.JSONDecoder()
    effort, place = 0, answer.find("{")
    while place >= 0 and effort < _EFFORT:
        end = place + 1
        try:
            value, end = decoder.raw_decode(answer, place)
        except ValueError as error:
            # Cut short, or no JSON: what is whole inside it is found from a later brace.
            effort += getattr(error, "pos", len(answer)) + 1
        except RecursionError:
            return
        else:
            if _squeezed(answer[place:end]) not in squeezed:
                yield from _inside(value)
        place = answer.find("{", end)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _inside(value: Any) -> Iterator[Any]:
    """Yield the entries of a decoded answer: the list under any name, a list, or one entry."""
    if isinstance(value, dict) and "verdict" in value:
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            if isinstance(part, list):
                yield from part
    elif isinstance(value, list):
        yield from value


def _entry(raw: Any) -> tuple[int | None, Entry | None]:
    if not isinstance(raw, dict):
        return None, None
    word = str(raw.get("verdict", "")).strip().lower()
    if word not in DECISIONS:
        return None, None
    verdict: Decision = word  # type: ignore[assignment]
    evidence, reason = (_text(raw.get(name)) for name in ("evidence", "reason"))
    return _number(raw.get("id")), Entry(verdict, evidence, " ".join(reason.split())[:_REASON])


def _text(value: Any) -> str:
    return sendable(value) if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    """Return an id written as a number or in digits.

    >>> [_number(value) for value in (3, "3", True, "f3", 3.5)]
    [3, 3, None, None, None]
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) < 10 and value.isascii() and value.isdigit():
        return int(value)
    return None

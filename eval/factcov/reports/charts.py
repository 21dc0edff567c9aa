"""The geometry of the charts, in the units of their SVG; the templates only draw it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from factcov.formatting import decimals, number
from factcov.scoring import Run, Score
from factcov.standings import Standings

WHISKER = 100.0
"""Width of an interval chart in a table cell."""

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720.0, 380.0, 48.0, 40.0, 14.0, 16.0
"""The scatter plot and its margins."""

STEPS = (4, 16, -8, 28, -20, 40, 52)
"""How far above or below its dot a label is tried."""

LOG = 8.0
"""Lengths that differ by more than this factor stand on a logarithmic axis."""


class Whisker(msgspec.Struct, frozen=True):
    """An interval on its axis; low and high are None where there is no interval."""

    value: float
    low: float | None
    high: float | None


class Tick(msgspec.Struct, frozen=True):
    """A mark on an axis."""

    at: float
    text: str


class Point(msgspec.Struct, frozen=True):
    """One system in the scatter plot; its label stands at (label_x, label_y)."""

    system: str
    control: bool
    x: float
    y: float
    low: float | None
    high: float | None
    label_x: float
    label_y: float
    anchor: str
    title: str


class Scatter(msgspec.Struct, frozen=True):
    """A score against length."""

    metric: str
    points: tuple[Point, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    logarithmic: bool


def whiskers(scores: Sequence[Score]) -> tuple[tuple[Whisker | None, ...], float, float]:
    """Return one interval a score on a shared axis, and the axis' ends.

    Shares stand on 0 to 1; other scores on 0 to a round number above the highest.
    """
    ends = [e for s in scores for e in (s.value, s.low, s.high) if e is not None]
    top = 1.0 if max(ends, default=0.0) <= 1 else _round_up(max(ends))
    bottom = min(0.0, *ends) if ends else 0.0

    def at(value: float) -> float:
        return round(WHISKER * (value - bottom) / (top - bottom), 1)

    def whisker(score: Score) -> Whisker | None:
        if score.value is None:
            return None
        if score.low is None or score.high is None:
            return Whisker(at(score.value), None, None)
        return Whisker(at(score.value), at(score.low), at(score.high))

    found = tuple(whisker(score) for score in scores)
    return found, bottom, top


def scatter(run: Run, table: Standings) -> Scatter | None:
    """Return the score that ranks against mean length; None without lengths or with one system."""
    if "length" not in run.metrics or len(run.systems) < 2 or table.metric == "length":
        return None
    rows = []
    for place in table.places:
        score = table.scores[place.system, table.metric]
        length = table.scores[place.system, "length"].value
        if score.value is not None and length is not None:
            rows.append((place, score, length))
    if len(rows) < 2:
        return None
    lengths = [length for _, _, length in rows]
    shortest = min((length for length in lengths if length > 0), default=1.0)
    logarithmic = min(lengths) > 0 and max(lengths) > LOG * shortest
    bottom, top = (shortest / 1.3, max(lengths) * 1.3) if logarithmic else (0.0, max(lengths) * 1.1)
    top = top or 1.0
    scores = [score for _, score, _ in rows]
    _, y_bottom, y_top = whiskers(scores)

    def x(value: float) -> float:
        share = (
            math.log(value / bottom) / math.log(top / bottom)
            if logarithmic
            else (value - bottom) / (top - bottom)
        )
        return round(LEFT + (WIDTH - LEFT - RIGHT) * share, 1)

    def y(value: float | None) -> float | None:
        if value is None:
            return None
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (y_top - value) / (y_top - y_bottom), 1)

    digits = decimals(score.value for score in scores)
    dots = [(x(length), y(score.value) or 0.0) for _, score, length in rows]
    labels = _labels([(place.system, *dot) for (place, _, _), dot in zip(rows, dots, strict=True)])
    points = tuple(
        Point(
            system=place.system,
            control=place.control,
            x=dot[0],
            y=dot[1],
            low=y(score.low),
            high=y(score.high),
            label_x=label[0],
            label_y=label[1],
            anchor=label[2],
            title=f"{place.system}: {table.metric} {number(score.value, digits)}, "
            f"{length:.0f} words",
        )
        for (place, score, length), dot, label in zip(rows, dots, labels, strict=True)
    )
    y_steps = [y_bottom + (y_top - y_bottom) * step / 4 for step in range(5)]
    y_ticks = tuple(Tick(y(step) or 0.0, number(step, 2 if y_top <= 2 else 0)) for step in y_steps)
    x_ticks = tuple(Tick(x(at), f"{at:g}") for at in _steps(bottom, top, logarithmic))
    return Scatter(table.metric, points, x_ticks, y_ticks, logarithmic)


def _labels(dots: Sequence[tuple[str, float, float]]) -> list[tuple[float, float, str]]:
    """Return where each label stands: the first place around its dot that hides nothing.

    The dots are served from the top, so labels of a crowd stand in the order of its dots.
    """
    taken = [(x - 5, y - 5, x + 5, y + 5) for _, x, y in dots]
    labels: dict[int, tuple[float, float, str]] = {}
    for index in sorted(range(len(dots)), key=lambda n: (dots[n][2], n)):
        name, x, y = dots[index]
        width = 6.6 * min(len(name), 24)
        places = [(x + 9, y + dy, "start") for dy in STEPS]
        places += [(x - 9, y + dy, "end") for dy in STEPS]
        lefts = [px if anchor == "start" else px - width for px, _, anchor in places]
        boxes = [
            (left, py - 10, left + width, py + 3)
            for left, (_, py, _) in zip(lefts, places, strict=True)
        ]
        free = [n for n, box in enumerate(boxes) if _fits(box, taken)]
        best = free[0] if free else (len(STEPS) if boxes[0][2] > WIDTH - 2 else 0)
        taken.append(boxes[best])
        labels[index] = places[best]
    return [labels[index] for index in range(len(dots))]


def _fits(
    box: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]]
) -> bool:
    inside = box[0] >= LEFT and box[1] >= 0 and box[2] <= WIDTH - 2 and box[3] <= HEIGHT - BOTTOM
    return inside and not any(_overlap(box, other) for other in taken)


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _steps(bottom: float, top: float, logarithmic: bool) -> list[float]:
    """Return round numbers between the ends of an axis."""
    if logarithmic:
        powers = range(math.floor(math.log10(bottom)), math.ceil(math.log10(top)) + 1)
        steps = [digit * 10.0**power for power in powers for digit in (1, 2, 5)]
        return [step for step in steps if bottom <= step <= top]
    size = _round_up(top / 6)
    return [size * n for n in range(math.floor(top / size) + 1)]


def _round_up(value: float) -> float:
    """Return the next of 1, 2, 2.5, 5, 10 times a power of ten.

    >>> _round_up(47.0), _round_up(0.23)
    (50.0, 0.25)
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value * 0.999999)

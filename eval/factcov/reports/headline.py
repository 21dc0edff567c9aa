"""The verdict strip: what a reader should know first, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcov.formatting import count, decimals, interval, number, percent
from factcov.reports.facts import FactRow, tally
from factcov.scoring import Run
from factcov.standings import Place, Standings

REFERENCE_METRICS = ("bleu", "chrf", "chrf++", "rouge1", "rouge2", "rougeL", "rougeLsum")


def headline(table: Standings) -> str:
    """Return one sentence: who is first, by how much, and whether that is shown."""
    competing = [place for place in table.places if not place.control]
    if len(competing) == 1:
        return f"{competing[0].system} {_amount(table, competing[0].system)}."
    first = competing[0]
    if first.ranks is None or table.scores[first.system, table.metric].value is None:
        return f"{count(len(competing), 'system')}; {table.metric} ranks none of them."
    equal = [place.system for place in competing[1:]
             if table.verdict(table.metric, first.system, place.system) != "better"]  # fmt: skip
    lead = f"{first.system} {_amount(table, first.system)}"
    if not equal:
        return f"{lead}, more than every other system." if _is_coverage(table) else (
            f"{lead}, better than every other system."
        )  # fmt: skip
    return f"{lead}; no difference to {_names(equal)} is shown."


def statements(run: Run, table: Standings, rows: tuple[FactRow, ...]) -> tuple[str, ...]:
    """Return the sentences under the headline."""
    return (
        *_contradictions(run, table, rows),
        *_by_reference(table),
        *_facts(rows, table.places),
        *_errors(rows),
    )


def _amount(table: Standings, system: str) -> str:
    score = table.scores[system, table.metric]
    if _is_coverage(table):
        span = ""
        if score.low is not None and score.high is not None:
            span = f" [{100 * score.low:.0f},\u00a0{100 * score.high:.0f}]"
        return f"covers most: {percent(score.value)} of the facts{span}"
    digits = decimals([score.value])
    span = interval(score.low, score.high, digits)
    return f"is first by {table.metric}: {number(score.value, digits)} {span}".rstrip()


def _contradictions(run: Run, table: Standings, rows: Sequence[FactRow]) -> Iterator[str]:
    if not rows:
        return
    told = {
        place.system: sum(row.codes[n] == "x" for row in rows)
        for n, place in enumerate(table.places)
    }
    most = max(told.values())
    if not most:
        yield "No system contradicts a fact."
        return
    worst = [system for system, contradicted in told.items() if contradicted == most]
    share = ""
    if "contradiction" in run.metrics and len(worst) == 1:
        share = f", {percent(table.scores[worst[0], 'contradiction'].value)} of the weight"
    verb = "contradicts" if len(worst) == 1 else "contradict"
    each = "" if len(worst) == 1 else " each"
    yield f"{_names(worst)} {verb} most{each}: {count(most, 'fact')}{share}."
    first = next(place.system for place in table.places)
    if first not in worst and told[first]:
        yield f"{first} contradicts {count(told[first], 'fact')}."


def _by_reference(table: Standings) -> Iterator[str]:
    """Say where a reference metric prefers another system than coverage does."""
    if not _is_coverage(table):
        return
    competing = [place.system for place in table.places if not place.control]
    for metric in REFERENCE_METRICS:
        if metric not in table.run.metrics or len(competing) < 2:
            continue
        scored = [(value, system) for system in competing
                  if (value := table.scores[system, metric].value) is not None]  # fmt: skip
        if not scored:
            continue
        value, best = max(scored, key=lambda found: found[0])
        if best != competing[0]:
            covered = table.scores[best, "coverage"].value
            yield (
                f"{best} is first by {metric} ({number(value, decimals([value]))}) and covers "
                f"{percent(covered)} of the facts."
            )
            return


def _facts(rows: tuple[FactRow, ...], places: Sequence[Place]) -> Iterator[str]:
    competing = sum(not place.control for place in places)
    if not rows or competing < 2:
        return
    nobody = sum(not row.covered for row in rows)
    everybody = sum(row.covered == competing for row in rows)
    differ = sum(row.apart > 0 for row in rows)
    yield (
        f"{differ:,} of {count(len(rows), 'fact')} tell the systems apart. "
        f"Covered by every system: {everybody:,}; by none: {nobody:,}."
    )


def _errors(rows: tuple[FactRow, ...]) -> Iterator[str]:
    told = tally(rows)
    if told["e"]:
        yield (
            f"The judge failed on {count(told['e'], 'verdict')} of {told.total():,}: "
            "they count neither as covered nor as missing."
        )


def _is_coverage(table: Standings) -> bool:
    return table.metric == "coverage"


def _names(systems: Sequence[str], most: int = 3) -> str:
    """Return names as a list in words.

    >>> _names(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    if len(systems) > most + 1:
        return f"{', '.join(systems[:most])} and {len(systems) - most} more"
    if len(systems) < 2:
        return "".join(systems)
    return f"{', '.join(systems[:-1])} and {systems[-1]}"

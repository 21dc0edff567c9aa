"""A stress test as text for people: who notices, how sure, how far."""

from __future__ import annotations

from collections.abc import Callable

from factcov.formatting import UNDEFINED, number, percent, signed
from factcov.stressing.result import KindResult, Reaction, Stress
from factcov.tables import Cell, Grid, Group, to_markdown

_HOW = (
    "errors: share of changed texts that score worse than their clean twin (more is better); "
    "harmless: the same, a false alarm (less is better)",
    "on a fact: changes inside the evidence of a fact that the clean text covers; wrong, lost: "
    "share of those in which such a fact turns contradicted, is covered no longer",
    "paraphrase: a text that is word for word its reference against another good one; the other "
    "kinds start from a text that is not",
)


_WIDTH = 60  # characters of an example
EXAMPLES = "What was planted"


def render(result: Stress) -> str:
    """Return Markdown, ending with a line feed."""
    parts = [
        f"# Stress test of {result.benchmark} ({result.language})",
        "## Who notices\n\n" + to_markdown(noticed(result)).rstrip("\n"),
        "## Told from harmless changes\n\n" + to_markdown(told(result)).rstrip("\n"),
        "## How far scores move\n\n" + to_markdown(moved(result)).rstrip("\n"),
    ]
    return "\n\n".join(parts) + "\n"


def noticed(result: Stress) -> Grid:
    """Return the grid that shows how often each metric scores a changed text worse."""
    skipped = [f"not planted: {kind}: {why}" for kind, why in result.skipped.items()]
    notes = (*_HOW, *skipped, *result.notices, f"seed {result.seed}, at most {result.limit} a kind")
    return _grid(result, lambda reaction: Cell(percent(reaction.worse)), notes, verdicts=True)


def told(result: Stress) -> Grid:
    """Return the grid of AUCs: errors against harmless changes, clean against changed texts."""
    return _grid(
        result, _aucs,
        ("errors: AUC of the loss, an error against a harmless change (1: every error costs more "
         "than any harmless change; 0.5: chance)",
         "in brackets: AUC of the score, clean texts against changed ones without knowing the "
         "pairs, which is what a leaderboard sees"),
    )  # fmt: skip


def moved(result: Stress) -> Grid:
    """Return the grid of mean changes, in spreads of the metric between the clean texts."""
    return _grid(
        result, lambda reaction: Cell(signed(reaction.moved_spreads, 2)),
        ("mean change in standard deviations of the metric over the clean texts; below 0 is "
         f"worse; {UNDEFINED}: the clean texts all score the same",),
    )  # fmt: skip


def examples(result: Stress) -> Grid:
    """Return the grid of one planted change a kind: what stood there, what stands there now."""
    rows = tuple(
        (Cell(kind.kind), *(Cell(_short(text)) for text in kind.examples[0]))
        for kind in result.kinds
    )
    return Grid(("kind", "before", "after"), (Group(rows),), labels=(0, 1, 2))


def _short(text: str) -> str:
    """Return a text cut to a table's width; nothing is shown as a dash."""
    shown = text.strip() or UNDEFINED
    return shown if len(shown) <= _WIDTH else shown[: _WIDTH - 1] + "…"


def _aucs(reaction: Reaction) -> Cell:
    unpaired = f"[{number(reaction.auc, 2)}]"
    return Cell("" if reaction.told is None else number(reaction.told, 2), unpaired)


def _grid(
    result: Stress, show: Callable[[Reaction], Cell], notes: tuple[str, ...], *,
    verdicts: bool = False,
) -> Grid:  # fmt: skip
    judged = verdicts and any(kind.on_fact is not None for kind in result.kinds)
    header = ("kind", "n", *(("on a fact", "wrong", "lost") if judged else ()), *result.metrics)

    def row(kind: KindResult) -> tuple[Cell, ...]:
        facts = (str(kind.on_fact), percent(kind.contradicted), percent(kind.lost))
        shares = facts if judged else ()
        labels = map(Cell, (kind.kind, str(kind.n), *shares))
        return (*labels, *map(show, kind.reactions))

    groups = tuple(
        Group(tuple(row(kind) for kind in result.kinds if kind.error is error), title)
        for title, error in (("errors", True), ("harmless", False))
        if any(kind.error is error for kind in result.kinds)
    )
    return Grid(header, groups, notes=notes)

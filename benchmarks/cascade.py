"""What asking a second judge only where the first is unsure costs, and what it does to agreement.

    FACTCOV_DATA=folder python benchmarks/cascade.py    # rewrites the table of docs/judges.md

The judges' answers are cross-validated, as in docs/judge.md. "people" answers with the labels
themselves: the most that any second judge could bring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import judge_data
import numpy as np
from judge import sets
from judge_record import Judged, as_record, crossed, people

from factcov.agreement import Figure, measure
from factcov.formatting import percent
from factcov.judges import get_judge
from factcov.judges.cascade import Band, default_band

PAGE = Path(__file__).resolve().parent.parent / "docs/judges.md"
START, END = "<!-- table: cascade -->\n", "<!-- end: cascade -->"
WIDER = Band(0.05, 0.95)
NARROWER = (Band(0.2, 0.8), Band(0.3, 0.7), Band(0.4, 0.6))


def main() -> None:
    """Measure and rewrite the table."""
    seen = {judge: sets(judge) for judge in ("lexical", "semantic")}
    cheap, dear = (crossed(labelled, judge) for judge, labelled in seen.items())
    data = [s.data for s in seen["lexical"]]
    labels = [Judged(d.y, d.y, np.zeros(len(d.y))) for d in data]
    band = default_band(get_judge("lexical").signature)
    bands = (WIDER, band, *NARROWER)
    head = "| judge | band | " + " | ".join(
        f"{d.name}: asked | candidates | kappa | AUC" for d in data
    )
    rows = [head + " |", "|---|---|" + "--:|--:|---|---|" * len(data)]
    rows.append(_row("lexical", "", data, cheap, None, None))
    for one in bands:
        rows.append(_row("lexical+semantic", _named(one, band), data, cheap, dear, one))
    rows.append(_row("semantic", "", data, dear, None, None))
    for one in bands:
        rows.append(_row("lexical+people", _named(one, band), data, cheap, labels, one))
    table = "\n".join(rows)
    before, _, rest = PAGE.read_text("utf-8").partition(START)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"{PAGE}: no place for the table\n{table}")
    PAGE.write_text(before + START + table + "\n" + END + after, "utf-8")
    print(table)


def _named(band: Band, default: Band) -> str:
    return f"{band} (default)" if band == default else f"{band}"


def _row(
    name: str,
    band_name: str,
    data: Sequence[judge_data.Labelled],
    first: Sequence[Judged],
    second: Sequence[Judged] | None,
    band: Band | None,
) -> str:
    cells = [name, band_name]
    for n, d in enumerate(data):
        if second is None or band is None:
            cells += ["", "", *_figures(d, first[n])]
            continue
        unsure = np.array([verdict in band for verdict in first[n].verdicts()])
        seen = {(s, k) for s, k in zip(d.system[unsure], d.document[unsure], strict=True)}
        cells += [percent(unsure.mean()), percent(len(seen) / len(d.texts))]
        cells += _figures(d, _merged(first[n], second[n], unsure))
    return "| " + " | ".join(cells) + " |"


def _merged(first: Judged, second: Judged, unsure: np.ndarray) -> Judged:
    return Judged(
        np.where(unsure, second.covered, first.covered),
        np.where(unsure, second.p_covered, first.p_covered),
        np.where(unsure, second.p_contradicted, first.p_contradicted),
    )


def _figures(data: judge_data.Labelled, answers: Judged) -> Iterator[str]:
    found = measure(
        as_record(data, answers.verdicts(), "judge:measured"), {}, people(data),
        replicates=1_000, level=0.95, permutations=1, seed=0, degenerate="skip",
    ).fact_level  # fmt: skip
    assert found is not None  # noqa: S101 - every fact is labelled
    yield _shown(found.kappa)
    yield _shown(found.auc)


def _shown(figure: Figure) -> str:
    return f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"


if __name__ == "__main__":
    main()

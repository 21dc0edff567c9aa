"""The oracle: score random rows again with the libraries whose numbers are the law."""

from __future__ import annotations

import numpy as np

from factcov.compact import kept
from factcov.errors import OracleError, UsageError
from factcov.scoring import Run


def check(run: Run, rows: int, seed: int = 0) -> str:
    """Return how many rows of which metrics sacrebleu and rouge-score gave the same numbers for.

    A row is one candidate by one metric, drawn without repetition. A metric takes part by a
    method ``oracle(candidates, items)`` that returns the statistics as its library makes them, or
    None where no library has those settings.

    Raises:
        OracleError: a number differs.
        UsageError: *rows* is less than 1.
    """
    if rows < 1:
        raise UsageError(f"the oracle takes 1 row or more, not {rows}")
    cells = len(run.systems) * len(run.record.items)
    drawn = np.random.default_rng(seed).choice(cells, size=min(rows, cells), replace=False)
    checked, others = [], []
    for name in run.metrics:
        metric = run.metric(name)
        table = kept(run.record.statistics, name)
        for cell in drawn.tolist():
            system, number = divmod(cell, len(run.record.items))
            item = run.record.items[number]
            text = run.record.candidates[run.systems[system]][number]
            oracle = getattr(metric, "oracle", None)
            expected = oracle([text], [item]) if oracle else None
            if expected is None:
                others.append(name)
                break
            if not np.array_equal(expected[0], table[system, number]):
                raise OracleError(
                    f'{name}: system "{run.systems[system]}", item "{item.id}": '
                    f"{table[system, number].tolist()}, but its library gives "
                    f"{expected[0].tolist()}; please report this with both texts"
                )
        else:
            checked.append(name)
    left = f"; no library has {', '.join(others)}" if others else ""
    return f"oracle: {len(drawn)} rows the same for {', '.join(checked) or 'no metric'}{left}"

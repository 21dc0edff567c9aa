"""Lining people's labels up with a run: names become positions in arrays, or one clear error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from factcov.arrays import Floats, Ints, MaskedFloats, MaskedInts, ratio
from factcov.labels import CATEGORY, Label
from factcov.labels.places import Place, finder
from factcov.labels.votes import ballots, majority, tally
from factcov.types import Record


class Units(msgspec.Struct, frozen=True):
    """The labelled (system, fact) pairs, one entry each; all arrays have shape (pairs,).

    ``truth`` is 1 for covered and 0 for not, ``opinion`` a CATEGORY, by majority; both are masked
    where people are tied. ``verdict`` (a CATEGORY) and ``probability`` are the judge's, masked
    where it failed or did not run.
    """

    system: Ints
    item: Ints
    fact: Ints
    document: Ints
    weight: Floats
    truth: MaskedInts
    opinion: MaskedInts
    verdict: MaskedInts
    probability: MaskedFloats


class Aligned(msgspec.Struct, frozen=True):
    """A run's labelled part: ``systems`` in name order, ``items`` in the run's order.

    ``documents`` has shape (items,); documents and facts are numbered from 0 without gaps.
    ``votes`` has shape (pairs, annotators); ``categories`` is 3 when people told contradicted from
    missing, else 2.
    """

    systems: tuple[str, ...]
    items: tuple[str, ...]
    system_rows: Ints
    """Where each system stands in the run; ``item_rows`` likewise."""
    item_rows: Ints
    documents: Ints
    units: Units
    votes: MaskedInts
    annotators: tuple[str, ...]
    categories: int


def align(record: Record, labels: Sequence[Label]) -> Aligned:
    """Return the labels as arrays beside what the run's judge said of the same facts.

    Raises:
        DataError: a label names a system, an item or a fact that the run does not have.
    """
    find = finder(record.header.systems, record.items)
    places = [find(label) for label in labels]
    keys = list(dict.fromkeys(places))
    system_rows = sorted({key[0] for key in keys}, key=record.header.systems.__getitem__)
    item_rows = sorted({key[1] for key in keys})
    documents = _numbered([record.items[row].document or record.items[row].id for row in item_rows])
    item = np.searchsorted(item_rows, [key[1] for key in keys])
    column = {row: n for n, row in enumerate(system_rows)}
    annotators = tuple(sorted({label.annotator for label in labels}))
    votes = ballots(labels, places, keys, annotators)
    facts = [record.items[i].facts[f] for _, i, f in keys]
    units = Units(
        system=np.array([column[key[0]] for key in keys], dtype=np.intp),
        item=item,
        fact=_numbered([key[1:] for key in keys]),
        document=documents[item],
        weight=np.array([fact.weight for fact in facts], dtype=np.float64),
        truth=majority(tally(np.ma.MaskedArray(votes.data == 1, mask=votes.mask), 2)),
        opinion=majority(tally(votes, 3)),
        **_judged(record, keys),
    )
    return Aligned(
        systems=tuple(record.header.systems[row] for row in system_rows),
        items=tuple(record.items[row].id for row in item_rows),
        system_rows=np.array(system_rows, dtype=np.intp),
        item_rows=np.array(item_rows, dtype=np.intp),
        documents=documents,
        units=units,
        votes=votes,
        annotators=annotators,
        categories=3 if any(x.opinion in ("contradicted", "missing") for x in labels) else 2,
    )


def means(aligned: Aligned, values: MaskedFloats) -> Floats:
    """Return the weighted mean of each cell's values, shape (systems, items), nan where none is."""
    units, given = aligned.units, ~np.ma.getmaskarray(values)
    shape = (len(aligned.systems), len(aligned.items))
    total, weight = np.zeros(shape), np.zeros(shape)
    cells = (units.system[given], units.item[given])
    np.add.at(total, cells, (units.weight * values.data)[given])
    np.add.at(weight, cells, units.weight[given])
    # Rounding makes 0.1 + 0.2 and 0.2 + 0.1 the tie that they are.
    return np.asarray(np.round(ratio(total, weight), 12))


def _judged(record: Record, keys: Sequence[Place]) -> dict[str, Any]:
    """Return the judge's verdicts and probabilities, masked where it failed or did not run."""
    verdicts, probabilities, absent = [], [], []
    for system, item, fact in keys:
        found = record.verdicts[record.header.systems[system]][item]
        said = found[fact] if found else None
        failed = said is None or said.p_covered is None or said.verdict == "error"
        absent.append(failed)
        verdicts.append(0 if said is None or failed else CATEGORY[said.verdict])
        probabilities.append(0.0 if said is None or failed else said.p_covered)
    return {
        "verdict": np.ma.MaskedArray(np.array(verdicts, dtype=np.intp), mask=absent),
        "probability": np.ma.MaskedArray(np.array(probabilities, dtype=np.float64), mask=absent),
    }


def _numbered(names: Sequence[object]) -> Ints:
    """Return the number of each name, in order of first appearance.

    >>> _numbered(["b", "a", "b"]).tolist()
    [0, 1, 0]
    """
    index = {name: n for n, name in enumerate(dict.fromkeys(names))}
    return np.array([index[name] for name in names], dtype=np.intp)

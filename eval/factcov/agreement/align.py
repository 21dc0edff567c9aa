"""Lining people's labels up with a run: names become positions in arrays, or one clear error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.agreement.annotators import Votes, majority, tally
from factcov.agreement.correlation import Floats
from factcov.agreement.labels import Label
from factcov.errors import DataError, nearest_first
from factcov.types import Record

Ints = NDArray[np.intp]

CATEGORY = {"other": 0, "missing": 0, "covered": 1, "contradicted": 2}
"""The position of an opinion or a verdict in a table of counts."""


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
    truth: np.ma.MaskedArray[tuple[int], np.dtype[np.intp]]
    opinion: np.ma.MaskedArray[tuple[int], np.dtype[np.intp]]
    verdict: np.ma.MaskedArray[tuple[int], np.dtype[np.intp]]
    probability: np.ma.MaskedArray[tuple[int], np.dtype[np.float64]]


class Aligned(msgspec.Struct, frozen=True):
    """A run's labelled part: ``systems`` in name order, ``items`` in the run's order.

    ``documents`` has shape (items,); documents and facts are numbered from 0 without gaps.
    ``votes`` has shape (pairs, annotators); ``categories`` is 3 when people told contradicted from
    missing, else 2.
    """

    systems: tuple[str, ...]
    items: tuple[str, ...]
    documents: Ints
    units: Units
    votes: Votes
    annotators: tuple[str, ...]
    categories: int
    system_rows: Ints
    """Where each system stands in the run; ``item_rows`` likewise."""
    item_rows: Ints


def align(record: Record, labels: Sequence[Label]) -> Aligned:
    """Return the labels as arrays beside what the run's judge said of the same facts.

    Raises:
        DataError: a label names a system, an item or a fact that the run does not have.
    """
    known_systems = {name: n for n, name in enumerate(record.header.systems)}
    known_items = {item.id: n for n, item in enumerate(record.items)}
    known_facts = [{fact.id: n for n, fact in enumerate(item.facts)} for item in record.items]
    for label in labels:
        _find(label.system, "system", known_systems, label)
        row = _find(label.item, "item", known_items, label)
        _find(label.fact, f'fact of item "{label.item}"', known_facts[row], label)

    systems = tuple(sorted({label.system for label in labels}))
    item_rows = sorted({known_items[label.item] for label in labels})
    items = tuple(record.items[row].id for row in item_rows)
    documents = _numbered([record.items[row].document or record.items[row].id for row in item_rows])
    annotators = tuple(sorted({label.annotator for label in labels}))

    keys = list(dict.fromkeys((label.system, label.item, label.fact) for label in labels))
    position = {key: n for n, key in enumerate(keys)}
    who = {name: n for n, name in enumerate(annotators)}
    votes = np.ma.masked_all((len(keys), len(annotators)), dtype=np.intp)
    for label in labels:
        unit = position[label.system, label.item, label.fact]
        votes[unit, who[label.annotator]] = CATEGORY[label.opinion]
    worded = any(label.opinion in ("contradicted", "missing") for label in labels)

    item_index = {name: n for n, name in enumerate(items)}
    system_index = {name: n for n, name in enumerate(systems)}
    item = np.array([item_index[key[1]] for key in keys], dtype=np.intp)
    facts = [
        record.items[known_items[i]].facts[known_facts[known_items[i]][f]] for _, i, f in keys
    ]
    found = [
        record.verdicts[s][known_items[i]][known_facts[known_items[i]][f]]
        if record.verdicts[s][known_items[i]]
        else None
        for s, i, f in keys
    ]
    verdict = _masked([CATEGORY.get(v.verdict) if v else None for v in found], np.intp)
    units = Units(
        system=np.array([system_index[key[0]] for key in keys], dtype=np.intp),
        item=item,
        fact=_numbered([key[1:] for key in keys]),
        document=documents[item],
        weight=np.array([fact.weight for fact in facts], dtype=np.float64),
        truth=_decide(votes == 1, 2),
        opinion=_decide(votes, 3),
        verdict=verdict,
        probability=_masked([v.p_covered if v else None for v in found], np.float64),
    )
    return Aligned(
        systems=systems,
        items=items,
        documents=documents,
        units=units,
        votes=votes,
        annotators=annotators,
        categories=3 if worded else 2,
        system_rows=np.array([known_systems[name] for name in systems], dtype=np.intp),
        item_rows=np.array(item_rows, dtype=np.intp),
    )


def means(aligned: Aligned, values: np.ma.MaskedArray[tuple[int], np.dtype[np.float64]]) -> Floats:
    """Return the weighted mean of each cell's values, shape (systems, items), nan where none is."""
    units, given = aligned.units, ~np.ma.getmaskarray(values)
    shape = (len(aligned.systems), len(aligned.items))
    total, weight = np.zeros(shape), np.zeros(shape)
    cells = (units.system[given], units.item[given])
    np.add.at(total, cells, (units.weight * values.data)[given])
    np.add.at(weight, cells, units.weight[given])
    # Rounding makes 0.1 + 0.2 and 0.2 + 0.1 the tie that they are.
    shares = np.divide(total, weight, out=np.full(shape, np.nan), where=weight > 0)
    return np.asarray(np.round(shares, 12))


def _find(name: str, what: str, known: Mapping[str, int], label: Label) -> int:
    if name not in known:
        near = nearest_first(name, known)
        more = f" and {len(near) - 5} more" if len(near) > 5 else ""
        raise DataError(
            f'{label.where}: the run has no {what} "{name}"; '
            f"it has {', '.join(near[:5]) or 'none'}{more}"
        )
    return known[name]


def _numbered(names: Sequence[object]) -> Ints:
    """Return the number of each name, in order of first appearance.

    >>> _numbered(["b", "a", "b"]).tolist()
    [0, 1, 0]
    """
    index = {name: n for n, name in enumerate(dict.fromkeys(names))}
    return np.array([index[name] for name in names], dtype=np.intp)


def _masked(values: Sequence[float | None], dtype: type) -> np.ma.MaskedArray:
    mask = [value is None for value in values]
    data = np.array([0 if value is None else value for value in values], dtype=dtype)
    return np.ma.MaskedArray(data, mask=mask)


def _decide(votes: Votes, categories: int) -> np.ma.MaskedArray:
    """Return the majority's category of each unit, masked where two are tied."""
    chosen = majority(tally(votes.astype(np.intp), categories))
    return np.ma.MaskedArray(chosen, mask=chosen < 0)

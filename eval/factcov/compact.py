"""Statistics in little memory: whole numbers are kept in 32 bits, and read as they were given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LARGEST = 2**31 - 1


class CompactTables(Mapping[str, NDArray[np.float64]]):
    """Statistics by metric, (systems, items, columns); each reading makes float64 of them.

    >>> tables = CompactTables({"bleu": np.ones((1, 2, 3))})
    >>> tables["bleu"].dtype, tables.kept("bleu").dtype
    (dtype('float64'), dtype('int32'))
    """

    def __init__(self, tables: Mapping[str, NDArray[Any]]) -> None:
        self._kept = {name: compacted(table) for name, table in tables.items()}

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        return np.asarray(self._kept[name], np.float64)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def kept(self, name: str) -> NDArray[Any]:
        """Return one table as it is kept: int32, or float64 where that would lose anything."""
        return self._kept[name]


class Growing:
    """A table (systems, items, columns) that is filled a range of items at a time."""

    def __init__(self, systems: int, items: int, columns: int) -> None:
        self.values: NDArray[Any] = np.zeros((systems, items, columns), np.int32)

    def put(self, begin: int, rows: NDArray[Any]) -> None:
        """Write *rows*, (items, systems, columns), from item *begin* on."""
        small = compacted(rows)
        if small.dtype != self.values.dtype:
            self.values = self.values.astype(np.float64, copy=False)
        self.values[:, begin : begin + len(rows)] = small.transpose(1, 0, 2)


def compacted(table: NDArray[Any]) -> NDArray[Any]:
    """Return *table* as int32 if that holds every value, else as float64.

    >>> compacted(np.array([1.0, 2.0])).dtype, compacted(np.array([0.5, np.nan])).dtype
    (dtype('int32'), dtype('float64'))
    """
    if table.dtype == np.int32:
        return table
    values = np.asarray(table, np.float64)
    # A nan compares with nothing, so it fails here as well.
    if not (np.abs(values) <= _LARGEST).all():
        return values
    whole = values.astype(np.int32)
    return whole if np.array_equal(whole, values) else values


def kept(tables: Mapping[str, NDArray[Any]], name: str) -> NDArray[Any]:
    """Return a table as it is kept, of CompactTables or of any mapping."""
    return tables.kept(name) if isinstance(tables, CompactTables) else tables[name]

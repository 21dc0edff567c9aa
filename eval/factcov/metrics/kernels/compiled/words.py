"""Words of a-z and 0-9 as numbers, from the bytes of a whole corpus."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcov.metrics.kernels.compiled.jit import jit

_A, _Z, _ZERO, _NINE = b"az09"
_LINE = ord("\n")
_ENTRIES, _SLOTS = 1 << 10, 1 << 12
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@jit
def numbered(data: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return every word's number, where each line's words begin and end, and the distinct words.

    Equal words have equal numbers, from 0 in order of appearance; word n of the last table, (words,
    3), is ``data[begin : begin + size]``, and its hash stands beside. Lines end at line feeds.
    """
    lines = 1
    for i in range(len(data)):
        lines += data[i] == _LINE
    symbols = np.empty((len(data) + 1) // 2, np.int32)
    offsets = np.zeros(lines + 1, np.int64)
    known = np.empty((_ENTRIES, 3), np.int64)
    slots = _free(_SLOTS)
    distinct, at, line, i = 0, 0, 0, 0
    while i < len(data):
        if not _in_word(data[i]):
            if data[i] == _LINE:
                line += 1
                offsets[line] = at
            i += 1
            continue
        begin, mixed = i, np.uint64(0)
        while i < len(data) and _in_word(data[i]):
            mixed = (mixed ^ np.uint64(data[i])) * _MULTIPLIER
            i += 1
        size, key = i - begin, np.int64(mixed ^ (mixed >> _SHIFT))
        slot = _slot(slots, known, data, begin, size, key)
        if slots[slot] < 0:
            if distinct == len(known):
                known = _longer(known)
            if 4 * distinct >= len(slots):
                slots = _wider(slots, known, distinct)
                slot = _slot(slots, known, data, begin, size, key)
            known[distinct, 0], known[distinct, 1], known[distinct, 2] = begin, size, key
            slots[slot] = distinct
            distinct += 1
        symbols[at] = slots[slot]
        at += 1
    offsets[lines] = at
    return symbols[:at], offsets, known[:distinct]


@jit
def _in_word(byte: int) -> bool:
    return _A <= byte <= _Z or _ZERO <= byte <= _NINE


@jit
def _slot(
    slots: NDArray[Any],
    known: NDArray[Any],
    data: NDArray[Any],
    begin: int,
    size: int,
    key: np.int64,
) -> int:
    """Return the slot that holds the word, or the free one that should."""
    last = len(slots) - 1
    slot = int(key) & last
    while slots[slot] >= 0:
        entry = slots[slot]
        if known[entry, 2] == key and known[entry, 1] == size:
            i = 0
            while i < size and data[known[entry, 0] + i] == data[begin + i]:
                i += 1
            if i == size:
                break
        slot = (slot + 1) & last
    return slot


@jit
def _longer(known: NDArray[Any]) -> NDArray[Any]:
    more = np.empty((2 * len(known), 3), np.int64)
    for number in range(len(known)):
        for column in range(3):
            more[number, column] = known[number, column]
    return more


@jit
def _free(size: int) -> NDArray[Any]:
    slots = np.empty(size, np.int64)
    for slot in range(size):
        slots[slot] = -1
    return slots


@jit
def _wider(slots: NDArray[Any], known: NDArray[Any], distinct: int) -> NDArray[Any]:
    wider = _free(4 * len(slots))
    last = len(wider) - 1
    for number in range(distinct):
        slot = known[number, 2] & last
        while wider[slot] >= 0:
            slot = (slot + 1) & last
        wider[slot] = number
    return wider

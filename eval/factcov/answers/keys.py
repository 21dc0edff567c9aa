"""What a row of verdicts depends on, besides the judge: its key, and an item that holds no more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import msgspec

from factcov.types import Fact, Item

_ITEM = ("id", "language", "source_language")
_FACT = ("id", "item", "text")
ALL = tuple(dict.fromkeys((*Item.__struct_fields__, *Fact.__struct_fields__)))
"""Every field that a judge could read; what one reads that does not say."""


def key(candidate: str, item: Item, reads: Sequence[str]) -> bytes:
    """Return the hash of a candidate, its item's facts, and what else of the item the judge reads.

    >>> item = Item("n1", "A long source.", facts=(Fact("f1", "n1", "Ten died."),))
    >>> key("Ten died.", item, []) == key("Ten died.", msgspec.structs.replace(item, source=""), [])
    True
    >>> key("Ten died.", item, []) == key("Ten  died.", item, [])
    False
    """
    described = [candidate, _fields(item, _ITEM, reads),
                 [_fields(fact, _FACT, reads) for fact in item.facts]]  # fmt: skip
    # Escaped, so that a lone surrogate can be hashed; unsorted, because a fact's first wording
    # counts where none is in the right language.
    return hashlib.sha256(json.dumps(described, default=repr).encode("ascii")).digest()


def bare(item: Item, reads: Sequence[str]) -> Item:
    """Return the item with what the key leaves out at its default: it can decide nothing."""
    facts = tuple(Fact(**_fields(fact, _FACT, reads)) for fact in item.facts)
    return Item(**{"source": "", **_fields(item, _ITEM, reads), "facts": facts})


def _fields(value: msgspec.Struct, always: Sequence[str], reads: Sequence[str]) -> dict[str, Any]:
    return {
        name: getattr(value, name)
        for name in value.__struct_fields__
        if name != "facts" and (name in always or name in reads)
    }

"""How much of a candidate is copied from the source (Grusky et al. 2018, aclanthology N18-1065).

The candidate is cut, from its start, into the longest runs of words that the source holds too
(fragments). *Coverage* is the share of its words inside a fragment, *density* the sum of squared
fragment lengths over its words: the mean length of the fragment a word stands in.

The paper defines fragments as the longest shared runs; so do we. (Its pseudo-code jumps over what
it has just compared and can miss the longest one where a source repeats itself, "a a a b".) A
suffix automaton finds them in time linear in both texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, TypeAlias

import numpy as np

from factcov.metrics.once import prepared
from factcov.metrics.ratio import ratio
from factcov.metrics.words import words
from factcov.types import Item, Stats, Verdicts

Automaton: TypeAlias = Sequence[dict[str, int]]
"""From each state, the state that each next word leads to; every path from 0 is a source run."""


class _Copy:
    """Mean over items of a figure of the copied fragments.

    An empty candidate has no rate: it counts in neither column, and alone gives nan.
    """

    higher_is_better: bool | None = None
    judged: ClassVar[bool] = False
    signature = "tok:words|agg:mean"

    def __init__(self, *, name: str, figure: Callable[[int], int]) -> None:
        self.name = name
        self._figure = figure

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return the figure and whether it is defined, shape (items, 2)."""
        rows = []
        automata = prepared(items, lambda item: suffix_automaton(words(item.source)))
        for text, automaton in zip(candidates, automata, strict=True):
            said = words(text)
            total = sum(self._figure(length) for length in fragments(automaton, said))
            rows.append((total / len(said), 1.0) if said else (0.0, 0.0))
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def aggregate(self, sums: Stats) -> Stats:
        """Return the mean over items with words; nan without any."""
        return ratio(sums)


class CopyCoverage(_Copy):
    """Share of a candidate's words that stand in copied fragments, 0 to 1, mean over items.

    >>> item = Item("1", "The old man sat by the sea.")
    >>> CopyCoverage().extract(["A man sat by a sea"], [item], [()]).round(3).tolist()
    [[0.667, 1.0]]
    """

    columns: tuple[str, ...] = ("copied", "items")

    def __init__(self, *, name: str = "copy-coverage") -> None:
        super().__init__(name=name, figure=lambda length: length)


class CopyDensity(_Copy):
    """Mean length, in words, of the copied fragment that a candidate's word stands in.

    >>> item = Item("1", "The old man sat by the sea.")
    >>> CopyDensity().extract(["A man sat by a sea"], [item], [()]).round(3).tolist()
    [[1.667, 1.0]]
    """

    columns: tuple[str, ...] = ("density", "items")

    def __init__(self, *, name: str = "copy-density") -> None:
        super().__init__(name=name, figure=lambda length: length * length)


def fragments(source: Automaton, candidate: Sequence[str]) -> Iterator[int]:
    """Yield the lengths of the candidate's fragments, in order.

    >>> list(fragments(suffix_automaton("abcd"), "bcxab"))
    [2, 2]
    """
    state = length = 0
    for word in candidate:
        following = source[state].get(word)
        if following is None and length:
            yield length
            length = 0
            following = source[0].get(word)
        if following is None:
            state = 0
        else:
            state, length = following, length + 1
    if length:
        yield length


def suffix_automaton(sequence: Sequence[str]) -> Automaton:
    """Return the automaton whose paths from state 0 are the runs of *sequence*.

    Blumer et al. 1985 (https://doi.org/10.1016/0304-3975(85)90157-4): linear in time, and at most
    twice as many states as words.
    """
    following: list[dict[str, int]] = [{}]
    link, longest = [-1], [0]
    last = 0
    for word in sequence:
        state = len(following)
        following.append({})
        longest.append(longest[last] + 1)
        link.append(0)
        p = last
        while p >= 0 and word not in following[p]:
            following[p][word] = state
            p = link[p]
        if p >= 0:
            q = following[p][word]
            if longest[q] != longest[p] + 1:
                clone = len(following)
                following.append(dict(following[q]))
                longest.append(longest[p] + 1)
                link.append(link[q])
                while p >= 0 and following[p].get(word) == q:
                    following[p][word] = clone
                    p = link[p]
                link[q] = clone
                q = clone
            link[state] = q
        last = state
    return following

"""The facts of one item as matrices over their terms, prepared once for all candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.judges.lexical.likeness import comparable, groups, likeness, trigrams
from factcov.judges.lexical.terms import Reading, Term
from factcov.text.analysis import analyse
from factcov.text.languages import language
from factcov.text.quantities import Quantity, agree, dimension

SIZE = 64
"""Facts a block: keeps the matrices small, whatever the number of facts."""
REACH = 4
"""Content words apart that two terms may stand and still be neighbours."""
_REMEMBERED = 50_000
_OTHER_DIMENSION = 0.75
_FINE = 2.0**24
_COARSE = 2.0**8
# Weights are multiples of 2**-24 and credits of 2**-8: their products and sums are exact in
# float64, so a result is the same whatever the order of summation and the size of a batch.

Links = tuple[tuple[int, float], ...]
Floats = NDArray[np.float64]


class Block(msgspec.Struct, frozen=True):
    """Facts over terms; a fact with a slash has several rows, one a reading.

    ``distinctive`` and ``plain`` are (rows, terms) and each row sums to 1: the first weighs a term
    by log(1 + facts of the item / facts that hold it), the second all terms alike. ``rest`` is
    ``distinctive`` without names; ``context`` weighs the terms of neighbouring facts that the
    fact does not hold itself; all-zero rows of both fall back on the fact's own recall.
    ``leading`` and ``last`` are each row's first and last term (0 for a row of none). ``pairs`` is
    (rows, pairs), ``function`` (rows, function stems), ``letters`` (rows, pieces of four letters;
    all zero for a fact in another language), ``reference`` gives for each row the reference
    sentence that holds most of it, and ``support`` how much of it that is.
    """

    owners: tuple[int, ...]
    readings: tuple[Reading, ...]
    held: tuple[tuple[int, ...], ...]
    distinctive: Floats
    plain: Floats
    rest: Floats
    context: Floats
    has_term: NDArray[np.bool_]
    numbers: Floats
    names: Floats
    leading: NDArray[np.intp]
    last: NDArray[np.intp]
    pair_index: dict[tuple[int, int], int]
    pairs: Floats
    function_index: dict[str, int]
    function: Floats
    letters_index: dict[str, int]
    letters: Floats
    reference_words: tuple[frozenset[str], ...]
    reference: NDArray[np.intp]
    support: Floats
    lexicon: Lexicon


class Lexicon:
    """Finds the terms of a block that a candidate's word or quantity states, and remembers."""

    def __init__(self, terms: Sequence[Term], code: str) -> None:
        self._exact: dict[str, list[int]] = {}
        self._groups = groups(code)
        self._grouped: dict[int, list[int]] = {}
        self._spelled: dict[str, list[int]] = {}
        self._stems = [term.key for term in terms]
        self._sizes = [0] * len(terms)
        self._amounts: list[tuple[int, Quantity]] = []
        self._words: dict[str, Links] = {}
        self._quantities: dict[tuple[object, ...], Links] = {}
        for t, term in enumerate(terms):
            if term.quantity is not None:
                self._amounts.append((t, term.quantity))
                self._exact.setdefault(term.surface.casefold(), []).append(t)
                continue
            self._exact.setdefault(term.key, []).append(t)
            for group in self._groups.get(term.key, ()):
                self._grouped.setdefault(group.number, []).append(t)
            if comparable(term.key):
                grams = trigrams(term.key)
                self._sizes[t] = len(grams)
                for gram in grams:
                    self._spelled.setdefault(gram, []).append(t)

    def word(self, stemmed: str, content: bool) -> Links:
        """Return (term, credit) of the terms that a word states; most words state none."""
        if not content:
            found = self._exact.get(stemmed)
            return tuple((t, 1.0) for t in found) if found else ()
        links = self._words.get(stemmed)
        if links is None:
            links = self._look_up(stemmed)
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            self._words[stemmed] = links
        return links

    def quantity(self, quantity: Quantity) -> Links:
        """Return (term, credit) of the quantities that a quantity states."""
        if not self._amounts:
            return ()
        key = (quantity.low, quantity.high, quantity.kind, quantity.unit, quantity.other)
        links = self._quantities.get(key)
        if links is None:
            if len(self._quantities) >= _REMEMBERED:
                self._quantities.clear()
            links = self._quantities[key] = tuple(
                (t, 1.0 if dimension(amount) == dimension(quantity) else _OTHER_DIMENSION)
                for t, amount in self._amounts
                if agree(amount, quantity)
            )
        return links

    def _look_up(self, stemmed: str) -> Links:
        credit: dict[int, float] = {}
        if comparable(stemmed):
            grams = trigrams(stemmed)
            shared: dict[int, int] = {}
            for gram in grams:
                for t in self._spelled.get(gram, ()):
                    shared[t] = shared.get(t, 0) + 1
            for t, count in shared.items():
                alike = likeness(self._stems[t], stemmed, count, self._sizes[t] + len(grams))
                if alike:
                    credit[t] = alike
        for group in self._groups.get(stemmed, ()):
            for t in self._grouped.get(group.number, ()):
                credit[t] = max(credit.get(t, 0.0), group.credit)
        for t in self._exact.get(stemmed, ()):
            credit[t] = 1.0
        return tuple((t, round(c * _COARSE) / _COARSE) for t, c in sorted(credit.items()))


def blocks(facts: Sequence[Sequence[Reading]], references: Sequence[str], code: str) -> list[Block]:
    """Return the facts of an item (each with its readings) in blocks, in order."""
    holding = Counter(
        key for readings in facts for key in {t.key for r in readings for t in r.terms}
    )
    sentences = [words for reference in references for words in _sentences(reference, code)]
    return [
        _block(facts[start : start + SIZE], start, len(facts), holding, sentences, code)
        for start in range(0, len(facts), SIZE)
    ]


def _block(
    facts: Sequence[Sequence[Reading]],
    first: int,
    count: int,
    holding: Counter[str],
    sentences: Sequence[frozenset[str]],
    code: str,
) -> Block:
    owners = tuple(first + i for i, readings in enumerate(facts) for _ in readings)
    rows = tuple(reading for readings in facts for reading in readings)
    index: dict[str, int] = {}
    terms: list[Term] = []
    for reading in rows:
        for term in reading.terms:
            if term.key not in index:
                index[term.key] = len(terms)
                terms.append(term)
    held = tuple(tuple(index[t.key] for t in reading.terms) for reading in rows)
    has_term = np.zeros((len(rows), len(terms)), np.bool_)
    for r, ids in enumerate(held):
        has_term[r, list(ids)] = True
    distinct = np.array([np.log1p(count / holding[t.key]) for t in terms]).reshape(1, -1)
    name = np.array([t.name for t in terms], np.bool_)
    weights = _normalised(has_term * distinct)
    pair_index, pairs = _pairs(held)
    function_index: dict[str, int] = {}
    for reading in rows:
        for word in reading.function:
            function_index.setdefault(word, len(function_index))
    function = np.zeros((len(rows), len(function_index)))
    for r, reading in enumerate(rows):
        function[r, [function_index[word] for word in reading.function]] = 1.0
    letters_index, letters = _letters(rows, code)
    stated = np.array([[t.key in s for s in sentences] for t in terms], np.float64)
    support = weights @ stated.reshape(len(terms), len(sentences))
    best = support.argmax(1) if sentences else np.zeros(len(rows), np.intp)
    return Block(
        owners=owners, readings=rows, held=held, distinctive=weights,
        plain=_normalised(has_term.astype(np.float64)),
        rest=_normalised(weights * ~name), context=_context(weights, has_term, owners),
        has_term=has_term,
        numbers=np.array([float(t.quantity is not None) for t in terms]),
        names=name.astype(np.float64),
        leading=np.array([ids[0] if ids else 0 for ids in held], np.intp),
        last=np.array([ids[-1] if ids else 0 for ids in held], np.intp),
        pair_index=pair_index, pairs=pairs,
        function_index=function_index, function=_normalised(function),
        letters_index=letters_index, letters=letters,
        reference_words=tuple(sentences), reference=best,
        support=support.max(1) if sentences else np.zeros(len(rows)),
        lexicon=Lexicon(terms, code),
    )  # fmt: skip


def _normalised(matrix: Floats) -> Floats:
    """Return *matrix* with each row divided by its sum, to 2**-24; all-zero rows stay."""
    sums = matrix.sum(1, keepdims=True)
    shares = np.divide(matrix, sums, out=np.zeros_like(matrix), where=sums > 0)
    exact: Floats = np.round(shares * _FINE) / _FINE
    return exact


def _context(weights: Floats, has_term: NDArray[np.bool_], owners: Sequence[int]) -> Floats:
    """Return each row's weights over what its neighbours say beyond it, (rows, terms).

    A neighbour counts by the share of the row's weight that it also holds.
    """
    shared = weights @ has_term.T
    owner = np.asarray(owners)
    shared[owner[:, None] == owner[None, :]] = 0.0
    context = np.zeros_like(weights)
    for r in range(len(weights)):
        context[r] = shared[r] @ _normalised(weights * ~has_term[r])
    return _normalised(context)


def _pairs(held: Sequence[Sequence[int]]) -> tuple[dict[tuple[int, int], int], Floats]:
    index: dict[tuple[int, int], int] = {}
    rows = []
    for ids in held:
        row = {tuple(sorted(pair)) for pair in _near(ids)}
        rows.append([index.setdefault((a, b), len(index)) for a, b in sorted(row)])
    matrix = np.zeros((len(held), len(index)))
    for r, found in enumerate(rows):
        matrix[r, found] = 1.0
    return index, _normalised(matrix)


def pieces(words: Sequence[str]) -> set[str]:
    """Return the pieces of four letters of *words*, across the spaces between them.

    >>> sorted(pieces(["he", "won"]))
    [' he ', ' won', 'e wo', 'he w', 'won ']
    """
    spelled = f" {' '.join(words)} "
    return {spelled[i : i + 4] for i in range(len(spelled) - 3)}


def _letters(rows: Sequence[Reading], code: str) -> tuple[dict[str, int], Floats]:
    known = language(code).code
    index: dict[str, int] = {}
    found = []
    for reading in rows:
        same = reading.analysis.language == known
        found.append(pieces(reading.analysis.folded) if same else set())
        for piece in sorted(found[-1]):
            index.setdefault(piece, len(index))
    matrix = np.zeros((len(rows), len(index)))
    for r, own in enumerate(found):
        matrix[r, [index[piece] for piece in own]] = 1.0
    return index, _normalised(matrix)


def _near(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    for i, a in enumerate(ids):
        for b in ids[i + 1 : i + 1 + REACH]:
            yield a, b


def _sentences(reference: str, code: str) -> list[frozenset[str]]:
    """Return the content stems of each sentence of a reference."""
    analysis = analyse(reference, code)
    words: dict[int, set[str]] = {}
    for stemmed, sentence, full in zip(
        analysis.stems, analysis.sentences, analysis.content, strict=True
    ):
        if full:
            words.setdefault(sentence, set()).add(stemmed)
    return [frozenset(found) for found in words.values()]

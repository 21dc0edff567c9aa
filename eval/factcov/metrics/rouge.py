"""ROUGE-1, -2, -L and -Lsum (Lin 2004, https://aclanthology.org/W04-1013), rouge-score's numbers.

The scores are 0 to 1 and equal those of rouge-score 0.1.2, the law of the field, wherever its
tokeniser works: it keeps a-z and 0-9, so that "été" is "t" and Hindi is nothing. English uses that
tokeniser; other languages use ``tokens`` of the words module, and the signature says which
(docs/decisions/rouge.md). rouge-score itself is imported by the oracle only: it loads all of nltk,
seconds of it, and its table of longest common subsequences fills the memory on a hostile line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, ClassVar, Literal, TypeAlias

import numpy as np

from factcov.errors import UsageError
from factcov.metrics import kernels
from factcov.metrics.ascii import AsciiWords
from factcov.metrics.bitparallel import Masks, lcs_length, lcs_positions, masks
from factcov.metrics.once import all_references, prepared, references_of
from factcov.metrics.ratio import ratio
from factcov.metrics.words import tokens
from factcov.text.analysis import stem
from factcov.text.languages import language as resources_of
from factcov.types import Item, Stats, Verdicts

Tokenize: TypeAlias = Callable[[str], list[str]]
Part: TypeAlias = Literal["fmeasure", "precision", "recall"]
Tokenizer: TypeAlias = Literal["rouge-score", "unicode"]
Counts: TypeAlias = tuple[int, int, int]
"""Matches, candidate's total, reference's total."""


class _Rouge:
    """Mean over items of one part of ROUGE against the item's best reference, 0 to 1.

    The best reference is the first with the highest F-measure, whichever *part* is asked for
    (rouge-score's ``score_multi``). An empty candidate, or one without tokens, scores 0.
    """

    higher_is_better: bool | None = True
    judged: ClassVar[bool] = False
    kind: ClassVar[str]

    def __init__(
        self,
        *,
        name: str | None = None,
        language: str = "en",
        references: int | None = None,
        part: Part = "fmeasure",
        stemmer: bool = False,
        tokenizer: Tokenizer | None = None,
    ) -> None:
        base = language.replace("_", "-").split("-")[0].lower()
        chosen: Tokenizer = tokenizer or ("rouge-score" if base == "en" else "unicode")
        self.name = name or self.kind
        if stemmer and chosen == "unicode" and not resources_of(base).snowball:
            raise UsageError(
                f'metric "{self.name}": no stemmer is known for the language "{base}"; '
                "leave stemmer out"
            )
        self._tokenize, stemmed = _tokenizer(chosen, base, stemmer)
        self._part = part
        self._chosen, self._stemmer = chosen, stemmer
        self.columns: tuple[str, ...] = (part, "items")
        self.signature = (
            f"nrefs:{'var' if references is None else references}|best:fmeasure|part:{part}"
            f"|stem:{stemmed}|tok:{chosen}|agg:mean"
        )

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return the part of the best reference and a count of one, shape (items, 2)."""
        texts = kernels.batch(candidates, all_references(items, self.name))
        counts = kernels.rouge_counts(self.kind, texts, self._tokenize)
        if counts is None:
            return self._extract(candidates, items)
        parts = kernels.rouge_part(counts, texts, self._part)
        fast = np.column_stack([parts, np.ones(len(parts))])
        return kernels.filled(fast, self._extract, candidates, items)

    def _extract(self, candidates: Sequence[str], items: Sequence[Item]) -> Stats:

        def prepare(item: Item) -> list[Any]:
            return [self._prepare(text) for text in references_of(item, self.name)]

        rows = []
        for text, references in zip(candidates, prepared(items, prepare), strict=True):
            candidate = self._prepare(text)
            scores = [_parts(self._counts(reference, candidate)) for reference in references]
            best = max(scores, key=lambda score: score["fmeasure"])
            rows.append((best[self._part], 1.0))
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def oracle(self, candidates: Sequence[str], items: Sequence[Item]) -> Stats | None:
        """Return rouge-score's own scores; None with a tokeniser that is not its."""
        if self._chosen != "rouge-score":
            return None
        from rouge_score.rouge_scorer import RougeScorer

        scorer = RougeScorer([self.kind], use_stemmer=self._stemmer)
        rows = [
            (getattr(scorer.score_multi(item.references, text)[self.kind], self._part), 1.0)
            for text, item in zip(candidates, items, strict=True)
        ]
        return np.array(rows, dtype=np.float64)

    def aggregate(self, sums: Stats) -> Stats:
        """Return the mean over items; nan without items."""
        return ratio(sums)

    def _prepare(self, text: str) -> Any:
        """Return what is compared of a text, made once for a reference."""
        raise NotImplementedError

    def _counts(self, reference: Any, candidate: Any) -> Counts:
        """Return the counts that precision and recall are made of."""
        raise NotImplementedError


class Rouge1(_Rouge):
    """Overlap of words.

    >>> item = Item("1", "", ("The quick brown fox jumps over the lazy dog",))
    >>> Rouge1().extract(["The quick brown dog jumps on the log."], [item], [()]).round(3).tolist()
    [[0.706, 1.0]]
    """

    kind = "rouge1"
    size: ClassVar[int] = 1

    def _prepare(self, text: str) -> Counter[tuple[str, ...]]:
        found = self._tokenize(text)
        return Counter(zip(*(found[start:] for start in range(self.size)), strict=False))

    def _counts(
        self, reference: Counter[tuple[str, ...]], candidate: Counter[tuple[str, ...]]
    ) -> Counts:
        matches = sum(min(count, candidate[ngram]) for ngram, count in reference.items())
        return matches, candidate.total(), reference.total()


class Rouge2(Rouge1):
    """Overlap of pairs of neighbouring words; 0 for a text of one word."""

    kind = "rouge2"
    size = 2


class _Line:
    """A line's words, and where each stands once it has to be matched."""

    __slots__ = ("_masks", "words")

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self._masks: Masks | None = None

    @property
    def masks(self) -> Masks:
        if self._masks is None:
            self._masks = masks(self.words)
        return self._masks


class RougeL(_Rouge):
    """Longest common subsequence of the two texts, line breaks ignored."""

    kind = "rougeL"

    def _prepare(self, text: str) -> _Line:
        return _Line(self._tokenize(text))

    def _counts(self, reference: _Line, candidate: _Line) -> Counts:
        size = len(reference.words)
        matches = lcs_length(reference.masks, size, candidate.words)
        return matches, len(candidate.words), size


class RougeLsum(_Rouge):
    """Union of the longest common subsequences of each reference line with all candidate lines.

    A sentence is a line, as in rouge-score: a text without line breaks is one sentence. A word
    matches at most as often as it stands in either text.
    """

    kind = "rougeLsum"

    def _prepare(self, text: str) -> list[_Line]:
        return [_Line(self._tokenize(line)) for line in text.split("\n")]

    def _counts(self, reference: list[_Line], candidate: list[_Line]) -> Counts:
        available = Counter(word for line in candidate for word in line.words)
        distinct = {tuple(line.words): frozenset(line.words) for line in candidate}
        matches = 0
        for line in reference:
            union: set[int] = set()
            for words, vocabulary in distinct.items():
                if not vocabulary.isdisjoint(line.masks):
                    union.update(lcs_positions(line.words, line.masks, words))
            for position in union:
                word = line.words[position]
                if available[word] > 0:
                    available[word] -= 1
                    matches += 1
        return matches, _size(candidate), _size(reference)


def _size(lines: list[_Line]) -> int:
    return sum(len(line.words) for line in lines)


def _parts(counts: Counts) -> dict[str, float]:
    """Return precision, recall and F1; 0 where undefined, as in rouge-score."""
    matches, candidate, reference = counts
    precision = matches / max(candidate, 1)
    recall = matches / max(reference, 1)
    both = precision + recall
    fmeasure = 2 * precision * recall / both if both else 0.0
    return {"precision": precision, "recall": recall, "fmeasure": fmeasure}


@cache
def _tokenizer(chosen: Tokenizer, language: str, stemmer: bool) -> tuple[Tokenize, str]:
    """Return the function that makes tokens, and the signature's word for its stemmer.

    The same function for all four metrics, so that what one encoded serves the others.
    """
    if chosen == "rouge-score":
        return AsciiWords(stemmer), "porter" if stemmer else "no"
    if not stemmer:
        return tokens, "no"
    resources = resources_of(language)
    return lambda text: [stem(w, resources) for w in tokens(text)], f"snowball-{resources.snowball}"

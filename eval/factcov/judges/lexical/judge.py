"""LexicalJudge: which facts a text states, by the words that fact and text share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import msgspec

from factcov.errors import UsageError
from factcov.text.analysis import Analysis, analyse
from factcov.types import Fact, Item, Task, Verdict


class LexicalJudge:
    """Calls a fact covered when a window of two sentences holds enough of its content words.

    Each word weighs log(1 + facts of the item / facts that hold it): what tells facts apart.
    """

    def __init__(
        self,
        *,
        language: str = "en",
        source_language: str = "en",
        task: Task = "summarization",
        threshold: float = 0.6,
    ) -> None:
        if isinstance(threshold, bool) or not isinstance(threshold, int | float):
            raise UsageError(f"judge lexical: threshold is a number from 0 to 1, not {threshold!r}")
        if not 0 < threshold < 1:
            raise UsageError(f"judge lexical: threshold is between 0 and 1, not {threshold}")
        self.language, self.source_language = language, source_language
        self.threshold = float(threshold)
        self.signature = (
            f"judge:lexical|model:recall|language:{language}|source:{source_language}"
            f"|threshold:{self.threshold:g}"
        )

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        """Return one verdict for each fact of each item, in order."""
        prepared: dict[int, list[_Prepared]] = {}
        rows = []
        for candidate, item in zip(candidates, items, strict=True):
            if id(item) not in prepared:
                prepared[id(item)] = _prepare(item.facts, self.language, self.source_language)
            analysis = analyse(candidate, self.language)
            rows.append([_verdict(f, analysis, self.threshold) for f in prepared[id(item)]])
        return rows


class _Prepared(msgspec.Struct, frozen=True):
    weights: dict[str, float]
    words: dict[str, str]


def _prepare(facts: Sequence[Fact], language: str, source_language: str) -> list[_Prepared]:
    analyses = [analyse(*fact.wording(language, source_language)) for fact in facts]
    holding = Counter(stem for a in analyses for stem in set(a.stems))
    prepared = []
    for a in analyses:
        content = {s: w for s, w, c in zip(a.stems, a.words, a.content, strict=True) if c}
        content = content or dict(zip(a.stems, a.words, strict=True))
        weights = {s: math.log(1 + len(facts) / holding[s]) for s in content}
        prepared.append(_Prepared(weights, content))
    return prepared


def _verdict(fact: _Prepared, candidate: Analysis, threshold: float) -> Verdict:
    total = sum(fact.weights.values())
    hits: dict[int, set[str]] = {}
    places: dict[int, list[int]] = {}
    for i, stem in enumerate(candidate.stems):
        if stem in fact.weights:
            hits.setdefault(candidate.sentences[i], set()).add(stem)
            places.setdefault(candidate.sentences[i], []).append(i)
    best, where = 0.0, -1
    for s in hits:
        window = hits[s] | hits.get(s + 1, set())
        share = sum(fact.weights[x] for x in window) / total
        if share > best:
            best, where = share, s
    seen = hits.get(where, set()) | hits.get(where + 1, set())
    lost = [w for s, w in fact.words.items() if s not in seen]
    if where < 0:
        return Verdict("missing", 0.0, 0.0, reason=_missing(lost))
    at = places[where] + places.get(where + 1, [])
    start, end = candidate.starts[at[0]], candidate.ends[at[-1]]
    if best >= threshold:
        found = [w for s, w in fact.words.items() if w not in lost]
        return Verdict("covered", best, 0.0, start, end, "states " + ", ".join(found))
    return Verdict("missing", best, 0.0, start, end, _missing(lost))


def _missing(words: list[str]) -> str:
    return "no mention of " + ", ".join(words[:3]) if words else "nothing to look for"

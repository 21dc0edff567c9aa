"""NliJudge: what a natural language inference model, or a fact checker of its shape, says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
import numpy as np

from factcov.errors import UsageError
from factcov.formatting import count
from factcov.judges.base import in_order
from factcov.judges.nli.classifier import Classifier, Order
from factcov.judges.nli.labels import Floats
from factcov.judges.nli.windows import Window, likeliest, runs, sentences
from factcov.text.analysis import analyse
from factcov.text.languages import language as resources_of
from factcov.types import Item, Task, Verdict, Verdicts

_VERSION = 1
"""Of how texts are cut and answers put together; raised with every change to a verdict."""
_DIGITS = 4
"""Probabilities are rounded: a last bit may depend on the batch that a pair was read in."""
_AT_ONCE = 32
"""Batches whose pairs are collected before the model is asked."""
_CONTRADICTED = 0.5


class NliJudge:
    """Asks a model whether the text entails the fact (extra: nli): nli:FOLDER or nli:OWNER/NAME.

    Any sequence-classification model for natural language inference or fact checking. A fact is
    held against each sentence and the whole text; the strongest passage decides and is the
    evidence. Options: ``labels`` (what the classes mean, where the model's config does not say),
    ``windows`` (both, sentences or text), ``first`` (text or fact: what the model reads first),
    ``threshold`` (of p_covered), ``most`` (passages a fact is held against, half of them sentences
    with windows=both; of a longer text those that share most words with it), ``batch``,
    ``device`` (cpu, cuda, cuda:1, mps), ``revision`` (of the hub's model).
    """

    reads: tuple[str, ...] = ()
    """Of an item no more than its facts' wording and the languages: kept answers hold by these."""

    def __init__(
        self,
        model: str,
        *,
        language: str = "en",
        source_language: str = "en",
        task: Task = "summarization",
        labels: str | None = None,
        windows: Literal["both", "sentences", "text"] = "both",
        first: Order = "text",
        threshold: float = 0.5,
        most: int = 64,
        batch: int = 16,
        device: str | None = None,
        revision: str | None = None,
    ) -> None:
        if not 0.5 <= threshold < 1:
            # Below, a fact could be covered and contradicted at once.
            raise UsageError(f"judge nli: threshold is from 0.5 to below 1, not {threshold:g}")
        if batch < 1 or most < 1:
            raise UsageError("judge nli: batch and most are 1 or more")
        self._classifier = found = Classifier(model, revision, labels, device, first)
        self.language, self.source_language = language, source_language
        self._windows, self._most = windows, most
        known = resources_of(language)
        self._batch, self._threshold = batch, threshold
        self.signature = "|".join([
            "judge:nli", f"model:{found.kind}:{found.fingerprint}", f"labels:{found.classes}",
            f"windows:{windows}", f"first:{first}", f"limit:{found.limit}", f"most:{most}",
            f"threshold:{threshold:g}", f"language:{known.code}:{known.hash[:8] or 'unknown'}",
            f"version:{_VERSION}",
        ])  # fmt: skip
        self._pairs = self._cut = self._shortened = self._unread = 0

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        """Return one verdict for each fact of each item, in order."""
        return in_order(self.judge_each(candidates, items))

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, list[Verdict]]]:
        """Yield (row, its verdicts) in order, some rows at a time."""
        waiting: list[_Question] = []
        pairs: dict[tuple[str, str], int] = {}
        for row, (text, item) in enumerate(zip(candidates, items, strict=True)):
            question = self._question(row, text, item)
            waiting.append(question)
            for fact in question.facts:
                for passage in fact.passages:
                    pairs.setdefault((question.words(passage), fact.text), len(pairs))
            if len(pairs) >= _AT_ONCE * self._batch:
                yield from self._answers(waiting, pairs)
                waiting, pairs = [], {}
        yield from self._answers(waiting, pairs)

    def notices(self) -> list[str]:
        """Return how much the model read, and what it could not see."""
        found = self._classifier
        told = [f"nli: {found.name} read {count(self._pairs, 'pair')} of a passage and a fact"]
        if not found.classes.tells_contradiction:
            told.append(
                f"nli: {found.name} does not tell contradicted from missing (its classes: "
                f"{found.classes}), so no fact is called contradicted"
            )
        for number, noun, words in (
            (self._cut, "pair", f"of more than {found.limit} word pieces: the passage was cut"),
            (self._shortened, "fact", f"in a text of more than {self._most} passages: held against "
                                      "those with most words in common"),
            (self._unread, "fact", "too long for the model: error"),
        ):  # fmt: skip
            if number:
                told.append(f"nli: {count(number, noun)} {words}")
        return told

    def _question(self, row: int, text: str, item: Item) -> _Question:
        kinds = self._passages(text)
        most = max(1, self._most // max(1, len(kinds)))
        long = any(len(kind) > most for kind in kinds)
        wordings = [fact.wording(self.language, self.source_language) for fact in item.facts]
        sizes = self._classifier.sizes([wording for wording, _ in wordings])
        facts = []
        for (wording, code), size in zip(wordings, sizes, strict=True):
            readable = size <= self._classifier.limit // 2
            stems = frozenset(analyse(wording, code).stems if long else ())
            passages = [kind[k] for kind in kinds for k in likeliest(kind, stems, most)]
            self._shortened += long and readable
            self._unread += not readable
            facts.append(_Asked(wording, readable, tuple(passages) if readable else ()))
        return _Question(row, text, tuple(facts))

    def _passages(self, text: str) -> list[tuple[Window, ...]]:
        """Return the sentences of a text and the runs of them that make it whole, as asked for."""
        parts = sentences(analyse(text, self.language))
        if not parts:
            return []
        if self._windows == "sentences" or (self._windows == "both" and len(parts) == 1):
            return [parts]
        sizes = self._classifier.sizes([text[part.start : part.end] for part in parts])
        whole = runs(parts, sizes, self._classifier.room)
        return [whole] if self._windows == "text" else [parts, whole]

    def _answers(
        self, questions: Sequence[_Question], pairs: dict[tuple[str, str], int]
    ) -> Iterator[tuple[int, list[Verdict]]]:
        found = np.zeros((0, 2))
        if pairs:
            found, cut = self._classifier.probabilities(list(pairs), self._batch)
            found = found.round(_DIGITS)
            self._pairs += len(pairs)
            self._cut += cut
        for question in questions:
            verdicts = []
            for fact in question.facts:
                rows = [pairs[question.words(one), fact.text] for one in fact.passages]
                verdicts.append(self._verdict(fact, found[rows]))
            yield question.row, verdicts

    def _verdict(self, fact: _Asked, found: Floats) -> Verdict:
        """Return the verdict of one fact; *found* is (passages, 2): support, contradiction."""
        if not fact.readable:
            return Verdict("error", None, None, reason="the fact is longer than the model reads")
        if not fact.passages:
            return Verdict("missing", 0.0, 0.0, reason="the text has no words")
        support, against = found.max(axis=0).tolist()
        # What one passage states, another does not contradict by being about something else.
        against = round(against * (1.0 - support), _DIGITS)
        decision: Literal["covered", "contradicted", "missing"] = "missing"
        place = int(found[:, 0].argmax())
        if support >= self._threshold:
            decision = "covered"
        elif against >= _CONTRADICTED:
            decision, place = "contradicted", int(found[:, 1].argmax())
        passage = fact.passages[place]
        told = f"support {found[place, 0]:.2f}"
        if self._classifier.classes.tells_contradiction:
            told += f", contradiction {found[place, 1]:.2f}"
        reason = f"{told} in {'this' if decision != 'missing' else 'the nearest'} passage"
        return Verdict(decision, support, against, passage.start, passage.end, reason)


class _Asked(msgspec.Struct, frozen=True):
    """A fact's wording, whether the model can read it, and the passages it is held against."""

    text: str
    readable: bool
    passages: tuple[Window, ...]


class _Question(msgspec.Struct, frozen=True):
    """One candidate and what is asked of it."""

    row: int
    text: str
    facts: tuple[_Asked, ...]

    def words(self, passage: Window) -> str:
        """Return the text of a passage."""
        return self.text[passage.start : passage.end]

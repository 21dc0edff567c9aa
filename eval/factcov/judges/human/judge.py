"""HumanJudge: what people said of the systems' texts, as a judge."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from factcov.errors import JudgeError
from factcov.judges.human.bound import BoundLabels, Key
from factcov.judges.human.notices import notices
from factcov.judges.human.vote import check_evidence, decide
from factcov.labels import Label, read_labels
from factcov.labels.places import finder
from factcov.types import Item, Verdicts


class HumanJudge:
    """Gives the verdicts of people who labelled the texts: human:FILE, a .jsonl or .csv file.

    Of several annotators the most frequent answer counts; where two are equally frequent, and
    where nobody labelled a fact, the verdict is ``error``. ``labels`` may be a DataFrame too.
    """

    def __init__(self, labels: Any) -> None:
        self._labels = read_labels(labels)
        content = [
            (x.system, x.item, x.fact, x.opinion, x.annotator, x.evidence, x.comment)
            for x in self._labels
        ]
        digest = hashlib.sha256(msgspec.json.encode(content)).hexdigest()
        people = len({label.annotator for label in self._labels})
        self.signature = f"judge:human|labels:{digest[:12]}|annotators:{people}|vote:plurality"

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        """Refuse: a label names a system, and a text alone does not say which wrote it.

        Raises:
            JudgeError: always.
        """
        raise JudgeError(f"{self.signature}: give the systems' outputs to bound() first")

    def bound(self, items: Sequence[Item], outputs: Mapping[str, Sequence[str]]) -> BoundLabels:
        """Return the judge for these outputs; the same text by two systems pools their labels.

        Labels of systems that are not scored are left out, and a notice says so.

        Raises:
            DataError: a label names an item or a fact that there is not, or quotes evidence that
                the text does not hold; or no label is of a system that is scored.
        """
        systems = list(outputs)
        scored = [label for label in self._labels if label.system in outputs]
        find = finder(systems, items)
        pooled: dict[Key, dict[str, list[Label]]] = defaultdict(lambda: defaultdict(list))
        places = [find(label) for label in scored or self._labels]
        for label, (system, item, _) in zip(scored, places, strict=True):
            text = outputs[systems[system]][item]
            check_evidence(label, text)
            pooled[label.item, text][label.fact].append(label)
        rows = {
            key: {fact: decide(labels, key[1]) for fact, labels in by_fact.items()}
            for key, by_fact in pooled.items()
        }
        bound = BoundLabels(self.signature, rows)
        told = notices(self._labels, scored, places, bound.judge_all(items, outputs))
        return BoundLabels(self.signature, rows, told)

"""People's labels of facts, and the texts made from them that no judge should be taken in by."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.judges.lexical.block import Block, blocks
from factcov.judges.lexical.candidate import read_candidate
from factcov.judges.lexical.features import FEATURES, match
from factcov.judges.lexical.terms import readings
from factcov.text.analysis import analyse

Floats = NDArray[np.float64]
Change = Callable[[str, random.Random], str]
NAMES = tuple(FEATURES)


class Document(msgspec.Struct, frozen=True):
    """One source with its references and facts."""

    id: str
    references: tuple[str, ...]
    facts: dict[str, str]


class Labelled(msgspec.Struct, frozen=True):
    """A labelled set; row i is one label: system, document and fact indexes, covered or not."""

    name: str
    documents: tuple[Document, ...]
    systems: tuple[str, ...]
    texts: dict[tuple[int, int], str]
    system: NDArray[np.intp]
    document: NDArray[np.intp]
    fact: tuple[str, ...]
    y: Floats
    hash: str

    def means(self, values: Floats) -> Floats:
        """Return the mean of *values* over each summary's facts, (systems, documents)."""
        sums = np.zeros((len(self.systems), len(self.documents)))
        counts = np.zeros_like(sums)
        np.add.at(sums, (self.system, self.document), values)
        np.add.at(counts, (self.system, self.document), 1)
        return sums / counts


def load(folder: Path) -> Labelled:
    """Return the labelled set in *folder*: benchmark.jsonl, outputs/*.jsonl, labels.jsonl."""
    digest = hashlib.sha256()

    def lines(path: Path) -> list[dict[str, object]]:
        content = path.read_bytes()
        digest.update(content)
        return [json.loads(line) for line in content.splitlines() if line.strip()]

    documents = tuple(
        Document(
            str(row["id"]), tuple(row["references"]),  # type: ignore[arg-type]
            {fact["id"]: fact["text"] for fact in row["facts"]},  # type: ignore[attr-defined]
        )
        for row in lines(folder / "benchmark.jsonl")
    )  # fmt: skip
    place = {document.id: i for i, document in enumerate(documents)}
    paths = sorted((folder / "outputs").glob("*.jsonl"))
    systems = tuple(path.stem for path in paths)
    texts = {
        (s, place[str(row["id"])]): str(row["text"])
        for s, path in enumerate(paths)
        for row in lines(path)
    }
    labels = lines(folder / "labels.jsonl")
    return Labelled(
        folder.name, documents, systems, texts,
        np.array([systems.index(str(row["system"])) for row in labels]),
        np.array([place[str(row["id"])] for row in labels]),
        tuple(str(row["fact"]) for row in labels),
        np.array([float(bool(row["covered"])) for row in labels]),
        digest.hexdigest(),
    )  # fmt: skip


class Reader(msgspec.Struct, frozen=True):
    """What a judge sees of facts and texts: the features' names and how to get them."""

    names: tuple[str, ...]
    prepare: Callable[[Document, bool], Any]
    measure: Callable[[Any, Sequence[str]], list[dict[int, Floats]]]


def features(
    data: Labelled,
    *,
    references: bool = True,
    change: Change | None = None,
    reader: Reader | None = None,
) -> Floats:
    """Return the features of every label, (labels, features); *change* rewrites the candidates.

    They are those that *reader* sees; the lexical judge where none is given.
    """
    rng, used = random.Random(0), reader or LEXICAL
    rows: dict[tuple[int, int, str], Floats] = {}
    for d, document in enumerate(data.documents):
        prepared = used.prepare(document, references)
        ids = list(document.facts)
        texts = [data.texts[s, d] for s in range(len(data.systems))]
        if change:
            texts = [change(text, rng) for text in texts]
        for s, found in enumerate(used.measure(prepared, texts)):
            rows.update({(s, d, ids[owner]): row for owner, row in found.items()})
    keys = zip(data.system.tolist(), data.document.tolist(), data.fact, strict=True)
    return np.array([rows[key] for key in keys])


def prepare(document: Document, references: bool) -> list[Block]:
    """Return a document's facts as the judge prepares them."""
    facts = [readings(text, "en") for text in document.facts.values()]
    return blocks(facts, document.references if references else (), "en")


def pair_features(prepared: Sequence[Block], texts: Sequence[str]) -> list[dict[int, Floats]]:
    """Return the features of each fact in each text, of the reading that it states best."""
    candidates = [read_candidate(analyse(text, "en")) for text in texts]
    best: list[dict[int, Floats]] = [{} for _ in texts]
    for block in prepared:
        for found, matches in zip(best, match(block, candidates), strict=True):
            for owner, row in zip(block.owners, matches.features, strict=True):
                if owner not in found or row[:2].sum() > found[owner][:2].sum():
                    found[owner] = row
    return best


LEXICAL = Reader(NAMES, prepare, pair_features)


def shuffled(text: str, rng: random.Random) -> str:
    """Return the words of *text* in random order."""
    words = text.split()
    rng.shuffle(words)
    return " ".join(words)


def keywords(text: str, rng: random.Random) -> str:
    """Return the content words of *text*, each once, in alphabetical order."""
    analysis = analyse(text, "en")
    return " ".join(
        sorted({w for w, full in zip(analysis.words, analysis.content, strict=True) if full})
    )


def recombined(text: str, rng: random.Random) -> str:
    """Return the sentences of *text*, each cut in two and joined with halves of others."""
    halves = [part for words in (s.split() for s in text.split(". "))
              for part in (words[: len(words) // 2], words[len(words) // 2 :])]  # fmt: skip
    rng.shuffle(halves)
    joined = [" ".join(a + b) for a, b in zip(halves[::2], halves[1::2], strict=True)]
    return ". ".join(joined)


def scattered(text: str, rng: random.Random) -> str:
    """Return *text* cut into pieces of four words, shuffled and joined by twos into sentences."""
    words = [word.strip(".") for word in text.split()]
    pieces = [words[i : i + 4] for i in range(0, len(words), 4)]
    rng.shuffle(pieces)
    pairs = [pieces[i : i + 2] for i in range(0, len(pieces), 2)]
    return " ".join(" ".join(word for piece in pair for word in piece) + "." for pair in pairs)


def in_twos(text: str, rng: random.Random) -> str:
    """Return *text* cut into pieces of two words, shuffled and joined by fours into sentences."""
    words = [word.strip(".") for word in text.split()]
    pieces = [words[i : i + 2] for i in range(0, len(words), 2)]
    rng.shuffle(pieces)
    fours = [pieces[i : i + 4] for i in range(0, len(pieces), 4)]
    return " ".join(" ".join(word for piece in four for word in piece) + "." for four in fours)


def dealt(text: str, rng: random.Random) -> str:
    """Return the sentences of *text*, each cut in three and joined with a third of another."""
    thirds = [
        part
        for words in (s.split() for s in text.split(". ") if s)
        for third in [max(1, len(words) // 3)]
        for part in (words[:third], words[third : 2 * third], words[2 * third :])
    ]
    rng.shuffle(thirds)
    joined = zip_longest(thirds[::2], thirds[1::2], fillvalue=())
    return ". ".join(" ".join([*a, *b]) for a, b in joined)


def one_sentence(text: str, rng: random.Random) -> str:
    """Return the longest of three random sentences of *text*."""
    sentences = [part for part in text.split(". ") if part] or [text]
    return max(rng.choices(sentences, k=3), key=len)


def one_shuffled(text: str, rng: random.Random) -> str:
    """Return the words of one sentence of *text* in random order."""
    return shuffled(one_sentence(text, rng), rng)


CHANGES: dict[str, Change] = {
    "shuffled": shuffled, "keywords": keywords, "one shuffled": one_shuffled,
}  # fmt: skip
"""What the model is shown as not covering anything, besides people's labels."""
NATURAL: dict[str, Change] = {"one sentence": one_sentence}
"""What is as well written as the texts themselves, and shorter."""
BROKEN: dict[str, Change] = {"in twos": in_twos, "dealt": dealt}
"""Texts whose words stand in other sentences than before: shown as covering nothing, at a low
weight, so that what is together in a sentence counts for more than people's labels alone teach."""
UNSEEN: dict[str, Change] = {"scattered": scattered, "recombined": recombined}
"""Texts taken apart that no model is shown: only measured."""

"""Text to vectors: one unit vector for each word, in the context of its sentence.

A text is read in units (a sentence, or at most ``WORDS`` words of a long one), one model call a
unit, on one thread. Padding several texts to one batch is not faster on a CPU, and would let the
last bits of a vector depend on its neighbours; so a vector depends on its own unit alone.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence, Set
from itertools import groupby
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.errors import UsageError
from factcov.judges.semantic.weights import ModelFiles, PackedModel
from factcov.text.analysis import Analysis

Vectors = NDArray[np.float32]

WORDS = 128
"""Words in a unit, at most."""
PIECES = 256
"""Word pieces that the model reads of a unit, at most; words past them get no vector."""
LONGEST = 8192
"""Words of a text that are read, at most: of a longer one, the units most like the facts."""

REMEMBERED = 65_536
"""Words kept encoded (100 MB at 384 dimensions): systems copy the same sentences of one source."""

_PLAIN = (
    "The government said on Monday that it would raise taxes next year.",
    "A man was found dead in his house, and the police are looking for a witness.",
    "The team won the match by two goals and is now third in the table.",
    "She bought the company for ten million pounds after months of talks.",
    "Doctors warn that the new drug may not help every patient.",
    "Heavy rain closed roads and schools in the north of the country.",
    "The film, which was made by a young director, opens in June.",
    "Scientists have found water under the surface of the planet.",
    "He was born in a small village and studied music in the capital.",
    "Prices fell again, because people spent less money than before.",
    "The court decided that the law does not apply to children.",
    "Thousands of visitors came to see the old bridge last summer.",
)
"""Prose about nothing in common. Its mean serves all languages: that of French is near it."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Unit(msgspec.Struct, frozen=True):
    """A stretch of a text that is encoded by itself.

    ``first`` and ``last`` are word indexes (last exclusive); ``start`` the character where ``text``
    begins.
    """

    text: str
    start: int
    first: int
    last: int


def units(analysis: Analysis) -> tuple[Unit, ...]:
    """Return the sentences of a text, long ones cut, as units that cover every word.

    >>> from factcov.text.analysis import analyse
    >>> [unit.text for unit in units(analyse("Prices rose. He left!", "en"))]
    ['Prices rose.', 'He left!']
    """
    found = []
    for _, group in groupby(range(len(analysis.words)), key=analysis.sentences.__getitem__):
        indexes = list(group)
        for k in range(0, len(indexes), WORDS):
            part = indexes[k : k + WORDS]
            first, last = part[0], part[-1] + 1
            start = analysis.starts[first]
            stop = analysis.starts[last] if last < len(analysis.words) else len(analysis.text)
            # What follows the last word is its punctuation, or a run of marks to cut short.
            stop = min(stop, analysis.ends[last - 1] + PIECES)
            found.append(Unit(analysis.text[start:stop].rstrip(), start, first, last))
    return tuple(found)


def _read(parts: Sequence[Unit], analysis: Analysis, wanted: Set[str]) -> Sequence[int]:
    """Return which units to encode: all, or of a long text those that share most stems."""
    if len(analysis.words) <= LONGEST:
        return range(len(parts))
    shared = [len(wanted & set(analysis.stems[u.first : u.last])) for u in parts]
    chosen, words = [], 0
    for k in sorted(range(len(parts)), key=lambda k: (-shared[k], k)):
        words += parts[k].last - parts[k].first
        if words > LONGEST:
            break
        chosen.append(k)
    return chosen


class Encoder:
    """A sentence model on the CPU, one thread."""

    def __init__(
        self, model: ModelFiles | PackedModel, remembered: int = REMEMBERED, centred: bool = False
    ) -> None:
        """Load the model; *remembered* is how many words are kept encoded.

        *centred* takes the mean of plain prose out of every vector (Mu & Viswanath 2018), for a
        model whose vectors all point one way.

        Raises:
            UsageError: a file cannot be read, or the model takes or gives something else.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                model.graph(), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises classes of its own C++ module
            raise UsageError(f"{model.onnx}: not a model that onnxruntime can run") from error
        self._tokenizer: Any = model.open_tokenizer()
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(PIECES)
        self._inputs = {value.name for value in self._session.get_inputs()}
        unknown = self._inputs - {"input_ids", "attention_mask", "token_type_ids"}
        if unknown or "input_ids" not in self._inputs:
            raise UsageError(
                f"{model.onnx}: not a sentence model; it takes {', '.join(sorted(self._inputs))}"
            )
        self._remember, self._held = remembered, 0
        self._known: OrderedDict[tuple[str, tuple[int, ...]], Vectors] = OrderedDict()
        self._mean = np.zeros(1, np.float32)
        self.dimensions = self._dimensions(model)
        if centred:
            plain = [self._hidden(self._tokenizer.encode(text).ids)[1:-1] for text in _PLAIN]
            self._mean = np.concatenate(plain).mean(0)

    def _dimensions(self, model: ModelFiles | PackedModel) -> int:
        try:
            shape = self._hidden(self._tokenizer.encode("a").ids).shape
        except Exception as error:  # a model of other inputs, or fewer words than the tokenizer
            raise UsageError(f"{model.onnx}: does not work with its tokenizer") from error
        if len(shape) != 2:
            raise UsageError(f"{model.onnx}: its first output must be one vector a word piece")
        return int(shape[1])

    def encode(self, analysis: Analysis, wanted: Set[str] = frozenset()) -> Vectors:
        """Return one vector for each word of a text, (words, dimensions).

        A word's vector is the mean of its pieces', of length 1. It is all zeros where the model
        saw nothing of the word, and in the units of a text of more than ``LONGEST`` words that
        share the fewest stems with *wanted*.
        """
        parts = units(analysis)
        vectors = np.zeros((len(analysis.words), self.dimensions), np.float32)
        for k in _read(parts, analysis, wanted):
            vectors[parts[k].first : parts[k].last] = self._remembered(parts[k], analysis)
        return vectors

    def _remembered(self, unit: Unit, analysis: Analysis) -> Vectors:
        starts = tuple(s - unit.start for s in analysis.starts[unit.first : unit.last])
        key = (unit.text, starts)
        found = self._known.pop(key, None)
        if found is None:
            found = self._unit(unit, analysis)
            self._held += len(found)
        self._known[key] = found
        while self._held > self._remember and len(self._known) > 1:
            self._held -= len(self._known.popitem(last=False)[1])
        return found

    def _unit(self, unit: Unit, analysis: Analysis) -> Vectors:
        text = _SURROGATE.sub("\ufffd", unit.text)
        encoding = self._tokenizer.encode(text)
        # Some tokenizers count the space before a word as a part of its first piece.
        offsets = [
            (begin + (text[begin:stop][:1].isspace()), stop) for begin, stop in encoding.offsets
        ]
        starts = np.array(analysis.starts[unit.first : unit.last]) - unit.start
        ends = np.array(analysis.ends[unit.first : unit.last]) - unit.start
        return _mean_by_word(self._hidden(encoding.ids), offsets, starts, ends)

    def _hidden(self, pieces: Sequence[int]) -> Vectors:
        """Return what the model makes of some word pieces, (pieces, dimensions)."""
        ids = np.array([pieces], np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        hidden: Vectors = self._session.run(
            None, {name: value for name, value in given.items() if name in self._inputs}
        )[0][0]
        return hidden - self._mean


def _mean_by_word(
    hidden: Vectors,
    offsets: Iterable[tuple[int, int]],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> Vectors:
    """Return the unit mean of the pieces that begin inside each word, (words, dimensions)."""
    begins, stops = np.array(list(offsets), np.int64).reshape(-1, 2).T
    word = np.searchsorted(starts, begins, side="right") - 1
    inside = (word >= 0) & (begins < ends[word]) & (stops > begins)
    sums = np.zeros((len(starts), hidden.shape[1]), np.float32)
    np.add.at(sums, word[inside], hidden[inside])
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    unit: Vectors = np.divide(sums, norms, out=sums, where=norms > 0)
    return unit

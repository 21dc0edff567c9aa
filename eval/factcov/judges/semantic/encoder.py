"""Text to vectors: one unit vector for each word, in the context of its sentence.

A text is read in units (a sentence, or at most ``WORDS`` words of a long one), one model call a
unit, on one thread. Padding several texts to one batch is not faster on a CPU, and would let the
last bits of a vector depend on its neighbours; so a vector depends on its own unit alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.errors import UsageError
from factcov.judges.semantic.weights import ModelFiles
from factcov.text.analysis import Analysis

WORDS = 128
"""Words in a unit, at most."""
PIECES = 256
"""Word pieces that the model reads of a unit, at most; words past them get no vector."""

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
            # Two more characters a piece than any script needs; what is cut is a run of marks.
            stop = min(stop, analysis.ends[last - 1] + 2 * PIECES)
            found.append(Unit(analysis.text[start:stop].rstrip(), start, first, last))
    return tuple(found)


class Encoder:
    """A sentence model on the CPU, one thread, that remembers nothing between calls."""

    def __init__(self, model: ModelFiles) -> None:
        """Load the model.

        Raises:
            UsageError: a file cannot be read, or the model takes or gives something else.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(model.onnx), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises classes of its own C++ module
            raise UsageError(f"{model.onnx}: not a model that onnxruntime can run") from error
        try:
            self._tokenizer: Any = Tokenizer.from_file(str(model.tokenizer))
        except Exception as error:  # tokenizers raises a bare Exception
            raise UsageError(f"{model.tokenizer}: not a tokenizer that can be read") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(PIECES)
        self._inputs = {value.name for value in self._session.get_inputs()}
        unknown = self._inputs - {"input_ids", "attention_mask", "token_type_ids"}
        if unknown or "input_ids" not in self._inputs:
            raise UsageError(f"{model.onnx}: not a sentence model; its inputs are {self._inputs}")

    def words(self, analysis: Analysis, units: Sequence[Unit]) -> list[NDArray[np.float32]]:
        """Return for each unit the vectors of its words, each of shape (words, dimensions).

        A word's vector is the mean of its pieces', of length 1; all zeros where the model saw
        nothing of the word.
        """
        return [self._unit(unit, analysis) for unit in units]

    def _unit(self, unit: Unit, analysis: Analysis) -> NDArray[np.float32]:
        encoding = self._tokenizer.encode(_SURROGATE.sub("\ufffd", unit.text))
        ids = np.array([encoding.ids], np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        hidden = self._session.run(None, {k: v for k, v in given.items() if k in self._inputs})[0]
        starts = np.array(analysis.starts[unit.first : unit.last]) - unit.start
        ends = np.array(analysis.ends[unit.first : unit.last]) - unit.start
        return _mean_by_word(hidden[0], encoding.offsets, starts, ends)


def _mean_by_word(
    hidden: NDArray[np.float32],
    offsets: Iterable[tuple[int, int]],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return the unit mean of the pieces that begin inside each word, shape (words, dimensions)."""
    begins, stops = np.array(list(offsets), np.int64).reshape(-1, 2).T
    word = np.searchsorted(starts, begins, side="right") - 1
    inside = (word >= 0) & (begins < ends[word]) & (stops > begins)
    sums = np.zeros((len(starts), hidden.shape[1]), np.float32)
    np.add.at(sums, word[inside], hidden[inside])
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.divide(sums, norms, out=sums, where=norms > 0)

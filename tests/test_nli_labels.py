"""What a model's classes mean, and which passages a fact is held against: no model needed."""

import numpy as np
import pytest
from scipy.special import expit, softmax

from factcov.errors import UsageError
from factcov.judges.nli.labels import Classes, read_classes
from factcov.judges.nli.windows import likeliest, runs, sentences
from factcov.text.analysis import analyse

# The id2label of well-known models, as their config.json on the hub has it.
KNOWN = {
    "FacebookAI/roberta-large-mnli": (
        ["CONTRADICTION", "NEUTRAL", "ENTAILMENT"], "contradicted/neither/supported"),
    "facebook/bart-large-mnli": (
        ["contradiction", "neutral", "entailment"], "contradicted/neither/supported"),
    "MoritzLaurer/DeBERTa-v3-large-mnli-fever-anli-ling-wanli": (
        ["entailment", "neutral", "contradiction"], "supported/neither/contradicted"),
    "cross-encoder/nli-deberta-v3-base": (
        ["contradiction", "entailment", "neutral"], "contradicted/supported/neither"),
    "MoritzLaurer/deberta-v3-large-zeroshot-v2.0": (
        ["entailment", "not_entailment"], "supported/unsupported"),
    "tals/albert-xlarge-vitaminc-mnli": (
        ["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"], "supported/contradicted/neither"),
    "manueldeprada/FactCC": (["CORRECT", "INCORRECT"], "supported/unsupported"),
    "a checker": (["Supported", "Refuted"], "supported/contradicted"),
    "numbered": (["0: entailment", "1: not-entailment"], "supported/unsupported"),
}  # fmt: skip


@pytest.mark.parametrize("model", KNOWN)
def test_the_labels_of_known_families_are_read(model: str) -> None:
    names, expected = KNOWN[model]

    assert str(read_classes(dict(enumerate(names)), None, model)) == expected


def test_labels_that_say_nothing_are_one_clear_error() -> None:
    names = {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}

    with pytest.raises(UsageError) as caught:
        read_classes(names, None, '"m"')

    told = str(caught.value)
    assert "0 is 'LABEL_0', 1 is 'LABEL_1', 2 is 'LABEL_2'" in told
    assert "labels=contradiction/neutral/entailment" in told
    given = read_classes(names, "entailment/neutral/contradiction", '"m"')
    assert str(given) == "supported/neither/contradicted"


@pytest.mark.parametrize(
    ("names", "given"),
    [
        (["joy", "anger"], None),
        (["neutral", "contradiction"], None),
        (["entailment", "entailed"], None),
        (["LABEL_0", "LABEL_1"], "entailment"),
        (["LABEL_0", "LABEL_1"], "yea/nay"),
    ],
)
def test_no_guess_is_made(names: list[str], given: str | None) -> None:
    with pytest.raises(UsageError, match=r"LABEL_0|joy|neutral|entail"):
        read_classes(dict(enumerate(names)), given, '"m"')


def test_probabilities_are_scipys() -> None:
    logits = np.random.default_rng(0).normal(size=(20, 3)) * 30
    three = Classes(("contradicted", "neither", "supported"))
    one = Classes(("supported",))

    assert three.probabilities(logits) == pytest.approx(softmax(logits, axis=1)[:, [2, 0]])
    assert one.probabilities(logits[:, :1])[:, 0] == pytest.approx(expit(logits[:, 0]))
    assert not one.probabilities(logits[:, :1])[:, 1].any()


def test_a_model_without_a_class_for_silence_contradicts_nothing() -> None:
    two = Classes(("supported", "contradicted"))

    found = two.probabilities(np.array([[-5.0, 5.0]]))

    assert found[0, 0] < 0.001
    assert found[0, 1] == 0.0


def test_windows_cover_every_word_of_a_text() -> None:
    text = 'He left. "Prices rose," she said! ' + "word " * 450 + "\n\nThe end"
    analysis = analyse(text, "en")

    found = sentences(analysis)

    for start, end in zip(analysis.starts, analysis.ends, strict=True):
        assert any(one.start <= start and end <= one.end for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] for one in found)


def test_a_text_is_taken_in_runs_of_whole_sentences_in_order() -> None:
    parts = sentences(analyse("One left. Two came. Three stayed. Four slept.", "en"))

    found = runs(parts, [3, 3, 9, 1], 6)

    assert [(w.start, w.end) for w in found] == [
        (parts[0].start, parts[1].end),
        (parts[2].start, parts[2].end),
        (parts[3].start, parts[3].end),
    ]


def test_of_many_windows_those_with_most_words_in_common_are_read() -> None:
    parts = sentences(analyse("It rained. A dog barked at a cat. A dog ate. It snowed.", "en"))
    stems = frozenset(analyse("The dog barked.", "en").stems)

    assert likeliest(parts, stems, 2) == [1, 2]
    assert likeliest(parts, frozenset(), 2) == [0, 1]
    assert likeliest(parts, stems, 9) == [0, 1, 2, 3]

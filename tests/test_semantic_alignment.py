"""Facts aligned with a candidate by hand-made vectors."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from factcov.judges.semantic.alignment import FEATURES, FactWords, align, holding, stack
from factcov.text.analysis import analyse

NAMES = list(FEATURES)
AXES = np.eye(8, dtype=np.float32)


def words(*axes: int) -> NDArray[np.float32]:
    return AXES[list(axes)]


def block(*facts: FactWords, references: tuple[NDArray[np.float32], ...] = ()):  # type: ignore[no-untyped-def]
    return stack(facts, references, holding(facts), len({fact.owner for fact in facts}))


def fact(owner: int, text: str, *axes: int) -> FactWords:
    return FactWords(owner, analyse(text, "en"), words(*axes))


def column(features: NDArray[np.float64], name: str) -> list[float]:
    return features[:, NAMES.index(name)].tolist()


def test_the_same_words_are_as_near_as_can_be() -> None:
    facts = block(fact(0, "Prices rose", 0, 1))

    features = align(facts, words(0, 1), [0, 0]).features

    assert column(features, "near") == pytest.approx([1.0])
    assert column(features, "near_weakest") == pytest.approx([1.0])
    assert column(features, "near_last") == pytest.approx([1.0])


def test_a_word_that_is_not_there_is_the_weakest() -> None:
    facts = block(fact(0, "Prices rose", 0, 1))

    features = align(facts, words(0, 2), [0, 0]).features

    assert column(features, "near_weakest") == [0.0]
    assert column(features, "near") == pytest.approx([0.5])


def test_words_of_two_sentences_are_not_one_statement() -> None:
    facts = block(fact(0, "Prices rose", 0, 1))

    together = align(facts, words(2, 0, 1), [0, 1, 1])
    apart = align(facts, words(0, 2, 1), [0, 1, 1])

    assert column(together.features, "near") == pytest.approx([1.0])
    assert column(apart.features, "near") == pytest.approx([0.5])
    assert together.units.tolist() == [1]


def test_the_words_of_the_fitting_reference_count_as_the_facts() -> None:
    reference = words(0, 1) + 0.5 * words(2, 3)
    reference /= np.linalg.norm(reference, axis=1, keepdims=True)
    facts = fact(0, "Prices rose", 0, 1)
    candidate = words(2, 3)

    without = align(block(facts), candidate, [0, 0]).features
    bridged = align(block(facts, references=(reference,)), candidate, [0, 0]).features

    assert column(without, "near") == [0.0]
    assert column(bridged, "near")[0] > 0.3


def test_a_fact_has_the_same_features_in_any_block() -> None:
    facts = [fact(0, "Prices rose", 0, 1), fact(1, "He died in Paris", 2, 3, 4, 5)]
    candidate, units = words(0, 3, 5, 6), [0, 0, 1, 1]

    both = align(block(*facts), candidate, units).features

    for row, one in enumerate(facts):
        held, count = holding(facts), 2
        alone = align(stack([one], (), held, count), candidate, units).features
        assert both[row] == pytest.approx(alone[0])


def test_a_candidate_without_words_is_near_to_nothing() -> None:
    aligned = align(block(fact(0, "Prices rose", 0, 1)), AXES[:0], [])

    assert not aligned.features.any()
    assert aligned.units.tolist() == [-1]


def test_a_fact_of_function_words_is_read_by_them() -> None:
    aligned = align(block(fact(0, "He was in it", 0, 1, 2, 3)), words(0, 1, 2, 3), [0] * 4)

    assert column(aligned.features, "near") == pytest.approx([1.0])
    assert column(aligned.features, "near_weakest") == pytest.approx([1.0])

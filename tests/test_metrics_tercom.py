"""TER's edits equal sacrebleu's, whatever the texts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import TER
from sacrebleu.metrics.lib_ter import translation_edit_rate

from factcov.metrics import get_metric
from factcov.metrics.tercom import edits
from factcov.types import Item

_words = st.lists(st.sampled_from("abcdefgh"), max_size=25)


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A reference, and a candidate that has some of its runs moved, dropped or replaced."""
    letters = draw(st.sampled_from(["ab", "abcde", "abcdefghijklmnopqrstuvwxyz"]))
    reference = draw(st.lists(st.sampled_from(letters), max_size=45))
    candidate = list(reference)
    for _ in range(draw(st.integers(0, 5))):
        start, length = draw(st.integers(0, 40)), draw(st.integers(1, 5))
        run = candidate[start : start + length]
        del candidate[start : start + length]
        target = draw(st.integers(0, 45))
        candidate[target:target] = draw(st.sampled_from([run, [], ["z"]]))
    return candidate, reference


@settings(max_examples=100, deadline=None)
@given(pair=shuffled())
def test_moved_runs_cost_what_sacrebleu_says(pair: tuple[list[str], list[str]]) -> None:
    assert edits(*pair) == translation_edit_rate(*pair)[0]


@settings(max_examples=60, deadline=None)
@given(candidate=_words, reference=_words)
def test_unrelated_texts_cost_what_sacrebleu_says(
    candidate: list[str], reference: list[str]
) -> None:
    assert edits(candidate, reference) == translation_edit_rate(candidate, reference)[0]


@pytest.mark.parametrize(("words", "goal"), [(0, 90), (1, 120), (3, 200), (120, 2), (200, 3)])
def test_very_different_lengths_widen_the_beam_as_in_sacrebleu(words: int, goal: int) -> None:
    candidate = [f"w{i % 7}" for i in range(words)]
    reference = [f"w{i % 11}" for i in range(goal)]

    assert edits(candidate, reference) == translation_edit_rate(candidate, reference)[0]


@pytest.mark.skipif("FACTCOV_DATA" not in os.environ, reason="FACTCOV_DATA is not set")
@pytest.mark.parametrize("system", ["online-B", "PROMT-Rule-based"])
def test_wmt17_edits_are_sacrebleus(system: str) -> None:
    folder = Path(os.environ["FACTCOV_DATA"]) / "wmt17-en-de"
    tokenize = TER().tokenizer
    pairs = zip(
        (folder / f"{system}.txt").read_text("utf-8").splitlines(),
        (folder / "reference.txt").read_text("utf-8").splitlines(),
        strict=True,
    )
    for candidate, reference in list(pairs)[:150]:
        pair = tokenize(candidate).split(), tokenize(reference).split()

        assert edits(*pair) == translation_edit_rate(*pair)[0]


def test_a_candidate_over_the_limit_is_compared_without_shifts_and_says_so() -> None:
    item = Item("n07", "", ("a b c d e f",))
    metric = get_metric("ter:limit=5")

    with pytest.warns(UserWarning, match=r"1 candidates of more than 5 words .*item n07"):
        stats = metric.extract(["d e f a b c", "d e"], [item, item], [(), ()])

    assert stats.tolist() == [[6, 6], [4, 6]]
    assert metric.signature.endswith("|limit:5")
    assert get_metric("ter").extract(["d e f a b c"], [item], [()]).tolist() == [[1, 6]]

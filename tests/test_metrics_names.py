"""Metrics by spec: options, canonical names, plain errors."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import Any

import pytest

from factcov import plugins
from factcov.errors import FactcovError, PluginError, UnknownNameError, UsageError
from factcov.metrics import get_metric, metric_names


@pytest.mark.parametrize(
    ("spec", "canonical"),
    [
        ("bleu", "bleu"),
        ("bleu:tokenize=intl,lowercase=1", "bleu:lowercase=true,tokenize=intl"),
        ("bleu:lowercase=false,smooth_method=exp", "bleu"),
        ("chrf++:word_order=2", "chrf++"),
        ("chrf:word_order=2", "chrf:word_order=2"),
        (" coverage : kind = quantity ", "coverage:kind=quantity"),
        ("rouge1:part=fmeasure", "rouge1"),
    ],
)
def test_equal_specs_have_equal_names(spec: str, canonical: str) -> None:
    assert get_metric(spec).name == canonical


@pytest.mark.parametrize(
    ("spec", "error", "message"),
    [
        ("blue", UnknownNameError, 'unknown metric "blue"; known: bleu'),
        ("bleu:tok=13a", UnknownNameError, 'option of metric bleu "tok"; known: tokenize'),
        ("bleu:tokenize=13b", UnknownNameError, 'tokenize of metric bleu "13b"; known: 13a'),
        ("bleu:language=fr", UnknownNameError, 'option of metric bleu "language"'),
        ("bleu:lowercase=perhaps", UsageError, 'cannot use "perhaps" as lowercase of metric bleu'),
        ("bleu:max_ngram_order=0", UsageError, ">= 1"),
        ("bleu:lowercase", UsageError, 'cannot read the option "lowercase"'),
        ("bleu:lowercase=1,lowercase=0", UsageError, "each once"),
        ("coverage:kind=number", UnknownNameError, "quantity"),
        ("rouge1:stemmer=true,tokenizer=unicode", UsageError, 'no stemmer .* language "xx"'),
    ],
)
def test_a_wrong_spec_says_what_is_right(
    spec: str, error: type[FactcovError], message: str
) -> None:
    with pytest.raises(error, match=message):
        get_metric(spec, language="xx")


@pytest.mark.parametrize(
    ("language", "tokenizer"), [("en", "13a"), ("fr", "13a"), ("zh", "zh"), ("zh-TW", "zh")]
)
def test_bleu_takes_the_tokeniser_of_the_language(language: str, tokenizer: str) -> None:
    assert f"|tok:{tokenizer}|" in get_metric("bleu", language=language).signature


class Shouting:
    """A metric of another package that does not keep its name."""

    def __init__(self, volume: int = 1) -> None:
        self.name = "shouting"


@pytest.fixture
def other_packages(monkeypatch: pytest.MonkeyPatch) -> Any:
    def entry(name: str, value: str) -> EntryPoint:
        return EntryPoint(name, value, "factcov.metrics")

    found = [
        entry("bleu", "elsewhere.metrics:Bleu"),
        entry("bleu", "factcov.metrics.bleu:Bleu"),
        entry("gone", "no_such_package:Metric"),
        entry("shouting", f"{__name__}:Shouting"),
    ]
    monkeypatch.setattr(plugins, "entry_points", lambda group: found)
    plugins._entries.cache_clear()
    yield found
    plugins._entries.cache_clear()


@pytest.mark.usefixtures("other_packages")
def test_a_built_in_cannot_be_shadowed() -> None:
    assert type(get_metric("bleu")).__module__ == "factcov.metrics.bleu"
    assert metric_names() == ["bleu", "gone", "shouting"]


@pytest.mark.usefixtures("other_packages")
def test_a_metric_that_cannot_be_imported_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match='metric "gone" cannot be loaded'):
        get_metric("gone")


@pytest.mark.usefixtures("other_packages")
def test_a_metric_with_options_must_keep_its_canonical_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(EntryPoint, "load", lambda self: Shouting)

    assert get_metric("shouting").name == "shouting"
    with pytest.raises(PluginError, match='"shouting:volume=2" calls itself "shouting"'):
        get_metric("shouting:volume=2")


def test_two_packages_with_one_name_are_refused(other_packages: list[EntryPoint]) -> None:
    other_packages.append(EntryPoint("gone", "another:Metric", "factcov.metrics"))

    with pytest.raises(UsageError, match='several packages call something "gone"'):
        metric_names()

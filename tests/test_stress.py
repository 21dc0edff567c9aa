"""The stress test: each change is what it says and only that, and metrics are counted honestly."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factcov
import strategies
from factcov.cli import main
from factcov.errors import DataError, UnknownNameError, UsageError
from factcov.stressing import KINDS
from factcov.stressing.kinds import ERRORS, HARMLESS
from factcov.stressing.measure import _auc
from factcov.stressing.passage import Change, Passage, read
from factcov.stressing.plant import plant
from factcov.stressing.wordlists import word_lists
from factcov.text.analysis import analyse
from factcov.text.negation import negations
from factcov.text.quantities import quantities
from factcov.types import Benchmark, Item
from made import LastWord, make_benchmark

EVERY = {**ERRORS, **HARMLESS}
TEXTS = {
    "en": (
        "In Lyon, Anne Roux paid 40 euros to Paul Petit on Monday, 12 May 2020. Prices rose by "
        "13,000 dollars in three years, and it was not easy for the customers."
    ),
    "fr": (
        "À Lyon, Anne Roux a versé 40 euros à Paul Petit le lundi 12 mai 2020. La hausse a duré "
        "trois ans, soit 13 000 dollars, et ce n'est pas facile pour les habitants."
    ),
}
NAMES = ("Jean Martin", "Dijon")
SENTENCES = ("It rained all day.",)


def make(text: str, language: str = "en") -> Passage:
    return read(text, language, NAMES, SENTENCES)


def changes(kind: str, passage: Passage, seeds: int = 10) -> list[Change]:
    found = [EVERY[kind](passage, np.random.default_rng(seed)) for seed in range(seeds)]
    return [change for change in found if change is not None]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("kind", EVERY)
def test_a_change_changes_its_span_and_nothing_else(kind: str, language: str) -> None:
    text = TEXTS[language]
    found = changes(kind, make(text, language))

    assert found, "the sample holds every kind"
    for change in found:
        assert change.text != text
        assert change.text[change.start : change.end] == change.after
        assert change.text[: change.start] + change.before + change.text[change.end :] == text


@pytest.mark.parametrize("kind", EVERY)
def test_a_seed_decides(kind: str) -> None:
    passage = make(TEXTS["en"])

    assert changes(kind, passage) == changes(kind, passage)


@pytest.mark.parametrize("language", TEXTS)
def test_another_number_has_the_same_format_and_lies_far_from_the_old(language: str) -> None:
    for change in changes("number", make(TEXTS[language], language), 30):
        old, new = (
            quantities(analyse(f"{text} cars", language)) for text in (change.before, change.after)
        )

        assert re.sub(r"\d", "0", change.after) == re.sub(r"\d", "0", change.before) or (
            change.before.isalpha() and change.after.isalpha()
        )
        assert max(old[0].value, new[0].value) >= 1.5 * min(old[0].value, new[0].value)


@pytest.mark.parametrize(
    ("kind", "language", "before", "allowed"),
    [
        ("unit", "en", "He ran two miles.", {"kilometres", "kilometers"}),
        ("unit", "fr", "Il a 40 % de parts.", {"points de pourcentage"}),
        ("unit", "fa", "۴۰ €", {"$", "£"}),
        ("date", "en", "He left on Sunday.", set(word_lists("en").weekdays["monday"])),
        ("direction", "fr", "La hausse dure.", {"baisse"}),
        ("antonym", "de", "Es ist möglich.", {"unmöglich"}),
        ("antonym", "es", "Es difícil.", {"fácil"}),
        ("antonym", "it", "È facile.", {"difficile"}),
    ],
)
def test_a_word_becomes_another_of_its_group(
    kind: str, language: str, before: str, allowed: set[str]
) -> None:
    found = {change.after for change in changes(kind, make(before, language))}

    assert found
    assert found <= allowed | {"Monday"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They can pay.", "They can not pay."),
        ("en", "They don't pay.", "They do pay."),
        ("en", "He cannot pay.", "He can pay."),
        ("en", "This is not only a game.", None),
        ("fr", "Les ventes sont bonnes.", "Les ventes ne sont pas bonnes."),
        ("fr", "Marie est partie.", "Marie n'est pas partie."),
        ("fr", "Ce n'est pas vrai.", "C'est vrai."),
        ("fr", "Ils ne voient que lui.", None),
        ("fr", "Marie le peut bien.", None),
        ("de", "Er kommt nicht.", "Er kommt."),
        ("es", "El plan es bueno.", "El plan no es bueno."),
        ("it", "Il piano è buono.", "Il piano non è buono."),
        ("tlh", "They can pay.", None),
    ],
)
def test_negations_follow_the_rules_of_the_language(
    language: str, text: str, expected: str | None
) -> None:
    found = {change.text for change in changes("negation", make(text, language))}

    assert found == ({expected} if expected else set())


@pytest.mark.parametrize("language", TEXTS)
def test_a_planted_negation_changes_how_many_the_reader_counts(language: str) -> None:
    text = TEXTS[language]
    before = len(negations(analyse(text, language)))

    for change in changes("negation", make(text, language)):
        assert abs(len(negations(analyse(change.text, language))) - before) == 1


def test_a_part_of_a_compound_and_an_elided_word_stay() -> None:
    assert not changes("direction", make("Le service après-vente.", "fr"))
    assert not changes("direction", make("L'augmentation dure.", "fr"))


def test_names_are_exchanged_for_names_of_their_form() -> None:
    passage = make("Yesterday Anne Roux paid Paul Petit in Lyon.")

    assert {c.after for c in changes("name", passage)} == {"Jean Martin", "Dijon"}
    assert {c.text for c in changes("role", passage)} == {
        "Yesterday Paul Petit paid Anne Roux in Lyon."
    }


def test_a_clause_is_dropped_where_there_is_one_sentence() -> None:
    passage = make("Anne Roux, who leads the police of Lyon, spoke to the press.")

    assert {c.text for c in changes("omission", passage)} == {
        "Anne Roux, spoke to the press.",
        "Anne Roux, who leads the police of Lyon.",
    }


@given(strategies.texts, st.sampled_from(["en", "fr", "de", "zh", "tlh"]))
@settings(max_examples=40, deadline=None)
def test_any_text_is_survived_and_harmless_changes_keep_the_words(text: str, language: str) -> None:
    passage = make(text, language)

    for kind in EVERY:
        for change in changes(kind, passage, 2):
            assert change.text != text
            assert change.text[: change.start] + change.before + change.text[change.end :] == text
    for kind in ("case", "punctuation", "tokenisation"):
        for change in changes(kind, passage, 1):
            assert words(change.text.lower()) == words(text.lower())
    for change in changes("typo", passage, 2):
        assert sorted(change.text) == sorted(text)


@pytest.mark.parametrize("language", TEXTS)
def test_another_number_format_keeps_every_value(language: str) -> None:
    text = f"{TEXTS[language]} 12500 dollars, 40 %, 7 euros."
    before = [q.value for q in quantities(analyse(text, language))]
    found = changes("number format", make(text, language), 40)

    assert len({change.text for change in found}) > 3
    for change in found:
        assert [q.value for q in quantities(analyse(change.text, language))] == before


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "a, " * 300_000, ". " * 400_000, "Anne Bo " * 90_000]
)
def test_a_megabyte_does_not_hurt(text: str) -> None:
    passage = make(text)
    start = time.process_time()

    for perturb in EVERY.values():
        perturb(passage, np.random.default_rng(0))

    assert time.process_time() - start < 30


def test_every_word_of_a_group_can_be_replaced_and_every_rule_compiles() -> None:
    for code in ("en", "fr", "de", "es", "it"):
        lists = word_lists(code)
        assert lists.insertions
        assert lists.removals
        for groups in (lists.units, lists.direction, lists.antonyms, lists.months, lists.weekdays):
            assert groups
            assert all(word not in others and others for word, others in groups.items())


def benchmark(references: Callable[[int], tuple[str, ...]], items: int = 4) -> Benchmark:
    made = make_benchmark(items)
    return msgspec.structs.replace(
        made,
        items=tuple(
            msgspec.structs.replace(item, references=references(i))
            for i, item in enumerate(made.items)
        ),
    )


def test_the_clean_text_leaves_the_references_it_is_scored_against() -> None:
    several = benchmark(lambda i: (f"Part {i} costs 40 euros.", f"One pays 40 euros for {i}."))
    single = benchmark(lambda i: (f"Part {i} costs 40 euros.",))

    assert all(row.clean not in row.item.references for row in plant(several, ["case"], 9, 0)[0])
    assert all(row.item.references == (row.clean,) for row in plant(single, ["case"], 9, 0)[0])


def test_a_paraphrase_keeps_the_clean_text_and_leaves_the_other_out() -> None:
    several = benchmark(lambda i: (f"Part {i} costs 40 euros.", f"One pays 40 euros for {i}."))
    rows, _ = plant(several, ["paraphrase"], 100, 0)

    assert len(rows) == 8
    for row in rows:
        assert row.item.references == (row.clean,)
        assert row.changes[0][1].text not in row.item.references


def test_a_kind_draws_the_same_whatever_others_are_asked_for() -> None:
    bench = factcov.load_benchmark("cyberstups-fr")

    def texts(kinds: tuple[str, ...]) -> list[str]:
        rows, _ = plant(bench, kinds, 5, 3)
        return sorted(c.text for row in rows for kind, c in row.changes if kind == "number")

    assert texts(("number",)) == texts(KINDS)
    assert len(texts(KINDS)) == 5


def test_reactions_are_counted_as_the_docs_say() -> None:
    made = benchmark(lambda i: (f"Anne Roux saw w{i}x0 here. Now w{i}x1 costs 40 euros.",))
    found = factcov.stress(
        made, metrics=["coverage", "chrf", "ter"], kinds=["omission", "case"], judge=LastWord()
    )
    by_kind = {kind.kind: kind for kind in found.kinds}
    coverage, chrf, ter = by_kind["omission"].reactions

    assert by_kind["omission"].n == 8  # two sentences in each of four references
    assert by_kind["omission"].on_fact == 8
    assert by_kind["omission"].lost == 1
    assert by_kind["omission"].contradicted == 0
    assert (coverage.worse, coverage.better, coverage.auc) == (1, 0, 1)
    assert chrf.worse == ter.worse == 1
    assert ter.moved is not None
    assert ter.moved < 0  # worse, though its score rises
    assert coverage.told == 1
    assert by_kind["case"].reactions[0].worse == 0
    assert by_kind["case"].reactions[0].told is None
    assert any("single reference" in notice for notice in found.notices)


def test_auc_counts_pairs() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 5, 30).astype(float), rng.integers(0, 5, 20).astype(float)
    pairs = [(x > y) + 0.5 * (x == y) for x in a for y in b]

    assert _auc(a, b) == pytest.approx(np.mean(pairs))


def test_languages_without_word_lists_are_told() -> None:
    item = Item("1", "数据 40 €", ("数据 40 €。", "40 €。"), document="1", language="zh")
    found = factcov.stress(
        Benchmark("zh", "translation", (item,), target_language="zh"), metrics=["chrf"], limit=5
    )

    assert found.skipped["negation"] == 'no word list for "zh"'
    assert found.skipped["addition"] == "no other item to take a sentence from"
    assert {"number", "unit"} <= {kind.kind for kind in found.kinds}


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"kinds": ["nubmer"]}, UnknownNameError, 'unknown kind of change "nubmer"; known: number'),
        ({"limit": 0}, UsageError, "at least one"),
        ({"seed": -1}, UsageError, "0 or more"),
        ({"metrics": ["length"]}, UsageError, "neither better high nor better low"),
    ],
)
def test_wrong_settings_are_one_clear_error(
    settings: dict[str, object], error: type[Exception], message: str
) -> None:
    made = benchmark(lambda i: (f"Part {i} costs 40 euros.",))

    with pytest.raises(error, match=message):
        factcov.stress(made, judge=LastWord(), **settings)  # type: ignore[arg-type]


def test_a_benchmark_without_references_is_an_error() -> None:
    with pytest.raises(DataError, match="needs references"):
        factcov.stress(benchmark(lambda i: ()))


def test_the_command_prints_tables_and_typed_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    command = ["stress", "cyberstups-fr", "-m", "chrf", "-n", "3", "--kinds", "number", "case"]

    assert main(command) == 0
    shown = capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert main(["stress", str(tmp_path)]) == 2
    assert "not a benchmark" in capsys.readouterr().err
    assert main([*command[:3], "blue"]) == 2
    assert 'unknown metric "blue"' in capsys.readouterr().err

    assert re.search(r"\| number +\| +3 \|", shown)
    assert [kind["kind"] for kind in data["kinds"]] == ["number", "case"]
    assert data["kinds"][0]["reactions"][0]["metric"] == "chrf"
    assert data["kinds"][0]["contradicted"] is None

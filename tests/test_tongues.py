from __future__ import annotations

import factcov
from factcov.scoring.tongues import foreign_facts, tongues
from factcov.types import Benchmark, Fact, Item

SOURCE = "The police have created four groups to track the sale of drugs online this year."
FRENCH = "La police a créé cette année quatre groupes pour traquer la vente de drogue en ligne."
GERMAN = "Die Polizei hat in diesem Jahr vier Gruppen gebildet, um den Verkauf zu verfolgen."


def world(count: int = 3) -> Benchmark:
    items = tuple(Item(str(n), SOURCE, (FRENCH,), language="fr") for n in range(count))
    return Benchmark("b", "translation", items, source_language="en", target_language="fr")


def test_names_copies_and_other_languages() -> None:
    found = list(tongues(world(), {"good": [FRENCH] * 3, "copy": [SOURCE] * 3, "de": [GERMAN] * 3}))
    assert found == [
        'system "copy", 3 of 3 texts: untranslated: a copy of the source',
        'system "de", 3 of 3 texts: wrong language: reads as de, not fr',
    ]


def test_a_single_odd_text_names_no_system() -> None:
    assert not list(tongues(world(10), {"good": [FRENCH] * 9 + [SOURCE]}))


def test_looks_at_a_few_texts_of_many() -> None:
    (notice,) = tongues(world(1000), {"copy": [SOURCE] * 1000})
    assert "of 50 texts looked at" in notice


def test_tells_which_facts_have_no_wording() -> None:
    facts = (
        Fact("1", "0", {"en": "Four groups were made.", "fr": "Quatre groupes ont été créés."}),
        Fact("2", "0", "The police track the sale of drugs."),
    )
    bench = Benchmark(
        "b", "translation", (Item("0", SOURCE, (FRENCH,), facts, language="fr"),),
        source_language="en", target_language="fr",
    )  # fmt: skip
    assert foreign_facts(bench) == "facts:en 1 of 2"
    run = factcov.score(bench, {"good": [FRENCH], "copy": [SOURCE]}, metrics=["coverage"])
    assert run.record.header.judge.endswith("|facts:en 1 of 2")
    assert any("no text in fr" in notice for notice in run.notices)
    verdict = run.record.verdicts["good"][0][1]
    assert verdict.verdict == "missing"
    assert 0 < (verdict.p_covered or 0) < 0.35
    assert "the fact is in en" in verdict.reason

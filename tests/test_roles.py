"""Who says it, who heads it, who does it to whom, and when, beyond single words."""

from __future__ import annotations

import pytest

from factcov.judges.contradiction import Contradiction, detect, prepare_candidate, prepare_fact
from factcov.text.analysis import analyse


def check(fact: str, candidate: str, code: str) -> Contradiction | None:
    found = detect(prepare_fact(analyse(fact, code)), prepare_candidate(analyse(candidate, code)))
    return found if found is not None and found.probability >= 0.5 else None


WRONG = [
    # code, fact, candidate, in the span, cause
    # Who says it.
    (
        "fr",
        "Marie Durand explique la fermeture du musée par le manque d'argent.",
        "« La fermeture du musée vient du manque d'argent », explique Paul Martin.",
        "Paul Martin",
        "role",
    ),
    (
        "en",
        "According to Ann Lee, the bridge will be closed for two years.",
        "The bridge will be closed for two years, according to Bob Ray.",
        "Bob Ray",
        "role",
    ),
    (
        "en",
        "Ann Lee said that the factory pollutes the river.",
        '"The factory pollutes the river," said Tom Hill, a fisherman. Ann Lee is the mayor.',
        "Tom Hill",
        "role",
    ),
    (
        "en",
        "The doctors explain that the vaccine is safe.",
        "The vaccine is safe, explain the teachers.",
        "teachers",
        "role",
    ),
    (
        "de",
        "Laut Anna Beck wird die Brücke zwei Jahre lang gesperrt.",
        "Die Brücke wird zwei Jahre lang gesperrt, erklärt Peter Wolf.",
        "Peter Wolf",
        "role",
    ),
    (
        "es",
        "Según Ana López, el puente cerrará dos años.",
        "El puente cerrará dos años, explica Pedro Ruiz.",
        "Pedro Ruiz",
        "role",
    ),
    # Who heads it.
    (
        "fr",
        "Marie Durand est la directrice du musée des Beaux-Arts.",
        "Paul Martin, à la tête du musée des Beaux-Arts, a parlé.",
        "Paul Martin",
        "role",
    ),
    (
        "en",
        "Ann Lee is the director of the World Food Programme.",
        "The chief of the WFP, Bob Ray, resigned.",
        "Bob Ray",
        "role",
    ),
    # A pronoun goes on about it.
    (
        "fr",
        "Voyager en train de nuit est très cher.",
        "Les Français aiment voyager en train de nuit. Un plaisir cher : c'est très abordable.",
        "abordable",
        "antonym",
    ),
    (
        "en",
        "Paying with a card is forbidden on the island.",
        "On the island, people like paying with a card. They say that it is not forbidden.",
        "not forbidden",
        "negation",
    ),
    (
        "fr",
        "Un conducteur encourt de très lourdes amendes.",
        "Un conducteur peut rouler vite. Il risque de très légères amendes.",
        "légères",
        "antonym",
    ),
    # What happens, told by a verb or by a noun.
    (
        "fr",
        "Le trafic de fret ferroviaire augmentera fortement pendant la grève.",
        "On attend une forte baisse de tout le trafic de fret ferroviaire pendant la grève.",
        "baisse",
        "direction",
    ),
    (
        "en",
        "The old machines sell for 300 euros.",
        "The old machines are never resold for 300 euros.",
        "never",
        "negation",
    ),
]


@pytest.mark.parametrize(("code", "fact", "candidate", "part", "cause"), WRONG)
def test_an_error_is_found_with_its_span_and_cause(
    code: str, fact: str, candidate: str, part: str, cause: str
) -> None:
    found = check(fact, candidate, code)

    assert found is not None
    assert found.cause == cause
    assert part in candidate[found.start : found.end] or candidate[found.start : found.end] in part


FINE = [
    (
        "fr",
        "Le juge regrette les retards du chantier du métro.",
        "« Les retards du chantier du métro sont fâcheux », note le magistrat.",
    ),
    (
        "fr",
        "Marie Durand explique la fermeture du musée par le manque d'argent.",
        "« La fermeture du musée vient du manque d'argent », explique Mme Durand à Paul Martin.",
    ),
    (
        "en",
        "According to Ann Lee, the bridge will be closed for two years.",
        "The bridge will be closed for two years, Lee told Bob Ray.",
    ),
    (
        "en",
        "The minister said taxes would fall.",
        "Taxes would fall, said Bob Ray, the minister.",
    ),
    (
        "fr",
        "Marie Durand est la directrice du musée des Beaux-Arts.",
        "Paul Martin, à la tête de la mairie, a parlé à Marie Durand.",
    ),
    (
        "en",
        "Ann Lee is the director of the fire service.",
        "Bob Ray, head of the coast guard, resigned.",
    ),
    (
        "en",
        "Paying with a card is forbidden on the island.",
        "On the island, people pay with a card. It would be fine if it weren't forbidden.",
    ),
]


@pytest.mark.parametrize(("code", "fact", "candidate"), FINE)
def test_another_wording_is_no_contradiction(code: str, fact: str, candidate: str) -> None:
    assert check(fact, candidate, code) is None

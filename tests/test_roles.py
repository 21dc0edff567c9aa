"""Who says it, who heads it, who does it to whom, and when, beyond single words."""

from __future__ import annotations

import pytest

from factcov.judges.contradiction import Contradiction, detect, prepare_candidate, prepare_fact
from factcov.judges.lexical import LexicalJudge
from factcov.text.analysis import analyse
from factcov.types import Fact, Item


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
    # Who does it to whom.
    (
        "fr",
        "Les jeunes joueurs qui chantent imitent des artistes.",
        "On voit des artistes qui imitent des jeunes joueurs.",
        "artistes",
        "role",
    ),
    ("en", "The storm chased the boat.", "The boat chased the storm.", "boat", "role"),
    (
        "fr",
        "Le facteur récupère le colis auprès d'un voisin.",
        "Le facteur remet le colis à un voisin.",
        "remet",
        "role",
    ),
    (
        "de",
        "Der Bote holt das Paket von einem Nachbarn.",
        "Der Bote liefert das Paket an einen Nachbarn.",
        "liefert",
        "role",
    ),
    (
        "en",
        "The train from Lyon to Paris was late.",
        "The train from Paris to Lyon was late.",
        "Paris",
        "role",
    ),
    (
        "fr",
        "La toile a été prêtée au Louvre par le musée d'Orsay.",
        "La toile a été prêtée au musée d'Orsay par le Louvre.",
        "Louvre",
        "role",
    ),
    (
        "en",
        "Ann Lee's lawyer, Bob Ray, left the court.",
        "Bob Ray's lawyer, Ann Lee, left the court.",
        "Ray's lawyer",
        "role",
    ),
    (
        "fr",
        "L'avocat de Marie Durand, Paul Martin, a quitté la salle.",
        "L'avocat de Paul Martin, Marie Durand, a quitté la salle.",
        "avocat",
        "role",
    ),
    (
        "fr",
        "Anne Martin a remis la coupe à Paul Durand.",
        "La coupe a été remise à Anne Martin par Paul Durand.",
        "Anne Martin par Paul",
        "role",
    ),
    (
        "es",
        "Ana López venció a Pedro Ruiz en la final.",
        "Pedro Ruiz venció a Ana López en la final.",
        "Ruiz venció",
        "role",
    ),
    ("en", "Ann Lee was praised by Bob Ray.", "Ann Lee praised Bob Ray.", "Ann Lee", "role"),
    (
        "fr",
        "Anne Martin a giflé Paul Durand.",
        "Anne Martin a été giflée par Paul Durand.",
        "giflée par Paul",
        "role",
    ),
    # Opposites, and who is a woman.
    (
        "fr",
        "La mairie a voté la suppression de la taxe sur les fenêtres.",
        "La mairie a voté le maintien de la taxe sur les fenêtres.",
        "maintien",
        "direction",
    ),
    (
        "fr",
        "L'apprentie a gagné le concours de cuisine.",
        "L'apprenti a gagné le concours de cuisine.",
        "apprenti",
        "gender",
    ),
    (
        "de",
        "Die Preise sind im Mai gestiegen.",
        "Die Preise sind im Mai gesunken.",
        "gesunken",
        "direction",
    ),
    (
        "es",
        "El tribunal absolvió al pintor.",
        "El tribunal condenó al pintor.",
        "condenó",
        "direction",
    ),
    (
        "it",
        "Il comune ha aperto la piscina.",
        "Il comune ha chiuso la piscina.",
        "chiuso",
        "direction",
    ),
    # When.
    (
        "en",
        "The new metro line was opened ahead of the World Cup.",
        "With the World Cup over, the city has opened a new metro line.",
        "World Cup over",
        "date",
    ),
    (
        "fr",
        "La ville a loué des tentes en prévision du festival de jazz.",
        "Le festival de jazz terminé, la ville a loué des tentes.",
        "terminé",
        "date",
    ),
    (
        "es",
        "El club compró el estadio en vísperas de la final.",
        "Terminada la crisis, el club compró el estadio tras la final.",
        "tras",
        "date",
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
    ("en", "The storm chased the boat.", "The boat was chased by the storm."),
    ("en", "The storm chased the boat.", "The boat that the storm chased sank."),
    (
        "fr",
        "Les chats que chassent les chiens miaulent.",
        "Les chiens chassent les chats qui miaulent.",
    ),
    (
        "fr",
        "Le facteur récupère le colis auprès d'un voisin.",
        "Un voisin remet le colis au facteur.",
    ),
    (
        "fr",
        "Le train parti de Lyon est arrivé à Paris avec une heure de retard.",
        "C'est à Paris que le train parti de Lyon est arrivé, avec une heure de retard.",
    ),
    (
        "en",
        "Ann Lee's lawyer, Bob Ray, left the court.",
        "Bob Ray, the lawyer of Ann Lee, left the court.",
    ),
    ("en", "Ann Lee was praised by Bob Ray.", "Bob Ray praised Ann Lee."),
    ("en", "Ann Lee moved from Lyon to Rome.", "Lee went to Rome from Lyon."),
    (
        "fr",
        "Anne Martin a remis la coupe à Paul Durand.",
        "Paul Durand a reçu la coupe d'Anne Martin.",
    ),
    # Negations that deny nothing.
    ("fr", "Le village vit sans médecin.", "Le village vit sans aucun médecin."),
    (
        "fr",
        "Les chats dorment moins de neuf heures par jour.",
        "Les chats ne dorment pas neuf heures par jour.",
    ),
    (
        "fr",
        "Il a neigé à Nice pour la première fois depuis 2010.",
        "À Nice, il n'avait pas neigé depuis 2010.",
    ),
    ("de", "Das Museum ist noch bis Mai geöffnet.", "Bis Mai ist das Museum geöffnet."),
    ("fr", "Le dernier bus partira à minuit.", "Le départ du dernier bus est à minuit."),
    (
        "fr",
        "Des élèves défilent pour protester contre la réforme.",
        "Des élèves qui protestent contre la réforme défilent.",
    ),
    (
        "en",
        "The new metro line was opened ahead of the World Cup.",
        "The new metro line, opened before the World Cup, was closed after the World Cup.",
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


@pytest.mark.parametrize(
    ("code", "fact", "candidate", "year", "wrong"),
    [
        ("en", "The port saw 600 ships last year.", "The port saw 600 ships in 2012.", 2024, True),
        ("en", "The port saw 600 ships last year.", "The port saw 600 ships in 2023.", 2024, False),
        ("en", "The port saw 600 ships last year.", "The port saw 600 ships in 2012.", None, False),
        ("en", "Prices rose over the last year.", "Prices rose in 2024.", 2024, False),
        ("fr", "Le port a vu 600 navires en 2012.", "Il a vu 600 navires l'an passé.", 2024, True),
        ("de", "Im vergangenen Jahr kamen 600 Schiffe.", "2012 kamen 600 Schiffe.", 2024, True),
    ],
)  # fmt: skip
def test_last_year_is_a_date_where_the_text_has_one(
    code: str, fact: str, candidate: str, year: int | None, wrong: bool
) -> None:
    found = detect(
        prepare_fact(analyse(fact, code), year=year),
        prepare_candidate(analyse(candidate, code), year=year),
    )

    assert (found is not None and found.probability >= 0.5) == wrong


def test_the_judge_takes_the_year_from_the_items_date() -> None:
    fact = Fact("f", "i", "The port saw 600 ships last year.")
    dated = Item("i", "", facts=(fact,), metadata={"date": "2024-05-13"})
    undated = Item("i", "", facts=(fact,))

    (told,), (untold,) = LexicalJudge().judge(
        ["The port saw 600 ships in 2012."] * 2, [dated, undated]
    )

    assert told.verdict == "contradicted"
    assert untold.verdict != "contradicted"


@pytest.mark.parametrize(
    ("code", "fact", "whole", "torn"),
    [
        (
            "en",
            "It is believed that the old mill belonged to a monk.",
            "It is thought that the old mill was owned by a monk.",
            "Is thought that the old mill was owned by a monk.",
        ),
        (
            "en",
            "The bakers of the town close their shops on Mondays in winter.",
            "Each baker in town shuts the shop on Monday during winter.",
            "Each baker in town the shop on Monday during winter.",
        ),
        (
            "en",
            "The keeper fed the seals while the children watched from the bridge.",
            "The warden gave the seals fish as the children looked on from the bridge.",
            "The warden gave the seals fish as the looked on from the bridge.",
        ),
        (
            "fr",
            "Le boulanger du village ferme sa boutique le lundi en hiver.",
            "Le boulanger du bourg clôt sa boutique chaque lundi d'hiver.",
            "Le boulanger du bourg sa boutique chaque lundi d'hiver.",
        ),
    ],
)
def test_a_word_taken_from_a_paraphrase_costs_something(
    code: str, fact: str, whole: str, torn: str
) -> None:
    item = Item("i", "", facts=(Fact("f", "i", {code: fact}),), language=code)

    (full,), (less,) = LexicalJudge(language=code, task="translation").judge(
        [whole, torn], [item, item]
    )

    assert full.p_covered is not None
    assert less.p_covered is not None
    assert less.p_covered < full.p_covered

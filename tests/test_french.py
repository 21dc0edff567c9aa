"""French: verbs in all their forms, negations, opposites, men and women."""

from __future__ import annotations

import pytest

from factcov.judges.contradiction import detect, prepare_candidate, prepare_fact
from factcov.text.analysis import analyse, stem
from factcov.text.languages import language
from factcov.text.negation import negations, restrictions
from factcov.text.opposites import opposed
from factcov.text.synonyms import senses

CONTRADICTED = 0.5


def contradicts(fact: str, candidate: str) -> bool:
    found = detect(prepare_fact(analyse(fact, "fr")), prepare_candidate(analyse(candidate, "fr")))
    return found is not None and found.probability >= CONTRADICTED


def denied(text: str) -> list[tuple[str, list[str]]]:
    analysis = analyse(text, "fr")
    return [
        (analysis.words[n.at], [analysis.words[i] for i in n.governs])
        for n in negations(analysis)
        if not n.lexical
    ]


@pytest.mark.parametrize(
    "forms",
    [
        "reconnaître reconnaît reconnu reconnues reconnaissait reconnaîtra",
        "soutenir soutient soutenue soutiendront soutenait",
        "élire élu élisent éliront élut",
        "craindre craint craignent craindrait",
        "détruire détruisent détruit détruirait",
        "promettre promet promis promettaient promettra",
        "élire réélu",
        "nier nie nié niait niera",
    ],
)
def test_the_forms_of_a_verb_have_one_stem(forms: str) -> None:
    infinitive, *others = forms.split()
    if others == ["réélu"]:
        infinitive = "réélire"
    resources = language("fr")

    assert {stem(form, resources) for form in others} == {stem(infinitive, resources)}


@pytest.mark.parametrize(
    "word", ["bus", "entreprise", "devant", "pendant", "maintenant", "nuit", "puissant", "vaincu"]
)
def test_a_word_that_only_looks_like_a_form_keeps_its_stem(word: str) -> None:
    assert word not in language("fr").irregular


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Elle répond aux lettres, mais jamais aux appels.", [("jamais", ["appels"])]),
        ("Il n'ose parler.", [("n'", ["ose", "parler"])]),
        ("Le préfet ne pense pas que la digue tienne.", [("pas", ["pense", "digue"])]),
        ("Ce fonds n'a pas pour but de prêter.", [("pas", ["prêter"])]),
        ("Elle n'a pas non plus signé.", [("pas", ["signé"])]),
        ("Sans bagage, il n'a jamais raté un vol.", [("Sans", ["bagage"]), ("jamais", ["raté"])]),
    ],
)
def test_a_negation_is_heard(text: str, expected: list[tuple[str, list[str]]]) -> None:
    found = denied(text)

    assert [(cue, words[: len(wanted[1])]) for (cue, words), wanted in zip(
        found, expected, strict=True
    )] == expected  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Le moulin tourne sans cesse.",
        "Les eaux ne cessent de monter.",
        "Cette querelle ne date pas d'hier.",
        "C'est le plus long pont jamais construit.",
        "Si jamais il pleut, le bal aura lieu.",
        "Non loin de Dole, un arbre est tombé.",
        "Elle ne boit que de l'eau.",
    ],
)
def test_what_only_looks_like_a_negation_is_none(text: str) -> None:
    assert denied(text) == []


def test_ne_que_is_only() -> None:
    assert restrictions(analyse("Il ne reste plus que deux places.", "fr")) == ((4, False),)
    assert restrictions(analyse("Il ne dit pas que la porte ferme.", "fr")) == ()


@pytest.mark.parametrize(
    ("fact", "good", "bad"),
    [
        ("Le moulin ferme à 18 heures le lundi.",
         "Le lundi, le moulin est ouvert jusqu'à 18 heures.",
         "Le lundi, le moulin ouvre à 18 heures."),
        ("Le berger a reconnu avoir tué le loup.", "Le berger a admis avoir tué le loup.",
         "Le berger nie avoir tué le loup."),
        ("La pêche au saumon est légale en mai.", "En mai, la pêche au saumon est autorisée.",
         "En mai, la pêche au saumon est illégale."),
        ("La mairie a refusé de vendre le lavoir.", "La mairie n'a pas voulu vendre le lavoir.",
         "La mairie a accepté de vendre le lavoir."),
        ("Le guide est payé 20 euros de l'heure.", "Le guide gagne 20 euros par heure.",
         "Le guide est payé 20 euros par visite."),
        ("Le taux de chômage est passé de 9 % à 6 %.", "Le taux de chômage a baissé de 9 à 6 %.",
         "Le taux de chômage est passé de 6 % à 9 %."),
        ("Rosa Vidal, la directrice du port, a signé.",
         "La directrice du port, Rosa Vidal, a signé.",
         "Rosa Vidal, la directrice adjointe du port, a signé."),
        ("La cave était fermée de l'intérieur.", "La cave était close de l'intérieur.",
         "La cave était fermée de l'extérieur."),
        ("La ministre a ouvert le bal de Dole.", "La ministre a inauguré le bal de Dole.",
         "Le ministre a ouvert le bal de Dole."),
        ("Une randonneuse a retrouvé la cloche.", "La cloche a été retrouvée par une randonneuse.",
         "Un randonneur a retrouvé la cloche."),
        ("Elle est née à Dole en 1950.", "Elle a vu le jour à Dole en 1950.",
         "Il est né à Dole en 1950."),
        ("Les loyers n'ont cessé de grimper.", "Les loyers ont grimpé sans cesse.",
         "Les loyers ont cessé de grimper."),
        ("Le refuge rouvrira après la course de Nantua.",
         "Le refuge ne rouvrira pas avant la fin de la course de Nantua.",
         "Le refuge rouvrira avant la course de Nantua."),
    ],
)  # fmt: skip
def test_an_error_is_told_from_another_wording(fact: str, good: str, bad: str) -> None:
    assert not contradicts(fact, good)
    assert contradicts(fact, bad)


def test_whoever_receives_does_not_give() -> None:
    fact = "Le caissier récupère l'argent des joueurs."

    assert contradicts(fact, "Il accueille les joueurs et leur verse de l'argent.")


def test_who_refused_did_not_in_a_longer_text() -> None:
    fact = "Hugo Blanc a refusé de saluer Lina Roche."
    longer = (
        "Lauréate du concours de Dole, Lina Roche est montée sur la scène en robe bleue, et {}."
    )

    assert contradicts(fact, longer.format("Hugo Blanc l'a longuement saluée"))


def test_that_there_will_be_none_does_not_deny_what_there_was() -> None:
    fact = "La halte de Mouchard a accueilli 300 voyageurs l'an dernier."

    assert not contradicts(
        fact, "En mai, la ligne de Dole n'aura plus de halte à Mouchard. Il pleut."
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("démontrer", "montrer"), ("information", "formation"), ("immigrant", "migrant")],
)
def test_a_prefix_that_denies_nothing_makes_no_opposite(one: str, other: str) -> None:
    resources = language("fr")

    assert opposed(stem(one, resources), stem(other, resources), "fr") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("prêter", "emprunter"), ("monter", "descendre"), ("guérir", "soigner"), ("blessé", "tué")],
)
def test_what_differs_is_in_no_group_of_synonyms(one: str, other: str) -> None:
    resources, table = language("fr"), senses("fr")
    first, second = stem(one, resources), stem(other, resources)

    assert table.get(first, frozenset()).isdisjoint(table.get(second, frozenset()))


def test_no_group_of_synonyms_joins_opposites() -> None:
    resources = language("fr")
    excused = {("défaire", "vaincre"), ("déjeuner", "dîner")}  # one of their senses is the other's
    found = {
        (a, b)
        for group in resources.akin
        for a in group
        for b in group
        if a < b and (o := opposed(stem(a, resources), stem(b, resources), "fr")) is not None
        and o.strength >= 0.75
    }  # fmt: skip

    assert found <= excused

"""One name in many spellings, and names exchanged: what naming, sounds and renaming tell apart."""

from __future__ import annotations

import pytest

from factcov.judges.contradiction.sounds import apart
from factcov.judges.contradiction.spelling import alike, chance_of_one
from factcov.judges.lexical import LexicalJudge
from factcov.text.analysis import analyse
from factcov.text.names import names
from factcov.text.places import lines, meant, meant_small
from factcov.text.statements import derive_facts
from factcov.types import Item


def called(language: str, reference: str, translation: str) -> bool:
    item = Item("1", "", (reference,), language=language)
    item = Item("1", "", (reference,), language=language, facts=derive_facts(item))
    verdicts = LexicalJudge(language=language, task="translation").judge([translation], [item])
    return any(v.verdict == "contradicted" for v in verdicts[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kharkiv", "járkov"), ("mykolaiv", "nikolajew"), ("wrocław", "breslau"),
        ("guangzhou", "guangzhou"), ("antwerp", "anvers"), ("turin", "torinesi"),
        ("yangon", "rangún"), ("seoul", "seúl"), ("liège", "lüttich"), ("iwf", "fmi"),
    ],
)  # fmt: skip
def test_a_place_or_body_has_several_names(one: str, other: str) -> None:
    assert meant(one)
    assert meant(one) == meant(other)
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("zagreb", "zadar"), ("niger", "nigeria"), ("iran", "iraq"), ("parma", "palermo"),
     ("austria", "australia"), ("hunan", "henan"), ("guinea", "guyana"), ("wales", "walesa")],
)  # fmt: skip
def test_neighbouring_spellings_are_two_places(one: str, other: str) -> None:
    assert not alike(one, other)


def test_a_word_that_looks_like_a_place_is_none() -> None:
    assert not any(map(meant_small, ["tours", "lourdes", "porto", "nice", "vienne", "riga"]))
    assert not any(map(meant, ["liege", "parish", "homeland", "rabatt", "kritik", "lionel"]))


def test_a_line_names_a_place_once_by_each_name() -> None:
    assert all(len(set(row)) == len(row) for row in lines())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chichikov", "tschitschikow"), ("zhdanov", "jdanov"), ("khabib", "chabib"),
        ("yakovlev", "jakowlew"), ("tsvetaeva", "zwetajewa"), ("wojciechowska", "voitsekhovska"),
        ("qureshi", "koreshi"), ("mustafayev", "mustafaev"), ("ouattara", "watara"),
    ],
)  # fmt: skip
def test_transliterations_sound_alike(one: str, other: str) -> None:
    assert chance_of_one(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [("orlova", "titova"), ("hoffer", "huber"), ("delacroix", "delaunay"), ("kramer", "kessler"),
     ("petrenko", "panchenko"), ("bruni", "bianchi"), ("morales", "mendoza"), ("olga", "oksana")],
)  # fmt: skip
def test_other_names_sound_apart(one: str, other: str) -> None:
    assert chance_of_one(one, other) < 1.0
    assert apart(one, other) == apart(other, one)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Paula Schuster leitet die Klinik.", "Paula Schuster"),
        ("de", "Man sah Peter Fuchs am Tor.", "Peter Fuchs"),
        ("fr", "Samsung ferme une usine.", "Samsung"),
        ("es", "Lidia llegó tarde.", "Lidia"),
    ],
)
def test_a_well_known_name_opens_a_sentence(language: str, text: str, name: str) -> None:
    analysis = analyse(text, language)

    found = names(analysis)[0]

    assert text[found.start : found.end] == name
    assert found.certain


@pytest.mark.parametrize(
    ("language", "reference", "good", "bad"),
    [
        ("en", "Snow closed the airport of Sapporo for a day.",
         "For one day, the Sapporo airport had to shut because of snow.",
         "For one day, the Sendai airport had to shut because of snow."),
        ("en", "The European Commission fined the airline over its fares.",
         "The airline was fined over its fares by the European Commission.",
         "The airline was fined over its fares by the European Parliament."),
        ("fr", "Le maire de Grenoble quitte ses fonctions en mars.",
         "En mars, le maire grenoblois cessera d'exercer son mandat.",
         "En mars, le maire de Nantes cessera d'exercer son mandat."),
        ("fr", "Samsung ferme son usine de Gdansk.",
         "Samsung va fermer son usine à Dantzig.",
         "Nokia ferme son usine de Gdansk."),
        ("de", "Das Verteidigungsministerium in Oslo bestätigte den Kauf von zwölf Hubschraubern.",
         "Den Kauf von zwölf Hubschraubern bestätigte das Osloer Verteidigungsministerium.",
         "Den Kauf von zwölf Hubschraubern bestätigte das Osloer Gesundheitsministerium."),
        ("de", "Der Konzern schließt seine Werke in Linz und Villach.",
         "Die Werke in Linz und Villach werden vom Konzern geschlossen.",
         "Die Werke in Linz und Bregenz werden vom Konzern geschlossen."),
        ("es", "La Audiencia Provincial de Lugo absolvió al alcalde.",
         "El alcalde fue absuelto por la Audiencia Provincial de Lugo.",
         "El alcalde fue absuelto por la Audiencia Provincial de Huelva."),
        ("it", "I vigili del fuoco di Bergamo hanno salvato tre escursionisti.",
         "Tre escursionisti sono stati salvati dai pompieri bergamaschi di Bergamo.",
         "Tre escursionisti sono stati salvati dai pompieri di Brescia."),
    ],
)  # fmt: skip
def test_a_name_exchanged_in_a_translation_is_called(
    language: str, reference: str, good: str, bad: str
) -> None:
    assert not called(language, reference, good)
    assert called(language, reference, bad)


@pytest.mark.parametrize(
    ("language", "reference", "good"),
    [
        ("en", "Rescuers in Zaporizhzhia pulled two boys from the rubble.",
         "Two boys were pulled out of the rubble by rescuers in Zaporozhye."),
        ("de", "Die Sozialistische Volkspartei stimmte im Parlament dagegen.",
         "Im Parlament votierte die SVP dagegen."),
        ("es", "El FMI prevé una recesión en Birmania.",
         "El IMF pronostica una recesión en Myanmar."),
        ("it", "Gli Stati Uniti ritirano le truppe da Mogadiscio.",
         "Gli USA richiamano i soldati da Mogadishu."),
        ("fr", "Seuls neuf États ont signé le traité.",
         "Neuf pays seulement ont signé le traité."),
    ],
)  # fmt: skip
def test_another_name_of_the_same_is_not_called(language: str, reference: str, good: str) -> None:
    assert not called(language, reference, good)

"""One amount in every form that people write agrees with itself; another amount never does."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcov.judges.contradiction import detect, prepare_candidate, prepare_fact
from factcov.judges.contradiction.measures import comparable, same
from factcov.text.analysis import analyse
from factcov.text.quantities import Quantity, quantities

# Forms of one amount, then of others, " / " between them.
FORMS = {
    "en": [
        ("two and a half million tons / 2.5 million tons / 2,500,000 tons", "3.5 million tons"),
        ("one and a half lakh votes / 1.5 lakh votes / 150,000 votes", "2.5 lakh votes"),
        ("half a million bees / 500,000 bees / 0.5 million bees", "a million bees"),
        ("seven hundredths of a second / 0.07 seconds / 0.07 of a second", "0.7 seconds"),
        ("won 4-1 / won 4:1 / won 4\u20131 / won 4 to 1", "won 4-2 / won 5:1"),
        ("won 3-0 / won three-nil / won 3:0", "won 2-0"),
        ("minus 12 degrees / -12 degrees / 12 degrees below zero / \u221212 °C", "-21 degrees"),
        (
            "one in three owls / every third owl / a third of owls / one owl in three",
            "one in five owls / 20% of owls / a quarter of owls",
        ),
        (
            "three out of four owls / 75 percent of owls / three-quarters of owls",
            "57 percent of owls / three out of five owls",
        ),
        ("it doubled / it grew twofold / twice as much / two times as much", "it tripled / thrice"),
        ("80 km/h / 80 kilometres per hour / 80 kilometers an hour", "80 mph / 90 km/h / 80 m/s"),
        ("30 m/s / 30 metres per second / 108 km/h", "30 km/h / 33 m/s"),
        ("four and a half hours / 4.5 hours / 4½ hours / 4 hours 30 minutes", "5.5 hours"),
        ("at a quarter past nine / at 9:15 / at 21:15", "at 9:45 / at half past nine"),
        ("at a quarter to nine / at 8:45", "at 9:15"),
        ("at nine o'clock / at 9 a.m. / at 09:00 / nine in the morning", "at eleven o'clock"),
        ("between 07.00 and 12.00 / from 7 a.m. until noon", "between 07.00 and 22.00"),
        ("in the autumn of 2003 / in fall 2003 / in autumn 2003", "in spring 2003"),
        ("class X / tenth class", "11th class / class IX"),
        ("3.4 thousand pupils / 3,400 pupils / thirty-four hundred pupils", "4.3 thousand pupils"),
        ("15 milligrams / 15 mg / 0.015 g", "15 g / 51 mg"),
        ("20 degrees Celsius / 20 °C / 68 °F", "20 degrees Fahrenheit / 30 °C"),
        ("kilometre twelve / kilometer 12 / km 12", "mile 12 / kilometre 21"),
        ("a quarter of an hour / 15 minutes", "half an hour"),
        ("a year and a half / 18 months / 1.5 years", "two and a half years"),
        ("half a dozen / six", "nine"),
        ("three point two percent / 3.2 %", "2.3 %"),
        ("300 square kilometres / 300 km² / 300 km2", "300 square miles / 300 hectares"),
        ("the 3rd of May / May 3 / the third of May", "the 4th of May"),
        ("40 kilowatt-hours / 40 kWh", "40 megawatt-hours"),
    ],
    "fr": [
        ("1,3 million / 1 300 000", "3,1 millions"),
        ("trois millions et demi d'euros / 3,5 millions d'euros", "4,5 millions d'euros"),
        ("une demi-heure / 30 minutes", "une heure et demie"),
        ("un quart d'heure / 15 minutes", "30 minutes"),
        ("une personne sur trois / un tiers / 33 %", "une personne sur cinq / un quart"),
        ("deux fois / à deux reprises", "trois fois"),
        ("a doublé / a été multiplié par deux", "a triplé"),
        ("90 km/h / 90 kilomètres à l'heure / 90 kilomètres-heure", "90 m/s"),
        ("à midi moins le quart / à 11 h 45", "à midi et quart"),
        ("à neuf heures et demie / à 9 h 30", "à 8 h 30"),
        ("à neuf heures moins dix / à 8 h 50", "à 9 h 10"),
        ("le 1er mars / le premier mars", "le 2 mars / le 1er mai"),
        ("à l'automne 2003 / en automne 2003", "au printemps 2003"),
    ],
    "de": [
        ("anderthalb Stunden / 1,5 Stunden / 90 Minuten", "zweieinhalb Stunden"),
        ("eine Dreiviertelstunde / 45 Minuten", "eine Viertelstunde"),
        ("drei Viertel der Eulen / dreiviertel der Eulen / drei von vier Eulen", "57 Prozent"),
        ("jede dritte Eule / ein Drittel / 33 Prozent / eine von drei Eulen", "jede fünfte Eule"),
        ("zweimal / zwei Mal / doppelt", "dreimal"),
        ("90 km/h / 90 Stundenkilometer / 90 Kilometer pro Stunde", "90 m/s"),
        ("um halb zehn / um 9.30 Uhr", "um halb elf"),
        ("um Viertel vor zehn / um 9.45 Uhr", "um 10.15 Uhr"),
        ("im Herbst 2003 / im Herbst des Jahres 2003", "im Frühjahr 2003"),
        ("zwölfjährige / 12-jährige / zwölf Jahre alt", "13-jährige"),
        ("die achtziger Jahre / die Achtzigerjahre / die 80er Jahre", "die neunziger Jahre"),
        ("im 18. Jahrhundert / im achtzehnten Jahrhundert", "im 17. Jahrhundert"),
    ],
    "es": [
        ("tres millones y medio de euros / 3,5 millones de euros", "4,5 millones de euros"),
        ("millón y medio / 1,5 millones", "2,5 millones"),
        ("hora y media / 90 minutos / una hora y media", "media hora"),
        ("una de cada tres / un tercio / 33 %", "una de cada cinco"),
        ("dos mil millones de euros / 2.000 millones de euros", "dos millones de euros"),
        ("a las nueve y media / a las 9:30", "a las diez y media"),
        ("a las nueve menos cuarto / a las 8:45", "a las 9:15"),
        ("la década de 1980 / los años ochenta / los años 80", "los años setenta"),
    ],
    "it": [
        ("tre milioni e mezzo di euro / 3,5 milioni di euro", "4,5 milioni di euro"),
        ("un'ora e mezza / 90 minuti", "mezz'ora"),
        ("tre quarti d'ora / 45 minuti", "un quarto d'ora"),
        ("una su tre / un terzo / 33%", "una su cinque"),
        ("alle nove e mezza / alle 9:30", "alle dieci e mezza"),
        ("il Settecento / il XVIII secolo / il diciottesimo secolo", "il XIX secolo"),
        ("90 chilometri all'ora / 90 chilometri orari / 90 km/h", "90 m/s"),
    ],
}
GROUPS = [(code, a.split(" / "), b.split(" / ")) for code, rows in FORMS.items() for a, b in rows]


def read(text: str, code: str) -> tuple[Quantity, ...]:
    return quantities(analyse(text, code))


def clash(fact: tuple[Quantity, ...], candidate: tuple[Quantity, ...]) -> bool:
    """Return whether an amount is lost where another that could answer for it is new."""
    lost = [q for q in fact if not any(same(q, given) for given in candidate)]
    new = [q for q in candidate if not any(same(stated, q) for stated in fact)]
    return any(comparable(a, b) for a in lost for b in new)


@pytest.mark.parametrize(("code", "forms", "others"), GROUPS)
def test_the_forms_of_an_amount_agree_and_another_amount_does_not(
    code: str, forms: list[str], others: list[str]
) -> None:
    for one, two in permutations(forms, 2):
        assert not clash(read(one, code), read(two, code)), (one, two)
    for one in forms:
        for other in others:
            if read(one, code):
                assert clash(read(one, code), read(other, code)), (one, other)


@given(st.integers(1, 9), st.integers(1, 9))
def test_a_part_of_a_million_is_read_in_words(a: int, b: int) -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    told = read(f"{words[a - 1]} and a half million hens", "en")

    assert [q.value for q in told] == [(a + 0.5) * 1e6]
    assert clash(told, read(f"{b}.5 million hens", "en")) == (a != b)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_a_score_is_one_amount_whoever_is_named_first(a: int, b: int, c: int) -> None:
    won = read(f"They won {a}-{b}.", "en")

    assert not clash(won, read(f"They won {b}-{a}.", "en"))
    if c not in (a, b) and a != b and all(q.kind == "score" for q in won):
        assert clash(won, read(f"They won {max(a, c)}:{min(a, c):03}.", "en"))


@given(st.integers(2, 5), st.integers(1, 4), st.integers(1, 4))
def test_shares_of_one_whole_differ_with_what_they_count(whole: int, a: int, b: int) -> None:
    if a < whole and b < whole:
        one, two = (read(f"{n} out of {whole} hens", "en") for n in (a, b))
        assert clash(one, two) == (a != b)
        assert not clash(one, read(f"{round(100 * a / whole)} percent of hens", "en"))


@given(st.integers(1, 12), st.integers(1, 12), st.sampled_from([15, 30]))
def test_an_hour_in_words_is_the_hour_in_digits(hour: int, other: int, minute: int) -> None:
    part = {15: "a quarter", 30: "half"}[minute]
    told = read(f"at {part} past {hour}", "en")

    assert not clash(told, read(f"at {hour}:{minute}", "en"))
    assert clash(told, read(f"at {other}:{minute}", "en")) == (other % 12 != hour % 12)


NOT_AMOUNTS = [
    ("en", "The fall of Troy broke him."),
    ("en", "My half-brother drank from the spring."),
    ("en", "In Part I saw no fault."),
    ("fr", "Il a été reçu en demi-finale."),
]


@pytest.mark.parametrize(("code", "text"), NOT_AMOUNTS)
def test_words_of_amounts_in_other_senses_are_none(code: str, text: str) -> None:
    assert read(text, code) == ()


FREE = [
    # The fact, a good translation that shares few words, the same with another amount.
    ("en", "He has mended clocks for forty years and his hands are steady as ever.",
     "Since 40 years already this man repairs clocks without any tremble.",
     "Since 14 years already this man repairs clocks without any tremble."),
    ("en", "Squalls at Cape Horn topped 120 kilometres an hour.",
     "At times the squalls near Kap Hoorn went over 120 km/h.",
     "At times the squalls near Kap Hoorn went over 120 m/s."),
    ("en", "That saves a third of the salt for the price of a spoon.",
     "This saves one third of the salt at the cost of one spoon.",
     "This saves one third of the salt at the cost of six spoons."),
    ("en", "The motion was carried by 61 votes to 38.",
     "With 61 in favour and 38 against, the motion was carried.",
     "With 61 in favour and 48 against, the motion was carried."),
    ("en", "Only every fifth mill in the valley still grinds.",
     "In the valley just one mill in five is still grinding.",
     "In the valley just one mill in three is still grinding."),
    ("en", "Six hours.", "Six hours. So long it took.", "Six weeks. So long it took."),
    ("de", "Nur jede vierte Mühle im Tal mahlt noch.",
     "Im Tal mahlen nur noch 25 Prozent der Mühlen.",
     "Im Tal mahlen nur noch 52 Prozent der Mühlen."),
    ("fr", "Le moulin ferme à midi et demi.",
     "Le moulin ferme à 12 h 30.", "Le moulin ferme à 13 h 30."),
    ("es", "La presa costó millón y medio de euros.",
     "La presa costó 1,5 millones de euros.", "La presa costó 5,1 millones de euros."),
    ("it", "Il mulino apre alle nove e mezza.",
     "Il mulino apre alle 9:30.", "Il mulino apre alle 10:30."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fact", "good", "bad"), FREE)
def test_another_amount_contradicts_in_a_free_translation(
    code: str, fact: str, good: str, bad: str
) -> None:
    stated = prepare_fact(analyse(fact, code))
    found, wrong = (detect(stated, prepare_candidate(analyse(t, code))) for t in (good, bad))

    assert found is None or found.probability < 0.5
    assert wrong is not None
    assert wrong.probability >= 0.5
    assert wrong.cause in ("number", "unit", "date")


@pytest.mark.parametrize(
    ("fact", "candidate"),
    [
        ("Only one in four hens laid.", "Three quarters of the hens did not lay."),
        ("Four teams of bakers met.", "The teams had about thirty cooks in all."),
        ("The vote was 12 to 2.", "By 12 votes to 2 it was so decided."),
        ("The mill stands at the 12th kilometre.", "The mill stands at kilometre 12."),
        ("The ride takes an hour and a half less.", "The ride takes 90 less."),
    ],
)
def test_an_amount_told_from_its_other_side_is_no_contradiction(fact: str, candidate: str) -> None:
    found = detect(prepare_fact(analyse(fact, "en")), prepare_candidate(analyse(candidate, "en")))

    assert found is None or found.probability < 0.5

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcov.text.analysis import analyse
from factcov.text.quantities import Quantity, agree, quantities


def read(text: str, code: str = "en") -> list[Quantity]:
    return list(quantities(analyse(text, code)))


@pytest.mark.parametrize(
    ("text", "code", "value", "kind", "unit"),
    [
        ("13,000 people", "en", 13000, "number", ""),
        ("13 000 personnes", "fr", 13000, "number", ""),
        ("13\u202f000 personnes", "fr", 13000, "number", ""),
        ("13\u00a0000 personnes", "fr", 13000, "number", ""),
        ("13.000 Menschen", "de", 13000, "number", ""),
        ("4,5 millions d'euros", "fr", 4.5e6, "money", "EUR"),
        ("$4.5 million", "en", 4.5e6, "money", "USD"),
        ("twenty-three thousand four hundred and five men", "en", 23405, "number", ""),
        ("quatre-vingt-dix-sept euros", "fr", 97, "money", "EUR"),
        ("soixante et onze ans", "fr", 71, "number", "year"),
        ("dreiundzwanzig Euro", "de", 23, "money", "EUR"),
        ("duecentotrenta euro", "it", 230, "money", "EUR"),
        ("treinta y dos euros", "es", 32, "money", "EUR"),
        ("a third of dealers", "en", 1 / 3, "fraction", ""),
        ("two thirds", "en", 2 / 3, "fraction", ""),
        ("la moitié", "fr", 0.5, "fraction", ""),
        ("a dozen eggs", "en", 12, "number", ""),
        ("half an hour", "en", 0.5, "number", "h"),
        ("two and a half years", "en", 2.5, "number", "year"),
        ("deux heures et demie", "fr", 2.5, "number", "h"),
        ("40 percent of dealers", "en", 40, "percent", "% of"),
        ("40 % de plus", "fr", 40, "percent", "% more"),
        ("5 percentage points", "en", 5, "percent", "pp"),
        ("at noon", "en", 720, "time", "min"),
        ("à 15 h 30", "fr", 930, "time", "min"),
        ("at 3:30 p.m.", "en", 930, "time", "min"),
        ("in 2019", "en", 2019, "date", "year"),
        ("in 44 BC", "en", -44, "date", "year"),
        ("the 21st century", "en", 21, "date", "century"),
        ("au XXIe siècle", "fr", 21, "date", "century"),
        ("in the 1980s", "en", 1980, "date", "decade"),
        ("३०० people", "en", 300, "number", ""),
    ],
)
def test_a_quantity_is_read(text: str, code: str, value: float, kind: str, unit: str) -> None:
    found = read(text, code)

    assert [(q.value, q.kind, q.unit) for q in found] == [(pytest.approx(value), kind, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30,000 to 100,000 euros", 30000, 100000),
        ("between 30 and 40 percent", 30, 40),
        ("30-40 %", 30, 40),
        ("about 300 cars", 270, 330),
        ("over 300 cars", 300, 375),
        ("tens of thousands of views", 20000, 99000),
        ("several hundred men", 200, 1000),
    ],
)
def test_ranges_and_approximations_widen(text: str, low: float, high: float) -> None:
    (found,) = read(text)

    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert found.approximate


@pytest.mark.parametrize("text", ["No one came.", "One of them left.", "He may march on."])
def test_words_that_look_like_numbers_are_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("a third of them", "33 %", True),
        ("41 cases", "14 cases", False),
        ("41 cases", "40 cases", False),
        ("1,312,450 cars", "1.3 million cars", True),
        ("in 1958", "in 1960", False),
        ("more than 330 plants", "more than 340 plants", False),
        ("100 to 250 metres", "100 to 300 metres", False),
        ("around thirty officers", "30 officers", True),
        ("90 minutes", "1.5 hours", True),
        ("100 km", "62 miles", True),
    ],
)
def test_amounts_agree(a: str, b: str, same: bool) -> None:
    assert agree(read(a)[0], read(b)[0]) is same


@given(st.integers(0, 10**9))
def test_separators_never_change_a_number(number: int) -> None:
    plain, english = read(f"{number} cars")[0], read(f"{number:,} cars")[0]
    spaced = read(f"{number:,} voitures".replace(",", "\u202f"), "fr")[0]
    dotted = read(f"{number:,} Autos".replace(",", "."), "de")[0]

    assert plain.value == english.value == spaced.value == dotted.value == number


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "de", "es", "it", "ja", "tlh"]))
def test_any_text_is_read_with_spans_inside_it(text: str, code: str) -> None:
    for found in read(text, code):
        assert 0 <= found.start < found.end <= len(text)
        assert found.low <= found.high


def test_digits_that_python_does_not_know_are_no_number() -> None:
    assert quantities(analyse("0\U000116d0 people and 12", "en"))[-1].value == 12

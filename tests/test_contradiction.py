from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from factcov.judges.contradiction import (
    Contradiction,
    contradictions,
    detect,
    prepare_candidate,
    prepare_fact,
)
from factcov.judges.lexical import LexicalJudge
from factcov.text.analysis import analyse
from factcov.text.denials import belies
from factcov.text.guessing import guess_language, language_problem
from factcov.text.negation import negations
from factcov.text.opposites import opposed, opposites
from factcov.text.statements import derive_facts, statements
from factcov.types import Fact, Item


def check(
    fact: str, candidate: str, code: str = "en", fact_code: str | None = None
) -> Contradiction | None:
    found = detect(
        prepare_fact(analyse(fact, fact_code or code)),
        prepare_candidate(analyse(candidate, code)),
    )
    return found if found is not None and found.probability >= 0.5 else None


WRONG = [
    ("en", "Police seized 41 cars in Lyon.", "Police seized 14 cars in Lyon.", "14", "number"),
    ("en", "He paid 10 euros per delivery.", "He paid 10 euros an hour.", "an hour", "unit"),
    (
        "en",
        "The file sold for 100,000 euros.",
        "The file sold for 100,000 dollars.",
        "dollars",
        "unit",
    ),
    ("en", "Prices fell over three years.", "Prices fell over three months.", "months", "unit"),
    ("en", "Sales rose by 40 percent.", "Sales were 40 percent lower.", "lower", "direction"),
    ("en", "The vote was held on 12 May.", "The vote was held on 12 June.", "June", "date"),
    ("en", "The office opens at noon.", "The office opens at 3 p.m.", "3 p.m.", "date"),
    ("en", "Ann Lee won the prize in Lyon.", "Ann Lee won the prize in Turin.", "Turin", "name"),
    ("en", "The dealer is Guillaume Batigne.", "The dealer is Guillaume Moreau.", "Moreau", "name"),
    (
        "en",
        "The officers may work under a pseudonym.",
        "The officers may not work under a pseudonym.",
        "not",
        "negation",
    ),
    (
        "en",
        "Walking here is no more tiring than there.",
        "Walking here is more tiring than there.",
        "is",
        "negation",
    ),
    ("en", "The mayor purchased a piano.", "The mayor did not buy a piano.", "not buy", "negation"),
    (
        "en",
        "The court blocked the sale of the mill.",
        "The court did not block the sale of the mill.",
        "not block",
        "negation",
    ),
    ("en", "Tourists do not know the suburbs.", "Tourists know the suburbs.", "know", "negation"),
    ("en", "Police target not only networks.", "Police target only networks.", "only", "negation"),
    (
        "en",
        "Home delivery is increasing in Paris.",
        "Home delivery is declining in Paris.",
        "declining",
        "direction",
    ),
    ("en", "Guests find it easy to order.", "Guests find it hard to order.", "hard", "antonym"),
    ("en", "Critics praised the opera.", "Critics condemned the opera.", "condemned", "antonym"),
    ("en", "The town hid the old well.", "The town revealed the old well.", "revealed", "antonym"),
    ("fr", "Le jury a adopté la règle.", "Le jury a rejeté la règle.", "rejeté", "antonym"),
    (
        "en",
        "The shop closes before the games.",
        "The shop closes after the games.",
        "after",
        "antonym",
    ),
    (
        "en",
        "He told his sister about the plan.",
        "She told her sister about the plan.",
        "She",
        "gender",
    ),
    ("en", "Nadal beat Federer in Paris.", "Federer beat Nadal in Paris.", "Federer", "role"),
    ("en", "Dealers pay customers in cash.", "Customers pay dealers in cash.", "Customers", "role"),
    (
        "en",
        "Fabrice Gardon is the director of the force.",
        "The force's director, Clotilde Champeyrache, met Fabrice Gardon.",
        "Champeyrache",
        "role",
    ),
    ("fr", "La police a saisi 41 voitures.", "La police a saisi 14 voitures.", "14", "number"),
    (
        "fr",
        "Une trentaine de policiers enquêtent.",
        "Une centaine de policiers enquêtent.",
        "centaine",
        "number",
    ),
    (
        "fr",
        "Les agents travaillent sous pseudonyme.",
        "Les agents ne travaillent pas sous pseudonyme.",
        "pas",
        "negation",
    ),
    (
        "fr",
        "Les ventes ont augmenté en mai.",
        "Les ventes ont baissé en mai.",
        "baissé",
        "direction",
    ),
    (
        "fr",
        "Le livreur risque de lourdes peines.",
        "Le livreur risque de légères peines.",
        "légères",
        "antonym",
    ),
    (
        "fr",
        "La carte est remise aux clients.",
        "La carte est remise par les clients.",
        "clients",
        "role",
    ),
    (
        "fr",
        "Le livreur touche 10 euros à Paris.",
        "Le livreur touche 10 euros à Lille.",
        "Lille",
        "name",
    ),
    ("de", "Die Polizei fand 41 Autos.", "Die Polizei fand 14 Autos.", "14", "number"),
    (
        "de",
        "Die Preise sind in Berlin gestiegen.",
        "Die Preise sind in Berlin nicht gestiegen.",
        "nicht",
        "negation",
    ),
    (
        "es",
        "La policía detuvo a treinta hombres.",
        "La policía detuvo a veinte hombres.",
        "veinte",
        "number",
    ),
    ("it", "La polizia ha trovato 41 auto.", "La polizia ha trovato 14 auto.", "14", "number"),
    (
        "fr",
        "Le magasin livre de midi à minuit.",
        "Le magasin livre de 18 heures à minuit.",
        "18 heures",
        "date",
    ),
    ("en", "It is open from noon to midnight.", "It is open from midnight to noon.", "", "date"),
    ("en", "More than 300 men came.", "Less than 300 men came.", "300", "number"),
    ("en", "Patients order drugs online.", "Doctors order drugs online.", "Doctors", "role"),
    (
        "en",
        "13,000 tourists were fined in Paris.",
        "13,000 residents were fined in Paris.",
        "residents",
        "role",
    ),
    (
        "fr",
        "Les points de vente ont disparu sous l'action de la police.",
        "Les points de vente ont disparu grâce à l'action des trafiquants.",
        "trafiquants",
        "role",
    ),
    (
        "en",
        "Ann Lee says that men would not have gone there.",
        "Ann Lee says that men would have gone there.",
        "would",
        "negation",
    ),
]


@pytest.mark.parametrize(("code", "fact", "candidate", "span", "cause"), WRONG)
def test_an_error_is_found_with_its_span_and_cause(
    code: str, fact: str, candidate: str, span: str, cause: str
) -> None:
    found = check(fact, candidate, code)

    assert found is not None
    assert found.cause == cause
    assert span in candidate[found.start : found.end]


@pytest.mark.parametrize(("code", "fact", "candidate", "span", "cause"), WRONG)
def test_a_text_does_not_contradict_itself(
    code: str, fact: str, candidate: str, span: str, cause: str
) -> None:
    assert check(fact, fact, code) is None
    assert check(candidate, candidate, code) is None


@pytest.mark.parametrize(
    ("code", "fact", "candidate"),
    [
        ("en", "The centre opens at noon.", "The centre opens at 12:00."),
        ("en", "A third of the dealers left.", "33 % of the dealers left."),
        ("en", "About 300 men came.", "Some 310 men came."),
        ("en", "Federer was beaten by Nadal.", "Nadal beat Federer."),
        ("en", "Police seized 41 cars.", "Police seized 41 cars and 14 boats."),
        ("en", "Not only networks are fined.", "Networks are fined, and others too."),
        ("en", "Nobody but Ann came.", "Ann came."),
        ("en", "Prices are not high.", "Prices are low."),
        (
            "en",
            "The courier may not know the man who hands over the drugs.",
            "The courier is told to know the way. The man who hands over the drugs may be unknown.",
        ),
        ("en", "Christopher Starrs was jailed.", "Christopher was jailed."),
        ("en", "The UN agreed.", "The United Nations agreed."),
        ("fr", "La livraison va de midi à minuit.", "La livraison va de 12 heures à 0 h."),
        ("fr", "Une trentaine de policiers enquêtent.", "30 policiers enquêtent."),
        ("fr", "Ils ne vendent que du cannabis.", "Ils vendent du cannabis."),
        ("en", "The shop closes at midnight.", "The shop closes at 24:00."),
        ("fr", "Plus d'un tiers des clients paient.", "Plus de 33 % des clients paient."),
        (
            "en",
            "There are four groups of drug investigators.",
            "The drug groups have around thirty police officers in total.",
        ),
        ("en", "Customers order drugs.", "Some customers would not have used drugs."),
        ("en", "The courier collects the money.", "The courier may not know the man."),
        ("en", "Real Madrid bought the player from the club.", "The club sold him to Real Madrid."),
        ("en", "Mumbai was hit by floods.", "Floods hit Bombay."),
        ("en", "He barely escaped.", "He narrowly escaped."),
        ("en", "It is not uncommon for children to fall ill.", "Children often fall ill."),
        ("en", "The PKK attacked Turkish troops.", "The Kurdistan Workers' Party attacked them."),
        ("en", "The government is yet to decide.", "The government has not yet decided."),
        ("en", "Ann Lee is the head of the force.", "Bob Ray, head of its drug squad, spoke."),
        ("en", "Guests must not feed the swans.", "Guests must refrain from feeding the swans."),
        ("en", "The bakery is closed on Mondays.", "On Mondays the bakery serves no one."),
        ("en", "The choir sang Haydn's ninth mass.", "The choir sang mass no. 9 by Haydn."),
        ("en", "Her soup is better than her stew.", "Her stew is not as good as her soup."),
        ("en", "His last play came out in 1961.", "No play of his has come out since 1961."),
        (
            "en",
            "The village must pay the fine by Friday or lose its grant.",
            "If the fine is not paid by Friday, the village will lose its grant.",
        ),
        (
            "en",
            "The tent has no lamp and does not keep out the rain.",
            "The tent lacks a lamp and protection to keep out the rain.",
        ),
        (
            "en",
            "Mia, and not her sister, opened the shop.",
            "Mia opened the shop, her sister did not.",
        ),
        ("en", "The river has not yet frozen.", "The river is still not frozen."),
        ("en", "The barn is older than the mill.", "The mill is younger than the barn."),
        ("en", "Peru exports quinoa to Japan.", "Japan imports quinoa from Peru."),
        ("en", "Entry to the fort is free.", "Those who enter the fort do not pay."),
        ("fr", "Le musée est fermé le lundi.", "Le musée ne reçoit personne le lundi."),
        ("fr", "Le bus partira à 8 h.", "Le départ du bus est à 8 h."),
        ("de", "Der Markt ist noch bis Mai offen.", "Der Markt ist bis Mai offen."),
    ],
)
def test_another_wording_is_no_contradiction(code: str, fact: str, candidate: str) -> None:
    assert check(fact, candidate, code) is None


def test_a_word_left_out_costs_more_than_one_said_otherwise() -> None:
    item = Item("1", "", facts=(Fact("f", "1", "Ann painted the old garden fence blue."),))
    texts = ["Ann coated the old garden fence blue.", "Ann the old garden fence blue."]

    other, lost = (row[0].p_covered for row in LexicalJudge().judge(texts, [item] * 2))

    assert other is not None
    assert lost is not None
    assert lost < other


@pytest.mark.parametrize(
    ("fact", "good", "bad"),
    [
        (
            "The old harbour master spoke of the storm.",
            "The old harbour chief talked of the gale.",
            "The old harbour chief hardly talked of the gale.",
        ),
        (
            "Snow lay above the lake for weeks on end.",
            "Higher than the lake, snow stayed for weeks.",
            "Lower than the lake, snow stayed for weeks.",
        ),
    ],
)
def test_a_doubt_costs_a_little_where_no_rule_is_sure(fact: str, good: str, bad: str) -> None:
    item = Item("1", "", facts=(Fact("f", "1", fact),))

    kept, doubted = (row[0].p_covered for row in LexicalJudge().judge([good, bad], [item] * 2))

    assert kept is not None
    assert doubted is not None
    assert doubted < kept


NUMBERS = st.integers(13, 999_999)
SEIZED = {
    "en": "The police seized {} cars in Lyon.",
    "fr": "La police a saisi {} voitures à Lyon.",
    "de": "Die Polizei fand {} Autos in Lyon.",
    "es": "La policía halló {} coches en Lyon.",
    "it": "La polizia ha trovato {} auto a Lione.",
}
DECIMAL = {"en": ".", "fr": ",", "de": ",", "es": ",", "it": ","}
LANGUAGES = st.sampled_from(list(SEIZED))


@given(NUMBERS, LANGUAGES)
def test_the_format_of_a_number_never_contradicts(number: int, code: str) -> None:
    fact = SEIZED[code].format(number)
    mark = "," if DECIMAL[code] == "." else "."

    for grouped in (f"{number:,}".replace(",", sign) for sign in (mark, "\u202f", "\u00a0")):
        assert check(fact, SEIZED[code].format(grouped), code) is None
        assert check(SEIZED[code].format(grouped), fact, code) is None


@given(st.integers(11, 9_999), LANGUAGES)
def test_the_format_of_a_decimal_never_contradicts(number: int, code: str) -> None:
    written = f"{number // 10}{DECIMAL[code]}{number % 10}"
    million = {"en": "million", "fr": "millions", "de": "Millionen", "es": "millones"}.get(
        code, "milioni"
    )
    fact = SEIZED[code].format(f"{written} {million}")

    assert check(fact, SEIZED[code].format(number * 100_000), code) is None
    assert check(fact, SEIZED[code].format(f"{written}0 {million}"), code) is None


@pytest.mark.parametrize(
    ("fact", "candidate"),
    [
        ("The firm earned half a million dollars.", "The firm earned $500,000."),
        ("The meeting lasted 1\u00bd hours.", "The meeting lasted 90 minutes."),
        ("The match lasted 1 hour 30 minutes.", "The match lasted 90 minutes."),
        ("He spent a year and a half in prison.", "He spent 18 months in prison."),
        ("King Louis XIV built the palace.", "King Louis the Fourteenth built the palace."),
        ("World War II ended in Europe.", "The Second World War ended in Europe."),
        ("He was in his forties when he left.", "He was in his 40s when he left."),
        ("The ship sank at 5:20 p.m. in the bay.", "The ship sank at 17:20 in the bay."),
        ("Hundreds of people came.", "Several hundred people came."),
        ("The team won 3-0 in the final.", "The team won 3:0 in the final."),
    ],
)
def test_another_way_to_write_an_amount_is_no_contradiction(fact: str, candidate: str) -> None:
    assert check(fact, candidate) is None
    assert check(candidate, fact) is None


@pytest.mark.parametrize(
    ("fact", "candidate"),
    [
        ("The firm earned half a million dollars.", "The firm earned a million dollars."),
        ("He spent a year and a half in prison.", "He spent two years in prison."),
        ("King Louis XIV built the palace.", "King Louis XV built the palace."),
        ("World War II ended in Europe.", "World War I ended in Europe."),
        ("Hundreds of people came to the square.", "Thousands of people came to the square."),
        ("The team won 6-1, 6-0 in the final.", "The team won 6-1, 6-4 in the final."),
        ("The Boeing 737 landed in Perth.", "The Boeing 747 landed in Perth."),
    ],
)
def test_another_amount_contradicts(fact: str, candidate: str) -> None:
    found = check(fact, candidate)

    assert found is not None
    assert found.cause in ("number", "unit")


@given(NUMBERS, NUMBERS, LANGUAGES)
def test_another_value_always_contradicts(number: int, other: int, code: str) -> None:
    close = abs(number - other) < 0.02 * max(number, other)  # may be a rounding
    fact = SEIZED[code].format(number)

    found = check(fact, SEIZED[code].format(other), code)

    assert close or (found is not None and found.cause == "number")


@given(st.sampled_from(WRONG), st.sampled_from(["", "!", " .", " ..."]))
def test_case_and_punctuation_never_contradict(row: tuple[str, ...], stop: str) -> None:
    code = row[0]

    for fact in row[1:3]:
        for changed in (
            fact.lower(), fact.upper(), fact.rstrip(".") + stop, fact.replace(", ", " , "),
        ):  # fmt: skip
            assert check(fact, changed, code) is None
            assert check(changed, fact, code) is None


PAIRS = [
    ("The talks in Geneva lasted two days.", "The talks in Helsinki lasted two days."),
    ("Iran sent three ships to the port.", "Iraq sent three ships to the port."),
    ("Austria won the match last week.", "Australia won the match last week."),
    ("The envoy from Slovakia left early.", "The envoy from Slovenia left early."),
    ("The Lok Sabha passed the bill on Monday.", "The Rajya Sabha passed the bill on Monday."),
    ("Nina Sokolova leads the choir.", "Vera Lebedeva leads the choir."),
    ("Shares of Apple's rival rose by a third.", "Shares of Nokia's rival rose by a third."),
]


@pytest.mark.parametrize(("fact", "candidate"), PAIRS)
def test_another_name_contradicts(fact: str, candidate: str) -> None:
    found = check(fact, candidate)

    assert found is not None
    assert found.cause == "name"


@pytest.mark.parametrize(("fact", "candidate"), PAIRS[:4])
def test_another_place_contradicts_in_lower_case_too(fact: str, candidate: str) -> None:
    found = check(fact, candidate.lower())

    assert found is not None
    assert found.cause == "name"


@pytest.mark.parametrize(
    ("code", "fact", "candidate"),
    [
        ("en", "Moscow rejected the plan on Monday.", "Russia rejected the plan on Monday."),
        ("en", "The United States rejected the plan.", "America rejected the plan."),
        ("en", "Wanda W\u0105sik won the debate.", "Wanda Wasik won the debate."),
        ("en", "The summit in Puglia ended.", "The summit in Apulia ended."),
        (
            "en",
            "Goalkeeper Pavel Dvorak scored twice.",
            "The goalkeeper Pavel Dvorak scored twice.",
        ),
        ("fr", "Le président polonais est parti lundi.", "Le président de la Pologne est parti."),
        ("de", "Das Netzwerk gab eine Mitteilung heraus.", "Das Netzwerk gab eine Erklärung."),
        ("de", "Die Regierung in Moskau lehnte ab.", "Die russische Regierung lehnte ab."),
    ],
)
def test_another_name_of_the_same_is_no_contradiction(code: str, fact: str, candidate: str) -> None:
    assert check(fact, candidate, code) is None
    assert check(candidate, fact, code) is None


TYPED = [
    "More than nine million people fled the floods in Mozambique last April.",
    "The Rheinland Gazette wrote that Martha Brandt had sold 300 paintings to Belgium.",
    "Tourists and residents without a permit were fined 40 euros, officials said.",
    "Denmark's bakers sell two million rolls a day through several hundred shops.",
]


@settings(deadline=None)
@given(st.sampled_from(TYPED), st.data())
def test_a_slip_in_a_long_word_never_contradicts(fact: str, data: st.DataObject) -> None:
    words = fact.split(" ")
    long_ = [i for i, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    i = data.draw(st.sampled_from(long_))
    k = data.draw(st.integers(1, len(words[i]) - 2))
    word = words[i]
    slip = data.draw(
        st.sampled_from(
            [word[:k] + word[k + 1 :], word[:k] + word[k + 1] + word[k] + word[k + 2 :]]
        )
    )

    assert check(fact, " ".join([*words[:i], slip, *words[i + 1 :]])) is None


@pytest.mark.parametrize(
    ("fact", "candidate"),
    [
        ("They flew 35 million people.", "They flew 35 milion people."),
        ("They flew on April 24.", "They flew on Arpil 24."),
        ("Not only men came, women too.", "Not olny men came, women too."),
        ("The River Watch Group met at noon.", "The River Wach Group met at noon."),
        ("The show with Martha Brandt is on.", "The show with Martha Brant is on."),
    ],
)
def test_a_slip_of_the_pen_is_no_contradiction(fact: str, candidate: str) -> None:
    assert check(fact, candidate) is None


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["en", "fr", "de", "ja"]))
def test_any_two_texts_are_compared_with_spans_inside_the_candidate(
    fact: str, candidate: str, code: str
) -> None:
    found = detect(prepare_fact(analyse(fact, code)), prepare_candidate(analyse(candidate, code)))

    assert found is None or 0 <= found.start < found.end <= len(candidate)
    assert found is None or 0 < found.probability <= 1


def test_a_huge_candidate_is_bounded() -> None:
    candidate = prepare_candidate(
        analyse("The police did not seize 14 cars. \ud800" * 30_000, "en")
    )

    assert detect(prepare_fact(analyse("Police seized 41 cars.", "en")), candidate)


def test_amounts_are_judged_across_languages() -> None:
    fact = "In Paris, 13,000 consumers were fined in 2023."

    right = check(fact, "À Paris, 13 000 consommateurs ont été verbalisés en 2023.", "fr", "en")
    wrong = check(fact, "À Paris, 31 000 consommateurs ont été verbalisés en 2023.", "fr", "en")

    assert right is None
    assert wrong is not None
    assert wrong.cause == "number"


def test_the_lexical_judge_names_the_contradiction() -> None:
    fact = Fact("f", "i", "The police seized 41 cars in Lyon.")

    ((verdict,),) = LexicalJudge().judge(
        ["The police seized 14 cars in Lyon."], [Item("i", "", facts=(fact,))]
    )

    assert verdict.verdict == "contradicted"
    assert verdict.p_covered is not None
    assert verdict.p_contradicted is not None
    assert verdict.p_covered + verdict.p_contradicted <= 1
    assert verdict.reason.startswith("number: ")


def test_references_become_facts_of_equal_weight() -> None:
    item = Item("i", "", ("Prices rose by 4 %. He left.", "He left when prices rose."))

    facts = derive_facts(item)

    assert [fact.kind for fact in facts] == ["quantity", "event", "event"]
    assert {fact.weight for fact in facts} == {0.5}


@given(st.text(max_size=300))
def test_statements_are_spans_of_the_text(text: str) -> None:
    for statement in statements(text, "en"):
        assert text[statement.start : statement.end] == statement.text


def test_languages_are_told_apart() -> None:
    english = "The police have created four groups to track the sale of drugs online."
    french = "La police a créé quatre groupes pour traquer la vente de drogue en ligne."

    assert (guess_language(english), guess_language(french)) == ("en", "fr")
    assert language_problem(french, "fr", english) == ""
    assert "untranslated" in language_problem(english, "fr", english)
    assert "wrong language" in language_problem(french, "en")


@pytest.mark.parametrize("code", ["en", "fr", "de", "es", "it"])
def test_opposites_oppose_both_ways_and_never_themselves(code: str) -> None:
    table = opposites(code)

    for word, others in table.strong.items():
        assert word not in others
        assert all(word in table.strong[other] for other in others)


@pytest.mark.parametrize("row", [row for row in WRONG if row[4] in ("negation", "antonym")])
def test_what_contradicts_one_way_contradicts_the_other_way(row: tuple[str, ...]) -> None:
    code, fact, candidate = row[:3]

    assert check(candidate, fact, code) is not None


def test_opposites_need_a_reason() -> None:
    assert opposed("rise", "fall", "en") is not None
    assert opposed("table", "chair", "en") is None
    assert negations(analyse("kein Wort", "tlh")) == ()


def alarms(reference: str, candidate: str) -> bool:
    item = Item("a", "", (reference,))
    item = replace(item, facts=derive_facts(item))
    verdicts = LexicalJudge(task="translation").judge([candidate], [item])[0]
    return any(v.verdict == "contradicted" for v in verdicts)


def test_what_another_fact_says_contradicts_none() -> None:
    reference = "This is not the end of it. It is the start of a long journey for the team."
    same = "That will not be the finish; it is the start of a long journey for the team."
    assert not alarms(reference, same)
    denied = "That will not be the finish; it is not the start of a long journey for the team."
    assert alarms(reference, denied)


def test_not_yet_an_amount_is_less_than_it() -> None:
    reference = "Fewer than 300 cranes nest in the valley."
    assert not alarms(reference, "Not even 300 cranes nest in the valley.")
    assert alarms(reference, "Cranes do not nest in the valley.")


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        ("Smith beat Jones's Toyota and the Ford of Brown.",
         "Smith beat the Toyota of Jones and Brown's Ford."),
        ("The leak touched the records of members at Nordbank.",
         "Member records of the Nordbank company were touched by the leak."),
        ("Norway's Lars Berg will begin the race first, with Paul Hill second.",
         "Paul Hill will begin the race second, the Norwegian Lars Berg will be first."),
        ("The rule does not apply to firms in the south, nor to those that opened before 2010.",
         "The rule doesn't apply to firms in the south, or to those opened before 2010."),
        ("The board voted against her appointment as director.",
         "The board voted down her candidacy for director."),
    ],
)  # fmt: skip
def test_another_order_of_words_is_no_exchange(reference: str, candidate: str) -> None:
    assert not alarms(reference, candidate)


def test_an_amount_beside_a_limit_may_be_the_one_next_to_it() -> None:
    reference = "The pool stays shut through June 20 for repairs."
    assert not alarms(reference, "The pool stays shut for repairs and reopens before 21 June.")
    assert alarms(reference, "The pool stays shut through June 21 for repairs.")
    assert alarms(reference, "The pool stays shut before June 25 for repairs.")


@pytest.mark.parametrize("price", ["Rs 1500", "INR 1,500", "1,500 rupees"])
def test_a_currency_is_known_by_its_letters(price: str) -> None:
    assert not alarms("A ticket costs 1,500 rupees at the gate.", f"A ticket costs {price} here.")


def test_no_more_than_is_at_most() -> None:
    reference = "Guests may take no more than three bags."
    assert not alarms(reference, "Guests may take a maximum of three bags.")
    assert alarms(reference, "Guests may take at least three bags.")


@pytest.mark.parametrize(
    ("reference", "same", "wrong"),
    [
        ("The mayor denies any mistake in the audit.",
         "The mayor insists that he made no mistake in the audit.",
         "The mayor admits a mistake in the audit."),
        ("Nearly everyone in the village survived the flood.",
         "Almost nobody in the village died in the flood.",
         "Nearly everyone in the village died in the flood."),
    ],
)  # fmt: skip
def test_two_turns_make_one_meaning(reference: str, same: str, wrong: str) -> None:
    assert not alarms(reference, same)
    assert alarms(reference, wrong)


def test_what_the_rest_did_not_do_is_what_only_some_did() -> None:
    reference = "Only one of the ten boats had reported their catch to the port."
    assert not alarms(reference, "Out of the ten boats, nine had not told the port of their catch.")
    assert alarms(reference, "One of the ten boats had not reported its catch to the port.")


def test_nobody_for_years_makes_the_first_in_years() -> None:
    reference = "Li became the first rider in six years to win both races."
    assert not alarms(reference, "Li won both races, which nobody had managed for six years.")
    assert alarms(reference, "Li did not become the first rider in six years to win both races.")


@pytest.mark.parametrize(("one", "other"), [("stands", "runs"), ("came", "finished")])
def test_a_rare_sense_makes_no_opposite(one: str, other: str) -> None:
    reference = f"Green {one} third in the ballot."
    assert not alarms(reference, f"Green {other} third in the ballot.")


def test_a_negation_read_as_harmless_makes_none_lost() -> None:
    reference = "The minister said that fares would not be raised before the vote."
    assert not alarms(reference, "The minister said there will be no fare increases till the vote.")
    assert alarms(reference, "The minister said that fares would be raised before the vote.")


@pytest.mark.parametrize(
    ("fact", "candidate", "said"),
    [
        ("Rossi scored in the 70th minute.", "In minute 17 Rossi scored.", "17"),
        ("The dog was found on the third day.", "On day six the dog was found.", "six"),
        ("Rents fell by 40 euros to 900 euros in Brest.", "In Brest rents fell by 60 euros to 900.",
         "60 euros"),
        ("A storm with gusts of 95 hit the port on Sunday.",
         "On Sunday the port was hit by a storm with gusts of 59, and the ferry stayed where it "
         "was, which annoyed many people who had wanted to go home.", "59"),
    ],
)  # fmt: skip
def test_a_number_is_known_by_what_it_numbers(fact: str, candidate: str, said: str) -> None:
    found = detect(prepare_fact(analyse(fact, "en")), prepare_candidate(analyse(candidate, "en")))

    assert found is not None
    assert found.probability >= 0.5
    assert candidate[found.start : found.end] == said


@pytest.mark.parametrize(
    ("fact", "candidate"),
    [
        ("Rossi scored in the 70th minute.", "In minute 70 Rossi scored."),
        ("Milk costs 80 cents per 10 litres.", "Milk costs 80 cents per ten litres."),
        ("The bullion was sold on Monday.", "On Monday the bullion was sold."),
    ],
)
def test_a_number_written_otherwise_is_the_same(fact: str, candidate: str) -> None:
    assert not contradictions(
        prepare_fact(analyse(fact, "en")), prepare_candidate(analyse(candidate, "en"))
    )


@pytest.mark.parametrize("cut", [True, False])
def test_only_statements_cut_from_one_reference_excuse_each_other(cut: bool) -> None:
    texts = ("Resold online, the drugs are cut", "the runner does not know the buyer")
    facts = tuple(Fact(f"f{n}", "i", text) for n, text in enumerate(texts))
    item = Item("i", "", (f"{'; '.join(texts)}.",) if cut else (), facts)
    candidate = "Resold online, the drugs are not cut; the runner knows the buyer."

    first = LexicalJudge().judge([candidate], [item])[0][0]

    assert (first.verdict == "contradicted") is not cut


def test_another_head_of_a_body_is_seen_where_no_other_word_is_shared() -> None:
    fact = Fact("f", "i", "Ann Lee is the director of the judicial police.")
    ((verdict,),) = LexicalJudge().judge(
        ["Tom Ray, at the head of the JP"], [Item("i", "", (), (fact,))]
    )

    assert verdict.verdict == "contradicted"
    assert "Tom Ray" in verdict.reason


@pytest.mark.parametrize(
    ("code", "fact", "candidate"),
    [
        ("en", "The actor refused to sign autographs.", "The actor signed autographs."),
        ("en", "She failed to reach the final.", "She managed to reach the final."),
        ("en", "The council has yet to approve the plan.", "The council has approved the plan."),
        ("en", "The shop no longer sells tobacco.", "The shop still sells tobacco."),
        ("en", "Unless prices fall, the mill will shut.", "If prices fall, the mill will shut."),
        ("en", "Firms are banned from selling it.", "Firms are not banned from selling it."),
        ("en", "He left without his coat.", "He left with his coat."),
        ("en", "The ferry will not sail until June.", "The ferry will sail until June."),
        ("en", "No ruling was made on Friday.", "A ruling was made on Friday."),
        ("en", "Rain came and nobody complained.", "Rain came and everybody complained."),
        ("fr", "Le maire refuse de signer le bail.", "Le maire accepte de signer le bail."),
        ("de", "Die Stadt verweigert den Bau.", "Die Stadt genehmigt den Bau."),
    ],
)
def test_one_denial_more_or_less_is_a_contradiction(code: str, fact: str, candidate: str) -> None:
    assert check(fact, candidate, code) is not None


@pytest.mark.parametrize(
    ("code", "fact", "candidate"),
    [
        ("en", "The council has not approved the plan.", "The plan has yet to be approved."),
        ("en", "The sailor is out of danger.", "The sailor is no longer in danger."),
        ("en", "Trains are not expected before noon.", "Trains are expected no earlier than noon."),
        (
            "en",
            "The lake is at its lowest in 30 years.",
            "The lake is at a low not seen in 30 years.",
        ),
        ("en", "The path is impassable in winter.", "In winter the path cannot be used."),
        ("en", "He neither ate nor drank.", "He did not eat or drink."),
        ("en", "You may enter only if invited.", "You may not enter unless invited."),
        ("en", "They did it behind her back.", "They did it without her knowledge."),
        ("en", "It is not just the rent that grew.", "It is not only the rent that grew."),
        ("en", "She sings, and nobody minds.", "She sings, and no one minds."),
        ("en", "He did not sing, at least not yet.", "He did not sing, at least so far."),
        ("en", "Arson is possible, police said.", "Police did not rule out arson."),
        ("fr", "Aucun des deux ne portait de casque.", "Ni l'un ni l'autre ne portait de casque."),
        ("fr", "Personne n'a vu le camion.", "Le camion n'a été vu par personne."),
        ("de", "Ohne Pass darf er nicht reisen.", "Er darf nicht ohne Pass reisen."),
        ("de", "Er wollte sich nicht äußern.", "Er wollte nichts sagen."),
        ("it", "Senza pane non resta nulla.", "Se non c'è pane, non resta niente."),
    ],
)
def test_a_denial_said_in_another_way_is_none(code: str, fact: str, candidate: str) -> None:
    assert check(fact, candidate, code) is None


def test_a_negation_of_another_sentence_is_not_that_of_the_fact() -> None:
    fact = "The guard does not know the visitor."

    found = check(fact, "The doors are not locked. The guard knows the visitor.")

    assert found is not None
    assert found.cause == "negation"
    assert check(fact, "The doors are not locked. The guard does not know the visitor.") is None


def test_what_is_over_is_not_what_goes_on() -> None:
    over = analyse("It no longer rains.", "en")

    assert belies(over, 1, analyse("It still rains.", "en"), 1)
    assert not belies(over, 1, analyse("It is unknown.", "en"), 2)


def test_not_until_is_marked_and_denies_only_where_both_say_until_when() -> None:
    (found,) = negations(analyse("The ferry will not sail until June.", "en"))

    assert found.until
    assert check("The ferry will not sail until June.", "The ferry will sail in June.") is None


@pytest.mark.parametrize(
    ("code", "reference", "good", "bad"),
    [
        (
            "en",
            "The krona has firmed against the euro since Easter.",
            "Since Easter the krona has gained strength against the euro.",
            "Since Easter the krona has weakened against the euro.",
        ),
        (
            "en",
            "Bread prices have gone up by 9 percent in Lisbon.",
            "In Lisbon, bread prices rose by 9 percent.",
            "In Lisbon, bread prices dropped by 9 percent.",
        ),
        (
            "en",
            "The senate turned the offer down on Friday.",
            "On Friday the senate rejected the offer.",
            "On Friday the senate approved the offer.",
        ),
        (
            "en",
            "The appeals court upheld the fine against the brewery.",
            "The fine against the brewery was confirmed by the appeals court.",
            "The fine against the brewery was overturned by the appeals court.",
        ),
        (
            "en",
            "The doctor came only after the girl had died.",
            "The doctor came only after the death of the girl.",
            "The doctor came shortly before the death of the girl.",
        ),
        (
            "en",
            "The climbers found the route easier than the year before.",
            "The route was simpler for the climbers than the year before.",
            "The climbers found the route harder than the year before.",
        ),
        (
            "fr",
            "La cour a annulé la vente du château de Chinon.",
            "La vente du château de Chinon a été cassée par la cour.",
            "La vente du château de Chinon a été confirmée par la cour.",
        ),
        (
            "de",
            "Der Stadtrat wies den Bauantrag der Brauerei zurück.",
            "Der Stadtrat hat den Bauantrag der Brauerei abgelehnt.",
            "Der Stadtrat hat den Bauantrag der Brauerei bewilligt.",
        ),
        (
            "es",
            "Los pescadores han aplaudido la nueva cuota del bacalao.",
            "La nueva cuota del bacalao ha sido elogiada por los pescadores.",
            "La nueva cuota del bacalao ha sido criticada por los pescadores.",
        ),
        (
            "it",
            "La zia era una donna generosa, amata da tutto il quartiere.",
            "La zia, amata da tutto il quartiere, era generosa.",
            "La zia era una donna avara, amata da tutto il quartiere.",
        ),
    ],
)
def test_a_word_of_the_other_side_contradicts_and_one_of_its_own_does_not(
    code: str, reference: str, good: str, bad: str
) -> None:
    assert check(reference, good, code) is None
    found = check(reference, bad, code)
    assert found is not None
    assert found.cause in ("antonym", "direction")


@pytest.mark.parametrize(
    ("reference", "candidate"),
    [
        # a compound's last part is no word of its own
        ("In the quarter-final Ann met the best player.", "Ann met the first player in round 3."),
        # a negation right beside it
        (
            "Not all the miners have been traced, Bergen police admitted.",
            "Bergen police said that the whereabouts of some of the miners are unknown.",
        ),
        # a word stands for the missing word of its own side
        (
            "The fair broke up in May and the strike was called off in June.",
            "The fair ended in May and the strike was dropped in June.",
        ),
        # a preposition before a date is no particle
        ("The mill opened in 1985 near Bergen.", "The mill near Bergen was opened in 1985."),
        # a word that has both senses
        ("We had three boats left in Bergen.", "Three boats remained for us in Bergen."),
        # older than one, younger than the other
        ("Ann is older than Bob by two years.", "Bob is two years younger than Ann."),
    ],
)
def test_an_opposite_that_belongs_to_another_word_is_none(reference: str, candidate: str) -> None:
    assert check(reference, candidate) is None


def test_a_verb_and_its_particle_are_opposed_as_one_word() -> None:
    up = prepare_fact(analyse("Prices have gone up.", "en"))
    on = prepare_fact(analyse("They gave in 1985 boats.", "en"))
    apart = prepare_fact(analyse("He turned it down.", "en"))

    assert list(up.phrased.values()) == ["go_up"]
    assert not on.phrased
    assert list(apart.phrased.values()) == ["turn_down"]


@pytest.mark.parametrize("code", ["en", "fr", "de", "es", "it"])
def test_a_word_for_a_person_is_of_one_of_two_genders(code: str) -> None:
    assert set(opposites(code).gender.values()) == {1, 2}


def test_one_of_two_persons_of_either_gender_is_exchanged() -> None:
    fact = "Un voisin et une caissière ont vu un retraité à Metz."

    assert check(fact, "Un voisin et une caissière ont vu une retraitée à Metz.", "fr")
    assert check("Her sons met the queen.", "Her daughters met the queen.")

"""The detector in French, German, Spanish and Italian: what each writes its own way."""

from __future__ import annotations

import pytest

from factcov.judges.contradiction import (
    Contradiction,
    detect,
    excused,
    prepare_candidate,
    prepare_fact,
)
from factcov.text.analysis import analyse
from factcov.text.names import names
from factcov.text.negation import negations


def verdict(language: str, fact: str, candidate: str) -> tuple[str, bool]:
    found = detect(
        prepare_fact(analyse(fact, language)), prepare_candidate(analyse(candidate, language))
    )
    return ("", False) if found is None else (found.cause, found.probability >= 0.5)


def german_names(text: str) -> list[str]:
    analysis = analyse(text, "de")
    return [text[name.start : name.end] for name in names(analysis)]


def test_common_german_nouns_are_no_names() -> None:
    assert german_names("Am Freitag brachte die Post dem Bäckermeister in Kassel drei Pakete.") == [
        "Kassel"
    ]
    assert german_names("Folglich stieg der Umsatz der Firma Haribo.") == ["Haribo"]
    assert german_names("Dort prüft die Deutsche Bank den Wohnungsbau in Fulda.") == [
        "Deutsche Bank", "Fulda",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Die Zahl nahm im Herbst stark ab.", "Im Herbst hat die Zahl stark abgenommen."),
        ("Er sagte die Reise ab und schwieg.", "Er hat die Reise abgesagt."),
    ],
)
def test_a_german_verb_and_its_particle_are_one_word(one: str, other: str) -> None:
    first, second = analyse(one, "de").stems, analyse(other, "de").stems
    assert {"abnehm", "absag"} & set(first) & set(second)


def test_still_denies_nothing() -> None:
    assert not negations(analyse("Sie wohnt noch immer in Kassel.", "de"))
    assert verdict("de", "Die Brücke ist gesperrt.", "Die Brücke ist noch gesperrt.")[1] is False


def test_a_german_verb_that_comes_last_denies_what_stands_before_it() -> None:
    (found,) = negations(analyse("Er will auf Zucker verzichten.", "de"))
    assert found.governs
    assert found.lexical


def test_what_follows_undoes_no_plain_negation() -> None:
    assert negations(analyse("Non crede che il ponte regga.", "it"))


GOOD = [
    ("de", "Die Firma baut in Kassel eine neue Fabrik.",
     "In Kassel errichtet das Unternehmen ein neues Werk."),
    ("de", "Der Händler nannte den Grund: sein Lager war leer.",
     "Der Händler nannte die Ursache: sein Speicher war leer."),
    ("de", "Keine zehn Minuten dauerte die Fahrt nach Kassel.",
     "Die Fahrt nach Kassel dauerte zehn Minuten."),
    ("de", "Sie zog vor kurzem nach Kassel um.", "Vor kurzem zog sie nach Kassel um."),
    ("de", "Die 34-jährige Bäckerin lebt in Kassel.", "Die Bäckerin aus Kassel ist 34 Jahre alt."),
    ("es", "La empresa abrirá una fábrica en Burgos.", "La compañía abrirá en Burgos una planta."),
    ("es", "La mujer vive con su hija en Burgos.",
     "La mujer vive en Burgos con su hija y con un niño."),
    ("it", "La ditta aprirà a Lodi uno stabilimento.", "L'azienda aprirà a Lodi una fabbrica."),
]  # fmt: skip


GOOD += [
    ("fr", "Le ferry repart à partir du 4 mai.", "L'arrivée du ferry est possible dès le 4 mai."),
    ("fr", "La boutique de Tulle a vendu son four italien à la mairie de Brive pour 900 euros.",
     "La mairie de Brive a acheté pour 900 euros le four italien de la boutique de Tulle."),
    ("fr",
     "La banque refuse de payer tant que les héritiers de la maison de Tulle n'ont pas signé.",
     "La banque refuse de payer avant que les héritiers de la maison de Tulle aient signé."),
    ("fr", "Le chantier coûte 12 M€.", "Le chantier coûte 12 millions d'euros."),
    ("fr", "La piscine de Tulle sera fermée la nuit cet hiver.",
     "Cet hiver, il n'y aura pas de piscine la nuit à Tulle."),
    ("de", "Die Suche nach dem Boot blieb erfolglos.",
     "Die Suche nach dem Boot blieb ohne Erfolg."),
    ("de", "Es gab keine frische Milch, nur Pulver.", "Es gab keine Frischmilch, nur Pulver."),
    ("de", "Kim Weber ist Ansprechpartnerin der Firma.",
     "Kim Weber ist Ansprechpartner der Firma."),
    ("de", "Zufrieden zeigte sich Weber mit dem Bau.", "Weber zeigte sich mit dem Bau zufrieden."),
    ("de", "Die Firma baut mit keinem Partner in Kassel.",
     "Die Firma baut ohne Partner in Kassel."),
    ("de", "Der Koch wurde in Kassel entlassen.", "Der Koch arbeitet nicht mehr in Kassel."),
    ("it", "La ditta di Lodi è stata chiusa a partire da maggio.",
     "La ditta di Lodi è stata chiusa da maggio."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "fact", "candidate"), GOOD)
def test_other_words_for_the_same_are_no_contradiction(
    language: str, fact: str, candidate: str
) -> None:
    assert verdict(language, fact, candidate)[1] is False


BAD = [
    ("de", "name", "Die Firma baut in Kassel eine neue Fabrik.",
     "Die Firma baut in Fulda eine neue Fabrik."),
    ("de", "direction", "Die Zahl der Gäste nahm im Herbst zu.",
     "Die Zahl der Gäste nahm im Herbst ab."),
    ("de", "direction", "Die Halle ist bis zum 3. Mai offen.",
     "Die Halle ist ab dem 3. Mai offen."),
    ("de", "gender", "Die Autorin Kim Weber las in Kassel vor.",
     "Der Autor Kim Weber las in Kassel vor."),
    ("de", "antonym", "Der Fahrer blieb beim Unfall unverletzt.",
     "Der Fahrer wurde beim Unfall verletzt."),
    ("de", "negation", "Die Bürger stimmten dem Plan zu.",
     "Die Bürger stimmten dem Plan nicht zu."),
    ("es", "direction", "El parque abre hasta el 3 de mayo.", "El parque abre desde el 3 de mayo."),
    ("es", "antonym", "El conductor sufrió heridas graves en Burgos.",
     "El conductor sufrió heridas leves en Burgos."),
    ("es", "gender", "La doctora de Burgos recibió el premio del jurado.",
     "El doctor de Burgos recibió el premio del jurado."),
    ("es", "gender", "El dueño dejó la casa de Burgos a su hermana.",
     "El dueño dejó la casa de Burgos a su hermano."),
    ("it", "direction", "La ditta ha assunto venti operai a Lodi.",
     "La ditta ha licenziato venti operai a Lodi."),
    ("it", "gender", "La scrittrice di Lodi ha vinto il premio della giuria.",
     "Lo scrittore di Lodi ha vinto il premio della giuria."),
    ("it", "direction", "Il treno impiega 20 minuti in meno di prima.",
     "Il treno impiega 20 minuti in più di prima."),
]  # fmt: skip


BAD += [
    ("fr", "direction", "Le nombre de voyageurs sans billet a diminué de 3 % à Tulle.",
     "Le nombre de voyageurs sans billet a grimpé de 3 % à Tulle."),
    ("fr", "direction", "La boutique de Tulle a vendu un four.",
     "La boutique de Tulle a acheté un four."),
    ("fr", "negation", "Le pont de Tulle a rouvert lundi.",
     "Le pont de Tulle n'a pas rouvert lundi."),
    ("de", "gender", "Die Trainerin Kim Weber verließ Kassel.",
     "Der Trainer Kim Weber verließ Kassel."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "cause", "fact", "candidate"), BAD)
def test_sees_what_cannot_be_true_together(
    language: str, cause: str, fact: str, candidate: str
) -> None:
    assert verdict(language, fact, candidate) == (cause, True)


def test_a_negation_may_be_that_of_another_fact() -> None:
    facts = [
        prepare_fact(analyse(text, "de"))
        for text in ("Viele Leute in Kassel haben ein Rad", "das sie nie benutzen")
    ]
    text = "Viele Leute in Kassel haben ein Rad, das nie benutzt wird."
    candidate = prepare_candidate(analyse(text, "de"))
    at = text.index("nie")
    found = Contradiction(0.6, at, at + 11, "", "negation")
    damped = excused(found, facts[0], facts, candidate)
    assert damped is not None
    assert damped.probability < 0.1
    assert excused(found, facts[0], facts[:1], candidate) is found


GERMAN_FORMS = [
    ("aufgehoben", "hob", "Das Amt hob die Sperre auf."),
    ("einzureichen", "reichte", "Sie reichte die Klage ein."),
    ("abgezogenen", "zogen", "Die Truppen zogen gestern ab."),
]


@pytest.mark.parametrize(("form", "apart", "text"), GERMAN_FORMS)
def test_a_form_with_something_before_it_is_its_verb(form: str, apart: str, text: str) -> None:
    whole = analyse(text, "de")
    (one,) = analyse(f"die {form}", "de").stems[1:]
    assert whole.stems[whole.folded.index(apart)] == one


@pytest.mark.parametrize(("one", "other"), [("schließt", "schloss"), ("stieß", "stoßen")])
def test_a_sharp_s_hides_no_irregular_form(one: str, other: str) -> None:
    assert analyse(one, "de").stems == analyse(other, "de").stems


def test_a_noun_is_no_form_of_a_verb() -> None:
    assert analyse("der Verband", "de").stems[1] == "verband"
    assert analyse("bekannte", "de").stems == analyse("bekannt", "de").stems


@pytest.mark.parametrize(
    ("text", "governed"),
    [
        ("Der Laden öffnet am Sonntag nicht.", "öffnet"),
        ("Sie fuhr trotz der Absage nicht nach Fulda.", "fuhr"),
    ],
)
def test_nicht_denies_the_verb_before_it(text: str, governed: str) -> None:
    analysis = analyse(text, "de")
    (found,) = negations(analysis)
    assert analysis.words[found.governs[0]] == governed


@pytest.mark.parametrize(
    ("language", "fact", "candidate"),
    [
        ("de", "An Geduld mangelt es der Wirtin nicht.", "Der Wirtin fehlt es nicht an Geduld."),
        ("de", "Solange der Weg nicht geräumt ist, bleibt die Hütte zu.",
         "Bis der Weg geräumt ist, bleibt die Hütte zu."),
        ("de", "Erst am Montag kam der Brief in Fulda an.",
         "Der Brief kam nicht vor Montag in Fulda an."),
        ("de", "Es gab keinen Abend, an dem er nicht las.", "Er las jeden Abend."),
        ("de", "Ohne Helm darf keiner in den Stollen.", "In den Stollen darf man nur mit Helm."),
        ("de", "Der neue Ofen ist weniger laut als der alte.",
         "Verglichen mit dem alten ist der neue Ofen leiser."),
        ("es", "El tren de Burgos es menos ruidoso que el bus.",
         "El tren de Burgos es más silencioso que el bus."),
        ("es", "Solo los vecinos pueden pescar.", "Quien no es vecino no puede pescar."),
        ("es", "Trabaja seis horas al día en Burgos.", "Trabaja seis horas por noche en Burgos."),
        ("es", "La alcaldesa viaja a Pekín.", "La alcaldesa viaja a Beijing."),
        ("it", "La cena a Lodi fu tutt'altro che noiosa.", "La cena a Lodi fu avvincente."),
        ("it", "Nessuno dei cinque operai della ditta di Lodi è rimasto ferito.",
         "Tutti e cinque gli operai della ditta di Lodi sono rimasti illesi."),
        ("it", "Il ministro della Salute è a Lodi.", "Il ministro della Sanità è a Lodi."),
    ],
)  # fmt: skip
def test_one_thing_denied_in_two_ways_is_one(language: str, fact: str, candidate: str) -> None:
    assert verdict(language, fact, candidate)[1] is False


@pytest.mark.parametrize(
    ("language", "cause", "fact", "candidate"),
    [
        ("de", "antonym", "Der Auftritt war unprofessionell.", "Der Auftritt war professionell."),
        ("de", "antonym", "Die These ist unbewiesen.", "Die These ist bewiesen."),
        ("de", "gender", "Ihr Großvater hat die Mühle verkauft.",
         "Ihre Großmutter hat die Mühle verkauft."),
        ("de", "antonym", "Der Senat hob das Verbot im Mai auf.",
         "Der Senat bestätigte das Verbot im Mai."),
        ("de", "role", "Die Gewerkschaft hat dem Vorstand eine Frist gesetzt.",
         "Der Gewerkschaft wurde vom Vorstand eine Frist gesetzt."),
        ("de", "role", "Die Bäckerin wirft ihrem Arzt einen Betrug vor.",
         "Der Arzt wirft der Bäckerin einen Betrug vor."),
        ("it", "antonym", "Il direttore di Lodi è contento.", "Il direttore di Lodi è scontento."),
    ],
)  # fmt: skip
def test_sees_a_verb_a_prefix_or_a_case_turned(
    language: str, cause: str, fact: str, candidate: str
) -> None:
    assert verdict(language, fact, candidate) == (cause, True)

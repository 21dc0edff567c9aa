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
    # The same two in one deed, however each sentence tells it.
    (
        "en",
        "The coach criticised the captain after the match.",
        "After the match the coach was criticised by the captain.",
        "coach",
        "role",
    ),
    (
        "en",
        "The nurse who had saved the pilot received a medal.",
        "The pilot who had rescued the nurse was given a medal.",
        "pilot",
        "role",
    ),
    (
        "en",
        "Arsenal lost to Chelsea in the cup.",
        "Chelsea lost to Arsenal in the cup.",
        "Chelsea",
        "role",
    ),
    (
        "en",
        "The farmer sold the miller two horses.",
        "The miller sold the farmer two horses.",
        "miller",
        "role",
    ),
    (
        "en",
        "I warned my neighbour about the dog.",
        "I was warned about the dog by my neighbour.",
        "I",
        "role",
    ),
    (
        "en",
        "The report describes attacks on nurses in the city.",
        "The report describes attacks by nurses in the city.",
        "nurses",
        "role",
    ),
    (
        "en",
        "The king's pardon of the duke surprised the court.",
        "The duke's pardon of the king surprised the court.",
        "duke's",
        "role",
    ),
    (
        "en",
        "A cyclist was hospitalised after being hit by a bus driver.",
        "A bus driver was hospitalised after being hit by a cyclist.",
        "driver",
        "role",
    ),
    (
        "en",
        "Hungary owes Poland ten million euros.",
        "Poland owes Hungary ten million euros.",
        "Poland",
        "role",
    ),
    (
        "en",
        "The boy whom the teacher had praised left the school.",
        "The boy who had praised the teacher left the school.",
        "boy",
        "role",
    ),
    (
        "en",
        "Police accused the protesters of throwing stones.",
        "The protesters accused the police of throwing stones.",
        "protesters",
        "role",
    ),
    (
        "en",
        "The guide led the climbers to the hut, where a doctor treated them.",
        "The climbers led the guide to the hut, where a doctor treated them.",
        "climbers",
        "role",
    ),
    (
        "en",
        "The company hired the consultant in May and he redesigned its website.",
        "The consultant hired the company in May and he redesigned its website.",
        "consultant",
        "role",
    ),
    (
        "en",
        "Spain handed the suspect over to Portugal on Monday.",
        "On Monday Portugal handed the suspect over to Spain.",
        "Portugal",
        "role",
    ),
    (
        "fr",
        "Le maire a félicité les pompiers pour leur courage.",
        "Les pompiers ont félicité le maire pour son courage.",
        "pompiers",
        "role",
    ),
    (
        "fr",
        "Le juge a été insulté par l'avocat pendant l'audience.",
        "Le juge a insulté l'avocat pendant l'audience.",
        "juge",
        "role",
    ),
    (
        "fr",
        "La Suède a acheté douze avions à la France.",
        "La France a acheté douze avions à la Suède.",
        "France",
        "role",
    ),
    (
        "fr",
        "Lyon s'est incliné face à Nantes samedi.",
        "Nantes s'est incliné face à Lyon samedi.",
        "Nantes",
        "role",
    ),
    (
        "fr",
        "Lyon a battu Nantes samedi soir.",
        "Lyon a perdu contre Nantes samedi soir.",
        "Lyon",
        "role",
    ),
    (
        "fr",
        "Le client qui avait menacé la vendeuse a été arrêté.",
        "La vendeuse qui avait menacé le client a été arrêtée.",
        "vendeuse",
        "role",
    ),
    (
        "fr",
        "Le rapport compte douze agressions contre des infirmiers.",
        "Le rapport compte douze agressions commises par des infirmiers.",
        "infirmiers",
        "role",
    ),
    (
        "de",
        "Der Trainer lobte den Torwart nach dem Spiel.",
        "Nach dem Spiel lobte der Torwart den Trainer.",
        "Torwart",
        "role",
    ),
    (
        "de",
        "Den Minister hat die Kanzlerin entlassen.",
        "Der Minister hat die Kanzlerin entlassen.",
        "Minister",
        "role",
    ),
    (
        "de",
        "Die Ärztin wurde von dem Patienten verklagt.",
        "Die Ärztin verklagte den Patienten.",
        "Ärztin",
        "role",
    ),
    (
        "es",
        "El alcalde fue insultado por el concejal durante el pleno.",
        "El concejal fue insultado por el alcalde durante el pleno.",
        "concejal",
        "role",
    ),
    (
        "es",
        "La policía detuvo al abogado en Sevilla.",
        "El abogado detuvo a la policía en Sevilla.",
        "abogado",
        "role",
    ),
    (
        "it",
        "Il sindaco è stato criticato dal vescovo.",
        "Il vescovo è stato criticato dal sindaco.",
        "vescovo",
        "role",
    ),
    (
        "it",
        "La polizia ha arrestato il medico a Genova.",
        "Il medico ha arrestato la polizia a Genova.",
        "medico",
        "role",
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
    # Told from the other side, in another voice or order, or by a noun.
    (
        "en",
        "The coach criticised the captain after the match.",
        "After the match the captain was criticised by the coach.",
    ),
    (
        "en",
        "The bank sued the insurer over the fire.",
        "The insurer was taken to court by the bank over the fire.",
    ),
    (
        "en",
        "The farmer sold two horses to the miller.",
        "The miller bought two horses from the farmer.",
    ),
    ("en", "Arsenal beat Chelsea in the cup final.", "Chelsea lost to Arsenal in the cup final."),
    (
        "en",
        "The Danish queen's gardens are open to visitors.",
        "The gardens of the Danish queen are open to visitors.",
    ),
    (
        "en",
        "Police found the body in the Leeds district of Harehills.",
        "Police found the body in Harehills, a district of Leeds.",
    ),
    ("en", "The team opened the gate to visitors.", "The gate opened to visitors."),
    ("en", "The minister met the rebels on Friday.", "The rebels met the minister on Friday."),
    ("en", "The actress married the pilot in June.", "The pilot married the actress in June."),
    ("en", "The teacher taught the girls chess.", "The girls learned chess from the teacher."),
    (
        "en",
        "The boy whom the teacher had praised left the school.",
        "The boy that was praised by the teacher left the school.",
    ),
    (
        "en",
        "She told him that the driver had hit the cyclist.",
        "He was told by her that the cyclist had been hit by the driver.",
    ),
    ("en", "The duke was pardoned by the king.", "The king's pardon of the duke came late."),
    (
        "en",
        "Nurses reported attacks by patients on doctors.",
        "Attacks on doctors by patients were reported by nurses.",
    ),
    (
        "fr",
        "Le maire a félicité les pompiers pour leur courage.",
        "Les pompiers ont été félicités par le maire pour leur courage.",
    ),
    (
        "fr",
        "La Suède a acheté douze avions à la France.",
        "La France a vendu douze avions à la Suède.",
    ),
    ("fr", "L'avocat a interrogé le témoin.", "Le témoin, l'avocat l'a interrogé."),
    (
        "de",
        "Der Trainer lobte den Torwart nach dem Spiel.",
        "Den Torwart lobte der Trainer nach dem Spiel.",
    ),
    ("de", "Die Ärztin verklagte den Patienten.", "Der Patient wurde von der Ärztin verklagt."),
    ("de", "Bremen verlor gegen Mainz.", "Mainz besiegte Bremen."),
    (
        "es",
        "La policía detuvo al abogado en Sevilla.",
        "El abogado fue detenido por la policía en Sevilla.",
    ),
    ("es", "El abogado la detuvo en Sevilla.", "La detuvo el abogado en Sevilla."),
    ("it", "Il vescovo ha criticato il sindaco.", "Il sindaco è stato criticato dal vescovo."),
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

"""English pairs that deny in other words, or turn a word round in another way; and who acts."""

from __future__ import annotations

import pytest

from factcov.judges.contradiction import detect, prepare_candidate, prepare_fact
from factcov.judges.contradiction.combine import CONTRADICTED
from factcov.text.analysis import analyse

GOOD = [
    # both deny once, by other words
    ("Nothing suggests that the deed was forged.", "There is no sign that the deed was forged."),
    (
        "Neither the bank nor its auditor would speak about the loan.",
        "Both the bank and its auditor did not want to speak about the loan.",
    ),
    ("Police do not suspect arson in the mill.", "The police do not assume arson in the mill."),
    # two denials of a clause undo each other
    (
        "There is nobody in the valley who hasn't heard of her.",
        "Everyone in the valley has heard of her.",
    ),
    ("The drug is not without its risks.", "The medicine does carry some risks."),
    ("Hardly a week goes by without a scandal.", "There is a scandal almost every week."),
    ("The painting never left the castle.", "The painting has always remained in the castle."),
    # a word stands for a denial
    ("Why the engine failed is anybody's guess.", "It is not known why the engine failed."),
    (
        "Take the tablets with your meal, not on an empty stomach.",
        "The tablets should be taken with your meal rather than on an empty stomach.",
    ),
    ("No decision has been made yet.", "A decision is still pending."),
    ("The ferries sail every day, and the fee is final.", "The ferries sail every day, and the fee "
     "can no longer be changed."),
    # set phrases
    ("The nurses could not have been kinder to us.", "The nurses were as kind as can be to us."),
    ("It goes without saying that she will come.", "Of course she will come."),
    ("She never missed a rehearsal.", "She never missed a rehearsal, not a single time."),
    # less of one is its opposite
    ("The exam was easier than we had feared.", "The exam was less difficult than we feared."),
    ("The path is far less dangerous than they say.", "The path is much more harmless than they "
     "say."),
    ("They escaped unhurt from the mill.", "They remained unhurt in the mill."),
]  # fmt: skip

BAD = [
    ("The union has not signed the pact yet.", "The union has already signed the pact."),
    ("The river no longer freezes in winter.", "In winter the river still freezes."),
    ("Nobody in the village could read.", "Everybody in the village could read."),
    ("Hardly anyone in the inn knew her.", "Almost everyone in the inn knew her."),
    (
        "The committee has not ruled out new elections in June.",
        "The committee has excluded new elections in June.",
    ),
    ("The minister would not say when it begins.", "The minister disclosed when it begins."),
    ("She can't cook, and neither can he.", "She can't cook, but he can."),
    (
        "While half of the boats lie idle, the town cannot sell the pier.",
        "While half of the boats do not lie idle, the town can sell the pier.",
    ),
    ("The doctors advise against eating raw eggs.", "The doctors advise not to eat cooked eggs."),
    ("Wash the pan before you use the stove.", "The pan should be washed after using the stove."),
    ("Rents fell by a fifth, but pay fell further.", "Rents rose by a fifth, but pay fell more."),
    ("The nurse lit the lamps in the ward.", "The nurse put out the lamps in the ward."),
    # who does it
    ("The champion was beaten by a schoolgirl.", "The champion beat a schoolgirl."),
    ("The actress never forgave the critic.", "The critic never forgave the actress."),
    ("Genoa had to buy salt from Ibiza.", "Ibiza had to buy salt from Genoa."),
    ("Norway extradited the hacker to Spain.", "The hacker was extradited from Spain to Norway."),
    (
        "The mayor was attacked by a 30-year-old from Lyon.",
        "The mayor attacked a 30-year-old from Lyon.",
    ),
    ("Her mother had introduced him to the judge.", "He had introduced her mother to the judge."),
    ("She left him for his best friend in May.", "He left her for his best friend in May."),
]  # fmt: skip


def contradicted(reference: str, text: str) -> bool:
    found = detect(prepare_fact(analyse(reference, "en")), prepare_candidate(analyse(text, "en")))
    return found is not None and found.probability >= CONTRADICTED


@pytest.mark.parametrize(("reference", "text"), GOOD)
def test_what_denies_as_much_in_other_words_is_no_contradiction(reference: str, text: str) -> None:
    assert not contradicted(reference, text)


@pytest.mark.parametrize(("reference", "text"), BAD)
def test_what_denies_more_or_less_is_one(reference: str, text: str) -> None:
    assert contradicted(reference, text)

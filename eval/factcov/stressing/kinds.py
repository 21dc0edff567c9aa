"""The kinds of change: errors that a metric should notice, harmless ones that it should not."""

from __future__ import annotations

from factcov.stressing.amounts import number, unit
from factcov.stressing.clauses import addition, omission
from factcov.stressing.dates import date
from factcov.stressing.formats import number_format
from factcov.stressing.naming import name, role
from factcov.stressing.passage import Perturbation
from factcov.stressing.polarity import negation
from factcov.stressing.reversal import antonym, direction
from factcov.stressing.surface import case, punctuation, tokenisation
from factcov.stressing.typos import typo
from factcov.stressing.wordlists import WordLists

ERRORS: dict[str, Perturbation] = {
    "number": number,
    "unit": unit,
    "date": date,
    "name": name,
    "role": role,
    "negation": negation,
    "antonym": antonym,
    "direction": direction,
    "omission": omission,
    "addition": addition,
}
HARMLESS: dict[str, Perturbation] = {
    "case": case,
    "punctuation": punctuation,
    "tokenisation": tokenisation,
    "typo": typo,
    "number format": number_format,
}
PARAPHRASE = "paraphrase"
"""Another reference of the item: made from the benchmark, not from the text."""

KINDS = (*ERRORS, *HARMLESS, PARAPHRASE)


def without_words(kind: str, lists: WordLists) -> bool:
    """Return whether *kind* needs words that a language lacks."""
    needed = {
        "unit": lists.units,
        "negation": (*lists.insertions, *lists.removals),
        "antonym": lists.antonyms,
        "direction": lists.direction,
    }
    return kind in needed and not needed[kind]

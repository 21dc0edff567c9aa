"""The same number, written another way: 13,000, 13000; 3, three; 40%, 40 %."""

from __future__ import annotations

import re

import numpy as np

from factcov.stressing.passage import Change, Passage, Site, change_one
from factcov.stressing.wordlists import word_lists
from factcov.text.numerals import fold, numerals

_RUN = re.compile(r"\d(?:[\d.,\u00a0\u202f ]{0,20}\d)?")
_SMALL = range(2, 13)  # what people spell out


def number_format(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with one number written another way; its value stays.

    >>> from factcov.stressing.passage import read
    >>> number_format(read("13,000 users left.", "en"), np.random.default_rng(0)).text
    '13000 users left.'
    """
    sites = []
    for quantity in passage.quantities:
        if quantity.kind not in ("number", "percent", "money"):
            continue
        for run in _RUN.finditer(passage.text, quantity.start, quantity.end):
            sites += _digits(passage, run)
            tail = passage.text[run.end() : run.end() + 2]
            if tail[:1] == "%":
                sites.append(Site(run.end(), run.end() + 1, (" %",)))
            elif tail.lstrip() == "%":
                sites.append(Site(run.end(), run.end() + 2, ("%",)))
        sites += _word(passage, quantity.first, quantity.last)
    return change_one(passage.text, sites, rng)


def _digits(passage: Passage, run: re.Match[str]) -> list[Site]:
    spelled, thousands = run.group(), word_lists(passage.language).thousands
    if not thousands:
        return []
    marks = re.escape(thousands + " \u00a0\u202f")
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:[{marks}]\d{{3}}){{1,4}}", spelled):
        return [Site(*run.span(), (re.sub(r"\D", "", spelled),))]
    if re.fullmatch(r"[1-9]\d{4,11}", spelled):
        return [Site(*run.span(), (f"{int(spelled):,}".replace(",", thousands),))]
    beside = passage.text[run.start() - 1 : run.start()] + passage.text[run.end() : run.end() + 1]
    if spelled.isascii() and spelled.isdigit() and int(spelled[:3]) in _SMALL and beside.isspace():
        return [Site(*run.span(), _spelt(int(spelled), passage.language))]
    return []


def _spelt(value: int, code: str) -> tuple[str, ...]:
    words = (word for word, number in numerals(code).cardinals.items() if number == value)
    return tuple(words)[:1]


def _word(passage: Passage, first: int, last: int) -> list[Site]:
    """Return the site of a small number in one word: two, to be written 2."""
    known, analysis = numerals(passage.language), passage.analysis
    numbers = [
        i for i in range(first, last)
        if fold(analysis.words[i]) in known.cardinals or fold(analysis.words[i]) in known.magnitudes
        or fold(analysis.words[i]) in known.fractions
    ]  # fmt: skip
    if len(numbers) != 1:
        return []
    i = numbers[0]
    value = known.cardinals.get(fold(analysis.words[i]), 0.0)
    if value not in _SMALL:
        return []
    return [Site(analysis.starts[i], analysis.ends[i], (f"{value:g}",))]

"""A text made ready for the detector, once, however many others it is compared with."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import pairwise

import msgspec

from factcov.text.analysis import Analysis, stem
from factcov.text.languages import language
from factcov.text.names import Name, generic, names
from factcov.text.negation import Negation, hypothetical, negations, restrictions
from factcov.text.nouns import capitalises_nouns
from factcov.text.opposites import Opposites, opposites
from factcov.text.quantities import Quantity, quantities
from factcov.text.voices import prepositions

_AHEAD = 8  # words from a function word to those that it turns


class Prepared(msgspec.Struct, frozen=True, dict=True):
    """An analysed text with its quantities, names, negations and an index of its words.

    ``keys`` are stems with words alike folded together; ``places`` maps a key to its word indexes;
    ``content`` lists the indexes of content words outside quantities, ``rank`` their places in
    that list; ``spans`` gives (first, last) word indexes of each sentence; ``number_at`` maps a
    word index to the quantity it belongs to; ``name_at`` to the name; ``gendered`` lists (index,
    gender) with 1 masculine and 2 feminine; ``contrary`` gives the keys of a word's opposites.
    """

    analysis: Analysis
    folded: tuple[str, ...]
    keys: tuple[str, ...]
    places: dict[str, tuple[int, ...]]
    content: tuple[int, ...]
    rank: dict[int, int]
    spans: tuple[tuple[int, int], ...]
    quantities: tuple[Quantity, ...]
    number_at: dict[int, int]
    names: tuple[Name, ...]
    name_at: dict[int, int]
    negations: tuple[Negation, ...]
    gendered: tuple[tuple[int, int], ...]
    contrary: dict[int, frozenset[str]]
    people: dict[int, frozenset[int]]
    """Words for people, and their walks of life (see ``Opposites.people``)."""
    restrictions: tuple[tuple[int, bool], ...]
    hypothetical: bool
    capitals: tuple[str, ...]
    """Words that can be names: those of names, or all where there are no names."""

    @cached_property
    def content_keys(self) -> tuple[tuple[int, str], ...]:
        """Content words with their keys."""
        return tuple([(i, self.keys[i]) for i in self.content])

    @cached_property
    def bearers(self) -> tuple[Name, ...]:
        """Names of several words that hang on no preposition of place."""
        place = prepositions().place
        return tuple(
            name
            for name in self.names
            if name.last >= name.first + 2
            and not (name.first and self.folded[name.first - 1] in place)
        )

    @cached_property
    def long_names(self) -> tuple[tuple[range, int], ...]:
        """The words of each name of several words, and how many more than one are content."""
        return tuple(
            (words, sum(i in self.rank for i in words) - 1)
            for words in (range(name.first, name.last) for name in self.names)
            if len(words) > 1 and words[0] in self.rank
        )

    @cached_property
    def negated(self) -> frozenset[int]:
        """Content words that a negation governs."""
        return frozenset(i for negation in self.negations for i in negation.governs)

    @cached_property
    def name_keys(self) -> tuple[tuple[str, ...], ...]:
        """The keys of each name's telling words."""
        return tuple(
            tuple(self.keys[i] for i in range(n.first, n.last) if self.folded[i] in n.telling)
            for n in self.names
        )

    @cached_property
    def acting(self) -> tuple[tuple[int, int], ...]:
        """Names and persons' roles, each with the content word right after it."""
        agents, stems = opposites(self.analysis.language).agents, self.analysis.stems
        return tuple(
            (i, j)
            for i, j in pairwise(self.content)
            if j not in self.name_at and (i in self.name_at or stems[i] in agents)
        )

    @cached_property
    def turning(self) -> tuple[tuple[int, str, tuple[int, ...]], ...]:
        """Function words that have opposites (before, less), their stems, and what they turn."""
        strong = opposites(self.analysis.language).strong
        words = enumerate(zip(self.analysis.stems, self.analysis.content, strict=True))
        return tuple(
            (i, stemmed, _following(i, self))
            for i, (stemmed, full) in words
            if not full and stemmed in strong and i not in self.number_at
        )

    @cached_property
    def letters(self) -> tuple[str, str]:
        """The first letters of all words, and of the content words."""
        return (
            "".join([word[0] for word in self.folded]),
            "".join([self.folded[i][0] for i in self.content]),
        )

    @cached_property
    def telling_capitals(self) -> tuple[str, ...]:
        """The words that can be names, but for those that stand in many."""
        return tuple(word for word in self.capitals if not generic(word))

    @cached_property
    def telling_words(self) -> tuple[str, ...]:
        """All words once, but for those that stand in many names."""
        return tuple(word for word in dict.fromkeys(self.folded) if not generic(word))


def prepare(analysis: Analysis, amounts: tuple[Quantity, ...] | None = None) -> Prepared:
    """Return *analysis* made ready; *amounts* are its quantities, if already known.

    >>> from factcov.text.analysis import analyse
    >>> p = prepare(analyse("Ann sold 40 cars. She left.", "en"))
    >>> p.spans, [p.folded[i] for i in p.content]
    (((0, 4), (4, 6)), ['ann', 'sold', 'cars', 'left'])
    """
    alike = _alike(analysis.language)
    keys = tuple([alike.get(s, s) for s in analysis.stems])
    folded = analysis.folded
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        places.setdefault(key, []).append(i)
    if amounts is None:
        amounts = quantities(analysis)
    number_at = {
        i: n
        for n, q in enumerate(amounts)
        for i in range(q.first, q.last)
        if not (q.kind == "ordinal" and q.value == 1)  # "first" is a word that has opposites
    }
    common = opposites(analysis.language)
    found = tuple(
        n
        for n in names(analysis)
        if n.first not in number_at
        and (n.certain or n.last > n.first + 1 or not common.everyday(folded[n.first]))
    )
    content = tuple(i for i, full in enumerate(analysis.content) if full and i not in number_at)
    genders, nouns_too = common.gender, capitalises_nouns(analysis.language)
    return Prepared(
        analysis,
        folded,
        keys,
        {key: tuple(at) for key, at in places.items()},
        content,
        {i: n for n, i in enumerate(content)},
        _spans(analysis),
        amounts,
        number_at,
        found,
        {i: n for n, name in enumerate(found) for i in range(name.first, name.last)},
        negations(analysis),
        tuple(
            (i, genders[w])
            for i, w in enumerate(folded)
            if w in genders and (analysis.words[i][0].isupper() or not nouns_too)
        ),
        {
            i: frozenset(alike.get(s, s) for s in common.strong[analysis.stems[i]])
            for i in content
            if analysis.stems[i] in common.strong
        },
        _people(folded, common),
        restrictions(analysis),
        hypothetical(analysis),
        _capitals(found, content, folded, analysis),
    )


def _following(i: int, text: Prepared) -> tuple[int, ...]:
    """Return the next two content words, no further than a clause goes."""
    found: list[int] = []
    for k in range(i + 1, min(len(text.keys), i + 1 + _AHEAD)):
        gap = text.analysis.text[text.analysis.ends[k - 1] : text.analysis.starts[k]]
        if any(mark in gap for mark in ",;.:"):
            break
        if k in text.rank:
            found.append(k)
            if len(found) == 2:
                break
    return tuple(found)


def _people(folded: tuple[str, ...], common: Opposites) -> dict[int, frozenset[int]]:
    """Return the words for people: of "delivery people", the second, told by the first."""
    known, trades = common.people, common.trades
    found: dict[int, frozenset[int]] = {}
    for i, word in enumerate(folded):
        lines = known.get(word)
        if lines is None or word in trades:  # "delivery" alone is nobody
            continue
        if 0 in lines and i:  # anybody
            lines = known.get(folded[i - 1], lines)
        if lines - {0}:
            found[i] = lines - {0}
    return found


def _capitals(
    found: tuple[Name, ...], content: tuple[int, ...], folded: tuple[str, ...], analysis: Analysis
) -> tuple[str, ...]:
    if not found:
        return tuple(folded[i] for i in content)
    return tuple(
        dict.fromkeys(
            [word for name in found for word in name.words]
            + [folded[i] for i in content if analysis.words[i][0].isupper()]
        )
    )


def _spans(analysis: Analysis) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    first = 0
    for i, sentence in enumerate(analysis.sentences):
        if i and sentence != analysis.sentences[i - 1]:
            spans.append((first, i))
            first = i
    if analysis.words:
        spans.append((first, len(analysis.words)))
    return tuple(spans)


@cache
def _alike(code: str) -> dict[str, str]:
    resources = language(code)
    table: dict[str, str] = {}
    for group in resources.alike:
        stems = sorted(stem(word, resources) for word in group)
        for s in stems:
            table.setdefault(s, stems[0])
    return table

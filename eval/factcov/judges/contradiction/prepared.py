"""A text made ready for the detector, once, however many others it is compared with."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import pairwise

import msgspec

from factcov.judges.contradiction.deed import Deed
from factcov.judges.contradiction.deeds import deeds
from factcov.judges.contradiction.known_names import known_names, places_of
from factcov.judges.contradiction.sayings import Office, Saying, offices, sayings
from factcov.text.analysis import Analysis, stem
from factcov.text.bodies import Body, bodies, ministries
from factcov.text.cues import has_clauses
from factcov.text.denials import cannot_be, clause_end, denials, denies_of_all, implied
from factcov.text.gaps import gaps
from factcov.text.languages import language
from factcov.text.misspelling import mended, strange
from factcov.text.names import Name, generic, names, title
from factcov.text.negation import Negation, negations, restrictions
from factcov.text.nouns import capitalises_nouns
from factcov.text.opposites import Opposites, negative_prefix, opposites, polar
from factcov.text.phases import Phase, phases
from factcov.text.places import lines, meant
from factcov.text.quantities import Quantity, quantities
from factcov.text.suppositions import hypothetical, superlative, supposed
from factcov.text.synonyms import senses
from factcov.text.unicode import plain
from factcov.text.voices import prepositions, voice
from factcov.text.years import named_years

_BETWEEN = 5  # words between two neighbours of which one acts on the other
_OPENING = 6  # words of a sentence among which a pronoun is its subject
THAN = frozenset(["than", "als"])
_PARTED = 2  # words between a verb and its particle: turned the offer down
_MARKS = frozenset(",.;:!?")  # what ends a clause
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
    def pronominal(self) -> frozenset[int]:
        """The first words of the sentences that have a pronoun for a subject."""
        anaphors = voice(self.analysis.language).anaphors
        return frozenset(
            begin
            for begin, _ in self.spans
            if not anaphors.isdisjoint(self.folded[begin : begin + _OPENING])
        )

    @cached_property
    def plain_keys(self) -> tuple[str, ...]:
        """The keys without accents."""
        return tuple(map(plain, self.keys))

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
    def titled(self) -> tuple[tuple[Name, int], ...]:
        """Those of them that an office follows, and its word: Ann Lee, the director."""
        found = []
        for name in self.bearers:
            for i in range(name.last, min(name.last + _BETWEEN, len(self.keys))):
                if title(self.folded[i]):
                    found.append((name, i))
                if i in self.rank or title(self.folded[i]):
                    break
        return tuple(found)

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
    def telling(self) -> tuple[tuple[str, ...], ...]:
        """The words that tell each name: of "Gogol Library", the first."""
        everyday = opposites(self.analysis.language).everyday
        return tuple(
            tuple([w for w in name.telling if meant(w) or not everyday(w)]) or name.telling
            for name in self.names
        )

    @cached_property
    def implied(self) -> tuple[int, ...]:
        """Words that can stand for a negation: closed, unpaid, too late."""
        beside = (i for i in self.content if cannot_be(self.folded[i]))
        told = {*implied(self.analysis), *self.negative, *beside}
        return tuple(sorted(told.difference(self.number_at)))  # not "two out of five"

    @cached_property
    def denying(self) -> tuple[int, ...]:
        """Those of them that are no negations."""
        negating = {negation.at for negation in self.negations}
        return tuple(i for i in self.implied if i not in negating)

    @cached_property
    def denials(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The words that deny for certain, and those that may answer a denial: unpaid, first."""
        sure, perhaps = denials(self.analysis, self.negations)
        return sure, tuple(sorted({*perhaps, *self.implied}.difference(sure)))

    @cached_property
    def supposing(self) -> bool:
        """Whether the text holds a word like "if"."""
        return any(supposed(self.analysis, i) for i in range(1, len(self.keys)))

    @cached_property
    def superlative(self) -> bool:
        """Whether the text tells what is first, last or most of all."""
        return superlative(self.analysis)

    def tells(self, name: Name) -> tuple[str, ...]:
        """Return the words that tell one of the text's names."""
        return self.telling[self.name_at[name.first]]

    @cached_property
    def specific(self) -> tuple[Name, ...]:
        """The names that a word tells from others, and a capital from nouns."""
        sure = self.analysis.language != "de"
        return tuple(n for n in self.names if n.specific and (sure or n.certain))

    @cached_property
    def pairs_of_words(self) -> tuple[Name, ...]:
        """Those of them that two words tell, as a first name and a family name."""
        return tuple(name for name in self.specific if len(name.telling) == 2)

    @cached_property
    def attributive(self) -> frozenset[int]:
        """The nouns before which a name stands as an adjective does: Paris police."""
        analysis = self.analysis
        if analysis.language != "en":
            return frozenset()
        return frozenset(
            name.last
            for name in self.names
            if len(name.words) == 1
            and name.last in self.rank
            and analysis.words[name.last][0].islower()
            and analysis.text[name.end : analysis.starts[name.last]] == " "
        )

    @cached_property
    def name_keys(self) -> tuple[tuple[str, ...], ...]:
        """The keys of each name's telling words."""
        return tuple(
            tuple([self.keys[i] for i in range(n.first, n.last) if self.folded[i] in telling])
            for n, telling in zip(self.names, self.telling, strict=True)
        )

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """Who does what to whom."""
        return deeds(self)

    @cached_property
    def verbs(self) -> frozenset[int]:
        """The verbs of these deeds."""
        return frozenset(deed.verb for deed in self.deeds)

    @cached_property
    def gaps(self) -> int:
        """How many words its grammar misses."""
        return gaps(self.analysis, 0, len(self.keys))

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Commissions, parliaments, courts."""
        return bodies(self.analysis)

    @cached_property
    def ministries(self) -> tuple[Body, ...]:
        """Ministries and ministers, by their fields."""
        return ministries(self.analysis)

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """Events that are still to come, or over."""
        return tuple(phases(self.analysis))

    @cached_property
    def transfers(self) -> tuple[tuple[int, int], ...]:
        """Verbs of giving and receiving, each with the content word after it."""
        words, stems = voice(self.analysis.language), self.analysis.stems
        verbs = words.gives | words.receives
        return tuple((i, j) for i, j in pairwise(self.content) if stems[i] in verbs)

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """Who says something."""
        return tuple(sayings(self))

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """Who heads a body."""
        return tuple(offices(self))

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
    def strange(self) -> frozenset[int]:
        """Content words in lower case that are in no list: slips of the pen, or rare."""
        code, words = self.analysis.language, self.analysis.words
        return frozenset(
            i for i in self.content if words[i][0].islower() and strange(self.folded[i], code)
        )

    @cached_property
    def places_meant(self) -> frozenset[int]:
        """The places that the names speak of."""
        return frozenset().union(*self.places_of_names)

    @cached_property
    def places_of_names(self) -> tuple[frozenset[int], ...]:
        """The places that each name may mean."""
        return tuple(map(places_of, self.names))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(self.analysis.stems)

    @cached_property
    def in_certain_name(self) -> frozenset[int]:
        """The words of names that are certain."""
        return frozenset(i for i, n in self.name_at.items() if self.names[n].certain)

    @cached_property
    def opposable(self) -> dict[int, tuple[int, str, bool, bool]]:
        """Content words that can be an opposite: index, stem, whether negated, whether listed.

        Not those of certain names, set phrases or compounds (semi-final), nor "more" in "more than
        300", which points nowhere.
        """
        stems, folded = self.analysis.stems, self.folded
        listed = polar(self.analysis.language)
        table = opposites(self.analysis.language)
        idioms, bound, phrased = table.idioms, table.bound, self.phrased
        lessened, denied = self.lessened, self.denied
        return {
            i: (i, key := phrased.get(i, stems[i]), (i in denied) != (i in lessened),
                key in listed)
            for i in self.content
            if i not in self.in_certain_name
            and not (i + 2 in self.number_at and folded[i + 1] in THAN)
            and not (idioms and self.in_idiom(i, idioms))
            and not (i and folded[i - 1] in bound and self.hyphened(i))
            and not (stems[i] in table.copulas and i + 1 in self.rank)
        }  # fmt: skip

    @cached_property
    def lessened(self) -> frozenset[int]:
        """Content words beside "less", that turns them round: less expensive, costs less."""
        lessens = opposites(self.analysis.language).lessens
        if lessens.isdisjoint(self.folded):
            return frozenset()
        ends = (*self.folded, "", "")
        return frozenset(
            i
            for i in self.content
            if (i and ends[i - 1] in lessens) or (ends[i + 1] in lessens and i + 2 not in self.rank)
        )

    @cached_property
    def denied(self) -> frozenset[int]:
        """Content words that a negation governs, or denies by way of their subject: nobody is."""
        code = self.analysis.language
        if not has_clauses(code):
            return self.negated
        of_all = (n.at for n in self.negations if denies_of_all(self.analysis, n.at))
        return self.negated.union(
            *(self.rank.keys() & range(at + 1, clause_end(self.analysis, at)) for at in of_all)
        )

    @cached_property
    def phrased(self) -> dict[int, str]:
        """The stem of each word that makes a verb with a particle: turned down, owns up."""
        phrases = opposites(self.analysis.language).phrases
        if phrases.keys().isdisjoint(self.analysis.stems):
            return {}
        pronouns = opposites(self.analysis.language).pronouns
        found: dict[int, str] = {}
        for i in self.content:
            known = phrases.get(self.analysis.stems[i])
            if known is None:
                continue
            for k in range(i + 1, min(len(self.keys), i + 2 + _PARTED)):
                if self.folded[k] in known and (
                    (k == i + 1 and (not self.leads(k) or self._gerund(k + 1)))
                    or (k == i + 2 and self.folded[i + 1] in pronouns)
                    or (k > i + 1 and not self.before_noun(k))
                ):
                    found[i] = known[self.folded[k]]
                    break
        return found

    def in_idiom(self, i: int, idioms: frozenset[str]) -> bool:
        """Return whether word i makes one of *idioms* with the word before or after it."""
        return not idioms.isdisjoint(map("_".join, pairwise(self.folded[max(0, i - 1) : i + 2])))

    def hyphened(self, i: int) -> bool:
        """Return whether a hyphen joins word i to the one before."""
        analysis = self.analysis
        return analysis.text[analysis.ends[i - 1] : analysis.starts[i]] == "-"

    def _gerund(self, i: int) -> bool:
        """Return whether a verb goes on after its particle: go on seeing."""
        return self.analysis.language == "en" and self.folded[i].endswith("ing")

    def leads(self, i: int) -> bool:
        """Return whether word i is a preposition before a noun: closed in 1985."""
        resources = language(self.analysis.language)
        return self.folded[i] in resources.prepositions and self.before_noun(i)

    def before_noun(self, i: int) -> bool:
        """Return whether a noun may begin right after word i, and no mark parts them."""
        text, after = self.analysis.text, i + 1
        if after == len(self.keys) or text[self.analysis.ends[i]] in _MARKS:
            return False
        resources = language(self.analysis.language)
        return (
            after in self.rank
            or after in self.number_at
            or self.folded[after] in resources.determiners | resources.possessives
        )

    @cached_property
    def negative(self) -> frozenset[int]:
        """Content words with a negative prefix or suffix: unpaid, useless."""
        table = opposites(self.analysis.language)
        return frozenset(i for i in self.content if negative_prefix(self.folded[i], table))

    @cached_property
    def sense_at(self) -> dict[int, frozenset[int]]:
        """The senses of each content word outside names."""
        known, stems = senses(self.analysis.language), self.analysis.stems
        if not known:
            return {}
        return {
            i: known[stems[i]] for i in self.content if stems[i] in known and i not in self.name_at
        }

    @cached_property
    def linked(self) -> tuple[tuple[int, int, frozenset[str]], ...]:
        """Neighbouring content words with the words that say who does it, or to whom, between."""
        code, folded = self.analysis.language, self.folded
        words = voice(code)
        telling = words.agent | words.goal
        if not words.agent or telling.isdisjoint(folded):
            return ()
        found = [
            (i, k, telling.intersection(folded[i + 1 : k]))
            for i, k in pairwise(self.content)
            if 1 < k - i <= _BETWEEN
            and not any(n in self.number_at for n in range(i + 1, k))  # "by 4 percent"
            and not (capitalises_nouns(code) and self.analysis.words[i][0].isupper())
        ]  # not "die Liste von Waren"
        return tuple([(i, k, between) for i, k, between in found if between])

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


def prepare(
    analysis: Analysis,
    amounts: tuple[Quantity, ...] | None = None,
    year: int | None = None,
    named: tuple[Name, ...] | None = None,
) -> Prepared:
    """Return *analysis* made ready; *amounts* and *named* are its quantities and names, if known.

    *year* is that of the text: with it, "last year" is a date.

    >>> from factcov.text.analysis import analyse
    >>> p = prepare(analyse("Ann sold 40 cars. She left.", "en"))
    >>> p.spans, [p.folded[i] for i in p.content]
    (((0, 4), (4, 6)), ['ann', 'sold', 'cars', 'left'])
    """
    read, analysis = analysis, mended(analysis)
    if named is None or analysis is not read:
        named = names(analysis)
    alike = _alike(analysis.language)
    keys = tuple([alike.get(s, s) for s in analysis.stems])
    folded = analysis.folded
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        places.setdefault(key, []).append(i)
    if amounts is None:
        amounts = quantities(analysis)
    if year is not None:
        amounts = tuple(sorted(amounts + named_years(analysis, year), key=lambda q: q.start))
    number_at = {
        i: n
        for n, q in enumerate(amounts)
        for i in range(q.first, q.last)
        if not (q.kind == "ordinal" and q.value == 1)  # "first" is a word that has opposites
    }
    common = opposites(analysis.language)
    content = tuple([i for i, full in enumerate(analysis.content) if full and i not in number_at])
    found = known_names(named, analysis, number_at, content, common)
    contrary = _contrary(analysis.language)
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
        _gendered(analysis, common),
        {i: contrary[analysis.stems[i]] for i in content if analysis.stems[i] in contrary},
        _people(folded, common),
        restrictions(analysis),
        hypothetical(analysis),
        _capitals(found, content, folded, analysis),
    )


def _gendered(analysis: Analysis, common: Opposites) -> tuple[tuple[int, int], ...]:
    """Return the words that tell a man from a woman, and which."""
    genders, nouns_too = common.gender, capitalises_nouns(analysis.language)
    if genders.keys().isdisjoint(analysis.folded):
        return ()
    return tuple(
        (i, genders[w])
        for i, w in enumerate(analysis.folded)
        if w in genders and (analysis.words[i][0].isupper() or not nouns_too)
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
    if known.keys().isdisjoint(folded):
        return found
    for i, word in enumerate(folded):
        lines = known.get(word.removeprefix("ex").lstrip("-")) or known.get(word)
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
def _contrary(code: str) -> dict[str, frozenset[str]]:
    """Return the keys of the opposites of each stem."""
    alike = _alike(code)
    return {
        stemmed: frozenset(alike.get(s, s) for s in others)
        for stemmed, others in opposites(code).strong.items()
    }


@cache
def _alike(code: str) -> dict[str, str]:
    resources = language(code)
    table: dict[str, str] = {}
    for group in resources.alike:
        stems = sorted(stem(word, resources) for word in group)
        for s in stems:
            table.setdefault(s, stems[0])
    everyday = opposites(code).common | resources.function_words
    for names_ in lines():
        stems = [stem(name, resources) for name in names_ if name not in everyday]
        known = next((table[s] for s in stems if s in table), stems[0] if stems else "")
        for s in stems:
            table.setdefault(s, known)
    return table

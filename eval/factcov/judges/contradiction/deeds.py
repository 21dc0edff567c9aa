"""Who does what to whom in a text whose language puts the subject first: a shallow reading.

Each word is given a kind (article, preposition, auxiliary, noun or verb ...) by closed lists; a
verb is told by what stands on both sides of it; subject, objects and the "by" of a passive are the
noun phrases around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from factcov.judges.contradiction.cases import deeds_by_case
from factcov.judges.contradiction.deed import DIRECT, TO, Deed, acts, parted
from factcov.text.languages import language
from factcov.text.voices import Voice, persons, prepositions, voice

if TYPE_CHECKING:
    from factcov.judges.contradiction.prepared import Prepared


class Kind(IntEnum):
    """What a word may be, by closed lists; a FULL one is a noun, an adjective or a verb."""

    ARTICLE, AROUND, AUXILIARY, RELATIVE, JOIN, PERSON, FULL, NAME, NUMBER, OTHER = range(10)


_ARTICLE, _AROUND, _AUXILIARY, _RELATIVE, _JOIN, _PERSON, _FULL, _NAME, _NUMBER, _OTHER = map(
    int, Kind
)
_NOUNS = frozenset([_FULL, _NAME])
_PHRASE = frozenset([_FULL, _NAME, _NUMBER])
_OPENS = frozenset([_ARTICLE, _PERSON, _NAME, _NUMBER])
_FAR = 14  # words from a verb on to its last object
_BACK = 12  # words of a phrase, of a verb's auxiliaries and adverbs
_CHAIN = 4  # phrases that hang on each other: the lawyer of the son of Ann
_OWNS = ("'s", "\u2019s", "' ", "\u2019 ")
_ANY: frozenset[str] = frozenset()


class _Clause(NamedTuple):
    """A verb with its grammatical subject and what it acts on, for the verbs that lean on it."""

    subject: int
    object: int


def deeds(text: Prepared) -> tuple[Deed, ...]:
    """Return what is done, where the text tells at least two who have a part in it.

    >>> from factcov.judges.contradiction.prepared import prepare
    >>> from factcov.text.analysis import analyse
    >>> p = prepare(analyse("The minister was accused by the head of the bank of lying.", "en"))
    >>> [(p.folded[d.verb], p.folded[d.doer], p.folded[d.others[0][0]]) for d in deeds(p)]
    [('accused', 'head', 'minister')]
    """
    words = voice(text.analysis.language)
    if words.oblique:
        return tuple(deeds_by_case(text, words))
    if not words.determiners:
        return ()
    reader = _Reader(text, words)
    reader.find_verbs()
    return tuple(reader.read())


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: Prepared, words: Voice) -> None:
        self.text, self.words = text, words
        self.folded, self.code = text.folded, text.analysis.language
        self.kinds = _kinds(text, words)
        self.parted = parted(text.analysis)
        self.verbs: dict[int, tuple[list[int], int]] = {}
        """Each verb with its auxiliaries, and the word before them."""

    def find_verbs(self) -> None:
        words = self.text.analysis.words
        for i, kind in enumerate(self.kinds):
            if kind == _FULL and (not i or words[i][0].islower()):
                auxiliaries, before = self._before(i)
                if self._is_verb(i, auxiliaries, before):
                    self.verbs[i] = (auxiliaries, before)

    def read(self) -> list[Deed]:
        found: list[Deed] = []
        last: _Clause | None = None
        sentence = -1
        for v, (auxiliaries, before) in self.verbs.items():
            if self.text.analysis.sentences[v] != sentence:
                last, sentence = None, self.text.analysis.sentences[v]
            subject = self._subject(v, before, last)
            phrases = self._phrases(v)
            passive = self._passive(v, auxiliaries, before)
            if subject >= 0:
                direct = next((h for h, p in phrases if p == DIRECT), -1)
                last = _Clause(subject, -1 if passive else direct)
                if not passive and direct < 0:
                    phrases += self._object_first(before)
                deed = self._deed(v, subject, passive, phrases)
                if deed.doer >= 0 and deed.others:
                    found.append(deed)
        return found + list(self._nominal())

    def _nominal(self) -> Iterator[Deed]:
        """Yield deeds that a noun tells: "the king's pardon of the duke", "attacks by rebels"."""
        words, kinds = self.words, self.kinds
        for n in range(len(kinds) - 1):
            if kinds[n] != _FULL or n in self.verbs or self.parted[n + 1]:
                continue
            owner = -1
            if n + 1 in self.verbs:  # "attacks carried out by rebels"
                if not self._by(n + 1):
                    continue
                phrases = self._phrases(n + 1)
            elif self.folded[n + 1] in words.nominal:
                owner = self._owner(n)
                phrases = self._phrases(n, of=True)
            else:
                continue
            by = self._agent(phrases)
            whom = [(h, DIRECT) for h, p in phrases if p in words.nominal and p not in words.agent]
            if owner >= 0 and by >= 0:
                yield Deed(n, by, ((owner, DIRECT),), False)
            elif owner >= 0 and whom:
                yield Deed(n, owner, tuple(whom), False)
            elif (by >= 0 and acts(by, self.text)) or any(p in words.aimed for _, p in phrases):
                yield Deed(n, by, tuple(whom), False)

    def _owner(self, n: int) -> int:
        """Return the word before word n if it wears a possessive, else -1."""
        if not n or self.parted[n]:
            return -1
        end = self.text.analysis.ends[n - 1]
        return n - 1 if self.text.analysis.text[end : end + 2] in _OWNS else -1

    def _object_first(self, last: int) -> list[tuple[int, str]]:
        """Return what a relative clause begins with: "the boy whom the teacher praised"."""
        if last < 0 or self.kinds[last] == _RELATIVE:
            return []
        k = self._head(last)
        low = max(0, k - _BACK)
        while k > low and self.kinds[k - 1] in (*_PHRASE, _ARTICLE) and not self.parted[k]:
            k -= 1
        if k < 2 or self.folded[k - 1] not in self.words.object_first:
            return []
        if self.kinds[k - 2] not in _NOUNS or k - 2 in self.verbs:
            return []
        head = self._head(k - 2, prepositions().of)
        return [(head, DIRECT)] if head >= 0 else []

    def _before(self, v: int) -> tuple[list[int], int]:
        """Return the auxiliaries of word v, and the word that stands before them, -1 if none."""
        auxiliaries: list[int] = []
        low, j = max(0, v - _BACK), v - 1
        while j >= low and not self.parted[j + 1]:
            kind = self.kinds[j]
            if kind == _AUXILIARY:
                auxiliaries.append(j)
            elif kind != _OTHER and not self._adverb(j):
                return auxiliaries, j
            j -= 1
        return auxiliaries, j if j >= low and self.kinds[j] == _RELATIVE else -1

    def _adverb(self, i: int) -> bool:
        if self.kinds[i] != _FULL:
            return False
        folded = self.folded[i]
        if self.code == "en":
            adverb = folded.endswith("ly") and folded not in self.words.not_adverbs
        elif self.code == "fr":
            return folded.endswith("ment") and i > 0 and self.kinds[i - 1] == _AUXILIARY
        else:
            adverb = folded.endswith("mente")
        return adverb and i > 0 and self.kinds[i - 1] != _ARTICLE

    def _is_verb(self, v: int, auxiliaries: list[int], before: int) -> bool:
        english = self.code == "en"
        kind = self.kinds[before] if before >= 0 else -1
        after = v + 1 if v + 1 < len(self.kinds) and not self.parted[v + 1] else -1
        following = self.kinds[after] if after >= 0 else -1
        if auxiliaries:
            be = any(self.folded[k] in self.words.passive for k in auxiliaries)
            return self._participle(v) or self._infinitive(v, be)
        if kind in (_RELATIVE, _PERSON):
            return True
        if kind == _AROUND:
            if self.folded[before] == "to" and english:
                return following in _OPENS
            return english and self.folded[v].endswith("ing")
        if kind == _JOIN:
            if english and self.folded[v].endswith("ing"):
                return True
            return self.folded[before] in self.words.and_ and (
                following == _ARTICLE or (english and past(v, self.text))
            )
        if kind not in _NOUNS:
            return False
        if before in self.verbs and before == v - 1:  # "the boys who sing imitate the girls"
            relative = self.kinds[self.verbs[before][1]] == _RELATIVE
            return following >= 0 and (relative or (english and past(v, self.text)))
        if self._by(v) and self._participle(v):
            return True
        if self._acted_on(before) and not (english and past(v, self.text)):
            return False  # "gave police officers a medal", "a vendu la maison blanche le lundi"
        if following in (_ARTICLE, _PERSON, _NUMBER):
            return True
        if not english:
            return (following == _NAME and kind == _NAME) or (
                following == _AROUND
                and self.folded[after] in self.words.to | self.words.against | self.words.goal
            )
        if following == _AROUND:
            return past(v, self.text) or self._of_two_sides(v)
        plural = self.folded[before].endswith("s")
        third = self.folded[v].endswith("s") and not self.folded[v].endswith("ss")
        return following in _NOUNS and (plural or third or past(v, self.text))

    def _acted_on(self, last: int) -> bool:
        """Return whether the phrase that ends with word *last* follows a verb."""
        head = self._head(last)
        first = head
        while (
            first > max(0, head - _BACK)
            and not self.parted[first]
            and (self.kinds[first - 1] in _PHRASE or self.kinds[first - 1] == _ARTICLE)
            and first - 1 not in self.verbs
        ):
            first -= 1
        return head < 0 or (first > 0 and first - 1 in self.verbs)

    def _of_two_sides(self, v: int) -> bool:
        """Return whether a verb is known to tell of two: lose to, sell to, buy from."""
        words = self.words
        return self.text.analysis.stems[v] in words.loses | words.gives | words.receives

    def _participle(self, v: int) -> bool:
        if self.code == "en":
            return past(v, self.text)
        return self.folded[v].endswith(_endings(self.code).participles)

    def _infinitive(self, v: int, be: bool) -> bool:
        """Return whether a form that is no participle may follow an auxiliary."""
        if self.code == "en":
            return self._gerund(v) or not be
        return self.folded[v].endswith(_endings(self.code).infinitives)

    def _passive(self, v: int, auxiliaries: list[int], before: int) -> bool:
        if not self._participle(v):
            return False
        low = min(auxiliaries, default=v)
        if any(self.folded[k] in self.words.reflexive for k in range(max(0, low - 1), v)):
            return False
        if auxiliaries:
            return any(self.folded[k] in self.words.passive for k in auxiliaries)
        if self.kinds[before] not in _NOUNS:
            return False
        return self._by(v)

    def _by(self, v: int) -> bool:
        """Return whether "by" follows a verb."""
        return v + 1 < len(self.kinds) and self.folded[v + 1] in self.words.agent

    def _subject(self, v: int, before: int, last: _Clause | None) -> int:
        """Return the head of the subject of the verb v, -1 where none is told."""
        if before < 0:
            return -1
        kind = self.kinds[before]
        if kind == _PERSON:
            return before
        if before in self.verbs:
            leans = self.verbs[v][0] or self.kinds[self.verbs[before][1]] == _RELATIVE
            return last.subject if last is not None and leans else -1
        if kind in _NOUNS:
            return -1 if self.folded[before] in self.words.times else self._head(before)
        if kind == _RELATIVE:
            j = before - 1
            if j >= 0 and self.kinds[j] in _NOUNS:
                return self._head(j, prepositions().of)
            return j if j >= 0 and self.kinds[j] == _PERSON else -1
        if last is None:
            return -1
        if kind == _JOIN and self.folded[before] in self.words.and_:
            return last.subject
        return last.object if last.object >= 0 else last.subject  # "to sell", "for selling"

    def _head(self, last: int, through: frozenset[str] = _ANY) -> int:
        """Return the head of the phrase that ends with word *last*: the father of the boy.

        Only the prepositions *through* lead on to the left; without them, all but "by".
        """
        words = self.words
        head = last
        for _ in range(_CHAIN):
            first, low = head, max(0, head - _BACK)
            while first > low and self.kinds[first - 1] in _PHRASE and not self.parted[first]:
                if first - 1 in self.verbs and not self._gerund(first - 1):
                    return head
                first -= 1
            if self.code != "en":  # "el hermano menor"
                head = self._last_noun(first, head + 1)
            k = first - 1
            while k >= 0 and self.kinds[k] == _ARTICLE and not self.parted[k + 1]:
                k -= 1
            if k < 0 or self.kinds[k] != _AROUND or self.parted[k + 1]:
                return head
            if self.folded[k] in words.joins or self.folded[k] in words.agent:
                return head
            if k and self.kinds[k - 1] in _NOUNS and not self.parted[k] and k - 1 not in self.verbs:
                if through and self.folded[k] not in through:
                    return head
                head = k - 1
            elif first < head or self.folded[k] in prepositions().of:
                return head  # "in the second round Ann beat"
            else:
                return -1
        return head

    def _gerund(self, v: int) -> bool:
        return self.code == "en" and self.folded[v].endswith("ing")

    def _phrases(self, v: int, of: bool = False) -> list[tuple[int, str]]:
        """Return the heads of the noun phrases after a verb, each with its preposition."""
        found: list[tuple[int, str]] = []
        around, k = DIRECT, v + 1
        if k < len(self.kinds) and self.folded[k] in self.words.particles:
            k += 1
        last = min(len(self.kinds), v + 1 + _FAR)
        sentence = self.text.analysis.sentences[v]
        after_noun = of
        while k < last and self.text.analysis.sentences[k] == sentence and not self.parted[k]:
            kind = self.kinds[k]
            if k in self.verbs or kind == _AUXILIARY:
                relative = v in self.verbs and self.kinds[self.verbs[v][1]] == _RELATIVE
                reduced = k in self.verbs and (self._by(k) or self._gerund(k))
                opens = found and (found[-1][1] == DIRECT or found[-1][1] in self.words.joins)
                if opens and around == DIRECT and not relative and not reduced:
                    found.pop()  # the subject of another clause
                break
            if kind in (_JOIN, _RELATIVE):
                break
            if kind == _AROUND:
                if after_noun or self.folded[k] not in prepositions().of:  # not "vend des armes"
                    around = self.folded[k]
                after_noun = False
                k += 1
                continue
            if kind == _PERSON:
                found.append((k, around))
                around, after_noun = DIRECT, False
            elif kind in _PHRASE:
                end = self._run(k, last)
                head = self._last_noun(k, end)
                timed = around == DIRECT and self.folded[head] in self.words.times
                hangs = around in prepositions().of and not of and not self._asks(around)
                if not timed and not hangs:
                    found.append((head, around))
                around, after_noun = DIRECT, True
                k = end
                continue
            k += 1
        return found

    def _asks(self, around: str) -> bool:
        return around in self.words.agent or around in self.words.from_

    def _run(self, k: int, last: int) -> int:
        end = k + 1
        while end < last and self.kinds[end] in _PHRASE and not self.parted[end]:
            if end in self.verbs or (self.kinds[end] == _NUMBER and self.kinds[end - 1] != _NUMBER):
                break
            end += 1
        return end

    def _last_noun(self, first: int, end: int) -> int:
        if self.code == "en":
            for k in range(end - 1, first, -1):
                if not self._adverb(k):
                    return k
            return first
        before = self.words.before_nouns
        return next(
            (k for k in range(first, end)
             if self.kinds[k] in _NOUNS and (self.folded[k] not in before or k + 1 == end)),
            first,
        )  # fmt: skip

    def _agent(self, phrases: list[tuple[int, str]]) -> int:
        """Return who does it, after "by", -1 if nobody: not "by 4 cents"."""
        text = self.text
        return next(
            (h for h, p in phrases
             if p in self.words.agent
             and (h - 1 not in text.number_at or acts(h, text) or self._articled(h))),
            -1,
        )  # fmt: skip

    def _articled(self, h: int) -> bool:
        """Return whether an article stands before the amount before a head: by an 18-year-old."""
        k = h - 1
        while k > 0 and k in self.text.number_at:
            k -= 1
        return self.folded[k] in language(self.code).determiners

    def _deed(self, v: int, subject: int, passive: bool, phrases: list[tuple[int, str]]) -> Deed:
        words, stemmed = self.words, self.text.analysis.stems[v]
        doer, others = subject, phrases
        if passive:
            doer = self._agent(phrases)
            others = [(subject, DIRECT)] + [(h, p) for h, p in phrases if p not in words.agent]
        way = (
            words.from_ | words.to if stemmed in words.takes
            else words.from_ if stemmed in words.receives
            else words.against if stemmed in words.loses and not passive
            else ()
        )  # fmt: skip
        other = next(
            (h for h, p in phrases
             if p in way and not (passive and p in words.agent) and acts(h, self.text)),
            -1,
        )  # fmt: skip
        if other >= 0:
            return Deed(v, other, ((doer, DIRECT),) if doer >= 0 else (), True)
        kept = [(h, TO if p in words.to else p) for h, p in others if h != doer]
        return Deed(v, doer, tuple(kept), False)


class _Endings(NamedTuple):
    participles: tuple[str, ...]
    infinitives: tuple[str, ...]


@cache
def _endings(code: str) -> _Endings:
    return _Endings(tuple(voice(code).participles), tuple(voice(code).infinitives))


def past(v: int, text: Prepared) -> bool:
    """Return whether an English word is a past form or a participle."""
    folded, code = text.folded[v], text.analysis.language
    return folded.endswith("ed") or folded in _irregular(code)


@cache
def _irregular(code: str) -> frozenset[str]:
    """Return the irregular forms of verbs, as far as the list goes."""
    forms = (form for form, base in language(code).irregular.items() if form != base)
    return voice(code).past.union(forms)


def _kinds(text: Prepared, words: Voice) -> list[int]:
    folded, content = text.folded, text.analysis.content
    closed = _closed(text.analysis.language)
    found: list[int] = []
    for i, word in enumerate(folded):
        kind = closed.get(word)
        if i in text.number_at:
            kind = _NUMBER
        elif i in text.name_at:
            kind = _NAME
        elif word == "to" and i and folded[i - 1] in words.before_to:
            kind = _AUXILIARY
        elif word in words.adverbs:
            kind = _OTHER
        elif kind is None:
            lost = not content[i] or (word in words.particles and found[-1:] != [_ARTICLE])
            kind = _OTHER if lost else _FULL
        elif kind == _PERSON and word in words.determiners:  # her
            full = i + 1 < len(folded) and (content[i + 1] or folded[i + 1] == "own")
            kind = _ARTICLE if full and i + 1 not in text.number_at else _PERSON
        found.append(kind)
    return found


@cache
def _closed(code: str) -> dict[str, int]:
    words = voice(code)
    found: dict[str, int] = {}
    for kind, members in (
        (_JOIN, words.joins),
        (_AROUND, words.around),
        (_ARTICLE, words.determiners),
        (_AUXILIARY, words.passive | words.have),
        (_RELATIVE, words.relative),
        (_PERSON, persons(code).keys() | words.subject),
    ):
        found.update(dict.fromkeys(members, kind))
    return found


def same_person(i: int, j: int, one: Prepared, two: Prepared) -> bool:
    """Return whether two words are one personal pronoun, whatever its case."""
    known = persons(one.analysis.language)
    person = known.get(one.folded[i])
    return person is not None and person == known.get(two.folded[j])

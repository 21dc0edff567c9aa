"""Who does what to whom in a language that tells it by articles, wherever each stands: German."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from factcov.judges.contradiction.deed import DIRECT, Deed, acts, parted
from factcov.text.languages import language
from factcov.text.nouns import known_noun
from factcov.text.voices import Voice, persons, voice

if TYPE_CHECKING:
    from factcov.judges.contradiction.prepared import Prepared

_OF = "of"  # before a genitive
_SUBJECT, _OBJECT, _EITHER = "subject", "object", "either"


class _Phrase(NamedTuple):
    """A noun phrase: its first word, its head, its case, and the preposition before it."""

    first: int
    head: int
    case: str
    around: str


def deeds_by_case(text: Prepared, words: Voice) -> Iterator[Deed]:
    """Yield what is done, clause by clause.

    >>> from factcov.judges.contradiction.prepared import prepare
    >>> from factcov.text.analysis import analyse
    >>> p = prepare(analyse("Den Hund hat der Mann gebissen.", "de"))
    >>> [(p.folded[d.doer], p.folded[d.verb], p.folded[d.others[0][0]]) for d in p.deeds]
    [('mann', 'gebissen', 'hund')]
    """
    for first, last in _clauses(text, words):
        deed = _deed(first, last, text, words)
        if deed is not None:
            yield deed


def _clauses(text: Prepared, words: Voice) -> Iterator[tuple[int, int]]:
    cut = parted(text.analysis)
    first = 0
    for i, word in enumerate(text.folded):
        if i > first and (cut[i] or word in words.joins):
            yield first, i
            first = i
    yield first, len(text.folded)


def _deed(first: int, last: int, text: Prepared, words: Voice) -> Deed | None:
    phrases, verbs, auxiliaries = _read(first, last, text, words)
    if not verbs or len(phrases) < 2:
        return None
    folded = text.folded
    verb = verbs[-1] if auxiliaries else verbs[0]
    bare = [p for p in phrases if not p.around]
    if any(folded[k] in words.becoming for k in auxiliaries):
        doer = next((p.head for p in phrases if p.around in words.agent and acts(p.head, text)), -1)
        whom = next((p.head for p in bare if p.case != _OBJECT), -1)
        others = [(whom, DIRECT)] + [(p.head, DIRECT) for p in bare if p.case == _OBJECT]
        return Deed(verb, doer, tuple(others), False) if doer >= 0 and whom >= 0 else None
    subject = _subject(bare, verbs[0], auxiliaries, words)
    if subject is None:
        return None
    others = [(p.head, p.around) for p in phrases if p is not subject and p.case != _SUBJECT]
    if subject.case == _EITHER:  # told by its place alone
        if not acts(subject.head, text):
            return None
        others = [(h, p) for h, p in others if acts(h, text)]
    if text.analysis.stems[verb] in words.loses:
        winner = next((h for h, p in others if p in words.against and acts(h, text)), -1)
        if winner >= 0:
            return Deed(verb, winner, ((subject.head, DIRECT),), True)
    return Deed(verb, subject.head, tuple(others), False) if others else None


def _subject(
    bare: list[_Phrase], verb: int, auxiliaries: list[int], words: Voice
) -> _Phrase | None:
    """Return the one phrase that can be the subject, by its article or by those of the others."""
    sure = [p for p in bare if p.case == _SUBJECT]
    either = [p for p in bare if p.case == _EITHER]
    finite = min([verb, *auxiliaries])
    if sure:  # "Ann sagte der Presse": a dative that looks like a subject
        alone = len(sure) == 1 and not any(p.head < finite < sure[0].head for p in either)
        return sure[0] if alone else None
    if len(either) == 1:
        return either[0]
    # "Ann besiegte Berta", "gestern besiegte Ann Berta"; but "den Ann Berta gab"
    return either[0] if len(either) == 2 and finite < either[1].head else None


def _read(
    first: int, last: int, text: Prepared, words: Voice
) -> tuple[list[_Phrase], list[int], list[int]]:
    """Return the noun phrases, the verbs and the auxiliaries of a clause."""
    pronouns = persons(text.analysis.language)
    phrases: list[_Phrase] = []
    verbs: list[int] = []
    likely: list[int] = []
    auxiliaries: list[int] = []
    around, article, begin, noun = "", "", -1, False
    for i in range(first, last):
        word = text.folded[i]
        if word in words.around and word not in words.determiners:
            around, article, begin, noun = word, "", -1, False
        elif word in pronouns:
            case = _OBJECT if word in words.oblique else _SUBJECT
            phrases.append(_Phrase(i, i, case, around))
            around, article, begin, noun = "", "", -1, False
        elif word in words.determiners:
            hangs = noun and not around and word in words.genitive
            around = _OF if hangs else around
            article, begin, noun = word, i, False
        elif word in words.passive or word in words.have or word in words.becoming:
            auxiliaries.append(i)
            noun = False
        elif i in text.number_at:
            begin = i if begin < 0 else begin
        elif _noun(i, article, text):
            if noun and phrases and not article:
                phrases[-1] = phrases[-1]._replace(head=i) if i in text.name_at else phrases[-1]
            elif around != _OF and word not in words.times:
                case = _case(article, word, bool(around), words)
                phrases.append(_Phrase(begin if begin >= 0 else i, i, case, around))
            around, article, begin, noun = "", "", -1, True
        elif text.analysis.content[i]:
            if begin < 0 and not around:
                (verbs if _verbal(i, text) else likely).append(i)
            noun = False
        else:
            noun = False
    return phrases, verbs or likely, auxiliaries


def _noun(i: int, article: str, text: Prepared) -> bool:
    """Return whether a word is a noun by its capital; or, first in a sentence, by more."""
    analysis = text.analysis
    if not analysis.content[i] or not analysis.words[i][:1].isupper():
        return False
    opens = not i or analysis.sentences[i] != analysis.sentences[i - 1]
    return not opens or bool(article) or i in text.in_certain_name or known_noun(analysis, i)


def _case(article: str, noun: str, hangs: bool, words: Voice) -> str:
    if hangs or article in words.oblique:
        return _OBJECT
    if article in words.genitive and noun.endswith(tuple(words.feminine)):
        return _OBJECT  # "der Ministerin": a dative
    return _SUBJECT if article in words.nominative else _EITHER


def _verbal(i: int, text: Prepared) -> bool:
    """Return whether a word may be a verb by its form."""
    forms = _forms(text.analysis.language)
    return text.folded[i] in forms.irregular or text.folded[i].endswith(forms.endings)


class _Forms(NamedTuple):
    irregular: frozenset[str]
    endings: tuple[str, ...]


@cache
def _forms(code: str) -> _Forms:
    return _Forms(frozenset(language(code).irregular), tuple(voice(code).participles))

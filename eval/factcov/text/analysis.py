"""One pass over a text: its words with offsets, stems, sentences and content marks."""

from __future__ import annotations

import re
from functools import cache

import msgspec
import regex
import Stemmer

from factcov.text.languages import Language, language
from factcov.text.unicode import normalise
from factcov.text.verbs import compound_verb

# Every quantifier is possessive and every alternative starts with another character, so a
# text of any shape is read in one pass.
_TOKEN = regex.compile(
    # U.S.  a.m.
    r"(?P<initials>\p{L}\.(?:\p{L}\.)++(?![\p{L}\p{M}]))"
    r"|(?P<number>\d++(?:[.,:]\d++)*+)"  # 13,000  4.5  12:30
    # Scripts written without spaces: one character (with its marks) a word.
    r"|(?P<sign>[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}&&\p{L}]\p{M}*+)"
    r"|(?P<word>[\p{L}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]"
    r"[\p{L}\p{M}\u00ad--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]*+"
    r"(?:['\u2019][\p{L}\p{M}]*+)?+)"  # word, don't, l'
    r"|(?P<stop>[.!?\u2026\u3002\uff01\uff1f\u0964\u061f]++[\"'\u201d\u2019\u00bb)\]]*+|\n++)",
    regex.VERSION1,
)
# The same for ASCII, where the standard library's engine is twice as fast.
_ASCII_TOKEN = re.compile(
    r"[A-Za-z]\.(?:[A-Za-z]\.)++(?![A-Za-z])"
    r"|[0-9]++(?:[.,:][0-9]++)*+"
    r"|[A-Za-z]++(?:'[A-Za-z]*+)?+"
    r"|(?P<stop>[.!?]++[\"')\]]*+|\n++)"
)
_LONGEST = 64  # A longer "word" is noise or code: kept as it is, not stemmed, not remembered.
_REMEMBERED = 200_000  # word types per language
_UN = "un"
_CLAUSE = 16  # words at most from a verb to its particle
_MARKS = frozenset(',.;:!?)"\u201c\u00bb')  # what may end a clause

_Piece = tuple[int, int, str, bool, str]
"""Start and end inside the token, stem, whether it is a content word, the word case-folded."""


class Analysis(msgspec.Struct, frozen=True):
    """A text as parallel tuples, one entry a word.

    ``words`` are slices of ``text`` (``text[starts[i]:ends[i]]``, character offsets); ``stems``
    their case-folded stems, with contractions spelt out ("n't" has the stem "not");
    ``sentences`` the index of the sentence each word stands in; ``content`` is False for
    function words; ``folded`` are the words case-folded, with straight apostrophes.
    """

    text: str
    language: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    content: tuple[bool, ...]
    folded: tuple[str, ...]


def analyse(text: str, code: str) -> Analysis:
    """Return the words of *text*, read as the language *code*.

    >>> analyse("Prices rose. He left.", "en").sentences
    (0, 0, 1, 1)
    >>> a = analyse("Mr. Smith's dealers don't sell.", "en")
    >>> a.words
    ('Mr', 'Smith', 'dealers', 'do', "n't", 'sell')
    >>> a.stems
    ('mr', 'smith', 'dealer', 'do', 'not', 'sell')
    >>> analyse("l'État", "fr").words
    ("l'", 'État')
    """
    reader = _reader(language(code).code)
    found: list[tuple[str, str, int, int, int, bool, str]] = []
    sentence, filled, remembered = 0, False, reader.remembered
    for match in (_ASCII_TOKEN if text.isascii() else _TOKEN).finditer(text):
        token, begin = match[0], match.start()
        if match.lastgroup == "stop":
            if filled and reader.ends_sentence(text, begin, match.end()):
                sentence, filled = sentence + 1, False
            continue
        pieces = remembered.get(token)
        if pieces is None:
            pieces = reader.read(token)
        filled = True
        if len(pieces) == 1:
            a, b, stemmed, full, folded = pieces[0]
            word = token if b == len(token) else token[a:b]
            found.append((word, stemmed, begin + a, begin + b, sentence, full, folded))
        else:
            for a, b, stemmed, full, folded in pieces:
                found.append((token[a:b], stemmed, begin + a, begin + b, sentence, full, folded))
    if reader.separable and found:
        _join_verbs(text, found, reader)
    return Analysis(text, reader.resources.code, *(zip(*found, strict=True) if found else _EMPTY))


_EMPTY: tuple[tuple[()], ...] = ((), (), (), (), (), (), ())


def _join_verbs(
    text: str, found: list[tuple[str, str, int, int, int, bool, str]], reader: _Reader
) -> None:
    """Give a verb whose particle ends the clause the stem of both: "nahm ... ab" is "abnahm"."""
    for i, (apart, alone, start, end, sentence, _, folded) in enumerate(found):
        if folded not in reader.particles:
            continue
        last = i + 1 == len(found) or text[end : end + 2].strip()[:1] in _MARKS
        if not last and found[i + 1][6] not in reader.resources.conjunctions:
            continue
        for j in range(i - 1, max(-1, i - 1 - _CLAUSE), -1):
            word, stemmed, begin, stop, place, _, spelt = found[j]
            if place != sentence or text[stop : stop + 1] == ",":
                break
            whole = reader.whole(folded, stemmed)
            if whole and (word[0].islower() or not j or found[j - 1][4] != place):
                found[j] = (word, whole, begin, stop, place, True, spelt)
                found[i] = (apart, alone, start, end, sentence, False, folded)
                break


def stem(word: str, resources: Language) -> str:
    """Return the stem of one word, case-folded; the folded word where no stemmer is known.

    >>> stem("Dealers", language("en")), stem("bought", language("en"))
    ('dealer', 'buy')
    """
    return _reader(resources.code).stem(word)


def _case_folded(word: str) -> str:
    """Return *word* case-folded, with straight apostrophes."""
    return word.casefold().replace("\u2019", "'")


class _Reader:
    """Turns the tokens of one language into pieces, and remembers them."""

    def __init__(self, resources: Language) -> None:
        self.resources = resources
        self.remembered: dict[str, tuple[_Piece, ...]] = {}
        self._stemmer = Stemmer.Stemmer(resources.snowball) if resources.snowball else None
        self._irregular = {form: self._stem(base) for form, base in resources.irregular.items()}
        self.separable: dict[str, dict[str, str]] = {}
        for (particle, base), whole in resources.separable.items():
            self.separable.setdefault(particle, {})[self.stem(base)] = self.stem(whole)
        self.particles = frozenset(resources.particles).union(self.separable)
        self._simple = {self.stem(base): base for base in sorted(resources.simple)}

    def read(self, token: str) -> tuple[_Piece, ...]:
        pieces = tuple(
            (a, b, self.stem(part), self._says_something(part), _case_folded(token[a:b]))
            for a, b, part in self._split(token)
        )
        if len(token) <= _LONGEST:
            if len(self.remembered) >= _REMEMBERED:
                self.remembered.clear()
            self.remembered[token] = pieces
        return pieces

    def stem(self, word: str) -> str:
        folded = self._folded(word)
        if folded.endswith("."):  # initials: "U.S." is "US"
            return folded.replace(".", "")
        return self._irregular.get(folded) or self._compound(folded, word) or self._stem(folded)

    def whole(self, particle: str, stemmed: str) -> str | None:
        """Return the stem of the verb that a particle makes with the one of the stem *stemmed*."""
        known = self.separable.get(particle, {}).get(stemmed)
        if known is not None or particle not in self.particles:
            return known
        base = self._simple.get(stemmed)
        return None if base is None else self._stem(particle + base)

    def _compound(self, folded: str, word: str) -> str | None:
        """Return the stem of a verb with something before it; a noun is told by its capital."""
        resources = self.resources
        if not resources.particles or folded in resources.simple:
            return None
        if folded.startswith(_UN):
            inner = folded.removeprefix(_UN)
            known = self._irregular.get(inner) or self._compound(inner, inner)
            return None if known is None else _UN + known
        if not word[:1].islower():
            return None
        whole = compound_verb(folded, resources.strong, resources.particles, resources.prefixes)
        return None if whole is None else self._stem(whole)

    def ends_sentence(self, text: str, begin: int, end: int) -> bool:
        """Return whether the stop text[begin:end] ends a sentence."""
        if text[begin] != ".":
            return text[begin] in "\n\u3002\uff01\uff1f\u0964" or (
                end >= len(text) or text[end].isspace()
            )
        head = _word_before(text, begin)
        if end < len(text) and not text[end].isspace():
            # "last season.The former": a stop whose space was lost.
            return len(head) > 1 and head[-1].islower() and text[end].isupper()
        if end - begin > 1 and text[begin + 1] == ".":
            return True
        folded = head.casefold()
        if folded in self.resources.abbreviations_before_number:
            rest = text[end : end + 4].lstrip()
            return not rest[:1].isdigit()
        initials = all(len(part) == 1 for part in head.split(".")) and (
            head.isupper() or "." in head
        )
        return not (initials or folded in self.resources.abbreviations)

    @staticmethod
    def _folded(word: str) -> str:
        # NFKC joins combining marks and opens ligatures, so that one word has one spelling.
        folded = word if word.isascii() else normalise(word, "NFKC")
        folded = folded.casefold()
        if folded.isascii():
            return folded
        return folded.replace("\u2019", "'").replace("\u00ad", "").replace("\u0153", "oe")

    def _says_something(self, word: str) -> bool:
        if word.endswith("."):
            return True
        # "US" is a country and "us" is not; the texts that shout are rarer than the country.
        return (
            word in self.resources.acronyms
            or self._folded(word) not in self.resources.function_words
        )

    def _stem(self, folded: str) -> str:
        if self._stemmer is None or len(folded) > _LONGEST:
            return folded
        stemmed: str = self._stemmer.stemWord(folded)
        return stemmed

    def _split(self, token: str) -> list[tuple[int, int, str]]:
        """Return (start, end, spelling to read) of the words inside *token*."""
        if token.endswith("."):
            return [(0, len(token), token)]
        size = len(token)
        at = token.find("'")
        if at < 0:
            at = token.find("\u2019")
        folded = self._folded(token)
        if folded in self.resources.contractions:
            return _spelt_out(size, self.resources.contractions[folded])
        if at < 0:
            return [(0, size, token)]
        head, tail = token[:at], token[at + 1 :]
        if self._folded(head) + "'" in self.resources.elisions:
            parts = [(0, at + 1, head + "'"), (at + 1, size, tail)]
            return parts if tail else parts[:1]
        clitics = self.resources.clitics
        if tail.casefold() == "t" and head[-1:] in "nN" and "n't" in clitics:
            negation = (at - 1, size, clitics["n't"])
            return [(0, at - 1, token[: at - 1]), negation] if at > 1 else [negation]
        clitic = clitics.get("'" + tail.casefold())
        if clitic == "":  # the possessive says nothing of its own
            return [(0, at, head)]
        if clitic:
            return [(0, at, head), (at, size, clitic)]
        return [(0, size if tail else at, token if tail else head)]


def _word_before(text: str, dot: int) -> str:
    begin = dot
    while begin > 0 and dot - begin < 12 and (text[begin - 1].isalpha() or text[begin - 1] == "."):
        begin -= 1
    return text[begin:dot]


def _spelt_out(size: int, parts: tuple[tuple[int, str], ...]) -> list[tuple[int, int, str]]:
    bounds = [start for start, _ in parts] + [size]
    return [(a, b, word) for (a, word), b in zip(parts, bounds[1:], strict=True)]


@cache
def _reader(code: str) -> _Reader:
    return _Reader(language(code))

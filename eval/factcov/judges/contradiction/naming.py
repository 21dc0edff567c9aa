"""Names that the candidate exchanges for others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from factcov.judges.contradiction.alignment import Alignment, context, resembles
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.names import Name, generic
from factcov.text.unicode import normalise

_LIKE, _LIKE_SHORT = 0.5, 0.6  # share of letters two spellings of a name have in common
_LONGEST = 40


def naming(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a contradiction for each name of the fact whose slot holds another name."""
    lost = [n for n in fact.names if _specific(n) and not _found(n, fact, candidate)]
    for name in fact.names:
        if name not in lost and len(name.words) > 1:
            found = _other_family_name(name, fact, candidate, pairs)
            if found is not None:
                yield found
    if not lost:
        return
    free = [
        n
        for n in candidate.names
        if pairs.first <= n.first < pairs.last
        and (_specific(n) or len(n.words) > 1)
        and not _known(n, candidate, fact)
    ]
    doubled = _doubled(fact, candidate, pairs) if pairs.counterpart else []
    for name in lost:
        best: tuple[float, Name] | None = None
        for other in [*free, *doubled]:
            score = _evidence(name, other, fact, candidate, pairs) - 0.15 * (other in doubled)
            if best is None or score > best[0]:
                best = score, other
        if best is not None and best[0] > 0:
            other = best[1]
            said = candidate.analysis.text[other.start : other.end]
            meant = fact.analysis.text[name.start : name.end]
            yield Contradiction(
                min(0.95, best[0]), other.start, other.end,
                f'names "{said}" where the fact names "{meant}"', "name",
            )  # fmt: skip


def _other_family_name(
    name: Name, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> Contradiction | None:
    """Return the case of a name given in part, with another last word: Ann Lee for Ann Smith."""
    telling = _telling(name)
    last = telling[-1]
    if len(telling) != 2 or any(alike(last, other) for other in _capitals(candidate)):
        return None
    for other in candidate.names:
        words = _telling(other)
        if not pairs.first <= other.first < pairs.last or len(words) != 2:
            continue
        shared = sum(any(alike(word, one) for one in telling[:-1]) for word in words[:-1])
        if shared != 1:  # two shared words make it the same name, spelt otherwise
            continue
        if any(alike(words[-1], one) for one in fact.folded) or _acronym(other, fact):
            continue
        said = candidate.analysis.text[other.start : other.end]
        meant = fact.analysis.text[name.start : name.end]
        probability = 0.8 if name.certain and other.certain else 0.6
        return Contradiction(
            probability, other.start, other.end,
            f'names "{said}" where the fact names "{meant}"', "name",
        )  # fmt: skip
    return None


def _doubled(fact: Prepared, candidate: Prepared, pairs: Alignment) -> list[Name]:
    """Return the candidate's names that the fact has too, but not so often."""
    found = []
    for name in candidate.names:
        if pairs.first <= name.first < pairs.last and name.certain:
            key = candidate.keys[name.last - 1]
            if len(candidate.places[key]) > max(1, len(fact.places.get(key, ()))):
                found.append(name)
    return [n for n in found if _specific(n)]


def _specific(name: Name) -> bool:
    return any(not generic(word) for word in name.words)


def _telling(name: Name) -> tuple[str, ...]:
    """Return the words of a name that tell it from others: not initials, titles or "river"."""
    long_ = tuple(w for w in name.words if len(w) > 2)
    return tuple(w for w in long_ if not generic(w)) or long_ or name.words


def _found(name: Name, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether any telling word of the name is there, inflected or spelt otherwise too."""
    telling = _telling(name)
    keys = [fact.keys[i] for i in range(name.first, name.last) if fact.folded[i] in telling]
    if any(key in candidate.places for key in keys):
        return True
    if _acronym(name, candidate):
        return True
    joined = "".join(telling)
    return any(
        alike(word, other) or (len(other) > 4 and (other in joined or joined in other))
        for word in telling
        for other in _capitals(candidate)
        if not generic(other)
    )


def _known(name: Name, candidate: Prepared, fact: Prepared) -> bool:
    """Return whether the candidate's name is one of the fact's words after all."""
    telling = _telling(name)
    if any(
        candidate.keys[i] in fact.places
        for i in range(name.first, name.last)
        if candidate.folded[i] in telling
    ):
        return True
    if _acronym(name, fact):
        return True
    joined = "".join(telling)
    return any(
        alike(word, other) or (len(other) > 4 and (other in joined or joined in other))
        for word in telling
        for other in fact.folded
        if not generic(other)
    )


def _capitals(text: Prepared) -> list[str]:
    """Return the words that can be names: those of names, or all where there are no capitals."""
    if text.names:
        return [word for name in text.names for word in name.words] + [
            text.folded[i] for i in text.content if text.analysis.words[i][0].isupper()
        ]
    return [text.folded[i] for i in text.content]


def _acronym(name: Name, other: Prepared) -> bool:
    """Return whether one side writes in capitals what the other spells out: BBC, UN."""
    first_letters = "".join(w[0] for w in name.words)
    if len(name.words) > 1 and first_letters in other.places:
        return True
    if len(name.words) != 1 or not 2 <= len(name.words[0]) <= 6:
        return False
    letters = name.words[0].replace(".", "")
    initials = "".join(w[0] for w in other.folded)
    if letters in initials:
        return True
    content = "".join(other.folded[i][0] for i in other.content)
    return len(letters) > 2 and letters in content


@lru_cache(maxsize=100_000)
def alike(a: str, b: str) -> bool:
    """Return whether two names are one, spelt or transliterated otherwise.

    >>> alike("yanukovich", "janukowitsch"), alike("france", "french"), alike("gardon", "batigne")
    (True, True, False)
    """
    if not (a.isascii() and b.isascii()):
        a, b = _plain(a), _plain(b)
    if a == b:
        return True
    if len(a) < 3 or len(b) < 3:
        return False
    if resembles(a, b):
        return True
    if len(a) > 3 and len(b) > 3 and a[:4] == b[:4]:
        return True
    x, y = _skeleton(a), _skeleton(b)
    if len(x) < 3 or len(y) < 3:
        return False
    return x == y or (a[:3] == b[:3] and (x.startswith(y) or y.startswith(x)))  # Naples, Napoli


@lru_cache(maxsize=50_000)
def _alike_enough(a: str, b: str) -> bool:
    """Return whether two names that stand in one place share so many letters that they are one."""
    size = max(len(a), len(b))
    share = _LIKE_SHORT if size < 7 else _LIKE
    return _edited(_plain(a), _plain(b)) <= (1 - share) * size


def _edited(a: str, b: str) -> int:
    """Return the number of letters to change, add or drop (Levenshtein) from *a* to *b*."""
    if len(a) > _LONGEST or len(b) > _LONGEST:
        return _LONGEST
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def _plain(word: str) -> str:
    return "".join(c for c in normalise(word, "NFD") if not unicodedata.combining(c))


_SOUNDS = str.maketrans(
    {"c": "k", "q": "k", "w": "v", "z": "s", "y": None, "j": None, "h": None,
     "a": None, "e": None, "i": None, "o": None, "u": None}
)  # fmt: skip


@lru_cache(maxsize=50_000)
def _skeleton(word: str) -> str:
    """Return the consonants that survive from one transliteration to another."""
    word = word.replace("tsch", "k").replace("tch", "k").replace("ch", "k").replace("ph", "f")
    word = word.replace("x", "ks").translate(_SOUNDS)
    return "".join(c for n, c in enumerate(word) if n == 0 or c != word[n - 1])


def _evidence(
    name: Name, other: Name, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> float:
    """Return the probability that *other* stands where *name* should."""
    near = max(
        context(name.first, other.first, fact, candidate, pairs),
        context(name.last - 1, other.last - 1, fact, candidate, pairs),
    )
    if any(_alike_enough(a, b) for a in _telling(name) for b in _telling(other)):
        return 0.0
    start = name.first / max(1, len(fact.keys))
    apart = abs(start - (other.first - pairs.first) / max(1, pairs.last - pairs.first))
    role = _preposition(name.first, fact), _preposition(other.first, candidate)
    same_role = 0.0 if None in role else 0.1 if role[0] == role[1] else -0.1
    if pairs.counterpart:
        score = 0.58 + 0.3 * near - 0.3 * apart + same_role
        if not name.certain and not other.certain:
            score -= 0.25
        elif not name.certain or not other.certain:
            score -= 0.05
        return score
    if not name.certain or not other.certain:
        return 0.0
    if None in role and role != (None, None):
        return 0.0  # "in California" is not answered by who did it
    return 0.15 + 0.55 * near + 0.1 * (pairs.covered >= 0.6) + same_role


def _preposition(i: int, text: Prepared) -> str | None:
    """Return the function word before a name, its article apart; None after a content word."""
    i -= 1
    while i >= 0 and text.folded[i] in (
        "the",
        "a",
        "le",
        "la",
        "l'",
        "der",
        "die",
        "das",
        "el",
        "il",
    ):
        i -= 1
    return text.folded[i] if i >= 0 and not text.analysis.content[i] else None

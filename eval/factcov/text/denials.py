"""What denies without a "not", and what may stand for a denial: refuse, unless, a mystery."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.text.analysis import Analysis
from factcov.text.cues import Cues, cues_of
from factcov.text.negation import Negation, excepting, in_set_phrase, kept_on, new_clause

_REACH = 8  # words after a cue
_BEFORE = 4  # words before or after a cue that belong to it
_LONG = 8  # letters of a word that may say so


def implied(analysis: Analysis) -> tuple[int, ...]:
    """Return the words that can stand for a negation without being one.

    >>> from factcov.text.analysis import analyse
    >>> a = analyse("Two abstained: too bad.", "en")
    >>> [a.words[i] for i in implied(a)]
    ['abstained', 'too']
    """
    known = cues_of(analysis.language)
    found = known.implied | known.verbs
    return tuple(
        i
        for i, pair in enumerate(_pairs(analysis))
        if pair in known.implied or analysis.stems[i] in found
    )


def denials(
    analysis: Analysis, known_negations: tuple[Negation, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the words of a text that deny for certain, and those that may answer a denial.

    >>> from factcov.text.analysis import analyse
    >>> from factcov.text.negation import negations
    >>> a = analyse("She refused to pay until May, not only once.", "en")
    >>> sure, perhaps = denials(a, negations(a))
    >>> [a.words[i] for i in sure], [a.words[i] for i in perhaps]
    (['refused'], ['until', 'not', 'only'])
    """
    known = cues_of(analysis.language)
    folded = analysis.folded
    sure: set[int] = set()
    for n in known_negations:
        if not (n.lexical or (sure and folded[n.at] in known.goes_on)) or new_clause(
            analysis, n.at, known
        ):
            sure.add(n.at)
    begun: set[int] = set()  # the first words of pairs
    perhaps = []
    only = excepting(analysis)
    for i, (stemmed, pair) in enumerate(zip(analysis.stems, _pairs(analysis), strict=True)):
        word = folded[i]
        if known.openers and stemmed in known.unending and kept_on(analysis, i, known):
            continue
        if word in known.in_idioms and in_set_phrase(folded, i, known):
            continue
        if word in known.sure or (pair in known.sure and not _amount_after(analysis, i + 2)):
            sure.add(i)
            if word not in known.sure:
                begun.add(i)
        elif word in known.nearly:
            if _amount_after(analysis, i + 1):
                perhaps.append(i)
        elif i not in sure and i - 1 not in begun and (
            stemmed in known.duals or pair in known.duals
            or stemmed in known.implied or pair in known.implied or stemmed in known.verbs
            or (word in known.before_next and f"{word}_{(*folded, '')[i + 1]}" in known.with_next)
            or (
                word in known.superlatives and not (word in known.weak and _within(sure, i))
                and f"{folded[i - 1] if i else ''}_{word}" not in known.harmless_pairs
            )
            or word in known.only or word in known.undone_later
            or word in known.cues or stemmed in known.cues or stands_for(analysis, i) or i in only
        ):  # fmt: skip
            perhaps.append(i)
    return tuple(sorted(sure)), tuple(perhaps)


def _amount_after(analysis: Analysis, i: int) -> bool:
    return i < len(analysis.words) and analysis.words[i][:1].isdigit()  # declined to 14 %


def _within(sure: set[int], i: int) -> bool:
    return any(0 < i - k <= _REACH for k in sure)


def cannot_be(folded: str) -> bool:
    """Return whether a word says that something cannot be done, as in five languages: impassable.

    >>> cannot_be("irreversible"), cannot_be("table")
    (True, False)
    """
    return (
        folded.startswith(("im", "in", "ir", "il", "un"))
        and folded.endswith(("able", "ible", "ables", "ibles", "bile", "bili", "bar", "bare"))
        and len(folded) > _LONG
    )


def _pairs(analysis: Analysis) -> Iterator[str]:
    """Yield the stem of each word with the word that follows."""
    words = (*analysis.folded[1:], "")
    return (f"{stemmed}_{word}" for stemmed, word in zip(analysis.stems, words, strict=True))


def denies(analysis: Analysis, i: int) -> bool:
    """Return whether word i is a cue: not, never, and not "refuse"."""
    known = cues_of(analysis.language)
    return (
        analysis.folded[i] in known.cues
        or analysis.stems[i] in known.cues
        or (analysis.folded[i] in known.needs_opener)
    )


def belies(denying: Analysis, at: int, other: Analysis, j: int) -> bool:
    """Return whether the denial at word *at* says that something is over, word *j* that it is not.

    Or that it is still to come, and word *j* that it has come: not yet, already.

    >>> from factcov.text.analysis import analyse
    >>> belies(analyse("It no longer rains.", "en"), 1, analyse("It still rains.", "en"), 1)
    True
    """
    known = cues_of(denying.language)
    if other.stems[j] in known.lasting:
        return not known.ended.isdisjoint(denying.folded[max(0, at - 1) : at + _BEFORE])
    if other.stems[j] in known.arrived:
        return not known.awaited.isdisjoint(denying.folded[max(0, at - 1) : at + _REACH])
    return False


def without_those_alike(
    here: Analysis, ours: list[int], there: Analysis, theirs: list[int]
) -> list[int]:
    """Return the words *theirs* that none of *ours* answers: either may stand for a denial.

    >>> from factcov.text.analysis import analyse
    >>> one, two = analyse("It remains.", "en"), analyse("Still they refuse.", "en")
    >>> without_those_alike(one, [1], two, [0, 2])
    [2]
    """
    groups = cues_of(here.language).groups
    mine = [group for i in ours if (group := _group(here, i, groups)) >= 0]
    kept = []
    for j in theirs:
        group = _group(there, j, groups)
        if group in mine:
            mine.remove(group)
        else:
            kept.append(j)
    return kept


def _group(analysis: Analysis, i: int, groups: dict[str, int]) -> int:
    """Return the group of a word, or of it with the next, -1 if it has none."""
    stemmed = analysis.stems[i]
    pair = f"{stemmed}_{(*analysis.folded[i + 1 : i + 2], '')[0]}"
    return groups.get(pair, groups.get(stemmed, -1))


def of_all_or_none(denying: Analysis, at: int, other: Analysis) -> bool:
    """Return whether the denial at word *at* is of everybody, and the other text says everybody.

    >>> from factcov.text.analysis import analyse
    >>> of_all_or_none(analyse("Nobody came.", "en"), 0, analyse("Everyone came.", "en"))
    True
    """
    known = cues_of(denying.language)
    return (
        denying.folded[at] in known.nobody
        and known.universal.isdisjoint(denying.folded)
        and not known.universal.isdisjoint(other.folded)
    )


def denies_of_all(analysis: Analysis, at: int) -> bool:
    """Return whether the cue at word *at* denies what is said of all: nobody, not one."""
    known = cues_of(analysis.language)
    after = (*analysis.folded[at + 1 : at + 2], "")[0]
    return analysis.folded[at] in known.subjects or after in known.single


def clause_end(analysis: Analysis, at: int) -> int:
    """Return the word after the clause of word *at*, as far as it is told by its first words."""
    end = at + 1
    while end < min(len(analysis.words), at + 2 * _REACH):
        gap = analysis.text[analysis.ends[end - 1] : analysis.starts[end]]
        if any(mark in gap for mark in ",;:.()!?") or opens_clause(analysis, end):
            break
        end += 1
    return end


def makes_exceptions(analysis: Analysis) -> bool:
    """Return whether a text makes an exception: every day but Monday, all except him.

    >>> from factcov.text.analysis import analyse
    >>> makes_exceptions(analyse("It is open every day but Monday.", "en"))
    True
    """
    known = cues_of(analysis.language)
    folded = analysis.folded
    return not known.exceptions.isdisjoint(folded) or any(
        folded[i] in known.undone_by and not known.universal.isdisjoint(folded[max(0, i - 3) : i])
        for i in range(len(folded))
    )


def bounded(analysis: Analysis) -> bool:
    """Return whether a text says what "only" may answer: not before May, no other."""
    return not cues_of(analysis.language).bounded.isdisjoint(analysis.folded)


def opens_clause(analysis: Analysis, i: int, main: bool = False) -> bool:
    """Return whether word i opens a clause; a *main* one, or another of its own: and, because."""
    known = cues_of(analysis.language)
    return analysis.folded[i] in (known.breaks if main else known.breaks | known.relatives)


def stands_for(analysis: Analysis, i: int) -> bool:
    """Return whether word i, or it with the next, may well stand for a denial: a mystery, rather.

    >>> from factcov.text.analysis import analyse
    >>> a = analyse("It remains a mystery, they say.", "en")
    >>> [a.words[i] for i in range(6) if stands_for(a, i)]
    ['remains', 'mystery']
    """
    known = cues_of(analysis.language)
    folded = analysis.folded[i]
    if folded in known.lessening and not _turns(analysis, i, known):
        return False
    if folded in known.quasi and i and analysis.folded[i - 1] in known.vague:
        return False  # a few
    if analysis.stems[i] in known.answers or folded in known.answering:
        return True
    return stands_for_in_pair(analysis, i)


def stands_for_in_pair(analysis: Analysis, i: int) -> bool:
    """Return whether word i with the next may well stand for a denial: instead of."""
    return "_".join(analysis.folded[i : i + 2]) in cues_of(analysis.language).answering


def _turns(analysis: Analysis, i: int, known: Cues) -> bool:
    """Return whether "less" stands before what it turns, and not before an amount."""
    after = (*analysis.folded[i + 1 : i + 2], "")[0]
    return after not in known.than and not after[:1].isdigit()


def nearly_denies(analysis: Analysis, i: int) -> bool:
    """Return whether word i nearly denies: hardly, few, rarely."""
    return analysis.stems[i] in cues_of(analysis.language).quasi

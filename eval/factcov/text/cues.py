"""The words that deny in a language, and those around them that change what they say."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from factcov.text.analysis import stem
from factcov.text.languages import Language, language


class Cues(msgspec.Struct, frozen=True):
    """One language's table, negation/<code>.toml; its comments say what each list is for.

    Words are case-folded; those of lists of verbs and of words in all their forms are stems.
    """

    cues: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    wanders: frozenset[str] = frozenset()
    """Not empty where a negation may stand far from what it denies: at the end of its clause."""
    moves: frozenset[str] = frozenset()
    """Not empty where clauses change places so freely that the only negation of a text may stand
    anywhere in another."""
    openers: frozenset[str] = frozenset()
    needs_opener: frozenset[str] = frozenset()
    harmless_after_not: frozenset[str] = frozenset()
    harmless_after_no: frozenset[str] = frozenset()
    harmless_with_but: frozenset[str] = frozenset()
    harmless_after: frozenset[str] = frozenset()
    undone_by: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    """Verbs that end what "without" governs."""
    undone_later: frozenset[str] = frozenset()
    undone_next: frozenset[str] = frozenset()
    """Those that do so right after a cue only: not before May."""
    light: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    """Cues that stand before a noun: no doubt."""
    only: frozenset[str] = frozenset()
    with_next: frozenset[str] = frozenset()
    """Pairs of words that mean a negation together: far_from."""
    before_next: frozenset[str] = frozenset()
    """The first words of those pairs."""
    conditional: frozenset[str] = frozenset()
    """Verb forms that say what would be: would, aurait."""
    until: frozenset[str] = frozenset()
    """Words, and pairs, before a negation that say how long, not that it is not so."""
    since: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    """It had not happened since May: it happened for the first time."""
    supposing: frozenset[str] = frozenset()
    unreal: frozenset[str] = frozenset()
    """Verb forms that say what is not so after those words: if it were."""
    one_negation: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    """Words that a negation governs no more than the next: not yet come."""
    numbered: frozenset[str] = frozenset()
    """Cues that also stand for "number": no. 7."""
    clausal: frozenset[str] = frozenset()
    """Cues that tell nothing from another, but open a clause: and nobody came."""
    contrast: frozenset[str] = frozenset()
    """Words before a cue that only tells one thing from another: hers and not his."""
    compared: frozenset[str] = frozenset()
    """Words around what a negation only compares: not as good as."""
    degrees: frozenset[str] = frozenset()
    """Words that a negation turns, but for amounts: no more difficult, no more than three."""
    comparing: frozenset[str] = frozenset()
    """Words that set what is denied beside something else: none since, no other."""
    superlatives: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    """Words for all of them, or each time."""
    joining: frozenset[str] = frozenset()
    """Words that join what one negation denies: no car and bike."""
    implied: frozenset[str] = frozenset()
    """Words that can stand for a negation, in another place: closed, unanimous, too (late)."""
    twice: frozenset[str] = frozenset()
    """Cues that another one undoes, but that answer two: nicht ohne."""
    before_opener: frozenset[str] = frozenset()
    """Those that may stand before it: personne ne vient."""
    repeats: frozenset[str] = frozenset()
    """Cues that go on with a negation, and make none: ni l'un ni l'autre."""
    paired: frozenset[str] = frozenset()
    """Cues that only these go on with, where not every one: neither."""
    ended: frozenset[str] = frozenset()
    """Words beside a cue, or cues, that say that something is over: no longer."""
    over: frozenset[str] = frozenset()
    """Those that only belong to the cue before them."""
    lasting: frozenset[str] = frozenset()
    """Words that say that it is not: still."""
    awaited: frozenset[str] = frozenset()
    """Words around a cue that say that something is still to come: not yet."""
    arrived: frozenset[str] = frozenset()
    """Words that say that it has come: already."""
    perfect: frozenset[str] = frozenset()
    """Verbs after "would" that say what did not happen: would have."""
    harmless_pairs: frozenset[str] = frozenset()
    """Cues with the word before or after them that deny nothing together: without_doubt."""
    able: frozenset[str] = frozenset()
    being: frozenset[str] = frozenset()
    """With those before a cue, these before a comparative say its most: could not be kinder."""
    comparatives: frozenset[str] = frozenset()
    """Comparatives that have no "-er"."""
    positives: frozenset[str] = frozenset()
    """Adjectives in "-er" that are none."""
    groups: dict[str, int] = {}
    """Words that answer a denial in the same way: still, remain."""
    answers: frozenset[str] = frozenset()
    answering: frozenset[str] = frozenset()
    """Words that stand for a denial wherever they are, in all their forms or in these only."""
    breaks: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    """Words that open a clause, and those that hang one on a word."""
    vague: frozenset[str] = frozenset()
    """Words before "few" that make it some."""
    lessening: frozenset[str] = frozenset()
    """Words that turn what follows, but for amounts: less expensive, not less than ten."""
    than: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    """Cues that are subjects, and words after a cue that make it one: nobody, not one."""
    exceptions: frozenset[str] = frozenset()
    echoing: frozenset[str] = frozenset()
    """Words after a cue that only says again what was denied: never, not a single time."""
    auxiliaries: frozenset[str] = frozenset()
    nearly: frozenset[str] = frozenset()
    """Words that answer a denial before an amount only: almost 40, not quite 40."""
    universal: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    """Words of which one says the opposite of the other: everybody, nobody."""
    bounded: frozenset[str] = frozenset()
    """Words beside a denial that "only" may answer: not before May, no other."""
    weak: frozenset[str] = frozenset()
    """Superlatives that say nothing of the kind after a denial: any."""
    quasi: frozenset[str] = frozenset()
    """Words by which one nearly denies: hardly anybody, few, rarely."""
    goes_on: frozenset[str] = frozenset()
    """Cues that go on with a negation begun before: neither here nor there."""
    sure: frozenset[str] = frozenset()
    """Words, and pairs with the next word, that deny what they govern wherever they stand."""
    idioms: frozenset[str] = frozenset()
    """Words in a row, a cue among them, that deny nothing: non_plus, sans_cesse."""
    in_idioms: frozenset[str] = frozenset()
    """Their words."""
    unopened: frozenset[str] = frozenset()
    """Of the cues that need an opener, those that may do without: mais jamais un appel."""
    bound: frozenset[str] = frozenset()
    """Words right before those that make them no cues: si jamais."""
    bare: frozenset[str] = frozenset()
    """Verb forms that an opener denies by itself: ne peut répondre."""
    unending: frozenset[str] = frozenset()
    """Verbs of denial that an opener by itself turns back: ne cesse de."""
    excepting: frozenset[str] = frozenset()
    """Words that make "only" of an opener: ne vend que."""
    believing: frozenset[str] = frozenset()
    """Verbs after which those words open a clause: ne croit pas que."""
    persons: frozenset[str] = frozenset()
    """Subjects of such a clause."""
    existing: frozenset[str] = frozenset()
    """Words after a cue that make it deny that there is any: pas de pain."""
    duals: frozenset[str] = frozenset()
    """Words, and pairs, by which one says without a negation what another says with one."""


@cache
def cues_of(code: str) -> Cues:
    """Return the words of the language *code*; an empty table where there is none."""
    path = files("factcov.text") / "negation" / f"{code}.toml"
    if not (code.isascii() and code.isalpha()) or not path.is_file():
        return Cues()
    table = tomllib.loads(path.read_text("utf-8").replace("ß", "ss"))  # as case-folded
    resources = language(code)
    groups = enumerate(table.pop("groups", "").splitlines())
    alike = {_first_stemmed(word, resources): n for n, line in groups for word in line.split()}
    sets = {key: frozenset(words.split()) for key, words in table.items()}
    for role in ("verbs", "light", "unending", "believing"):
        sets[role] = frozenset(stem(word, resources) for word in sets.get(role, ()))
    sets["sure"] = frozenset(
        _first_stemmed(word, resources) if "_" in word else word for word in sets.get("sure", ())
    )
    for role in ("implied", "duals", "lasting", "arrived", "quasi", "answers"):
        sets[role] = frozenset(_first_stemmed(word, resources) for word in sets.get(role, ()))
    sets["in_idioms"] = frozenset(
        word for idiom in sets.get("idioms", ()) for word in idiom.split("_")
    )
    sets["before_next"] = frozenset(pair.partition("_")[0] for pair in sets.get("with_next", ()))
    return Cues(**sets, groups=alike)


def _first_stemmed(word: str, resources: Language) -> str:
    first, mark, second = word.partition("_")
    return stem(first, resources) + mark + second


def small_words(code: str) -> frozenset[str]:
    """Return the words by which negations are known and undone, in the language *code*."""
    known = cues_of(code)
    return (
        known.cues | known.harmless_after_not | known.harmless_after_no | known.undone_later
        | known.undone_by | known.harmless_with_but
    )  # fmt: skip


def has_clauses(code: str) -> bool:
    """Return whether it is known of the language *code* what words open a clause.

    >>> has_clauses("en")
    True
    """
    return bool(cues_of(code).breaks)


def wanders(code: str) -> bool:
    """Return whether a negation may stand far from what it denies, in the language *code*.

    >>> wanders("de"), wanders("en")
    (True, False)
    """
    return bool(cues_of(code).wanders)


def moves(code: str) -> bool:
    """Return whether the only negations of two texts answer each other wherever they stand.

    >>> moves("es"), moves("en")
    (True, False)
    """
    return bool(cues_of(code).moves)

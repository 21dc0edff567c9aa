"""The forms of German verbs: those of infinitives (mit|teilen: teilte ... mit, mitgeteilt), and the
infinitives of forms with something before them (aufgehoben, entzog).
"""

from __future__ import annotations

_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "über", "unter", "wider")
_PERSONS = ("t", "te", "ten", "st")
_INFLECTED = ("", "e", "en", "er", "es", "em")
_ROOT = 5  # letters of the shortest participle, or infinitive with "zu"


def verb_forms(
    infinitives: str, strong: dict[str, str]
) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Return forms with their infinitives, and (particle, verb) pairs with the verb they make.

    *infinitives* mark a particle by a bar; *strong* maps the irregular forms of simple verbs to
    their infinitives.

    >>> forms, pairs = verb_forms("mit|teilen ab|nehmen", {"nahm": "nehmen", "genommen": "nehmen"})
    >>> forms["mitgeteilt"], forms["mitzuteilen"], forms["abgenommen"], pairs["mit", "teilen"]
    ('mitteilen', 'mitteilen', 'abnehmen', 'mitteilen')
    """
    of: dict[str, list[str]] = {}
    for form, base in strong.items():
        of.setdefault(base, []).append(form)
    forms: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    for entry in infinitives.split():
        particle, _, base = entry.rpartition("|")
        whole = particle + base
        if particle:
            pairs[particle, base] = whole
            forms[f"{particle}zu{base}"] = whole
        for form in of.get(base) or _weak(base):
            forms[particle + form] = whole
    return forms, pairs


def _weak(infinitive: str) -> list[str]:
    root = infinitive[:-1] if infinitive.endswith(("eln", "ern")) else infinitive[:-2]
    middle = "e" if root.endswith(("t", "d", "chn", "ffn", "gn", "dn")) else ""
    plain = infinitive.endswith("ieren") or infinitive.startswith(_INSEPARABLE)
    participle = ("" if plain else "ge") + root + middle + "t"
    return [root + middle + end for end in _PERSONS] + [participle + end for end in _INFLECTED]


def compound_verb(
    form: str, strong: dict[str, str], particles: tuple[str, ...], prefixes: tuple[str, ...]
) -> str | None:
    """Return the infinitive of a verb with a particle or a prefix before it, None for other words.

    *strong* maps the irregular forms of simple verbs to their infinitives; *particles* and
    *prefixes* stand with the longest first.

    >>> strong = {"hob": "heben", "gehoben": "heben", "zogen": "ziehen", "gezogen": "ziehen"}
    >>> known = strong, ("auf", "ab"), ("ent",)
    >>> [compound_verb(form, *known) for form in ("aufgehobene", "entzogen", "abzulehnen")]
    ['aufheben', 'entziehen', 'ablehnen']
    >>> compound_verb("abgelehnten", *known), compound_verb("abseits", *known)
    ('ablehnen', None)
    """
    for apart, before in ((True, particles), (False, prefixes)):
        for first in before:
            if form.startswith(first):
                base = _base(form[len(first) :], strong, apart)
                if base is not None:
                    return first + base
    return None


def _base(rest: str, strong: dict[str, str], apart: bool) -> str | None:
    """Return the infinitive of what follows a particle, or a prefix that is never *apart*."""
    for core in [rest] + [rest[: -len(end)] for end in _INFLECTED[1:] if rest.endswith(end)]:
        base = strong.get(core) if core == rest or core.startswith("ge") else None
        if base is None and not apart and core != "legen":
            base = strong.get("ge" + core)
        if base is not None:
            return base
        if apart and core.startswith("ge") and core.endswith("t") and len(core) > _ROOT:
            return core[2:-1].removesuffix("e") + "en"
    if apart and rest.startswith("zu") and rest.endswith("n") and len(rest) > _ROOT:
        return rest[2:]
    return None

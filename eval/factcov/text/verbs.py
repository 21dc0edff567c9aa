"""The forms of German verbs, made from infinitives: mit|teilen, teilte ... mit, mitgeteilt."""

from __future__ import annotations

_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "über", "unter", "wider")
_PERSONS = ("t", "te", "ten", "st")
_INFLECTED = ("", "e", "en", "er", "es", "em")


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

"""The forms of French verbs of the third group, made from models: mettre, remettre."""

from __future__ import annotations

_PLURAL = ("ons", "ez", "ent", "ait", "aient", "ant", "e")
_FUTURE = ("a", "ai", "ont", "ons", "ez", "ait", "aient")
_AGREED = ("", "e", "s", "es")
_NONE = "-"


def conjugated(models: str, kept: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return forms with their infinitives; the forms in *kept* are other words first.

    A line of *models* has the infinitive, the singular of the present, the stems of its plural and
    of the future, the participle and the third persons of the past; after a bar the prefixes that
    make other verbs of it, "=" for none.

    >>> line = "mettre met mett mettr mis mit/mirent | = re"
    >>> forms = conjugated(line, frozenset(["remise"]))
    >>> forms["mettait"], forms["remettront"], forms["remises"], "remise" in forms
    ('mettre', 'remettre', 'remettre', False)
    """
    found: dict[str, str] = {}
    for line in models.splitlines():
        model, _, prefixes = line.partition("|")
        if not model.strip():
            continue
        infinitive, *parts = model.split()
        forms = _forms(*parts)
        for entry in prefixes.split() or ["="]:
            prefix = entry.replace("=", "")
            found.update((prefix + form, prefix + infinitive) for form in forms)
    return {form: base for form, base in found.items() if form not in kept}


def _forms(singular: str, plural: str, future: str, participle: str, past: str) -> list[str]:
    found = [form for form in (*singular.split("/"), *past.split("/")) if form != _NONE]
    for stems, endings in ((plural, _PLURAL), (future, _FUTURE), (participle, _AGREED)):
        found += [stem + ending for stem in stems.split("/") if stem != _NONE for ending in endings]
    return found

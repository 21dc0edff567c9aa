"""Where a quote stands in a text: verbatim, or but for case, white space and quote marks."""

from __future__ import annotations

from functools import cached_property

_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_AROUND = " \t\r\n\"'.…"


class Text:
    """A candidate in which quotes are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, quote: str) -> tuple[int, int] | None:
        r"""Return the offsets of the first occurrence of *quote*; None when it is not there.

        >>> Text("Ten  people\ndied.").find("ten people died")
        (0, 16)
        >>> Text("Ten people died.").find("eleven people") is None
        True
        """
        quote = quote.strip()
        if not quote:
            return None
        start = self.text.find(quote)
        if start >= 0:
            return start, start + len(quote)
        folded, places = self._folded
        for wanted in (_fold(quote)[0].strip(), _fold(quote)[0].strip(_AROUND)):
            start = folded.find(wanted) if wanted else -1
            if start >= 0:
                return places[start], places[start + len(wanted) - 1] + 1
        return None

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return _fold(self.text)


def _fold(text: str) -> tuple[str, list[int]]:
    """Return *text* with case folded and white space single, and the place of each character.

    >>> _fold("Aß  b")
    ('ass b', [0, 1, 1, 2, 4])
    """
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(_SAME)):
        if character.isspace():
            if not folded or folded[-1] != " ":
                folded.append(" ")
                places.append(place)
            continue
        for part in character.casefold():
            folded.append(part)
            places.append(place)
    return "".join(folded), places

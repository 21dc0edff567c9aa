"""Texts, items, verdicts and corpora for property tests. Built once: building costs most."""

from __future__ import annotations

import msgspec
from hypothesis import strategies as st

from factcov.types import KINDS, Fact, Item, Verdict

_WORDS = [
    *("the", "cat", "sat", "on", "a", "mat", "fox", "quick", "brown", "dogs", "jumped", "two"),
    *("3", "3.5", "13,000", "$40", "don't", "it's", "l'été", "École", "straße", "ﬁne", "e\u0301"),
    *(
        "Москва",
        "привет",
        "दिल्ली",
        "में",
        "नमस्ते",
        "数据",
        "中文字符",
        "東京タワー",
        "ภาษาไทย",
        "한국어",
    ),
    *("عربي", "Paris", "Marie", "yesterday", "&quot;", "&amp;", "<skipped>", "²", "-", "--", "."),
    *(",", "!", "?", "(", ")", "。", "؟"),
]
_PIECES = [word + gap for word in _WORDS for gap in (" ", " ", " ", "\n", ", ", ". ", "")]

sentences = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)
"""Texts of likely words, so that candidates and references overlap."""

texts = st.one_of(
    sentences,
    sentences,
    st.text(max_size=30),
    st.text(st.characters(categories=["Cs", "Cc", "Mn", "No", "Lo"]), max_size=20),
)
"""Any text: likely words, anything in Unicode, control characters, lone surrogates."""

_facts = st.lists(
    st.builds(
        Fact,
        id=st.just("f"),
        item=st.just("n"),
        text=st.just("The cat sat."),
        weight=st.sampled_from([1.0, 2.0, 3.0, 0.5]),
        kind=st.sampled_from(KINDS),
    ),
    max_size=3,
).map(tuple)
_verdict = st.sampled_from(
    [
        Verdict("covered", 0.9, 0.0, 0, 1, "all words found"),
        Verdict("contradicted", 0.2, 0.7, 0, 1, "41 for 14"),
        Verdict("missing", 0.1, 0.0),
        Verdict("error", None, None, reason="judge failed"),
    ]
)

items = st.builds(
    Item,
    id=st.just("n"),
    source=texts,
    references=st.lists(texts, min_size=1, max_size=3).map(tuple),
    facts=_facts,
)
"""An item with one to three references and up to three facts."""

_row = st.tuples(texts, st.lists(_verdict, min_size=3, max_size=3))
_entries = st.lists(st.tuples(items, _row, _row), min_size=1, max_size=3)

Corpus = tuple[list[str], list[Item], list[tuple[Verdict, ...]]]


def _corpus(entries: list[tuple[Item, tuple[str, list[Verdict]], tuple[str, list[Verdict]]]],
            systems: int) -> Corpus:  # fmt: skip
    candidates, rows, verdicts = [], [], []
    for number, (item, *said) in enumerate(entries):
        named = msgspec.structs.replace(item, id=f"n{number}")
        for text, found in said[:systems]:
            candidates.append(text)
            rows.append(named)
            verdicts.append(tuple(found[: len(item.facts)]))
    return candidates, rows, verdicts


corpora = st.builds(_corpus, _entries, st.integers(1, 2))
"""Candidates, items and verdicts of one or two systems, item by item as the engine has them."""

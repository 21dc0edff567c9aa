"""Texts, items, verdicts and corpora for property tests."""

from __future__ import annotations

import msgspec
from hypothesis import strategies as st

from factcov.types import KINDS, Fact, Item, Verdict

_WORDS = (
    "the cat sat on a mat fox quick brown dogs jumped 3 3.5 13,000 $40 don't it's l'été "
    "École Москва привет दिल्ली में नमस्ते 数据 中文字符 東京タワー ภาษาไทย 한국어 عربي straße ﬁne "
    "Paris Marie yesterday &quot; &amp; <skipped> e\u0301 - -- . , ! ? ( ) 。 ؟"
).split()


def sentences() -> st.SearchStrategy[str]:
    """Texts of likely words, so that candidates and references overlap."""
    separators = st.sampled_from([" ", " ", " ", "  ", "\n", ", ", ". ", "-", ""])
    return st.lists(st.tuples(st.sampled_from(_WORDS), separators), max_size=14).map(
        lambda pairs: "".join(word + separator for word, separator in pairs)
    )


def texts() -> st.SearchStrategy[str]:
    """Any text: likely words, anything in Unicode, control characters, lone surrogates."""
    return st.one_of(
        sentences(),
        sentences(),
        st.text(max_size=30),
        st.text(st.characters(categories=["Cs", "Cc", "Mn", "Nd", "Lo"]), max_size=20),
    )


@st.composite
def items(draw: st.DrawFn, identifier: str = "n1", references: int | None = None) -> Item:
    """An item with one to three references (or exactly *references*) and up to four facts."""
    least, most = (references, references) if references else (1, 3)
    facts = draw(
        st.lists(
            st.builds(
                Fact,
                id=st.just("f"),
                item=st.just(identifier),
                text=sentences(),
                weight=st.sampled_from([1.0, 2.0, 3.0, 0.5]),
                kind=st.sampled_from(KINDS),
            ),
            max_size=4,
        )
    )
    return Item(
        identifier,
        draw(texts()),
        tuple(draw(st.lists(texts(), min_size=least, max_size=most))),
        tuple(msgspec.structs.replace(f, id=f"f{i}") for i, f in enumerate(facts)),
    )


def verdicts_of(item: Item) -> st.SearchStrategy[tuple[Verdict, ...]]:
    """One verdict for each fact of the item."""
    one = st.sampled_from(
        [
            Verdict("covered", 0.9, 0.0, 0, 1, "all words found"),
            Verdict("contradicted", 0.2, 0.7, 0, 1, "41 for 14"),
            Verdict("missing", 0.1, 0.0),
            Verdict("error", None, None, reason="judge failed"),
        ]
    )
    return st.tuples(*(one for _ in item.facts))


Corpus = tuple[list[str], list[Item], list[tuple[Verdict, ...]]]


@st.composite
def corpora(draw: st.DrawFn, references: int | None = None, most: int = 3) -> Corpus:
    """Candidates, items and verdicts of one or two systems, item by item as the engine has them."""
    systems = draw(st.integers(1, 2))
    distinct = [draw(items(f"n{i}", references)) for i in range(draw(st.integers(1, most)))]
    rows = [item for item in distinct for _ in range(systems)]
    return (
        [draw(texts()) for _ in rows],
        rows,
        [draw(verdicts_of(item)) for item in rows],
    )

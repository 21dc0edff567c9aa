"""Proposing key facts for an article: its checkable statements, each with its exact quote.

A person edits the proposal: makes each fact atomic and self-contained, sets weights, drops some.
"""

from __future__ import annotations

from factcov.text.statements import statements
from factcov.types import Fact


def draft_facts(source: str, language: str, item: str) -> tuple[Fact, ...]:
    """Return one proposed fact for each statement of *source*, in its order.

    Statements that repeat one before them word for word are left out.

    >>> [fact.text for fact in draft_facts("Ten died. He left.", "en", "n1")]
    ['Ten died', 'He left']
    """
    seen: set[str] = set()
    facts: list[Fact] = []
    for statement in statements(source, language):
        text = " ".join(statement.text.split())
        if not text or text.casefold() in seen:
            continue
        seen.add(text.casefold())
        quote = source[statement.start : statement.end]
        number = len(facts) + 1
        facts.append(Fact(f"f{number:02}", item, text, kind=statement.kind, evidence=quote))
    return tuple(facts)

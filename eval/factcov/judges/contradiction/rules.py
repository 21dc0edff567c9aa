"""Every rule, by its name, in the order in which they look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factcov.judges.contradiction.actors import actors
from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.amounts import amounts
from factcov.judges.contradiction.balance import balance
from factcov.judges.contradiction.combine import CONTRADICTED
from factcov.judges.contradiction.comparisons import comparisons
from factcov.judges.contradiction.courses import courses
from factcov.judges.contradiction.deputies import deputies
from factcov.judges.contradiction.exchanges import exchanges
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.genders import genders
from factcov.judges.contradiction.lone import lone
from factcov.judges.contradiction.multiplied import multiplied
from factcov.judges.contradiction.naming import naming
from factcov.judges.contradiction.offices import other_bodies
from factcov.judges.contradiction.opposition import opposition
from factcov.judges.contradiction.parties import parties
from factcov.judges.contradiction.polarity import polarity
from factcov.judges.contradiction.prepared import Prepared
from factcov.judges.contradiction.roles import roles
from factcov.judges.contradiction.speakers import speakers
from factcov.judges.contradiction.timing import timing
from factcov.text.opposites import opposites


def findings(
    fact: Prepared, candidate: Prepared, pairs: Alignment | None
) -> list[tuple[str, Contradiction]]:
    """Return every finding as its rule gives it, with the rule's name."""
    found = [] if pairs is None else list(_aligned(fact, candidate, pairs))
    if fact.quantities and candidate.quantities:
        found += [("lone", one) for one in lone(fact, candidate)]
    if fact.sayings or fact.offices:
        found += [("speakers", one) for one in speakers(fact, candidate)]
    return found


def _aligned(
    fact: Prepared, candidate: Prepared, pairs: Alignment
) -> Iterator[tuple[str, Contradiction]]:
    for rule, some in _rules(fact, candidate, pairs):
        for one in some:
            yield rule, one


def _rules(
    fact: Prepared, candidate: Prepared, pairs: Alignment
) -> Iterator[tuple[str, Iterable[Contradiction]]]:
    """Yield what each rule finds, of the rules that have anything to compare."""
    table = opposites(candidate.analysis.language)
    if fact.quantities and candidate.quantities:
        yield "amounts", amounts(fact, candidate, pairs)
        yield "courses", courses(fact, candidate, pairs)
    if fact.quantities or candidate.quantities:
        yield "multiplied", multiplied(fact, candidate, pairs)
    if fact.names and candidate.names:
        yield "naming", naming(fact, candidate, pairs)
        yield "deputies", deputies(fact, candidate, pairs)
    if pairs.parallel:
        yield "bodies", other_bodies(fact, candidate, pairs)
    yield "roles", roles(fact, candidate, pairs)
    yield "exchanges", exchanges(fact, candidate, pairs)
    yield "parties", parties(fact, candidate, pairs)
    yield "comparisons", comparisons(fact, candidate, pairs)
    if fact.people and candidate.people:
        yield "actors", actors(fact, candidate, pairs)
    if fact.negations or candidate.negations or (fact.restrictions and candidate.restrictions):
        denied = list(polarity(fact, candidate, pairs, table))
        yield "polarity", denied
        if pairs.counterpart and not any(f.probability >= CONTRADICTED for f in denied):
            yield "balance", balance(fact, candidate, pairs, table)
    yield "opposition", opposition(fact, candidate, pairs, table)
    if fact.phases:
        yield "timing", timing(fact, candidate, pairs)
    if (fact.gendered and candidate.gendered) or table.feminines:
        yield "genders", genders(fact, candidate, pairs)

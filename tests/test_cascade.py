"""A cascade: the second judge is asked where the first is unsure, and of nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pytest

import factcov
from factcov.calibrations import Bin, shipped, write
from factcov.errors import DataError, UnknownNameError, UsageError
from factcov.judges import get_judge, split_cascade
from factcov.judges.base import BoundJudge, CostlyJudge, Judge
from factcov.judges.cascade import Band, Cascade, cascade, default_band
from factcov.types import Fact, Item, Verdict
from made import LastWord, make_benchmark, make_outputs

BAND = Band(0.3, 0.7)


class Dictated:
    """A first judge: a fact's text is its p_covered, or a word for another verdict."""

    signature = "judge:dictated|v:1"

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        return [[self._verdict(str(fact.text)) for fact in item.facts] for item in items]

    def _verdict(self, text: str) -> Verdict:
        if text == "error":
            return Verdict("error", None, None)
        if text == "contradicted":
            return Verdict("contradicted", 0.01, 0.9)
        p = float(text)
        return Verdict("covered" if p >= 0.5 else "missing", p, 0.0)


class Asked:
    """A second judge that says covered to everything and remembers what it was asked."""

    signature = "judge:asked|v:2"

    def __init__(self) -> None:
        self.seen: list[tuple[str, tuple[str, ...]]] = []

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        self.seen += [
            (text, tuple(fact.id for fact in item.facts))
            for text, item in zip(candidates, items, strict=True)
        ]
        return [[Verdict("covered", 1.0, 0.0, reason=f"{c} {f.id}") for f in item.facts]
                for c, item in zip(candidates, items, strict=True)]  # fmt: skip


class Dear(Asked):
    """The same as a costly judge; its answers come in reverse order."""

    signature = "judge:dear|v:3"

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, Sequence[Verdict]]]:
        yield from reversed(list(enumerate(self.judge(candidates, items))))

    def notices(self) -> Sequence[str]:
        return ["dear: it was dear"]


class Bound(Asked):
    def bound(self, items: Sequence[Item], outputs: Mapping[str, Sequence[str]]) -> Judge:
        return Dear()


def item(*facts: object, name: str = "i") -> Item:
    return Item(name, "", (), tuple(Fact(f"f{n}", name, str(f)) for n, f in enumerate(facts)))


FACTS = (0.1, 0.3, 0.5, 0.7, 0.9, "contradicted", "error")
UNSURE = ("f1", "f2", "f3", "f5", "f6")


def test_a_costly_judge_is_given_the_unsure_facts_alone() -> None:
    second = Dear()

    (verdicts,) = cascade(Dictated(), second, BAND).judge(["text"], [item(*FACTS)])

    assert second.seen == [("text", UNSURE)]
    assert [v.reason for v in verdicts] == [
        "", "dear: text f1", "dear: text f2", "dear: text f3", "", "dear: text f5", "dear: text f6"
    ]  # fmt: skip
    assert [v.p_covered for v in verdicts] == [0.1, 1.0, 1.0, 1.0, 0.9, 1.0, 1.0]


def test_another_judge_is_given_the_whole_item_and_heard_on_the_unsure_facts() -> None:
    second, whole = Asked(), item(*FACTS)

    (verdicts,) = cascade(Dictated(), second, BAND).judge(["text"], [whole])

    assert second.seen == [("text", tuple(fact.id for fact in whole.facts))]
    assert [v.reason for v in verdicts] == [
        "", "asked: text f1", "asked: text f2", "asked: text f3", "", "asked: text f5",
        "asked: text f6",
    ]  # fmt: skip


@pytest.mark.parametrize("second", [Asked, Dear])
def test_candidates_without_an_unsure_fact_are_spared(second: type[Asked]) -> None:
    asked = second()
    made = cascade(Dictated(), asked, BAND)
    texts = ["sure", "unsure", "sure too", "none"]

    rows = made.judge(texts, [item(0.1, 0.9), item(0.1, 0.5), item(0.8), item()])

    assert [text for text, _ in asked.seen] == ["unsure"]
    assert [[v.p_covered for v in row] for row in rows] == [[0.1, 0.9], [0.1, 1.0], [0.8], []]
    assert made.notices()[0] == (
        f"cascade: {asked.signature[6:].split('|')[0]} was asked about 1 of 5 facts in candidates "
        "(20\xa0%), where dictated was unsure (p_covered 0.3..0.7, contradicted or failed); 3 of 4 "
        "candidates were not shown to it"
    )
    assert cascade(Dictated(), Asked(), BAND).notices() == []
    assert made.notices()[1:] == (["dear: it was dear"] if second is Dear else [])


def test_a_row_depends_on_its_own_candidate_and_item_only() -> None:
    texts = [f"t{n}" for n in range(6)]
    items = [item(0.1 * n, 0.9 - 0.1 * n, name=f"i{n}") for n in range(6)]

    together = cascade(Dictated(), Dear(), BAND).judge(texts, items)

    assert together == [
        cascade(Dictated(), Dear(), BAND).judge([text], [one])[0]
        for text, one in zip(texts, items, strict=True)
    ]


def test_what_the_second_judge_fails_on_is_an_error() -> None:
    class Failing(Dear):
        def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
            return [
                [Verdict("error", None, None, reason="no answer")] * len(i.facts) for i in items
            ]

    (verdicts,) = cascade(Dictated(), Failing(), BAND).judge(["t"], [item(0.5, 0.9)])

    assert [v.verdict for v in verdicts] == ["error", "covered"]
    assert verdicts[0].reason == "dear: no answer"


def test_a_cascade_is_of_the_kind_of_its_judges() -> None:
    plain, costly = cascade(Dictated(), Asked(), BAND), cascade(Dictated(), Dear(), BAND)
    bound = cascade(Dictated(), Bound(), BAND)

    assert isinstance(plain, Judge)
    assert not isinstance(plain, CostlyJudge | BoundJudge)
    assert isinstance(costly, CostlyJudge)
    assert isinstance(bound, BoundJudge)
    assert isinstance(bound.bound([], {}), CostlyJudge)
    assert sorted(costly.judge_each(["a", "b"], [item(0.9), item(0.5)]))[1][0] == 1


def test_its_costly_judge_can_be_put_behind_a_cache() -> None:
    wrapped: list[CostlyJudge] = []
    made = cascade(Dictated(), Dear(), BAND)

    again = made.wrapped(lambda judge: wrapped.append(judge) or judge)

    assert wrapped == [made.second]
    assert again.signature == made.signature
    assert isinstance(again, CostlyJudge)


def test_the_signature_joins_both_and_the_band() -> None:
    assert cascade(Dictated(), Asked(), BAND).signature == (
        "judge:dictated+asked|band:0.3..0.7|first:(judge:dictated|v:1)|second:(judge:asked|v:2)"
    )


def test_the_default_band_is_where_the_record_shows_the_judge_wrong_once_in_ten() -> None:
    signature = get_judge("lexical").signature
    tables = [one.record.reliability for one in shipped() if one.record.judge == signature]

    band = default_band(signature)

    for rows in zip(*tables, strict=True):
        facts = sum(row.facts for row in rows)
        share = sum(row.facts * (row.share_covered or 0) for row in rows) / facts
        inside = band.low <= rows[0].low and rows[0].high <= band.high + 1e-9
        assert inside or not 0.1 < share < 0.9


def test_a_record_of_ones_own_shows_the_band(tmp_path: Path) -> None:
    signature = get_judge("lexical", language="fr").signature
    shares = [0.0, 0.05, 0.2, 0.0, None, 0.5, 0.6, 0.85, 0.95, 1.0]
    record = msgspec.structs.replace(
        shipped()[0].record,
        judge=signature,
        reliability=tuple(
            Bin(k / 10, (k + 1) / 10, 0 if share is None else 20, None, share)
            for k, share in enumerate(shares)
        ),
    )
    path = write(record, tmp_path / "mine.json")

    made = get_judge(f"lexical:band={path}+lexical", language="fr")

    assert "|band:0.2..0.8|" in made.signature
    with pytest.raises(UsageError, match=r"the record is of judge:lexical.*measure this one"):
        get_judge(f"lexical:band={path},threshold=0.9+lexical", language="fr")
    with pytest.raises(DataError, match=r"none\.json: cannot be read"):
        get_judge("lexical:band=none.json+lexical")
    path.write_text("{}")
    with pytest.raises(DataError, match=r"mine\.json: "):
        get_judge(f"lexical:band={path}+lexical", language="fr")


def test_where_an_unknown_judge_is_unsure_must_be_said() -> None:
    with pytest.raises(UsageError, match=r"dictated:band=0\.1\.\.0\.9\+"):
        Cascade(Dictated(), Asked())
    with pytest.raises(UsageError, match="no calibration record of it in this language"):
        get_judge("lexical+lexical", language="fr")

    assert "band:0..0.9" in get_judge("lexical:band=0..0.9+lexical", language="fr").signature


@pytest.mark.parametrize("text", ["0.5", "0.8..0.2", "-1..0.5", "0..2", "a..b", "..", "nan..nan"])
def test_a_band_that_cannot_be_read_is_one_clear_error(text: str) -> None:
    with pytest.raises(UsageError, match=r"write LOW\.\.HIGH"):
        get_judge(f"lexical:band={text}+lexical")


def test_a_band_without_a_second_judge_is_one_clear_error() -> None:
    with pytest.raises(UsageError, match=r"join the second judge: lexical:band=0\.\.1\+llm:MODEL"):
        get_judge("lexical:band=0..1")


def test_a_plus_before_a_judges_name_parts_two_specs() -> None:
    assert split_cascade("lexical") == ["lexical"]
    assert split_cascade("lexical:model=a+b.json,threshold=0.5+nli:x+y/z,batch=8") == [
        "lexical:model=a+b.json,threshold=0.5", "nli:x+y/z,batch=8",
    ]  # fmt: skip
    with pytest.raises(UnknownNameError, match='unknown judge "lexcal"; known: lexical'):
        split_cascade("lexcal+nli:m")
    with pytest.raises(UnknownNameError, match='unknown judge "nil"; known: nli'):
        split_cascade("lexical+nil:m")
    with pytest.raises(UsageError, match="two judges, not 3"):
        split_cascade("lexical+lexical+nli:m")
    with pytest.raises(UsageError, match=r"write lexical:threshold=0.5,band=0..1\+lexical"):
        get_judge("lexical:threshold=0.5+lexical:band=0..1")


def test_a_run_is_scored_by_a_cascade() -> None:
    bench = make_benchmark()
    outputs = make_outputs(bench)
    alone = factcov.score(bench, outputs, metrics=["coverage"], judge=LastWord())
    judge = cascade(LastWord(), Asked(), Band(0.0, 0.2))

    run = factcov.score(bench, outputs, metrics=["coverage"], judge=judge)

    assert run.record.header.judge == judge.signature
    assert (alone.verdicts["verdict"] == "missing").any()
    assert not (run.verdicts["verdict"] == "missing").any()

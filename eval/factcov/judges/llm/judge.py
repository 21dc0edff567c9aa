"""LlmJudge: blocks of facts put to a model, answers of all repeats put together to verdicts."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeAlias
from urllib.parse import quote

from factcov.errors import UsageError
from factcov.judges.base import in_order
from factcov.judges.llm.address import read_address
from factcov.judges.llm.answer import Entry
from factcov.judges.llm.asking import Asker, Question, Settings
from factcov.judges.llm.endpoint import Endpoint
from factcov.judges.llm.evidence import Text
from factcov.judges.llm.patience import Patience
from factcov.judges.llm.prompt import fingerprint
from factcov.judges.llm.spending import Prices, Spending
from factcov.judges.llm.tally import Tally
from factcov.judges.llm.vote import decide
from factcov.types import Item, Task, Verdict, Verdicts

_Answer: TypeAlias = tuple[dict[int, Entry], str]
_VERSION = 1
"""Of what becomes of an answer: reading it, looking its quotes up, voting. Raise it with a change,
so that no answer is kept that would come out otherwise today."""
_AHEAD = 2
"""Questions in hand for each thread."""


class LlmJudge:
    """Asks any model behind an endpoint that speaks chat completions (extra: llm).

    ``llm:MODEL``, with the options ``base_url`` (or the variable OPENAI_BASE_URL), ``key_env``
    (the variable that holds the key), ``repeat`` (answers a fact gets, and votes), ``temperature``
    (0; with repeats 1), ``seed``, ``block`` (facts a call), ``max_tokens`` (of an answer),
    ``max_chars`` (of a candidate), ``concurrency``, ``timeout``, ``retries``, ``backoff``
    (seconds), ``price_in``, ``price_out`` (of a million tokens) and ``max_cost``.
    """

    reads: tuple[str, ...] = ()
    """Of an item the facts' wording alone is sent."""

    def __init__(
        self,
        model: str,
        *,
        language: str = "en",
        source_language: str = "en",
        task: Task = "summarization",
        base_url: str | None = None,
        key_env: str = "OPENAI_API_KEY",
        repeat: int = 1,
        temperature: float | None = None,
        seed: int = 0,
        block: int = 20,
        max_tokens: int = 4096,
        max_chars: int = 100_000,
        concurrency: int = 4,
        timeout: float = 120.0,
        retries: int = 6,
        backoff: float = 1.0,
        price_in: float | None = None,
        price_out: float | None = None,
        max_cost: float | None = None,
    ) -> None:
        wholes = {"repeat": repeat, "block": block, "max_tokens": max_tokens,
                  "max_chars": max_chars, "concurrency": concurrency}  # fmt: skip
        for name, value in wholes.items():
            _require(value >= 1, f"{name} is at least 1, not {value}")
        _require(retries >= 0, f"retries is at least 0, not {retries}")
        _require(timeout > 0, f"timeout is more than 0 seconds, not {timeout:g}")
        _require(backoff >= 0, f"backoff is at least 0 seconds, not {backoff:g}")
        _require(temperature is None or 0 <= temperature <= 2, "temperature is between 0 and 2")
        address = read_address(base_url, key_env, os.environ)
        if temperature is None:
            temperature = 0.0 if repeat == 1 else 1.0
        self.language, self.source_language = language, source_language
        self.signature = "|".join([
            "judge:llm", f"model:{quote(model, safe=':/@+ ')}", f"endpoint:{address.label}",
            f"prompt:{fingerprint()}", f"language:{language}", f"facts:{source_language}",
            f"repeat:{repeat}", f"temperature:{temperature:g}", f"seed:{seed}", f"block:{block}",
            f"version:{_VERSION}",
        ])  # fmt: skip
        self.block = block
        self._repeat, self._max_chars = repeat, max_chars
        self._threads = concurrency
        self._tally = Tally(repeat)
        self._asker = Asker(
            Endpoint(model, address, timeout),
            Settings(temperature, seed, max_tokens, retries),
            Spending(_prices(price_in, price_out, max_cost), max_cost),
            Patience(backoff),
        )

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        """Return one verdict for each fact of each item, in order."""
        return in_order(self.judge_each(candidates, items))

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, list[Verdict]]]:
        """Yield (row, its verdicts) in the order of completion.

        An empty candidate is not asked about: it states nothing.

        Raises:
            JudgeError: the endpoint cannot be used at all.
            UsageError: the key or the extra is missing.
        """
        if len(candidates) != len(items):
            raise ValueError(f"{len(candidates)} candidates for {len(items)} items")
        asked: dict[int, _Row] = {}
        for number, (text, item) in enumerate(zip(candidates, items, strict=True)):
            known = self._unasked(text)
            if known is None and item.facts:
                asked[number] = _Row(self, text, item)
            else:
                yield number, self._told([known] * len(item.facts) if known else [])
        if asked:
            self._asker.endpoint.connect()
            try:
                for number, row in self._answered(asked):
                    yield number, self._told(row)
            finally:
                self._asker.endpoint.disconnect()

    def notices(self) -> list[str]:
        """Return what the calls cost and what became of them."""
        endpoint = self._asker.endpoint
        where = f"{endpoint.model} at {endpoint.address.label}"
        return self._tally.notices(where, self._asker.spending, endpoint.dialect)

    def recalled(self, verdicts: Sequence[Verdict]) -> None:
        """Count verdicts that were kept from an earlier run, so that notices speak of all."""
        self._told(verdicts)

    def _told(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        self._tally.add(verdicts)
        return list(verdicts)

    def _unasked(self, text: str) -> Verdict | None:
        """Return the verdict on every fact where there is nothing to ask."""
        if not text.strip():
            return Verdict("missing", 0.0, 0.0, reason="the text is empty")
        if len(text) > self._max_chars:
            reason = f"the text has {len(text)} characters, max_chars is {self._max_chars}"
            return Verdict("error", None, None, reason=reason)
        return None

    def _answered(self, rows: dict[int, _Row]) -> Iterator[tuple[int, list[Verdict]]]:
        """Yield the verdicts of each row, once its last question is answered."""
        questions = ((number, q) for number, row in list(rows.items()) for q in row.questions())
        pool = ThreadPoolExecutor(self._threads, "factcov-llm")
        waiting: dict[Future[_Answer], tuple[int, Question]] = {}
        finished: deque[Future[_Answer]] = deque()
        patient = True
        try:
            while True:
                while len(waiting) < self._threads * _AHEAD:
                    following = next(questions, None)
                    if following is None:
                        break
                    waiting[pool.submit(self._asker.ask, following[1])] = following
                if not waiting:
                    return
                finished.extend(wait(waiting, return_when=FIRST_COMPLETED).done)
                while finished:
                    future = finished.popleft()
                    number, question = waiting.pop(future)
                    verdicts = rows[number].take(question, future.result())
                    if verdicts is not None:
                        del rows[number]
                        yield number, verdicts
        except KeyboardInterrupt:
            patient = False
            raise
        finally:
            # Left early, nothing more is asked; calls under way end by themselves, and who
            # interrupts does not wait for them.
            if waiting:
                self._asker.abandon()
            pool.shutdown(wait=patient, cancel_futures=True)


class _Row:
    """One candidate: its questions, and the answers so far."""

    def __init__(self, judge: LlmJudge, text: str, item: Item) -> None:
        self._judge, self._text, self._item = judge, text, item
        self._entries: list[list[Entry | None]] = [[] for _ in item.facts]
        self._failures = [""] * len(item.facts)
        blocks = -(-len(item.facts) // judge.block)
        self._open = blocks * judge._repeat

    def questions(self) -> Iterator[Question]:
        judge = self._judge
        wordings = [f.wording(judge.language, judge.source_language) for f in self._item.facts]
        for repeat in range(judge._repeat):
            for begin in range(0, len(wordings), judge.block):
                block = dict(enumerate(wordings[begin : begin + judge.block], begin + 1))
                name = f"{self._item.id}|{begin}|{repeat}"
                yield Question(name, self._text, block, judge.language, repeat)

    def take(self, question: Question, answer: _Answer) -> list[Verdict] | None:
        """Keep an answer; return the verdicts when it was the last."""
        entries, failure = answer
        for number in question.facts:
            self._entries[number - 1].append(entries.get(number))
            if number not in entries:
                self._failures[number - 1] = failure
        self._open -= 1
        if self._open:
            return None
        text = Text(self._text)
        return [
            decide(found, text, why)
            for found, why in zip(self._entries, self._failures, strict=True)
        ]


def _prices(tokens_in: float | None, tokens_out: float | None, most: float | None) -> Prices | None:
    if (tokens_in is None) != (tokens_out is None):
        raise UsageError(
            "judge llm: give both price_in and price_out, of a million tokens, or none"
        )
    if tokens_in is None or tokens_out is None:
        _require(most is None, "max_cost needs price_in and price_out, of a million tokens")
        return None
    _require(tokens_in >= 0 and tokens_out >= 0, "price_in and price_out are at least 0")
    _require(most is None or most > 0, "max_cost is more than 0")
    return Prices(tokens_in, tokens_out)


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise UsageError(f"judge llm: {what}")

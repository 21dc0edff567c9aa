"""One question: a block of facts about one text, asked until each has an answer or patience ends.

Only what is still open is asked again. A call that settles a fact is no failure, so a question
costs at most one call a fact and ``retries`` more.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping

import msgspec

from factcov.errors import JudgeError
from factcov.judges.llm.answer import Entry, read_answer
from factcov.judges.llm.endpoint import CallError, Endpoint, Reply
from factcov.judges.llm.patience import MOST_ASKED, Patience
from factcov.judges.llm.prompt import Message, messages
from factcov.judges.llm.spending import Spending

_HOPELESS = 8
"""Questions in a row that the endpoint failed altogether, after which it is left alone."""
_OVERHEAD = 1_000
"""Tokens that an endpoint may add to a prompt: its template, and the answer's schema."""


class Question(msgspec.Struct, frozen=True):
    """Facts, id to (wording, language), about one text; *repeat* tells same questions apart."""

    name: str
    text: str
    facts: Mapping[int, tuple[str, str]]
    language: str
    repeat: int


class Settings(msgspec.Struct, frozen=True):
    """How a question is asked."""

    temperature: float
    seed: int
    max_tokens: int
    retries: int


class Asker:
    """Puts questions to an endpoint, for all threads; stops when going on has no use."""

    def __init__(
        self, endpoint: Endpoint, settings: Settings, spending: Spending, patience: Patience
    ) -> None:
        self.endpoint, self.settings = endpoint, settings
        self.spending, self.patience = spending, patience
        self.stopped = ""
        """Why no more calls are made; empty while they are."""
        self._failed_in_row = 0
        self._lock = threading.Lock()

    def ask(self, question: Question) -> tuple[dict[int, Entry], str]:
        """Return an entry for each fact that could be settled, and why others could not.

        Raises:
            JudgeError: the endpoint cannot be used at all: nothing was ever answered.
        """
        found: dict[int, Entry] = {}
        failures, answers, size, reason = 0, 0, len(question.facts), ""
        while len(found) < len(question.facts) and failures <= self.settings.retries:
            self.patience.hold()
            if self.stopped:
                return found, self.stopped
            part = [number for number in question.facts if number not in found][:size]
            try:
                reply = self._call(question, part, again=answers > 0)
            except CallError as error:
                failures, reason = failures + 1, error.reason
                self._weigh(error, last=failures > self.settings.retries)
                if error.kind == "no":
                    break
                if failures <= self.settings.retries:
                    self.patience.wait(failures, question.name, error.wait)
                continue
            answers += 1
            read = read_answer(reply.text, part, question.text)
            found |= read
            self._failed_in_row = 0
            if not read:
                failures += 1
                reason = "the answer could not be read"
                # No room for a single entry: fewer facts need less thought.
                size = max(1, len(part) // 2) if reply.cut else size
            if not read and reply.refused:
                reason = "the model would not answer"
                break
        tries = "once" if failures == 1 else f"{failures} times"
        return found, f"failed {tries}: {reason}"

    def abandon(self) -> None:
        """Make no more calls: nobody waits for the answers."""
        with self._lock:
            self.stopped = self.stopped or "interrupted"
        self.patience.give_up()

    def _call(self, question: Question, part: list[int], *, again: bool) -> Reply:
        """Make one call and count it.

        Raises:
            CallError: no answer came, or the ceiling leaves no room for the call.
        """
        settings = self.settings
        facts = {number: question.facts[number] for number in part}
        asked = messages(question.text, facts, question.language, again=again)
        worst = self.spending.worst(_size(asked) + _OVERHEAD, settings.max_tokens)
        if not self.spending.begin(worst):
            raise CallError("never", self._too_dear(worst))
        try:
            seed = settings.seed + question.repeat
            reply = self.endpoint.ask(asked, settings.temperature, seed, settings.max_tokens)
        except CallError as error:
            (self.spending.lost if error.lost else self.spending.refused)(worst)
            raise
        except BaseException:
            self.spending.lost(worst)
            raise
        self.spending.answered(worst, reply.tokens)
        return reply

    def _too_dear(self, worst: float) -> str:
        spent, unknown = self.spending.spent.cost, self.spending.unknown
        lost = f", up to {unknown:.4g} more for calls that were lost" if unknown else ""
        return (
            f"max_cost={self.spending.ceiling:g} reached: {spent:.4g} spent{lost}, and the next "
            f"call may cost up to {worst:.4g}"
        )

    def _weigh(self, error: CallError, *, last: bool) -> None:
        """Stop asking where a failure shows that going on has no use.

        What one text may cause (a refused call) counts only while nothing was ever answered; an
        answer that cannot be read never does.
        """
        if error.wait is not None and error.wait > MOST_ASKED:
            self._stop(f"{error.reason}; it asks to wait {error.wait:,.0f} s")
        elif error.kind == "never":
            self._stop(error.reason)
        elif last or (error.kind == "no" and not self.spending.spent.answers):
            with self._lock:
                self._failed_in_row += 1
            if error.kind == "absent" and not self.spending.spent.answers:
                self._stop(error.reason)
            elif self._failed_in_row >= _HOPELESS:
                self._stop(f"{_HOPELESS} questions in a row failed, the last: {error.reason}")

    def _stop(self, reason: str) -> None:
        with self._lock:
            self.stopped = self.stopped or reason
        self.patience.give_up()
        if not self.spending.spent.answers:
            raise JudgeError(f"judge llm: {reason}")


def _size(asked: list[Message]) -> int:
    return len(json.dumps(asked, ensure_ascii=False).encode())

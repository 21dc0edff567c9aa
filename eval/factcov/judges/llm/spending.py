"""Calls, tokens and money: each answer counted once, and a ceiling that no call may pass."""

from __future__ import annotations

import threading

import msgspec

_MILLION = 1_000_000


class Prices(msgspec.Struct, frozen=True):
    """Prices of a million tokens, in and out, in any one currency."""

    tokens_in: float
    tokens_out: float

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """Return what so many tokens cost."""
        return (tokens_in * self.tokens_in + tokens_out * self.tokens_out) / _MILLION


class Spent(msgspec.Struct, frozen=True):
    """What was asked for and counted so far."""

    calls: int = 0
    answers: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    uncounted: int = 0
    """Answers that did not say how many tokens they took."""
    lost: int = 0
    """Calls that were cut off or timed out: the endpoint may have charged them."""
    cost: float = 0.0


class Spending:
    """The counters of one judge, for all its threads.

    A call is made only while its worst case (every byte of the prompt a token, the answer as long
    as it may be) still fits under the ceiling, together with that of the calls under way. An
    uncounted or lost call is held at its worst case, so the ceiling holds whatever comes back.
    """

    def __init__(self, prices: Prices | None, ceiling: float | None) -> None:
        self.prices, self.ceiling = prices, ceiling
        self._spent = Spent()
        self._running, self._held = 0, 0.0
        self.unknown = 0.0
        """What uncounted and lost calls may have cost at most."""
        self._changed = threading.Condition()

    @property
    def spent(self) -> Spent:
        """What was asked for and counted so far."""
        return self._spent

    def worst(self, prompt_bytes: int, max_tokens: int) -> float:
        """Return what a call may cost at most: a token is at least one byte."""
        return self.prices.cost(prompt_bytes, max_tokens) if self.prices else 0.0

    def begin(self, worst: float) -> bool:
        """Count a call that may cost *worst*; False when the ceiling leaves no room for it.

        Calls under way may cost less than they hold, so their end is awaited first.
        """
        with self._changed:
            while self.ceiling is not None and self._gone() + self._held + worst > self.ceiling:
                if not self._running:
                    return False
                self._changed.wait()
            self._running += 1
            self._held += worst
            self._count(calls=1)
        return True

    def answered(self, worst: float, tokens: tuple[int, int] | None) -> None:
        """Count an answer; *tokens* in and out, None where it did not say."""
        with self._changed:
            if tokens is None:
                self.unknown += worst
                self._count(answers=1, uncounted=1)
            else:
                cost = self.prices.cost(*tokens) if self.prices else 0.0
                self._count(answers=1, tokens_in=tokens[0], tokens_out=tokens[1], cost=cost)
            self._release(worst)

    def lost(self, worst: float) -> None:
        """Count a call of which nothing came back."""
        with self._changed:
            self.unknown += worst
            self._count(lost=1)
            self._release(worst)

    def refused(self, worst: float) -> None:
        """Count a call that the endpoint refused: it costs nothing."""
        with self._changed:
            self._release(worst)

    def _gone(self) -> float:
        return self._spent.cost + self.unknown

    def _release(self, worst: float) -> None:
        self._running -= 1
        # Sums of floats need not come back to 0 by themselves.
        self._held = self._held - worst if self._running else 0.0
        self._changed.notify_all()

    def _count(self, **more: float) -> None:
        changed = {name: getattr(self._spent, name) + value for name, value in more.items()}
        self._spent = msgspec.structs.replace(self._spent, **changed)

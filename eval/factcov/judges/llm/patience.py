"""How long to wait before asking again: what the endpoint says, else twice as long each time."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

LONGEST = 60.0
"""Seconds of our own waiting at most, before one call."""
MOST_ASKED = 300.0
"""Seconds an endpoint may ask us to wait; beyond that the call is given up."""


class Patience:
    """Waits of the calls to one endpoint; one that is told to slow down slows all of them."""

    def __init__(self, first: float) -> None:
        self._first = first
        self._until = 0.0
        self._lock = threading.Lock()
        self._over = threading.Event()

    def wait(self, attempt: int, call: str, asked: float | None) -> None:
        """Wait before attempt number *attempt* (1 is the first again) of a call.

        The wait doubles; which part of its second half is waited is decided by the call, so that
        calls spread and a run can be repeated. *asked* seconds, the endpoint's wish, hold for all
        calls.
        """
        with self._lock:
            self._until = max(self._until, time.monotonic() + (asked or 0.0))
        self._over.wait(backoff(self._first, attempt, call))
        self.hold()

    def hold(self) -> None:
        """Wait while the endpoint wants to be left alone."""
        while (left := self._until - time.monotonic()) > 0 and not self._over.is_set():
            self._over.wait(left)

    def give_up(self) -> None:
        """End all waits, now and later."""
        self._over.set()


def backoff(first: float, attempt: int, call: str) -> float:
    """Return seconds to wait before an attempt.

    >>> 2.0 <= backoff(1.0, 3, "a") <= 4.0
    True
    """
    whole = min(first * 2.0 ** min(attempt - 1, 30), LONGEST)
    digest = hashlib.sha256(f"{call}|{attempt}".encode()).digest()
    return whole * (0.5 + digest[0] / 510)


def asked_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that Retry-After asks for, in either of its forms (RFC 9110, 10.2.3).

    >>> asked_wait({"retry-after": "3"}, 0.0)
    3.0
    >>> asked_wait({"retry-after": "Thu, 01 Jan 1970 00:01:00 GMT"}, 50.0)
    10.0
    >>> asked_wait({"retry-after": "soon"}, 0.0) is None
    True
    """
    for name, unit in (("retry-after-ms", 1e-3), ("retry-after", 1.0)):
        text = headers.get(name)
        if text is None:
            continue
        try:
            seconds = float(text) * unit
        except ValueError:
            try:
                seconds = parsedate_to_datetime(text).timestamp() - now
            except ValueError:
                continue
        if seconds == seconds:  # not nan
            return max(0.0, seconds)
    return None

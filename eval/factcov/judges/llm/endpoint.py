"""One chat completion: asked through the openai client, read by us, every failure put in its class.

The client's own retries are off, because it would neither count them nor tell what they cost.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from factcov.errors import MissingExtraError
from factcov.judges.llm.address import Address
from factcov.judges.llm.dialect import Dialect
from factcov.judges.llm.patience import asked_wait
from factcov.judges.llm.prompt import Message

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

Class: TypeAlias = Literal["again", "absent", "no", "never"]
"""What a failure means: ask again later; the same, but nobody was there; this call is refused; all
calls would be."""

_CONNECT = 10.0
"""Seconds to reach an endpoint; its answer may take longer."""
_PASSING = (408, 409, 425, 429)
_NO_MONEY = ("insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached")


class Reply(msgspec.Struct, frozen=True):
    """What came back: the model's text, and tokens in and out."""

    text: str
    cut: bool
    """Whether it ended at max_tokens."""
    refused: bool
    """Whether the model, or a filter behind it, would not answer."""
    tokens: tuple[int, int] | None


class CallError(Exception):
    """A call that brought no answer."""

    def __init__(
        self, kind: Class, reason: str, *, wait: float | None = None, lost: bool = False
    ) -> None:
        super().__init__(reason)
        self.kind, self.reason = kind, reason
        self.wait = wait
        """Seconds the endpoint wants us to wait."""
        self.lost = lost
        """Whether the endpoint may have answered, and charged, all the same."""


class Endpoint:
    """A model behind an address, and the dialect it was found to speak."""

    def __init__(self, model: str, address: Address, timeout: float) -> None:
        self.model, self.address = model, address
        self.dialect = Dialect()
        self._timeout = timeout
        self._client: OpenAI | None = None
        self._lock = threading.Lock()

    def connect(self) -> None:
        """Make the client, if it is not there yet.

        Raises:
            MissingExtraError: the openai client is not installed.
            UsageError: there is no key.
        """
        with self._lock:
            if self._client is not None:
                return
            try:
                from openai import OpenAI, Timeout
            except ImportError:
                raise MissingExtraError("judge llm", "llm") from None
            self._client = OpenAI(
                api_key=self.address.key(os.environ), base_url=self.address.url,
                timeout=Timeout(self._timeout, connect=min(self._timeout, _CONNECT)),
                max_retries=0,
            )  # fmt: skip

    def disconnect(self) -> None:
        """Close the client's connections; another question makes new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def ask(
        self, messages: Sequence[Message], temperature: float, seed: int, max_tokens: int
    ) -> Reply:
        """Return the reply to one call; a parameter that the endpoint does not take is dropped.

        Raises:
            CallError: no answer came.
        """
        import openai

        while True:
            spoken = self.dialect
            try:
                return self._call(messages, spoken.parameters(temperature, seed, max_tokens))
            except openai.APIStatusError as error:
                said = f"{error.message} {error.body}"
                other = spoken.without(said) if error.status_code not in (401, 403, 429) else None
                if other is None:
                    raise self._refusal(error) from None
                with self._lock:
                    if self.dialect == spoken:
                        self.dialect = other
            except openai.APIConnectionError as error:
                # Not connected (ConnectError, ConnectTimeout) is not charged; later may be.
                if type(error.__cause__).__name__.startswith("Connect"):
                    raise CallError(
                        "absent",
                        f"cannot reach {self.address.label}; is it running there? base_url or "
                        "OPENAI_BASE_URL says where to ask",
                    ) from None
                late = isinstance(error, openai.APITimeoutError)
                text = f"no answer within {self._timeout:g} s" if late else "the connection was cut"
                raise CallError("again", text, lost=True) from None
            except openai.OpenAIError as error:
                raise CallError("again", self._quoted(str(error)), lost=True) from None

    def _call(self, messages: Sequence[Message], parameters: dict[str, object]) -> Reply:
        assert self._client is not None  # noqa: S101
        # Raw, because what an endpoint sends is not always what the client's types promise.
        raw = self._client.chat.completions.with_raw_response.create(
            model=self.model, messages=list(messages), **parameters,  # type: ignore[call-overload]
        )  # fmt: skip
        try:
            read = msgspec.json.decode(raw.http_response.content, type=_Completion)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            text = "what came back is not a chat completion"
            raise CallError("again", text, lost=True) from None
        if not read.choices:
            said = f": {self._quoted(str(read.error))}" if read.error else ""
            raise CallError("again", f"a completion without an answer{said}", lost=True)
        choice = read.choices[0]
        text = self.address.redacted(choice.message.content or "", os.environ)
        refused = choice.finish_reason == "content_filter" or bool(choice.message.refusal)
        return Reply(text, choice.finish_reason == "length", refused, _tokens(read.usage))

    def _refusal(self, error: APIStatusError) -> CallError:
        """Return what a refusal means. What a candidate's text may cause never stops the run."""
        status = error.status_code
        message = error.message.removeprefix(f"Error code: {status}").removeprefix(" - ")
        why = self._quoted(message or str(error.body or ""))
        said = f"the endpoint answered {status}{f': {why}' if why else ' and did not say why'}"
        if status == 401:
            # Not quoted: endpoints repeat a part of the key.
            where = f"the environment variable {self.address.key_variable}"
            return CallError(
                "never", f"{self.address.label} refused the key (401); look at {where}"
            )
        if status == 404:
            path = "" if "/v1" in self.address.url else " (base_url most often ends in /v1)"
            return CallError("never", f'{said}; is the model "{self.model}" there?{path}')
        if status == 429 and any(word in str(error.body) for word in _NO_MONEY):
            return CallError("never", f"no credit is left at {self.address.label} (429)")
        if status in _PASSING or status >= 500:
            return CallError("again", said, wait=asked_wait(error.response.headers, time.time()))
        return CallError("no", said)

    def _quoted(self, text: str) -> str:
        return self.address.quoted(text, os.environ)


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice] | None = None
    usage: _Usage | None = None
    error: object = None


def _tokens(usage: _Usage | None) -> tuple[int, int] | None:
    if usage is None or usage.prompt_tokens is None or usage.completion_tokens is None:
        return None
    return max(0, usage.prompt_tokens), max(0, usage.completion_tokens)

"""Where the endpoint is, and the key it wants: from the environment only, and shown to nobody."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

import msgspec

from factcov.errors import UsageError
from factcov.escaping import visible

OPENAI = "https://api.openai.com/v1"
_USUAL_PATHS = ("", "/", "/v1", "/v1/")
_KEYLIKE = re.compile(r"\bsk-[\w*.-]{4,200}|\bBearer\s+\S{1,500}", re.I)
_NO_KEY = "none"
"""What an endpoint that wants no key is sent; the client insists on sending one."""
_SECRET = 8
"""Characters of a key at least; a shorter one is a placeholder for a local server ("x", "EMPTY"),
and to take it out of an answer would spoil the answer."""


class Address(msgspec.Struct, frozen=True):
    """An endpoint's URL and the variable that holds its key; the key itself is read when used."""

    url: str
    key_variable: str

    @property
    def label(self) -> str:
        """The endpoint in a signature: host and port, and a hash of an unusual path.

        >>> Address("http://localhost:8000/v1", "K").label
        'localhost:8000'
        """
        split = urlsplit(self.url)
        if split.path in _USUAL_PATHS:
            return split.netloc
        return f"{split.netloc}/{hashlib.sha256(split.path.encode()).hexdigest()[:8]}"

    def key(self, environment: Mapping[str, str]) -> str:
        """Return the key to send.

        Raises:
            UsageError: OpenAI's own endpoint is meant, and there is none; or it is no key at all.
        """
        found = self._held(environment)
        if not (found.isascii() and found.isprintable()):
            raise UsageError(
                f"judge llm: {self.key_variable} holds a character that no key has (a line break, "
                "an accent, a curly quotation mark); copy the key again"
            )
        if not found and self.url == OPENAI:
            raise UsageError(
                f"judge llm: set {self.key_variable} to a key for {self.label}, or base_url (or "
                "OPENAI_BASE_URL) to another endpoint"
            )
        return found or _NO_KEY

    def redacted(self, text: str, environment: Mapping[str, str]) -> str:
        """Return *text* without the key and without what looks like one."""
        key = self._held(environment)
        return _KEYLIKE.sub("[key]", text.replace(key, "[key]") if len(key) >= _SECRET else text)

    def quoted(self, text: str, environment: Mapping[str, str]) -> str:
        """Return what an endpoint said, fit for a message: one short line without the key."""
        return visible(self.redacted(text, environment), 200)

    def _held(self, environment: Mapping[str, str]) -> str:
        return environment.get(self.key_variable, "").strip()


def read_address(url: str | None, key_variable: str, environment: Mapping[str, str]) -> Address:
    """Return the address from the option, else from OPENAI_BASE_URL, else OpenAI's.

    Raises:
        UsageError: it is no http(s) URL, or it holds what may be a secret.
    """
    given = (url or environment.get("OPENAI_BASE_URL") or OPENAI).strip()
    where = "base_url" if url else "OPENAI_BASE_URL"
    try:
        split = urlsplit(given)
        bad = split.scheme not in ("http", "https") or not split.hostname or split.port == 0
    except ValueError:
        split, bad = SplitResult("", "", "", "", ""), True
    # Not quoted in the messages: who writes a URL wrongly may have put the key into it.
    if split.username is not None or split.query or split.fragment:
        raise UsageError(
            f"judge llm: {where} must hold no user, password or query; put the key into the "
            f"environment variable {key_variable}"
        )
    if bad:
        raise UsageError(f"judge llm: {where} must be like http://localhost:8000/v1")
    if not re.fullmatch(r"[A-Za-z_]\w*", key_variable, re.ASCII):
        raise UsageError(
            "judge llm: key_env is the name of an environment variable, such as OPENAI_API_KEY; "
            "the key itself is never given on the command line"
        )
    return Address(given, key_variable)

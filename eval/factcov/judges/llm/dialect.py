"""Which parameters an endpoint takes: found out by asking, from what it refuses.

Endpoints that speak chat completions differ: some have no JSON schema (or no JSON mode), OpenAI's
reasoning models want ``max_completion_tokens`` and take no temperature, some know no seed. A
refusal names the parameter; the next dialect does without it.
"""

from __future__ import annotations

import re
from typing import Any, Literal, TypeAlias

import msgspec

from factcov.judges.llm.prompt import SCHEMA

Format: TypeAlias = Literal["schema", "object", "plain"]

_NEXT: dict[Format, Format] = {"schema": "object", "object": "plain"}
_FORMAT = re.compile(r"response_format|json_schema|json_object|structured.output|\bgrammar\b", re.I)
_UNWANTED = re.compile(
    "support|permitted|unknown|unrecognized|not allowed|only the default|forbidden", re.I
)


class Dialect(msgspec.Struct, frozen=True):
    """How an endpoint is asked."""

    format: Format = "schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True
    seed: bool = True

    def parameters(self, temperature: float, seed: int, max_tokens: int) -> dict[str, Any]:
        """Return what a request says beside model and messages."""
        made: dict[str, Any] = {self.limit: max_tokens}
        if self.temperature:
            made["temperature"] = temperature
        if self.seed:
            made["seed"] = seed
        if self.format == "schema":
            shape = {"name": "verdicts", "strict": True, "schema": SCHEMA}
            made["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif self.format == "object":
            made["response_format"] = {"type": "json_object"}
        return made

    def without(self, refusal: str) -> Dialect | None:
        """Return the dialect that does without what a refusal names; None where it names nothing.

        >>> Dialect().without("'response_format.type' must be 'json_object' or 'text'").format
        'object'
        >>> Dialect().without("Use 'max_completion_tokens' instead of 'max_tokens'.").limit
        'max_completion_tokens'
        >>> Dialect().without("the context is too long") is None
        True
        """
        refusal = refusal[:2_000]
        if "max_completion_tokens" in refusal and self.limit == "max_tokens":
            return msgspec.structs.replace(self, limit="max_completion_tokens")
        for name in ("temperature", "seed"):
            named = re.search(rf"\b{name}\b", refusal, re.I)
            if getattr(self, name) and named and _UNWANTED.search(refusal):
                return msgspec.structs.replace(self, **{name: False})
        if self.format in _NEXT and _FORMAT.search(refusal):
            return msgspec.structs.replace(self, format=_NEXT[self.format])
        return None

    def notices(self) -> list[str]:
        """Return what the endpoint does not take, as far as it changes what answers mean."""
        lacks = [
            name for name in ("temperature", "seed") if not getattr(self, name)
        ]  # fmt: skip
        return [f"the endpoint takes no {name}: its own default decided" for name in lacks]

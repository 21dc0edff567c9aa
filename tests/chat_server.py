"""A chat-completions server on 127.0.0.1, for real HTTP, with the faults that endpoints have.

Its model reads the user's message as the judge wrote it. A fact is covered where the text holds the
fact's last word, contradicted where it holds "not" before that word.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Fault = Callable[[int, dict[str, Any]], str]
"""Names the fault of a call, from its number and its request; empty for none."""

FAULTS = (
    "429", "500", "hang", "cut", "truncated", "prose", "wrong ids", "too few", "language", "empty",
    "html", "contradictory", "no choices",
)  # fmt: skip
LOST = ("hang", "cut", "html", "no choices")
"""Those of which nothing comes back that can be read."""
HANG = 2.0


def verdict_of(text: str, fact: str) -> tuple[str, str]:
    """Return the verdict and the evidence that this server's model gives."""
    word = fact.split()[-1].strip(".")
    found = word in text and re.search(rf"(not )?\b{re.escape(word)}\b", text)
    if not found:
        return "missing", ""
    return ("contradicted" if found[1] else "covered"), found[0]


class ChatServer:
    """The server, as a context manager; ``calls`` holds every request it read, in order."""

    def __init__(self, fault: Fault = lambda number, request: "", delay: float = 0.0) -> None:
        self.fault, self.delay = fault, delay
        self.calls: list[dict[str, Any]] = []
        self.times: list[float] = []
        self.authorization: set[str] = set()
        self.tokens_in = self.tokens_out = self.delivered = self.lost = 0
        self.lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.chat = self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ChatServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def facts(self, call: int) -> list[int]:
        """Return the ids of the facts that a call asked about."""
        user = json.loads(self.calls[call]["messages"][1]["content"])
        return [fact["id"] for fact in user["facts"]]

    def asked(self) -> list[tuple[str, int]]:
        """Return (text, id) of every fact asked about, in order."""
        return [
            (user["text"], fact["id"])
            for user in (json.loads(call["messages"][1]["content"]) for call in self.calls)
            for fact in user["facts"]
        ]


def refusal(status: int, message: str, **more: Any) -> str:
    """Return the fault of an endpoint that answers with a status and says why."""
    return json.dumps({"status": status, "error": {"message": message, **more}})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    chat: ChatServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are part of the test."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_POST(self) -> None:
        chat = self.server.chat
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions":
            self._send(404, b'{"detail": "Not Found"}')
            return
        assert not request.get("stream")
        with chat.lock:
            number = len(chat.calls)
            chat.calls.append(request)
            chat.times.append(time.monotonic())
            chat.authorization.add(self.headers["Authorization"])
        time.sleep(chat.delay)
        fault = chat.fault(number, request)
        with chat.lock:
            chat.lost += fault in LOST
        if fault.startswith("{"):
            said = json.loads(fault)
            self._send(said["status"], fault.encode(), said.get("headers"))
        elif fault == "429":
            self._send(429, b'{"error": {"message": "slow down"}}', {"Retry-After": "0.02"})
        elif fault == "500":
            self._send(500, b"<h1>oops</h1>")
        elif fault == "html":
            self._send(200, b"<html>welcome to the wifi</html>", {"Content-Type": "text/html"})
        elif fault == "no choices":
            self._send(200, b'{"error": {"message": "upstream died"}}')
        else:
            if fault == "hang":
                time.sleep(HANG)
            self._complete(request, fault)

    def _complete(self, request: dict[str, Any], fault: str) -> None:
        user = json.loads(request["messages"][1]["content"])
        entries = []
        for fact in user["facts"]:
            verdict, evidence = verdict_of(user["text"], fact["fact"])
            if fault == "other opinion":
                verdict, evidence = ("missing", "") if evidence else ("covered", "made up")
            entries.append(
                {"id": fact["id"], "evidence": evidence, "reason": "it is so", "verdict": verdict}
            )
        answer = _spoiled(entries, fault)
        tokens = sum(len(m["content"]) for m in request["messages"]) // 4, 10 * len(entries)
        body = json.dumps({
            "id": "c1", "object": "chat.completion", "created": 0, "model": request["model"],
            "choices": [{
                "index": 0, "message": {"role": "assistant", "content": answer},
                "finish_reason": "length" if fault == "truncated" else "stop",
            }],
            "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1],
                      "total_tokens": sum(tokens)},
        }).encode()  # fmt: skip
        if fault == "cut":
            self._send(200, body[: len(body) // 2], {"Content-Length": str(len(body))})
            self.close_connection = True
            return
        self._send(200, body)
        if fault != "hang":
            chat = self.server.chat
            with chat.lock:
                chat.delivered += 1
                chat.tokens_in += tokens[0]
                chat.tokens_out += tokens[1]

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        sent = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        self.send_response(status)
        for name, value in {**sent, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _spoiled(entries: list[dict[str, Any]], fault: str) -> str:
    """Return the model's text with a fault in it."""
    if fault == "wrong ids":
        half = len(entries) // 2
        moved = [{**entry, "id": entry["id"] + 1000} for entry in entries[half:]]
        entries = entries[:half] + moved
    elif fault == "too few":
        entries = entries[: len(entries) // 2]
    elif fault == "language":
        entries = [{**entry, "verdict": "couvert"} for entry in entries]
    elif fault == "contradictory":
        first = entries[0]
        entries = [*entries, {**first, "verdict": "missing"}, {**first, "verdict": "covered"}]
    text = json.dumps({"verdicts": entries})
    if fault == "truncated":
        return text[: len(text) * 2 // 3]
    if fault == "prose":
        return f"Sure, {{here}} you are:\n```json\n{text}\n```\nHope this helps!"
    return "" if fault == "empty" else text

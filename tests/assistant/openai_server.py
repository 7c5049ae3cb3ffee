"""A local endpoint that speaks OpenAI's Chat Completions, and fails in every way they can."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from assistant.settings import Settings
from tests.conftest import settings_at

USAGE = {
    "prompt_tokens": 1200,
    "completion_tokens": 40,
    "total_tokens": 1240,
    "prompt_tokens_details": {"cached_tokens": 1000},
}


@dataclass(frozen=True)
class Answer:
    """What the endpoint says next, or how it fails to."""

    text: str | None = None
    calls: tuple[tuple[str, str], ...] = ()
    finish: str | None = None
    refusal: str | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    choices: bool = True
    cut: bool = False
    ends_early: bool = False
    hangs: bool = False
    slow: float = 0.0
    ids: str | None = "fresh"
    usage: dict[str, Any] | None = None


def says(text: str, **more: Any) -> Answer:
    return Answer(text=text, **more)


def uses(*calls: tuple[str, dict[str, Any] | str], **more: Any) -> Answer:
    """Calls tools, in parallel where several are named; arguments may be broken text."""
    texts = tuple((name, a if isinstance(a, str) else json.dumps(a)) for name, a in calls)
    return Answer(calls=texts, **more)


def fails(status: int, **headers: str) -> Answer:
    error = {"error": {"message": "secret detail", "type": "x", "code": "y"}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=named, body=json.dumps(error).encode())


NO_CHOICES = Answer(choices=False)
REFUSES = Answer(refusal="I cannot help with that.")
HANGS = Answer(hangs=True)
NOT_JSON = Answer(body=b"<html>gateway</html>", headers={"content-type": "text/html"})


class OpenAIServer:
    """Answers by its script, then with `last`; keeps the bytes that it received."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.last = says("All done.")
        self.bodies: list[bytes] = []
        self.stopping = Event()
        self.url = ""

    @property
    def seen(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]

    def will(self, *answers: Answer) -> None:
        self.script.extend(answers)

    def next(self) -> Answer:
        return self.script.pop(0) if self.script else self.last


@contextmanager
def serving() -> Iterator[OpenAIServer]:
    """Serve on this machine until the block ends."""
    server = OpenAIServer()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        http.shutdown()
        http.server_close()
        thread.join()


def remote_settings(home: Path, endpoint: OpenAIServer, **more: Any) -> Settings:
    """Settings of a program that asks that endpoint."""
    asked = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": endpoint.url}
    return settings_at(home, **(asked | {"SOURCING_MODEL_TIMEOUT": 2.5} | more))


def _handler(server: OpenAIServer) -> type[BaseHTTPRequestHandler]:
    return type("Bound", (Handler,), {"server_of_answers": server})


class Handler(BaseHTTPRequestHandler):
    """One request, answered as the script says."""

    protocol_version = "HTTP/1.1"
    server_of_answers: OpenAIServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server_of_answers.bodies.append(body)
        answer, asked = self.server_of_answers.next(), json.loads(body)
        self.close_connection = True
        if answer.hangs:
            self.server_of_answers.stopping.wait(20)
        elif answer.body is not None:
            self._send(answer.status, answer.body, answer.headers)
        elif asked.get("stream"):
            self._stream(answer, asked)
        else:
            whole = json.dumps(_completion(answer, asked)).encode()
            self._send(200, whole[: len(whole) // 2] if answer.cut else whole, {}, len(whole))

    def _send(
        self, status: int, body: bytes, headers: dict[str, str], length: int | None = None
    ) -> None:
        self._head(
            status,
            {"content-type": "application/json"}
            | headers
            | {"content-length": str(len(body) if length is None else length)},
        )
        self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"connection": "close"}).items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self, answer: Answer, asked: dict[str, Any]) -> None:
        self._head(200, {"content-type": "text/event-stream", "transfer-encoding": "chunked"})
        events = list(_chunks(answer, asked))
        if answer.cut or answer.ends_early:
            events = events[: max(2, len(events) // 2)]
        for event in events:
            self._chunk(f"data: {json.dumps(event)}\n\n".encode())
            self.server_of_answers.stopping.wait(answer.slow)
        if answer.cut:
            return
        if not answer.ends_early:
            self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def _frame(asked: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": asked["model"]}


def _finish(answer: Answer) -> str:
    return answer.finish or ("tool_calls" if answer.calls else "stop")


def _completion(answer: Answer, asked: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {
        "role": "assistant",
        "content": answer.text,
        "refusal": answer.refusal,
    }
    if answer.calls:
        message["tool_calls"] = [
            {**_named(answer, n), "type": "function", "function": _function(*call)}
            for n, call in enumerate(answer.calls)
        ]
    choice = {"index": 0, "message": message, "finish_reason": _finish(answer)}
    return _frame(asked, "chat.completion") | {
        "choices": [choice] if answer.choices else [],
        "usage": answer.usage or USAGE,
    }


def _named(answer: Answer, n: int) -> dict[str, str]:
    """The id of a call: one of its own, the one that the answer gives to all, or none."""
    if answer.ids == "fresh":
        return {"id": f"call_{time.time_ns()}_{n}"}
    return {} if answer.ids is None else {"id": answer.ids}


def _function(name: str, arguments: str) -> dict[str, str]:
    return {"name": name, "arguments": arguments}


def _chunks(answer: Answer, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    frame = _frame(asked, "chat.completion.chunk")

    def delta(finish: str | None = None, **what: Any) -> dict[str, Any]:
        return frame | {"choices": [{"index": 0, "delta": what, "finish_reason": finish}]}

    if answer.choices:
        yield delta(role="assistant", content="")
        for word in (answer.text or "").split(" ") if answer.text else ():
            yield delta(content=f"{word} ")
        if answer.refusal:
            yield delta(refusal=answer.refusal)
        yield from (delta(tool_calls=[what]) for what in _call_pieces(answer))
        yield delta(finish=_finish(answer))
    if asked.get("stream_options", {}).get("include_usage"):
        yield frame | {"choices": [], "usage": answer.usage or USAGE}


def _call_pieces(answer: Answer) -> Iterator[dict[str, Any]]:
    """Each call's head, then its arguments a few letters at a time, the calls interleaved."""
    rests: list[tuple[int, str]] = []
    for n, (name, arguments) in enumerate(answer.calls):
        head = {"name": name, "arguments": ""}
        yield {"index": n, **_named(answer, n), "type": "function", "function": head}
        rests += [(n, arguments[i : i + 7]) for i in range(0, len(arguments), 7)]
    for n, piece in sorted(rests, key=lambda rest: rest[0] % 2):
        yield {"index": n, "function": {"arguments": piece}}

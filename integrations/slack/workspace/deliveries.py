"""Delivering events and interactions to the app, acknowledged within three seconds or again."""

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import structlog
from slack_sdk.signature import SignatureVerifier

from integrations.slack.workspace.faults import Faults
from integrations.slack.workspace.sockets import Sockets
from integrations.slack.workspace.state import APP, BOT_USER, SIGNING_SECRET, TEAM, State

ACKNOWLEDGE_WITHIN = 3.0
STARTING = 30.0
RETRY_DELAYS = (0.0, 60.0, 300.0)
KIND_OF = {"event": "events_api", "interactive": "interactive", "command": "slash_commands"}


@dataclass
class Attempt:
    """One try: when, how long the app took, and what came of it."""

    number: int
    seconds: float
    outcome: str


@dataclass
class Delivery:
    """One event with its tries."""

    event_id: str
    kind: str
    payload: dict[str, Any]
    attempts: list[Attempt] = field(default_factory=list)
    answer: Any = None

    @property
    def acknowledged(self) -> bool:
        """Whether the app took it."""
        return bool(self.attempts) and self.attempts[-1].outcome == "ok"


class Deliveries:
    """What is on its way to the app, over signed HTTP or Socket Mode."""

    def __init__(self, state: State, faults: Faults) -> None:
        self.state = state
        self.faults = faults
        self.sockets = Sockets()
        self.request_url = ""
        self.retry_delays = RETRY_DELAYS
        self.log: deque[Delivery] = deque(maxlen=5_000)
        self.loop: asyncio.AbstractEventLoop | None = None
        self.in_flight = 0
        self.echoes = True
        self._held: list[Delivery] = []
        self._session: Any = None
        self._tasks: set[asyncio.Task[None]] = set()

    def event(self, event: dict[str, Any]) -> Delivery:
        """Wrap an event as Slack does and send it; returns at once."""
        event_id = self.state.new_id("Ev")
        payload = {
            "token": "local",
            "team_id": TEAM,
            "api_app_id": APP,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(self.state.clock()),
            "event": event,
            "authorizations": [
                {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
            ],
        }
        delivery = Delivery(event_id, "event", payload)
        for one in self._in_order(delivery):
            for _ in range(1 + self.faults.duplicates):
                self._start(one)
        return delivery

    def _in_order(self, delivery: Delivery) -> list[Delivery]:
        """Hold events back while reordering is asked for, then hand them out newest first."""
        if self.faults.reorder < 2:
            return [delivery]
        self._held.append(delivery)
        if len(self._held) < self.faults.reorder:
            return []
        ready, self._held = self._held[::-1], []
        return ready

    def echo(self, channel: dict[str, Any], message: dict[str, Any]) -> None:
        """The app's own messages come back to it as events, as in Slack."""
        if self.echoes and self.loop is not None:
            kind = "im" if channel["is_im"] else "channel"
            known = {
                k: v
                for k, v in message.items()
                if k in ("ts", "text", "user", "bot_id", "thread_ts")
            }
            more = {"channel": channel["id"], "channel_type": kind, "event_ts": message["ts"]}
            self.event({"type": "message", **known, **more})

    def _start(self, delivery: Delivery) -> None:
        self.in_flight += 1
        self.log.append(delivery)
        self._running().call_soon_threadsafe(self._spawn, delivery)

    def _running(self) -> asyncio.AbstractEventLoop:
        if self.loop is None:
            raise RuntimeError("the workspace has not been started")
        return self.loop

    def _spawn(self, delivery: Delivery) -> None:
        task = asyncio.get_running_loop().create_task(self._deliver(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            await asyncio.sleep(self.faults.delay_seconds)
            await self._somebody_listens()
            reason = ""
            for number in range(1 + len(self.retry_delays)):
                if number:
                    await asyncio.sleep(self.retry_delays[number - 1])
                reason = await self._try(delivery, number, reason)
                if delivery.acknowledged:
                    return
        finally:
            self.in_flight -= 1

    async def _somebody_listens(self) -> None:
        """What is written while the app is still starting waits for it a while."""
        waited = 0.0
        while not self.request_url and not self.sockets.connections and waited < STARTING:
            await asyncio.sleep(0.1)
            waited += 0.1

    async def _try(self, delivery: Delivery, number: int, reason: str) -> str:
        timing = {"sent": time.perf_counter()}
        try:
            sent = self._send(delivery, number, reason, timing)
            delivery.answer = await asyncio.wait_for(sent, ACKNOWLEDGE_WITHIN)
            outcome = "ok"
        except TimeoutError:
            outcome = "http_timeout"
        except Exception as error:  # noqa: BLE001  (an app that is down is tried again)
            outcome = "http_error"
            structlog.get_logger().info("not delivered", why=type(error).__name__)
        seconds = time.perf_counter() - timing["sent"]
        delivery.attempts.append(Attempt(number, seconds, outcome))
        return outcome

    async def _send(
        self, delivery: Delivery, number: int, reason: str, timing: dict[str, float]
    ) -> Any:
        if self.sockets.connections or not self.request_url:
            retry = {"retry_attempt": number, "retry_reason": reason} if number else {}
            return await self.sockets.send(KIND_OF[delivery.kind], delivery.payload, **retry)
        headers = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        return await self._post(delivery, headers if number else {}, timing)

    async def _post(
        self, delivery: Delivery, headers: dict[str, str], timing: dict[str, float]
    ) -> Any:
        body, content_type = encoded(delivery)
        stamp = str(int(time.time()))
        signed = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=stamp, body=body)
        headers = {
            **headers,
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signed or "",
        }
        session = await self._client()
        async with session.post(
            self.request_url, data=body.encode(), headers=headers, trace_request_ctx=timing
        ) as response:
            text = await response.text()
            if response.status != 200:
                raise ConnectionError(f"status {response.status}")
            return parsed(text)

    async def _client(self) -> Any:
        if self._session is None:
            import aiohttp

            trace = aiohttp.TraceConfig()
            trace.on_request_chunk_sent.append(_note_sent)
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector, trace_configs=[trace])
        return self._session

    def ask(self, kind: str, payload: dict[str, Any]) -> Delivery:
        """Send an interaction and wait for its answer; it is sent once, as in Slack."""
        delivery = Delivery(self.state.new_id("In"), kind, payload)
        self.log.append(delivery)
        asyncio.run_coroutine_threadsafe(self._try(delivery, 0, ""), self._running()).result(10)
        return delivery

    async def close(self) -> None:
        """Stop what is under way."""
        for task in tuple(self._tasks):
            task.cancel()
        if self._session is not None:
            await self._session.close()


async def _note_sent(_: Any, context: Any, __: Any) -> None:
    # The time that counts begins when the request has left: making a connection is ours.
    context.trace_request_ctx["sent"] = time.perf_counter()


def encoded(delivery: Delivery) -> tuple[str, str]:
    """The body of a delivery and its content type, as Slack sends each kind."""
    form = "application/x-www-form-urlencoded"
    if delivery.kind == "event":
        return json.dumps(delivery.payload), "application/json"
    if delivery.kind == "command":
        return urlencode(delivery.payload), form
    return urlencode({"payload": json.dumps(delivery.payload)}), form


def parsed(text: str) -> Any:
    """An acknowledgement's body: JSON, text, or nothing."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text

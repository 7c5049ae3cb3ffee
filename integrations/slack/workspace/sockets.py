"""Socket Mode's server side: up to ten connections; each envelope goes to one of them."""

import asyncio
import contextlib
import json
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from integrations.slack.workspace.state import APP

MOST = 10


class Sockets:
    """The open connections, and the envelopes that wait for their acknowledgement."""

    def __init__(self) -> None:
        self.tickets: set[str] = set()
        self.connections: list[WebSocket] = []
        self.waiting: dict[str, asyncio.Future[Any]] = {}
        self._turn = 0
        self._number = 0

    async def serve(self, socket: WebSocket) -> None:
        """One connection from its ticket to its end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets or len(self.connections) >= MOST:
            await socket.close(code=4401)
            return
        self.tickets.discard(ticket)
        await socket.accept()
        open_now = len(self.connections) + 1
        hello = {
            "type": "hello",
            "num_connections": open_now,
            "connection_info": {"app_id": APP},
        }
        await socket.send_text(json.dumps(hello))
        self.connections.append(socket)
        try:
            while True:
                self._acknowledged(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            if socket in self.connections:
                self.connections.remove(socket)

    def _acknowledged(self, text: str) -> None:
        with contextlib.suppress(ValueError):
            said = json.loads(text)
            waiting = self.waiting.pop(said.get("envelope_id", ""), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(said.get("payload"))

    async def send(self, kind: str, payload: dict[str, Any], **more: Any) -> Any:
        """Send one envelope to one connection; returns what the app acknowledged it with.

        Raises:
            ConnectionError: no connection is open.
        """
        if not self.connections:
            raise ConnectionError("no Socket Mode connection is open")
        self._turn, self._number = self._turn + 1, self._number + 1
        envelope_id = f"envelope-{self._number}"
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.waiting[envelope_id] = waiting
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            **more,
        }
        try:
            chosen = self.connections[self._turn % len(self.connections)]
            await chosen.send_text(json.dumps(envelope))
            return await waiting
        finally:
            self.waiting.pop(envelope_id, None)

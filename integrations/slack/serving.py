"""The app over HTTP: signed events and interactivity, installation, policy pages, health."""

import asyncio
import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import (
    SlackRequestHandler,
    to_bolt_request,
    to_starlette_response,
)
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from integrations.slack import arrivals
from integrations.slack.app import SlackApp

EVENTS_PATH = "/slack/events"
LARGEST = 2_000_000
"""Bytes of a request that are read at most; Slack's own are far smaller."""
STORED_EVENTS = ("message", "app_mention", "app_home_opened")
STORE_SECONDS = 2.5


class Front:
    """The address that Slack posts to.

    Events are stored without going through Bolt first: what Bolt's listeners do with them is the
    same translation, and a burst of two hundred is then acknowledged in time. All else is Bolt's.
    """

    def __init__(self, app: SlackApp) -> None:
        self._bolt: App = app.bolt
        self._store: Callable[[arrivals.Arrival], Future[bool]] = app.inbox.store
        secret = app.config.signing_secret
        self._verifier = SignatureVerifier(secret) if secret else None

    async def __call__(self, request: Request) -> Response:
        """Take one request, and answer when it is safe."""
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        event = self._event(request, body)
        if event is not None:
            return await self._stored(event)
        answer = await run_in_threadpool(self._bolt.dispatch, to_bolt_request(request, body))
        return to_starlette_response(answer)

    def _event(self, request: Request, body: bytes) -> dict[str, Any] | None:
        """The event in a signed request, if it is one of those that are stored."""
        if not body.startswith(b"{") or self._verifier is None:
            return None
        if not self._verifier.is_valid_request(body, dict(request.headers)):
            return None
        try:
            payload = json.loads(body)
        except ValueError:
            return None
        known = (payload.get("event") or {}).get("type") in STORED_EVENTS
        return payload if payload.get("type") == "event_callback" and known else None

    async def _stored(self, event: dict[str, Any]) -> Response:
        arrival = arrivals.of_event(event)
        if arrival is not None:
            stored = asyncio.wrap_future(self._store(arrival))
            await asyncio.wait_for(stored, STORE_SECONDS)
        return PlainTextResponse("")


async def _body(request: Request) -> bytes | None:
    """The body; None where it is too large, and then the rest of it is not read."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    return bytes(body)


def http_app(app: SlackApp, pages: Sequence[BaseRoute] = ()) -> Starlette:
    """The ASGI application that Slack's requests come to, with pages beside them."""

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    front = Front(app)

    async def events(request: Request) -> Response:
        return await front(request)

    installing = SlackRequestHandler(app.bolt)
    routes = [
        Route(EVENTS_PATH, events, methods=["POST"]),
        Route("/slack/install", installing.handle),
        Route("/slack/oauth_redirect", installing.handle),
        *pages,
        Route("/health", health),
    ]
    return Starlette(routes=routes)

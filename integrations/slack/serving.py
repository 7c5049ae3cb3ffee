"""The app over HTTP: signed events and interactivity, installation, policy pages, health."""

from collections.abc import Callable

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import (
    SlackRequestHandler,
    to_bolt_request,
    to_starlette_response,
)
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

EVENTS_PATH = "/slack/events"
LARGEST = 2_000_000
"""Bytes of a request that are read at most; Slack's own are far smaller."""
Page = Callable[[str], str | None]


def http_app(bolt: App, policy_page: Page | None = None) -> Starlette:
    """The ASGI application that Slack's requests come to."""

    async def events(request: Request) -> Response:
        body = await request.body()
        if len(body) > LARGEST:
            return PlainTextResponse("too large", 413)
        answer = await run_in_threadpool(bolt.dispatch, to_bolt_request(request, body))
        return to_starlette_response(answer)

    async def policy(request: Request) -> Response:
        found = policy_page(request.path_params["document"]) if policy_page else None
        if found is None:
            return HTMLResponse("<h1>No such policy</h1>", 404)
        return HTMLResponse(found)

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    installing = SlackRequestHandler(bolt)
    routes = [
        Route("/slack/install", installing.handle),
        Route("/slack/oauth_redirect", installing.handle),
        Route(EVENTS_PATH, events, methods=["POST"]),
        Route("/policies/{document}", policy),
        Route("/health", health),
    ]
    return Starlette(routes=routes)

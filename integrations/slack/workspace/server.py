"""The local Slack's HTTP side: the Web API, Socket Mode, response addresses; and how it runs."""

import asyncio
import base64
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from integrations.slack.listening import free_port, run_in_thread
from integrations.slack.workspace.acts import Acts
from integrations.slack.workspace.control import control_routes
from integrations.slack.workspace.deliveries import Deliveries
from integrations.slack.workspace.faults import Faults
from integrations.slack.workspace.methods.call import Call, content
from integrations.slack.workspace.methods.registry import METHODS, WITHOUT_TOKEN
from integrations.slack.workspace.refusals import RateLimited, Refusal
from integrations.slack.workspace.state import TEAM, State

RESPONSE_USES, RESPONSE_SECONDS = 5, 30 * 60
# Another site could resolve its own name to this machine; it is told nothing.
THIS_MACHINE = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])


class Workspace:
    """A running local Slack: state, deliveries, the hands of its members, and its address."""

    def __init__(self, port: int = 0, path: Path | None = None) -> None:
        self.port = port or free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.state = State(path)
        self.faults = Faults()
        self.deliveries = Deliveries(self.state, self.faults)
        self.acts = Acts(self.state, self.deliveries, self.base_url)
        self.stopping = False
        self._stop: Any = None

    @property
    def api_url(self) -> str:
        """What a WebClient is given as its base address."""
        return f"{self.base_url}/api/"

    def start(self, *more: BaseRoute) -> "Workspace":
        """Serve in a thread of its own, on loopback only; returns when it answers."""
        self.stopping = False
        self._stop = run_in_thread(self.app(*more), self.port)
        return self

    def stop(self) -> None:
        """Keep the state and stop; pages that listen are let go first, or they would hold it up."""
        self.stopping = True
        self.state.tell("stopping")
        if self._stop is not None:
            self._stop()
            self._stop = None
        self.state.save()

    def app(self, *more: BaseRoute) -> Starlette:
        """The ASGI application; a page's routes come last."""
        routes: list[BaseRoute] = [
            Route("/api/{method}", self._api, methods=["GET", "POST"]),
            Route("/upload/{file}", self._upload, methods=["POST"]),
            Route("/files-pri/{file}", self._download),
            Route("/files-pri/{file}/download", self._download),
            Route("/response/{key}", self._response, methods=["POST"]),
            Route("/oauth/v2/authorize", self._authorize),
            WebSocketRoute("/socket", self.deliveries.sockets.serve),
            *control_routes(self),
            *more,
        ]
        return Starlette(routes=routes, middleware=[THIS_MACHINE], lifespan=self._lifespan)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self.deliveries.loop = asyncio.get_running_loop()
        saver = asyncio.create_task(self._save_often())
        yield
        saver.cancel()
        await self.deliveries.close()

    async def _save_often(self) -> None:
        while self.state.path is not None:
            await asyncio.sleep(5)
            await asyncio.to_thread(self.state.save)

    async def _api(self, request: Request) -> Response:
        method = request.path_params["method"]
        try:
            self.faults.check(method)
            answer = self._call(method, await arguments(request), _bearer(request))
            return JSONResponse({"ok": True, **answer})
        except RateLimited as limited:
            body = {"ok": False, "error": "ratelimited"}
            return JSONResponse(body, 429, headers={"Retry-After": str(limited.retry_after)})
        except Refusal as refusal:
            more = {"response_metadata": {"messages": list(refusal.messages)}}
            return JSONResponse({"ok": False, "error": refusal.code, **more})

    def _call(self, method: str, args: dict[str, Any], bearer: str) -> dict[str, Any]:
        if method not in METHODS:
            raise Refusal("unknown_method")
        token = self._token(bearer or str(args.get("token") or ""), method)
        call = Call(self.state, args, token, self.base_url, self.deliveries)
        with self.state.lock:
            return METHODS[method](call)

    def _token(self, token: str, method: str) -> dict[str, Any]:
        if method in WITHOUT_TOKEN:
            return {"kind": "none"}
        if not token:
            raise Refusal("not_authed")
        if token in self.state.data["app_tokens"] and method == "apps.connections.open":
            return {"kind": "app"}
        known: dict[str, Any] | None = self.state.data["tokens"].get(token)
        if known is None:
            raise Refusal("invalid_auth")
        return known

    async def _authorize(self, request: Request) -> Response:
        """The page on which somebody lets the app in; here they always do."""
        query = request.query_params
        code = self.state.new_id("code")
        team = query.get("team", TEAM)
        installer = next(u for u, who in self.state.data["users"].items() if not who["is_bot"])
        self.state.data["codes"][code] = {"team": team, "name": team, "user": installer}
        back = query.get("redirect_uri") or query.get("back", "")
        given = urlencode({"code": code, "state": query.get("state", "")})
        return RedirectResponse(f"{back}?{given}")

    async def _upload(self, request: Request) -> Response:
        """The bytes of a file, once, and as many as were said."""
        file = self.state.data["files"].get(request.path_params["file"])
        body = await request.body()
        if file is None or file["content"] or len(body) != file["size"]:
            return PlainTextResponse("not expected", 400)
        file["content"] = base64.b64encode(body).decode()
        return PlainTextResponse(f"OK - {len(body)}")

    async def _download(self, request: Request) -> Response:
        """The bytes of a shared file for an app that sees it; others are sent to sign in."""
        try:
            self.faults.check("files-pri")
            token = self._token(_bearer(request), "files-pri")
            file = self.state.file(request.path_params["file"], token["user"])
        except Refusal:
            return RedirectResponse(f"{self.base_url}/", 302)
        return Response(base64.b64decode(file["content"]), media_type="application/octet-stream")

    async def _response(self, request: Request) -> Response:
        known = self.state.data["response_urls"].get(request.path_params["key"])
        late = known and self.state.clock() - known["at"] > RESPONSE_SECONDS
        if known is None or late or known["uses"] >= RESPONSE_USES:
            return JSONResponse({"ok": False, "error": "expired_url"}, 404)
        known["uses"] += 1
        try:
            self._respond(known, await request.json())
        except Refusal as refusal:
            return JSONResponse({"ok": False, "error": refusal.code})
        return JSONResponse({"ok": True})

    def _respond(self, known: dict[str, Any], args: dict[str, Any]) -> None:
        bot = next(iter(self.state.data["tokens"].values()))
        call = Call(self.state, args, bot, self.base_url, self.deliveries)
        if args.get("delete_original"):
            message = self.state.find(known["channel"], known["ts"])
            self.state.data["messages"][known["channel"]].remove(message)
        elif args.get("replace_original"):
            self.state.find(known["channel"], known["ts"]).update(content(call))
        else:
            message = {
                "type": "message",
                "user": bot["user"],
                "bot_id": bot["bot"],
                **content(call),
            }
            if args.get("response_type") != "in_channel":
                message["ephemeral_to"] = known["user"]
            if known.get("thread_ts"):
                message["thread_ts"] = known["thread_ts"]
            self.state.add_message(known["channel"], message)
        self.state.tell(known["channel"])


async def arguments(request: Request) -> dict[str, Any]:
    """The arguments of a call: query, form or JSON."""
    args: dict[str, Any] = dict(request.query_params)
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            said = json.loads(body or b"{}")
        except ValueError:
            raise Refusal("invalid_json") from None
        return args | said if isinstance(said, dict) else args
    return args | dict(parse_qsl(body.decode(), keep_blank_values=True))


def _bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ").strip()

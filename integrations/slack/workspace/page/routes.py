"""The page's addresses: the page itself, its regions as they change, and what people do on it."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from integrations.slack.workspace.control import is_deliberate
from integrations.slack.workspace.page.shown import Shown
from integrations.slack.workspace.refusals import Refusal
from integrations.slack.workspace.server import Workspace
from integrations.slack.workspace.state import BOT_USER

HEARTBEAT = 15.0
LARGEST_UPLOAD = 10_000_000
"""Bytes that the page takes of a file; Slack takes a gigabyte."""
MENTION = "@Sourcing assistant"


class Page:
    """The page over a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.state = workspace.state
        self.acts = workspace.acts
        self.shown = Shown(workspace.state)

    def routes(self) -> list[BaseRoute]:
        """All addresses of the page."""
        return [
            Route("/", self._front),
            Route("/c/{channel}", self._page),
            Route("/files/{file}", self._file),
            Route("/ui/regions", self._regions),
            Route("/ui/changes", self._changes),
            Route("/ui/upload", self._upload, methods=["POST"]),
            Route("/ui/{act}", self._act, methods=["POST"]),
            Mount("/static", StaticFiles(packages=[(__package__, "static")])),
        ]

    async def _front(self, request: Request) -> Response:
        if not self.shown.people():
            return PlainTextResponse("This workspace has no people yet.", 404)
        reader = self._reader(request)
        return RedirectResponse(f"/c/{self.state.im(reader)['id']}?as={reader}")

    def _reader(self, request: Request) -> str:
        asked = request.query_params.get("as") or request.cookies.get("as") or ""
        people = self.state.data["users"]
        return asked if asked in people and asked != BOT_USER else self.shown.people()[0]["id"]

    async def _page(self, request: Request) -> Response:
        reader = self._reader(request)
        channel = request.path_params["channel"]
        if channel == "app":
            channel = self.state.im(reader)["id"]
        try:
            place = self.state.channel(channel)
        except Refusal:
            return RedirectResponse(f"/?as={reader}")
        if reader not in place["members"]:
            return RedirectResponse(f"/?as={reader}")
        query = request.query_params
        tab = query.get("tab", "messages") if place["is_im"] else ""
        html = self.shown.page(reader, channel, query.get("thread", ""), tab)
        answer = HTMLResponse(html)
        answer.set_cookie("as", reader, samesite="strict", httponly=True)
        return answer

    async def _file(self, request: Request) -> Response:
        """A file to save, for those who see the message that it is in."""
        try:
            file = self.state.file(request.path_params["file"], self._reader(request))
        except Refusal:
            return PlainTextResponse("There is no such file for you.", 404)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file['name'])}",
            "X-Content-Type-Options": "nosniff",
        }
        content = base64.b64decode(file["content"])
        return Response(content, headers=headers, media_type="application/octet-stream")

    async def _regions(self, request: Request) -> Response:
        query = request.query_params
        reader, channel = self._reader(request), query.get("channel", "")
        thread, tab = query.get("thread", ""), query.get("tab", "")
        try:
            regions = await run_in_threadpool(self._draw, reader, channel, thread, tab)
        except Refusal as refusal:
            return JSONResponse({"error": refusal.code}, 404)
        return JSONResponse(regions)

    def _draw(self, reader: str, channel: str, thread: str, tab: str) -> dict[str, Any]:
        with self.state.lock:
            self.shown.read(reader, channel)
            home = tab == "home"
            return {
                "sidebar": self.shown.sidebar(reader, channel),
                "main": self.shown.home(reader)
                if home
                else self.shown.conversation(reader, channel),
                "thread": self.shown.thread(reader, channel, thread) if thread else "",
                "modal": self.shown.modal(reader),
                "toasts": self.state.data["toasts"].pop(reader, []),
                "people": {p["id"]: p["unread"] for p in self.shown.people()},
            }

    async def _changes(self, request: Request) -> Response:
        changed = asyncio.Event()
        loop = asyncio.get_running_loop()

        def tell(_: str) -> None:
            loop.call_soon_threadsafe(changed.set)

        async def events() -> AsyncIterator[str]:
            self.state.listeners.append(tell)
            try:
                yield "data: hello\n\n"
                while not (self.workspace.stopping or await request.is_disconnected()):
                    try:
                        await asyncio.wait_for(changed.wait(), HEARTBEAT)
                        changed.clear()
                        yield "data: changed\n\n"
                        await asyncio.sleep(0.06)
                    except TimeoutError:
                        yield ": still here\n\n"
            finally:
                self.state.listeners.remove(tell)

        return StreamingResponse(events(), media_type="text/event-stream")

    async def _upload(self, request: Request) -> Response:
        """A file that somebody shares in a thread; its bytes are the body."""
        if not is_deliberate(request):
            return PlainTextResponse("Only from the page.", 403)
        query, content = request.query_params, bytearray()
        async for piece in request.stream():
            content += piece
            if len(content) > LARGEST_UPLOAD:
                return JSONResponse({"error": "file_too_large"}, 413)
        if not content:
            return JSONResponse({"error": "file_empty"}, 400)
        channel, thread = query.get("channel", ""), query.get("thread", "")
        name, reader = query.get("name", "")[:255] or "file", self._reader(request)
        share = partial(self.acts.share, reader, channel, name, bytes(content), thread)
        try:
            ts = await run_in_threadpool(share)
        except Refusal as refusal:
            return JSONResponse({"error": refusal.code}, 400)
        return JSONResponse({"ok": True, "ts": ts})

    async def _act(self, request: Request) -> Response:
        if not is_deliberate(request):
            return PlainTextResponse("Only from the page.", 403)
        act = ACTS.get(request.path_params["act"])
        if act is None:
            return JSONResponse({"error": "unknown_act"}, 404)
        try:
            said = json.loads(await request.body() or b"{}")
            answer = await run_in_threadpool(act, self, self._reader(request), said)
        except Refusal as refusal:
            return JSONResponse({"error": refusal.code}, 400)
        except (ValueError, TypeError, KeyError, AttributeError):
            return JSONResponse({"error": "invalid_arguments"}, 400)
        return JSONResponse({"ok": True} | (answer or {}))


Said = dict[str, Any]


def _say(page: Page, reader: str, said: Said) -> Said:
    text = str(said["text"]).strip()
    if not text:
        raise Refusal("no_text")
    if text.startswith("/"):
        command, _, rest = text.partition(" ")
        if command != "/source":
            raise Refusal("unknown_command")
        page.acts.command(reader, said["channel"], command, rest)
        return {}
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace(MENTION, f"<@{BOT_USER}>")
    return {"ts": page.acts.say(reader, said["channel"], text, str(said.get("thread") or ""))}


def _click(page: Page, reader: str, said: Said) -> Said:
    page.acts.click(reader, said["where"], said["action"], said.get("block", ""), said.get("value"))
    return {}


def _submit(page: Page, reader: str, said: Said) -> Said:
    return {"errors": page.acts.submit(reader, said["view"], said["values"])}


def _close(page: Page, reader: str, said: Said) -> Said:
    page.acts.close(reader, said["view"])
    return {}


def _open(page: Page, reader: str, said: Said) -> Said:
    page.acts.open_home(reader, said["tab"])
    return {}


def _shortcut(page: Page, reader: str, said: Said) -> Said:
    channel, ts = str(said.get("channel") or ""), str(said.get("ts") or "")
    page.acts.shortcut(reader, said["callback"], channel if ts else "", ts)
    return {}


ACTS: dict[str, Callable[[Page, str, Said], Said]] = {
    "say": _say,
    "click": _click,
    "submit": _submit,
    "close": _close,
    "open": _open,
    "shortcut": _shortcut,
}

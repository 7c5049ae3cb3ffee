"""Asking the local Slack for trouble, and what somebody sees: for tests in any language."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from integrations.slack.workspace.faults import Faults
from integrations.slack.workspace.refusals import Refusal

if TYPE_CHECKING:
    from integrations.slack.workspace.server import Workspace


def control_routes(workspace: "Workspace") -> list[BaseRoute]:
    """The addresses below /control."""
    control = Control(workspace)
    return [
        Route("/control/faults", control.faults, methods=["POST"]),
        Route("/control/say", control.say, methods=["POST"]),
        Route("/control/sees", control.sees),
    ]


class Control:
    """What a test may ask of a workspace."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace

    async def faults(self, request: Request) -> Response:
        """Make trouble: duplicates, delays, another order, 429."""
        return await self._answered(request, self._faults)

    async def say(self, request: Request) -> Response:
        """Write as somebody."""
        return await self._answered(request, self._say)

    async def sees(self, request: Request) -> Response:
        """What somebody sees in a conversation."""
        return await self._answered(request, self._sees)

    async def _answered(
        self, request: Request, act: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> Response:
        if request.method == "POST" and not is_deliberate(request):
            return JSONResponse({"error": "the header X-Workspace: 1 is missing"}, 403)
        try:
            said = await request.json() if request.method == "POST" else dict(request.query_params)
            return JSONResponse({"ok": True} | act(said))
        except Refusal as refusal:
            return JSONResponse({"error": refusal.code}, 404)
        except (ValueError, TypeError, KeyError, AttributeError):
            return JSONResponse({"error": "invalid_arguments"}, 400)

    def _faults(self, said: dict[str, Any]) -> dict[str, Any]:
        _set(self.workspace.faults, said)
        return {}

    def _say(self, said: dict[str, Any]) -> dict[str, Any]:
        user, channel = self._where(said)
        thread = str(said.get("thread") or "")
        ts = self.workspace.acts.say(user, channel, str(said["text"]), thread)
        return {"channel": channel, "ts": ts}

    def _sees(self, said: dict[str, Any]) -> dict[str, Any]:
        user, channel = self._where(said)
        return {"channel": channel, "messages": self.workspace.state.visible(channel, user)}

    def _where(self, said: dict[str, Any]) -> tuple[str, str]:
        state = self.workspace.state
        user = str(state.user_by_email(str(said["as"]))["id"])
        return user, str(said.get("channel") or state.im(user)["id"])


def is_deliberate(request: Request) -> bool:
    """Whether it comes from the page or a program: another site's page cannot set the header."""
    return request.headers.get("x-workspace") == "1"


def _set(faults: Faults, said: dict[str, Any]) -> None:
    faults.duplicates = int(said.get("duplicates", faults.duplicates))
    faults.delay_seconds = float(said.get("delay_seconds", faults.delay_seconds))
    faults.reorder = int(said.get("reorder", faults.reorder))
    limited = said.get("rate_limit")
    if limited:
        times, wait = int(limited.get("times", 1)), int(limited.get("retry_after", 1))
        faults.rate_limit(str(limited["method"]), times, wait)

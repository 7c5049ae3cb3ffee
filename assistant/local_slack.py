"""The local Slack with the assistant in it: server, page and the real app in one process."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.in_slack import behaviour, policy_pages, slack_config
from integrations.slack.app import SlackApp, build_app
from integrations.slack.listening import free_port, run_in_thread
from integrations.slack.serving import EVENTS_PATH, http_app
from integrations.slack.workspace.members import HELP, Member, fill
from integrations.slack.workspace.page.routes import Page
from integrations.slack.workspace.server import Workspace
from integrations.slack.workspace.state import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

if TYPE_CHECKING:
    from assistant.bootstrap import World

FIRST = "maya.ortiz@calderfinch.example"


class LocalSlack:
    """Everything that `sourcing workspace` runs, on loopback only."""

    def __init__(
        self,
        world: "World",
        *,
        port: int = 0,
        socket: bool = False,
        fresh: bool = False,
        **config: Any,
    ) -> None:
        self.world = world
        self.socket = socket
        self.more = config
        path = world.settings.home / "workspace.json"
        if fresh:
            path.unlink(missing_ok=True)
        self.workspace = Workspace(port=port, path=_kept(path))
        self.app: SlackApp | None = None
        self._stop_http: Any = None

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"{self.workspace.base_url}/"

    def start(self) -> "LocalSlack":
        """Fill the workspace from the directory, start the server, then the app."""
        fill(self.workspace.state, members(self.world))
        # Citations link to the pages for as long as messages are kept: at the port that stays.
        self.workspace.start(*Page(self.workspace).routes(), *policy_pages(self.world))
        port = free_port()
        self.app = build_app(
            config=self._config(), behaviour=behaviour(self.world, at_once=True)
        ).start()
        self._stop_http = run_in_thread(http_app(self.app), port)
        if not self.socket:
            self.workspace.deliveries.request_url = f"http://127.0.0.1:{port}{EVENTS_PATH}"
        return self

    def _config(self) -> Any:
        given: dict[str, Any] = {
            "bot_token": BOT_TOKEN,
            "app_token": APP_TOKEN if self.socket else "",
            "signing_secret": SIGNING_SECRET,
            "api_url": self.workspace.api_url,
            "help_channel": HELP,
            "policy_url": f"{self.workspace.base_url}/policies",
        }
        return slack_config(self.world, **(given | self.more))

    def stop(self) -> None:
        """Stop the app first, so that nothing is sent to a server that is gone."""
        if self._stop_http is not None:
            self._stop_http()
        if self.app is not None:
            self.app.stop()
        self.workspace.stop()


def _kept(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def members(world: "World") -> list[Member]:
    """The people of the directory as members of a workspace."""
    from tools.people import everybody

    with world.sessions() as session:
        people = everybody(session)
    # Who opens the page first should find somebody with something to ask for.
    people.sort(key=lambda person: (person.email != FIRST, person.name))
    return [
        Member(p.email, p.name, p.title, p.business_unit, tuple(p.roles), p.timezone)
        for p in people
    ]

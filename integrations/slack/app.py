"""The Slack app: Bolt in front, the durable inbox behind it, and what keeps cards true."""

import threading
from datetime import UTC, datetime
from typing import Any

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from integrations.slack.behaviour import Behaviour
from integrations.slack.changes import Changes
from integrations.slack.config import SlackConfig
from integrations.slack.durable import Durable
from integrations.slack.inbox import Inbox
from integrations.slack.installations import EncryptedStore, installation_store, oauth_flow
from integrations.slack.listeners.wiring import Hands, register
from integrations.slack.turns import Turns
from knowledge.errors import Unavailable

RATE_RETRIES = 3
SWEEP_SECONDS = 2.0


class SlackApp:
    """Everything that runs for Slack in this process."""

    def __init__(self, config: SlackConfig, behaviour: Behaviour) -> None:
        self.config = config
        self.turns = Turns(config, behaviour, self.client_for)
        self.durable = Durable(config.workflows_url, self.turns.perform)
        self.inbox = Inbox(config.inbox_url, self.durable.work, config.workers)
        self.changes = Changes(behaviour.sessions)
        self._client = web_client(config)
        self._clients: dict[str, WebClient] = {}
        self.store: EncryptedStore | None = None
        if config.many_workspaces:
            self.store = installation_store(config, behaviour.sessions)
        self.bolt = self._bolt()
        register(self.bolt, Hands(self.inbox.accept, behaviour, self.turns.directory))
        self._team = ""
        self._socket: SocketModeHandler | None = None
        self._ending = threading.Event()
        self._sweeper: threading.Thread | None = None

    def _bolt(self) -> App:
        # Listeners run before the response: what they store is safe when Slack is told so.
        app = App(
            name="sourcing",
            process_before_response=True,
            signing_secret=self.config.signing_secret,
            client=self._client,
            token_verification_enabled=False,
            request_verification_enabled=not self.config.socket_mode,
            oauth_flow=oauth_flow(self.config, self.store, self._client) if self.store else None,
        )
        if self.store:
            app.enable_token_revocation_listeners()
        app.error(_unhandled)
        return app

    def client_for(self, team: str) -> WebClient:
        """The client that speaks to a workspace.

        Raises:
            Unavailable: the app is not installed there any more.
        """
        if self.store is None:
            return self._client
        bot = self.store.find_bot(enterprise_id=None, team_id=team)
        if bot is None or not bot.bot_token:
            self._clients.pop(team, None)
            raise Unavailable(f"The app is not installed in the workspace {team}.")
        known = self._clients.get(team)
        if known is None or known.token != bot.bot_token:
            known = self._clients[team] = web_client(self.config, bot.bot_token)
        return known

    def start(self) -> "SlackApp":
        """Begin to take events up, those that were left included; Socket Mode connects here."""
        self.durable.start()
        self.inbox.start()
        self._sweeper = threading.Thread(target=self._sweep, name="slack-sweep", daemon=True)
        self._sweeper.start()
        if self.config.socket_mode:
            self._socket = SocketModeHandler(
                self.bolt, self.config.app_token, web_client=self._client
            )
            self._socket.connect()  # type: ignore[no-untyped-call]
        return self

    def _sweep(self) -> None:
        """What changed outside Slack reaches its cards, homes and people within seconds."""
        while not self._ending.wait(SWEEP_SECONDS):
            try:
                self.sweep()
                self.forget(datetime.now(UTC))
            except Exception as error:  # noqa: BLE001  (the next look may work)
                structlog.get_logger().warning("sweep failed", why=type(error).__name__)

    def forget(self, now: datetime) -> int:
        """Drop what was done days ago, so that the two files stay small; returns how many."""
        ids = self.inbox.forget(now)
        self.durable.forget(ids)
        return len(ids)

    def sweep(self) -> None:
        """Deliver notices, and update the cards of records that changed since the last time."""
        for team, client in self.workspaces():
            told = self.turns.notices.deliver(team)
            self.turns.homes.refresh(client, told)
        self.turns.cards.refresh(self.changes.since_last())

    def workspaces(self) -> list[tuple[str, WebClient]]:
        """The workspaces that the app is installed in, each with its client."""
        if self.store is not None:
            return [(team, self.client_for(team)) for team in self.store.teams()]
        if not self._team:
            self._team = str(self._client.auth_test()["team_id"])
        return [(self._team, self._client)]

    def idle(self, timeout: float = 30.0) -> bool:
        """Wait until every arrival is worked off; False when that takes too long."""
        return self.inbox.idle(timeout)

    def stop(self) -> None:
        """Finish what is under way and stop; the rest goes on at the next start."""
        self._ending.set()
        if self._socket is not None:
            self._socket.close()  # type: ignore[no-untyped-call]
        if self._sweeper is not None:
            self._sweeper.join(10)
        self.inbox.stop()
        self.durable.stop()


def build_app(*, config: SlackConfig, behaviour: Behaviour) -> SlackApp:
    """The app over what the assistant hands it; nothing runs until `start`."""
    return SlackApp(config, behaviour)


def web_client(config: SlackConfig, token: str | None = None) -> WebClient:
    """A client that waits as Slack asks when it is told to slow down."""
    client = WebClient(token=token or config.bot_token, base_url=config.api_url, timeout=20)
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=RATE_RETRIES))
    return client


def _unhandled(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """A listener failed: logged with its kind, and Slack is asked to send the event again."""
    structlog.get_logger().exception("listener failed", kind=body.get("type"), exc_info=error)
    return BoltResponse(status=500, body="")

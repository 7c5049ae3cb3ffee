"""A local Slack, the real app connected to it over real HTTP, and a small real assistant."""

import copy
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from sqlalchemy import select

from integrations.reply import Action, Attachment, Card, Citation, Reply
from integrations.slack.app import SlackApp, build_app
from integrations.slack.behaviour import Behaviour
from integrations.slack.config import SlackConfig
from integrations.slack.listening import free_port, run_in_thread
from integrations.slack.serving import EVENTS_PATH, http_app
from integrations.slack.workspace.server import Workspace
from integrations.slack.workspace.state import APP_TOKEN, BOT_TOKEN, BOT_USER, SIGNING_SECRET
from knowledge.database import connect, engine_of
from knowledge.errors import NotAllowed, NotFound, Stale
from knowledge.records import approvals, people, requests, slack, threads  # noqa: F401
from knowledge.records.base import Record
from knowledge.records.people import Person
from knowledge.records.requests import Request
from knowledge.records.threads import Notice
from tools.views import deciding, matching

MAYA, DANIEL, GRACE = "U0MAYA", "U0DANIEL", "U0GRACE"
GENERAL, MARKETING, HELP = "C0GENERAL", "C0MARKETING", "C0HELP"
EMAIL = {
    MAYA: "maya.ortiz@calderfinch.example",
    DANIEL: "daniel.brandt@calderfinch.example",
    GRACE: "grace.okafor@calderfinch.example",
}
BUDGET = {"amount": 8000.0, "currency": "USD"}
PEOPLE = [
    {"id": f"P{n}", "name": f"Person {n}", "score": 0.8 - n / 100, "band": "good"} for n in range(5)
]
POLICY = Citation("data-access", "Customer data", "Never through Fiverr or Upwork.", "Data access")


class Assistant:
    """A small assistant that really keeps what it is told, in the real tables."""

    def __init__(self, sessions: Any) -> None:
        self.sessions = sessions
        self.turns: list[tuple[str, str, str]] = []
        self.files: list[tuple[str, str, str, bytes]] = []
        self.delay = 0.0
        self.meets: threading.Barrier | None = None

    def answer(
        self,
        thread: str,
        actor: str,
        *,
        text: str | None = None,
        action: str | None = None,
        value: str | None = None,
        public_channel: bool = False,
        listener: Callable[[str, str], None] | None = None,
    ) -> list[Reply]:
        time.sleep(self.delay)
        if self.meets:
            self.meets.wait(timeout=30)
        self.turns.append((thread, actor, text or f"{action} {value}"))
        if action:
            return self._act(thread, actor, action, value or "")
        assert text is not None
        if "boom" in text:
            raise RuntimeError("secret inner text")
        if "policy" in text:
            return [self._policy(listener, text)]
        if text.startswith("need"):
            return [self._draft(thread, actor, text)]
        if text.startswith("shown again"):
            return [self._again(actor, text)]
        if "Word file" in text:
            return [Reply("Here it is.", attachments=(Attachment("REQ-1.docx", "REQ-1"),))]
        return [Reply(f"You said: {text}")]

    def word_file(self, request_id: str, actor: str) -> bytes:
        if actor != EMAIL[MAYA]:
            raise NotAllowed("I can't show you REQ-1.")
        return b"PK the statement of " + request_id.encode()

    def statement_back(self, thread: str, actor: str, name: str, content: bytes) -> list[Reply]:
        self.files.append((thread, actor, name, content))
        if actor != EMAIL[MAYA]:
            raise NotAllowed("REQ-1 belongs to Maya Ortiz.")
        return [Reply(f"I took {name}: the scope of REQ-1 changed.", request_id="REQ-1")]

    def _policy(self, listener: Callable[[str, str], None] | None, text: str) -> Reply:
        said = "No. " + "Customer data stays with agencies, never with platforms. " * 6
        if listener:
            listener("step", "ask_policy")
            for start in range(0, len(said), 40):
                listener("text", said[start : start + 40])
        audience: Literal["thread", "asker"] = "asker" if "restricted" in text else "thread"
        offer = (Action("ask_person", text, "Ask a person"),) if "unknown" in text else ()
        return Reply(said, citations=(POLICY,), audience=audience, actions=offer)

    def _draft(self, thread: str, actor: str, text: str) -> Reply:
        request_id = f"REQ-{len(self.turns):07d}"
        with self.sessions.begin() as session:
            now = datetime.now(UTC)
            session.add(
                Request(
                    id=request_id,
                    status="awaiting_confirmation" if "file" in text else "draft",
                    version=1,
                    requester=actor,
                    thread=thread,
                    fields={"role": "Brand designer", "budget": BUDGET},
                    origins={},
                    rulings={},
                    shortlist=PEOPLE,
                    preferences={},
                    match={},
                    created_at=now,
                    updated_at=now,
                )
            )
        kind: Any = "shortlist" if "match" in text else "request_summary"
        card = Card("confirm" if "file" in text else kind, self.record(request_id, actor))
        return Reply("Got it.", card=card, request_id=request_id)

    def _again(self, actor: str, text: str) -> Reply:
        """The newest request once more, with the condition said after the colon."""
        with self.sessions() as session:
            request_id = session.scalars(select(Request.id).order_by(Request.created_at)).all()[-1]
        _, _, said = text.partition(": ")
        given = {"said": {"verdict": "approved", "reason": said}} if said else {}
        card = Card("approval" if said else "confirm", self.record(request_id, actor) | given)
        return Reply("Here it is.", card=card, request_id=request_id)

    def _act(self, thread: str, actor: str, action: str, value: str) -> list[Reply]:
        import json

        data = json.loads(value) if value.startswith("{") else {"id": value}
        request_id = str(data.get("request") or data.get("id"))
        with self.sessions.begin() as session:
            request = session.get(Request, request_id)
            if action == "confirm" and request is not None:
                if request.requester != actor:
                    raise NotAllowed("Only the requester files it.")
                if request.status != "awaiting_confirmation":
                    raise Stale("It was filed already: nothing was done twice.")
                request.status, request.updated_at = "in_approval", datetime.now(UTC)
                session.add(
                    Notice(
                        id=f"NOT-{request_id}",
                        recipient=EMAIL[DANIEL],
                        thread=thread,
                        request_id=request_id,
                        text=f"{request_id} waits for you.",
                        card={"kind": "approval"},
                        created_at=datetime.now(UTC),
                    )
                )
            if action == "withdraw" and request is not None:
                request.status, request.updated_at = "withdrawn", datetime.now(UTC)
            if action in ("approve", "reject") and request is not None:
                if actor != EMAIL[DANIEL]:
                    raise NotAllowed("Only Daniel decides.")
                request.status = "approved" if action == "approve" else "rejected"
                request.updated_at = datetime.now(UTC)
        if request is None:
            return [Reply("Asked procurement.", question_id=f"ASK-{len(self.turns)}")]
        card = Card("status", self.record(request_id, actor))
        return [Reply(f"{action}: {data.get('reason', 'done')}", card=card, request_id=request_id)]

    def record(self, request_id: str, actor: str | None) -> dict[str, Any]:
        with self.sessions() as session:
            request = session.get(Request, request_id)
            if request is None:
                raise NotFound(f"There is no request {request_id}.")
            approval = {"role": "budget_owner", "approver": EMAIL[DANIEL], "rule": "R1", "why": "x"}
            waiting = request.status == "in_approval"
            return {
                "id": request.id,
                "status": request.status,
                "version": request.version,
                "requester": request.requester,
                "fields": request.fields,
                "rulings": request.rulings,
                "approvals": [approval | {"decision": "pending"}] if waiting else [],
                "shortlist": request.shortlist,
                "missing": ["scope", "start_date"],
            }

    def edit(
        self, thread: str, actor: str, request_id: str, changes: dict[str, Any]
    ) -> list[Reply]:
        with self.sessions.begin() as session:
            request = session.get_one(Request, request_id)
            request.fields = request.fields | changes
            request.version += 1
            request.updated_at = datetime.now(UTC)
        card = Card("request_summary", self.record(request_id, actor))
        return [Reply("Saved.", card=card, request_id=request_id)]


class Rig:
    """The whole wire: workspace, app, assistant; `socket` says which protocol connects them."""

    def __init__(self, home: Any, *, socket: bool = False, **config: Any) -> None:
        self.home, self.socket = home, socket
        self.config = config
        self.workspace = Workspace().start()
        self.workspace.deliveries.retry_delays = (0.0, 0.1, 0.2)
        state = self.workspace.state
        for user, email in EMAIL.items():
            state.add_user(user, email, email.split("@")[0].replace(".", " ").title())
        for channel, name in ((GENERAL, "general"), (MARKETING, "marketing"), (HELP, "help")):
            state.add_channel(channel, name, [*EMAIL, BOT_USER])
        self.sessions = connect(f"sqlite:///{home}/records.db")
        Record.metadata.create_all(engine_of(self.sessions))
        self._people()
        self.assistant = Assistant(self.sessions)
        self.incidents: list[Exception] = []
        self.app = self.start_app()

    def _people(self) -> None:
        with self.sessions.begin() as session:
            for user, email in EMAIL.items():
                roles = ["requester", "procurement"] if user == GRACE else ["requester"]
                name = email.split("@")[0].replace(".", " ").title()
                session.merge(
                    Person(
                        email=email, name=name, roles=roles, business_unit="Marketing", country="US"
                    )
                )

    def start_app(self) -> SlackApp:
        given: dict[str, Any] = {
            "bot_token": BOT_TOKEN,
            "app_token": APP_TOKEN if self.socket else "",
            "signing_secret": SIGNING_SECRET,
            "api_url": self.workspace.api_url,
            "help_channel": HELP,
            "inbox_url": f"sqlite:///{self.home}/inbox.db",
            "workflows_url": f"sqlite:///{self.home}/workflows.db",
            "turns_a_person": 1000,
        }
        config = SlackConfig(**(given | self.config))
        self.behaviour = Behaviour(
            answer=self.assistant.answer,
            record=self.assistant.record,
            edit=self.assistant.edit,
            sessions=self.sessions,
            to_decide=deciding,
            to_match=matching,
            incident=self._incident,
            word_file=self.assistant.word_file,
            statement_back=self.assistant.statement_back,
        )
        app = build_app(config=config, behaviour=self.behaviour).start()
        if not self.socket:
            port = free_port()
            self._stop_http = run_in_thread(http_app(app), port)
            self.workspace.deliveries.request_url = f"http://127.0.0.1:{port}{EVENTS_PATH}"
        else:
            until = time.monotonic() + 10
            while not self.workspace.deliveries.sockets.connections and time.monotonic() < until:
                time.sleep(0.01)
        return app

    def _incident(self, error: Exception) -> str:
        self.incidents.append(error)
        return f"INC-{len(self.incidents)}"

    def stop_app(self) -> None:
        if not self.socket:
            self._stop_http()
        self.app.stop()

    def stop(self) -> None:
        self.stop_app()
        self.workspace.stop()

    def settle(self) -> None:
        """Wait until everything is delivered and worked off."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            if self.workspace.deliveries.in_flight == 0 and self.app.idle(5):
                time.sleep(0.03)
                if self.workspace.deliveries.in_flight == 0 and self.app.idle(0):
                    return
            time.sleep(0.01)
        raise AssertionError("the wire did not come to rest")

    def say(self, user: str, channel: str, text: str, thread: str = "") -> str:
        ts = self.workspace.acts.say(user, channel, text, thread)
        self.settle()
        return ts

    def share(
        self, user: str, channel: str, name: str, content: bytes = b"PK edited", thread: str = ""
    ) -> str:
        """Somebody uploads a file there; returns the time of its thread."""
        ts = self.workspace.acts.share(user, channel, name, content, thread)
        self.settle()
        return thread or ts

    def direct(self, user: str) -> str:
        return str(self.workspace.state.im(user)["id"])

    def click(self, user: str, message: dict[str, Any], channel: str, action: str) -> Any:
        where = {"channel": channel, "ts": message["ts"]}
        full = next(a for a in action_ids(message["blocks"]) if a.split(":")[1:2] == [action])
        done = self.workspace.acts.click(user, where, full)
        self.settle()
        return done

    def seen(self, user: str, channel: str, thread: str = "") -> list[dict[str, Any]]:
        """What that person sees of the app's messages there."""
        messages = copy.deepcopy(self.workspace.state.visible(channel, user))
        return [
            m
            for m in messages
            if m["user"] == BOT_USER and (not thread or m.get("thread_ts") == thread)
        ]

    def modal(self, user: str) -> dict[str, Any]:
        stack = self.workspace.state.data["stacks"].get(user) or []
        return dict(self.workspace.state.data["views"][stack[-1]])


def action_ids(blocks: list[dict[str, Any]]) -> list[str]:
    """The action ids of all buttons."""
    elements = [
        element
        for block in blocks
        for element in [*(block.get("elements") or []), block.get("accessory") or {}]
    ]
    return [element["action_id"] for element in elements if element.get("action_id")]


def words(messages: list[dict[str, Any]]) -> str:
    """Everything that messages show, as one text."""
    import json

    return "\n".join(m["text"] + json.dumps(m["blocks"], ensure_ascii=False) for m in messages)


@pytest.fixture(scope="module", params=["http", "socket"])
def wire(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    rig = Rig(tmp_path_factory.mktemp("wire"), socket=request.param == "socket")
    yield rig
    rig.stop()


@pytest.fixture
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    made = Rig(tmp_path_factory.mktemp("rig"))
    yield made
    made.stop()

"""The agent: the only create_agent call, with its middleware and its checkpointer."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NotRequired

from langchain.agents import AgentState, create_agent
from langchain.agents.middleware import (
    AgentMiddleware,
    HumanInTheLoopMiddleware,
    ModelCallLimitMiddleware,
    ModelRequest,
    ModelResponse,
    ToolCallLimitMiddleware,
    hook_config,
)
from langchain_core.messages import (
    AIMessage,
    AnyMessage,
    HumanMessage,
    RemoveMessage,
    SystemMessage,
)

from assistant.grounding import GroundingMiddleware
from assistant.lean import lean_message, lean_state, lean_tools
from assistant.metering import MeteringMiddleware
from assistant.models import embedded_model, remote_model
from assistant.prompts import read_prompt
from assistant.redaction import redacted
from assistant.resilience import PatienceMiddleware
from assistant.settings import Settings
from assistant.state import as_message, describe
from knowledge.database import Sessions, engine_of
from tools.context import Context
from tools.for_agent import NEEDS_CONFIRMATION, TOOLS

if TYPE_CHECKING:
    from assistant.bootstrap import World

MODEL_CALLS = 8
TOOL_CALLS = 12
TURNS_KEPT = 6
OLDER_TURNS, OLDER_WORDS = 8, 80
"""Of so many turns before those, the first so many characters that the person wrote."""
TOO_MUCH = "I could not finish that in one go. Name one thing, and I go on from there."


class LongThread(AgentState[Any]):
    """Of a thread, the messages still kept, and in brief what was written before them."""

    earlier: NotRequired[list[str]]


class StateMiddleware(AgentMiddleware[Any, Context]):
    """Shows the model where things stand: the latest turns, and the state just before the last one.

    Earlier turns are reduced to what was said, and those before to what they began with; what their
    tools returned is in the state already. The system prompt and the tools stay the same, so that
    providers can cache the prefix.
    """

    state_schema = LongThread

    def __init__(self, remote: Any = None, *, redact: Sequence[str] = ()) -> None:
        super().__init__()
        self.remote = remote
        self.redact = redact
        self.specs = lean_tools(TOOLS)

    def before_agent(self, state: Any, runtime: Any) -> dict[str, Any] | None:  # noqa: ARG002
        """Forget what no later turn is shown, so that what is stored of a long thread stays small.

        Every checkpoint holds all messages; kept whole, they would grow with the square of turns.
        """
        kept = {message.id for message in short_history(state["messages"])}
        gone = [message for message in state["messages"] if message.id not in kept]
        if not gone:
            return None
        return {
            "messages": [RemoveMessage(message.id) for message in gone],
            "earlier": [*state.get("earlier", ()), *in_brief(gone)][-OLDER_TURNS:],
        }

    def wrap_model_call(
        self, request: ModelRequest[Context], handler: Callable[[ModelRequest[Context]], Any]
    ) -> ModelResponse[Any] | AIMessage:
        """Replace the history by its short form and add the state."""
        lean = self.remote is not None and request.model is self.remote
        response: ModelResponse[Any] = handler(self.shown(request, lean=lean))
        return response

    def shown(self, request: ModelRequest[Context], *, lean: bool) -> ModelRequest[Context]:
        """The call as a model is sent it: `lean` for a remote one, which pays for each word."""
        ctx = request.runtime.context
        state, messages = describe(ctx), short_history(request.messages)
        if lean:
            current = (state["request"] or {}).get("id")
            state = lean_state(state) | {"earlier": request.state.get("earlier", [])}
            messages = [lean_message(message, current) for message in messages]
            request = request.override(tools=list(self.specs))
        messages.insert(_last_human(messages), SystemMessage(as_message(state)))
        if self.redact and lean:
            ours = frozenset({ctx.actor.email.split("@")[1]})
            messages = [redacted(message, ours, self.redact) for message in messages]
        return request.override(messages=messages)


class CallLimitMiddleware(ModelCallLimitMiddleware[Any, Context]):
    """Ends a turn that calls the model for ever, in words for people."""

    @hook_config(can_jump_to=["end"])
    def before_model(self, state: Any, runtime: Any) -> dict[str, Any] | None:
        """End the turn where the limit is reached."""
        ended = super().before_model(state, runtime)
        return ended and {**ended, "messages": [AIMessage(TOO_MUCH)]}


@dataclass
class Agent:
    """The compiled graph and what has to be closed with it."""

    graph: Any
    resources: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        """Let go of the checkpointer's connection."""
        self.resources.close()


def build_agent(world: "World", state: StateMiddleware | None = None) -> Agent:
    """The agent over the world's settings, its conversations kept beside the records.

    `state` shows the embedded model where things stand, where something is to be measured there.
    """
    resources = ExitStack()
    remote = world.model or remote_model(world.settings)
    embedded = embedded_model()
    graph = create_agent(
        remote or embedded,
        tools=list(TOOLS),
        system_prompt=read_prompt("system"),
        middleware=_middleware(world, remote, embedded, state or StateMiddleware()),
        context_schema=Context,
        checkpointer=_checkpointer(world.settings, world.sessions, resources),
    )
    return Agent(graph, resources)


def short_history(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The last turns; of all but the current one only what people and the assistant said."""
    starts = [i for i, message in enumerate(messages) if isinstance(message, HumanMessage)]
    if not starts:
        return list(messages)
    earlier = messages[starts[-TURNS_KEPT:][0] : starts[-1]]
    return [*filter(_was_said, earlier), *messages[starts[-1] :]]


def in_brief(messages: Sequence[AnyMessage]) -> list[str]:
    """How what the person wrote began, a line a message."""
    said = [message.text for message in messages if isinstance(message, HumanMessage)]
    return [shorten(text, OLDER_WORDS, placeholder="…") for text in said]


def _was_said(message: AnyMessage) -> bool:
    if isinstance(message, AIMessage):
        return bool(message.text) and not message.tool_calls
    return isinstance(message, HumanMessage)


def _last_human(messages: Sequence[AnyMessage]) -> int:
    places = [i for i, message in enumerate(messages) if isinstance(message, HumanMessage)]
    return places[-1] if places else len(messages)


def _middleware(
    world: "World", remote: Any, embedded: Any, state: StateMiddleware
) -> list[AgentMiddleware[Any, Any]]:
    review = {name: {"allowed_decisions": ["approve", "reject"]} for name in NEEDS_CONFIRMATION}
    always: list[AgentMiddleware[Any, Any]] = [
        HumanInTheLoopMiddleware(review, interrupt_mode="per_call"),  # type: ignore[arg-type]
        CallLimitMiddleware(run_limit=MODEL_CALLS),
        ToolCallLimitMiddleware(run_limit=TOOL_CALLS),
    ]
    if remote is None:
        return [*always, state]
    return [
        *always,
        GroundingMiddleware(world.settings.public_url),
        PatienceMiddleware(
            remote, embedded, patience=world.settings.model_timeout, sleep=world.sleep
        ),
        StateMiddleware(remote, redact=world.settings.redacted_kinds),
        MeteringMiddleware(remote),
    ]


def _checkpointer(settings: Settings, sessions: Sessions, resources: ExitStack) -> Any:
    if engine_of(sessions).dialect.name == "postgresql":
        return _postgres_checkpointer(sessions, resources)
    import sqlite3

    from langgraph.checkpoint.sqlite import SqliteSaver

    connection = sqlite3.connect(settings.home / "conversations.db", check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")
    resources.callback(connection.close)
    return SqliteSaver(connection)


def _postgres_checkpointer(sessions: Sessions, resources: ExitStack) -> Any:
    from langgraph.checkpoint.postgres import PostgresSaver
    from psycopg.rows import dict_row
    from psycopg_pool import ConnectionPool

    url = engine_of(sessions).url.set(drivername="postgresql")
    pool = ConnectionPool(
        url.render_as_string(hide_password=False),
        kwargs={"autocommit": True, "row_factory": dict_row, "prepare_threshold": 0},
        open=True,
    )
    resources.callback(pool.close)
    saver = PostgresSaver(pool)  # type: ignore[arg-type]
    saver.setup()
    return saver

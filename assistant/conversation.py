"""One turn of a conversation: what a person wrote or clicked in, replies out; knows no Slack."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from assistant import actions
from assistant.agreeing import SUBJECT, agrees, and_asks, words_of
from assistant.grounding import ASK, OBJECT, needs_a_look
from assistant.offline.language import pattern
from assistant.replies import reply_of_turn
from integrations.reply import Reply
from knowledge.errors import BadInput, Refused, SourcingError, Unavailable
from tools.context import Context
from tools.intake import current_request
from tools.scoping.asks import ask_next
from tools.threads import remember

if TYPE_CHECKING:
    from assistant.bootstrap import World

LONGEST_TEXT = 12_000
SENTENCE_END = re.compile(r"[.!?][\"”')]*\s+|\n")
Listener: TypeAlias = Callable[[str, str], None]


def answer(
    world: "World",
    thread: str,
    actor: str,
    *,
    text: str | None = None,
    action: str | None = None,
    value: str | None = None,
    public_channel: bool = False,
    listener: Listener | None = None,
) -> list[Reply]:
    """Take one turn as `actor` in `thread`; what is wrong comes back as a reply, never as an error.

    `listener` is told ("step", tool name) and ("text", words) while the answer is being made.
    """
    try:
        ctx = world.acting(actor, _named(thread), public_channel=public_channel)
        if action is not None:
            return actions.act(world, ctx, action, value or "")
        decided, asks = and_asks(text or "", ctx.now)
        clicked = _as_a_click(world, ctx, decided) if decided else None
        if clicked is not None:
            return [clicked, say(world, ctx, asks, listener)]
        return [say(world, ctx, text or "", listener)]
    except SourcingError as problem:
        return [_told(problem)]
    except Exception as error:  # noqa: BLE001  (people get a number, never an exception text)
        return [_broken(world.incident(error))]


def say(world: "World", ctx: Context, text: str, listener: Listener | None = None) -> Reply:
    """Answer what the person wrote.

    Raises:
        BadInput: there is no text, or too much of it.
    """
    words = text.strip()
    if not words:
        raise BadInput("There is no text: write what you need, or ask about a policy.")
    if len(words) > LONGEST_TEXT:
        raise BadInput(
            f"That is {len(words):,} characters; send at most {LONGEST_TEXT:,} at a time."
        )
    own_words = _as_a_click(world, ctx, words)
    if own_words is not None:
        return own_words
    return _turn(world, ctx, words, listener)


def _turn(world: "World", ctx: Context, words: str, listener: Listener | None) -> Reply:
    """Answer words that are no click."""
    from langchain_core.messages import HumanMessage

    given = [*_set_aside_calls(world, ctx), HumanMessage(words)]
    return finish(world, ctx, run(world, ctx, {"messages": given}, listener))


def run(world: "World", ctx: Context, given: Any, listener: Listener | None = None) -> list[Any]:
    """Run the agent as that person in that thread; the messages of this turn, theirs first."""
    config = _config(ctx, streamed=listener is not None)
    graph = world.agent.graph
    if listener is None:
        graph.invoke(given, config, context=ctx, durability="exit")
    else:
        for kind, words in _narrated(graph, given, config, ctx):
            listener(kind, words)
    messages = graph.get_state(config).values["messages"]
    last = max(i for i, message in enumerate(messages) if message.type == "human")
    return list(messages[last:])


def _config(ctx: Context, *, streamed: bool = False) -> dict[str, Any]:
    """The person's own conversation; calls made together are done one by one, in their order.

    A stream needs a thread of its own, beside the one for the calls.
    """
    threads = 2 if streamed else 1
    return {"configurable": {"thread_id": ctx.conversation}, "max_concurrency": threads}


def finish(world: "World", ctx: Context, messages: list[Any]) -> Reply:
    """Make the reply of a turn, and remember what was asked."""
    with ctx.sessions.begin() as session:
        request = current_request(session, ctx)
        asks: tuple[str, ...] = ()
        if request is not None and request.status in ("draft", "changes_requested"):
            asks = ask_next(request.what, tuple(request.preferences.get("set_aside", ())))
        thread = remember(session, ctx)
        thread.asked = list(asks)
        thread.updated_at = ctx.clock()
        if not any(m.type == "tool" and m.name in (ASK, OBJECT) for m in messages):
            thread.clarifying = {}
        pending = pending_call(world, ctx)
        return reply_of_turn(world, session, ctx, messages, request, asks, pending)


def pending_call(world: "World", ctx: Context) -> dict[str, Any] | None:
    """The write that waits for this person's confirmation in this thread, if one does."""
    config = _config(ctx)
    state = world.agent.graph.get_state(config)
    for interrupt in state.interrupts:
        if isinstance(interrupt.value, dict) and interrupt.value.get("type") == "tool_approval":
            return {"id": interrupt.id, **interrupt.value}
    return None


def resume(world: "World", ctx: Context, call: dict[str, Any], decision: dict[str, Any]) -> Reply:
    """Go on with a paused turn, as the person decided."""
    from langgraph.types import Command

    return finish(world, ctx, run(world, ctx, Command(resume={call["id"]: decision})))


def _as_a_click(world: "World", ctx: Context, words: str) -> Reply | None:
    """A plain yes or no to a record that waits for confirmation is the person's own decision."""
    said = words.lower().replace("’", "'").strip(" .!")
    yes = agrees(said)
    if not yes and said not in words_of("no"):
        return None
    with ctx.sessions() as session:
        request = current_request(session, ctx)
    if request is None:
        return None
    pending = pending_call(world, ctx)
    if request.status != "awaiting_confirmation" and pending is None:
        return None
    withdraws = pending is not None and pending["name"] == "withdraw_request"
    if pattern(SUBJECT, "files" if withdraws else "withdraws").search(said):
        return None  # "File it" is no yes to withdrawing, nor the other way round.
    return actions.act(world, ctx, "confirm" if yes else "cancel", request.id)[0]


def _set_aside_calls(world: "World", ctx: Context) -> list[Any]:
    """Answers to calls that still wait: the person wrote something else, so they are not done."""
    from langchain_core.messages import ToolMessage

    config = _config(ctx)
    messages = world.agent.graph.get_state(config).values.get("messages", [])
    answered = {m.tool_call_id for m in messages if m.type == "tool"}
    return [
        ToolMessage(
            '{"error": "Not confirmed: the person wrote something else first."}',
            tool_call_id=call["id"],
            name=call["name"],
        )
        for message in messages
        if message.type == "ai"
        for call in message.tool_calls
        if call["id"] not in answered
    ]


def _narrated(graph: Any, given: Any, config: Any, ctx: Context) -> Iterator[tuple[str, str]]:
    """What is done and said, as it happens: sentence by sentence, and only what needs no check."""
    modes = ["messages", "updates"]
    stream = graph.stream(given, config, context=ctx, durability="exit", stream_mode=modes)
    voice, checked, asked = _Voice(), "", False
    for mode, chunk in stream:
        if mode == "messages":
            message, _ = chunk
            if message.type == "AIMessageChunk" and message.text and not asked:
                yield from (("text", ready) for ready in voice.heard(message.id, message.text))
            continue
        for message in _updated(chunk):
            if message.type == "ai":
                checked = "" if message.tool_calls else message.text
            for call in getattr(message, "tool_calls", ()):
                asked = asked or call["name"] == ASK
                yield "step", call["name"]
    rest = checked.removeprefix(voice.shown.rstrip()) if checked else ""
    if rest.strip():
        yield "text", rest


class _Voice:
    """Takes the pieces of what a model says, and lets go what may be shown before it is checked."""

    def __init__(self) -> None:
        self.message, self.shown, self.pending, self.held = "", "", "", False

    def heard(self, message: str, piece: str) -> Iterator[str]:
        if message != self.message:
            self.message, self.shown, self.pending = message, "", ""
        self.pending += piece
        self.held = self.held or needs_a_look(self.pending)
        ends = [end.end() for end in SENTENCE_END.finditer(self.pending)]
        if ends and not self.held:
            ready, self.pending = self.pending[: ends[-1]], self.pending[ends[-1] :]
            self.shown += ready
            yield ready


def _updated(chunk: Any) -> Iterator[Any]:
    """The messages that a step of the graph wrote."""
    for update in chunk.values():
        if isinstance(update, dict):
            yield from update.get("messages") or ()


def _named(thread: str) -> str:
    name = thread.strip()
    if not name or len(name) > 200:
        raise BadInput("A thread needs a name of 1 to 200 characters.")
    return name


def _told(problem: SourcingError) -> Reply:
    if isinstance(problem, Unavailable):
        return Reply(str(problem), outcome="failed")
    return Reply(str(problem), outcome="refused" if isinstance(problem, Refused) else "misuse")


def _broken(incident: str) -> Reply:
    return Reply(
        "Something went wrong on my side. Your request is safe: a step is done whole or not at "
        f"all. Try again; if it happens twice, tell procurement the number {incident}.",
        outcome="failed",
    )

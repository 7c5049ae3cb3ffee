"""What a click does: each action meets the same use case that every other surface calls."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant import people_asked
from assistant.click import Value
from assistant.reading import read_source
from assistant.replies import record_reply
from integrations.drafts import plain
from integrations.reply import Action, Attachment, Reply
from integrations.wording import together
from knowledge.errors import BadInput, NotFound
from knowledge.records.requests import Request
from tools import approvals, confirmation, filing, intake, selection, statement
from tools.context import Context
from tools.people import find_person
from tools.views import approvals_of, get_request, readable, title_of, to_decide

if TYPE_CHECKING:
    from assistant.bootstrap import World


def act(world: "World", ctx: Context, action: str, value: str) -> list[Reply]:
    """Do what the click says.

    Raises:
        BadInput: there is no such action, or its value cannot be read.
        Refused: a rule or a right says no.
    """
    handler = ACTIONS.get(action)
    if handler is None:
        raise BadInput(f"There is no action {action!r}; there are {', '.join(sorted(ACTIONS))}.")
    return [handler(world, ctx, Value.read(value))]


def _confirm(world: "World", ctx: Context, value: Value) -> Reply:
    from assistant import conversation

    request = _own_request(ctx, value)
    version = request.version if value.version is None else value.version
    there = _in_thread(ctx, request).confirmed(request.id, version)
    call = conversation.pending_call(world, there)
    if call is not None:
        return conversation.resume(world, there, call, {"type": "approve"})
    filed = filing.file_request(there, request.id, version)
    return _show(ctx, request.id, "status", _filed(ctx, request, filed))


def _filed(ctx: Context, request: Request, record: dict[str, Any]) -> str:
    with ctx.sessions() as session:
        deciding = [
            find_person(session, approval["approver"]).name
            for approval in record["approvals"]
            if (approval["version"], approval["decision"]) == (record["version"], "pending")
        ]
    verb = "decides" if len(deciding) == 1 else "decide"
    whom = f" {together(deciding)} {verb}; you will be told here." if deciding else ""
    return f"{title_of(request)} ({request.id}) is filed.{whom}"


def _cancel(world: "World", ctx: Context, value: Value) -> Reply:
    from assistant import conversation

    request = _own_request(ctx, value)
    there = _in_thread(ctx, request)
    call = conversation.pending_call(world, there)
    filing.cancel_filing(there, request.id)
    if call is not None:
        told = {"type": "reject", "message": "The requester did not confirm; the draft is kept."}
        conversation.resume(world, there, call, told)
    kept = call is not None and call["name"] == "withdraw_request"
    text = f"{'Kept' if kept else 'Not filed'}. {title_of(request)} ({request.id}) stays as it is."
    return _show(ctx, request.id, "request_summary", text)


def _propose(world: "World", ctx: Context, value: Value) -> Reply:
    request = _own_request(ctx, value)
    filing.propose_filing(ctx, request.id)
    text = f"This is {request.id} as it will be filed. Is it right? Only you can file it."
    return _show(ctx, request.id, "confirm", text)


def _withdraw(world: "World", ctx: Context, value: Value) -> Reply:
    request = _own_request(ctx, value)
    version = request.version if value.version is None else value.version
    # The button asks once more before it is done: the click is the person's own act.
    there = ctx.confirmed(request.id, version)
    with ctx.sessions() as session:
        asked = any(a.decision == "pending" for a in approvals_of(session, request))
    filing.withdraw_request(there, request.id, value.reason)
    told = " Whoever was to decide is told." if asked else ""
    text = f"{title_of(request)} ({request.id}) is withdrawn.{told}"
    return _show(ctx, request.id, "status", text)


def _decide(verdict: approvals.Verdict, done: str) -> Callable[..., Reply]:
    def handler(world: "World", ctx: Context, value: Value) -> Reply:
        request_id = _named_or_waiting(ctx, value)
        approvals.decide(ctx, request_id, verdict, value.reason, value.version)
        return _show(ctx, request_id, "status", f"{done} {request_id}. The requester is told.")

    return handler


def _approve_on_condition(world: "World", ctx: Context, value: Value) -> Reply:
    request_id = _named_or_waiting(ctx, value)
    approvals.decide(ctx, request_id, "approved", "", value.version, condition=value.reason)
    text = f"Approved {request_id} on your condition. The requester is told."
    return _show(ctx, request_id, "status", text)


def _see_matches(world: "World", ctx: Context, value: Value) -> Reply:
    request = _own_request(ctx, value)
    selection.suggest(ctx, request.id)
    return _show(ctx, request.id, "shortlist", f"Who fits {title_of(request)} best:")


def _pin(world: "World", ctx: Context, value: Value) -> Reply:
    request = _with_list(ctx, value)
    record = selection.adjust(ctx, request.id, pin=[value.id], reason=value.reason)
    text = f"Pinned to the top: {_called(record, value.id)}. The new order:"
    return _show(ctx, request.id, "shortlist", text)


def _exclude(world: "World", ctx: Context, value: Value) -> Reply:
    request = _with_list(ctx, value)
    reason = value.reason or "left out by the requester"
    whom = _called({"shortlist": request.shortlist}, value.id)
    selection.adjust(ctx, request.id, exclude={value.id: reason})
    why = f" (“{plain(value.reason)}”)" if value.reason else ""
    return _show(ctx, request.id, "shortlist", f"Left out: {whom}{why}. The new order:")


def _called(record: Mapping[str, Any], candidate: str) -> str:
    """What somebody is called on a list, so that a hidden name stays hidden."""
    people = record.get("shortlist") or ()
    return str(next((one["name"] for one in people if one["id"] == candidate), candidate))


def _match(*, another: bool) -> Callable[..., Reply]:
    def handler(world: "World", ctx: Context, value: Value) -> Reply:
        request_id, candidate = _choice(ctx, value)
        record = confirmation.confirm(ctx, request_id, candidate, value.reason, another=another)
        name = record["match"]["name"]
        return _show(ctx, request_id, "status", f"{name} is confirmed for {request_id}.")

    return handler


def _clarify(world: "World", ctx: Context, value: Value) -> Reply:
    """A click on what a question was to mean is the same as saying it."""
    from assistant import conversation

    return conversation.say(world, ctx, value.id)


def _note(world: "World", ctx: Context, value: Value) -> Reply:
    """A click on what was offered to be noted writes it into the request, word for word."""
    request = _own_request(ctx, Value())
    noted = [*request.what.requirements, value.id]
    intake.update_request(ctx, request.id, {"requirements": list(dict.fromkeys(noted))})
    with ctx.sessions() as session:
        now = get_request(session, request.id)
        return record_reply(session, ctx, f"Noted “{value.id}”.", "request_summary", now)


def _statement(world: "World", ctx: Context, value: Value) -> Reply:
    request_id = value.id or _own_request(ctx, value).id
    from assistant.structured import gaps_in

    drafted = statement.draft_statement(ctx, request_id)
    gaps = gaps_in(world, ctx, drafted.summary, drafted.request_id)
    asks = ["Worth settling first, says the language model:", *(f"- {gap}" for gap in gaps)]
    text = "\n".join([drafted.markdown, *(asks if gaps else ())])
    word = Action("statement_word", drafted.request_id, "As a Word file")
    return Reply(text, actions=(word,), audience="asker", request_id=drafted.request_id)


def _statement_word(world: "World", ctx: Context, value: Value) -> Reply:
    drafted = statement.draft_statement(ctx, value.id or _own_request(ctx, value).id)
    file = Attachment(drafted.file_name, drafted.request_id)
    text = f"The statement of work of {drafted.request_id} as a Word file, for you to edit."
    return Reply(text, attachments=(file,), audience="asker", request_id=drafted.request_id)


ACTIONS: dict[str, Callable[..., Reply]] = {
    "confirm": _confirm,
    "cancel": _cancel,
    "propose": _propose,
    "withdraw": _withdraw,
    "approve": _decide("approved", "Approved"),
    "approve_on_condition": _approve_on_condition,
    "reject": _decide("rejected", "Rejected"),
    "request_changes": _decide("changes_requested", "Changes asked for on"),
    "see_matches": _see_matches,
    "pin": _pin,
    "exclude": _exclude,
    "confirm_match": _match(another=False),
    "choose_match": _match(another=True),
    "ask_person": people_asked.ask_person,
    "clarify": _clarify,
    "note": _note,
    "answer_question": people_asked.answer_question,
    "ask_requester": people_asked.ask_requester,
    "answer_asked": people_asked.answer_asked,
    "statement": _statement,
    "statement_word": _statement_word,
    "read_source": lambda world, ctx, value: read_source(world, ctx, value.id),
}


def _own_request(ctx: Context, value: Value) -> Request:
    return _own(ctx, value.id, "You have no request in this thread: say what you need.")


def _with_list(ctx: Context, value: Value) -> Request:
    """The request whose shortlist is meant; the id that is clicked is a candidate's."""
    return _own(
        ctx, value.request, "You have no shortlist in this thread: say what you need first."
    )


def _own(ctx: Context, request_id: str | None, none: str) -> Request:
    """The actor's request of that id, else the one of this thread; `none` where there is none."""
    with ctx.sessions() as session:
        if request_id:
            return intake.own(session, ctx, request_id, lock=False)
        request = intake.current_request(session, ctx)
    if request is None:
        raise NotFound(none)
    return request


def _named_or_waiting(ctx: Context, value: Value) -> str:
    """The request named; without a name the only one that waits for the actor."""
    if value.id:
        return value.id.upper()
    with ctx.sessions() as session:
        waiting = to_decide(session, ctx.actor)
    if len(waiting) != 1:
        raise BadInput("Name the request: give its id, such as REQ-7K2QFDM.")
    return waiting[0].id


def _choice(ctx: Context, value: Value) -> tuple[str, str | None]:
    """The request and the candidate that procurement means; no candidate means the first."""
    with ctx.sessions() as session:
        if value.request:
            other = value.id if value.id.upper() != value.request.upper() else None
            return get_request(session, value.request).id, other
        if value.id.upper().startswith("REQ-"):
            return get_request(session, value.id).id, None
        return _approved_with(session, ctx, value.id), value.id


def _approved_with(session: Session, ctx: Context, candidate: str) -> str:
    query = select(Request).where(Request.status == "approved").order_by(Request.filed_at)
    found = list(session.scalars(query))
    here = [r for r in found if r.thread == ctx.thread] or [
        r for r in found if any(c["id"] == candidate for c in r.shortlist)
    ]
    if len(here) != 1:
        raise BadInput(
            'Name the request as well: give {"request": "REQ-…", "id": "the candidate\'s id"}.'
        )
    return here[0].id


def _in_thread(ctx: Context, request: Request) -> Context:
    from dataclasses import replace

    return replace(ctx, thread=request.thread)


def _show(ctx: Context, request_id: str, kind: Any, text: str) -> Reply:
    with ctx.sessions() as session:
        return record_reply(session, ctx, text, kind, readable(session, ctx, request_id))

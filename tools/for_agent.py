"""What the model may call: thin typed wrappers over the use cases, each marked read or write.

The model is an untrusted caller: the actor is that of the turn, and use cases enforce every rule.
"""

from typing import Any, Literal

from langchain.tools import tool
from langchain_core.tools import BaseTool
from pydantic import BaseModel, ConfigDict, Field

from knowledge.errors import NotFound
from knowledge.fields import RequestFields
from knowledge.records.requests import CLOSED, Request
from tools import (
    absence,
    briefs,
    filing,
    inquiries,
    intake,
    profiles,
    questions,
    reminders,
    selection,
    statement,
    views,
)
from tools.audit import LIST_CHANGED, changed_since, last_change
from tools.context import Context
from tools.policy.for_agent import about_last_answer, ask_policy, object_to_answer
from tools.results import Runtime, telling
from tools.routing import will_decide
from tools.scoping import supposed, usual

LISTED, MOST_SKILLS = 20, 5


class LeftOut(BaseModel):
    """Somebody to leave out of the shortlist, and why."""

    model_config = ConfigDict(extra="forbid")

    id: str
    reason: str = Field(min_length=1)


def _current(ctx: Context) -> Request:
    with ctx.sessions() as session:
        if request := intake.current_request(session, ctx):
            return request
    raise NotFound("There is no request of yours in this thread yet: say what you need.")


@tool(response_format="content_and_artifact")
@telling
def update_request(
    runtime: Runtime,
    fields: RequestFields,
    new: bool = False,
    clear: list[str] | None = None,
    set_aside: list[str] | None = None,
) -> dict[str, Any]:
    """Write what the person said into their draft request; opens one if there is none.

    Give only fields that the person named in this message. `new` opens another request, `clear`
    empties fields, `set_aside` lists fields that the person does not know yet.
    """
    ctx = runtime.context
    changes = fields.model_dump(mode="json", exclude_unset=True)
    with ctx.sessions() as session:
        request = intake.current_request(session, ctx)
    if new or request is None or request.status in CLOSED:
        return views.summary_of(intake.start_request(ctx, changes))
    was_open = bool(request.what.missing())
    record = intake.update_request(ctx, request.id, changes, clear or (), set_aside or ())
    # A doubt is said when it arises, and once more when nothing else is left to say.
    completed = was_open and not record["missing"]
    return views.summary_of(record, () if completed else request.rulings["plausibility"]["reasons"])


@tool(response_format="content_and_artifact")
@telling
def what_if(runtime: Runtime, fields: RequestFields) -> dict[str, Any]:
    """What rules, total and approvers would be with other values; the request stays as it is."""
    changes = fields.model_dump(mode="json", exclude_unset=True)
    return supposed.what_if(runtime.context, _current(runtime.context).id, changes)


@tool(response_format="content_and_artifact")
@telling
def undo_change(runtime: Runtime) -> dict[str, Any]:
    """Take the last change of the current draft or its list back; again, the one before."""
    ctx, request = runtime.context, _current(runtime.context)
    with ctx.sessions() as session:
        last = last_change(session, request) or {}
    if last.get("act") == LIST_CHANGED:
        return selection.restore(ctx, request.id)
    return views.summary_of(intake.undo_change(ctx, request.id))


@tool(response_format="content_and_artifact")
@telling
def find_talent(runtime: Runtime) -> dict[str, Any]:
    """Rank the people who fit the current request, with the reasons."""
    return selection.suggest(runtime.context, _current(runtime.context).id)


@tool(response_format="content_and_artifact")
@telling
def why_absent(runtime: Runtime, person: str) -> dict[str, Any]:
    """Why somebody, by full name or id, is not in the shortlist of the current request."""
    return absence.why_absent(runtime.context, _current(runtime.context).id, person)


@tool(response_format="content_and_artifact")
@telling
def read_profiles(runtime: Runtime, skills: list[str] | None = None) -> dict[str, Any]:
    """What the profiles of those in the shortlist say: languages, place, cost, ratings, skills."""
    return profiles.profiles_shown(
        runtime.context, _current(runtime.context).id, (skills or ())[:MOST_SKILLS]
    )


@tool(response_format="content_and_artifact")
@telling
def adjust_shortlist(
    runtime: Runtime,
    pin: list[str] | None = None,
    unpin: list[str] | None = None,
    exclude: list[LeftOut] | None = None,
    include: list[str] | None = None,
    priorities: dict[str, float] | None = None,
    order: selection.Order | None = None,
    anonymous: bool | None = None,
) -> dict[str, Any]:
    """Pin, leave out or include again, weigh anew (2 is twice as much), order by cost; rank."""
    return selection.adjust(
        runtime.context,
        _current(runtime.context).id,
        pin=pin or (),
        unpin=unpin or (),
        exclude={one.id: one.reason for one in exclude or ()},
        include=include or (),
        priorities=priorities or {},
        order=order,
        anonymous=anonymous,
    )


@tool(response_format="content_and_artifact")
@telling
def propose_filing(runtime: Runtime) -> dict[str, Any]:
    """Check that the draft is complete and allowed, and show it to its requester; files nothing."""
    return {"record": filing.propose_filing(runtime.context, _current(runtime.context).id)}


@tool(response_format="content_and_artifact")
@telling
def file_request(runtime: Runtime, request_id: str, version: int) -> dict[str, Any]:
    """File the proposed record. It pauses until the requester confirms it themselves."""
    return {"record": filing.file_request(runtime.context, request_id, version)}


@tool(response_format="content_and_artifact")
@telling
def show_request(
    runtime: Runtime, request_id: str | None = None, words: str = ""
) -> dict[str, Any]:
    """One request with its state, approvals and rulings; the current one if no id is given.

    `words` are for the other side, and a click sends them: a question to the requester of somebody
    else's request, or the requester's answer to one.
    """
    ctx = runtime.context
    wanted = request_id or _current(ctx).id
    with ctx.sessions() as session:
        request = views.readable(session, ctx, wanted)
        record = views.view(session, request) | {"changed": changed_since(session, request)}
        told = {"record": record | {"will_decide": will_decide(session, request)}}
        return told | ({"words": inquiries.passed_on(words)} if words else {})


@tool(response_format="content_and_artifact")
@telling
def list_requests(runtime: Runtime) -> dict[str, Any]:
    """The person's own requests, the decisions and matches that wait for them; what is late."""
    ctx = runtime.context
    with ctx.sessions() as session:
        late = reminders.late_for(session, ctx)[:LISTED]
        told = briefs.briefly(session, ctx.actor, LISTED)
        return {**told, "late": [one.as_json() for one in late]}


@tool(response_format="content_and_artifact")
@telling
def turn_to_request(runtime: Runtime, request_id: str) -> dict[str, Any]:
    """Go on here with another open request of the person: it becomes the current one."""
    return {"record": intake.turn_to(runtime.context, request_id)}


@tool(response_format="content_and_artifact")
@telling
def withdraw_request(runtime: Runtime, reason: str = "") -> dict[str, Any]:
    """Withdraw the current request. It pauses until the requester confirms it themselves."""
    return {
        "record": filing.withdraw_request(runtime.context, _current(runtime.context).id, reason)
    }


@tool(response_format="content_and_artifact")
@telling
def copy_request(runtime: Runtime, request_id: str) -> dict[str, Any]:
    """Open a new draft with the fields of an earlier request of the person."""
    return views.summary_of(intake.copy_request(runtime.context, request_id))


@tool(response_format="content_and_artifact")
@telling
def amend_request(
    runtime: Runtime, fields: RequestFields, request_id: str | None = None
) -> dict[str, Any]:
    """Change a request that is filed already: it is confirmed anew, and approved where affected."""
    changes = fields.model_dump(mode="json", exclude_unset=True)
    wanted = request_id or _current(runtime.context).id
    return views.summary_of(intake.amend_request(runtime.context, wanted, changes))


@tool(response_format="content_and_artifact")
@telling
def ask_person(
    runtime: Runtime,
    question: str,
    team: Literal["procurement", "security", "legal"] = "procurement",
) -> dict[str, Any]:
    """Hand a question that the library does not answer to procurement, an incident to security."""
    return questions.hand_over(runtime.context, question, team)


@tool(response_format="content_and_artifact")
@telling
def decide_request(
    runtime: Runtime,
    request_id: str,
    verdict: Literal["approved", "rejected", "changes_requested"],
    reason: str = "",
) -> dict[str, Any]:
    """Show the approval card so that the person can decide by a click; decides nothing itself."""
    ctx = runtime.context
    with ctx.sessions() as session:
        record = views.view(session, views.readable(session, ctx, request_id))
    return {"record": record, "to_decide": True, "verdict": verdict, "reason": reason}


@tool(response_format="content_and_artifact")
@telling
def usual_terms(runtime: Runtime, role: str) -> dict[str, Any]:
    """What work of this role usually takes: weeks, budget and day rates in USD, with the source."""
    return usual.usual_terms(role)


@tool(response_format="content_and_artifact")
@telling
def draft_statement(
    runtime: Runtime, request_id: str | None = None, word_file: bool = False
) -> dict[str, Any]:
    """Draft the statement of work of a request, to read and edit; the current one if none given.

    With `word_file` the person is given it as a Word file as well.
    """
    ctx = runtime.context
    drafted = statement.draft_statement(ctx, request_id or _current(ctx).id)
    return {
        "request_id": drafted.request_id,
        "file": drafted.file_name if word_file else None,
        "statement": drafted.summary,
        "open_points": list(drafted.open_points),
    }


READS: tuple[BaseTool, ...] = (
    ask_policy, about_last_answer, find_talent, why_absent, read_profiles, show_request,
    list_requests, decide_request, draft_statement, usual_terms, what_if,
)  # fmt: skip
WRITES: tuple[BaseTool, ...] = (
    update_request, adjust_shortlist, turn_to_request, propose_filing, file_request,
    withdraw_request, copy_request, undo_change, amend_request, ask_person, object_to_answer,
)  # fmt: skip
TOOLS = (*READS, *WRITES)
NEEDS_CONFIRMATION = ("file_request", "withdraw_request")

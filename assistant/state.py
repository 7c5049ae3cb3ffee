"""The state of the thread as the model is told it each turn: facts, not memory."""

import json
from typing import Any

from sqlalchemy.orm import Session

from assistant.offline.remembered import STATE
from knowledge.records.requests import Request
from knowledge.records.talent import TalentRecord
from knowledge.records.threads import Thread
from tools.briefs import decided_by, with_work
from tools.context import Context
from tools.intake import current_request
from tools.people import business_units, holders
from tools.policy.facts import reader_for
from tools.selection import hides_names
from tools.views import (
    asked_by,
    brief_view,
    engaged_for,
    may_read,
    others_in,
    to_decide,
    to_match,
    view,
)

LISTED = 10
LONGEST_LISTED = 200
CONTEXTS = {
    None: "none",
    "draft": "scoping",
    "changes_requested": "scoping",
    "awaiting_confirmation": "awaiting_confirmation",
}


def describe(ctx: Context) -> dict[str, Any]:
    """Everything the model needs to know about where the conversation stands, as JSON data."""
    with ctx.sessions() as session:
        request = current_request(session, ctx)
        thread = session.get(Thread, ctx.conversation)
        return {
            "now": ctx.now.isoformat(timespec="minutes"),
            "person": _person(ctx),
            "context": _context(request),
            "request": _request(session, request),
            "asked": thread.asked if thread else [],
            "days_away": (ctx.clock() - thread.updated_at).days if thread else 0,
            "clarifying": _meanings(thread),
            "unanswered": _is_unanswered(thread),
            "last_question": thread.questions[-1] if thread and thread.questions else None,
            "people": [
                {"email": p.email, "name": p.name, "unit": p.business_unit, "roles": p.roles}
                for p in holders(session, "budget_owner")
            ],
            "business_units": business_units(session),
            "shortlist": _shortlist(request),
            "left_out": _left_out(session, ctx, request),
            "weighed": request.preferences.get("priorities", {}) if request else {},
            "my_requests": [_own(ctx, r) for r in asked_by(session, ctx.actor, LISTED)],
            "approvals_waiting": [with_work(r) for r in to_decide(session, ctx.actor)[:LISTED]],
            "matches_to_confirm": [with_work(r) for r in to_match(session, ctx.actor)[:LISTED]],
            "decided": decided_by(session, ctx.actor, LISTED),
            "engaged": [
                {"id": r.id, "name": r.match["name"]}
                for r in engaged_for(session, ctx.actor, LISTED)
            ],
            "theirs_here": _theirs(session, ctx),
        }


def is_listed(ctx: Context, text: str) -> bool:
    """Whether the library lists this very question for the person, as a heading or also asked."""
    if len(text) > LONGEST_LISTED:
        return False
    reader = reader_for(ctx.actor, public_channel=ctx.public_channel)
    return ctx.library().lists(text, reader=reader, as_of=ctx.today)


def as_message(state: dict[str, Any]) -> str:
    """The state as the text of a message."""
    return STATE + json.dumps(state, ensure_ascii=False, default=str, separators=(",", ":"))


def _own(ctx: Context, request: Request) -> dict[str, Any]:
    """A request of the person's in brief: when it was opened, whether in this thread."""
    here = request.thread == ctx.thread
    return with_work(request) | {"opened_at": request.created_at.isoformat(), "here": here}


def _meanings(thread: Thread | None) -> list[str]:
    """What the policy question that was asked back may mean, for the reply to pick from."""
    return [o["label"] for o in thread.clarifying.get("options", ())] if thread else []


def _is_unanswered(thread: Thread | None) -> bool:
    """Whether the last policy question was refused, so that a person was offered."""
    return bool(thread and thread.clarifying) and not _meanings(thread)


def _person(ctx: Context) -> dict[str, Any]:
    names = ("email", "name", "business_unit", "country", "timezone", "roles")
    return {name: getattr(ctx.actor, name) for name in names}


def _theirs(session: Session, ctx: Context) -> dict[str, Any] | None:
    """The request that somebody else has in this thread, and whether the person may read it."""
    found = others_in(session, ctx)
    if found is None:
        return None
    readable = may_read(session, ctx.actor, found)
    return (with_work(found) if readable else brief_view(found)) | {"readable": readable}


def _context(request: Request | None) -> str:
    if request is None:
        return "none"
    context = CONTEXTS.get(request.status, "filed")
    return "shortlist_shown" if context == "scoping" and request.shortlist else context


def _request(session: Session, request: Request | None) -> dict[str, Any] | None:
    if request is None:
        return None
    record = view(session, request)
    for name in ("shortlist", "looked_at", "approvals", "thread", "filed_at"):
        record.pop(name)
    record["set_aside"] = request.preferences.get("set_aside", [])
    record["fields"] = {k: v for k, v in record["fields"].items() if v not in (None, [], "")}
    record["rulings"] = {
        name: {k: ruling[k] for k in ("verdict", "score", "reasons")}
        for name, ruling in record["rulings"].items()
    }
    return record


def _left_out(session: Session, ctx: Context, request: Request | None) -> list[dict[str, Any]]:
    """Who was taken off the list, called as they were there, each with the reason."""
    if request is None:
        return []
    hidden, called = hides_names(ctx, request), request.preferences.get("called", {})
    people = {
        one: called.get(one, one) if hidden else kept.data["name"]
        for one in request.preferences.get("excluded", {})
        if (kept := session.get(TalentRecord, one)) is not None
    }
    reasons = request.preferences.get("excluded", {})
    return [{"id": one, "name": name, "reason": reasons[one]} for one, name in people.items()]


def _shortlist(request: Request | None) -> list[dict[str, Any]]:
    found = request.shortlist if request else []
    return [{k: c.get(k) for k in ("id", "name", "band", "score", "pinned")} for c in found]

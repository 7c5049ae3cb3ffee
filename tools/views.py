"""A record as people and programs see it, and who may see it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import Session, load_only
from sqlalchemy.sql.selectable import ForUpdateArg

from integrations.slack.places import Place, place_of
from knowledge.errors import NotAllowed, NotFound
from knowledge.records.approvals import Approval
from knowledge.records.people import Person
from knowledge.records.requests import CLOSED, Request
from knowledge.records.slack import PostedCard
from tools.audit import questions_on, six_answers, trail
from tools.context import Context
from tools.people import line_above, name_of
from tools.scoping.asks import ask_next
from tools.scoping.ruled import total_of
from tools.stand_ins import may_take, stand_ins

OVERSIGHT = ("procurement", "hr", "legal", "security", "finance", "executive")
AS_AN_UPDATE = ForUpdateArg(key_share=True)
"""The lock that an update takes: rows that only refer to the locked one are written meanwhile."""


def get_request(session: Session, request_id: str, *, lock: bool = False) -> Request:
    """The request with that id; with `lock` as it stands once every other writer is done with it.

    Whoever changes a request locks it first: what they judge is then what they change.

    Raises:
        NotFound: there is none.
    """
    wanted = request_id.strip().upper()
    held = AS_AN_UPDATE if lock else None
    request = session.get(Request, wanted, with_for_update=held, populate_existing=lock)
    if request is None:
        raise NotFound(f"There is no request {request_id!r}: check the id.")
    return request


def with_shortlist(
    session: Session, ctx: Context, request_id: str, *, lock: bool = False
) -> Request:
    """The request, if its shortlist is the actor's own; locked for whoever changes it.

    Raises:
        NotAllowed: it is somebody else's request.
    """
    request = get_request(session, request_id, lock=lock)
    if request.requester != ctx.actor.email:
        whose = name_of(session, request.requester)
        raise NotAllowed(f"The shortlist of {request.id} is {whose}'s.", rule="R52")
    return request


def readable(session: Session, ctx: Context, request_id: str) -> Request:
    """The request, if the actor may read it.

    Raises:
        NotAllowed: it is somebody else's, and the actor has no part in it.
    """
    request = get_request(session, request_id)
    if not may_read(session, ctx.actor, request):
        raise NotAllowed(
            f"I can't show you {request.id}: it is {name_of(session, request.requester)}'s. "
            "Ask them, or procurement.",
            rule="R52",
        )
    return request


def may_read(session: Session, person: Person, request: Request) -> bool:
    """Whether the person has a part in the request: asked, decides, manages or oversees it."""
    if request.requester == person.email or any(person.has(role) for role in OVERSIGHT):
        return True
    if request.fields.get("budget_owner") == person.email:
        return True
    if any(a.approver == person.email for a in approvals_of(session, request)):
        return True
    requester = session.get(Person, request.requester)
    return requester is not None and any(
        above.email == person.email for above in line_above(session, requester)
    )


def approvals_of(session: Session, request: Request) -> list[Approval]:
    """All decisions asked for, of every version, in order."""
    return list(
        session.scalars(
            select(Approval)
            .where(Approval.request_id == request.id)
            .order_by(Approval.request_version, Approval.position)
        )
    )


def title_of(request: Request) -> str:
    """What a request is called in a sentence."""
    role = str(request.fields.get("role") or "Untitled request")
    return role[:1].upper() + role[1:]


IN_BRIEF = load_only(
    *(Request.id, Request.status, Request.version, Request.requester),
    *(Request.fields, Request.thread, Request.group),
    *(Request.created_at, Request.updated_at, Request.filed_at),
)
"""What a brief view needs of a row; shortlists and rulings are long, and stay in the database."""


def brief_view(request: Request) -> dict[str, Any]:
    """A request in one line, as JSON."""
    return {
        "id": request.id,
        "status": request.status,
        "version": request.version,
        "requester": request.requester,
        "title": title_of(request),
        "updated_at": request.updated_at.isoformat(),
        "group": request.group,
    }


def view(session: Session, request: Request) -> dict[str, Any]:
    """The whole record, as JSON."""
    fields = request.what
    return {
        "id": request.id,
        "status": request.status,
        "version": request.version,
        "requester": request.requester,
        "thread": request.thread,
        "filed_at": request.filed_at.isoformat() if request.filed_at else None,
        "fields": fields.as_json(),
        "origins": request.origins,
        "total": asdict(total_of(fields, request.updated_at.date())),
        "missing": list(fields.missing()),
        "ask_next": list(ask_next(fields, tuple(request.preferences.get("set_aside", ())))),
        "rulings": request.rulings,
        "approvals": _approvals(session, request),
        "questions": questions_on(session, request.id),
        "shortlist": request.shortlist,
        "looked_at": request.preferences.get("looked_at"),
        "match": request.match or None,
        "group": request.group,
    }


def summary_of(record: dict[str, Any], said_before: Sequence[str] = ()) -> dict[str, Any]:
    """A record after a change: what was assumed, what is missing, and doubts not said before."""
    assumed = {
        k: record["fields"][k] for k, origin in record["origins"].items() if origin != "said"
    }
    return {
        "request": record,
        "assumed": assumed,
        "missing": record["missing"],
        "ask_next": record["ask_next"],
        "rulings": record["rulings"],
        "notes": [n for n in record["rulings"]["plausibility"]["reasons"] if n not in said_before],
    }


def audited_view(session: Session, request: Request) -> dict[str, Any]:
    """The whole record with its trail and the six answers (R84–R89)."""
    return view(session, request) | {
        "answers": six_answers(request, approvals_of(session, request)),
        "audit": trail(session, request.id),
    }


def requests_for(session: Session, person: Person) -> list[Request]:
    """The requests that the person may read, newest first."""
    query = select(Request).options(IN_BRIEF).order_by(Request.updated_at.desc(), Request.id)
    if not any(person.has(role) for role in OVERSIGHT):
        own = select(Approval.request_id).where(Approval.approver == person.email)
        below = [p.email for p in _reports(session, person)]
        query = query.where(
            or_(
                Request.requester.in_([person.email, *below]),
                Request.id.in_(own),
                Request.fields["budget_owner"].as_string() == person.email,
            )
        )
    return list(session.scalars(query))


def asked_by(session: Session, person: Person, limit: int) -> list[Request]:
    """The person's own requests, newest first."""
    own = select(Request).options(IN_BRIEF).where(Request.requester == person.email)
    return list(session.scalars(own.order_by(Request.updated_at.desc(), Request.id).limit(limit)))


def engaged_for(session: Session, person: Person, limit: int) -> list[Request]:
    """The person's own requests for which a match is confirmed, newest first."""
    columns = load_only(Request.id, Request.match)
    own = select(Request).options(columns).where(Request.requester == person.email)
    done = own.where(Request.status == "match_confirmed")
    return list(session.scalars(done.order_by(Request.updated_at.desc(), Request.id).limit(limit)))


def others_in(session: Session, ctx: Context) -> Request | None:
    """The latest request of somebody else that the actor's thread is about, closed ones last.

    It was opened there, or its card was posted there and is replied to.
    """
    here = or_(Request.thread == ctx.thread, Request.id.in_(_with_card_at(ctx.thread)))
    theirs = select(Request).where(here)
    theirs = theirs.where(Request.requester != ctx.actor.email)
    order = (Request.status.in_(CLOSED), Request.updated_at.desc(), Request.id)
    found: Request | None = session.scalar(theirs.order_by(*order).limit(1))
    return found


def _with_card_at(thread: str) -> Select[str]:
    """Selects the request whose card in Slack is the root of a thread."""
    at = place_of(thread) or Place("", "", "")
    card = select(PostedCard.request_id).where(PostedCard.team == at.team)
    return card.where(PostedCard.channel == at.channel, PostedCard.ts == at.thread)


def deciding(person: Person) -> Select[Request]:
    """Selects the requests on which a decision waits for the person, oldest first."""
    waiting = (
        select(Approval.request_id)
        .join(Request, Approval.request_id == Request.id)
        .where(may_take(person), Approval.decision == "pending")
        .where(Request.status == "in_approval")
    )
    found = select(Request).options(IN_BRIEF).where(Request.id.in_(waiting))
    return found.order_by(Request.filed_at, Request.id)


def matching(person: Person) -> Select[Request]:
    """Selects the approved requests whose match the person has to confirm, oldest first (R54)."""
    ready = select(Request).options(IN_BRIEF).where(Request.status == "approved")
    others = ready.where(Request.requester != person.email)
    theirs = others if person.has("procurement") else others.where(false())
    return theirs.order_by(Request.filed_at, Request.id)


def to_decide(session: Session, person: Person) -> list[Request]:
    """The requests on which a decision waits for the person, oldest first."""
    return list(session.scalars(deciding(person)))


def to_match(session: Session, person: Person) -> list[Request]:
    """The approved requests whose match the person has to confirm, oldest first."""
    return list(session.scalars(matching(person)))


def _reports(session: Session, person: Person) -> list[Person]:
    everyone = session.scalars(select(Person)).all()
    return [p for p in everyone if any(a.email == person.email for a in line_above(session, p))]


def _approvals(session: Session, request: Request) -> list[dict[str, Any]]:
    asked = approvals_of(session, request)
    others = stand_ins(session, request, asked)
    return [_approval_view(a, others[a.id]) for a in asked]


def _approval_view(approval: Approval, others: Sequence[str]) -> dict[str, Any]:
    return {
        "id": approval.id,
        "version": approval.request_version,
        "role": approval.role,
        "approver": approval.approver,
        "stand_ins": list(others),
        "rule": approval.rule,
        "why": approval.why,
        "decision": approval.decision,
        "reason": approval.reason,
        "condition": approval.condition,
        "decided_by": approval.decided_by,
        "decided_at": approval.decided_at.isoformat() if approval.decided_at else None,
    }

"""A person's work queue, read from the records: theirs, what waits for them, matches to confirm."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from integrations.slack.behaviour import Behaviour
from integrations.slack.blocks.work import PAGE, Answered, Item, WorkQueue
from integrations.wording import instead_of
from integrations.wording import person as name_of
from knowledge.records.approvals import Approval
from knowledge.records.audit import AuditEntry
from knowledge.records.people import Person
from knowledge.records.requests import CLOSED, Request
from knowledge.records.slack import HelpRequest, PolicyAnswer

ANSWERS = 3


def work_queue(behaviour: Behaviour, email: str, page: int = 0) -> WorkQueue | None:
    """The page of somebody's queue; None for people that the directory does not know."""
    with behaviour.sessions() as session:
        person = session.get(Person, email)
        if person is None:
            return None
        start = max(0, page) * PAGE
        mine, mine_total = _page(session, _mine(email), start)
        decisions, decisions_total = _page(session, behaviour.to_decide(person), start)
        matches, matches_total = _page(session, behaviour.to_match(person), start)
        why = _why(session, person, decisions)
        wanted = _changes_asked(session, [r for r in mine if r.status == "changes_requested"])
        return WorkQueue(
            name=person.name,
            page=max(0, page),
            mine=tuple(_item(r, to_change=wanted.get(r.id, "")) for r in mine),
            mine_total=mine_total,
            decisions=tuple(_item(request, why[request.id]) for request in decisions),
            decisions_total=decisions_total,
            matches=tuple(_item(request) for request in matches),
            matches_total=matches_total,
            shows_matches=person.has("procurement"),
            answers=_answers(session, email),
        )


def _mine(email: str) -> Select[Request]:
    own = select(Request).where(Request.requester == email)
    return own.order_by(Request.status.in_(CLOSED), Request.updated_at.desc(), Request.id)


def _changes_asked(session: Session, requests: Sequence[Request]) -> dict[str, str]:
    """Who asked for which changes to these requests, by the request's id."""
    query = select(Approval).where(
        Approval.request_id.in_([request.id for request in requests]),
        Approval.decision == "changes_requested",
    )
    return {
        a.request_id: f"{name_of(a.decided_by)} asks: {a.reason}"
        for a in session.scalars(query.order_by(Approval.request_version))
    }


def _page(session: Session, query: Select[Request], start: int) -> tuple[Sequence[Request], int]:
    """A page of what a query finds, and how many it finds in all."""
    found = query.order_by(None).subquery()
    total = session.scalar(select(func.count()).select_from(found)) or 0
    return session.scalars(query.offset(start).limit(PAGE)).all(), total


def _why(session: Session, person: Person, decisions: Sequence[Request]) -> dict[str, str]:
    """Why each of these requests waits for that person, by its id."""
    own = Approval.approver == person.email
    asked = select(Approval.request_id, Approval.why, Approval.approver).where(
        Approval.request_id.in_([request.id for request in decisions]),
        or_(own, Approval.role.in_(person.stands_in_as)),
        Approval.decision == "pending",
    )
    # What was asked of the person themselves comes last, and holds.
    return {
        row.request_id: row.why
        if row.approver == person.email
        else f"{row.why} {instead_of(name_of(row.approver))}"
        for row in session.execute(asked.order_by(own))
    }


def _answers(session: Session, email: str) -> tuple[Answered, ...]:
    asked = select(HelpRequest).where(HelpRequest.asker == email)
    told = select(PolicyAnswer).where(PolicyAnswer.person == email)
    people = [
        (h.asked_at, Answered(h.question, h.answer or "Waiting for a person"))
        for h in session.scalars(asked.order_by(HelpRequest.asked_at.desc()).limit(ANSWERS))
    ]
    library = [
        (p.at, Answered(p.question, p.answer, tuple(dict.fromkeys(map(_source, p.sources)))))
        for p in session.scalars(told.order_by(PolicyAnswer.at.desc()).limit(ANSWERS))
    ]
    newest = sorted([*people, *library], key=lambda each: each[0], reverse=True)[:ANSWERS]
    return tuple(answered for _, answered in newest)


def _source(kept: Mapping[str, str]) -> tuple[str, str]:
    name = kept.get("title") or kept["document"].replace("-", " ").capitalize()
    return name, kept.get("link", "").partition("#")[0]


def search(behaviour: Behaviour, email: str, words: str) -> tuple[Item, ...]:
    """The person's own requests, and those they decide or decided on, that hold all the words.

    To decide on is to approve, or to confirm the match.
    """
    wanted = words.lower().split()
    with behaviour.sessions() as session:
        theirs = or_(Approval.approver == email, Approval.decided_by == email)
        decided = select(Approval.request_id).where(theirs)
        own = (AuditEntry.actor == email) & (AuditEntry.act == "match.confirmed")
        confirmed = select(AuditEntry.subject).where(own)
        seen = or_(Request.requester == email, Request.id.in_(decided), Request.id.in_(confirmed))
        if person := session.get(Person, email):
            for waits in (behaviour.to_decide(person), behaviour.to_match(person)):
                waiting = waits.order_by(None).subquery()
                seen = or_(seen, Request.id.in_(select(waiting.c.id)))
        query = select(Request).where(seen).order_by(Request.updated_at.desc()).limit(500)
        found = [r for r in session.scalars(query) if _holds(r, wanted)]
    return tuple(_item(request) for request in found[:20])


def _holds(request: Request, wanted: list[str]) -> bool:
    fields = request.fields
    said = f"{request.id} {fields.get('role')} {fields.get('scope')} {request.status}".lower()
    return all(word in said for word in wanted)


def _item(request: Request, why: str = "", to_change: str = "") -> Item:
    return Item(
        id=request.id,
        version=request.version,
        status=request.status,
        title=str(request.fields.get("role") or "Untitled request"),
        requester=request.requester,
        since=(request.filed_at or request.updated_at).date().isoformat(),
        budget=request.fields.get("budget"),
        why=why,
        to_change=to_change,
    )

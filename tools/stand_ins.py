"""Who may decide in an approver's place: other holders of the role, but for the budget owner's."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import Session, aliased

from knowledge.records.approvals import Approval
from knowledge.records.people import Person
from knowledge.records.requests import Request
from tools.people import holders


def stand_ins(
    session: Session, request: Request, asked: Sequence[Approval]
) -> dict[str, list[str]]:
    """Who else may decide each approval `asked` on a request: e-mail addresses by its id.

    Nobody decides on their own request, and nobody in two roles of one version (R54).
    """
    known = {role: holders(session, role) for role in {one.role for one in asked}}
    return {
        approval.id: [
            person.email
            for person in known[approval.role]
            if approval.role in person.stands_in_as
            and person.email not in _taken(request, approval, asked)
        ]
        for approval in asked
    }


def _taken(request: Request, approval: Approval, asked: Sequence[Approval]) -> set[str]:
    """Who has another part in that version of the request already."""
    others = [a for a in asked if a.request_version == approval.request_version and a != approval]
    parts = {each for a in others for each in (a.approver, a.decided_by) if each}
    return {request.requester, approval.approver, *parts}


def may_take(person: Person) -> ColumnElement[bool]:
    """Whether an approval joined to its request is one that the person may decide."""
    other = aliased(Approval)
    takes_part = exists().where(
        other.request_id == Approval.request_id,
        other.request_version == Approval.request_version,
        or_(other.approver == person.email, other.decided_by == person.email),
    )
    in_role = Approval.role.in_(person.stands_in_as)
    stands_in = and_(in_role, Request.requester != person.email, ~takes_part)
    return or_(Approval.approver == person.email, stands_in)

"""Who may decide in an approver's place: other holders of the role, but for the budget owner's."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import Session, aliased

from knowledge.records.approvals import Approval
from knowledge.records.people import Person
from knowledge.records.requests import Request
from tools.people import holders


def stand_ins(
    session: Session, request: Request, approval: Approval, asked: Sequence[Approval]
) -> list[str]:
    """Who else may decide, by e-mail, of all that are `asked` on that version of the request.

    Nobody decides on their own request, and nobody in two roles (R54).
    """
    taken = {request.requester, approval.approver}
    for one in asked:
        if one.request_version == approval.request_version and one.id != approval.id:
            taken |= {one.approver, one.decided_by or one.approver}
    others = (p for p in holders(session, approval.role) if approval.role in p.stands_in_as)
    return [one.email for one in others if one.email not in taken]


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

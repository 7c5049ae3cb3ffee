"""Names in a document's facts that nobody and nothing has: they are told, as most are mistakes."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.library.documents import EVERYONE, Draft
from knowledge.records.people import ROLES, Person
from knowledge.records.policies import PolicyDocument


def unknown_names(
    session: Session, drafts: Sequence[Draft]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each document whose facts name something unknown, with the fact and the name."""
    people = session.execute(select(Person.email, Person.business_unit)).all()
    owners = {row.email.lower() for row in people}
    readers = {EVERYONE, *ROLES, *owners, *(row.business_unit.strip().lower() for row in people)}
    documents = {*session.scalars(select(PolicyDocument.id)), *(draft.id for draft in drafts)}

    def unknown(draft: Draft) -> Iterator[str]:
        yield from (f"fact “{name}”" for name in draft.unknown)
        if draft.owner and draft.owner.lower() not in owners:
            yield f"owner “{draft.owner}”"
        yield from (f"audience “{name}”" for name in draft.audience if name not in readers)
        yield from (f"superseded “{name}”" for name in draft.supersedes if name not in documents)

    found = ((draft.id, tuple(unknown(draft))) for draft in drafts)
    return tuple((name, names) for name, names in found if names)

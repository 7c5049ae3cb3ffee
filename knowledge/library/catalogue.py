"""The documents of record in the database: what is added, changed, removed, and in force when."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.library.documents import Draft
from knowledge.library.planning import Plan
from knowledge.library.rights import NEVER
from knowledge.library.timeline import day_before, recorded_day, spans
from knowledge.records.policies import PolicyDocument, PolicyEdition

EMPTY = "0-0-0"


@dataclass(frozen=True)
class Edition:
    """One wording of a document with the days on which it is in force, both inclusive."""

    id: int
    document: str
    path: str
    title: str
    owner: str
    version: str
    status: str
    jurisdiction: tuple[str, ...]
    department: str
    audience: tuple[str, ...]
    source: str
    supersedes: tuple[str, ...]
    review_by: date | None
    start: int
    end: int
    text: str = field(repr=False)

    def in_force(self, day: int) -> bool:
        """Whether this wording applies on the day."""
        return self.start <= day <= self.end


def apply(session: Session, planned: Plan, root: str, now: datetime) -> None:
    """Write what was planned; what a new wording replaces is kept as history."""
    for draft in (*planned.added, *planned.changed):
        document = session.get(PolicyDocument, draft.id)
        if document is None:
            document = PolicyDocument(id=draft.id)
            session.add(document)
        document.path, document.root, document.removed_on = draft.path, root, None
        _replace_same_wording(session, draft, now)
        session.add(_edition_row(draft, now))
        session.flush()
    for _, draft in planned.renamed:
        document = session.get_one(PolicyDocument, draft.id)
        document.path, document.root = draft.path, root
    for gone in planned.removed:
        session.get_one(PolicyDocument, gone).removed_on = now.date()


def roots(session: Session) -> list[str]:
    """The folders and repositories that documents came from."""
    return list(session.scalars(select(PolicyDocument.root).distinct()))


def stamp(session: Session) -> str:
    """What changes whenever the library changes; compared with the index at start."""
    counted = session.execute(
        select(func.count(PolicyEdition.id), func.max(PolicyEdition.id))
    ).one()
    if not counted[0]:
        return EMPTY
    columns = select(PolicyDocument.id, PolicyDocument.path, PolicyDocument.removed_on)
    listed = [tuple(row) for row in session.execute(columns.order_by(PolicyDocument.id))]
    digest = sha256(repr(listed).encode()).hexdigest()[:16]
    return f"{counted[0]}-{counted[1]}-{digest}"


def editions(session: Session) -> list[Edition]:
    """Every wording with the days on which it applies; drafts and corrected ones never do.

    A wording that was recorded again after another comes twice, with its earlier and later days.
    """
    rows = session.scalars(select(PolicyEdition).order_by(PolicyEdition.id)).all()
    documents = {d.id: d for d in session.scalars(select(PolicyDocument))}
    grouped: dict[str, list[PolicyEdition]] = defaultdict(list)
    for row in rows:
        grouped[row.document_id].append(row)
    found = [
        _edition(row, documents[name].path, start, end)
        for name, kin in grouped.items()
        for row, start, end in spans(kin, documents[name].removed_on)
    ]
    known = [_ended_when_recorded(e, grouped[e.document]) for e in _superseded_by_others(found)]
    return [e for e in known if e.start <= e.end]


def _replace_same_wording(session: Session, draft: Draft, now: datetime) -> None:
    """A text added again under the same version is a correction; the older one is replaced.

    A draft corrects drafts only: it takes back what was in force, which did apply until then.
    """
    rows = session.scalars(
        select(PolicyEdition).where(
            PolicyEdition.document_id == draft.id, PolicyEdition.replaced_at.is_(None)
        )
    )
    for row in rows:
        withdraws = draft.status == "draft" and row.status != "draft"
        if draft.version and row.version == draft.version and not withdraws:
            row.replaced_at = now


def _edition_row(draft: Draft, now: datetime) -> PolicyEdition:
    listed = ("jurisdiction", "audience", "supersedes", "missing", "findings")
    plain = (
        "path", "digest", "title", "owner", "version", "status", "effective_from",
        "effective_until", "review_by", "department", "source", "text",
    )  # fmt: skip
    return PolicyEdition(
        document_id=draft.id,
        recorded_at=now,
        **{name: getattr(draft, name) for name in plain},
        **{name: list(getattr(draft, name)) for name in listed},
    )


def _superseded_by_others(found: list[Edition]) -> list[Edition]:
    ends: dict[str, int] = {}
    for edition in found:
        for name in edition.supersedes:
            if name != edition.document:
                before = day_before(edition.start)
                ends[name] = min(ends.get(name, NEVER), before)
    return [
        replace(e, end=min(e.end, ends[e.document])) if e.document in ends else e for e in found
    ]


def _ended_when_recorded(edition: Edition, kin: list[PolicyEdition]) -> Edition:
    """A superseded wording without an end ended when that was recorded.

    When it began to apply is taken from it only if it was in force here before; of another, all
    that is known is that it applies no more.
    """
    if edition.status != "superseded" or edition.end != NEVER:
        return edition
    row = next(row for row in kin if row.id == edition.id)
    last = day_before(recorded_day(row))
    was_in_force = any(one.status == "in_force" and one.id < row.id for one in kin)
    return replace(edition, start=edition.start if was_in_force else last, end=last)


def _edition(row: PolicyEdition, path: str, start: int, end: int) -> Edition:
    return Edition(
        id=row.id,
        document=row.document_id,
        path=path,
        title=row.title,
        owner=row.owner,
        version=row.version,
        status=row.status,
        jurisdiction=tuple(row.jurisdiction),
        department=row.department,
        audience=tuple(row.audience),
        source=row.source,
        supersedes=tuple(row.supersedes),
        review_by=row.review_by,
        start=start,
        end=end,
        text=row.text,
    )

"""The documents of record in the database: what is added, changed, removed, and in force when."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.library.documents import Draft
from knowledge.library.rights import ALWAYS, NEVER, day_number
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


@dataclass(frozen=True)
class Plan:
    """What adding would do; `removed` are documents of the same folder that are gone."""

    added: tuple[Draft, ...] = ()
    changed: tuple[Draft, ...] = ()
    unchanged: tuple[Draft, ...] = ()
    removed: tuple[str, ...] = ()


def plan(session: Session, drafts: Sequence[Draft], root: str, *, sync: bool = False) -> Plan:
    """Compare drafts with the library; nothing is written."""
    known = {d.id: d for d in session.scalars(select(PolicyDocument))}
    live: dict[str, set[str]] = defaultdict(set)
    rows = select(PolicyEdition.document_id, PolicyEdition.digest, PolicyEdition.replaced_at)
    for document, digest, replaced in session.execute(rows):
        if replaced is None:
            live[document].add(digest)
    parts: dict[str, list[Draft]] = {"added": [], "changed": [], "unchanged": []}
    for draft in _placed(drafts, known, root):
        gone = draft.id in known and known[draft.id].removed_on is not None
        if draft.digest in live[draft.id] and not gone:
            parts["unchanged"].append(draft)
        else:
            parts["changed" if draft.id in known and not gone else "added"].append(draft)
    here = {d.id for kind in parts.values() for d in kind}
    removed = [
        d.id for d in known.values() if d.root == root and d.removed_on is None and d.id not in here
    ]
    return Plan(
        added=tuple(parts["added"]),
        changed=tuple(parts["changed"]),
        unchanged=tuple(parts["unchanged"]),
        removed=tuple(removed) if sync else (),
    )


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
    for gone in planned.removed:
        document = session.get(PolicyDocument, gone)
        if document is not None:
            document.removed_on = now.date()


def stamp(session: Session) -> str:
    """What changes whenever the library changes; compared with the index at start."""
    counted = session.execute(
        select(func.count(PolicyEdition.id), func.max(PolicyEdition.id))
    ).one()
    gone = session.scalar(
        select(func.count(PolicyDocument.id)).where(PolicyDocument.removed_on.is_not(None))
    )
    return f"{counted[0]}-{counted[1] or 0}-{gone or 0}"


def editions(session: Session) -> list[Edition]:
    """Every wording with the days on which it applies; drafts and corrected ones never do."""
    rows = session.scalars(select(PolicyEdition).order_by(PolicyEdition.id)).all()
    removed = {
        d.id: d.removed_on
        for d in session.scalars(select(PolicyDocument))
        if d.removed_on is not None
    }
    grouped: dict[str, list[PolicyEdition]] = defaultdict(list)
    for row in rows:
        grouped[row.document_id].append(row)
    found = [e for kin in grouped.values() for e in _intervals(kin, removed)]
    return [e for e in _superseded_by_others(found) if e.start <= e.end]


def _placed(
    drafts: Iterable[Draft], known: dict[str, PolicyDocument], root: str
) -> Iterable[Draft]:
    """A path-made id that another folder already uses gets the folder's name before it."""
    for draft in drafts:
        other = known.get(draft.id)
        clash = other is not None and other.root != root and other.removed_on is None
        if clash and not draft.explicit_id:
            yield replace(draft, id=f"{PurePosixPath(root).name or 'files'}/{draft.id}"[:200])
        else:
            yield draft


def _replace_same_wording(session: Session, draft: Draft, now: datetime) -> None:
    """A text added again under the same version is a correction; the older one is replaced."""
    rows = session.scalars(
        select(PolicyEdition).where(
            PolicyEdition.document_id == draft.id, PolicyEdition.replaced_at.is_(None)
        )
    )
    for row in rows:
        if row.version == draft.version:
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


def _intervals(kin: list[PolicyEdition], removed: dict[str, date]) -> list[Edition]:
    """One document's wordings in order, each ending before the next one starts."""
    counted = [row for row in kin if row.status != "draft"]
    starts = {
        row.id: day_number(row.effective_from, ALWAYS if place == 0 else _recorded(row))
        for place, row in enumerate(counted)
    }
    counted.sort(key=lambda row: (starts[row.id], row.id))
    found = []
    for place, row in enumerate(counted):
        end = day_number(row.effective_until, NEVER)
        if place + 1 < len(counted):
            end = min(end, _day_before(starts[counted[place + 1].id]))
        if row.document_id in removed:
            end = min(end, _day_before(day_number(removed[row.document_id], NEVER)))
        found.append(_edition(row, starts[row.id], end))
    return found


def _superseded_by_others(found: list[Edition]) -> list[Edition]:
    ends: dict[str, int] = {}
    for edition in found:
        for name in edition.supersedes:
            if name != edition.document:
                before = _day_before(edition.start)
                ends[name] = min(ends.get(name, NEVER), before)
    closed = [
        replace(e, end=min(e.end, ends[e.document])) if e.document in ends else e for e in found
    ]
    # Superseded by nothing that is known, at no known date: it cannot be said when it applied.
    return [e for e in closed if e.status != "superseded" or e.end != NEVER]


def _edition(row: PolicyEdition, start: int, end: int) -> Edition:
    return Edition(
        id=row.id,
        document=row.document_id,
        path=row.path,
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


def _recorded(row: PolicyEdition) -> int:
    return day_number(row.recorded_at.date(), ALWAYS)


def _day_before(number: int) -> int:
    if number <= ALWAYS:
        return ALWAYS - 1
    day = date(number // 10_000, number // 100 % 100, number % 100)
    return day_number(day - timedelta(days=1), ALWAYS)

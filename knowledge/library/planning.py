"""What adding documents would change, worked out before anything is written."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.library.documents import Draft, shortened
from knowledge.library.resembling import resembled
from knowledge.records.policies import PolicyDocument, PolicyEdition

IsGone = Callable[[str, str], bool]


@dataclass(frozen=True)
class Plan:
    """What adding would do; `removed` are documents of the same folder that are gone.

    `renamed` are earlier paths with the drafts that took their place; those may be changed as well.
    `taken` are drafts with the id of another document, and where that lies; they are left out.
    `alike` are documents that stay, with the added drafts that look like another wording of them.
    """

    added: tuple[Draft, ...] = ()
    changed: tuple[Draft, ...] = ()
    unchanged: tuple[Draft, ...] = ()
    renamed: tuple[tuple[str, Draft], ...] = ()
    removed: tuple[str, ...] = ()
    taken: tuple[tuple[str, Draft], ...] = ()
    alike: tuple[tuple[str, Draft], ...] = ()

    @property
    def changes(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.added or self.changed or self.renamed or self.removed)


def plan(
    session: Session,
    drafts: Sequence[Draft],
    root: str,
    *,
    sync: bool = False,
    unread: Collection[str] = (),
    is_gone: IsGone = lambda *_: False,
) -> Plan:
    """Compare drafts with the library; nothing is written.

    With `sync` the drafts are all there is under the root, except for the paths in `unread`:
    what those held stays as it is. `is_gone` says of a root and a path whether nothing is there
    any more, so that a document may have moved here from another folder.
    """
    known = {d.id: d for d in session.scalars(select(PolicyDocument))}
    here = [d for d in known.values() if d.root == root and d.removed_on is None]
    left = [d for d in here if d.path not in {*unread, *(draft.path for draft in drafts)}]
    moved = _moved(session, drafts, known, left) if sync else {}
    placed = list(_placed(drafts, known, root, moved))
    latest = _latest_digests(session)
    others = {d.id: d for d in known.values() if d.root != root and d.removed_on is None}
    moved_here = {d.id for d in others.values() if is_gone(d.root, d.path)}
    taken = [
        d
        for d in placed
        if d.id in others and d.id not in moved_here and d.digest != latest.get(d.id)
    ]
    parts: dict[str, list[Draft]] = {"added": [], "changed": [], "unchanged": []}
    for draft in (draft for draft in placed if draft not in taken):
        if draft.id not in known or known[draft.id].removed_on is not None:
            parts["added"].append(draft)
        else:
            same = draft.digest == latest.get(draft.id)
            parts["unchanged" if same else "changed"].append(draft)
    ids = {draft.id for draft in placed}
    removed = tuple(d.id for d in left if d.id not in ids) if sync else ()
    staying = {d.id for d in known.values() if d.removed_on is None} - {*ids, *removed}
    return Plan(
        added=tuple(parts["added"]),
        changed=tuple(parts["changed"]),
        unchanged=tuple(parts["unchanged"]),
        renamed=tuple(
            (known[d.id].path if known[d.id].root == root else _place(known[d.id]), d)
            for d in (*parts["changed"], *parts["unchanged"])
            if d.id in moved_here or (known[d.id].root == root and known[d.id].path != d.path)
        ),
        removed=removed,
        taken=tuple((_place(known[d.id]), d) for d in taken),
        alike=_alike(session, parts["added"], staying),
    )


def _alike(
    session: Session, added: Sequence[Draft], staying: Collection[str]
) -> tuple[tuple[str, Draft], ...]:
    return tuple(resembled(added, _wordings(session, staying))) if added else ()


def _place(document: PolicyDocument) -> str:
    return f"{document.root}/{document.path}"


def _wordings(session: Session, documents: Collection[str]) -> dict[str, tuple[str, str]]:
    """The title and text of what was recorded last of each document."""
    rows = select(PolicyEdition).where(PolicyEdition.document_id.in_(documents))
    found = session.scalars(rows.order_by(PolicyEdition.id))
    return {row.document_id: (row.title, row.text) for row in found}


def _latest_digests(session: Session) -> dict[str, str]:
    """The fingerprint of what was recorded last of every document."""
    rows = select(PolicyEdition.document_id, PolicyEdition.digest).order_by(PolicyEdition.id)
    return {row.document_id: row.digest for row in session.execute(rows)}


def _moved(
    session: Session,
    drafts: Sequence[Draft],
    known: Mapping[str, PolicyDocument],
    left: Sequence[PolicyDocument],
) -> dict[str, str]:
    """New paths that hold the words of a document whose own path is gone, with its id."""
    rows = select(PolicyEdition.document_id, PolicyEdition.text).where(
        PolicyEdition.document_id.in_([d.id for d in left]), PolicyEdition.replaced_at.is_(None)
    )
    texts = {text: document for document, text in session.execute(rows)}
    moved: dict[str, str] = {}
    for draft in drafts:
        if not draft.explicit_id and draft.id not in known and draft.text in texts:
            moved[draft.path] = texts.pop(draft.text)
    return moved


def _placed(
    drafts: Sequence[Draft],
    known: Mapping[str, PolicyDocument],
    root: str,
    moved: Mapping[str, str],
) -> Iterator[Draft]:
    """Drafts under the id that is theirs: a file that moved keeps it, two files never share it.

    A path-made id that is taken gets the file's ending, or the folder's name before it.
    """
    kept = {d.path: d.id for d in known.values() if d.root == root and d.removed_on is None}
    kept |= moved
    elsewhere = {d.id for d in known.values() if d.root != root and d.removed_on is None}
    taken = elsewhere | {d.id if d.explicit_id else kept.get(d.path, "") for d in drafts}
    for draft in drafts:
        if draft.explicit_id:
            yield draft
        elif draft.path in kept:
            yield replace(draft, id=kept[draft.path])
        else:
            names = _names(draft, root, draft.id in elsewhere)
            own = next(name for name in names if name not in taken)
            taken.add(own)
            yield replace(draft, id=own)


def _names(draft: Draft, root: str, elsewhere: bool) -> Iterator[str]:
    """Ids that a draft without one of its own could have, the best first."""
    folder = PurePosixPath(root).name or "files"
    yield draft.id
    if not elsewhere:
        yield shortened(draft.path)
    yield shortened(f"{folder}/{draft.id}")
    yield shortened(f"{folder}/{draft.path}")
    yield shortened(f"{root}/{draft.path}")

"""Taking documents into the policy library: planned, applied, and told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from integrations.documents import BadFile, Reading, read_source
from integrations.repository import is_repository
from knowledge.errors import BadInput
from knowledge.library.documents import Draft, path_id
from knowledge.library.library import Library
from knowledge.library.planning import Plan
from knowledge.library.shelving import Progress
from tools.policy.names import unknown_names

COUNTED = ("added", "changed", "unchanged", "renamed", "removed")
LISTS = (*COUNTED, "alike", "errors", "missing", "unknown", "hidden_text")
NAMED = 20
ALIKE = (
    "“{fresh}” looks like “{known}”, and both apply: if it replaces that, say "
    "“supersedes: {known}” and “effective_from”, its first day, in its front matter or in a "
    "file beside it"
)
DRY_RUN = "Nothing is changed, this is a dry run. It would be: "
Report = dict[str, list[Any]]


@dataclass(frozen=True)
class Prepared:
    """What would be done with the documents of one folder or repository; nothing is done yet."""

    root: str
    plan: Plan
    bad: tuple[BadFile, ...]
    unknown: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def report(self) -> Report:
        """What is added, changed, renamed and removed, what is wrong, and what is missing."""
        fresh = (*self.plan.added, *self.plan.changed)
        return {
            "added": [draft.id for draft in self.plan.added],
            "changed": [draft.id for draft in self.plan.changed],
            "unchanged": [draft.id for draft in self.plan.unchanged],
            "renamed": [{"from": old, "to": draft.path} for old, draft in self.plan.renamed],
            "removed": list(self.plan.removed),
            "alike": [{"document": d.id, "looks_like": name} for name, d in self.plan.alike],
            "errors": [{"path": bad.path, "error": bad.error} for bad in self.bad],
            "missing": [{"document": d.id, "fields": list(d.missing)} for d in fresh if d.missing],
            "unknown": [{"document": name, "names": list(names)} for name, names in self.unknown],
            "hidden_text": [
                {"document": d.id, "findings": list(d.findings)} for d in fresh if d.findings
            ],
        }


def read_sources(sources: Sequence[str]) -> list[Reading]:
    """Files, folders and repositories; files that lie in one folder are read as one.

    Raises:
        BadInput: there is nothing at one of the sources.
        Unavailable: a repository cannot be fetched.
    """
    by_root: dict[str, Reading] = {}
    for source in sources:
        found = read_source(source)
        before = by_root.get(found.root)
        by_root[found.root] = found if before is None else _together(before, found)
    return list(by_root.values())


def prepare(library: Library, reading: Reading, *, sync: bool = False) -> Prepared:
    """Compare what was read with the library; with `sync`, what is gone will be removed.

    Raises:
        BadInput: there is no document left to follow, which is more likely a mistake.
    """
    if sync and not reading.drafts:
        raise BadInput(f"{reading.root}: there is no document in it, so nothing is removed.")
    if not sync:
        reading = _belonging(reading, library.roots())
    unread = [bad.path for bad in reading.bad]
    planned = library.plan(reading.drafts, reading.root, sync=sync, unread=unread, is_gone=_is_gone)
    taken = [
        BadFile(d.path, f"{d.path}: the id {d.id!r} is that of {place}; give this one another.")
        for place, d in planned.taken
    ]
    with library.sessions() as session:
        unknown = unknown_names(session, (*planned.added, *planned.changed))
    return Prepared(reading.root, planned, (*reading.bad, *taken), unknown)


def apply(
    library: Library, prepared: Prepared, *, now: datetime, progress: Progress | None = None
) -> None:
    """Do what was prepared, and bring the index up to date.

    Raises:
        Unavailable: another process is changing the library.
    """
    if prepared.plan.changes or library.is_stale():
        library.apply(prepared.plan, prepared.root, now, progress)


def take(library: Library, path: Path, *, now: datetime) -> Report:
    """Add a file or folder, and say what changed.

    Raises:
        BadInput: the path does not exist.
        Unavailable: another process is changing the library.
    """
    (reading,) = read_sources([str(path)])
    prepared = prepare(library, reading)
    apply(library, prepared, now=now)
    return prepared.report


def merged(reports: Sequence[Report]) -> Report:
    """Several reports as one."""
    return {name: [item for report in reports for item in report[name]] for name in LISTS}


def told(report: Report, *, dry_run: bool = False) -> str:
    """A report in a few lines for a person, as what was done or what a dry run would do."""
    counts = [f"{len(report[name])} {name}" for name in COUNTED if report[name]]
    lines = [f"{DRY_RUN * dry_run}{', '.join(counts)}" if counts else "Nothing to do"]
    lines.extend(
        f"{name}: {_listed(report[name])}"
        for name in ("added", "changed", "removed")
        if report[name]
    )
    lines.extend(f"renamed: {item['from']} is now {item['to']}" for item in report["renamed"])
    lines.extend(
        ALIKE.format(fresh=item["document"], known=item["looks_like"]) for item in report["alike"]
    )
    lines.extend(_missing(report["missing"]))
    named = [(name, item["document"]) for item in report["unknown"] for name in item["names"]]
    lines.extend(f"unknown {name}: {_listed(names)}" for name, names in _alike(named).items())
    hidden = [(words, d["document"]) for d in report["hidden_text"] for words in d["findings"]]
    lines.extend(f"{words}: {_listed(names)}" for words, names in _alike(hidden).items())
    return ".\n".join(lines) + "."


def _missing(missing: Sequence[dict[str, Any]]) -> list[str]:
    """Which documents lack what, those that lack the same together; first what all may read."""
    open_to_all = [item["document"] for item in missing if "audience" in item["fields"]]
    alike = _alike([(", ".join(item["fields"]), item["document"]) for item in missing])
    loud = [f"EVERYONE may read, as no audience is given: {_listed(open_to_all)}"]
    rest = [f"without {fields}: {_listed(names)}" for fields, names in alike.items()]
    return [*(loud if open_to_all else []), *rest]


def _alike(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The documents of which the same is said, by what is said."""
    alike: dict[str, list[str]] = {}
    for said, document in pairs:
        alike.setdefault(said, []).append(document)
    return alike


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _is_gone(root: str, path: str) -> bool:
    """Whether a folder that documents came from holds a file no longer; a repository may."""
    there = is_repository(root) or not Path(root).is_absolute() or Path(root, path).is_file()
    return not there


def _belonging(reading: Reading, roots: Iterable[str]) -> Reading:
    """Files of a folder inside one that was added before belong to that one, under their path."""
    here = PurePath(reading.root)
    around = [PurePath(root) for root in roots if here.is_relative_to(root)]
    if not around:
        return reading
    outermost = min(around, key=lambda root: len(root.parts))
    inside = here.relative_to(outermost)
    return Reading(
        str(outermost),
        tuple(_under(draft, inside) for draft in reading.drafts),
        tuple(replace(bad, path=(inside / bad.path).as_posix()) for bad in reading.bad),
    )


def _under(draft: Draft, folder: PurePath) -> Draft:
    path = (folder / draft.path).as_posix()
    return replace(draft, path=path, id=draft.id if draft.explicit_id else path_id(path))


def _together(one: Reading, other: Reading) -> Reading:
    return replace(one, drafts=(*one.drafts, *other.drafts), bad=(*one.bad, *other.bad))

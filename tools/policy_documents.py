"""Taking documents into the policy library: planned first, then applied, each bad file named."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from integrations.documents import read_path
from knowledge.library import Library
from knowledge.library.shelving import Progress

LISTS = ("added", "changed", "unchanged", "removed", "errors", "missing", "hidden_text")


def take(
    library: Library,
    path: Path,
    *,
    now: datetime,
    sync: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> dict[str, list[Any]]:
    """Add a file or folder, or with `sync` follow it; says what changed and what is missing.

    Raises:
        BadInput: the path does not exist.
        Unavailable: another process is changing the library.
    """
    reading = read_path(path)
    planned = library.plan(reading.drafts, reading.root, sync=sync)
    fresh = (*planned.added, *planned.changed)
    if not dry_run and (fresh or planned.removed or library.is_stale()):
        library.apply(planned, reading.root, now, progress)
    return {
        "added": [draft.id for draft in planned.added],
        "changed": [draft.id for draft in planned.changed],
        "unchanged": [draft.id for draft in planned.unchanged],
        "removed": list(planned.removed),
        "errors": [{"path": bad.path, "error": bad.error} for bad in reading.bad],
        "missing": [{"document": d.id, "fields": list(d.missing)} for d in fresh if d.missing],
        "hidden_text": [
            {"document": d.id, "findings": list(d.findings)} for d in fresh if d.findings
        ],
    }


def merged(reports: Sequence[dict[str, list[Any]]]) -> dict[str, list[Any]]:
    """Several reports as one."""
    return {name: [item for report in reports for item in report[name]] for name in LISTS}


def told(report: dict[str, list[Any]]) -> str:
    """A report in one short paragraph for a person."""
    counts = [f"{len(report[name])} {name}" for name in LISTS[:4] if report[name]]
    lines = [", ".join(counts) or "Nothing to do"]
    if report["missing"]:
        lines.append(f"{len(report['missing'])} documents lack an owner, version, date or audience")
    lines.extend(
        f"{item['document']}: {', '.join(item['findings'])}" for item in report["hidden_text"]
    )
    return ".\n".join(lines) + "."

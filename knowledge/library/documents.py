"""A policy document as it is added: its words, and what its front matter says about it."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from knowledge.errors import BadInput

EXPECTED = ("owner", "version", "effective_from", "review_by", "audience")
FIELDS = (
    "title",
    "owner",
    "version",
    "status",
    "effective_from",
    "effective_until",
    "review_by",
    "jurisdiction",
    "department",
    "audience",
    "source",
    "supersedes",
)
STATUS_NAMES = {
    "draft": "draft",
    "in_force": "in_force",
    "in force": "in_force",
    "active": "in_force",
    "current": "in_force",
    "approved": "in_force",
    "superseded": "superseded",
    "retired": "superseded",
    "archived": "superseded",
}
EVERYONE = "everyone"
LONGEST_ID = 200


@dataclass(frozen=True)
class Draft:
    """A document read from a file, not yet part of the library; dates are inclusive."""

    id: str
    path: str
    title: str
    text: str
    owner: str = ""
    version: str = ""
    status: str = "in_force"
    effective_from: date | None = None
    effective_until: date | None = None
    review_by: date | None = None
    jurisdiction: tuple[str, ...] = ()
    department: str = ""
    audience: tuple[str, ...] = (EVERYONE,)
    source: str = ""
    supersedes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    explicit_id: bool = field(default=False, compare=False)

    @property
    def digest(self) -> str:
        """The fingerprint of everything that is kept; equal documents are not added twice."""
        kept = [getattr(self, name) for name in ("id", *FIELDS, "text")]
        return hashlib.sha256(repr(kept).encode()).hexdigest()


def read_document(
    text: str, path: str, facts: dict[str, Any] | None = None, findings: tuple[str, ...] = ()
) -> Draft:
    """Make a draft of Markdown text; `facts` from a sidecar file win over the front matter.

    Raises:
        BadInput: a date, the status or the front matter cannot be read.
    """
    matter, body = _front_matter(text, path)
    given = {**matter, **(facts or {})}
    explicit = str(given.get("id") or "").strip()
    begins, ends = (_date(given, name, path) for name in ("effective_from", "effective_until"))
    if begins and ends and ends < begins:
        raise BadInput(f"{path}: effective_until {ends} is before effective_from {begins}.")
    title = str(given.get("title") or "").strip() or _first_heading(body) or _spoken(path)
    return Draft(
        id=shortened(explicit) if explicit else path_id(path),
        path=path,
        title=title[:300],
        text=body,
        owner=_word(given, "owner"),
        version=_word(given, "version"),
        status=_status(given.get("status"), path),
        effective_from=begins,
        effective_until=ends,
        review_by=_date(given, "review_by", path),
        jurisdiction=_words(given.get("jurisdiction")),
        department=", ".join(_words(given.get("department")))[:120],
        audience=tuple(w.lower() for w in _words(given.get("audience"))) or (EVERYONE,),
        source=_word(given, "source"),
        supersedes=_words(given.get("supersedes")),
        missing=tuple(name for name in EXPECTED if not given.get(name)),
        findings=findings,
        explicit_id=bool(explicit),
    )


def path_id(path: str) -> str:
    """The id of a document that names none: its path without the ending."""
    return shortened(str(PurePosixPath(path).with_suffix("")))


def shortened(name: str) -> str:
    """A name that fits an id; of a long one the beginning, and what tells it from others."""
    if len(name) <= LONGEST_ID:
        return name
    return f"{name[: LONGEST_ID - 9]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _front_matter(text: str, path: str) -> tuple[dict[str, Any], str]:
    import frontmatter
    import yaml  # type: ignore[import-untyped]

    text = text.lstrip("\ufeff")
    if not text.startswith("---"):
        return {}, text
    try:
        post = frontmatter.loads(text)
    except (yaml.YAMLError, ValueError) as error:
        raise BadInput(f"{path}: the front matter cannot be read as YAML.") from error
    return {str(k).lower(): v for k, v in post.metadata.items()}, str(post.content)


def _first_heading(body: str) -> str:
    found = re.search(r"^#\s+(.+?)\s*#*\s*$", body, re.MULTILINE)
    return found.group(1) if found else ""


def _spoken(path: str) -> str:
    stem = re.sub(r"[-_]+", " ", PurePosixPath(path).stem).strip()
    return stem[:1].upper() + stem[1:] or path


def _word(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    return "" if value is None else str(value).strip()


def _words(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    parts = value if isinstance(value, (list, tuple, set)) else str(value).split(",")
    return tuple(str(part).strip() for part in parts if str(part).strip())


def _status(value: object, path: str) -> str:
    name = str(value or "in_force").strip().lower()
    if name not in STATUS_NAMES:
        raise BadInput(f"{path}: status {name!r} is none of draft, in force, superseded.")
    return STATUS_NAMES[name]


def _date(given: dict[str, Any], name: str, path: str) -> date | None:
    value = given.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError as error:
        raise BadInput(f"{path}: {name} {value!r} is not a date like 2026-03-01.") from error

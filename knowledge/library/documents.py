"""A policy document as it is added: its words, and what its front matter says about it."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from knowledge.errors import BadInput

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
EXPECTED = tuple(name for name in FIELDS if name not in ("title", "supersedes"))
GUARDS = ("audience", "status", "effective_from", "effective_until")
"""Facts that keep words from being quoted: misspelt ones are an error."""
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
FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<facts>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
UNOPENED = re.compile(rf"(?:id|{'|'.join(FIELDS)})[ \t]*:.*\n(?:[\w -]+:.*\n)*---[ \t]*(?:\n|\Z)")
NEAR_NAME = 0.8
EVERYONE = "everyone"
LONGEST_ID = 200


@dataclass(frozen=True)
class Draft:
    """A document read from a file, not yet part of the library; dates are inclusive.

    `unknown` are names in its front matter that mean nothing here.
    """

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
    unknown: tuple[str, ...] = field(default=(), compare=False)
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
    given = _named({**matter, **(facts or {})}, path)
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
        unknown=tuple(name for name in given if name not in ("id", *FIELDS)),
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
    import yaml  # type: ignore[import-untyped]

    text = re.sub(r"\r\n?", "\n", text).lstrip("\ufeff").lstrip()
    found = FRONT_MATTER.match(text)
    if found is None:
        if FENCE.match(text) or UNOPENED.match(text):
            raise BadInput(f"{path}: front matter stands between two lines of three dashes.")
        return {}, text
    try:
        loaded = yaml.safe_load(found["facts"])
    except yaml.YAMLError as error:
        raise BadInput(f"{path}: the front matter has to be lines like `owner: …`.") from error
    except ValueError as error:
        raise BadInput(f"{path}: {_impossible_day(found['facts'])}.") from error
    if not isinstance(loaded, dict | None):
        raise BadInput(f"{path}: the front matter must hold names and values.")
    return loaded or {}, text[found.end() :].strip()


def _impossible_day(facts: str) -> str:
    """Which day the front matter names that no calendar has."""
    for line in facts.splitlines():
        name, _, written = line.partition(":")
        try:
            if re.fullmatch(r"\d{4}-\d\d?-\d\d?", day := written.strip()):
                date(*map(int, day.split("-")))
        except ValueError:
            return f"{name.strip()}: there is no day {day}; write it like 2026-03-01"
    return "the front matter holds a day or time that does not exist"


def _named(given: dict[Any, Any], path: str) -> dict[str, Any]:
    """Facts under the names that we give them.

    Raises:
        BadInput: one that keeps words from being quoted is misspelt.
    """
    named = {re.sub(r"[\s-]+", "_", str(name).strip().lower()): v for name, v in given.items()}
    for name in named:
        near = [] if name in FIELDS else get_close_matches(name, GUARDS, 1, NEAR_NAME)
        if near:
            raise BadInput(f"{path}: {name!r} is no name of a fact; is {near[0]!r} meant?")
    return named


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

"""A passage: one section as it was found, with everything a citation needs."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

PEOPLE, TEAMS = "requester|budget owner|executive", "procurement|hr|legal|security|finance"
FOR_ROLE = re.compile(
    rf"\bfor (?:all |our |the )*(?:(?P<people>{PEOPLE})s"
    rf"|(?P<team>{TEAMS})(?= (?:staff|team)\b|\W*$))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Words:
    """A quotable unit of a passage: the source slice, and the same words without markup.

    `start` is where the slice begins in the passage's text.
    """

    raw: str
    words: str
    kind: str
    lead: str = ""
    start: int = 0


@dataclass(frozen=True)
class Passage:
    """A section of a document that applies on the day asked about."""

    document: str
    title: str
    path: str
    section: str
    heading_path: tuple[str, ...]
    anchor: str
    version: str
    effective_from: date | None
    effective_until: date | None
    owner: str
    audience: tuple[str, ...]
    jurisdiction: tuple[str, ...]
    department: str
    score: float
    text: str
    number: int = -1
    edition: int = -1
    units: tuple[Words, ...] = field(default=(), repr=False)
    features: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @property
    def roles(self) -> frozenset[str]:
        """The roles that its headings say it is written for; empty for all."""
        heads = (FOR_ROLE.finditer(head) for head in (self.title, *self.heading_path))
        named = (match["people"] or match["team"] for found in heads for match in found)
        return frozenset(name.lower().replace(" ", "_") for name in named)

    def as_json(self) -> dict[str, Any]:
        """The passage as the command line prints it."""
        return {
            "document": self.document,
            "path": self.path,
            "section": self.section,
            "heading_path": list(self.heading_path),
            "score": round(self.score, 4),
            "text": self.text,
        }

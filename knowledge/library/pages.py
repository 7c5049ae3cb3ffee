"""What the page of a document shows: its text, its history with differences, what is asked."""

import difflib
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from knowledge.errors import NotFound
from knowledge.library.catalogue import Edition
from knowledge.library.library import Library
from knowledge.library.rights import Reader, day_number, from_number
from knowledge.library.sections import Section, split_sections
from knowledge.records.policies import PolicyEdition, PolicyQuestion

MOST_ASKED = 5


@dataclass(frozen=True)
class PastEdition:
    """An edition in the history; `difference` are lines starting with +, - or a space."""

    version: str
    effective_from: date | None
    effective_until: date | None
    difference: tuple[str, ...]


@dataclass(frozen=True)
class PolicyPage:
    """Everything a page needs, already within the reader's rights."""

    edition: Edition
    effective_from: date | None
    effective_until: date | None
    sections: tuple[Section, ...]
    history: tuple[PastEdition, ...]
    most_asked: tuple[tuple[str, int], ...]


def read_page(library: Library, document: str, reader: Reader, day: date) -> PolicyPage:
    """The page of a document as it applies on a day.

    Raises:
        NotFound: there is none, or it is not for this reader; both read the same.
    """
    mine = [e for e in library.editions(reader) if e.document == document]
    current = next((e for e in mine if e.in_force(day_number(day, 0))), None)
    if current is None:
        raise NotFound(f"There is no policy {document!r} that applies on that day.")
    texts = _texts(library, mine)
    return PolicyPage(
        edition=current,
        effective_from=from_number(current.start),
        effective_until=from_number(current.end),
        sections=tuple(split_sections(texts[current.id], current.title)),
        history=tuple(_history(mine, texts)),
        most_asked=tuple(_asked(library, document)),
    )


def _texts(library: Library, editions: list[Edition]) -> dict[int, str]:
    wanted = [edition.id for edition in editions]
    with library.sessions() as session:
        rows = session.execute(
            select(PolicyEdition.id, PolicyEdition.text).where(PolicyEdition.id.in_(wanted))
        )
        return {row.id: row.text for row in rows}


def _history(editions: list[Edition], texts: dict[int, str]) -> list[PastEdition]:
    """Newest first, each with its difference from the one before."""
    ordered = sorted(editions, key=lambda e: (e.start, e.id))
    found = []
    before = ""
    for edition in ordered:
        text = texts[edition.id]
        lines = difflib.unified_diff(before.splitlines(), text.splitlines(), n=1, lineterm="")
        shown = [line for line in lines if not line.startswith(("+++", "---", "@@"))]
        found.append(
            PastEdition(
                edition.version,
                from_number(edition.start),
                from_number(edition.end),
                tuple(shown) if before else (),
            )
        )
        before = text
    return found[::-1]


def _asked(library: Library, document: str) -> list[tuple[str, int]]:
    with library.sessions() as session:
        cited = session.scalars(select(PolicyQuestion.citations))
        sections = Counter(
            c["section"] for citations in cited for c in citations if c["document"] == document
        )
    return sections.most_common(MOST_ASKED)

"""What the page of a document shows: its text, its history with differences, what is asked."""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
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
class Asked:
    """A section that answers relied on, and how often."""

    section: str
    anchor: str
    times: int


@dataclass(frozen=True)
class PolicyPage:
    """Everything a page needs, already within the reader's rights.

    `in_force` says whether the wording applies on `day`; where it does not, `now` is the document
    that does instead, if one is known. `replaced` is the document whose place it took. `titles` are
    those of all documents that its reader may read, in small letters, each with its document.
    """

    edition: Edition
    day: date
    in_force: bool
    now: Edition | None
    sections: tuple[Section, ...]
    history: tuple[PastEdition, ...]
    most_asked: tuple[Asked, ...]
    replaced: Edition | None
    titles: Mapping[str, str]

    @property
    def effective_from(self) -> date | None:
        """The first day on which the wording applies, if one is known."""
        return from_number(self.edition.start)

    @property
    def effective_until(self) -> date | None:
        """The last day on which the wording applies, if one is known."""
        return from_number(self.edition.end)

    @property
    def replaced_until(self) -> date | None:
        """The last day on which the document that it replaced applied, if one is known."""
        return from_number(self.replaced.end) if self.replaced else None


def read_page(
    library: Library, document: str, reader: Reader, day: date, wording_of: date | None = None
) -> PolicyPage:
    """The page of a document with the wording of a day, today's by default.

    A document that no longer applies keeps its page, so that what was cited can be read there; one
    that is still to come has one already.

    Raises:
        NotFound: there is none, or it is not for this reader; both read the same.
    """
    readable = library.editions(reader)
    document = _id_of(readable, document)
    mine = sorted((e for e in readable if e.document == document), key=lambda e: (e.start, e.id))
    today = day_number(day, 0)
    shown = _shown(mine, day_number(wording_of or day, 0))
    if shown is None and mine and mine[0].start > today:
        shown = mine[0]
    if shown is None:
        when = f" with a wording for {wording_of.isoformat()}" if wording_of else ""
        raise NotFound(f"There is no policy {document!r}{when}.")
    texts = _texts(library, mine)
    sections = tuple(split_sections(texts[shown.id], shown.title))
    in_force = shown.in_force(today)
    return PolicyPage(
        edition=shown,
        day=day,
        in_force=in_force,
        now=None if in_force else _instead(readable, document, today),
        sections=sections,
        history=tuple(_history(mine, texts)),
        most_asked=tuple(_asked(library, document, sections)),
        replaced=_replaced(readable, mine),
        titles=_titles(readable, today),
    )


def _id_of(readable: Sequence[Edition], called: str) -> str:
    """The id of a document that is called by its id or by its path, as searches show it."""
    known = any(edition.document == called for edition in readable)
    return called if known else next((e.document for e in readable if e.path == called), called)


def _shown(mine: Sequence[Edition], day: int) -> Edition | None:
    """The wording that applies on the day, or else the last one that did."""
    begun = [edition for edition in mine if edition.start <= day]
    return next((e for e in begun if e.in_force(day)), begun[-1] if begun else None)


def _instead(readable: Sequence[Edition], document: str, day: int) -> Edition | None:
    """What applies on the day in place of a document: another wording, or what superseded it."""
    today = [edition for edition in readable if edition.in_force(day)]
    return next(
        (e for e in today if e.document == document or document in e.supersedes),
        None,
    )


def _replaced(readable: Sequence[Edition], mine: Sequence[Edition]) -> Edition | None:
    """The last wording of another document whose place these editions took, if there is one."""
    names = {name for edition in mine for name in edition.supersedes}
    others = (edition for edition in readable if edition.document in names)
    return max(others, key=lambda edition: edition.end, default=None)


def _titles(readable: Sequence[Edition], day: int) -> dict[str, str]:
    """The document that each title leads to; of several, that in force on the day."""
    ordered = sorted(readable, key=lambda edition: edition.in_force(day))
    return {edition.title.lower(): edition.document for edition in ordered}


def _texts(library: Library, editions: Sequence[Edition]) -> dict[int, str]:
    wanted = [edition.id for edition in editions]
    with library.sessions() as session:
        rows = session.execute(
            select(PolicyEdition.id, PolicyEdition.text).where(PolicyEdition.id.in_(wanted))
        )
        return {row.id: row.text for row in rows}


def _history(ordered: Sequence[Edition], texts: dict[int, str]) -> list[PastEdition]:
    """Newest first, each with its difference from the one before."""
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


def _asked(library: Library, document: str, sections: Sequence[Section]) -> list[Asked]:
    """The sections of the page that answers relied on most; others are not for this reader."""
    anchors = {section.heading: section.anchor for section in reversed(sections)}
    with library.sessions() as session:
        cited = session.scalars(select(PolicyQuestion.citations))
        counted = Counter(
            c["section"] for citations in cited for c in citations if c["document"] == document
        )
    listed = [Asked(name, anchors[name], n) for name, n in counted.most_common() if name in anchors]
    return listed[:MOST_ASKED]

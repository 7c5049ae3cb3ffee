"""What an answer from the policy library is: words, what they rest on, or a refusal and why."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from knowledge.library.answering import Extract
from knowledge.library.documents import EVERYONE
from knowledge.library.passages import Passage


@dataclass(frozen=True)
class Citation:
    """Words relied on: `quote` verbatim from the source, `words` the same without markup."""

    document: str
    title: str
    path: str
    section: str
    heading_path: tuple[str, ...]
    anchor: str
    version: str
    effective_from: date | None
    effective_until: date | None
    quote: str
    words: str
    link: str

    def as_json(self) -> dict[str, Any]:
        """The citation as the command line prints it."""
        return {
            "document": self.document,
            "title": self.title,
            "path": self.path,
            "section": self.section,
            "heading_path": list(self.heading_path),
            "version": self.version,
            "effective_from": self.effective_from.isoformat() if self.effective_from else None,
            "effective_until": self.effective_until.isoformat() if self.effective_until else None,
            "quote": self.quote,
            "words": self.words,
            "link": self.link,
        }


@dataclass(frozen=True)
class Option:
    """One of the things that an ambiguous question may mean, and where that is answered."""

    label: str
    document: str
    anchor: str


@dataclass(frozen=True)
class PolicyAnswer:
    """An answer whose every sentence is quoted, or a refusal that says why.

    `private` answers go to the asker alone; `facts` are what was known of the asker and used;
    `notes` are what the answer says beside the quotations; `options` are what an ambiguous question
    may mean; `owners` are to be asked about a conflict; `question` is the one answered, in
    full, where few words went on with the one before; `lead` is said before the quotations.
    """

    answer: str
    citations: tuple[Citation, ...]
    refused: bool
    reason: str
    as_of: date
    private: bool = False
    support: float = 0.0
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    owners: tuple[str, ...] = ()
    lead: str = ""
    question: str = field(default="", compare=False)
    passages: tuple[Passage, ...] = field(default=(), repr=False, compare=False)

    @property
    def bare(self) -> str:
        """The answer without what is said beside the quotations."""
        quoted = self.answer.removeprefix(self.lead)
        return quoted.removesuffix(" ".join(self.notes)).strip()

    def noting(self, note: str) -> "PolicyAnswer":
        """The answer with one more word beside the quotations."""
        return replace(self, answer=f"{self.answer} {note}", notes=(*self.notes, note))

    def says_the_same(self, other: "PolicyAnswer") -> bool:
        """Whether another answer quotes the same words."""
        return [c.words for c in self.citations] == [c.words for c in other.citations]

    def left_open(self, question: str) -> dict[str, Any]:
        """The question with what it may mean, if it was asked back or not answered."""
        options = [vars(option) for option in self.options]
        return {"question": question, "options": options} if options or self.refused else {}

    def as_json(self) -> dict[str, Any]:
        """The answer as the command line prints it."""
        return {
            "answer": self.answer,
            "citations": [citation.as_json() for citation in self.citations],
            "refused": self.refused,
            "reason": self.reason,
            "as_of": self.as_of.isoformat(),
            "support": round(self.support, 3),
            "facts": list(self.facts),
            "notes": [*([self.lead] if self.lead else []), *self.notes],
            "options": [option.label for option in self.options],
        }


def cite(found: Extract, day: date) -> list[Citation]:
    """One citation for each run of quoted units that stand next to each other in the text."""
    passage = found.passage
    link = _link(passage, day)
    return [
        Citation(
            passage.document,
            passage.title,
            passage.path,
            passage.section,
            passage.heading_path,
            passage.anchor,
            passage.version,
            passage.effective_from,
            passage.effective_until,
            raw,
            words,
            link,
        )
        for raw, words in found.quotations
    ]


def _link(passage: Passage, day: date) -> str:
    """Where the policy pages show the section, as worded on the day, if everyone may read it."""
    if EVERYONE not in passage.audience:
        return ""
    return f"/policies/{quote(passage.document)}?on={day.isoformat()}#{quote(passage.anchor)}"

"""Policy answers: searched, quoted word for word and cited, or refused with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.library import ANYONE, Library, Passage, Reader
from knowledge.library.answering import Extract, extract
from knowledge.records.people import Person
from knowledge.records.threads import Thread
from tools.context import Context

__all__ = [
    "ANYONE",
    "Citation",
    "PolicyAnswer",
    "Reader",
    "answer_in_thread",
    "ask",
    "reader_for",
    "search",
]

SUPPORT = 0.5
EARLIER, KEPT = 3, 20
NOT_IN_LIBRARY = "not in the library"


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
    quote: str
    words: str

    @property
    def link(self) -> str:
        """Where the policy page shows the words."""
        return f"/policies/{self.document}#{self.anchor}"

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
            "quote": self.quote,
            "link": self.link,
        }


@dataclass(frozen=True)
class PolicyAnswer:
    """An answer whose every sentence is quoted, or a refusal that says why."""

    answer: str
    citations: tuple[Citation, ...]
    refused: bool
    reason: str
    as_of: date
    private: bool = False
    passages: tuple[Passage, ...] = field(default=(), repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The answer as the command line prints it."""
        return {
            "answer": self.answer,
            "citations": [citation.as_json() for citation in self.citations],
            "refused": self.refused,
            "reason": self.reason,
            "as_of": self.as_of.isoformat(),
        }


def reader_for(person: Person, *, public_channel: bool = False) -> Reader:
    """The reader that a colleague is, with the facts that decide what applies to them."""
    return Reader(
        email=person.email,
        roles=tuple(person.roles),
        public_channel=public_channel,
        country=person.country,
        business_unit=person.business_unit,
        name=person.name,
    )


def answer_in_thread(ctx: Context, question: str) -> dict[str, Any]:
    """Answer the actor in their thread; earlier questions there help to understand this one."""
    with ctx.sessions.begin() as session:
        thread = session.get(Thread, ctx.conversation)
        earlier = list(thread.questions or ())[-EARLIER:] if thread else []
        if thread is not None:
            thread.questions = [*(thread.questions or ()), question][-KEPT:]
    found = ask(
        ctx.library(),
        question,
        reader=reader_for(ctx.actor, public_channel=ctx.public_channel),
        as_of=ctx.today,
        thread_questions=earlier,
    )
    return {**found.as_json(), "question": question, "restricted": found.private}


def search(
    library: Library,
    query: str,
    *,
    reader: Reader = ANYONE,
    as_of: date,
    count: int = 5,
    thread_questions: Sequence[str] = (),
) -> list[Passage]:
    """The sections that fit best, of those the reader may read and that apply on the day."""
    return library.search(query, reader=reader, as_of=as_of, count=count, thread=thread_questions)


def ask(
    library: Library,
    question: str,
    *,
    reader: Reader = ANYONE,
    as_of: date,
    thread_questions: Sequence[str] = (),
) -> PolicyAnswer:
    """Answer from the library in its own words, or say that it does not answer."""
    found = search(
        library, question, reader=reader, as_of=as_of, count=8, thread_questions=thread_questions
    )
    extracts = extract(question, found, library.weights(question))
    if not extracts or extracts[0].strength < SUPPORT:
        return PolicyAnswer(_refusal(), (), True, NOT_IN_LIBRARY, as_of, passages=tuple(found))
    best = extracts[0]
    return PolicyAnswer(
        best.words,
        tuple(cite(best)),
        False,
        "",
        as_of,
        private="everyone" not in best.passage.audience,
        passages=tuple(found),
    )


def cite(found: Extract) -> list[Citation]:
    """One citation for each quoted unit."""
    passage = found.passage
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
            unit.raw,
            unit.words,
        )
        for unit in found.units
    ]


def _refusal() -> str:
    return "The policy library does not say. I can put the question to a person."

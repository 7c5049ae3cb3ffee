"""Policy answers: searched, quoted word for word and cited, or refused with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from knowledge.library import ANYONE, Library, Passage, Reader
from knowledge.library.answering import Extract, extracts
from knowledge.library.conflicts import conflict
from knowledge.library.dates import day_asked
from knowledge.library.documents import EVERYONE
from knowledge.library.support import threshold
from knowledge.library.verification import Verification, verify
from knowledge.records.people import Person
from knowledge.records.threads import Thread
from tools.context import Context
from tools.policy_feedback import record_question
from tools.policy_words import CONFLICTING, applies_to, disagreement, inert, refusal

__all__ = [
    "ANYONE",
    "Citation",
    "PolicyAnswer",
    "Reader",
    "Verification",
    "answer_in_thread",
    "ask",
    "reader_for",
    "search",
    "verify",
]

EARLIER, KEPT = 3, 20
OFF_TOPIC_COSINE, OFF_TOPIC_SUPPORT = 0.28, 0.05
CACHE_SIZE = 512


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
            "quote": self.quote,
            "link": self.link,
        }


@dataclass(frozen=True)
class PolicyAnswer:
    """An answer whose every sentence is quoted, or a refusal that says why.

    `private` answers go to the asker alone; `facts` are what was known of the asker and used.
    """

    answer: str
    citations: tuple[Citation, ...]
    refused: bool
    reason: str
    as_of: date
    private: bool = False
    support: float = 0.0
    facts: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = field(default=(), repr=False, compare=False)

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
        thread = session.get(Thread, ctx.thread) if ctx.thread else None
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
    data = {**found.as_json(), "question": question, "restricted": found.private}
    with ctx.sessions.begin() as session:
        number = record_question(session, data, ctx.actor.email, question, ctx.clock())
    return {**data, "question_number": number}


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
    """Answer from the library in its own words, or say that it does not answer.

    A question about a past day ("what was the limit in March?") is answered as of that day.
    """
    day = day_asked(question, as_of) or as_of
    key = (
        " ".join(question.lower().split()),
        tuple(thread_questions),
        reader.rights,
        reader.country,
        day,
        library.version,
    )
    known = library.answers.get(key)
    if known is None:
        known = _answer(library, question, reader, day, thread_questions)
        if len(library.answers) >= CACHE_SIZE:
            library.answers.clear()
        library.answers[key] = known
    found: PolicyAnswer = known
    return found


def _answer(
    library: Library, question: str, reader: Reader, day: date, thread: Sequence[str]
) -> PolicyAnswer:
    consulted = library.consult(question, reader=reader, as_of=day, thread=thread)
    found, support = consulted.found, consulted.support()
    if thread and support < threshold():
        # The question may have left the thread's subject: it is tried on its own before refusing.
        alone = library.consult(question, reader=reader, as_of=day)
        if alone.support() > support:
            consulted, found, support = alone, alone.found, alone.support()
    refused = PolicyAnswer("", (), True, "", day, support=support, passages=tuple(found))
    if support < threshold():
        cosine = found[0].features["last_cosine"] if found else 0.0
        off_topic = cosine < OFF_TOPIC_COSINE and support < OFF_TOPIC_SUPPORT
        reason, words = refusal(found, off_topic=off_topic, empty=consulted.index is None)
        return replace(refused, answer=words, reason=reason)
    parts = extracts(consulted)
    if not parts:
        reason, words = refusal(found, off_topic=False, empty=False)
        return replace(refused, answer=words, reason=reason)
    note, facts = applies_to(reader, [part.passage for part in parts])
    against = conflict(parts[0].units, parts[0].passage, found[1:])
    if against is not None:
        parts = [parts[0], Extract(against[0], (against[1],), 0.0)]
        note = [disagreement(parts[0].passage, against[0])]
    return PolicyAnswer(
        inert(" ".join([*(part.words for part in parts), *note])),
        tuple(citation for part in parts for citation in cite(part, day)),
        False,
        CONFLICTING if against is not None else "",
        day,
        private=any(EVERYONE not in part.passage.audience for part in parts),
        support=support,
        facts=facts,
        passages=tuple(found),
    )


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
            raw,
            words,
            link,
        )
        for raw, words in _runs(found)
    ]


def _link(passage: Passage, day: date) -> str:
    """Where the policy pages show the section; they show only what everyone may read."""
    if EVERYONE not in passage.audience:
        return ""
    on = f"?on={day.isoformat()}" if passage.effective_until else ""
    return f"/policies/{quote(passage.document)}{on}#{quote(passage.anchor)}"


def _runs(found: Extract) -> list[tuple[str, str]]:
    """The quoted words as written and as read; units that follow each other are one quotation."""
    runs: list[tuple[str, str]] = []
    for unit in found.units:
        together = f"{runs[-1][0]} {unit.raw}" if runs else ""
        if together and together in found.passage.text:
            runs[-1] = (together, f"{runs[-1][1]} {unit.words}")
        else:
            runs.append((unit.raw, unit.words))
    return runs

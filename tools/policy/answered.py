"""More about the policy answer just given: where it stands, since when, what was before, and why.

All of it is known of the answer and of the documents that it cited; nothing is searched for.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from sqlalchemy import select

from knowledge.errors import NotFound
from knowledge.library.answering import Extract
from knowledge.library.catalogue import Edition
from knowledge.library.documents import EVERYONE
from knowledge.library.library import Library
from knowledge.library.pages import PolicyPage, read_page
from knowledge.library.passages import Passage, Words
from knowledge.library.rights import Reader, from_number
from knowledge.library.sections import Section
from knowledge.library.words import terms_of
from knowledge.records.people import Person
from knowledge.records.policies import PolicyQuestion
from knowledge.records.threads import Thread
from tools.context import Context
from tools.policy.answers import Citation, PolicyAnswer, cite
from tools.policy.asking import ask_on
from tools.policy.facts import reader_for
from tools.policy.opening import ended
from tools.policy.words import NOT_IN_LIBRARY, day_words, inert

Aspect = Literal["source", "since", "change", "certainty", "reason", "rest", "contact"]
REASON = re.compile(r"\b(?:because|so that|that is why|the reason)\b", re.IGNORECASE)
MOST_HEADINGS = 5
UNANSWERED = "The library did not answer that, so there is nothing behind it to show."


@dataclass(frozen=True)
class Answered:
    """An answer that was given: its question and day, and the section it was taken from.

    `before` is the last day of an earlier wording of the rule, if the library has one.
    """

    question: str
    day: date
    today: date
    reader: Reader
    page: PolicyPage
    section: Section
    quoted: str
    owner: str
    before: date | None

    @property
    def where(self) -> str:
        """The section with its document, as it is spoken of."""
        return f"“{self.section.heading}” in {self.page.edition.title}"

    @property
    def wording(self) -> str:
        """The version, and the days on which it applies."""
        since, until = self.page.effective_from, self.page.effective_until
        told = f"version {self.page.edition.version}" if self.page.edition.version else "the text"
        told += f", in force since {day_words(since)}" if since else ""
        return f"{told} until {day_words(until)}" if until else told


def about_last_answer(ctx: Context, aspect: Aspect) -> dict[str, Any]:
    """Tell more about the policy answer that was given last in this thread.

    `source` is where it stands and who answers for it, `since` from when it holds, `change` what
    was before, `certainty` how sure it is, `reason` why it is so, `rest` what else is said there,
    `contact` how to reach whom it names, or whoever answers for it.

    Raises:
        NotFound: no policy question was answered in this thread yet.
    """
    row = _last_question(ctx)
    if row is None:
        raise NotFound("No policy question was answered in this thread yet: ask one.")
    answered = _answered(ctx, row)
    if answered is None:
        told = _refused(UNANSWERED, ctx.today)
    else:
        private = EVERYONE not in answered.page.edition.audience
        told = replace(TOLD[aspect](ctx, answered), private=private)
    return {**told.as_json(), "question": row.question, "restricted": told.private}


def _last_question(ctx: Context) -> PolicyQuestion | None:
    with ctx.sessions() as session:
        thread = session.get(Thread, ctx.conversation)
        return session.get(PolicyQuestion, thread.answered) if thread and thread.answered else None


def _answered(ctx: Context, row: PolicyQuestion) -> Answered | None:
    """The answer with the section it rests on; None if nothing was cited that may be read here."""
    if not row.citations:
        return None
    cited, reader = row.citations[0], reader_for(ctx.actor, public_channel=ctx.public_channel)
    try:
        page = read_page(ctx.library(), cited["document"], reader, ctx.today, row.as_of)
    except NotFound:
        return None
    sections = [one for one in page.sections if one.heading == cited["section"]]
    if not sections:
        return None
    with ctx.sessions() as session:
        owner = session.get(Person, page.edition.owner) if page.edition.owner else None
    return Answered(
        row.question, row.as_of, ctx.today, reader, page, sections[0],
        " ".join(c.get("words", "") for c in row.citations if c["section"] == cited["section"]),
        owner.name if owner else page.edition.owner,
        _before(ctx.library(), reader, page.edition),
    )  # fmt: skip


def _before(library: Library, reader: Reader, shown: Edition) -> date | None:
    """The last day on which an earlier wording applied, of the document or of one it replaced."""
    names = (shown.document, *shown.supersedes)
    ended = [e.end for e in library.editions(reader) if e.document in names and e.end < shown.start]
    return from_number(max(ended)) if ended else None


def _source(_ctx: Context, answered: Answered) -> PolicyAnswer:
    owner = f" {answered.owner} answers for it." if answered.owner else ""
    return _told(
        answered,
        f"That is written under {answered.where}, {answered.wording}.{owner}",
        _first(answered),
    )


def _since(_ctx: Context, answered: Answered) -> PolicyAnswer:
    """From when it holds, and until when something else did."""
    if answered.page.effective_from is None:
        told = f"{answered.page.edition.title} names no day from which it holds."
    else:
        earlier = (
            f"Another wording applied until {day_words(answered.before)}."
            if answered.before
            else "The library has no earlier wording."
        )
        told = f"{answered.where} is {answered.wording}. {earlier}"
    return _told(answered, told, _first(answered))


def _change(ctx: Context, answered: Answered) -> PolicyAnswer:
    """What applied before, or applies now where the answer was about the past."""
    past, now = answered.day, answered.today
    if answered.page.in_force:
        if answered.before is None:
            told = f"The library has no earlier wording: {answered.where} is {answered.wording}."
            return _told(answered, told, _first(answered))
        past = answered.before
    then, today = (
        ask_on(ctx.library(), answered.question, reader=answered.reader, day=day, today=now)
        for day in (past, now)
    )
    if then.refused:
        told = f"{answered.where} is {answered.wording}; the wording before had no such section."
        return _told(answered, told, _first(answered))
    until = next((c.effective_until for c in then.citations if c.effective_until), past)
    if then.says_the_same(today):
        told = f"The same applied before: {then.bare}"
        return _told(answered, told, then.citations)
    told = f"Until {day_words(until)}: {then.bare}"
    told += "" if today.refused else f" Since then: {today.bare}"
    return _told(answered, told, (*then.citations, *today.citations))


def _certainty(_ctx: Context, answered: Answered) -> PolicyAnswer:
    who = answered.owner or "a person of procurement"
    told = (
        f"The words are those of the policy: {answered.where}, {answered.wording}. Whether they fit"
        f" your case in every detail I cannot tell; {who} can."
    )
    return _told(answered, told, _first(answered))


def _reason(_ctx: Context, answered: Answered) -> PolicyAnswer:
    """A section of the same document that says why, or else the sentence that gives a reason."""
    asked = set(terms_of(f"{answered.question} {answered.section.heading}"))
    why = [one for one in answered.page.sections if one.heading.lower().startswith("why")]
    best = max(why, key=lambda one: len(asked & set(terms_of(one.heading))), default=None)
    if best is not None and best is not answered.section:
        return _quoting(answered, best, range(len(best.units)))
    units = answered.section.units
    giving = [i for i, unit in enumerate(units) if REASON.search(unit.words)]
    if giving:
        return _quoting(answered, answered.section, giving)
    who = f" {answered.owner}, who answers for it, can say more." if answered.owner else ""
    return _refused(f"The library gives no reason for {answered.where}.{who}", answered.today)


def _rest(_ctx: Context, answered: Answered) -> PolicyAnswer:
    """What of the section was not quoted yet, or the other sections of the document."""
    units = answered.section.units
    unsaid = [i for i, unit in enumerate(units) if unit.words not in answered.quoted]
    if unsaid:
        return _quoting(answered, answered.section, range(len(units)))
    others = [one.heading for one in answered.page.sections if one is not answered.section]
    others = [name for name in others if name != answered.page.edition.title]
    listed = " ".join(f"“{name}”" for name in others[:MOST_HEADINGS])
    told = f"That is the whole of {answered.where}."
    told += f" {answered.page.edition.title} also answers: {listed}" if listed else ""
    return _told(answered, told, ())


def _contact(ctx: Context, answered: Answered) -> PolicyAnswer:
    """Whoever the answer names, or else who answers for it, with what the directory has of them."""
    with ctx.sessions() as session:
        known = list(session.scalars(select(Person).order_by(Person.name)))
    named = [p for p in known if p.name in answered.quoted]
    found = named or [p for p in known if p.email == answered.page.edition.owner]
    if not found:
        return _refused(f"Nobody is named under {answered.where}.", answered.today)
    told = " ".join(
        f"{p.name}{f', {p.title},' if p.title else ''} is at {p.email}."
        + ("" if named else f" The answer names nobody; {p.name} answers for it.")
        for p in found
    )
    return _told(answered, told, _first(answered))


TOLD: dict[Aspect, Callable[[Context, Answered], PolicyAnswer]] = {
    "source": _source,
    "since": _since,
    "change": _change,
    "certainty": _certainty,
    "reason": _reason,
    "rest": _rest,
    "contact": _contact,
}
"""What may be asked of an answer, each with what tells it."""


def _told(answered: Answered, text: str, citations: tuple[Citation, ...]) -> PolicyAnswer:
    return PolicyAnswer(inert(text), citations, False, "", answered.day)


def _refused(text: str, today: date) -> PolicyAnswer:
    words = f"{text} I can put the question to a person."
    return PolicyAnswer(words, (), True, NOT_IN_LIBRARY, today)


def _quoting(answered: Answered, section: Section, places: Iterable[int]) -> PolicyAnswer:
    part = _extract(answered, section, places)
    return _told(answered, ended(part.words), tuple(cite(part, answered.day)))


def _first(answered: Answered) -> tuple[Citation, ...]:
    """The citation of the answer: what it quoted, or where it began."""
    units = answered.section.units
    said = [i for i, unit in enumerate(units) if unit.words in answered.quoted]
    return tuple(cite(_extract(answered, answered.section, said or [0]), answered.day))[:1]


def _extract(answered: Answered, section: Section, places: Iterable[int]) -> Extract:
    """Units of a section as they are quoted."""
    edition, units = answered.page.edition, section.units
    words = [
        Words(
            section.text[u.start : u.end], u.words, u.kind,
            units[u.lead].words if u.lead >= 0 else "", u.start,
        )
        for u in units
    ]  # fmt: skip
    passage = Passage(
        edition.document, edition.title, edition.path, section.heading, section.heading_path,
        section.anchor, edition.version, answered.page.effective_from,
        answered.page.effective_until, edition.owner, edition.audience, edition.jurisdiction,
        edition.department, 0.0, section.text, edition=edition.id, units=tuple(words),
    )  # fmt: skip
    return Extract(passage, tuple(words[i] for i in places), 1.0)

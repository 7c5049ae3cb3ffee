"""Policy answers: searched, quoted word for word and cited, or refused with a reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from knowledge.library.answering import Extract, extracts
from knowledge.library.conflicts import conflict
from knowledge.library.dates import asks_of_before, days_asked, says_now
from knowledge.library.documents import EVERYONE
from knowledge.library.library import Consultation, Library
from knowledge.library.passages import Passage
from knowledge.library.rights import ANYONE, Reader
from knowledge.records.policies import PolicyQuestion
from knowledge.records.threads import Thread
from tools.context import Context
from tools.intake import current_request
from tools.policy.answers import Option, PolicyAnswer, cite
from tools.policy.clarifying import meant_by, unclear
from tools.policy.consulting import Question, consult_for, is_better_alone
from tools.policy.days import coming, replaced, said_before, with_changes
from tools.policy.facts import (
    OpenRequest,
    Place,
    applies_to,
    missed,
    of_elsewhere,
    open_request,
    reader_for,
)
from tools.policy.feedback import ask_owners, record_question
from tools.policy.further import NO_CASE, Further, further
from tools.policy.opening import is_beside, opened
from tools.policy.parts import parts_asked, together
from tools.policy.refusing import refused
from tools.policy.words import CONFLICTING, disagreement, inert, one_text, rules_of
from tools.threads import remember

__all__ = ["ANYONE", "PolicyAnswer", "answer_in_thread", "ask", "ask_on", "reader_for", "search"]

EARLIER, KEPT, CACHE_SIZE = 3, 20, 512
MONTH_FIRST = ("US", "CA", "PH")
"""Where 3/4 is the fourth of March."""


def answer_in_thread(ctx: Context, question: str) -> dict[str, Any]:
    """Answer the actor in their thread, with what was asked there before and their open request.

    A reply to a question that was asked back picks what that question meant.
    """
    with ctx.sessions.begin() as session:
        thread = remember(session, ctx)
        earlier, waiting = _asked_before(session, thread), dict(thread.clarifying)
        request = open_request(current_request(session, ctx))
    text, meant = meant_by(question, waiting)
    found = ask(
        ctx.library(),
        text,
        reader=reader_for(ctx.actor, public_channel=ctx.public_channel),
        as_of=ctx.today,
        thread_questions=() if meant else earlier,
        request=request,
        meant=meant,
    )
    whole = found.question or text
    data = {**found.as_json(), "question": whole, "restricted": found.private}
    with ctx.sessions.begin() as session:
        thread = remember(session, ctx)
        thread.questions = [*thread.questions, text][-KEPT:]
        thread.clarifying = found.left_open(text)
        number = record_question(session, data, ctx.actor.email, whole, ctx.clock())
        thread.answered = number
        ask_owners(session, found, ctx.clock())
    return {**data, "question_number": number}


def _asked_before(session: Session, thread: Thread) -> list[str]:
    """The last questions of a thread, the very last one in full."""
    said = list(thread.questions)[-EARLIER:]
    last = session.get(PolicyQuestion, thread.answered) if thread.answered else None
    return [*said[:-1], last.question] if said and last else said


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
    request: OpenRequest | None = None,
    meant: Option | None = None,
) -> PolicyAnswer:
    """Answer from the library in its own words, or say why it does not answer.

    The day is the one that the question names ("what was the limit in March?"), else the one on
    which the open request was filed, else `as_of`. A rule that changed within the days named is
    told as it was and as it is since. A few words that go on with the question before ("and now?",
    "and for 5k?") ask that one again with what they change. Of several things that are asked at
    once each is answered.
    """
    day = _usual_day(question, request, as_of)
    if meant is not None:
        asked = _question(question, reader, as_of, thread_questions, request)
        return _on_its_days(library, replace(asked, meant=meant))
    if library.lists(question, reader=reader, as_of=day):
        listed = Question(question, reader, day, as_of, tuple(thread_questions), request)
        return _known(library, listed)
    if ahead := coming(library, question, reader, as_of):
        return ahead
    parts = parts_asked(question)
    each = [
        _single(library, part, reader, as_of, (*thread_questions, *parts[:place]), request)
        for place, part in enumerate(parts)
    ]
    return together(parts, each) or _single(
        library, question, reader, as_of, thread_questions, request
    )


def _single(
    library: Library,
    question: str,
    reader: Reader,
    as_of: date,
    thread: Sequence[str],
    request: OpenRequest | None,
) -> PolicyAnswer:
    """The answer to one question, alone or as it goes on with the one before."""
    whole = further(question, thread, as_of)
    own = partial(_on_its_days, library, _question(question, reader, as_of, thread, request))
    if whole is None:
        return own()
    asked = _question(whole.text, reader, as_of, thread, request, whole)
    joint = _on_its_days(library, asked)
    if not whole.days and (joint.refused or whole.is_left_for(joint, own())):
        return own()
    before = _on_its_days(library, _question(thread[-1], reader, as_of, thread[:-1], request))
    joint = joint.noting(NO_CASE) if whole.leaves_open(joint, before) else joint
    return replace(joint, question=whole.text)


def _on_its_days(library: Library, asked: Question) -> PolicyAnswer:
    """The answer on the days that the question is about, or what was before: "the old limit"."""
    goes_on = asked.further is not None and asked.further.days is not None
    found = _then(library, asked) if goes_on else _known(library, asked)
    earlier = partial(_then, library)
    if asked.since is None and asks_of_before(asked.text):
        return replaced(asked, found, earlier) or said_before(found)
    return with_changes(asked, found, earlier)


def ask_on(
    library: Library, question: str, *, reader: Reader, day: date, today: date
) -> PolicyAnswer:
    """Answer a question as of a day, from what stood then in place of what answers it today."""
    return _then(library, Question(question, reader, day, today))


def _then(library: Library, asked: Question) -> PolicyAnswer:
    """The answer on another day, from the document that the one of today replaced if it did."""
    now = _known(library, replace(asked, day=asked.today, since=None, further=None))
    cited = now.citations[0] if now.citations else None
    there = library.editions(asked.reader, asked.today) if cited else []
    names = {n for e in there if cited and e.document == cited.document for n in e.supersedes}
    before = [e for e in library.editions(asked.reader, asked.day) if e.document in names]
    if cited is None or not before:
        return _known(library, asked)
    return _known(library, replace(asked, meant=Option(cited.section, before[0].document, "")))


def _question(
    text: str,
    reader: Reader,
    today: date,
    thread: Sequence[str],
    request: OpenRequest | None,
    whole: Further | None = None,
) -> Question:
    """A question on the days that it is about."""
    month_first = reader.country.upper() in MONTH_FIRST
    days = (whole and whole.days) or days_asked(text, today, month_first=month_first)
    day, since = (days.last, days.first) if days else (_usual_day(text, request, today), None)
    return Question(text, reader, day, today, tuple(thread), request, None, whole, since)


def _usual_day(text: str, request: OpenRequest | None, today: date) -> date:
    """The day that a question is about where it names none: when the open request was filed."""
    filed = request.filed_on if request is not None and not says_now(text) else None
    return filed or today


def _known(library: Library, asked: Question) -> PolicyAnswer:
    """The answer, kept in memory as long as the library stays as it is."""
    key = (library.version, asked.key)
    if (known := library.answers.get(key)) is None:
        known = _answer(library, asked)
        if len(library.answers) >= CACHE_SIZE:
            library.answers.clear()
        library.answers[key] = known
    found: PolicyAnswer = known
    return found


def _answer(library: Library, asked: Question) -> PolicyAnswer:
    place = asked.place
    consulted, answers = consult_for(library, asked, place)
    elsewhere = asked.reader.public_channel and is_better_alone(library, asked, consulted)
    parts = extracts(consulted) if answers and not elsewhere else []
    if not parts or (not asked.meant and is_beside(consulted, parts[0])):
        return refused(library, asked.text, asked.reader, asked.day, consulted)
    against = _against(consulted, parts[0])
    if not asked.meant and not consulted.listed:
        back = unclear(asked, place, consulted, alike=against is None)
        if back is not None:
            return back
    # A second part is left out where it is for others than the asker.
    others = [part for part in parts[1:] if not missed(part.passage, place, asked.asker)]
    return _quoted(asked, place, consulted, [parts[0], *others], against)


def _against(consulted: Consultation, part: Extract) -> Extract | None:
    """What contradicts the words relied on, in another document that was found."""
    index = consulted.index
    if index is None:
        return None

    def likeness(one: str, other: str) -> float:
        vectors = index.chroma.embed([one, other])
        return float(vectors[0] @ vectors[1])

    found = conflict(part.units, part.passage, consulted.found[1:], likeness)
    return found and Extract(found[0], found[1], 0.0)


def _quoted(
    asked: Question,
    place: Place | None,
    consulted: Consultation,
    parts: list[Extract],
    against: Extract | None,
) -> PolicyAnswer:
    """The quoted parts, for whom they are, and what contradicts them."""
    notes, facts = applies_to([part.passage for part in parts], place, asked.reader)
    lead = of_elsewhere(parts[0].passage, place) if against is None else ""
    owners: tuple[str, ...] = ()
    if against is not None:
        parts = [parts[0], against]
        owners = tuple(dict.fromkeys(p.passage.owner for p in parts if p.passage.owner))
        notes = [disagreement(parts[0].passage, against.passage)]
    if asked.further is not None:
        notes += asked.further.notes_on(parts[0].passage)
    if asked.day != asked.today:
        filed = asked.request and asked.day == asked.request.filed_on and asked.request.id
        notes.append(rules_of(asked.day, asked.today, parts[0].passage, filed or ""))
        facts = (*facts, f"rules of {asked.day.isoformat()}")
    begun = [opened(consulted, part) for part in parts]
    return PolicyAnswer(
        inert(one_text([lead, *(words for _, words in begun), *notes])),
        tuple(citation for part, _ in begun for citation in cite(part, asked.day)),
        against is not None,
        CONFLICTING if against is not None else "",
        asked.day,
        private=any(EVERYONE not in part.passage.audience for part in parts),
        support=consulted.support,
        facts=facts,
        notes=tuple(notes),
        lead=lead,
        owners=owners,
        passages=tuple(consulted.found),
    )

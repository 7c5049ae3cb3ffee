"""Policy answers: searched, quoted word for word and cited, or refused with a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from knowledge.library import ANYONE, Library, Passage, Reader
from knowledge.library.answering import Extract, extracts
from knowledge.library.conflicts import conflict
from knowledge.library.dates import day_asked, only_day, says_now, without_day
from knowledge.library.documents import EVERYONE
from knowledge.library.library import Consultation
from knowledge.library.support import threshold
from knowledge.library.verification import Verification, verify
from knowledge.library.words import words_of
from knowledge.records.requests import Request
from knowledge.rules import wording
from tools.context import Context
from tools.intake import current_request
from tools.policy_answers import Citation, Option, PolicyAnswer, cite
from tools.policy_clarifying import asked_back, meant_by, place_options, section_options
from tools.policy_facts import OpenRequest, Place, applies_to, fits, missed, place_of, reader_for
from tools.policy_feedback import ask_owners, record_question
from tools.policy_opening import opened
from tools.policy_refusing import refused
from tools.policy_words import AMBIGUOUS, CONFLICTING, disagreement, inert, rules_of
from tools.threads import remember

__all__ = [
    "ANYONE",
    "Citation",
    "OpenRequest",
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
FURTHER, SHOWN = 24, 8
LESS_COVERED = 0.5
CACHE_SIZE = 512
SHORTEST_WHOLE = 3
LEANING = re.compile(
    r"^\W*(?:and|also|so|but|then|or|same|what about|how about)\b"
    r"|\b(?:it|that|this|those|these|them|there|him|her)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Question:
    """A question with everything that its answer depends on, apart from the library itself."""

    text: str
    reader: Reader
    day: date
    today: date
    thread: tuple[str, ...] = ()
    request: OpenRequest | None = None
    meant: Option | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal for questions that have the same answer."""
        meaning, reader = tuple(words_of(self.text)), self.reader
        # In a public channel too: only those with the right are sent to a direct message.
        rights = replace(reader, public_channel=False).rights
        asker = (rights, reader.public_channel, reader.country, reader.business_unit)
        return (meaning, asker, self.day, self.today, self.thread, self.request, self.meant)


def answer_in_thread(ctx: Context, question: str) -> dict[str, Any]:
    """Answer the actor in their thread, with what was asked there before and their open request.

    A reply to a question that was asked back picks what that question meant.
    """
    with ctx.sessions.begin() as session:
        thread = remember(session, ctx)
        earlier, waiting = list(thread.questions)[-EARLIER:], dict(thread.clarifying)
        request = _open_request(current_request(session, ctx))
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
    data = {**found.as_json(), "question": text, "restricted": found.private}
    with ctx.sessions.begin() as session:
        thread = remember(session, ctx)
        thread.questions = [*thread.questions, text][-KEPT:]
        thread.clarifying = _clarifying(text, found.options)
        number = record_question(session, data, ctx.actor.email, text, ctx.clock())
        ask_owners(session, found, ctx.clock())
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
    request: OpenRequest | None = None,
    meant: Option | None = None,
) -> PolicyAnswer:
    """Answer from the library in its own words, or say why it does not answer.

    The day is the one that the question names ("what was the limit in March?"), else the one on
    which the open request was filed, else `as_of`. A day alone ("and now?") asks the question
    before it again.
    """
    question, again = _asked_again(question, thread_questions, as_of)
    filed = request.filed_on if request is not None and not says_now(question) else None
    day = again or day_asked(question, as_of) or filed or as_of
    asked = Question(question, reader, day, as_of, tuple(thread_questions), request, meant)
    key = (library.version, asked.key)
    if (known := library.answers.get(key)) is None:
        known = _answer(library, asked)
        if len(library.answers) >= CACHE_SIZE:
            library.answers.clear()
        library.answers[key] = known
    found: PolicyAnswer = known
    return found


def _asked_again(question: str, before: Sequence[str], today: date) -> tuple[str, date | None]:
    """The question before for another day, where a day is all that is said; else the question."""
    whole = [one for one in before if only_day(one, today) is None]
    day = only_day(question, today) if whole else None
    return (without_day(whole[-1]), day) if day else (question, None)


def _answer(library: Library, asked: Question) -> PolicyAnswer:
    place = place_of(asked.text, asked.reader, asked.request)
    consulted, answers = _consulted(library, asked, place)
    elsewhere = asked.reader.public_channel and _is_better_alone(library, asked, consulted)
    parts = extracts(consulted) if answers and not elsewhere else []
    if not parts:
        return refused(library, asked.text, asked.reader, asked.day, consulted)
    if not asked.meant:
        unclear = _unclear(asked, place, consulted)
        if unclear is not None:
            return unclear
    # A second part is left out where it is for others than the asker.
    others = [part for part in parts[1:] if not missed(part.passage, place, asked.reader)]
    return _quoted(asked, place, consulted, [parts[0], *others])


def _consulted(library: Library, asked: Question, place: Place | None) -> tuple[Consultation, bool]:
    """What the library has on the question, in its thread or alone, for the asker's own place.

    Also says whether that is enough for an answer.
    """

    def consult(text: str, thread: Sequence[str] = ()) -> Consultation:
        return library.consult(text, reader=asked.reader, as_of=asked.day, thread=thread)

    if asked.meant is not None:
        return _only(consult(f"{asked.text} {asked.meant.label}"), asked.meant), True
    first, second = (asked.thread, ()) if _leans_on_the_thread(asked.text) else ((), asked.thread)
    found = consult(asked.text, first)
    if asked.thread and found.support < threshold():
        # Tried the other way as well before refusing: the thread's subject may be left, or meant.
        other = consult(asked.text, second)
        found = other if other.support > found.support else found
    wanted = missed(found.found[0], place, asked.reader) if found.found else ""
    mine = _for_the_asker(library, asked, place, wanted, found.found[0]) if wanted else None
    return (found, found.support >= threshold()) if mine is None else (mine, True)


def _leans_on_the_thread(question: str) -> bool:
    """Whether a question says only what is new in it: "and in Germany?", "who decides on that?"."""
    return bool(LEANING.search(question)) or len(question.split()) <= SHORTEST_WHOLE


def _for_the_asker(
    library: Library, asked: Question, place: Place | None, wanted: str, other: Passage
) -> Consultation | None:
    """What is written for the asker, looked for further down, and then by the name of the place."""
    for text in (asked.text, f"{asked.text} {wanted}"):
        again = library.consult(
            text, reader=asked.reader, as_of=asked.day, thread=asked.thread, count=FURTHER
        )
        ordered = sorted(again.found, key=lambda p: not fits(p, place, asked.reader))
        if ordered and fits(ordered[0], place, asked.reader) and _meets(ordered[0], other):
            fitting = replace(again, found=ordered[:SHOWN])
            if fitting.support >= threshold():
                return fitting
    return None


def _meets(mine: Passage, other: Passage) -> bool:
    """Whether a passage has as much of what is asked as the one for another place."""
    return mine.features["covered_any"] > other.features["covered_any"] - LESS_COVERED


def _is_better_alone(library: Library, asked: Question, consulted: Consultation) -> bool:
    """Whether the asker may read what fits better than all that everybody in the channel may."""
    alone = replace(asked.reader, public_channel=False)
    if len(library.editions(alone)) == len(library.editions(asked.reader)):
        return False
    found = library.consult(asked.text, reader=alone, as_of=asked.day).found
    if not found or EVERYONE in found[0].audience:
        return False
    return not consulted.found or found[0].score > consulted.found[0].score


def _only(consulted: Consultation, meant: Option) -> Consultation:
    """The passages of the section that was meant, or of its document, or else all."""
    for wanted in ((meant.document, meant.anchor), (meant.document,)):
        kept = [p for p in consulted.found if (p.document, p.anchor)[: len(wanted)] == wanted]
        if kept:
            return replace(consulted, found=kept)
    return consulted


def _unclear(asked: Question, place: Place | None, consulted: Consultation) -> PolicyAnswer | None:
    """The one question back, where what was asked may mean several things."""
    found, support = consulted.found, consulted.support
    places = place_options(found) if place is None else ()
    options = places
    if not options and not asked.thread:
        options = section_options(asked.text, found, support)
    if not options:
        return None
    words = asked_back(options, places=bool(places))
    return PolicyAnswer(
        inert(words), (), True, AMBIGUOUS, asked.day, support=support, options=options,
        passages=tuple(found),
    )  # fmt: skip


def _quoted(
    asked: Question, place: Place | None, consulted: Consultation, parts: list[Extract]
) -> PolicyAnswer:
    """The quoted parts, for whom they are, and what contradicts them."""
    notes, facts = applies_to([part.passage for part in parts], place, asked.reader)
    owners: tuple[str, ...] = ()
    against = conflict(parts[0].units, parts[0].passage, consulted.found[1:])
    if against is not None:
        parts = [parts[0], Extract(against[0], (against[1],), 0.0)]
        owners = tuple(dict.fromkeys(p.passage.owner for p in parts if p.passage.owner))
        notes = [disagreement(parts[0].passage, against[0])]
    if asked.day != asked.today:
        filed = asked.request and asked.day == asked.request.filed_on and asked.request.id
        notes.append(rules_of(asked.day, asked.today, parts[0].passage, filed or ""))
        facts = (*facts, f"rules of {asked.day.isoformat()}")
    begun = [opened(consulted, part) for part in parts]
    return PolicyAnswer(
        inert(" ".join([*(words for _, words in begun), *notes])),
        tuple(citation for part, _ in begun for citation in cite(part, asked.day)),
        against is not None,
        CONFLICTING if against is not None else "",
        asked.day,
        private=any(EVERYONE not in part.passage.audience for part in parts),
        support=consulted.support,
        facts=facts,
        notes=tuple(notes),
        owners=owners,
        passages=tuple(consulted.found),
    )


def _open_request(request: Request | None) -> OpenRequest | None:
    if request is None:
        return None
    location = request.fields.get("location")
    place = wording.place(location) if location else None
    return OpenRequest(
        request.id, place or "", request.filed_at.date() if request.filed_at else None
    )


def _clarifying(question: str, options: Sequence[Option]) -> dict[str, Any]:
    return {"question": question, "options": [vars(o) for o in options]} if options else {}

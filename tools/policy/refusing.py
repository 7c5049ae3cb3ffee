"""Why the library does not answer: the reason, the words, and nothing of what may not be known.

A document that the asker may not read is never told from one that does not exist. Only a person
who may read it, and asks where others listen, is told, alone, to ask in a direct message.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from knowledge.library.documents import EVERYONE
from knowledge.library.library import Consultation, Library
from knowledge.library.passages import Passage
from knowledge.library.rights import Reader, day_number, from_number
from knowledge.library.support import threshold
from tools.policy.answers import PolicyAnswer
from tools.policy.clarifying import asked_back, section_options
from tools.policy.words import (
    AMBIGUOUS,
    NOT_FOR_READER,
    NOT_HERE,
    NOT_IN_FORCE,
    NOT_IN_LIBRARY,
    OFF_TOPIC,
    has_every_word,
    nearest,
    not_in_force,
)

OFF_TOPIC_COSINE, OFF_TOPIC_COVERED, OFF_TOPIC_SUPPORT = 0.28, 0.2, 0.05
ENDED, COMING = 3, 2

Consult = Callable[[Reader, date], Consultation]


def refused(
    library: Library, question: str, reader: Reader, day: date, consulted: Consultation
) -> PolicyAnswer:
    """The refusal of a question that what was consulted does not answer."""

    def consult(other: Reader, on: date) -> Consultation:
        return library.consult(question, reader=other, as_of=on)

    support = consulted.support
    bare = PolicyAnswer(
        "", (), True, NOT_IN_LIBRARY, day, support=support, passages=tuple(consulted.found)
    )
    if consulted.index is None:
        return replace(bare, answer="The policy library is empty, so it cannot answer yet.")
    if reader.public_channel and _would_answer(consult(replace(reader, public_channel=False), day)):
        return replace(bare, reason=NOT_FOR_READER, answer=NOT_HERE, private=True)
    other_day = _on_another_day(library, reader, day, consult)
    if other_day is not None:
        private = EVERYONE not in other_day.audience
        words = not_in_force(other_day, day)
        return replace(bare, reason=NOT_IN_FORCE, answer=words, private=private)
    options = section_options(question, consulted.found, support) if consulted.found else ()
    if options:
        words = asked_back(options, places=False)
        return replace(bare, reason=AMBIGUOUS, answer=words, options=options)
    if _is_off_topic(consulted.found, support):
        words = "That is outside what the policies cover. Ask me about sourcing rules."
        return replace(bare, reason=OFF_TOPIC, answer=words)
    return replace(bare, answer=nearest(consulted.found))


def _would_answer(consulted: Consultation) -> bool:
    return bool(consulted.found) and consulted.support >= threshold()


def _is_off_topic(found: Sequence[Passage], support: float) -> bool:
    """Whether the question shares next to nothing with any section, in meaning or in words."""
    if not found:
        return True
    best = found[0].features
    far = best["last_cosine"] < OFF_TOPIC_COSINE or best["covered_any"] < OFF_TOPIC_COVERED
    return far and not any(map(has_every_word, found)) and support < OFF_TOPIC_SUPPORT


def _on_another_day(
    library: Library, reader: Reader, day: date, consult: Consult
) -> Passage | None:
    """The passage that would answer on another day, and does not apply on this one."""
    for other in _other_days(library, reader, day):
        consulted = consult(reader, other)
        if _would_answer(consulted):
            best = consulted.found[0]
            begins, ends = best.effective_from or date.min, best.effective_until or date.max
            if not begins <= day <= ends:
                return best
    return None


def _other_days(library: Library, reader: Reader, day: date) -> Iterator[date]:
    """The last days of what ended most lately, and the first days of what comes next."""
    today = day_number(day, 0)
    readable = library.editions(reader)
    ends = sorted({e.end for e in readable if e.end < today}, reverse=True)[:ENDED]
    starts = sorted({e.start for e in readable if e.start > today})[:COMING]
    for number in (*ends, *starts):
        found = from_number(number)
        if found is not None and abs(found - day) > timedelta(0):
            yield found


__all__ = ["refused"]

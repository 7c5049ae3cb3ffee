"""What the library has on a question: in its thread or alone, for the asker's own place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from knowledge.library.dates import without_days
from knowledge.library.documents import EVERYONE
from knowledge.library.library import Consultation, Library
from knowledge.library.passages import Passage
from knowledge.library.rights import Reader
from knowledge.library.support import threshold
from knowledge.library.words import words_of
from knowledge.records.people import ROLES
from tools.policy.answers import Option
from tools.policy.facts import OpenRequest, Place, fits, missed, place_of, role_name
from tools.policy.further import AMOUNT, Further

FURTHER, SHOWN = 24, 8
LESS_COVERED = 0.5
OPENING, TIED, AHEAD, FAR = 2.0, 1.0, 2.0, 3.0
"""How near a section comes to the opening of its document, or to a rule for another place, to be
told in its place; how far ahead of a rule for the asker's own place one for all has to be; and from
where that one is about something else."""
SHORTEST_WHOLE = 3
LEANING = re.compile(
    r"^\W*(?:and|also|so|but|then|or|same|what about|how about)\b"
    r"|\b(?:it|that|this|those|these|them|there|him|her)\b"
    r"|^\W*(?:\w+\W+){0,4}?(?:do|does|did|are|were|can|could|may|must|should|will|have) they\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Question:
    """A question with everything that its answer depends on, apart from the library itself.

    It is about `day`; where it names a stretch of days, that is the last, and `since` the first.
    """

    text: str
    reader: Reader
    day: date
    today: date
    thread: tuple[str, ...] = ()
    request: OpenRequest | None = None
    meant: Option | None = None
    further: Further | None = None
    since: date | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Equal for questions that have the same answer."""
        meaning, reader = tuple(words_of(self.text)), self.reader
        # In a public channel too: only those with the right are sent to a direct message.
        rights = replace(reader, public_channel=False).rights
        asker = (rights, reader.public_channel, reader.country, reader.business_unit, reader.roles)
        days = (self.day, self.today, self.since)
        return (meaning, asker, days, self.thread, self.request, self.meant, self.further)

    @property
    def asker(self) -> Reader:
        """The reader in the roles that the question is about, if it names any, or in their own."""
        named = tuple(role for role in ROLES if f"{role_name(role)}s" in self.text.lower())
        return replace(self.reader, roles=named) if named else self.reader

    @property
    def place(self) -> Place | None:
        """The place that the question is about."""
        if self.further is not None and self.further.place:
            return Place(self.further.place)
        return place_of(self.text, self.reader, self.request)


def consult_for(
    library: Library, asked: Question, place: Place | None
) -> tuple[Consultation, bool]:
    """What the library has on the question, in its thread or alone, for the asker's own place.

    Also says whether that is enough for an answer.
    """

    def consult(text: str, thread: Sequence[str] = ()) -> Consultation:
        return library.consult(text, reader=asked.reader, as_of=asked.day, thread=thread)

    if asked.meant is not None:
        return _only(consult(f"{asked.text} {asked.meant.label}"), asked.meant), True
    first, second = (asked.thread, ()) if _leans_on_the_thread(asked.text) else ((), asked.thread)
    found = consult(asked.text, first)
    if found.listed or found.rivals:
        return _told_apart(found, place, asked.asker), True
    if asked.thread and found.support < threshold():
        # Tried the other way as well before refusing: the thread's subject may be left, or meant.
        other = consult(asked.text, second)
        found = other if other.support > found.support else found
    if asked.since is not None and found.support < threshold():
        # The days that are named have chosen the wording; no section has them in its own words.
        other = consult(without_days(asked.text), first)
        found = other if other.support > found.support else found
    wanted = missed(found.found[0], place, asked.asker) if found.found else ""
    mine = _for_the_asker(library, asked, place, wanted, found.found[0]) if wanted else None
    if mine is None:
        return (_past_the_opening(found), found.support >= threshold())
    return mine, True


def _told_apart(found: Consultation, place: Place | None, asker: Reader) -> Consultation:
    """Of sections that all ask this very question, the one that is written for the asker."""
    mine = [p for p in found.rivals if not missed(p, place, asker)]
    if place is None or len(mine) != 1:
        return replace(found, rivals=tuple(mine)) if place and mine else found
    others = [p for p in found.found if p != mine[0]]
    return replace(found, found=[*mine, *others], listed=True, rivals=())


def _past_the_opening(found: Consultation) -> Consultation:
    """A section in the place of the lines that only introduce its document, if it is as good."""
    if not found.found or found.found[0].section != found.found[0].title:
        return found
    best, *others = found.found
    better = next((p for p in others if p.document == best.document), best)
    if better.score < best.score - OPENING or _covered(better) < _covered(best):
        return found
    return replace(found, found=sorted(found.found, key=lambda p: p != better))


def _leans_on_the_thread(question: str) -> bool:
    """Whether a question says only what is new in it: "and in Germany?", "who decides on that?".

    Few words with an amount ("who approves 8k?") may well be a whole question.
    """
    short = len(question.split()) <= SHORTEST_WHOLE and not AMOUNT.search(question)
    return short or bool(LEANING.search(question))


def _for_the_asker(
    library: Library, asked: Question, place: Place | None, wanted: str, other: Passage
) -> Consultation | None:
    """What is written for the asker, looked for further down, and then by the name of the place."""
    for text in (asked.text, f"{asked.text} {wanted}"):
        again = library.consult(
            text, reader=asked.reader, as_of=asked.day, thread=asked.thread, count=FURTHER
        )
        ordered = _for_here(again.found, place, asked.asker)
        if ordered and _meets(ordered[0], other):
            fitting = replace(again, found=ordered[:SHOWN])
            if fitting.support >= threshold():
                return fitting
    return None


def _for_here(found: Sequence[Passage], place: Place | None, asker: Reader) -> list[Passage]:
    """Passages with one for the asker first: theirs alone, or one for all that answers better."""
    best = found[0].score if found else 0.0
    near = (p for p in found if p.score > best - FAR or _covered(p) >= _covered(found[0]))
    mine = next((p for p in near if fits(p, place, asker)), None)
    for_all = next((p for p in found if not missed(p, place, asker)), None)
    if for_all and for_all.score > max(best - TIED, mine.score + AHEAD if mine else 0.0):
        mine = for_all
    return sorted(found, key=lambda p: (p != mine, not fits(p, place, asker))) if mine else []


def _meets(mine: Passage, other: Passage) -> bool:
    """Whether a passage has as much of what is asked as the one for another place."""
    return _covered(mine) > _covered(other) - LESS_COVERED


def _covered(passage: Passage) -> float:
    """The share of what is asked that a passage has in words."""
    return passage.features["covered_any"]


def is_better_alone(library: Library, asked: Question, there: Consultation) -> bool:
    """Whether the asker may read what fits better than all that everybody in the channel may."""
    alone = replace(asked.reader, public_channel=False)
    if len(library.editions(alone)) == len(library.editions(asked.reader)):
        return False
    found = library.consult(asked.text, reader=alone, as_of=asked.day).found
    if not found or EVERYONE in found[0].audience:
        return False
    return not there.found or found[0].score > there.found[0].score


def _only(there: Consultation, meant: Option) -> Consultation:
    """The passages of the section that was meant, or of its document, or else all."""
    for wanted in ((meant.document, meant.anchor), (meant.document,)):
        kept = [p for p in there.found if (p.document, p.anchor)[: len(wanted)] == wanted]
        if kept:
            return replace(there, found=kept)
    return there

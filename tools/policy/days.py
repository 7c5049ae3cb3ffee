"""A rule that changed: what it was before, and each wording of the days that are asked about."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from knowledge.library.library import Library
from knowledge.library.periods import RULE_NOUNS, Reading, period_in
from knowledge.library.rights import Reader, day_number, from_number
from tools.policy.answers import PolicyAnswer
from tools.policy.consulting import Question
from tools.policy.words import NOT_IN_FORCE, day_words

MOST_WORDINGS = 4
NO_EARLIER = "The library has no earlier wording of it."

NEW_RULES = re.compile(
    rf"\b(?:new|coming|upcoming|planned|other|different|changed) (?:[a-z]+ )?{RULE_NOUNS}\b"
    rf"|\b{RULE_NOUNS}\b.{{0,20}}\b(?:change|come into force)\b",
    re.IGNORECASE,
)

Answering = Callable[[Question], PolicyAnswer]


def coming(library: Library, question: str, reader: Reader, today: date) -> PolicyAnswer | None:
    """What comes into force by a day ahead, where that is asked: "new rules in January 2027?"."""
    period = (
        period_in(question, Reading(today, coming=True)) if NEW_RULES.search(question) else None
    )
    if period is None or period.last <= today:
        return None
    begun, last = day_number(today, 0), day_number(period.last, 0)
    ahead = [e for e in library.editions(reader) if begun < e.start <= last]
    told = "; ".join(f"{e.title} on {day_words(from_number(e.start))}" for e in ahead)
    words = (
        f"This comes into force by {day_words(period.last)}: {told}."
        if told
        else f"The library has nothing that comes into force by {day_words(period.last)}."
        " What is in force today goes on until it is replaced."
    )
    return PolicyAnswer(words, (), not told, "" if told else NOT_IN_FORCE, today)


def replaced(asked: Question, found: PolicyAnswer, answer: Answering) -> PolicyAnswer | None:
    """What the rule that was found took the place of, if a wording ended as that one began."""
    began = found.citations[0].effective_from if found.citations else None
    if began is None or found.refused:
        return None
    eve = began - timedelta(days=1)
    before = answer(replace(asked, day=eve, since=None))
    ended = [c.effective_until for c in before.citations]
    return before if not before.refused and eve in ended else None


def said_before(found: PolicyAnswer) -> PolicyAnswer:
    """The answer, with a word that nothing is known of what was before."""
    return found if found.refused else found.noting(NO_EARLIER)


def with_changes(asked: Question, found: PolicyAnswer, answer: Answering) -> PolicyAnswer:
    """The answer for the last day asked about, after those that applied since the first one."""
    told = [found]
    while asked.since and len(told) < MOST_WORDINGS:
        began = told[0].citations[0].effective_from if told[0].citations else None
        before = replaced(asked, told[0], answer) if began and began > asked.since else None
        if before is None:
            break
        told.insert(0, before)
    changes = [one for one, then in pairwise(told) if not one.says_the_same(then)]
    if not changes:
        return found
    was = [f"Until {day_words(_ended(one))}: {one.bare}" for one in changes]
    said = " ".join([*was, f"Since then: {found.bare}", *found.notes])
    cited = (c for one in (*changes, found) for c in one.citations)
    return replace(
        found,
        answer=said,
        citations=tuple(dict.fromkeys(cited)),
        private=any(one.private for one in told),
    )


def _ended(found: PolicyAnswer) -> date:
    return max(c.effective_until for c in found.citations if c.effective_until)

"""A rule that changed: what it was before, and each wording of the days that are asked about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tools.policy_answers import PolicyAnswer
from tools.policy_consulting import Question
from tools.policy_words import day_words

MOST_WORDINGS = 4
NO_EARLIER = "The library has no earlier wording of it."

Answering = Callable[[Question], PolicyAnswer]


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
    if found.refused:
        return found
    return replace(found, answer=f"{found.answer} {NO_EARLIER}", notes=(*found.notes, NO_EARLIER))


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

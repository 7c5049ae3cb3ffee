"""The days a question asks about: "in March", "before 1 March 2026", "last year", "in 2027"."""

import re
from datetime import date

from knowledge.library.periods import (
    NAMES,
    NOW,
    RULE_NOUNS,
    Period,
    Reading,
    period_in,
    without_periods,
)
from knowledge.library.words import words_of

SINCE_THEN = r"(?<!from )(?<!of )(?<!since )"
PAST = re.compile(
    r"\b(?:was|were|did|had|used to|filed|applied|required|needed|allowed|approved|back|ago)\b"
    rf"|{SINCE_THEN}\b(?:yesterday|last (?:week|month|quarter|year|spring|summer|autumn|fall|winter"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:"
    + "|".join(NAMES)
    + r")\b)|earlier this (?:year|quarter))\b|\bas of\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bget )(?<!\bbeing )(?<!\bbeen )(?<!who )(?<!that )"
    r"\b(?!(?:ne|exce|proce|succe|inde|fe|se|spe)ed)(?:\w{2,}ed|paid|took|bought|went|came|spent|began"
    r"|wrote|gave|sent)\b",
    re.I,
)
COMING = re.compile(r"\b(?:will|going to|as of|next year)\b", re.I)
RULE_ASKED = re.compile(
    r"\b(?:appl(?:y|ies)|holds?|in force|valid)\b"
    r"|^\W*(?:what|how (?:much|high|long))(?:'s| is| are)\b"
    rf"|\bwh(?:at|ich) {RULE_NOUNS}\b",
    re.I,
)
EVENT = re.compile(
    r"\b(?:start|begin|end|finish|join|leav|arriv|work|launch|due|deliver)\w* "
    r"(?:(?:up|here|again) )?(?:on|in|from|until|till|before|by|during|after|the|\d)|\bsince\b",
    re.I,
)
ABOUT_A_THING = re.compile(
    rf"{EVENT.pattern}|\b(?:from|of|dated) (?:the )?(?:\d|(?:{'|'.join(NAMES)})\b)", re.I
)
FORMER = re.compile(rf"\b(?:old|previous|former|earlier|prior) (?:[a-z]+ )?{RULE_NOUNS}\b", re.I)
JOINING = frozenset(
    words_of(
        "and but or so what how about then was is it that this did does the rule there were has"
        " been different same otherwise already like still say be"
    )
)


def days_asked(question: str, today: date, *, month_first: bool = False) -> Period | None:
    """The days other than today that the question names, or None where it speaks of the present.

    A month or day without a year is the latest one that has begun, or the next one where nothing is
    told of the past. What was, what will be, and from when to when a rule applies is read so;
    "from 1 December" in a request is no such thing. Days to come are left out of what was.
    """
    past, coming = PAST.search(question), COMING.search(question)
    asks = RULE_ASKED.search(question) and not EVENT.search(question)
    reading = Reading(today, coming=not past, month_first=month_first)
    found = period_in(question, reading)
    if found is None or found == Period.of(today):
        return None
    if found.first > today:
        return found if coming or asks else None
    if found.last < today:
        dated = found.dated and (asks or not ABOUT_A_THING.search(question))
        return found if past or dated else None
    return Period(found.first, today) if past or asks else None


def only_days(question: str, today: date) -> Period | None:
    """The days that a question names and nothing else: "and now?", "and in January?"."""
    if not JOINING.issuperset(words_of(without_days(question))):
        return None
    return period_in(question, Reading(today)) or (Period.of(today) if says_now(question) else None)


def without_days(question: str) -> str:
    """The question without the days that it names."""
    return without_periods(question)


def says_now(question: str) -> bool:
    """Whether the question asks expressly for what applies at present."""
    return bool(NOW.search(question))


def asks_of_before(question: str) -> bool:
    """Whether the question asks for a rule that another one took the place of: "the old fee"."""
    return bool(FORMER.search(question))

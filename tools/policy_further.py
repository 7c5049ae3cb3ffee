"""A few words that go on with the question before: "and for 5k?", "in Germany?", "in January?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.library import Passage
from knowledge.library.dates import only_days, without_days
from knowledge.library.periods import Period
from knowledge.library.synonyms import alternatives
from knowledge.library.words import terms_of, words_of
from knowledge.rules import wording
from tools.policy_facts import place_name, places_of

MOST_ADDED, PLACE_WORDS = 6, 3
AMOUNT = re.compile(
    r"(?<![\w.,-])(?:[$€£]\s?)?\d[\d,]*(?:\.\d+)?\s?[km]?\b(?:\s?(?:usd|eur|gbp|dollars|euros|pounds)\b)?"
    r"(?!\s?(?:%|(?:working )?(?:days?|weeks?|months?|years?|hours?|people)\b))",
    re.IGNORECASE,
)
BARE = frozenset(
    words_of(
        "and but or so what how about then if for it is its at with of only just even say total a"
        " an the one request budget amount over above under below to costs be was were"
    )
)
"""Words beside an amount or a place that ask nothing else."""
LEAD = re.compile(
    r"^\W*(?:(?:and|or|but|so|also|ok(?:ay)?|then)\W+)*"
    r"(?P<lead>(?:what|how) (?:about|if|for|with)|even(?: (?:if|when|for|with))?|also|and|or|for|in"
    r"|with|on|at|if|when)\W+(?P<rest>.+?)\W*$",
    re.IGNORECASE,
)
JOINS = re.compile(r"^(?:if|when|for|with|in|on|at|as)\b", re.IGNORECASE)
CONDITION = re.compile(r"^(?:if|when)\b", re.IGNORECASE)
ASKS_ITSELF = re.compile(
    r"^(?:what|which|who|whom|whose|where|why|how|can|could|may|might|do|does|did|is|are|am|was"
    r"|were|will|would|should|shall|must|has|have|the first|the second|now|then|before)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Further:
    """The question before with what a few words put into it: days, a place, an amount, a thing."""

    text: str
    days: Period | None = None
    place: str = ""
    thing: str = ""

    def notes_on(self, passage: Passage) -> list[str]:
        """What is to be said where a passage has no rule of its own for what was put in."""
        if self.place and not places_of(passage):
            return [f"It is written for all places, so for {place_name(self.place)} too."]
        said = {*terms_of(passage.text), *terms_of(passage.section), *terms_of(passage.title)}
        thing = terms_of(self.thing)
        named = {*thing, *(other for names in alternatives(thing).values() for other in names)}
        unsaid = thing and said.isdisjoint(named)
        return [f"The section says nothing of its own about {self.thing}."] if unsaid else []


def further(question: str, before: Sequence[str], today: date) -> Further | None:
    """The whole question that a few words ask after others; None if they ask one themselves."""
    whole = [one for one in before if only_days(one, today) is None]
    if not whole:
        return None
    if days := only_days(question, today):
        return Further(without_days(whole[-1]), days=days)
    return (
        _with_amount(question, whole[-1])
        or _with_place(question, whole[-1])
        or _with_more(question, whole[-1])
    )


def _with_amount(question: str, before: str) -> Further | None:
    amount = AMOUNT.search(question)
    if amount is None or not BARE.issuperset(words_of(AMOUNT.sub(" ", question))):
        return None
    said = amount.group().strip()
    if AMOUNT.search(before):
        return Further(AMOUNT.sub(said, before, count=1))
    return Further(f"{_open(before)} for {said}?")


def _with_place(question: str, before: str) -> Further | None:
    """The question before for a place, which takes the place of one that it names."""
    lead = LEAD.match(question)
    code = wording.place(lead["rest"]) if lead else None
    if lead is None or code is None or len(words_of(lead["rest"])) > PLACE_WORDS:
        return None
    return Further(wording.moved_to(before, code), place=code)


def _with_more(question: str, before: str) -> Further | None:
    """The question before with a thing or a condition behind it."""
    lead = LEAD.match(question)
    if lead is None or ASKS_ITSELF.match(lead["rest"]) or len(words_of(lead["rest"])) > MOST_ADDED:
        return None
    opening, rest = lead["lead"].split()[-1].lower(), lead["rest"]
    condition = CONDITION.match(rest) or CONDITION.match(opening)
    joining = "" if JOINS.match(rest) else opening if JOINS.match(opening) else "for"
    thing = "" if condition else JOINS.sub("", rest).strip()
    return Further(f"{_open(before)} {joining} {rest}?".replace("  ", " "), thing=thing)


def _open(question: str) -> str:
    """A question without the mark that ends it."""
    return question.rstrip(" ?!.")

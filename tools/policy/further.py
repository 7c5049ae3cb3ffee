"""A few words that go on with the question before: "and for 5k?", "in Germany?", "in January?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.library.dates import only_days, without_days
from knowledge.library.passages import Passage
from knowledge.library.periods import Period
from knowledge.library.synonyms import alternatives
from knowledge.library.words import terms_of, words_of
from knowledge.rules import wording
from tools.policy.answers import PolicyAnswer
from tools.policy.facts import place_name, places_of

MOST_ADDED, PLACE_WORDS = 6, 3
CERTAIN, NEAREST = 0.95, 3
NO_CASE = "It says nothing of its own about that case."
AMOUNT = re.compile(
    r"(?<![\w.,-])(?:[$€£]\s?)?\d[\d,]*(?:\.\d+)?\s?(?:[km]|grand|thousand|million)?\b"
    r"(?:\s?(?:usd|eur|gbp|dollars|euros|pounds)\b)?"
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
    """The question before with what a few words put into it: days, a place, a thing.

    It is `loose` where they may as well ask something of their own: "what about the laptop?", and
    a `condition` puts a case: "and if they don't?".
    """

    text: str
    days: Period | None = None
    place: str = ""
    thing: str = ""
    loose: bool = False
    condition: str = ""

    def notes_on(self, passage: Passage) -> list[str]:
        """What is to be said where a passage has no rule of its own for what was put in."""
        if self.place and not places_of(passage):
            return [f"It is written for all places, so for {place_name(self.place)} too."]
        said = f"{passage.text} {passage.section} {passage.title}"
        unsaid = self.thing and not self.named_in(said)
        return [f"The section says nothing of its own about {self.thing}."] if unsaid else []

    def leaves_open(self, joint: PolicyAnswer, before: PolicyAnswer) -> bool:
        """Whether a case is put of which the answer says no more than it did before."""
        if not self.condition or joint.refused or not joint.says_the_same(before):
            return False
        there = set(terms_of(joint.passages[0].text))
        return there.isdisjoint(terms_of(self.condition))

    def named_in(self, text: str) -> int:
        """How many words of the thing that was put in a text has, by these or other names."""
        thing, there = terms_of(self.thing), set(terms_of(text))
        others = alternatives(thing)
        return sum(not there.isdisjoint((term, *others.get(term, ()))) for term in {*thing})

    def is_left_for(self, joint: PolicyAnswer, own: PolicyAnswer) -> bool:
        """Whether the words ask something of their own: "what about the laptop?" of an ending.

        `joint` answers them put into the question before, `own` as they are in the thread.
        """
        if not self.loose or own.refused or joint.says_the_same(own):
            return False
        if not self.thing:
            return own.support >= CERTAIN and own.support > joint.support
        found, rule = joint.passages[:NEAREST], own.citations[0]
        there = any((p.document, p.anchor) == (rule.document, rule.anchor) for p in found)
        beside = bool(self.notes_on(found[0])) or found[0].document == rule.document
        return there and beside and self.named_in(rule.section) > self.named_in(found[0].section)


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
    joins = JOINS.match(rest) or JOINS.match(opening)
    joining = "" if JOINS.match(rest) else opening if joins else "for"
    thing = "" if condition else JOINS.sub("", rest).strip()
    text = f"{_open(before)} {joining} {rest}?".replace("  ", " ")
    case = rest if condition else ""
    return Further(text, thing=thing, loose=bool(case) or not joins, condition=case)


def _open(question: str) -> str:
    """A question without the mark that ends it."""
    return question.rstrip(" ?!.")

"""What is said around an answer: why it was refused, and who is to be asked."""

import re
from collections.abc import Sequence
from datetime import date

from knowledge.calendar import written
from knowledge.library.passages import Passage

NOT_IN_LIBRARY = "not in the library"
NOT_FOR_READER = "not for this reader"
NOT_IN_FORCE = "not in force"
AMBIGUOUS = "ambiguous"
CONFLICTING = "conflicting"
OFF_TOPIC = "off topic"
NOT_HERE = (
    "Not everybody in this channel may read what answers this. Ask me in a direct message; only "
    "you see this line."
)
NEAR_COSINE, COVERED = 0.35, 0.99
LINKING = re.compile(r"(?<=\])(?=[(\[:])|(?<=!)(?=\[)|(?<=<)(?=[a-zA-Z!@#/])")


def nearest(found: Sequence[Passage]) -> str:
    """That nothing the asker may read answers, with the section that comes nearest."""
    words = "The policy library does not say. I can put the question to a person."
    near = found[0] if found else None
    if near is None or near.features.get("last_cosine", 0.0) <= NEAR_COSINE:
        near = next(filter(has_every_word, found), None)
    if near is not None:
        words = f"{words} The nearest section is “{near.section}” in {near.title}."
    return words


def has_every_word(passage: Passage) -> bool:
    """Whether a passage has all that is asked for in words, such as a term that it alone uses."""
    return passage.features.get("covered_any", 0.0) >= COVERED


def not_in_force(passage: Passage, day: date) -> str:
    """That a rule answers which applied before the day, or will after it."""
    where = f"“{passage.section}” in {passage.title}"
    if passage.effective_until is not None and passage.effective_until < day:
        when = f"applied until {day_words(passage.effective_until)}"
    else:
        when = f"comes into force on {day_words(passage.effective_from)}"
    return f"No rule in force on {day_words(day)} answers this. {where} {when}."


def disagreement(one: Passage, other: Passage) -> str:
    """That two documents in force disagree, and whom to ask."""
    owners = " or ".join(dict.fromkeys(p.owner for p in (one, other) if p.owner))
    ask = f"Ask {owners} which one holds." if owners else "Ask their owners which one holds."
    return f"{one.title} and {other.title} disagree. {ask}"


def rules_of(day: date, today: date, passage: Passage, filed: str) -> str:
    """Of which day the quoted rules are, and that they hold no longer, where that is so.

    `filed` is the request that was filed on the day, if the answer is for its rules.
    """
    since = f", when {filed} was filed" if filed else ""
    until = passage.effective_until
    over = f" They applied until {day_words(until)}." if until and until < today else ""
    return f"These are the rules of {day_words(day)}{since}.{over}"


def day_words(day: date | None) -> str:
    """A day as people write it."""
    return written(day) if day else "a day that is not known"


def inert(text: str) -> str:
    """Text without the markup that a surface would draw as a link or an image."""
    return LINKING.sub(" ", text)


def one_text(parts: Sequence[str]) -> str:
    """Parts of an answer as one text; what follows lines of their own begins a new line."""
    text = ""
    for part in parts:
        joint = "\n" if text.rpartition("\n")[2].startswith("• ") else " "
        text = f"{text}{joint}{part}" if text else part
    return text

"""What kind of answer a question asks for: a figure, a contact, a definition, yes or no."""

import re
from collections.abc import Sequence

from knowledge.library.passages import Passage
from knowledge.library.words import STOP, stem, words_of

KINDS = {
    "what_is": re.compile(r"^\W*what(?:'s| is| are|s)\b", re.IGNORECASE),
    "yes_or_no": re.compile(
        r"^\W*(?:(?:and|so|but) )?(?:can|could|may|do|does|did|is|are|am|was|were|must|should|will"
        r"|would|has|have)\b",
        re.IGNORECASE,
    ),
    "pointing": re.compile(
        r"\b(?:it|its|that|this|those|these|them|they|their|there|him|her|she|he|ones?|same|such)\b",
        re.IGNORECASE,
    ),
    "asking": re.compile(
        r"\b(?:how|what|which|who|whom|whose|when|where|why|can|could|may|do|does|did|is|are|must"
        r"|should|will|would|am|was|were|has|have)\b",
        re.IGNORECASE,
    ),
}
FIGURE = re.compile(
    r"\bhow (?:many|big|large|high|tall|far|old|long is)\b|\bnumber of\b|\bpercentage\b"
    r"|\bwhat(?: is|'s|s) the (?:max\w*|min\w*|rate|limit|number)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\bhow many (\w+)(?: (\w+))?", re.IGNORECASE)
NUMERAL = re.compile(
    r"\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|double|hundred"
    r"|thousand|million|none|never|zero|unlimited|dozen|percent"
)
CONTACT = re.compile(
    r"\b(?:(?:tele)?phone|mobile|fax) number\b|\bnumber to call\b|\be-?mail address of\b"
    r"|\bwebsite\b",
    re.IGNORECASE,
)
REACHED = re.compile(r"\d{3}[-. )]\s?\d{3,}|\S@\S|https?:|www\.")
AROUND = 4
ENOUGH = 0.5
MOST_UNITS, MOST_WORDS = 40, 200


def kinds(question: str) -> list[float]:
    """Whether the question is of each of KINDS, as 0 or 1."""
    return [float(bool(kind.search(question))) for kind in KINDS.values()]


def figure_missing(question: str, found: Sequence[Passage]) -> float:
    """1 where a figure or a contact is asked for and none stands where it would, else 0."""
    if CONTACT.search(question):
        return float(not any(REACHED.search(passage.text) for passage in found))
    if not FIGURE.search(question):
        return 0.0
    counted = COUNTED.search(question)
    named = words_of(" ".join(filter(None, counted.groups()))) if counted else words_of(question)
    wanted = {stem(word) for word in named if word not in STOP}
    lines = (unit.words for passage in found for unit in passage.units[:MOST_UNITS])
    around = AROUND if counted else MOST_WORDS
    near = max((_near_a_number(line, wanted, around) for line in lines), default=0.0)
    return float(near < ENOUGH)


def _near_a_number(line: str, wanted: set[str], around: int) -> float:
    """The largest share of the wanted stems that stands around one number of the line."""
    words = words_of(line)
    shares = [
        len(wanted.intersection(map(stem, words[max(0, at - around) : at + around + 1])))
        for at, word in enumerate(words)
        if NUMERAL.fullmatch(word)
    ]
    return max(shares, default=0) / max(len(wanted), 1)

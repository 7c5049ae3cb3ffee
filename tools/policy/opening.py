"""How an answer opens: with a yes or no only where it is the question asked that it answers."""

import re
from collections.abc import Set
from dataclasses import replace

from knowledge.library.answering import Extract
from knowledge.library.asking import Asked
from knowledge.library.library import Consultation
from knowledge.library.verbatim import listed_rows, same_question
from knowledge.library.words import terms_of

CERTAIN, SAME = 0.7, 0.65
"""From what support an answer is certain, and how near a question is to a heading that asks it."""
BARE_WORDS, STANDS = 2, 12
"""An opening of so few words says no more than yes or no; what stands without it is so long."""
YES_OR_NO = re.compile(r"(?:yes|no|not|normally|usually|never)\b", re.IGNORECASE)
PARTLY = re.compile(r"(?:only|often|sometimes)\b", re.IGNORECASE)
OPEN_QUESTION = re.compile(
    r"^\W*(?:(?:and|so|but|ok(?:ay)?|hi|hello|hey)\W+)*"
    r"(?:what(?!\s+(?:if|about)\b)|which|who|whom|whose|when|where|why|how(?!\s+about\b))\b",
    re.IGNORECASE,
)


DUTY = re.compile(
    r"\b(?:ha(?:ve|s|d) to|must|needs?|needed|required|obliged|mandatory|necessary)\b",
    re.IGNORECASE,
)
LEAVE = re.compile(
    r"\b(?:can|could|may|might|allowed|permitted|ok(?:ay)?|fine|possible)\b", re.IGNORECASE
)
TURNS = re.compile(
    r"\b(?:not|never|without|refus\w+|declin\w+|skip\w*|avoid\w*|forbidden|prohibited|banned"
    r"|illegal|problem|before|after|until|under|below|over|above|outside|off|instead|more|less"
    r"|(?<!my )(?<!your )own|back)\b",
    re.IGNORECASE,
)
"""Words that turn a question round: with one of them more or less, another one is asked."""
YES_NO_QUESTION = re.compile(
    r"^\W*(?:(?:and|so|but|ok(?:ay)?|hi|hello|hey)\W+)*"
    r"(?:can|could|may|might|must|shall|should|will|would|do|does|did|is|are|am|was|were|has|have)"
    r"(?:n'?t|n’t)?\b",
    re.IGNORECASE,
)
UNSURE, FAR, HALF = 0.75, 0.6, 0.55
"""Below this support, farther than this from a heading that has less than this share of its words,
a question is not answered by the yes or no below it."""


def is_beside(consulted: Consultation, part: Extract) -> bool:
    """Whether a yes or no is all there is, and it answers other questions than the one asked.

    Those are the heading of its section and what that lists as also asked.
    """
    asked, index = consulted.asked, consulted.index
    settled = consulted.listed or consulted.rivals or consulted.support >= UNSURE
    if asked is None or index is None or settled:
        return False
    if not (YES_OR_NO.match(part.words) and YES_NO_QUESTION.match(asked.text)):
        return False
    heading = index.chroma.embed([part.passage.section])[0]
    if float(heading @ asked.last) >= FAR:
        return False
    bags = [index.bag(row) for row in listed_rows(index, part.passage.number)]
    own = {index.vocabulary.get(term, -1) for term in terms_of(part.passage.section)}
    return all(_share(asked, bag) < HALF for bag in (own, *bags))


def _share(asked: Asked, there: Set[int]) -> float:
    """How much of what is asked is among the terms of another question."""
    pairs = zip(asked.terms, asked.idf, strict=True)
    return sum(idf for names, idf in pairs if not there.isdisjoint(names)) / asked.mass


def opened(consulted: Consultation, part: Extract) -> tuple[Extract, str]:
    """A part as it is quoted, and the words of an answer that begin with it.

    A yes or no answers the heading of its section. Where another question was asked it is left out
    if the rest stands without it, and told with the heading if not.
    """
    flat = YES_OR_NO.match(part.words) and not _asks_the_heading(consulted, part)
    if not flat and not (PARTLY.match(part.words) and consulted.support < CERTAIN):
        return part, ended(part.words)
    rest = replace(part, units=part.units[1:])
    bare = flat and len(part.units[0].words.split()) <= BARE_WORDS
    if bare and len(rest.words.split()) >= STANDS:
        return rest, ended(rest.words)
    heading = part.passage.section
    return part, ended(f"“{heading}” {part.words}" if heading.endswith("?") else part.words)


def _asks_the_heading(consulted: Consultation, part: Extract) -> bool:
    """Whether the question is one for a yes or no, and the one that the heading asks."""
    asked, index = consulted.asked, consulted.index
    if asked is None or index is None or consulted.support < CERTAIN:
        return False
    if same_question(asked.text, part.passage.section):
        return True
    if OPEN_QUESTION.match(asked.text) or _is_turned(asked.text, part.passage.section):
        return False
    heading = index.chroma.embed([part.passage.section])[0]
    return float(heading @ asked.last) >= SAME


def _is_turned(question: str, heading: str) -> bool:
    """Whether one asks what must be and the other what may be, or a word turns one of them."""
    duties = [bool(DUTY.search(text)) for text in (question, heading)]
    leaves = [bool(LEAVE.search(text)) and not DUTY.search(text) for text in (question, heading)]
    turns = [{word.lower() for word in TURNS.findall(text)} for text in (question, heading)]
    return (duties[0] and leaves[1]) or (leaves[0] and duties[1]) or turns[0] != turns[1]


def ended(text: str) -> str:
    """Text that ends as a sentence does, such as the row of a table."""
    return text if text.endswith((".", "!", "?", ":", ";", "”", '"')) else f"{text}."

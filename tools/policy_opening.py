"""How an answer opens: with a yes or no only where it is the question asked that it answers."""

import re
from dataclasses import replace

from knowledge.library.answering import Extract
from knowledge.library.library import Consultation
from knowledge.library.verbatim import same_question

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
    heading = index.chroma.embed([part.passage.section])[0]
    return not OPEN_QUESTION.match(asked.text) and float(heading @ asked.last) >= SAME


def ended(text: str) -> str:
    """Text that ends as a sentence does, such as the row of a table."""
    return text if text.endswith((".", "!", "?", ":", ";", "”", '"')) else f"{text}."

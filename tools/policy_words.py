"""What is said around an answer: why it was refused, and to whom it applies."""

import re
from collections.abc import Sequence

from knowledge.library import Passage, Reader

NOT_IN_LIBRARY = "not in the library"
OFF_TOPIC = "off topic"
CONFLICTING = "conflicting"
NEAR_SUPPORT = 0.35
LINKING = re.compile(r"(?<=\])(?=[(\[:])|(?<=!)(?=\[)|(?<=<)(?=[a-zA-Z!@#/])")
ANYWHERE = ("", "global", "all", "worldwide")
COUNTRY_NAMES = {"US": "United States", "GB": "United Kingdom", "DE": "Germany"}


def refusal(found: Sequence[Passage], *, off_topic: bool, empty: bool) -> tuple[str, str]:
    """The reason as a name, and one friendly sentence; it never tells of what may not be read."""
    if empty:
        return NOT_IN_LIBRARY, "The policy library is empty, so it cannot answer yet."
    if off_topic:
        return OFF_TOPIC, "That is outside what the policies cover. Ask me about sourcing rules."
    words = "The policy library does not say. I can put the question to a person."
    near = found[0] if found else None
    if near is not None and near.features.get("last_cosine", 0.0) > NEAR_SUPPORT:
        words = f"{words} The nearest section is “{near.section}” in {near.title}."
    return NOT_IN_LIBRARY, words


def disagreement(one: Passage, other: Passage) -> str:
    """That two documents in force disagree, and whom to ask."""
    owners = " or ".join(dict.fromkeys(p.owner for p in (one, other) if p.owner))
    ask = f"Ask {owners} which one holds." if owners else "Ask their owners which one holds."
    return f"{one.title} and {other.title} disagree. {ask}"


def applies_to(reader: Reader, used: Sequence[Passage]) -> tuple[list[str], tuple[str, ...]]:
    """A note where country decides whether the words apply to the asker, and the facts used."""
    for passage in used:
        places = [p for p in passage.jurisdiction if p.lower() not in ANYWHERE]
        if not places:
            continue
        shown = ", ".join(COUNTRY_NAMES.get(p.upper()[:2], p) for p in places)
        if not reader.country:
            return [f"This is the rule for {shown}."], ()
        fact = f"country {reader.country}"
        if not any(p.upper()[:2] == reader.country.upper() for p in places):
            home = COUNTRY_NAMES.get(reader.country, reader.country)
            return [f"This is the rule for {shown}; you are in {home}."], (fact,)
        return [], (fact,)
    return [], ()


def inert(text: str) -> str:
    """Text without the markup that a surface would draw as a link or an image."""
    return LINKING.sub(" ", text)

"""The pieces of a profile that are compared in meaning: listed skills, sentences, past work."""

import re
from collections.abc import Iterator

from knowledge.talent import TalentProfile
from tools.matching.evidence import Span, text_of

SENTENCE = re.compile(r"[^.!?;\n]+(?:[.!?;](?!\s|$)[^.!?;\n]*)*[.!?;]?")
MOST_LISTED, MOST_UNITS, LEAST_LETTERS = 10, 20, 8


def units_of(profile: TalentProfile) -> list[Span]:
    """Up to twenty pieces that may show a skill in other words, each with its place."""
    return list(_units(profile))[:MOST_UNITS]


def _units(profile: TalentProfile) -> Iterator[Span]:
    for index, held in enumerate(profile.skills[:MOST_LISTED]):
        yield Span(f"skills[{index}]", 0, len(held.name), held.name)
    for field in ("text", *(f"work[{i}]" for i in range(len(profile.work)))):
        text = text_of(profile, field)
        for match in SENTENCE.finditer(text):
            said = match[0].strip()
            if len(said) >= LEAST_LETTERS:
                start = match.start() + match[0].index(said)
                yield Span(field, start, start + len(said), said)

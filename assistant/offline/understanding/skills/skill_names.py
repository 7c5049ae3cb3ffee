"""By which name a skill goes: the one of the taxonomy if it means the same, else as it is told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from rapidfuzz import fuzz

from assistant.offline.language import pattern
from assistant.offline.understanding.days.calendar_words import is_a_day
from assistant.offline.understanding.places import is_place_name
from assistant.offline.understanding.skills.abilities import CUES, is_tool, tools_named
from assistant.offline.understanding.text.passage import Found
from assistant.offline.understanding.text.phrases import trim

SPELT = 60
"""How alike words and a name must be, of 100, to be two spellings of it."""


def skill_named(told: str, known: Sequence[tuple[str, str]]) -> str:
    """What the taxonomy calls the skill that these words tell, else the words.

    `known` are names, each with the words that it stands for, found in or around what was told. A
    name holds unless more is told than it knows: "SAP EWM" is not SAP, "vanilla JS" not JavaScript.
    """
    bare = pattern("abilities", "people_behind").sub("", told) or told
    named = chain(known, _tools_in(bare))
    return next((name for name, words in named if _is_called(name, words, bare)), bare)


def is_no_skill(told: str) -> bool:
    """Whether words are no skill by their form: a day, a town, a paper that is only signed."""
    placed = is_place_name(told) and not is_tool(told)
    return placed or is_a_day(told) or bool(pattern("abilities", "none").fullmatch(told))


def _is_called(name: str, words: str, told: str) -> bool:
    """Whether a name stands for all that is told: for its words, and the others are loose."""
    loose = pattern("abilities", "loose").fullmatch(told.lower().replace(words.lower(), " "))
    return loose is not None and _is_form_of(words, name)


def _is_form_of(words: str, name: str) -> bool:
    from knowledge.skills.taxonomy import Taxonomy

    concept = Taxonomy.load().by_form(words.lower())
    alike = fuzz.partial_ratio(words.lower(), name.lower()) >= SPELT
    return alike or (concept is not None and concept.label == name)


def _tools_in(text: str) -> Iterator[tuple[str, str]]:
    for name, start, end in tools_named(text):
        yield name, text[start:end]


def apart(found: Sequence[Found], text: str) -> list[Found]:
    """The same, but where both stand WordPress and Elementor, one in the taxonomy, stay two."""
    named = Counter(one.value for one in found if one.field in CUES)

    def told(one: Found) -> Found:
        written = trim(text[one.start : one.end])
        twice = one.field in CUES and named[one.value] > 1
        other = twice and fuzz.partial_ratio(written.lower(), one.value.lower()) < SPELT
        return replace(one, value=written) if other else one

    return [told(one) for one in found]

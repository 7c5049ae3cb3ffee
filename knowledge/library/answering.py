"""Extractive answers: the few units that answer, quoted word for word and joined with care."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.library.library import Consultation
from knowledge.library.passages import Passage, Words
from knowledge.library.words import terms_of

MOST_UNITS = 60
MOST_WEIGHED = 3
MOST_LISTED = 10
WORDS = 60
OPENING_WORDS = 75
SMALL_TABLE = 8
SHORT = 6
FIRST = 0.12
MEANING, COVERAGE = 1.0, 0.6
NEAR = 0.12
CLOSE_SCORE = 0.35
SECOND_UNIT = 0.55
LEANING = re.compile(
    r"^(?:it|this|that|these|those|they|he|she|such|also|then|there|otherwise"
    r"|in (?:this|that) case)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Extract:
    """What one passage says to the question: units in their order, and how well the best fits."""

    passage: Passage
    units: tuple[Words, ...]
    strength: float

    @property
    def words(self) -> str:
        """The units as a reader sees them."""
        return join_units(self.units)


def extracts(consulted: Consultation) -> list[Extract]:
    """The answer's parts: the best passage, and a second one that is nearly as good."""
    if consulted.index is None or consulted.asked is None or not consulted.found:
        return []
    best, *others = consulted.found[:3]
    made = [_extract(consulted, best)]
    for other in others:
        near = best.score - other.score < CLOSE_SCORE and other.document != best.document
        if near and len(made) == 1:
            second = _extract(consulted, other, alone=True)
            if second.strength > made[0].strength - NEAR:
                made.append(second)
    return [part for part in made if part.units]


def join_units(units: Sequence[Words]) -> str:
    """Units as running text: sentences follow each other, items are parted by semicolons."""
    text = ""
    for unit in units:
        if not text:
            text = unit.words
        elif text.endswith((".", "!", "?", ":", ";")):
            text = f"{text} {unit.words}"
        else:
            text = f"{text}; {unit.words}"
    return text


def _extract(consulted: Consultation, passage: Passage, *, alone: bool = False) -> Extract:
    units = passage.units[:MOST_UNITS]
    if not units:
        return Extract(passage, (), 0.0)
    if not alone and sum(len(unit.words.split()) for unit in units) <= WORDS:
        return Extract(passage, units, 1.0)
    fits = _fits(consulted, units)
    place = max(range(len(units)), key=lambda i: fits[i])
    opening = _opening(passage, units)
    chosen = {place} | opening
    if not alone and not opening:
        chosen |= _companions(units, fits, place)
    chosen |= _needed(units, chosen)
    return Extract(passage, tuple(units[i] for i in sorted(chosen)), fits[place])


def _opening(passage: Passage, units: Sequence[Words]) -> set[int]:
    """Where the heading is a question, the units that begin its answer: they belong together."""
    if not passage.section.endswith("?"):
        return set()
    length, opening = 0, set()
    for place, unit in enumerate(units):
        length += len(unit.words.split())
        if length > OPENING_WORDS or unit.kind == "row":
            break
        opening.add(place)
    return opening


def _fits(consulted: Consultation, units: Sequence[Words]) -> list[float]:
    """How well each unit answers, by the words asked for, by meaning, and by standing first.

    Meaning is only asked of the units that share most words, and of the first, as it costs most.
    """
    index, asked = consulted.index, consulted.asked
    if index is None or asked is None:
        return [0.0] * len(units)
    fits = []
    for place, unit in enumerate(units):
        terms = set(terms_of(_context(unit)))
        there = sum(
            idf
            for names, idf in zip(asked.terms, asked.idf, strict=True)
            if any(index.terms[name] in terms for name in names)
        )
        fits.append(COVERAGE * there / asked.mass + (0.0 if place else FIRST))
    weighed = sorted(range(len(units)), key=lambda i: -fits[i])[:MOST_WEIGHED]
    vectors = index.chroma.embed([_context(units[i])[:180] for i in weighed])
    for i, similar in zip(weighed, (vectors @ asked.last).tolist(), strict=True):
        fits[i] += MEANING * similar
    return fits


def _companions(units: Sequence[Words], fits: Sequence[float], place: int) -> set[int]:
    """Units worth saying with the best one: the list it opens, its close second, its sequel."""
    if units[place].words.endswith(":"):
        return {
            i
            for i in range(place + 1, min(place + 1 + MOST_LISTED, len(units)))
            if units[i].lead == units[place].words
        }
    spare = WORDS - len(units[place].words.split())
    found: set[int] = set()
    by_fit = sorted((i for i in range(len(units)) if i != place), key=lambda i: -fits[i])
    for i in [*by_fit[:2], place + 1]:
        fits_in = i < len(units) and len(units[i].words.split()) <= spare
        close = fits_in and (fits[i] > fits[place] * SECOND_UNIT or i == place + 1)
        if close and not units[i].words.endswith((":", "?")):
            found.add(i)
            spare -= len(units[i].words.split())
    return found


def _needed(units: Sequence[Words], chosen: set[int]) -> set[int]:
    """What the chosen units lean on: the line above a list, the sentence a pronoun points to."""
    needed = set()
    for place in chosen:
        lead = units[place].lead
        for i in range(place - 1, -1, -1):
            if lead and units[i].words == lead:
                needed.add(i)
                break
        if place and not lead and LEANING.match(units[place].words):
            needed.add(place - 1)
        if units[place].kind == "row":
            needed |= _table(units, place)
    return needed


def _table(units: Sequence[Words], place: int) -> set[int]:
    """A small table whole, of a larger one the head."""
    start, end = place, place
    while start and units[start - 1].kind == "row":
        start -= 1
    while end + 1 < len(units) and units[end + 1].kind == "row":
        end += 1
    return set(range(start, end + 1)) if end - start < SMALL_TABLE else {start}


def _context(unit: Words) -> str:
    return f"{unit.lead} {unit.words}" if unit.lead else unit.words

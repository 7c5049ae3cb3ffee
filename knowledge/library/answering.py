"""Extractive answers: the shortest units that answer, quoted word for word, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.library.passages import Passage, Words
from knowledge.library.words import terms_of

MAX_UNITS = 3
MAX_LIST = 8
SHORT = 6


@dataclass(frozen=True)
class Extract:
    """What one passage says to the question, as units in their order, with their strength."""

    passage: Passage
    units: tuple[Words, ...]
    strength: float

    @property
    def words(self) -> str:
        """The units as a reader sees them."""
        return join_units(self.units)


def extract(question: str, found: Sequence[Passage], weight: dict[str, float]) -> list[Extract]:
    """The best units of each passage for the question; `weight` says how telling a stem is."""
    asked = set(terms_of(question))
    made = [_from_passage(asked, passage, weight) for passage in found]
    return sorted((e for e in made if e.units), key=lambda e: -e.strength)


def coverage(asked: set[str], terms: set[str], weight: dict[str, float]) -> float:
    """How much of what was asked the terms cover, weighted by how telling each stem is."""
    total = sum(weight.get(term, 8.0) for term in asked)
    return sum(weight.get(term, 8.0) for term in asked & terms) / total if total else 0.0


def join_units(units: Sequence[Words]) -> str:
    """Units as running text: sentences follow each other, items are parted by semicolons."""
    text = ""
    for unit in units:
        words = unit.words
        if not text:
            text = words
        elif text.endswith((".", "!", "?", ":", ";")):
            text = f"{text} {words}"
        else:
            text = f"{text}; {words}"
    return text


def _from_passage(asked: set[str], passage: Passage, weight: dict[str, float]) -> Extract:
    heading = set(terms_of(" ".join((passage.title, *passage.heading_path))))
    best, place = -1.0, -1
    for number, unit in enumerate(passage.units):
        terms = set(terms_of(f"{unit.lead} {unit.words}"))
        score = coverage(asked, terms, weight) + 0.3 * coverage(asked, heading | terms, weight)
        if score > best + 1e-9:
            best, place = score, number
    if place < 0:
        return Extract(passage, (), 0.0)
    chosen = _with_list(passage.units, place)
    terms = heading.union(*(terms_of(u.words) for u in chosen))
    strength = 0.6 * coverage(asked, terms, weight) + 0.4 * passage.score
    return Extract(passage, chosen, strength)


def _with_list(units: Sequence[Words], place: int) -> tuple[Words, ...]:
    """The unit, and where it introduces a list, the list; where it follows on little, its next."""
    chosen = [units[place]]
    opens_list = units[place].words.endswith(":")
    for unit in units[place + 1 : place + 1 + MAX_LIST]:
        listed = opens_list and unit.lead == units[place].words
        if not listed and (len(chosen) > 1 or len(units[place].words.split()) >= SHORT):
            break
        chosen.append(unit)
    return tuple(chosen)

"""Extractive answers: the few units that answer, quoted word for word and joined with care."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from knowledge.library.library import Consultation
from knowledge.library.passages import Passage, Words
from knowledge.library.spoken import join_units, spoken
from knowledge.library.tables import named, rows_for
from knowledge.library.words import terms_of

MOST_UNITS = 60
MOST_WEIGHED = 3
MOST_LISTED = 10
WORDS = 60
OPENING_WORDS = 50
MOST_SECOND = 30
SMALL_TABLE = 8
WIDEST_GAP = 60
FIRST = 0.12
MEANING, COVERAGE = 1.0, 0.6
NEAR = 0.12
CLOSE_SCORE = 0.35
SECOND_UNIT = 0.55
CONTINUED = re.compile(r"[\s|:>*+\-]*(?:\d{1,3}[.)]\s+)?[\s|:>*+\-]*")
EXCEPTIONS = re.compile(
    r"(?:the |other )?(?:exceptions?|exemptions?|exclusions?|special cases)\b", re.IGNORECASE
)
FOOTNOTE = re.compile(r"\[\^\w{1,40}\](?!:)")
BARE = re.compile(r"(?:yes|no|not|only|it depends)\b", re.IGNORECASE)
LEANING = re.compile(
    r"^(?:it|this|that|these|those|they|he|she|such|also|then|there|otherwise"
    r"|in (?:this|that) case|without (?:all|any|either|both|these|those|this|that)|both|neither"
    r"|all (?:two|three|four|five|of)|the same)\b",
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
        """The units as an answer says them."""
        return spoken(self.units)

    @property
    def quotations(self) -> list[tuple[str, str]]:
        """The words as written and as read; units that stand together are one quotation."""
        text, runs = self.passage.text, list[list[Words]]()
        for unit in self.units:
            last = runs[-1][-1] if runs else None
            if last and CONTINUED.fullmatch(text, last.start + len(last.raw), unit.start):
                runs[-1].append(unit)
            else:
                runs.append([unit])
        return [
            (text[run[0].start : run[-1].start + len(run[-1].raw)], join_units(run)) for run in runs
        ]


def extracts(consulted: Consultation) -> list[Extract]:
    """The answer's parts: the best passage, and a second one that is nearly as good."""
    if consulted.index is None or consulted.asked is None or not consulted.found:
        return []
    best, *others = consulted.found[:3]
    made = [_extract(consulted, best), *_exceptions(consulted, best)]
    for other in others:
        near = best.score - other.score < CLOSE_SCORE and other.document != best.document
        if near and len(made) == 1:
            second = _extract(consulted, other, alone=True)
            if _stands_alone(second) and second.strength > made[0].strength - NEAR:
                made.append(second)
    return [part for part in made if part.units]


def _exceptions(consulted: Consultation, rule: Passage) -> list[Extract]:
    """What the section behind a rule excepts from it, where it was found as well and is short."""
    behind = [p for p in consulted.found if p.number == rule.number + 1]
    found = [p for p in behind if p.edition == rule.edition and EXCEPTIONS.match(p.section)]
    made = [Extract(p, p.units, 1.0) for p in found]
    return [one for one in made if len(one.words.split()) <= WORDS and not BARE.match(one.words)]


def _extract(consulted: Consultation, passage: Passage, *, alone: bool = False) -> Extract:
    units = passage.units[:MOST_UNITS]
    if not units:
        return Extract(passage, (), 0.0)
    if not alone and sum(len(unit.words.split()) for unit in units) <= WORDS:
        every = _of_tables(consulted, units, set(range(len(units))))
        return Extract(passage, tuple(units[i] for i in sorted(every)), 1.0)
    fits = _fits(consulted, units)
    place = max(range(len(units)), key=lambda i: fits[i])
    chosen = {place}
    if not alone:
        chosen |= _opening(passage, units)
        chosen |= _companions(units, fits, place, chosen)
        # A table that the last words lead to is what they are about.
        if max(chosen) + 1 < len(units) and units[max(chosen) + 1].kind == "row":
            chosen.add(max(chosen) + 1)
    chosen |= _needed(units, chosen)
    chosen |= _between(units, chosen)
    chosen = chosen if alone else _of_tables(consulted, units, chosen)
    return Extract(passage, tuple(units[i] for i in sorted(chosen)), fits[place])


def _opening(passage: Passage, units: Sequence[Words]) -> set[int]:
    """Where the heading is a question, the sentences that begin its answer and belong together."""
    length, opening = 0, set[int]()
    for place, unit in enumerate(units if passage.section.endswith("?") else ()):
        length += len(unit.words.split())
        if unit.kind == "row" or (place and length > OPENING_WORDS):
            break
        opening.add(place)
    return opening


def _stands_alone(part: Extract) -> bool:
    """Whether a part reads well after another: short, and not the answer to its own heading."""
    first = part.units[0].words if part.units else ""
    return bool(first) and not BARE.match(first) and len(part.words.split()) <= MOST_SECOND


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


def _companions(
    units: Sequence[Words], fits: Sequence[float], place: int, chosen: set[int]
) -> set[int]:
    """Units worth saying with those chosen: the list one opens, the next best, the sequel."""
    found = {
        i
        for opener in chosen
        if units[opener].words.endswith(":")
        for i in range(opener + 1, min(opener + 1 + MOST_LISTED, len(units)))
        if units[i].lead == units[opener].words
    }
    if found:
        return found
    spare = WORDS - sum(len(units[i].words.split()) for i in chosen)
    by_fit = sorted(set(range(len(units))) - chosen, key=lambda i: -fits[i])
    for i in dict.fromkeys([*by_fit[:2], place + 1]):
        if i >= len(units) or i in chosen | found or _is_table_beside(units, i, place):
            continue
        said = chosen | found | {i}
        more = sum(len(units[n].words.split()) for n in (said | _between(units, said)) - chosen)
        close = more <= spare and (fits[i] > fits[place] * SECOND_UNIT or i == place + 1)
        if close and not units[i].words.endswith((":", "?")):
            found.add(i)
    return found


def _is_table_beside(units: Sequence[Words], row: int, place: int) -> bool:
    """Whether a unit is the row of a table, and the one that fits best is a sentence."""
    return units[row].kind == "row" and units[place].kind != "row"


def _needed(units: Sequence[Words], chosen: set[int]) -> set[int]:
    """What the chosen units lean on: the line above a list, the sentence a pronoun points to."""
    needed = set()
    for place in chosen:
        lead = units[place].lead
        notes = tuple(f"{mark}:" for mark in FOOTNOTE.findall(units[place].raw))
        needed |= {i for i, unit in enumerate(units) if notes and unit.raw.startswith(notes)}
        for i in range(place - 1, -1, -1):
            if lead and units[i].words == lead:
                needed.add(i)
                break
        if place and not lead and LEANING.match(units[place].words):
            needed.add(place - 1)
        if units[place].kind == "row":
            needed |= _table(units, place)
    return needed


def _between(units: Sequence[Words], chosen: set[int]) -> set[int]:
    """What stands between two chosen sentences: a condition left out would turn the rule round."""
    found = set[int]()
    places = sorted(chosen)
    for one, other in pairwise(places):
        gap = range(one + 1, other)
        words = sum(len(units[i].words.split()) for i in gap)
        if words <= WIDEST_GAP and all(units[i].kind == units[one].kind for i in gap):
            found.update(gap)
    return found


def _table(units: Sequence[Words], place: int) -> set[int]:
    """A small table whole, of a larger one the head."""
    start, end = place, place
    while start and units[start - 1].kind == "row":
        start -= 1
    while end + 1 < len(units) and units[end + 1].kind == "row":
        end += 1
    return set(range(start, end + 1)) if end - start < SMALL_TABLE else {start}


def _of_tables(consulted: Consultation, units: Sequence[Words], chosen: set[int]) -> set[int]:
    """Of each table the head and the rows that are asked about, where there are any.

    They are then the answer: what follows the table is left out unless it leans on it. A table
    of which nothing is asked is left out where the sentences say what is.
    """
    question = consulted.asked.text if consulted.asked else ""
    kinds = groupby(range(len(units)), key=lambda i: units[i].kind)
    for rows in [list(places) for kind, places in kinds if kind == "row"]:
        meant = [rows[n] for n in rows_for(question, [units[i].words for i in rows])]
        if meant:
            chosen = (chosen - set(rows)) | {rows[0], *meant}
            if all(named(question, units[place].words) for place in meant):
                chosen -= set(_further(units, rows[-1] + 1))
        elif _is_beside(consulted, units, rows):
            chosen -= set(rows)
    return chosen


def _further(units: Sequence[Words], start: int) -> Iterator[int]:
    """The sentences behind a table, up to one that leans on it or on what is said there."""
    for place in range(start, len(units)):
        if units[place].kind != "sentence" or LEANING.match(units[place].words):
            return
        yield place


def _is_beside(consulted: Consultation, units: Sequence[Words], rows: Sequence[int]) -> bool:
    """Whether a table has no word of what is asked, nothing leads to it, and sentences do have."""
    led = rows[0] and units[rows[0] - 1].words.endswith(":")
    sentences = [unit for unit in units if unit.kind != "row"]
    asked_there = any(_has_asked(consulted, units[place]) for place in rows)
    return not led and not asked_there and any(_has_asked(consulted, one) for one in sentences)


def _has_asked(consulted: Consultation, unit: Words) -> bool:
    """Whether a unit has a word of the question, or one that stands for it."""
    index, asked = consulted.index, consulted.asked
    if index is None or asked is None:
        return False
    terms = set(terms_of(unit.words))
    return any(index.terms[name] in terms for names in asked.terms for name in names)


def _context(unit: Words) -> str:
    return f"{unit.lead} {unit.words}" if unit.lead else unit.words

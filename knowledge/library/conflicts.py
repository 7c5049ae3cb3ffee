"""Two documents in force that disagree: other figures for the same thing, or one forbids it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.library.claims import Figure, figures, rule_words, strengths
from knowledge.library.passages import Passage, Words
from knowledge.library.synonyms import alternatives
from knowledge.library.verification import NEGATION
from knowledge.library.words import terms_of

LEFT_OVER = 1
SAME_MEANING = 0.7
FEWEST, FEW = 2, 3
"""Two terms may say what is forbidden or paid; what only denies needs a third."""
NAME = re.compile(r"(?<=[a-z0-9,;:] )[A-Z][\w’'-]+")
ANYWHERE = {"", "GLOBAL", "ALL", "WORLDWIDE", "EVERYWHERE"}

Likeness = Callable[[str, str], float]


@dataclass(frozen=True)
class Claim:
    """What a sentence is about, the figures it has for that, how strong it is, if it denies."""

    about: frozenset[str]
    names: frozenset[str]
    figures: tuple[Figure, ...]
    strengths: frozenset[str]
    denies: bool


def conflict(
    relied_on: Iterable[Words], source: Passage, others: Sequence[Passage], likeness: Likeness
) -> tuple[Passage, tuple[Words, ...]] | None:
    """The passage and the words of it that contradict one of those relied on, if there are any.

    The row of a table comes with its head. `likeness` says how near two texts are in meaning, up
    to 1.
    """
    rivals = [
        other
        for other in others
        if other.document != source.document and _for_the_same(source, other)
    ]
    return next(
        (
            (other, _with_head(theirs, other))
            for mine in relied_on
            for other in rivals
            for theirs in other.units
            if _disagree(mine, source, theirs, other, likeness)
        ),
        None,
    )


def _for_the_same(one: Passage, other: Passage) -> bool:
    """Whether two passages are written for people in common; others have other rules."""
    places = [{place.upper() for place in p.jurisdiction} - ANYWHERE for p in (one, other)]
    units = [{p.department.upper()} - ANYWHERE for p in (one, other)]
    roles = [set(p.roles) for p in (one, other)]
    return all(not mine or not theirs or mine & theirs for mine, theirs in (places, units, roles))


def _disagree(
    mine: Words, source: Passage, theirs: Words, other: Passage, likeness: Likeness
) -> bool:
    if "row" in (mine.kind, theirs.kind):
        return mine.kind == theirs.kind and _rows_disagree(mine, source, theirs, other)
    against = contradict(claim(mine.words), claim(theirs.words))
    return against and likeness(mine.words, theirs.words) >= SAME_MEANING


def _rows_disagree(mine: Words, source: Passage, theirs: Words, other: Passage) -> bool:
    """Whether rows of the same name have other figures, in tables with the same heads."""
    cells, others = mine.words.split(" · "), theirs.words.split(" · ")
    heads = _head(mine, source).words, _head(theirs, other).words
    same = terms_of(heads[0]) == terms_of(heads[1]) and terms_of(cells[0]) == terms_of(others[0])
    if not same or mine.words == heads[0]:
        return False
    pairs = zip(cells[1:], others[1:], strict=False)
    return any(_other_figures(claim(one), claim(two)) for one, two in pairs)


def _with_head(unit: Words, passage: Passage) -> tuple[Words, ...]:
    head = _head(unit, passage) if unit.kind == "row" else unit
    return (unit,) if head is unit else (head, unit)


def _head(row: Words, passage: Passage) -> Words:
    """The first row of the table in which a row stands."""
    head = row
    for unit in reversed(passage.units[: passage.units.index(row)]):
        if unit.kind != "row":
            break
        head = unit
    return head


def contradict(one: Claim, other: Claim) -> bool:
    """Whether two sentences that are about the same thing cannot both hold."""
    return _about_the_same(one, other) and (
        _other_figures(one, other) or _other_strength(one, other)
    )


@lru_cache(maxsize=20_000)
def claim(text: str) -> Claim:
    """What a sentence claims, as far as two sentences may contradict each other in it."""
    found = figures(text)
    terms = {term for term in terms_of(text) if not term[0].isdigit()}
    counted = {figure.unit for figure in found} | {figure.number for figure in found}
    return Claim(
        frozenset(terms - rule_words() - counted),
        frozenset(NAME.findall(text)),
        tuple(found),
        frozenset(strengths(text)),
        bool(NEGATION.search(text)),
    )


def _about_the_same(one: Claim, other: Claim) -> bool:
    """Whether the subject of the shorter one is that of the other, which names no more of its own.

    A name or another thing on either side makes two rules of it: hotels in Paris and in London.
    """
    fewer, more = sorted((one, other), key=lambda claim: len(claim.about))
    if len(fewer.about) < FEWEST or one.names != other.names:
        return False
    kin = alternatives(tuple(fewer.about))
    told = all(t in more.about or more.about.intersection(kin.get(t, ())) for t in fewer.about)
    return told and len(more.about) - len(fewer.about) <= LEFT_OVER


def _other_figures(one: Claim, other: Claim) -> bool:
    """Whether the only figure of a kind is another one, and both as most, or both as least."""
    return any(
        mine.number != theirs.number
        and (mine.bound == theirs.bound or not (mine.bound and theirs.bound))
        for mine, theirs in _same_kind(one, other)
    )


def _same_kind(one: Claim, other: Claim) -> Iterator[tuple[Figure, Figure]]:
    for mine in one.figures:
        rivals = [f for f in other.figures if f.unit == mine.unit]
        alone = sum(f.unit == mine.unit for f in one.figures) == 1 == len(rivals)
        if alone and mine.unit:
            yield mine, rivals[0]


def _other_strength(one: Claim, other: Claim) -> bool:
    """Whether one forbids what the other allows or asks for, or one denies what the other says."""
    if {f.number for f in one.figures} != {f.number for f in other.figures}:
        return False
    if one.strengths and other.strengths:
        return ("not" in one.strengths) != ("not" in other.strengths)
    return one.denies != other.denies and min(len(one.about), len(other.about)) >= FEW

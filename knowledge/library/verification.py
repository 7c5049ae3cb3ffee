"""Checking an answer that a model wrote: every sentence against the passages that it cites.

Deterministic, and strict on purpose: a sentence without a citation, with a number, date or name
that its passage does not hold, with the opposite polarity, or with too few shared words is dropped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.library.claims import (
    actors,
    figures,
    misquoted,
    opens_with,
    strengths,
    swaps_actors,
)
from knowledge.library.passages import Passage
from knowledge.library.synonyms import alternatives
from knowledge.library.words import stem, terms_of, words_of

MARK = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
SENTENCE = re.compile(r".+?(?:[.!?]+(?:[\"”')]*)(?:\s*\[[\d,\s]+\])*(?=\s|$)|$)", re.DOTALL)
NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|cannot|without|neither|nor|forbidden|prohibited"
    r"|refused|\w+n['’]t)\b",
    re.IGNORECASE,
)
EXCEPTION = re.compile(r"\b(?:unless|except|until|before)\b[^,.;]*", re.IGNORECASE)
ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
SUPPORT = 0.6
FEW = 2


@dataclass(frozen=True)
class Checked:
    """One sentence, the passages it cites (counted from one), and what is wrong with it."""

    text: str
    cites: tuple[int, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Verification:
    """The verdict on an answer; `kept` are the sentences that hold, in order."""

    sentences: tuple[Checked, ...]

    @property
    def ok(self) -> bool:
        """Whether every sentence holds."""
        return bool(self.sentences) and not any(s.problems for s in self.sentences)

    @property
    def kept(self) -> str:
        """The sentences that hold; empty when the answer must fall back to quotation."""
        return " ".join(s.text for s in self.sentences if not s.problems)


def verify(answer: str, passages: Sequence[Passage]) -> Verification:
    """Check each sentence of an answer against the passages it cites as [1], [2] and so on."""
    sentences = [m.group().strip() for m in SENTENCE.finditer(answer) if m.group().strip()]
    return Verification(tuple(_check(s, passages) for s in sentences))


def stands_in(sentence: str, source: str) -> bool:
    """Whether a text has the numbers and most of the words of a sentence."""
    return _numbers(sentence) <= _numbers(source) and not _unsupported(sentence, source)


def _check(sentence: str, passages: Sequence[Passage]) -> Checked:
    cites = tuple(int(n) for mark in MARK.findall(sentence) for n in mark.split(","))
    bare = MARK.sub("", sentence).strip()
    cited = [passages[n - 1] for n in cites if 1 <= n <= len(passages)]
    if not cites:
        return Checked(sentence, cites, ("no citation",))
    if len(cited) < len(cites):
        return Checked(sentence, cites, ("cites a passage that was not found",))
    source = " ".join(_shown(p) for p in cited)
    problems = [
        *(f"number {n} is not in the passage" for n in _numbers(bare) - _numbers(source)),
        *misquoted(bare, source),
        *(f"name {n} is not in the passage" for n in _names(bare, source)),
        *_unsupported(bare, source),
        *_opposite(bare, cited),
    ]
    return Checked(sentence, cites, tuple(problems))


def _shown(passage: Passage) -> str:
    words = " ".join(unit.words for unit in passage.units) or passage.text
    dates = f"{passage.effective_from or ''} version {passage.version}"
    return f"{passage.title}. {' '.join(passage.heading_path)}. {words} {dates}"


def _numbers(text: str) -> set[str]:
    return {figure.number for figure in figures(text)}


def _names(sentence: str, source: str) -> list[str]:
    """Names and actors that the passage does not have: capitalised words, who acts."""
    known = {stem(word) for word in words_of(source)}
    found = re.findall(r"(?<=[a-z,;:] )[A-Z][\w’'-]+", sentence)
    missing = [name for name in found if not {stem(w) for w in words_of(name)} <= known]
    missing += [one for one in actors(sentence) if one not in actors(source)]
    first = opens_with(sentence)
    kin = alternatives((stem(first),)).get(stem(first), ())
    return missing + ([first] if first and known.isdisjoint({stem(first), *kin}) else [])


def _unsupported(sentence: str, source: str) -> list[str]:
    asked, there = set(terms_of(sentence)), set(terms_of(source))
    if not asked:
        return []
    kin = alternatives(tuple(asked))
    held = [t for t in asked if t in there or there.intersection(kin.get(t, ()))]
    if len(held) / len(asked) < SUPPORT and len(asked) > FEW:
        return ["too little of it is in the passage"]
    return []


def _opposite(sentence: str, cited: Sequence[Passage]) -> list[str]:
    """Whether the unit that the sentence follows most closely says the contrary."""
    asked = set(terms_of(sentence))
    units = [unit for passage in cited for unit in passage.units]
    if not units or not asked:
        return []
    nearest = max(units, key=lambda unit: len(asked.intersection(terms_of(unit.words))))
    if not asked.intersection(terms_of(nearest.words)):
        return []
    source = f"{nearest.lead} {nearest.words}"
    problems = []
    if _polarity(sentence) != _polarity(source) and not _turned_to_only(sentence, source):
        problems.append("says the contrary of the passage, or drops its negation")
    if (said := strengths(sentence)) and (there := strengths(source)) and not said <= there:
        problems.append("is a stronger or weaker rule than in the passage")
    if swaps_actors(sentence, source):
        problems.append("has those who act the other way round")
    return problems


def _polarity(text: str) -> bool:
    """Whether the main part of a rule denies: what stands behind "unless" is another matter."""
    return _is_negative(EXCEPTION.sub(" ", text))


def _turned_to_only(sentence: str, source: str) -> bool:
    """Whether one says "only if" where the other says "not unless" or "not without"."""
    says, has = (bool(ONLY.search(text)) for text in (sentence, source))
    doubly = (source if says else sentence) if says != has else ""
    return len(NEGATION.findall(doubly)) + len(EXCEPTION.findall(doubly)) > 1


def _is_negative(text: str) -> bool:
    return bool(NEGATION.search(text))


__all__ = ["Checked", "Verification", "stands_in", "verify"]

"""Skills that a text mentions by name, each with its place and whether it is denied."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from knowledge.skills.taxonomy import DATA, Concept, Taxonomy
from knowledge.skills.words import Token, glued, tokens

LONGEST, MOST_GLUED = 6, 3
CURATED, TOOL, PHRASE = 0.97, 0.85, 0.6
BETWEEN = frozenset(("in", "with", "and", "or", "not", "no"))
DENIAL = re.compile(
    r"(?:\b(?:not|no|never|without|except|excluding|avoid|isn't|don't (?:need|want|use|do|know)|"
    r"doesn't (?:do|use|know|offer)|do not (?:need|want|use|do|know|offer)|"
    r"does not (?:do|use|know|offer)|rather than|instead of|nothing in|other than|"
    r"lacks?|zero|cannot|can't|haven't|have not|has not|hasn't|never (?:used|touched|worked))\b)",
    re.IGNORECASE,
)
AFFIRMED = re.compile(
    r"\bwithout (?:a |any )?(?:doubt|question|exception|fail|problem|trouble|hesitat\w+)\b|"
    r"\bno (?:fear|problem|trouble|doubt|stranger|wonder)\b|\bnot (?:only|just)\b|"
    r"\b(?:don't|doesn't) (?:just|only|mind)\b|\bnever (?:missed|failed|been late)\b|"
    r"\b(?:can't|can ?not|couldn't|could not|never|wouldn't|don't) (?:\w+ ){0,3}without\b",
    re.IGNORECASE,
)
"""Words of denial that deny nothing: "couldn't work without React"."""
UNLESS = re.compile(r"^[^.;,]{0,40}\bwithout\b", re.IGNORECASE)
CLAUSE = re.compile(
    r"[.;:!?\n]|,?\s\b(?:but|however|although|though|yet)\b|,?\s\b(?:who|which|that)\b|,\s(?:i|we|just|only)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A skill found in a text from place `start` to `end`; `denied` as in "not React"."""

    id: str
    name: str
    start: int
    end: int
    confidence: float
    denied: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


def find_skills(text: str, least: float = PHRASE) -> list[Mention]:
    """The skills a text names, left to right, longest names first; nothing is guessed."""
    taxonomy = Taxonomy.load()
    words = tokens(text)
    found: list[Mention] = []
    at = 0
    while at < len(words):
        hit = _longest(taxonomy, text, words, at)
        if hit is None:
            at += 1
            continue
        concept, length, confidence = hit
        if confidence >= least:
            start, end = words[at].start, words[at + length - 1].end
            denied = _is_denied(text, start, end)
            found.append(Mention(concept.id, concept.label, start, end, confidence, denied))
        at += length
    return found


def _longest(
    taxonomy: Taxonomy, text: str, words: Sequence[Token], at: int
) -> tuple[Concept, int, float] | None:
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        span = words[at : at + length]
        if length > 1 and _is_broken(text, span):
            continue
        for form in _spellings(span):
            concept = taxonomy.by_form(form)
            if concept is None:
                continue
            confidence = _confidence(concept, form, text, words, at, length)
            if confidence:
                return concept, length, confidence
        if hit := _glued(taxonomy, text, span):
            return hit[0], length, hit[1]
    return None


def _glued(taxonomy: Taxonomy, text: str, span: Sequence[Token]) -> tuple[Concept, float] | None:
    """A name that stands apart, or together, where the taxonomy has it otherwise: "java script"."""
    if len(span) > MOST_GLUED or (len(span) > 1 and not _is_one_name(text, span)):
        return None
    concept = taxonomy.by_glue(" ".join(token.word for token in span))
    if concept is None or not (concept.family or concept.source == "ONET_TECH"):
        return None
    if len(span) == 1 and (span[0].word in _everyday() or _is_verb_of_a_tool(concept, span[0])):
        return None
    if len(span) == 1 and any(taxonomy.by_form(form) for form in _spellings(span)):
        return None
    return concept, CURATED if concept.family else TOOL


def _is_verb_of_a_tool(concept: Concept, token: Token) -> bool:
    """Whether a small word only looks like several of a tool: "does" is no DOE, "fits" no FIT."""
    plural = glued(token.word) not in map(glued, concept.forms)
    return plural and not concept.family and token.written.islower()


def _is_one_name(text: str, span: Sequence[Token]) -> bool:
    """Whether words that stand apart may be one name: joined by a mark, or said in a trade."""
    written = text[span[0].start : span[-1].end]
    if not any(mark.isspace() for mark in written) or written == text.strip():
        return True
    if span[0].word in _context().joints:
        return False
    return written != written.lower() or _is_of_trade(text)


@lru_cache(maxsize=64)
def _is_of_trade(text: str) -> bool:
    """Whether a text speaks of work with such names at all: asked of each of its words."""
    return any(token.word in _context().trade for token in tokens(text))


def _is_broken(text: str, span: Sequence[Token]) -> bool:
    between = text[span[0].start : span[-1].end]
    return any(mark in between for mark in ",;\n!?") or ". " in between


def _spellings(span: Sequence[Token]) -> Iterator[str]:
    words = [token.word for token in span]
    yield " ".join(words)
    if len(words[-1]) > 4 and words[-1].endswith("s") and not words[-1].endswith("ss"):
        yield " ".join([*words[:-1], words[-1][:-1]])


def _confidence(
    concept: Concept, form: str, text: str, words: Sequence[Token], at: int, length: int
) -> float:
    curated = bool(concept.family)
    if length > 1:
        return CURATED if curated else PHRASE if concept.source != "ONET_TECH" else TOOL
    if form in _everyday():
        return CURATED if curated and _is_meant(concept, text, words, at) else 0.0
    if curated:
        return CURATED
    token = words[at]
    named = concept.source == "ONET_TECH" and token.written in concept.name.split()
    return TOOL if named and len(form) > 3 and not form.isalpha() | token.written.islower() else 0.0


def _is_meant(concept: Concept, text: str, words: Sequence[Token], at: int) -> bool:
    token = words[at]
    if text.strip() == token.written:
        return True
    beside = {words[i].word for i in (at - 1, at + 1) if 0 <= i < len(words)}
    follows = words[at + 1].word if at + 1 < len(words) else ""
    opens = at == 0 or bool(re.search(r"[.!?:\n]\s*$", text[: token.start]))
    capital = token.written[0].isupper()
    listed = text[token.end : token.end + 1] in ",/" or text[: token.start].rstrip()[-1:] in (
        ",",
        "/",
    )
    if len(token.word) <= 2:
        return capital and (listed or bool(beside & _context().signs) or not opens)
    if capital and (
        not opens or listed or not follows or any(w.word in _context().trade for w in words)
    ):
        return True
    return follows in _context().signs - BETWEEN or (capital and bool(beside & _context().signs))


def _is_denied(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 60) : start]
    clause = AFFIRMED.sub(" ", CLAUSE.split(before)[-1])
    denials = list(DENIAL.finditer(clause))
    if denials and denials[-1][0].lower() == "never" and UNLESS.match(text[end : end + 60]):
        return False
    if not denials or clause[denials[-1].end() :].lstrip().startswith("only"):
        return False
    return len(clause[denials[-1].end() :].split()) <= 6


@cache
def _everyday() -> frozenset[str]:
    return frozenset((DATA / "everyday.txt").read_text(encoding="utf-8").split("\n"))


class _Context(NamedTuple):
    """Words that say that a plain English word means a skill, and words no skill begins with."""

    signs: frozenset[str]
    trade: frozenset[str]
    joints: frozenset[str]


@cache
def _context() -> _Context:
    stored = json.loads((DATA / "context.json").read_text(encoding="utf-8"))
    return _Context(
        frozenset(stored["signs"]), frozenset(stored["trade"]), frozenset(stored["joints"])
    )

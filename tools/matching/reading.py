"""What a profile shows: skills with credit and evidence, what it denies, level and years."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.skills import Mention, Taxonomy, find_skills
from knowledge.skills.words import normal
from knowledge.talent import HeldSkill, TalentProfile
from tools.matching.evidence import Span, read_fields, text_of
from tools.matching.seniority import level_by_years, level_of, years_of
from tools.matching.stance import is_weakened
from tools.matching.units import units_of

FREE = "free:"
DOUBTED = 0.8
LISTED, LISTED_AND_TOLD, TOLD_IN_WORK, TOLD, WEAK = 0.85, 1.0, 0.92, 0.88, 0.25
LEVELS = {"basic": 0.5, "working": 0.85, "advanced": 1.0, "expert": 1.0}
GENERIC = Path(__file__).parent / "data" / "generic_words.txt"
OTHERS_TRADE = re.compile(
    r"\b(?:recruiter|recruiting|talent (?:partner|acquisition|scout|sourcer)|headhunter|"
    r"(?:course|software|licen[cs]e) seller|sales\w*|account (?:manager|executive)|reseller|"
    r"trainer|instructor|teacher|lecturer|tutor|(?:team|project) coordinator)\b",
    re.IGNORECASE,
)


@dataclass
class Reading:
    """What was read: credit and evidence by skill id, denials, level 0–3 and years where stated."""

    credit: dict[str, float] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    denied: dict[str, Span] = field(default_factory=dict)
    level: int | None = None
    years: float | None = None
    others_trade: float = 0.0
    """How surely they sell, teach or hire for a trade rather than practise it, 0 to 1."""
    units: list[Span] = field(default_factory=list)
    """What is compared in meaning, in the order of the stored vectors."""

    def as_json(self) -> dict[str, Any]:
        """The reading as it is stored beside the profile."""
        return {
            "credit": self.credit,
            "spans": {k: [s.field, s.start, s.end, s.quote] for k, s in self.spans.items()},
            "denied": {k: [s.field, s.start, s.end, s.quote] for k, s in self.denied.items()},
            "level": self.level,
            "years": self.years,
            "others_trade": self.others_trade,
            "units": [[s.field, s.start, s.end, s.quote] for s in self.units],
        }

    @staticmethod
    def from_json(stored: dict[str, Any]) -> "Reading":
        """A stored reading."""
        spans = {k: Span(*s) for k, s in stored["spans"].items()}
        denied = {k: Span(*s) for k, s in stored["denied"].items()}
        return Reading(
            stored["credit"],
            spans,
            denied,
            stored["level"],
            stored["years"],
            float(stored["others_trade"]),
            [Span(*s) for s in stored["units"]],
        )


def is_others_trade(profile: TalentProfile) -> bool:
    """Whether somebody sells, teaches or hires for a trade rather than practises it."""
    return bool(OTHERS_TRADE.search(profile.headline))


def read_profile(profile: TalentProfile, today: date) -> Reading:
    """Read everything a profile says about skills and seniority, its years up to that day."""
    reading = Reading(others_trade=float(is_others_trade(profile)))
    for index, held in enumerate(profile.skills):
        _take_listed(reading, held, index)
    told_well: set[str] = set()
    told_weakly: set[str] = set()
    listed = set(reading.credit)
    for name in read_fields(profile)[len(profile.skills) :]:
        text = text_of(profile, name)
        for mention in find_skills(text) if text else ():
            weak = is_weakened(text, mention.start, mention.end)
            weak = weak or (name == "headline" and reading.others_trade > 0)
            # A headline names the trade; whether the skill is practised, the text says.
            (told_weakly if weak else told_well if name != "headline" else set()).add(mention.id)
            _take_told(reading, listed, name, text, mention, weak)
    for key in told_weakly - told_well:
        reading.credit[key] = min(reading.credit.get(key, 0.0), WEAK)
    told = f"{profile.headline}. {profile.text}"
    reading.years = years_of(told, today)
    known = level_of(profile.headline), level_by_years(reading.years), level_of(profile.text)
    reading.level = next((one for one in known if one is not None), None)
    reading.units = units_of(profile)
    return reading


def skill_key(name: str) -> str:
    """The id a skill name is compared by: the taxonomy's, or the plain words where it has none."""
    concept = Taxonomy.load().exact(name)
    return concept.id if concept else FREE + normal(name)


def wanted_key(name: str) -> str:
    """The id of a skill that is asked for: its own, or that of the one its words name at length.

    "Experience with React" is React; "drone photography" is more than photography.
    """
    key = skill_key(name)
    if not key.startswith(FREE):
        return key
    for mention in find_skills(name):
        around = normal(f"{name[: mention.start]} {name[mention.end :]}").split()
        if not mention.denied and _generic().issuperset(around):
            return mention.id
    return key


@cache
def _generic() -> frozenset[str]:
    """Words around a skill's name that make it no other skill."""
    return frozenset(GENERIC.read_text(encoding="utf-8").split())


@cache
def _listed_key(name: str) -> tuple[str, ...]:
    """A listed skill's own id first, then those of the skills its words name."""
    inside = [m.id for m in find_skills(name) if not m.denied]
    return tuple(dict.fromkeys([skill_key(name), *inside]))


def _take_listed(reading: Reading, held: HeldSkill, index: int) -> None:
    credit = LISTED * LEVELS.get(held.level or "advanced", 1.0)
    if held.years is not None and held.years < 1:
        credit *= 0.7
    span = Span(f"skills[{index}]", 0, len(held.name), held.name)
    for key in _listed_key(held.name):
        if credit > reading.credit.get(key, 0):
            reading.credit[key] = credit
            reading.spans[key] = span


def _take_told(
    reading: Reading, listed: set[str], where: str, text: str, mention: Mention, weak: bool
) -> None:
    span = Span(where, mention.start, mention.end, text[mention.start : mention.end])
    if mention.denied:
        reading.denied.setdefault(mention.id, span)
        reading.credit[mention.id] = min(reading.credit.get(mention.id, 0.0), 0.2)
        return
    if mention.id in reading.denied:
        return
    before = reading.credit.get(mention.id, 0.0)
    if weak:
        told = WEAK
    elif mention.id in listed:
        told = LISTED_AND_TOLD if before >= LISTED else min(1.0, before + 0.1)
    else:
        told = TOLD_IN_WORK if where != "text" else TOLD
        told = min(1.0, told + (0.1 if before >= TOLD else 0.0))
    if told > before:
        reading.credit[mention.id] = told
        if where != "skills" and (mention.id not in reading.spans or told > WEAK):
            reading.spans[mention.id] = span

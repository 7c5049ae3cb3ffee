"""Reads the role templates and finds the one that a manager's words mean."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from knowledge.fields import BillingModel, SecurityClassification, Strict

if TYPE_CHECKING:
    import numpy as np

Embed = Callable[[Sequence[str]], "np.ndarray"]
Level = Literal["junior", "mid", "senior"]
MIN_CONFIDENCE = 0.86
"""Below this likeness to a title or alias, no template is meant."""

MIN_MEANING, AHEAD = 0.36, 0.05
"""Below this mean likeness to two phrases of a template its kind of work is not meant, nor if
another one is nearly as like: then the words are about work in general."""

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
MOST_SENTENCES = 8

SHORTEST = 5
"""Shorter words are too much like too many others."""


_WANTED = re.compile(r"\b(?:need|needs|want|wants|hire|hiring|looking for|find|get) ")
"""What stands after one of these is what is asked for; what stands before may be the asker."""

_PERSON = re.compile(r"(?:er|or|ist|ian|ant|agent|rep|artist|analyst|coach|owner|lead|team|dev)$")
"""Aliases that name a person go before aliases that name the work they belong to."""


class Occupation(Strict):
    """A code of the Standard Occupational Classification, 2018."""

    soc_2018: str = Field(pattern=r"^\d{2}-\d{4}$")
    title: str


class TemplateSkills(Strict):
    """Skills as the taxonomy spells them."""

    must: tuple[str, ...]
    nice: tuple[str, ...] = ()


class Span(Strict):
    """What is usual, and the range around it."""

    least: float = Field(gt=0)
    usual: float = Field(gt=0)
    most: float = Field(gt=0)

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if not self.least <= self.usual <= self.most:
            raise ValueError("a span goes from its least to its most")
        return self


class DayRates(Strict):
    """What a day costs on the market, in USD, from and to, a level; with its source."""

    source: str
    junior: tuple[float, float]
    mid: tuple[float, float]
    senior: tuple[float, float]

    def at(self, level: Level) -> tuple[float, float]:
        """The range at a level."""
        found: tuple[float, float] = getattr(self, level)
        return found


class Template(Strict):
    """What a request for this role usually says; a draft is prefilled from it."""

    id: str
    title: str
    aliases: tuple[str, ...]
    work: tuple[str, ...]
    work_type: str
    level: Level
    scope: str
    occupation: Occupation
    skills: TemplateSkills
    duration_weeks: Span
    hours_per_week: float | None = None
    headcount: int = 1
    deliverables: tuple[str, ...]
    acceptance_criteria: tuple[str, ...]
    security_classification: SecurityClassification
    sensitive_data: bool
    systems: tuple[str, ...]
    budget_usd: Span
    day_rate_usd: DayRates
    billing_model: BillingModel

    @property
    def must(self) -> tuple[str, ...]:
        """The skills without which it cannot be done."""
        return self.skills.must

    @property
    def nice(self) -> tuple[str, ...]:
        """The skills that help."""
        return self.skills.nice


@dataclass(frozen=True)
class Found:
    """A template, the words of it that were recognised, and how sure that is, from 0 to 1."""

    template: Template
    alias: str
    confidence: float


@cache
def load_templates() -> tuple[Template, ...]:
    """Every role template, by id."""
    folder = resources.files("knowledge.templates").joinpath("roles")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(Template.model_validate(tomllib.loads(f.read_text("utf-8"))) for f in files)


def template(id_or_title: str) -> Template | None:
    """The template with exactly this id or title."""
    wanted = id_or_title.casefold()
    return next((t for t in load_templates() if wanted in (t.id, t.title.casefold())), None)


@cache
def _names() -> dict[str, Template]:
    return {_plain(name): role for role in load_templates() for name in (role.title, *role.aliases)}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?:s|es)?(?!\w)")


def _plain(text: str) -> str:
    spaced = re.sub(r"[^\w&+#.'’/]+", " ", text.casefold().replace("’", "'"))
    return re.sub(r"\s+", " ", spaced).strip(" .")


def find_template(text: str) -> Template | None:
    """The template that a role name or a whole message means, or None."""
    found = match_template(text)
    return found.template if found else None


def match_template(text: str) -> Found | None:
    """What a role name or a whole message means, misspellings included, with how sure that is."""
    plain = _plain(text)
    exact = list(_pattern().finditer(plain))
    if not exact:
        return _nearest(plain)
    wanted = _WANTED.search(plain)
    after = wanted.end() if wanted else 0
    best = min(exact, key=lambda m: (m.start() < after, not _PERSON.search(m.group(1)), m.start()))
    alias = best.group(1)
    return Found(_names()[alias], alias, 1.0 if alias == plain else 0.95)


def template_of_work(
    text: str, skills: Iterable[str] = (), embed: Embed | None = None
) -> Template | None:
    """The template whose kind of work a text describes without naming a role; None if unclear.

    Words go first; where they say nothing, `embed` tells the kind of work nearest in meaning.
    """
    plain, named = _plain(text), set(skills)
    scored = sorted((_likeness(role, plain, named), role.id) for role in load_templates())
    (second, _), (best, found) = scored[-2:]
    if best >= 1 and best > second:
        return template(found)
    return _nearest_in_meaning(text, embed) if embed and plain else None


def _likeness(role: Template, plain: str, skills: set[str]) -> float:
    """How many words of a text say this kind of work; each skill of it counts as half a word."""
    said = [phrase for phrase in role.work if re.search(rf"(?<!\w){re.escape(phrase)}", plain)]
    shared = len(skills & {*role.must, *role.nice}) / 2
    return sum(len(phrase.split()) for phrase in said) + shared


def _nearest_in_meaning(text: str, embed: Embed) -> Template | None:
    """The template that one sentence of the text is like, by more than it is like any other."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()][:MOST_SENTENCES]
    phrases, sizes = _phrases()
    rows = embed([*sentences, *phrases])
    found = [_likest(list(row @ rows[len(sentences) :].T), sizes) for row in rows[: len(sentences)]]
    ahead, best = max(found)
    return load_templates()[best] if ahead >= AHEAD else None


def _likest(likeness: list[float], sizes: Sequence[int]) -> tuple[float, int]:
    """By how much which template leads by its two likest phrases; below nothing if unlike."""
    means, start = [], 0
    for size in sizes:
        means.append(sum(sorted(likeness[start : start + size])[-2:]) / 2)
        start += size
    second, best = sorted(range(len(means)), key=means.__getitem__)[-2:]
    return (means[best] - means[second] if means[best] >= MIN_MEANING else -1.0), best


@cache
def _phrases() -> tuple[tuple[str, ...], tuple[int, ...]]:
    """What each template says about its work, one after the other, and how much each says."""
    said = [
        tuple(dict.fromkeys((t.scope, *t.work, *t.aliases, *t.deliverables, *t.must, *t.nice)))
        for t in load_templates()
    ]
    return tuple(phrase for phrases in said for phrase in phrases), tuple(map(len, said))


def _nearest(plain: str) -> Found | None:
    from rapidfuzz import fuzz, process

    names = list(_names())
    best, likeness = "", MIN_CONFIDENCE * 100
    for span in _spans(plain.split()):
        hit = process.extractOne(span, names, scorer=fuzz.ratio, score_cutoff=likeness)
        if hit is not None and (hit[1] > likeness or not best):
            best, likeness = hit[0], hit[1]
    return Found(_names()[best], best, likeness / 100) if best else None


def _spans(words: list[str]) -> Iterator[str]:
    """One to four words that could be a misspelt role: long enough, and no verb in the past."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + 4, len(words)) + 1):
            span = " ".join(words[start:end])
            if len(span) >= SHORTEST and not span.endswith("ed"):
                yield span

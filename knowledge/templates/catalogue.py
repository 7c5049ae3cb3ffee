"""Reads the role templates, and the trades that have none."""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import Field, model_validator

from knowledge.fields import BillingModel, SecurityClassification, Strict

Level = Literal["junior", "mid", "senior"]


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

    @property
    def estimated(self) -> bool:
        """Whether the range is our estimate, for want of a rate card."""
        return self.source.startswith("Our estimate")

    def at(self, level: Level) -> tuple[float, float]:
        """The range at a level."""
        found: tuple[float, float] = getattr(self, level)
        return found


class Tie(Strict):
    """Deliverables and criteria that are meant only where one of some words tells of the work."""

    items: tuple[str, ...]
    words: tuple[str, ...]


class Instead(Strict):
    """What is handed over where the usual thing is not meant; `{work}` stands for the scope."""

    deliverable: str
    leads: tuple[str, ...]


class Template(Strict):
    """What a request for this role usually says; a draft is prefilled from it.

    A deliverable or criterion that is `tied` is assumed only of work that says one of its words.
    """

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
    tied: tuple[Tie, ...] = ()
    instead: Instead | None = None

    @model_validator(mode="after")
    def _ties_what_it_has(self) -> "Template":
        tied = {item for tie in self.tied for item in tie.items}
        unknown = tied - {*self.deliverables, *self.acceptance_criteria}
        if unknown:
            raise ValueError(f"nothing is called {', '.join(sorted(unknown))}")
        return self

    @property
    def must(self) -> tuple[str, ...]:
        """The skills without which it cannot be done."""
        return self.skills.must

    @property
    def nice(self) -> tuple[str, ...]:
        """The skills that help."""
        return self.skills.nice


class Trade(Strict):
    """Work that no template tells of: what those who do it are called, and what they do."""

    names: tuple[str, ...]
    work: tuple[str, ...]


class OtherTrades(Strict):
    """The trades without a template; `heads` end the names of many, `qualifiers` say no trade."""

    heads: frozenset[str]
    qualifiers: frozenset[str]
    trades: tuple[Trade, ...]


@cache
def load_templates() -> tuple[Template, ...]:
    """Every role template, by id."""
    folder = resources.files("knowledge.templates").joinpath("roles")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(Template.model_validate(tomllib.loads(f.read_text("utf-8"))) for f in files)


@cache
def other_trades() -> OtherTrades:
    """What companies buy and no template tells of."""
    text = resources.files("knowledge.templates").joinpath("other_trades.toml").read_text("utf-8")
    return OtherTrades.model_validate(tomllib.loads(text))

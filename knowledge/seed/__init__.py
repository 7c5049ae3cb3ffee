"""The organisation that the assistant starts with: its people, platforms and exchange rates."""

from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import Field

from knowledge.fields import Channel, SecurityClassification, Strict

Unit = Literal[
    "Marketing",
    "Product & Engineering",
    "Customer Care",
    "Operations",
    "Finance",
    "People & Legal",
]


class SeedPerson(Strict):
    """A colleague as the people table keeps them; `manager` is an e-mail address."""

    email: str
    name: str
    title: str
    roles: tuple[str, ...]
    business_unit: Unit
    manager: str | None
    country: str = Field(pattern="^[A-Z]{2}$")
    timezone: str


class BusinessUnit(Strict):
    """A business unit with the e-mail address of its budget owner."""

    name: Unit
    cost_centre: str
    budget_owner: str
    aliases: tuple[str, ...] = ()


class Organisation(Strict):
    """Who works here, and who answers for which budget."""

    name: str
    email_domain: str
    base_currency: str
    business_units: tuple[BusinessUnit, ...]
    people: tuple[SeedPerson, ...]


class Fees(Strict):
    """What a platform costs beside the work: a share of it, and a fixed sum a contract, in USD."""

    percent: float = Field(ge=0, le=100)
    fixed_usd: float = Field(default=0, ge=0)
    membership_usd_year: float = Field(default=0, ge=0)
    as_of: date
    source: str
    note: str = ""


class Comparison(Strict):
    """The six attributes on which platforms are compared (R17)."""

    platform_type: str
    services: str
    pricing: str
    collaboration: str
    quality_assurance: str
    flexibility: str


class Assurance(Strict):
    """What protects the buyer of the work (R19)."""

    time_tracking: bool
    milestones: bool
    dispute_resolution: bool
    escrow: bool
    note: str = ""


class Transparency(Strict):
    """What the platform can tell; one unanswered question disqualifies it (R22, R23)."""

    matching: str | None
    disputes: str | None
    export: str | None

    @property
    def complete(self) -> bool:
        """Whether all three questions are answered."""
        return all((self.matching, self.disputes, self.export))


class SeedPlatform(Strict):
    """A platform in the register, as assessed on a day (R17 to R27)."""

    id: str
    name: str
    channel: Channel
    website: str | None
    approved: bool
    pricing_model: str
    fees: Fees
    services: dict[str, tuple[str, ...]]
    comparison: Comparison
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    assurance: Assurance
    security_posture: str
    transparency: Transparency
    preferred_for: tuple[str, ...]
    departments: tuple[Unit, ...]
    data_allowed: tuple[str, ...]
    classifications: tuple[SecurityClassification, ...]
    max_usd: float | None = None
    max_weeks: float | None = None
    assessed_on: date
    review_by: date
    assessed_by: str


class PlatformRegister(Strict):
    """Every platform that was assessed."""

    platforms: tuple[SeedPlatform, ...]


class RateTable(Strict):
    """Exchange rates from a day on."""

    effective_from: date
    usd_per_unit: dict[str, float]


class ExchangeRates(Strict):
    """Dated tables, oldest first, with their source."""

    base: str
    source: str
    tables: tuple[RateTable, ...]


def _read(name: str) -> str:
    return resources.files("knowledge.seed").joinpath(name).read_text("utf-8")


@cache
def organisation() -> Organisation:
    """The seeded organisation."""
    return Organisation.model_validate_json(_read("organisation.json"))


@cache
def platforms() -> tuple[SeedPlatform, ...]:
    """The platform register, in the order it is shown."""
    return PlatformRegister.model_validate_json(_read("platforms.json")).platforms


@cache
def exchange_rates() -> ExchangeRates:
    """The dated exchange rates."""
    return ExchangeRates.model_validate_json(_read("exchange_rates.json"))

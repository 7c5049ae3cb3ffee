"""One talent profile, whatever platform it came from; what is not stated stays unknown."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Level = Literal["basic", "working", "advanced", "expert"]
Status = Literal["active", "do_not_engage"]
HOURS_PER_DAY = 8
SOURCES = ("internal_bench", "upwork", "fiverr", "toptal", "agency", "staffing_firm", "direct")


def _listed(value: Any) -> Any:
    """Lists arrive as lists, or as one cell of a CSV file with `|` or `;` between."""
    if isinstance(value, str):
        mark = "|" if "|" in value else ";" if ";" in value else ","
        return [part.strip() for part in value.split(mark) if part.strip()]
    return [] if value is None else value


def _skills(value: Any) -> Any:
    return [{"name": one} if isinstance(one, str) else one for one in _listed(value)]


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Share = Annotated[float | None, Field(ge=0, le=1)]


class Part(BaseModel):
    """A piece of a profile: unchangeable, deaf to fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class HeldSkill(Part):
    """A skill as the profile states it."""

    name: str = Field(min_length=1, max_length=200)
    level: Level | None = None
    years: float | None = Field(default=None, ge=0, le=60)


class PastWork(Part):
    """A piece of work somebody did before, as they tell it."""

    title: str = Field(max_length=300)
    summary: str = Field(default="", max_length=4000)
    year: int | None = Field(default=None, ge=1950, le=2100)


class Engagement(Part):
    """Work somebody did for us, and how it went."""

    title: str = ""
    ended: date | None = None
    rating: float | None = Field(default=None, ge=0, le=5)
    on_time: bool | None = None
    on_budget: bool | None = None
    rehired: bool | None = None


class Rate(Part):
    """What somebody asks, in major units, by the hour or by the day."""

    amount: float = Field(gt=0, le=100_000)
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    basis: Literal["hourly", "daily"] = "hourly"

    @property
    def hourly(self) -> float:
        """The rate an hour, in its own currency."""
        return self.amount if self.basis == "hourly" else self.amount / HOURS_PER_DAY


class TalentProfile(Part):
    """A person as one source shows them; `person` is the same on every source that shows them."""

    id: str = Field(min_length=1, max_length=120)
    source: str = Field(default="direct", max_length=40)
    vendor: str | None = Field(default=None, max_length=120)
    external_id: str = Field(default="", max_length=200)
    person: str = Field(default="", max_length=200)
    name: str = Field(default="", max_length=200)
    headline: str = Field(default="", max_length=500)
    text: str = Field(default="", max_length=20_000)
    skills: Annotated[tuple[HeldSkill, ...], BeforeValidator(_skills)] = ()
    work: tuple[PastWork, ...] = ()
    rating: float | None = Field(default=None, ge=0, le=5)
    ratings_count: int = Field(default=0, ge=0)
    on_time_rate: Share = None
    on_budget_rate: Share = None
    response_rate: Share = None
    response_hours: float | None = Field(default=None, ge=0)
    rate: Rate | None = None
    available_from: date | None = None
    hours_per_week: float | None = Field(default=None, ge=0, le=100)
    location: str = Field(default="", max_length=120)
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")
    timezone: str | None = Field(default=None, max_length=64)
    languages: Texts = ()
    screening: Texts = ()
    engagements: tuple[Engagement, ...] = ()
    status: Status = "active"
    status_reason: str = Field(default="", max_length=500)
    expires_at: datetime | None = None
    self_declared: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _flat_rate(cls, given: Any) -> Any:
        """A bare number is dollars an hour; flat columns of a CSV file become a rate."""
        if not isinstance(given, dict):
            return given
        values = {key: value for key, value in given.items() if value not in (None, "")}
        if isinstance(values.get("rate"), str | int | float):
            values["rate"] = {
                "amount": values["rate"],
                "currency": values.pop("rate_currency", "USD"),
                "basis": values.pop("rate_basis", "hourly"),
            }
        return values

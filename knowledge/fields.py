"""What a request says: its fields, their codes, and which of them must be known before filing."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, model_validator

Basis = Literal["fixed", "hourly", "daily", "retainer"]
SecurityClassification = Literal["public", "internal", "confidential", "restricted"]
Urgency = Literal["low", "normal", "high"]
Channel = Literal[
    "upwork", "fiverr", "toptal", "agency", "staffing_firm", "direct", "internal_bench"
]
BillingModel = Literal["hourly", "fixed", "milestone", "retainer"]
Arrangement = Literal[
    "daily_standups",
    "fixed_hours",
    "full_time",
    "on_site",
    "company_equipment",
    "manager_directed",
    "exclusive",
    "open_ended",
]

REQUIRED = (
    "role",
    "scope",
    "deliverables",
    "acceptance_criteria",
    "budget",
    "duration_weeks",
    "start_date",
    "business_unit",
    "budget_owner",
    "security_classification",
    "sensitive_data",
)
"""What R45, and of R46 what the rules cannot do without, ask for before a request is filed."""


TAKES = {
    "budget": "an amount over 0, like 8000 USD, 6000 to 8000 EUR, or 45 USD an hour",
    "duration_weeks": "a number of weeks over 0, up to 520",
    "hours_per_week": "a number of hours over 0, up to 80",
    "headcount": "a whole number of people from 1 to 100",
    "start_date": "a day like 2026-12-01",
    "deadline": "a day like 2026-12-01",
    "sensitive_data": "yes or no",
    "role": "up to 120 characters",
    "scope": "up to 4,000 characters",
    "location": "up to 120 characters",
    "language": "up to 60 characters",
    "channel_reason": "up to 1,000 characters",
}
"""What a field takes, in words for whoever gave something else."""


class Strict(BaseModel):
    """A value that refuses what it does not know and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Skills(Strict):
    """Names of skills as the taxonomy spells them."""

    must: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


class Budget(Strict):
    """Money in major units: `amount` as said, `max` the upper end of a range, per `basis`."""

    amount: float = Field(gt=0, le=1e9)
    max: float | None = Field(default=None, gt=0, le=1e9)
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    basis: Basis = "fixed"

    @model_validator(mode="after")
    def _max_is_the_upper_end(self) -> "Budget":
        if self.max is not None and self.max < self.amount:
            raise ValueError("the upper end of a budget cannot be below its lower end")
        return self


class RequestFields(Strict):
    """The fields of a request (R45, R46); None and empty mean not known yet."""

    role: str | None = Field(default=None, max_length=120)
    skills: Skills = Skills()
    scope: str | None = Field(default=None, max_length=4000)
    deliverables: tuple[str, ...] = ()
    acceptance_criteria: tuple[str, ...] = ()
    budget: Budget | None = None
    duration_weeks: float | None = Field(default=None, gt=0, le=520)
    hours_per_week: float | None = Field(default=None, gt=0, le=80)
    start_date: date | None = None
    deadline: date | None = None
    location: str | None = Field(default=None, max_length=120)
    language: str | None = Field(default=None, max_length=60)
    requirements: tuple[str, ...] = Field(
        default=(),
        description="What else is required or wished for and has no field of its own (time zone, "
        "years of experience, working days, travel, equipment, a preferred place), word for word.",
    )
    headcount: int | None = Field(default=None, ge=1, le=100)
    business_unit: str | None = Field(default=None, max_length=120)
    budget_owner: str | None = Field(default=None, max_length=254)
    security_classification: SecurityClassification | None = None
    sensitive_data: bool | None = None
    systems: tuple[str, ...] = ()
    urgency: Urgency | None = None
    arrangement: tuple[Arrangement, ...] = ()
    channel: Channel | None = None
    channel_reason: str | None = Field(default=None, max_length=1000)
    billing_model: BillingModel | None = None

    def missing(self) -> tuple[str, ...]:
        """The required fields that are not known yet, in the order of `REQUIRED`."""
        return tuple(name for name in REQUIRED if getattr(self, name) in (None, (), ""))

    def as_json(self) -> dict[str, Any]:
        """The fields as JSON: dates ISO 8601, amounts as numbers in major units."""
        return self.model_dump(mode="json")


def refused(name: str) -> str:
    """That a value given for a field cannot be taken, and what can."""
    return f"I can't take that for {name.replace('_', ' ') or 'the request'}. {what_it_takes(name)}"


def what_it_takes(name: str) -> str:
    """A sentence on what a field takes; on one of a few codes, which; else that it is no value."""
    if name in TAKES:
        return f"It takes {TAKES[name]}."
    field = RequestFields.model_fields.get(name)
    codes = [code for code in _literals(field.annotation) if isinstance(code, str)] if field else []
    return f"It takes one of: {', '.join(codes)}." if codes else "That is no value for it."


def _literals(annotation: Any) -> Iterator[Any]:
    """The values of every Literal within an annotation."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    for part in get_args(annotation):
        yield from _literals(part)

"""One talent profile, whatever platform it came from; what is not stated stays unknown."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from knowledge.misfits import first_misfit
from knowledge.talent.shapes import listed, shaped

Level = Literal["basic", "working", "advanced", "expert"]
Status = Literal["active", "do_not_engage"]
HOURS_PER_DAY = 8
AS_KEPT = "as kept"


Texts = Annotated[tuple[str, ...], BeforeValidator(listed)]
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
    skills: tuple[HeldSkill, ...] = ()
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
    def _in_our_shape(cls, given: Any, info: ValidationInfo) -> Any:
        return shaped(given) if isinstance(given, dict) and info.context != AS_KEPT else given

    @classmethod
    def kept(cls, record: dict[str, Any]) -> "TalentProfile":
        """A profile out of a record, which is in our shape already."""
        return cls.model_validate(record, context=AS_KEPT)


def read_leniently(given: dict[str, Any]) -> tuple[TalentProfile, tuple[str, ...]]:
    """The profile without the fields that cannot be read, and what is wrong with each of those.

    Raises:
        ValidationError: it has no id, without which it is nobody.
    """
    values = shaped(given)
    wrong: list[str] = []
    while True:
        try:
            return TalentProfile.model_validate(values), tuple(wrong)
        except ValidationError as error:
            problem = error.errors()[0]
            field = str(problem["loc"][0]) if problem["loc"] else "id"
            if field == "id" or field not in values:
                raise
            wrong.append(f"{first_misfit(error).removesuffix('.')}; left out.")
            values.pop(field)

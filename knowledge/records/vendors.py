"""The platform register: what each platform is for, costs, protects and may handle (R17 to R27)."""

from datetime import date
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record
from knowledge.seed import SeedPlatform


class Platform(Record):
    """A platform as it was assessed on a day; due for another look by `review_by`."""

    __tablename__ = "platforms"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    channel: Mapped[str] = mapped_column(String(40), index=True)
    website: Mapped[str | None] = mapped_column(String(300))
    approved: Mapped[bool]
    pricing_model: Mapped[str] = mapped_column(String(60))
    fees: Mapped[dict[str, Any]]
    services: Mapped[dict[str, Any]]
    comparison: Mapped[dict[str, Any]]
    strengths: Mapped[list[str]]
    weaknesses: Mapped[list[str]]
    assurance: Mapped[dict[str, Any]]
    security_posture: Mapped[str] = mapped_column(String(1000))
    transparency: Mapped[dict[str, Any]]
    preferred_for: Mapped[list[str]]
    departments: Mapped[list[str]]
    data_allowed: Mapped[list[str]]
    classifications: Mapped[list[str]]
    max_usd: Mapped[float | None]
    max_weeks: Mapped[float | None]
    assessed_on: Mapped[date]
    review_by: Mapped[date]
    assessed_by: Mapped[str] = mapped_column(String(254))

    @classmethod
    def of(cls, seed: SeedPlatform) -> "Platform":
        """The row for a platform of the seed register."""
        as_json = seed.model_dump(mode="json")
        dates = {"assessed_on": seed.assessed_on, "review_by": seed.review_by}
        return cls(**{**as_json, **dates})

    def due_for_review(self, today: date) -> bool:
        """Whether the assessment is older than agreed (R27)."""
        return today >= self.review_by

"""The brand designer of the guided example, and the rulings when something about it changes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from knowledge.fields import Budget, RequestFields
from knowledge.money import usd_total
from knowledge.rules import Ruling, rulings

Judge = Callable[..., dict[str, Ruling]]
Approvers = Callable[..., list[str]]
DAY = date(2026, 11, 21)
BRAND_DESIGNER = RequestFields(
    role="Brand designer",
    scope="Logo and visual identity for the spring campaign",
    deliverables=("Logo", "Brand guidelines"),
    acceptance_criteria=("The brand lead approves",),
    budget=Budget(amount=8000),
    duration_weeks=3,
    start_date=date(2026, 12, 1),
    business_unit="Marketing",
    security_classification="internal",
    sensitive_data=False,
)


def judged(
    country: str = "US",
    work_type: str | None = "design",
    as_of: date = DAY,
    bench_fits: bool | None = None,
    known_person: bool | None = None,
    **changes: Any,
) -> dict[str, Ruling]:
    if isinstance(changes.get("budget"), int | float):
        changes["budget"] = Budget(amount=changes["budget"])
    fields = RequestFields.model_validate({**BRAND_DESIGNER.model_dump(), **changes})
    total = usd_total(
        fields.budget, fields.duration_weeks, fields.hours_per_week, fields.headcount, as_of=as_of
    )
    return rulings(
        fields,
        country=country,
        usd_total=total.usd,
        work_type=work_type,
        as_of=as_of,
        bench_fits=bench_fits,
        known_person=known_person,
    )


@pytest.fixture(scope="session")
def judge() -> Judge:
    return judged


@pytest.fixture(scope="session")
def approvers() -> Approvers:
    def roles(**changes: Any) -> list[str]:
        return [entry["role"] for entry in judged(**changes)["approvals"].details]

    return roles

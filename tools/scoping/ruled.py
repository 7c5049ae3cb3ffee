"""What the rules say about a request so far, by the rules and rates of today."""

from datetime import date

from knowledge.errors import BadInput
from knowledge.fields import RequestFields
from knowledge.money import Total, usd_total
from knowledge.records.people import Person
from knowledge.rules import Ruling, rulings
from knowledge.templates import Template
from tools.context import Context
from tools.scoping.doubts import plausibility


def total_of(fields: RequestFields, day: date) -> Total:
    """The whole cost at the upper end of the budget, by the rates of the day."""
    return usd_total(
        fields.budget, fields.duration_weeks, fields.hours_per_week, fields.headcount, as_of=day
    )


def rule(
    ctx: Context, requester: Person, fields: RequestFields, template: Template | None
) -> dict[str, Ruling]:
    """Every ruling on the fields, by rule set.

    Raises:
        BadInput: the budget's currency has no exchange rate, so no threshold could be applied.
    """
    today = ctx.today
    total = total_of(fields, today)
    if total.usd is None and fields.budget and fields.duration_weeks:
        raise BadInput(
            f"I have no exchange rate for {fields.budget.currency}: give the budget in USD, "
            "EUR or GBP."
        )
    doubts = plausibility(fields, template, total.usd, today)
    return {"plausibility": doubts} | rulings(
        fields,
        country=requester.country,
        usd_total=total.usd,
        work_type=template.work_type if template else None,
        as_of=today,
    )

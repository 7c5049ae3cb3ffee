"""Budgets and rates in one measure: USD an hour, and USD for the whole work, fees included."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from knowledge.fields import Budget, RequestFields
from knowledge.money import HOURS_PER_DAY, HOURS_PER_WEEK, WEEKS_PER_MONTH, usd_rate
from knowledge.talent import Rate, TalentProfile, source_terms

if TYPE_CHECKING:
    import numpy as np

    from tools.matching.brief import Brief


def hours_needed(fields: RequestFields) -> float | None:
    """How many hours the work takes, at a full week where nothing else is said."""
    if fields.duration_weeks is None:
        return None
    return fields.duration_weeks * (fields.hours_per_week or HOURS_PER_WEEK)


def most_an_hour(budget: Budget, as_of: date | None) -> float | None:
    """The upper end of an hourly or daily budget in USD an hour; None for other budgets."""
    rate = usd_rate(budget.currency, as_of=as_of)
    if rate is None or budget.basis not in ("hourly", "daily"):
        return None
    share = 1 if budget.basis == "hourly" else HOURS_PER_DAY
    return (budget.max or budget.amount) * rate / share


def most_for_each(
    budget: Budget, weeks: float | None, heads: int, as_of: date | None
) -> float | None:
    """What each of so many people may cost in USD; None for rates.

    A fixed budget is for the whole request and shared among them; a retainer is paid to each.
    """
    rate = usd_rate(budget.currency, as_of=as_of)
    if rate is None or budget.basis in ("hourly", "daily"):
        return None
    most = (budget.max or budget.amount) * rate
    if budget.basis == "fixed":
        return most / heads
    return most * weeks / float(WEEKS_PER_MONTH) if weeks else most


def hourly_usd(rate: Rate | None, as_of: date | None = None) -> float | None:
    """A person's rate in USD an hour; None if unknown or in a currency without a rate."""
    factor = usd_rate(rate.currency, as_of=as_of) if rate else None
    return rate.hourly * factor if rate and factor else None


def priced(brief: "Brief", column: Callable[[str], "np.ndarray"]) -> "np.ndarray | None":
    """What each person costs in the measure of the budget, fees included; None without one."""
    hourly, share = column("hourly_usd"), column("fee_share")
    cost: np.ndarray | None = None
    if brief.hourly_usd is not None:
        cost = hourly * (1 + share)
    elif brief.total_usd is not None and brief.hours is not None:
        cost = hourly * brief.hours * (1 + share) + column("fee_once")
    return cost


def all_in(profile: TalentProfile, hourly: float, hours: float) -> float:
    """What the work costs at that rate through the profile's source, fees included, in USD."""
    return source_terms(profile.source, profile.vendor).total(hourly * hours)

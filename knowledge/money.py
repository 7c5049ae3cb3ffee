"""Money: dated exchange rates, the total of a budget in USD, and amounts as people write them."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from knowledge.fields import Budget
from knowledge.seed import exchange_rates

HOURS_PER_WEEK = 40
HOURS_PER_DAY = 8
WEEKS_PER_MONTH = Decimal(52) / 12


@dataclass(frozen=True)
class Total:
    """The upper end of what a request may cost, in USD, or None; what was assumed, in sentences."""

    usd: float | None
    assumptions: tuple[str, ...] = ()


def usd_rate(currency: str, *, as_of: date | None = None) -> float | None:
    """USD for one unit of the currency, at the rates of the day; None where it is not listed."""
    return _rate(currency.upper(), as_of.isoformat() if as_of else "9999")


@cache
def _rate(currency: str, day: str) -> float | None:
    tables = exchange_rates().tables
    dated = [table for table in tables if table.effective_from.isoformat() <= day] or tables[:1]
    return 1.0 if currency == "USD" else dated[-1].usd_per_unit.get(currency)


def in_currency(usd: float, currency: str, *, as_of: date | None = None) -> float:
    """An amount of USD in another currency, whole; the amount itself where none is listed."""
    return float(round(usd / (usd_rate(currency, as_of=as_of) or 1.0)))


def converted(usd: float, currency: str, *, as_of: date | None = None) -> str:
    """A price in USD for whoever counts in another currency: `about €6,481`; in USD as it is."""
    if usd_rate(currency, as_of=as_of) is None or currency == "USD":
        return format_money(round(usd))
    return f"about {format_money(in_currency(usd, currency, as_of=as_of), currency)}"


def usd_total(
    budget: Budget | None,
    duration_weeks: float | None,
    hours_per_week: float | None = None,
    headcount: int | None = None,
    *,
    as_of: date | None = None,
) -> Total:
    """The whole cost at the budget's upper end; `usd` is None while something needed is unknown."""
    if budget is None:
        return Total(None)
    rate = usd_rate(budget.currency, as_of=as_of)
    if rate is None:
        return Total(None, (f"There is no exchange rate for {budget.currency} in the table.",))
    units = _units(budget.basis, duration_weeks, hours_per_week, headcount or 1)
    if units is None:
        return Total(None, ("The total needs the duration in weeks.",))
    count, assumptions = units
    usd = Decimal(str(budget.max or budget.amount)) * Decimal(str(rate)) * count
    if rate != 1.0:
        assumptions += (f"1 {budget.currency} is taken as {rate:g} USD.",)
    return Total(float(usd.quantize(Decimal("0.01"), ROUND_HALF_UP)), assumptions)


def _units(
    basis: str, weeks: float | None, hours: float | None, heads: int
) -> tuple[Decimal, tuple[str, ...]] | None:
    if basis == "fixed":
        return Decimal(1), ("A fixed budget is for the whole request.",)
    if weeks is None:
        return None
    people = () if heads == 1 else (f"The rate is for each of {heads} people.",)
    span = Decimal(str(weeks)) * heads
    if basis == "retainer":
        return span / WEEKS_PER_MONTH, ("A retainer is paid by the month.", *people)
    said = () if hours else (f"{HOURS_PER_WEEK} hours a week, as nothing else was said.",)
    worked = span * Decimal(str(hours or HOURS_PER_WEEK))
    return (worked if basis == "hourly" else worked / HOURS_PER_DAY), (*said, *people)


def day_rate_usd(budget: Budget | None, *, as_of: date | None = None) -> float | None:
    """The upper end of a rate by the hour or day, as USD a day of eight hours; else None."""
    if budget is None or budget.basis not in ("hourly", "daily"):
        return None
    rate = usd_rate(budget.currency, as_of=as_of)
    if rate is None:
        return None
    hours = HOURS_PER_DAY if budget.basis == "hourly" else 1
    return round((budget.max or budget.amount) * rate * hours, 2)


def told_in(usd: float, currency: str, *, as_of: date | None = None) -> str:
    """Dollars in the currency that somebody thinks in: `€12,000 (about $13,920)`."""
    rate, dollars = usd_rate(currency, as_of=as_of), format_money(usd)
    if currency == "USD" or not rate:
        return dollars
    return f"{format_money(round(usd / rate), currency)} (about {format_money(round(usd))})"


@lru_cache(10_000)
def format_money(amount: float, currency: str = "USD") -> str:
    """The amount as people write it: `$8,000`, `€1,250.50`, `900 CHF`; cents only if there are."""
    from babel.numbers import format_currency, get_currency_symbol

    digits = "#,##0" if float(amount).is_integer() else "#,##0.00"
    signed = get_currency_symbol(currency, locale="en_US") != currency
    pattern = f"¤{digits}" if signed else f"{digits} ¤"
    return format_currency(amount, currency, pattern, locale="en_US", currency_digits=False)

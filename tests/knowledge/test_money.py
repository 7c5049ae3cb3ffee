"""What a request may cost, and how amounts are written."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.fields import Basis, Budget
from knowledge.money import day_rate_usd, format_money, usd_rate, usd_total

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("budget", "weeks", "hours", "heads", "usd"),
    [
        (Budget(amount=8000), 3, None, 1, 8000),
        (Budget(amount=6000, max=8000), 3, None, 1, 8000),
        (Budget(amount=8000), None, None, 4, 8000),
        (Budget(amount=50, basis="hourly"), 4, None, 1, 8000),
        (Budget(amount=50, basis="hourly"), 4, 10, 2, 4000),
        (Budget(amount=500, basis="daily"), 2, None, 1, 5000),
        (Budget(amount=500, basis="daily"), 2, 16, 1, 2000),
        (Budget(amount=3000, basis="retainer"), 26, None, 1, 18000),
        (Budget(amount=1000, currency="EUR"), 1, None, 1, 1160),
        (Budget(amount=50, basis="hourly"), None, None, 1, None),
        (Budget(amount=50, currency="XXX"), 1, None, 1, None),
        (None, 3, None, 1, None),
    ],
)
def test_the_total_is_the_upper_end_over_the_whole_time_and_everybody(
    budget: Budget | None, weeks: float | None, hours: float | None, heads: int, usd: float | None
) -> None:
    assert usd_total(budget, weeks, hours, heads, as_of=DAY).usd == usd


def test_what_was_assumed_is_said() -> None:
    told = usd_total(Budget(amount=50, currency="GBP", basis="hourly"), 2, None, 3, as_of=DAY)
    assert told.assumptions == (
        "40 hours a week, as nothing else was said.",
        "The rate is for each of 3 people.",
        "1 GBP is taken as 1.34 USD.",
    )


def test_rates_are_those_of_the_day() -> None:
    days = (date(2020, 1, 1), date(2026, 2, 28), date(2026, 3, 1), DAY)
    assert [usd_rate("eur", as_of=day) for day in days] == [1.05, 1.05, 1.15, 1.16]
    assert usd_rate("EUR") == 1.16
    assert usd_rate("USD", as_of=DAY) == 1


@pytest.mark.parametrize(
    ("budget", "rate"),
    [
        (Budget(amount=100, basis="hourly"), 800),
        (Budget(amount=700, max=900, basis="daily"), 900),
        (Budget(amount=8000), None),
        (Budget(amount=100, currency="XXX", basis="hourly"), None),
        (None, None),
    ],
)
def test_a_day_rate_is_known_only_where_time_is_paid(
    budget: Budget | None, rate: float | None
) -> None:
    assert day_rate_usd(budget, as_of=DAY) == rate


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (8000, "USD", "$8,000"),
        (8000.5, "USD", "$8,000.50"),
        (10000.01, "USD", "$10,000.01"),
        (1250, "EUR", "€1,250"),
        (90, "GBP", "£90"),
        (0, "USD", "$0"),
        (1000000, "JPY", "¥1,000,000"),
        (900, "CHF", "900 CHF"),
        (5, "XXX", "¤5"),
    ],
)
def test_amounts_are_written_as_people_write_them(amount: float, currency: str, text: str) -> None:
    assert format_money(amount, currency) == text


@given(
    amount=st.floats(0.01, 1e6),
    weeks=st.floats(0.1, 52),
    hours=st.floats(1, 60),
    heads=st.integers(1, 20),
    basis=st.sampled_from(("fixed", "hourly", "daily", "retainer")),
)
@settings(max_examples=100, deadline=None)
def test_more_time_or_people_never_cost_less(
    amount: float, weeks: float, hours: float, heads: int, basis: Basis
) -> None:
    budget = Budget(amount=amount, basis=basis)
    less = usd_total(budget, weeks, hours, heads).usd
    more = usd_total(budget, weeks * 2, hours, heads + 1).usd
    assert less is not None
    assert more is not None
    assert more >= less >= 0

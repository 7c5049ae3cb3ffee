"""What is filled into the modal is what the request then says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.slack.blocks.modals import fill_modal
from integrations.slack.fields_form import read_budget, read_form
from knowledge.errors import BadInput
from knowledge.fields import Budget

CENTS = st.integers(1, 10**11).map(lambda cents: cents / 100)
BUDGETS = st.builds(
    lambda low, more, currency, basis: Budget(
        amount=low, max=round(low + more, 2) if more else None, currency=currency, basis=basis
    ),
    CENTS.filter(lambda amount: amount < 5e8),
    st.none() | st.integers(1, 10**8),
    st.sampled_from(("USD", "EUR", "CHF")),
    st.sampled_from(("fixed", "hourly", "daily", "retainer")),
)


def filled(name: str, value: str) -> dict[str, Any]:
    return {name: {"value": {"value": value}}}


@given(BUDGETS)
def test_a_budget_that_is_shown_and_sent_back_is_the_same(budget: Budget) -> None:
    view = fill_modal({"fields": {"budget": budget.model_dump()}}, {}, ["budget"]).to_dict()
    shown = view["blocks"][-1]["element"]["initial_value"]
    assert Budget(**read_budget(shown)) == budget


@pytest.mark.parametrize(
    ("said", "amount", "high"),
    [
        ("$8k", 8000, None),
        ("8 000 EUR", 8000, None),
        ("8.000", 8000, None),
        ("1,250.50 USD", 1250.5, None),
        ("1.250,50 EUR", 1250.5, None),
        ("6,000 to 8,000", 6000, 8000),
        ("0.5k", 500, None),
        ("6-8k", 6000, 8000),
        ("between 6 and 8k EUR", 6000, 8000),
        ("6000 to 8k", 6000, 8000),
        ("about £1.5k in total", 1500, None),
    ],
)
def test_money_is_read_as_people_write_it(said: str, amount: float, high: float | None) -> None:
    read = read_budget(said)
    assert (read["amount"], read["max"]) == (amount, high)


@pytest.mark.parametrize(
    ("said", "currency", "basis"),
    [
        ("$50/h", "USD", "hourly"),
        ("£45 an hour", "GBP", "hourly"),
        ("450 eur/d", "EUR", "daily"),
        ("450 € per day", "EUR", "daily"),
        ("2,000 CHF a month", "CHF", "retainer"),
    ],
)
def test_a_rate_is_read_with_its_currency(said: str, currency: str, basis: str) -> None:
    read = read_budget(said)
    assert (read["currency"], read["basis"]) == (currency, basis)


@pytest.mark.parametrize(
    "said",
    [
        *("", "a lot", "0", "1.23.4", "1.2345.6", "1 to 2 to 3", "450 GBP a week", "5000 XYZ"),
        *("8000 by Friday", "8k holiday campaign", "5k this year", "-500", "0 to 5k"),
    ],
)
def test_what_is_no_amount_is_told_how_to_write_one(said: str) -> None:
    with pytest.raises(BadInput, match="Write it like"):
        read_budget(said)


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("headcount", "nan", "It takes a whole number of people from 1 to 100."),
        ("headcount", "two", "It takes a whole number of people from 1 to 100."),
        ("duration_weeks", "inf", "It takes a number of weeks over 0, up to 520."),
        ("start_date", "soon", "It takes a day like 2026-12-01."),
        ("urgency", "very", "It takes one of: low, normal, high."),
    ],
)
def test_a_wrong_value_is_told_in_words_under_its_field(name: str, said: str, told: str) -> None:
    changes, errors = read_form(filled(name, said))
    assert changes == {}
    assert errors == {name: told}


def test_numbers_dates_and_lists_become_what_the_fields_hold() -> None:
    values = filled("headcount", "2") | filled("duration_weeks", "2.5")
    values |= filled("start_date", "2026-12-01") | filled("deliverables", "• A logo\n\n- A guide")
    assert read_form(values) == (
        {
            "headcount": 2,
            "duration_weeks": 2.5,
            "start_date": "2026-12-01",
            "deliverables": ["A logo", "A guide"],
        },
        {},
    )

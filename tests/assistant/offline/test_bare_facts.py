"""A bare number, day or name in a list of facts is read as what it can only be."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]
UNITS = ("Marketing", "Product & Engineering", "Customer Care", "Operations", "Finance")


@pytest.mark.parametrize("asked", [("budget",), ("headcount", "budget"), ("hours_per_week",)])
@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("from 7 of december", "2026-12-07"),
        ("start on 1. december", "2026-12-01"),
        ("from January 4th", "2027-01-04"),
        ("4 jan", "2027-01-04"),
    ],
)
def test_the_number_of_a_day_is_no_money_and_no_people(
    read: Read, said: str, day: str, asked: tuple[str, ...]
) -> None:
    assert read(said, asked=asked).fields == {"start_date": day}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("react dev 6 wks 12k 11 jan, rebuild store finder", {"start_date": "2027-01-11"}),
        ("photographer, start 7 dec product shots, 3 weeks",
         {"start_date": "2026-12-07", "deliverables": ["product shots"]}),
        ("need a copywriter for 4 weeks, start on 1. december, 3000 EUR",
         {"start_date": "2026-12-01"}),
        ("HR coordinator goes on parental leave from January, we need somebody to cover, 4 months",
         {"start_date": "2027-01-01"}),
        ("2 event hosts for our store opening in Hamburg on 6 March, 200 euros a day each",
         {"start_date": "2027-03-06", "deadline": "2027-03-06"}),
        ("designer for the invitations to our opening on 6 March", {"deadline": "2027-03-06"}),
        ("photographer for the last two weeks of January",
         {"start_date": "2027-01-18", "duration_weeks": 2}),
        ("photographer, 2 weeks in January + 1 week prep", {"duration_weeks": 3}),
        ("designer three days a week, Bristol, two days in the office, 6 weeks",
         {"location": "hybrid, Bristol", "duration_weeks": 6, "hours_per_week": 24}),
        ("copywriter for product pages, 60 shots, 4000, two weeks",
         {"budget": {"amount": 4000, "currency": "USD", "basis": "fixed"}}),
    ],
)  # fmt: skip
def test_a_first_message_tells_days_lengths_and_a_budget_barely(
    read: Read, said: str, fields: dict[str, Any]
) -> None:
    told = read(said, "none").fields
    assert {name: told.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("We have been looking for a copywriter since two weeks", "duration_weeks"),
        ("tester for SKUs 4711, 4712, 4713, two weeks", "budget"),
        ("copywriter, 2027, two weeks", "budget"),
        ("data analyst to study our conversion rate of 30, 4 weeks", "budget"),
    ],
)
def test_what_only_looks_like_it_is_left_alone(read: Read, said: str, name: str) -> None:
    assert name not in read(said, "none").fields


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("480 euros, a week", {"amount": 480, "currency": "EUR", "basis": "fixed"}),
        ("$900, a month or so", {"amount": 900, "currency": "USD", "basis": "fixed"}),
        ("700 a month", {"amount": 700, "currency": "USD", "basis": "retainer"}),
        ("9 to 3 on Fridays", None),
        ("from 11 to 5, no breaks", None),
        ("two films of 45 s", None),
        ("posters of 60 cm by 90 cm", None),
    ],
)
def test_what_lasts_or_measures_is_neither_a_rate_nor_an_amount(
    read: Read, said: str, told: Any
) -> None:
    assert read(said, asked=("budget", "duration_weeks")).fields.get("budget") == told


@pytest.mark.parametrize("said", ["one post a week", "1 short video a month", "one call a day"])
def test_how_often_a_thing_comes_is_no_length(read: Read, said: str) -> None:
    assert "duration_weeks" not in read(said, asked=("duration_weeks",)).fields


@pytest.mark.parametrize("said", ["no, better the first", "tell me more about the first"])
def test_the_first_is_no_day_by_itself(read: Read, said: str) -> None:
    assert "start_date" not in read(said).fields
    assert read("on the first").fields["start_date"] == "2026-12-01"
    assert read("the first", asked=("start_date",)).fields["start_date"] == "2026-12-01"


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("Customer care is drowning in tickets, we need two agents", "Customer Care"),
        ("Marketing Ops needs an email developer for 4 weeks", "Marketing"),
        ("for the support team not marketing", "Customer Care"),
    ],
)
def test_a_unit_goes_by_its_own_name(read: Read, said: str, unit: str) -> None:
    assert read(said, "none", units=UNITS).fields["business_unit"] == unit


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("we won't share anything confidential", "security_classification", "public"),
        ("don't forget this is confidential", "security_classification", "confidential"),
        ("is no secret datas", "sensitive_data", False),
        ("they work 30 hours", "hours_per_week", 30),
        ("make it march", "start_date", "2027-03-01"),
    ],
)
def test_a_few_words_tell_one_thing(read: Read, said: str, name: str, value: Any) -> None:
    assert read(said).fields == {name: value}


@pytest.mark.parametrize(
    ("said", "skills"),
    [
        ("bookkeeper for month end closing, 6 weeks, 3000 euros, no personal data, Xero and Excel",
         ["Xero", "Microsoft Excel"]),
        ("illustrator for 3 weeks, procreate or illustrator", ["procreate", "Adobe Illustrator"]),
        ("SAP IBP and Excel", ["SAP IBP", "Microsoft Excel"]),
        ("illustrator", None),
    ],
)  # fmt: skip
def test_every_tool_of_a_list_is_a_skill_and_a_trade_is_none(
    read: Read, said: str, skills: list[str] | None
) -> None:
    told = read(said, "none").fields
    named = told.get("skills") or {}
    assert named.get("must") == skills
    assert "systems" not in told


@pytest.mark.parametrize(
    ("said", "field"), [("rate max 85", "budget"), ("start 4 january", "start_date")]
)
def test_a_measure_is_no_scope_though_the_scope_was_asked(
    read: Read, said: str, field: str
) -> None:
    assert read(said, asked=("scope",)).fields.keys() == {field}
    assert "scope" in read("4 weeks of product shots", asked=("scope",)).fields


@pytest.mark.parametrize(
    "said",
    [
        "they see salaries but no customer data",
        "they will see supplier invoices and bank data, no customer data",
    ],
)
def test_what_is_seen_counts_beside_what_is_not(read: Read, said: str) -> None:
    assert read(said, asked=("sensitive_data",)).fields["sensitive_data"] is True


@pytest.mark.parametrize(
    ("said", "amount", "weeks"),
    [
        ("make it 8 weeks and 12,400", 12400, 8),
        ("ok 7200 and three weeks for the editor", 7200, 3),
        ("let's say 2 months and 15,000 then", 15000, 9),
        ("it takes 10 days and costs 1,800", 1800, 2),
    ],
)
def test_an_amount_that_is_joined_to_a_length_needs_no_currency(
    read: Read, said: str, amount: int, weeks: float
) -> None:
    told = read(said).fields
    assert (told["budget"]["amount"], told["duration_weeks"]) == (amount, weeks)


@pytest.mark.parametrize(
    "said", ["8 weeks and 300 tickets", "five weeks and 2027", "6 weeks and 12 people"]
)
def test_what_is_counted_beside_a_length_is_no_money(read: Read, said: str) -> None:
    assert "budget" not in read(said).fields

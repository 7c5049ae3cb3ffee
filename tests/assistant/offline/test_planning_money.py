"""What the embedded model plans where somebody speaks of money."""

from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from tests.assistant.offline.planned import DRAFT, Ask, called


def test_a_currency_alone_corrects_the_budget(model: Ask) -> None:
    message = model("sorry, I meant euros not dollars", context="scoping", request=DRAFT)
    budget = called(message)[0][1]["fields"]["budget"]
    assert (budget["amount"], budget["currency"]) == (8000, "EUR")


@pytest.mark.parametrize(
    ("known", "said", "amount"),
    [
        ({"scope": "edit 6 podcast episodes"}, "300 per ep", 1800),
        ({"scope": "edit 6 podcast episodes"}, "budget is 300 per episode, not 300", 1800),
        ({"scope": "edit 6 podcast episodes"}, "280 each", 1680),
        ({"scope": "manuals, ~40k words"}, "12 cents a word", 4800),
        ({"scope": "manuals, 40,000 words"}, "0.12 per word", 4800),
        ({"deliverables": ["25 product texts"]}, "40 a text", 1000),
        ({"deliverables": ["30 photos"], "headcount": 2}, "400 each", 800),
    ],
)
def test_a_price_a_piece_is_paid_for_as_many_as_the_request_counts(
    model: Ask, known: dict[str, Any], said: str, amount: float
) -> None:
    draft = {**DRAFT, "fields": {"role": "freelancer", **known}, "missing": ["budget"]}
    ((_, args),) = called(model(said, context="scoping", request=draft, asked=["budget"]))
    assert args["fields"].keys() == {"budget"}
    assert (args["fields"]["budget"]["amount"], args["fields"]["budget"]["basis"]) == (
        amount, "fixed",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("can we start a week later?", {"start_date": "2026-12-08"}),
        ("start 3 days earlier", {"start_date": "2026-11-28"}),
        ("make it two weeks longer", {"duration_weeks": 5.0}),
        ("one week shorter please", {"duration_weeks": 2.0}),
        ("extend it by 2 weeks", {"duration_weeks": 5.0}),
        ("one more person", {"headcount": 2}),
    ],
)
def test_what_is_told_by_how_much_is_counted_from_what_was_said(
    model: Ask, said: str, changed: dict[str, Any]
) -> None:
    known = {"start_date": "2026-12-01", "duration_weeks": 3.0, "headcount": 1}
    record = {**DRAFT, "fields": DRAFT["fields"] | known}
    ((name, args),) = called(model(said, context="scoping", request=record))
    assert (name, args["fields"]) == ("update_request", changed)


@pytest.mark.parametrize(
    ("said", "amount"),
    [("add 2000 to the budget", 10_000), ("raise the budget by 10%", 8_800), ("pounds!", 8_000)],
)
def test_a_budget_moves_by_an_amount_a_share_or_a_currency(
    model: Ask, said: str, amount: float
) -> None:
    ((_, args),) = called(model(said, context="scoping", request=DRAFT))
    assert args["fields"]["budget"]["amount"] == amount


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("not 8k, 8.5", 8500),
        ("8k is too much, 6", 6000),
        ("9,000, not 8,000", 9000),
        ("actually make that 7.5", 7500),
        ("still too high, make it 5.5", 5_500),
        ("hm, way too expensive - make it 6.5", 6_500),
    ],
)
def test_a_bare_number_takes_the_place_of_the_amount_it_is_set_against(
    model: Ask, said: str, amount: float
) -> None:
    ((_, args),) = called(model(said, context="scoping", request=DRAFT, asked=["scope"]))
    assert args["fields"] == {
        "budget": {"amount": amount, "max": None, "currency": "USD", "basis": "fixed"}
    }


@pytest.mark.parametrize(
    "said", ["not 5k, 5.5", "make it 3", "version 2.1, not 2.0", "not 8k, 120"]
)
def test_a_number_that_is_no_amount_of_this_request_leaves_the_budget_alone(
    model: Ask, said: str
) -> None:
    fields = [args.get("fields", {}) for _, args in called(model(said, request=DRAFT))]
    assert not any("budget" in one for one in fields)


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("make it 2 people, 3k each", 6000),
        ("2 people at $250 a head", 500),
        ("2 people, $90 an hour each", 90),
        ("2 people, 4 banners, 200 each", 800),
    ],
)
def test_a_fixed_price_for_each_person_is_the_budget_for_all(
    model: Ask, said: str, amount: float
) -> None:
    ((_, args), *_) = called(model(said, context="scoping", request=DRAFT, asked=["budget"]))
    assert args["fields"]["budget"]["amount"] == amount


def test_a_free_answer_is_not_what_only_moves_a_field(model: Ask) -> None:
    record = {**DRAFT, "fields": DRAFT["fields"] | {"duration_weeks": 3.0}}
    ((_, args),) = called(model("add a week", context="scoping", request=record, asked=["scope"]))
    assert args["fields"] == {"duration_weeks": 4.0}


POUNDS = {
    **DRAFT,
    "fields": DRAFT["fields"] | {"budget": {**DRAFT["fields"]["budget"], "currency": "GBP"}},
}


@pytest.mark.parametrize(
    ("said", "currency"),
    [("make it 9k", "GBP"), ("make it $9k", "USD"), ("9k dollars", "USD"), ("budget 9k €", "EUR")],
)
def test_an_amount_keeps_the_currency_of_the_budget_it_changes(
    model: Ask, said: str, currency: str
) -> None:
    ((_, args),) = called(model(said, context="scoping", request=POUNDS, asked=["budget"]))
    budget = args["fields"]["budget"]
    assert (budget["amount"], budget["currency"]) == (9000, currency)


RATED = {
    **DRAFT,
    "fields": DRAFT["fields"] | {"budget": {"amount": 1250, "currency": "USD", "basis": "daily"}},
}


@pytest.mark.parametrize(
    ("said", "basis"),
    [
        ("ok 1,150", "daily"),
        ("1,150 in total", "fixed"),
        ("ok 9,000", "fixed"),
        ("$140 an hour", "hourly"),
    ],
)
def test_an_amount_said_alone_is_paid_as_the_one_like_it_before(
    model: Ask, said: str, basis: str
) -> None:
    ((_, args),) = called(model(said, context="scoping", request=RATED, asked=["budget"]))
    assert args["fields"]["budget"]["basis"] == basis


BY_HOUR = {"amount": 65, "max": None, "currency": "EUR", "basis": "hourly"}


@pytest.mark.parametrize(
    ("said", "known", "rate", "hours"),
    [
        ("$50 an hour, not more than 5k in total", {}, (50, "hourly"), 25.0),
        ("400 euros a day, 6,000 max", {}, (400, "daily"), 30.0),
        ("budget cap 5.2k", {"budget": BY_HOUR}, (65, "hourly"), 20.0),
        ("7k, and 70/hr", {"budget": BY_HOUR}, (70, "hourly"), 25.0),
        ("$20 an hour, up to 5k", {}, (20, "hourly"), None),
        ("$50 an hour, at most 5k", {"hours_per_week": 20}, (50, "hourly"), None),
        ("$50 an hour, at most 5k", {"hours_per_week": 30}, (5000, "fixed"), None),
        ("$50 an hour, capped at 5k", {"arrangement": ["full_time"]}, (5000, "fixed"), None),
    ],
)
def test_a_rate_within_a_total_is_paid_for_as_many_hours_as_the_total_covers(
    model: Ask, said: str, known: dict[str, Any], rate: tuple[float, str], hours: float | None
) -> None:
    record = {**DRAFT, "fields": {"role": "Data analyst", "duration_weeks": 4, **known}}
    ((_, args),) = called(model(said, context="scoping", request=record, asked=["budget"]))
    budget = args["fields"]["budget"]
    assert (budget["amount"], budget["basis"]) == rate
    assert args["fields"].get("hours_per_week") == hours


def test_a_limit_told_before_the_length_counts_once_the_length_is_told(model: Ask) -> None:
    record = {**DRAFT, "fields": {"role": "Data analyst", "budget": BY_HOUR}}
    said = [HumanMessage("€65 an hour, max 5,200 in total")]
    ((_, args),) = called(model("5 weeks", before=said, context="scoping", request=record))
    assert (args["fields"]["hours_per_week"], args["fields"]["budget"]["amount"]) == (16.0, 65)


@pytest.mark.parametrize(
    ("said", "weeks"),
    [("from 30 November to 2 December", 0.6), ("14 to 17 December", 0.8), ("1 to 14 December", 2)],
)
def test_fewer_days_than_a_working_week_are_counted(model: Ask, said: str, weeks: float) -> None:
    ((_, args),) = called(model(said, context="scoping", request=DRAFT))
    assert args["fields"]["duration_weeks"] == weeks


@pytest.mark.parametrize(
    "said", ["ok and what does it cost in all?", "what will it come to in the end, all together?"]
)
def test_what_it_costs_in_all_is_answered_from_the_request(model: Ask, said: str) -> None:
    calls = called(model(said, context="scoping", request=DRAFT))
    assert ("show_request", {"request_id": "REQ-1"}) in calls


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("budget -500 euros", "over 0"),
        ("the budget is minus 2,000 dollars", "over 0"),
        ("set it to -£300", "over 0"),
        ("budget: -4k", "over 0"),
        ("budget 99999999999999 euros", "out of range"),
        ("the budget is $5,000,000,000", "out of range"),
        ("reduce the budget by 20k", "leave nothing"),
        ("reduce the budget by 8000", "leave nothing"),
        ("cut the budget by 100%", "leave nothing"),
    ],
)
def test_a_budget_that_cannot_be_changes_nothing_and_is_said_to_be_so(
    model: Ask, said: str, why: str
) -> None:
    message = model(said, context="scoping", request=DRAFT)
    assert called(message) == []
    assert why in message.text


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("reduce the budget by 2k", 6000), ("cut the budget by 50%", 4000),
        ("budget - 5000 dollars", 5000), ("the budget is 4-6k", 4000),
        ("budget: $900,000,000", 9e8),
    ],
)  # fmt: skip
def test_a_dash_and_a_smaller_cut_are_no_reason_to_refuse(
    model: Ask, said: str, amount: float
) -> None:
    message = model(said, context="scoping", request=DRAFT)
    assert called(message)[0][1]["fields"]["budget"]["amount"] == amount

"""What is said beside what is known moves, renumbers or exchanges exactly that."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from assistant.offline.planning import next_calls
from assistant.offline.remembered import read_turn
from assistant.offline.understanding.reader import Understanding
from tests.assistant.offline.planned import DRAFT, Ask, called

FIXED = {"amount": 8000, "max": None, "currency": "USD", "basis": "fixed"}
HOURLY = {"amount": 30, "max": None, "currency": "EUR", "basis": "hourly"}
KNOWN: dict[str, Any] = {
    "role": "brand designer",
    "scope": "product texts, English to German",
    "skills": {"must": ["Figma", "Salesforce"], "nice": ["Kotlin"], "excluded": []},
    "systems": ["Salesforce"],
    "deliverables": ["10 illustrations", "Salesforce report"],
    "acceptance_criteria": ["signed off by Bristol"],
    "budget": FIXED,
    "duration_weeks": 6,
    "hours_per_week": 24,
    "start_date": "2026-12-07",
    "deadline": "2027-01-20",
    "headcount": 2,
    "location": "remote, Bristol",
    "language": "English, German",
}


def room(**over: Any) -> dict[str, Any]:
    """A draft that tells all of this."""
    return {**DRAFT, "fields": KNOWN | over, "origins": dict.fromkeys(KNOWN, "said")}


def changed(model: Ask, said: str, **over: Any) -> dict[str, Any]:
    """What the only call of a message writes into the request, or empties."""
    ((name, args),) = called(model(said, context="scoping", request=room(**over)))
    assert name == "update_request"
    return {**args["fields"], **dict.fromkeys(args.get("clear", ()))}


def after(*said: str, **over: Any) -> dict[str, Any]:
    """What the last of some messages writes into the request."""
    state = {"now": "2026-11-18T09:00:00-08:00", "context": "scoping", "request": room(**over)}
    told = [SystemMessage("STATE " + json.dumps(state))]
    _, (call,) = next_calls(read_turn([*told, *map(HumanMessage, said)]))
    return dict(call.args["fields"])


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("push it 2 weeks", {"start_date": "2026-12-21"}),
        ("push start 1 week", {"start_date": "2026-12-14"}),
        ("start 1 wk later", {"start_date": "2026-12-14"}),
        ("it is possible to begin one week before?", {"start_date": "2026-11-30"}),
        ("push the deadline by a week", {"deadline": "2027-01-27"}),
        ("we need it two weeks earlier", {"start_date": "2026-11-23", "deadline": "2027-01-06"}),
        ("shift everything by two weeks", {"start_date": "2026-12-21", "deadline": "2027-02-03"}),
        ("2 wks longer", {"duration_weeks": 8}),
        ("make it 6 wks", {"duration_weeks": 6}),
        ("a day less per week", {"hours_per_week": 16}),
        ("make that 2 days", {"hours_per_week": 16}),
        ("make it part time 20 hours", {"hours_per_week": 20}),
    ],
)
def test_a_step_moves_the_dates_the_length_or_the_week_that_it_names(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    assert changed(model, said) == fields


@pytest.mark.parametrize(
    ("said", "weeks", "weekly", "fields"),
    [
        ("60 hours in total", 3, None, {"hours_per_week": 20}),
        ("10 lessons of 90 minutes", 5, None, {"hours_per_week": 3}),
        ("all in all 60 hours", None, 20, {"duration_weeks": 3}),
        ("60 hours max", None, None, {"duration_weeks": 1.5}),
        ("I need 15 hours then", None, None, {"duration_weeks": 0.375}),
        ("rather 4-5 h", None, None, {"duration_weeks": 0.125}),
        ("40 hours spread over 8 weeks", None, None, {"duration_weeks": 8, "hours_per_week": 5}),
    ],
)
def test_hours_of_the_whole_work_are_told_by_its_length_and_its_week(
    model: Ask, said: str, weeks: float | None, weekly: float | None, fields: dict[str, Any]
) -> None:
    known = {"budget": HOURLY, "duration_weeks": weeks, "hours_per_week": weekly}
    told = changed(model, said, **known, start_date=None, deadline=None)
    assert {name: told.get(name) for name in fields} == fields


def test_another_total_of_hours_takes_the_place_of_the_one_before() -> None:
    open_days = {"budget": HOURLY, "hours_per_week": None, "deadline": None}
    told = after("10 hours in total", "sorry, 12 hours in total", duration_weeks=0.25, **open_days)
    assert told == {"duration_weeks": 0.3}


@pytest.mark.parametrize(
    ("said", "role", "scope"),
    [
        ("it is for 80 people", "event host", "dinner speech, for 80 people"),
        ("an audience of about 200", "speaker", "an audience of about 200"),
        ("25 participants", "safety trainer", "25 participants"),
        ("it is a class of twelve people", "language tutor", "twelve people"),
        ("it's for our team of 9", "copywriter", "for our team of 9"),
    ],
)
def test_for_how_many_the_work_is_done_is_part_of_it(
    model: Ask, said: str, role: str, scope: str
) -> None:
    told = changed(model, said, role=role, scope="dinner speech", headcount=None)
    assert set(told) == {"scope"}
    assert told["scope"].endswith(scope)


@pytest.mark.parametrize(
    ("first", "then", "scope"),
    [
        (
            "need a tutor for 6 people",
            "basics of spreadsheets",
            "basics of spreadsheets, for 6 people",
        ),
        (
            "a trainer, 12 participants",
            "teach our shop staff to give feedback",
            "teach our shop staff to give feedback, 12 participants",
        ),
    ],
)
def test_for_how_many_the_work_is_done_waits_until_the_work_is_told(
    model: Ask, first: str, then: str, scope: str
) -> None:
    ((_, opened),) = called(model(first))
    assert "scope" not in opened["fields"]
    record = {**DRAFT, "fields": {"role": opened["fields"]["role"]}}
    told = {"context": "scoping", "request": record, "asked": ["scope", "deliverables"]}
    ((_, args),) = called(model(then, before=[HumanMessage(first)], **told))
    assert args["fields"] == {"scope": scope}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("make it 90 people", {"scope": "quiz for 90 people"}),
        ("sorry, about a hundred guests", {"scope": "quiz for 100 people"}),
        ("we need 2 people", {"headcount": 2}),
    ],
)
def test_more_of_those_served_are_no_more_people_wanted(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    known = {"role": "event host", "scope": "quiz for 80 people", "headcount": 1}
    told = changed(model, said, **known, deliverables=[])
    assert told == fields


def test_the_length_is_meant_where_no_days_of_a_week_are_known(model: Ask) -> None:
    assert changed(model, "make it 3 days", hours_per_week=None) == {"duration_weeks": 0.6}


@pytest.mark.parametrize(
    ("said", "known", "amount", "basis"),
    [
        ("500 more", FIXED, 8500, "fixed"),
        ("budget 20 % less", FIXED, 6400, "fixed"),
        ("+10% budget", FIXED, 8800, "fixed"),
        ("make it 3k5", FIXED, 3500, "fixed"),
        ("each gets 1200", FIXED, 2400, "fixed"),
        ("25 is the maximum", HOURLY, 25, "hourly"),
        ("actually the rate should be 30", FIXED, 30, "hourly"),
        ("rate max 220", {**HOURLY, "amount": 240, "basis": "daily"}, 220, "daily"),
    ],
)
def test_an_amount_is_read_beside_the_one_that_is_known(
    model: Ask, said: str, known: dict[str, Any], amount: float, basis: str
) -> None:
    budget = changed(model, said, budget=known)["budget"]
    told = (budget["amount"], budget["basis"], budget["currency"])
    assert told == (amount, basis, known["currency"])


def test_a_price_a_piece_holds_for_another_number_of_pieces() -> None:
    said = "illustrator for 10 illustrations, 150 dollars each", "make it 12 illustrations"
    budget = after(*said, budget={**FIXED, "amount": 1500})["budget"]
    assert budget["amount"] == 1800


@pytest.mark.parametrize(("said", "amount"), [("$8,000 for it", 6900), ("8000 for it", 8000)])
def test_only_an_amount_in_a_currency_that_was_said_is_reckoned_in_another(
    said: str, amount: float
) -> None:
    budget = after(said, "budget in euros please")["budget"]
    assert (budget["amount"], budget["currency"]) == (amount, "EUR")


@pytest.mark.parametrize(
    ("before", "said", "fields"),
    [
        ("7 dec", "no wait 14", {"start_date": "2026-12-14"}),
        ("6 weeks", "no, 8", {"duration_weeks": 8}),
        ("2 of them", "sorry, 3", {"headcount": 3}),
        ("no", "hmm yes it is", {"sensitive_data": True}),
        ("Correction: 6 weeks", "four was right", {"duration_weeks": 4}),
        ("make it 2 people", "my mistake, three was right, but 450 per day",
         {"headcount": 3, "budget": {"amount": 450, "currency": "USD", "basis": "daily"}}),
    ],
)  # fmt: skip
def test_a_second_thought_is_about_what_was_said_just_before(
    before: str, said: str, fields: dict[str, Any]
) -> None:
    assert after(before, said, sensitive_data=False) == fields


@pytest.mark.parametrize(
    ("first", "then", "weeks"),
    [
        ("make it 4 sprints", "two weeks", 8),
        ("it would be five sprints", "a sprint is 3 weeks", 15),
        ("2 sprints", "3 weeks each", 6),
        ("make it 4 sprints", "five weeks in total", 5),
    ],
)
def test_the_length_of_a_sprint_answers_how_long_so_many_take(
    first: str, then: str, weeks: float
) -> None:
    assert after(first, then) == {"duration_weeks": weeks}


@pytest.mark.parametrize(
    ("month", "then", "day"),
    [
        ("jan", "11th", "2027-01-11"),
        ("in March", "the 15th please", "2027-03-15"),
        ("mid february", "on the 9th", "2027-02-09"),
    ],
)
def test_a_bare_day_is_of_the_month_that_was_told(month: str, then: str, day: str) -> None:
    assert after(month, then, start_date=f"{day[:8]}01") == {"start_date": day}


def test_a_rate_that_is_renumbered_keeps_its_basis_and_currency() -> None:
    assert after("30/h actually", "nvm 35", budget=HOURLY) == {"budget": {**HOURLY, "amount": 35}}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("not Bristol after all", {"location": "remote"}),
        ("remove Bristol, remote is fine", {"location": "remote"}),
        ("no German after all", {"language": "English"}),
        ("sorry i mean to french, not german",
         {"scope": "product texts, English to French", "language": "English, French"}),
    ],
)  # fmt: skip
def test_a_place_or_language_changes_where_it_stands_and_nowhere_else(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    assert changed(model, said) == fields


@pytest.mark.parametrize(
    ("said", "skills"),
    [
        ("swap figma for sketch", {"must": ["Salesforce", "Sketch"], "nice": ["Kotlin"]}),
        ("change Figma to nice to have", {"must": ["Salesforce"], "nice": ["Kotlin", "Figma"]}),
        ("make Kotlin a must and Figma optional",
         {"must": ["Salesforce", "Kotlin"], "nice": ["Figma"]}),
        ("remove the template skills, only Looker and SQL",
         {"must": ["Looker", "SQL"], "nice": []}),
    ],
)  # fmt: skip
def test_skills_are_swapped_moved_and_cleared_as_they_are_named(
    model: Ask, said: str, skills: dict[str, Any]
) -> None:
    assert changed(model, said)["skills"] == {**skills, "excluded": []}


def test_a_swap_holds_wherever_the_name_stands_and_adds_nothing(model: Ask) -> None:
    told = changed(model, "swap Salesforce for HubSpot")
    assert told["systems"] == ["HubSpot"]
    assert told["skills"]["must"] == ["Figma", "HubSpot"]
    assert told["deliverables"] == ["10 illustrations", "HubSpot report"]
    assert told.keys() == {"systems", "skills", "deliverables"}


def test_an_event_on_one_day_goes_on_for_another_one_that_is_added(model: Ask) -> None:
    day = {"start_date": "2027-03-06", "deadline": "2027-03-06", "duration_weeks": 0.2}
    told = changed(model, "and the 7th of March as well", **day)
    assert (told["start_date"], told["deadline"]) == ("2027-03-06", "2027-03-07")
    assert told["duration_weeks"] == 0.4


def test_moving_nothing_asks_the_rules(model: Ask) -> None:
    said: AIMessage = model("can a freelancer start a week later than approved?", request=room())
    assert [name for name, _ in called(said)] == ["ask_policy"]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("translator, six weeks, no, eight, for €4k, sorry, 5k",
         {"duration_weeks": 8, "budget": {"amount": 5000, "currency": "EUR", "basis": "fixed"}}),
        ("film editor for 2k, make that two and a half thousand",
         {"budget": {"amount": 2500, "currency": "USD", "basis": "fixed"}}),
        ("Copywriter, $50 an hour, no, make it 60, start January 12, no, 19",
         {"budget": {"amount": 60, "currency": "USD", "basis": "hourly"},
          "start_date": "2027-01-19"}),
        ("Copywriter, $50 an hour, no, 5k in total",
         {"budget": {"amount": 5000, "currency": "USD", "basis": "fixed"}}),
        ("We need two testers, no, three, from Monday, sorry, Tuesday",
         {"headcount": 3, "start_date": "2026-11-24"}),
        ("We want a technical writer, 20 hours a week - sorry, 25 hours a week - for 2 months",
         {"hours_per_week": 25, "duration_weeks": 9}),
        ("UX writer from mid January, I mean mid February", {"start_date": "2027-02-15"}),
        ("technical writer by the 12th of January, wait, the 19th", {"deadline": "2027-01-19"}),
    ],
)  # fmt: skip
def test_what_is_put_right_in_the_same_breath_counts_and_keeps_its_unit(
    read: Callable[..., Understanding], said: str, fields: dict[str, Any]
) -> None:
    told = read(said, "none").fields
    assert {name: told.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("I need a designer, no sorry, an illustrator, 4 weeks", "illustrator"),
        ("we are looking for a trainer... or more like a tutor, 4 weeks", "tutor"),
        ("graphic designer, or rather animator, for 3 weeks", "animator"),
    ],
)
def test_of_a_role_that_is_thought_better_of_the_second_is_the_only_one(
    read: Callable[..., Understanding], said: str, role: str
) -> None:
    told = read(said, "none")
    assert (told.fields["role"], told.requests) == (role, ())


@pytest.mark.parametrize(
    "said",
    [
        "designer, 3 weeks, no agency, 5k, no interviews",
        "1) designer for 3 weeks 2) no 3) 5k",
        "designer, 5k, no more than 3 weeks",
        "designer, 5k, 3 weeks, no, 20 hours are not enough",
    ],
)
def test_a_no_between_two_facts_puts_neither_in_place_of_the_other(
    read: Callable[..., Understanding], said: str
) -> None:
    told = read(said, "none").fields
    assert (told["budget"]["amount"], told["duration_weeks"]) == (5000, 3)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("not 24 hours but 20", {"hours_per_week": 20}),
        ("sorry, not 20 hours a week, 30", {"hours_per_week": 30}),
        ("not 6 weeks, 4", {"duration_weeks": 4}),
        ("not two days, only one", {"duration_weeks": 0.2}),
        ("not 7 December but the 14th", {"start_date": "2026-12-14"}),
    ],
)
def test_a_bare_number_in_place_of_a_denied_measure_is_of_the_same_unit(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    assert changed(model, said) == fields


@pytest.mark.parametrize("said", ["make it 6 weeks at 4 days", "only 20 hours a week", "half time"])
def test_full_time_ends_where_fewer_hours_are_said(model: Ask, said: str) -> None:
    told = changed(model, said, arrangement=["full_time", "on_site"])
    assert told["arrangement"] == ["on_site"]


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("he would join our standups", "daily_standups"),
        ("they'd work fixed hours, 9 to 5", "fixed_hours"),
        ("she would use our laptop", "company_equipment"),
    ],
)
def test_a_way_of_working_takes_no_other_out(model: Ask, said: str, more: str) -> None:
    told = changed(model, said, arrangement=["full_time", "on_site"])
    assert told["arrangement"] == ["full_time", "on_site", more]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("can he do two more days for 400 more?", {"duration_weeks": 6.4, "budget": 8400}),
        ("a week longer and 1k more", {"duration_weeks": 7, "budget": 9000}),
        ("10 more hours, 500 more", {"hours_per_week": 25.7, "budget": 8500}),
        ("give him 250 extra", {"budget": 8250}),
        ("and 200 off", {"budget": 7800}),
        ("two days less, 300 less", {"duration_weeks": 5.6, "budget": 7700}),
    ],
)
def test_an_amount_more_or_less_moves_the_budget_with_what_else_is_moved(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    told = changed(model, said)
    amounts = {"budget": told["budget"]["amount"]}
    assert {**{name: told[name] for name in fields}, **amounts} == fields


@pytest.mark.parametrize(
    "said", ["100 more words", "3 more than the last one", "500 more leaflets"]
)
def test_more_of_a_thing_is_no_money(model: Ask, said: str) -> None:
    wrote = called(model(said, context="scoping", request=room()))
    assert all("budget" not in args.get("fields", {}) for _, args in wrote)


@pytest.mark.parametrize(
    ("said", "hours"), [("make it 700 and 8 hours", 8), ("rather 5k and 12 h", 12)]
)
def test_hours_beside_another_amount_are_changed_too(
    read: Callable[..., Understanding], said: str, hours: float
) -> None:
    assert read(said).fields["hours_per_week"] == hours

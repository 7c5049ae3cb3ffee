"""What a message states is read into the fields of a request, and nothing else is."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]


def money(
    amount: float, currency: str = "USD", basis: str = "fixed", **more: Any
) -> dict[str, Any]:
    return {"amount": amount, "currency": currency, "basis": basis, **more}


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("roughly $8k", money(8000)),
        ("€12.000", money(12000, "EUR")),
        ("$6-8k", money(6000, max=8000)),
        ("£450/day", money(450, "GBP", "daily")),
        ("90 an hour", money(90, basis="hourly")),
        ("about 3 grand", money(3000)),
        ("1,5 Mio EUR", money(1_500_000, "EUR")),
        ("between 5,000 and 7,000 dollars", money(5000, max=7000)),
        ("12 000 EUR", money(12000, "EUR")),
        ("CHF 4'500", money(4500, "CHF")),
        ("4k/month", money(4000, basis="retainer")),
        ("not more than 2,500 dollars", money(2500)),
        ("daily rate, not hourly: 600 USD", money(600, basis="daily")),
        ("we can spend £7k-£9,500", money(7000, "GBP", max=9500)),
        ("somewhere between 4k and 6.500 EUR", money(4000, "EUR", max=6500)),
        ("9k to 11000", money(9000, max=11000)),
        ("$7k or 6000 €", money(7000)),
    ],
)
def test_money_is_read_as_people_write_it(read: Read, text: str, budget: dict[str, Any]) -> None:
    assert read(text).fields["budget"] == budget


@pytest.mark.parametrize(
    ("text", "amount", "name", "other"),
    [
        ("set it to 9k and 6 weeks", 9000, "duration_weeks", 6),
        ("We want a tester, 21k and 5 months", 21000, "duration_weeks", 22),
        ("the budget is $7k and 2 people", 7000, "headcount", 2),
        ("€4.000 and 12 illustrations", 4000, "deliverables", ["12 illustrations"]),
        ("6k or 3 weeks, whichever comes first", 6000, "duration_weeks", 3),
    ],
)
def test_an_amount_and_a_count_of_something_else_are_no_range(
    read: Read, text: str, amount: float, name: str, other: Any
) -> None:
    fields = read(text).fields
    assert (fields["budget"]["amount"], "max" in fields["budget"]) == (amount, False)
    assert fields[name] == other


@pytest.mark.parametrize(
    "text",
    [
        "10k followers saw it",
        "the cost code is OPS-3310",
        "book it on project code 4410",
        "our PO number is IT-7704",
        "we have 40 hours for this",
        "last year we paid 5k",
        "in 2027",
        "20% off",
    ],
)
def test_a_number_that_is_no_money_is_no_budget(read: Read, text: str) -> None:
    assert "budget" not in read(text).fields


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("three weeks", 3), ("10 days", 2), ("2 months", 9), ("a fortnight", 2),
        ("half a year", 26), ("a week and a half", 1.5), ("six-week project", 6),
        ("3 to 4 months", 17), ("a year", 52),
        ("actually six weeks, not three", 6), ("let's say four weeks instead of three", 4),
    ],
)  # fmt: skip
def test_lengths_come_out_in_weeks(read: Read, text: str, weeks: float) -> None:
    assert read(text).fields["duration_weeks"] == weeks


@pytest.mark.parametrize(
    "text",
    ["two sprints", "two days a week", "5 years of experience", "2 weeks' notice", "net 30 days"],
)
def test_what_is_no_length_is_not_read_as_one(read: Read, text: str) -> None:
    assert "duration_weeks" not in read(text).fields


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("four sprints of three weeks", 12),
        ("5 two-week sprints", 10),
        ("3 sprints, 2 weeks each", 6),
        ("2 iterations (3 weeks each)", 6),
        ("three phases, each two weeks", 6),
        ("2 x 3-week sprints", 6),
        ("sprints are three weeks, 2 of them", 6),
        ("4 sprints, 8 weeks in total", 8),
        ("two phases, 6 weeks", 6),
    ],
)
def test_stages_of_a_stated_length_take_as_long_as_all_of_them(
    read: Read, text: str, weeks: float
) -> None:
    assert read(text).fields["duration_weeks"] == weeks


@pytest.mark.parametrize("text", ["make it 3 sprints", "make that 4 sprints"])
def test_sprints_count_no_people(read: Read, text: str) -> None:
    understood = read(text)
    assert (understood.fields, bool(understood.sprints)) == ({}, True)


def test_sprints_are_asked_about_rather_than_guessed(read: Read) -> None:
    assert read("two sprints").sprints == "two sprints"


@pytest.mark.parametrize(
    ("text", "start", "deadline"),
    [
        ("from 1 December", "2026-12-01", None),
        ("next Monday", "2026-11-23", None),
        ("mid January to end of March", "2027-01-15", "2027-03-31"),
        ("1-19 December", "2026-12-01", "2026-12-19"),
        ("by Christmas", None, "2026-12-25"),
        ("until Easter", None, "2027-03-28"),
        ("nov 30 til jan 8", "2026-11-30", "2027-01-08"),
        ("she started last Thursday", "2026-11-12", None),
        ("start date: yesterday", "2026-11-17", None),
        ("from three weeks ago", "2026-10-28", None),
        ("work began on Tuesday last week", "2026-11-10", None),
        ("running since last month", "2026-10-01", None),
        ("the numbers from last week", None, None),
        ("their old agency quit a month ago", None, None),
        ("end of Q1 at the latest", None, "2027-03-31"),
        ("starts Dec 1st, ends Dec 18th", "2026-12-01", "2026-12-18"),
        ("needs to be live by 15.02.2027", None, "2027-02-15"),
        ("kick-off on 3/1/2027", "2027-03-01", None),
        ("right after New Year, on 4 January", "2027-01-04", None),
        ("start was 1 Dec, now it's 8 Dec", "2026-12-08", None),
        ("Make that mid-January rather than early January", "2027-01-15", None),
        ("to cover the desk over Christmas", None, None),
    ],
)
def test_dates_are_told_apart_and_taken_from_today(
    read: Read, text: str, start: str | None, deadline: str | None
) -> None:
    fields = read(text).fields
    assert (fields.get("start_date"), fields.get("deadline")) == (start, deadline)


def test_a_slash_date_follows_the_persons_part_of_the_world(read: Read) -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from assistant.offline.understanding.reader import understand

    here = datetime(2026, 11, 18, 9, tzinfo=ZoneInfo("Europe/London"))
    there = understand("start on 3/2/2027", context="scoping", now=here).fields["start_date"]
    assert (there, read("start on 3/2/2027").fields["start_date"]) == ("2027-02-03", "2027-03-02")


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("not Berlin, remote", "location", "remote"),
        ("London or Bristol", "location", "London or Bristol"),
        ("must speak German", "language", "German"),
        ("Twelve support agents", "headcount", 12),
        ("Bill it to Marketing please", "business_unit", "Marketing"),
        ("We are in Marketing but Product pays", "business_unit", "Product & Engineering"),
        ("it comes out of Daniel's budget", "budget_owner", "daniel.brandt@calderfinch.example"),
        ("strictly confidential", "security_classification", "confidential"),
        ("it should be internal, not public", "security_classification", "internal"),
        ("no customer data", "sensitive_data", False),
        ("they will see customer names", "sensitive_data", True),
        ("access to our repo and Jira", "systems", ["repo", "Jira"]),
        ("no production access, only GitHub", "systems", ["GitHub"]),
        ("no rush", "urgency", "low"),
        ("we need it ASAP", "urgency", "high"),
        ("full-time and on site", "arrangement", ["full_time", "on_site"]),
        ("Not Fiverr please, rather Toptal", "channel", "toptal"),
        ("time and materials", "billing_model", "hourly"),
        ("20h/week", "hours_per_week", 20),
        ("done when all tests pass", "acceptance_criteria", ["all tests pass"]),
        ("to migrate our blog to Webflow", "scope", "migrate our blog to Webflow"),
    ],
)
def test_every_other_field_is_read(read: Read, text: str, name: str, value: Any) -> None:
    assert read(text).fields[name] == value


def test_skills_are_filed_by_what_is_said_of_them(read: Read) -> None:
    said = "must know Figma, nice to have After Effects, no Sketch"
    assert read(said).fields["skills"] == {
        "must": ["Figma"],
        "nice": ["Adobe After Effects"],
        "excluded": ["Sketch"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "Can they get access to customer data?",
        "is 1,200 a day above the cap?",
        "what's the approval threshold for 20k?",
        "do any of them speak German?",
        "thanks!",
    ],
)
def test_a_question_states_nothing(read: Read, text: str) -> None:
    assert read(text).fields == {}


def test_a_question_beside_a_detail_leaves_the_detail(read: Read) -> None:
    found = read("Three weeks, and can they work from the office?")
    assert found.fields == {"duration_weeks": 3}
    assert found.questions == ("can they work from the office?",)


def test_answers_are_read_against_what_was_asked(read: Read) -> None:
    found = read("no, and a logo plus guidelines", asked=("sensitive_data", "deliverables"))
    assert found.fields == {"sensitive_data": False, "deliverables": ["logo", "guidelines"]}


@pytest.mark.parametrize(
    "text",
    [
        "just the ones below 45 an hour",
        "show only people who charge less than $60 an hour",
        "drop anyone over 500 a day",
        "not that one, he never answered",
    ],
)
def test_what_tells_the_people_shown_apart_is_no_budget(read: Read, text: str) -> None:
    assert "budget" not in read(text, "shortlist_shown", asked=("budget",)).fields


def test_not_knowing_is_understood(read: Read) -> None:
    found = read("I don't know yet", asked=("budget",))
    assert (found.fields, found.unknown) == ({}, ("budget",))


def test_several_roles_become_several_requests(read: Read) -> None:
    found = read("A copywriter for 10 product pages and a designer for 3 banners", "none")
    assert [request["role"] for request in found.requests] == ["copywriter", "designer"]


def test_a_name_that_fits_nobody_is_told(read: Read) -> None:
    assert read("the budget owner is Zebedee").ambiguous == {"budget_owner": ()}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("either Claire or Sofia owns the budget", ("Claire Dubois", "Sofia Marin")),
        ("budget owner: Nina Park/Omar Haddad", ("Nina Park", "Omar Haddad")),
        ("Daniel or maybe Tomas pays for it", ("Daniel Brandt", "Tomas Lindqvist")),
    ],
)
def test_of_two_who_may_pay_neither_is_taken(read: Read, text: str, names: tuple[str, ...]) -> None:
    assert read(text).ambiguous == {"budget_owner": names}


@pytest.mark.parametrize("text", ["give it to Adeyemi", "move it to Castellanos"])
def test_somebody_of_the_directory_is_no_system(read: Read, text: str) -> None:
    assert "systems" not in read(text).fields


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("We need a translator FR to EN for two contracts", "FR-EN translator"),
        ("an ES/EN interpreter for a day", "ES-EN interpreter"),
        ("proofreader (de-en), 3 weeks", "DE-EN proofreader"),
        ("a legal translator, EN into IT", "EN-IT legal translator"),
    ],
)
def test_a_role_is_named_with_the_languages_it_works_between(
    read: Read, text: str, role: str
) -> None:
    assert read(text, "none").fields["role"] == role


@pytest.mark.parametrize(
    ("text", "role", "headcount"),
    [("3 x picker for the warehouse", "picker", 3), ("two data people", "data person", 2)],
)
def test_a_role_is_one_of_those_who_are_counted(
    read: Read, text: str, role: str, headcount: int
) -> None:
    fields = read(text, "none").fields
    assert (fields["role"], fields["headcount"]) == (role, headcount)


def test_slips_of_the_keyboard_are_put_right(read: Read) -> None:
    fields = read("need a desinger for two monhts", "none").fields
    assert (fields["role"], fields["duration_weeks"]) == ("designer", 9)


def test_british_spelling_is_no_slip(read: Read) -> None:
    assert read("they analyse returns and proofread the copy").fields.get("role") is None


def test_a_date_on_one_line_is_no_lower_end_of_the_rate_on_the_next(read: Read) -> None:
    fields = read("- 10 weeks from Jan 11\n- max $900/day", "none").fields
    assert fields["budget"] == {"amount": 900, "currency": "USD", "basis": "daily"}


def test_a_length_that_is_too_long_lends_its_unit_to_the_new_one(read: Read) -> None:
    fields = read("hmm 10 weeks is too long, make it 6").fields
    assert fields == {"duration_weeks": 6}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("need a trainer in January", {"role": "trainer", "start_date": "2027-01-01"}),
        ("before black friday 2027", {"deadline": "2027-11-26"}),
        ("only test data", {"sensitive_data": False}),
        ("they see names and addresses of customers", {"sensitive_data": True}),
    ],
)
def test_everyday_wordings_mean_what_they_say(
    read: Read, text: str, fields: dict[str, Any]
) -> None:
    assert fields.items() <= read(text, "none").fields.items()


def test_rights_of_use_are_no_length_and_no_place(read: Read) -> None:
    found = read("40 edited pictures, usage rights worldwide for 2 years")
    assert not {"duration_weeks", "location"} & found.fields.keys()


@pytest.mark.parametrize(
    "said",
    [
        "are approvers around on 24 December?",
        "does Toptal charge 20%?",
        "my last designer started on 3 March and it went badly",
        "our previous shoot was on 5 October and cost 4000",
        "someone said the limit is 5k",
        "last week a colleague told me 30k",
        "my old copywriter charged 40 an hour and lived in Spain",
        "Daniel is on holiday until 4 January",
        "in 2025 we paid 15k for the same thing",
    ],
)
def test_what_is_asked_or_told_of_another_time_states_nothing(read: Read, said: str) -> None:
    assert read(said).fields == {}


def test_what_is_wanted_beside_what_is_told_of_another_time_is_read(read: Read) -> None:
    said = "the last one left in March, we need a developer for 6 weeks from 11 January"
    told = read(said, context="none").fields
    assert (told["duration_weeks"], told["start_date"]) == (6, "2027-01-11")


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("no, and if all goes well we might need them two more weeks", {"sensitive_data": False}),
        ("I don't think so? what counts as sensitive", {}),
        (
            "two weeks of it should be in our Chicago office",
            {"arrangement": ["on_site"], "location": "Chicago"},
        ),
    ],
)
def test_what_may_come_what_is_a_part_and_what_is_asked_changes_no_length(
    read: Read, said: str, fields: dict[str, Any]
) -> None:
    assert read(said, asked=("sensitive_data",)).fields == fields


def test_a_denial_ends_where_another_clause_begins(read: Read) -> None:
    said = (
        "Presentation designer, 1 week, money is not the issue, it has confidential numbers in it"
    )
    assert read(said, context="none").fields["sensitive_data"] is True


def test_who_comes_to_an_offsite_is_not_wanted(read: Read) -> None:
    told = read(
        "Facilitator for an offsite with 20 managers, 2 days, $5,000", context="none"
    ).fields
    assert "headcount" not in told

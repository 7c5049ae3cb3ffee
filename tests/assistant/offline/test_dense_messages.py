"""Dense, terse and varied writing is read by what words mean, not by the sentences of one set."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]


def field(read: Read, text: str, name: str, context: str = "none") -> Any:
    """What a request reads for one field, after a role that makes it a request."""
    opened = f"Need a copywriter. {text}" if context == "none" else text
    return read(opened, context).fields.get(name)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("15 hours wkly until May", 15),
        ("32h/w from January", 32),
        ("12 hrs each per week", 12),
        ("a day and a half a week", 12),
        ("about 20 hrs, remote", 20),
        ("40 hours total over 4 weeks so 10 per week", 10),
        ("the hours are 9 to 5", None),
        ("one call of 2 hours", None),
    ],
)
def test_hours_of_a_week_are_told_in_any_shorthand(
    read: Read, said: str, hours: float | None
) -> None:
    assert field(read, said, "hours_per_week") == hours


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("T. Lindqvist has the budget", "tomas.lindqvist"),
        ("bill goes to helen marsh", "helen.marsh"),
        ("Finance (N. Park), 4k", "nina.park"),
        ("Claire is on the hook for the money", "claire.dubois"),
        ("Robert takes over the budget from Nina", "robert.finch"),
        ("out of Daniel's pot", "daniel.brandt"),
        ("colours signed off by Maya", None),
        ("I'll check with Grace on the money", None),
        ("the owner is no longer Ben", None),
    ],
)
def test_whoever_stands_beside_the_money_pays(read: Read, said: str, owner: str | None) -> None:
    told = field(read, said, "budget_owner")
    assert told == (owner and f"{owner}@calderfinch.example")


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("Operations pays, Claire signs", "Operations"),
        ("on Marketing's tab", "Marketing"),
        ("customer care obvs", "Customer Care"),
        ("Cost bearer: People & Legal", "People & Legal"),
        ("$38/hr", None),
    ],
)
def test_the_unit_that_pays_is_told_by_its_place(read: Read, said: str, unit: str | None) -> None:
    assert field(read, said, "business_unit") == unit


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("in the Bristol office, 8 to 4", {"on_site", "fixed_hours"}),
        ("shift 14:00-22:00", {"fixed_hours"}),
        ("Lukas tells them each day what to do", {"manager_directed"}),
        ("she reports into Priya", {"manager_directed"}),
        ("on one of our laptops", {"company_equipment"}),
        ("uses our camera gear", {"company_equipment"}),
        ("shouldn't be working for rivals or anybody else", {"exclusive"}),
        ("no fixed end", {"open_ended"}),
        ("3-4 pickers, 10-15 pages", set()),
        ("about 1.5 days a week", set()),
    ],
)
def test_ways_of_working_are_told_by_who_does_what(read: Read, said: str, codes: set[str]) -> None:
    assert set(field(read, said, "arrangement") or ()) == codes


@pytest.mark.parametrize(
    ("said", "sensitive"),
    [
        ("they see orders & addresses", True),
        ("she'll see CVs", True),
        ("works on numbers that are not yet published", True),
        ("no ticket data", False),
        ("no customer lists will be opened", False),
        ("only customer names in there, no addresses", True),
        ("nothing but staff phone numbers, no salaries", True),
        ("they get a test payment account", None),
    ],
)
def test_data_is_sensitive_by_whom_it_is_about(
    read: Read, said: str, sensitive: bool | None
) -> None:
    assert field(read, said, "sensitive_data") is sensitive


@pytest.mark.parametrize(
    ("said", "name", "day"),
    [
        ("by Friday the 27th", "deadline", "2026-11-27"),
        ("handed over by the fourth of December", "deadline", "2026-12-04"),
        ("back by Nov 27", "deadline", "2026-11-27"),
        ("push the deadline for the export docs to 22 Jan", "deadline", "2027-01-22"),
        ("by xmas eve", "deadline", "2026-12-24"),
        ("start in KW 49", "start_date", "2026-11-30"),
        ("start in KW 47", "start_date", "2026-11-18"),
        ("start in KW 46", "start_date", "2027-11-15"),
        ("start the first Monday in December", "start_date", "2026-12-07"),
        ("from 1/12 till 28/2", "start_date", "2026-12-01"),
        ("1 feb start", "start_date", "2027-02-01"),
        ("24 Nov to 8 Jan", "start_date", "2026-11-24"),
        ("standup at 9.30.", "deadline", None),
        ("our Q4 numbers", "start_date", None),
        ("the request from Monday", "start_date", None),
        ("embargo until Friday", "deadline", None),
    ],
)
def test_days_are_read_as_busy_people_write_them(
    read: Read, said: str, name: str, day: str | None
) -> None:
    assert field(read, said, name) == day


@pytest.mark.parametrize(
    ("said", "amount", "currency", "basis"),
    [
        ("45–55 eur/h", 45, "EUR", "hourly"),
        ("65/h each", 65, "USD", "hourly"),
        ("450 a day, pounds", 450, "GBP", "daily"),
        ("£6 a piece so make it 900 total", 900, "GBP", "fixed"),
        ("£60 a head per day", 60, "GBP", "daily"),
        ("$40-ish an hour", 40, "USD", "hourly"),
    ],
)
def test_money_is_read_with_what_stands_around_it(
    read: Read, said: str, amount: float, currency: str, basis: str
) -> None:
    budget = field(read, said, "budget")
    assert (budget["amount"], budget["currency"], budget["basis"]) == (amount, currency, basis)


@pytest.mark.parametrize(
    "said",
    ["tag 9,000 gear photos", "310k orders are moved", "50k rps", "cost centre 7120", "ISO 27001"],
)
def test_a_count_of_things_is_no_money(read: Read, said: str) -> None:
    assert field(read, said, "budget") is None


@pytest.mark.parametrize(
    ("said", "heads"),
    [
        ("figma designer x3 for the app", 3),
        ("2 testers wanted", 2),
        ("1500/day x 5 days, an analyst", None),
        ("a trainer for 22 store leads", None),
        ("the posters: six of them", None),
    ],
)
def test_people_are_counted_and_things_are_not(read: Read, said: str, heads: int | None) -> None:
    assert read(said, "none").fields.get("headcount") == heads


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("portland. 25 flat lays", "Portland"),
        ("at the Hamburg warehouse", "Hamburg"),
        ("research in Spain. They should sit in Madrid", "Madrid"),
        ("UK VAT accounts", None),
        ("the UK→EU lane", None),
    ],
)
def test_the_place_is_where_the_work_is(read: Read, said: str, place: str | None) -> None:
    assert field(read, said, "location") == place


@pytest.mark.parametrize(
    ("said", "channel", "why"),
    [
        ("Toptal, last two from Upwork ghosted us", "toptal", "last two from Upwork ghosted us"),
        ("the agency has to be used since we've a framework", "agency", "we've a framework"),
        ("staffing firm because of the insurance", "staffing_firm", "because of the insurance"),
        ("direct please, agencies are dear", "direct", "agencies are dear"),
    ],
)
def test_the_first_channel_is_the_one_meant(read: Read, said: str, channel: str, why: str) -> None:
    fields = read(said).fields
    assert (fields["channel"], fields["channel_reason"]) == (channel, why)


@pytest.mark.parametrize(
    ("said", "skills"),
    [
        ("WordPress users need not apply", {"excluded": ["WordPress"]}),
        ("Figma is a must, Webflow handy", {"must": ["Figma"], "nice": ["Webflow"]}),
        ("it passes the check and mixes well", None),
        ("they get Zendesk read-only", None),
    ],
)
def test_a_skill_is_filed_by_what_is_said_of_it(
    read: Read, said: str, skills: dict[str, Any] | None
) -> None:
    assert read(said).fields.get("skills") == skills


def test_an_account_and_a_colleague_are_no_second_role(read: Read) -> None:
    said = "Need a Shopify dev. They get a Shopify admin login. Budget: Tomas Lindqvist"
    assert read(said, "none").requests == ()


@pytest.mark.parametrize(
    ("said", "amount", "currency"),
    [
        ("a tester from March 8, EUR 7,500, 6 weeks", 7500, "EUR"),
        ("illustrator, start February 2, GBP 950", 950, "GBP"),
        ("an editor by 30 April at the latest, done by April 30, £1,200", 1200, "GBP"),
        ("a trainer for 3 days, 4,500, EUR", 4500, "EUR"),
    ],
)
def test_a_currency_belongs_to_the_amount_behind_it_and_not_to_the_day_before_a_comma(
    read: Read, said: str, amount: int, currency: str
) -> None:
    budget = read(said, "none").fields["budget"]
    assert (budget["amount"], budget["currency"]) == (amount, currency)


@pytest.mark.parametrize(
    "said",
    [
        """We're looking for a UX designer to redo the help page, mobile first. Support tickets on
        it halve within two months, then we're happy. 5 weeks; 6000 pounds""",
        """Not via an agency, because last time legal took nine weeks on the contract. A developer
        to rebuild the bridge to the warehouse. Five weeks, remote.""",
    ],
)
def test_a_length_that_is_told_of_something_else_leaves_the_one_of_the_work(
    read: Read, said: str
) -> None:
    assert read(said).fields["duration_weeks"] == 5

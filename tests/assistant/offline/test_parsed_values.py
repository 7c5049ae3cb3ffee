"""What rules make of the words of a message: numbers of people, days, prices and codes."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.commands.understand import directory
from assistant.offline.understanding.assembling import assembled
from assistant.offline.understanding.reader import read_by_rules
from assistant.offline.understanding.text.passage import Scene, passage
from assistant.offline.understanding.text.statements import part
from tests.assistant.offline.conftest import NOW

Parse = Callable[..., Any]


@pytest.fixture(scope="module")
def parse() -> Parse:
    """The value that rules read for one field, before it is judged whether it is meant."""
    people = directory()

    def parsing(text: str, name: str, context: str = "none", asked: tuple[str, ...] = ()) -> Any:
        scene = Scene(NOW, context, {}, people, (), asked)
        stated = part(passage(text), asks=False).stated
        return assembled(read_by_rules(stated, scene)).get(name)

    return parsing


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("Fork lift drivers, 5 of them, early shift", 5),
        ("The summer party on 3 June in Leeds is for 60 people and we need a DJ", None),
        ("We have a dinner in Madrid for about 40 guests and want a magician", None),
        ("We need an interpreter. One person, or two at most", 2),
        ("Please procure one (1) internal auditor", 1),
        ("headcount: 3 -> 2", 2),
        ("A two-person film crew for a day", 2),
        ("localisation specialist ×4", 4),
        ("The three testers had better be five.", 5),
        ("Correction on trainers. Six of them, not four.", 6),
        ("Need an illustrator, just the one person", 1),
        ("Find a trainer for the team of nine", None),
        ("A team of twelve uses the dashboard and hates it", None),
        ("Tablets freeze whenever two people log in", None),
        ("make that 25 images", None),
        ("A pair of hands for the warehouse", None),
        ("A tutor for 6 people, 60 euros per hour", None),
        ("An event host: quiz for eighty ppl", None),
        ("A yoga teacher for our team of 12", None),
        ("Excel trainer, 8 people, 2 days", None),
        ("A cook for a dinner with 30 people", None),
        ("A photographer for about 15 employees", None),
        ("A coach for a group of 5, 900 a day", None),
        ("Two tutors for 6 people", 2),
        ("We are looking for 4 people, trainers, from May", 4),
        ("A designer for the app, 500 a day for 2 people", 2),
    ],
)
def test_people_wanted_are_counted_and_not_those_who_are_there(
    parse: Parse, said: str, people: int | None
) -> None:
    assert parse(said, "headcount") == people


@pytest.mark.parametrize(
    ("said", "sensitive"),
    [
        ("She sees card tokens", True),
        ("The reviews have names in them", True),
        ("Works with unreleased forecasts", True),
        ("Answers are identifiable", True),
        ("Gets the salary postings", True),
        ("Customers' data isn't touched", False),
        ("Customer PII: negative", False),
        ("Our customer lists stay with us", False),
        ("pii: none", False),
        ("All test cards, nothing real", False),
        ("The margins aren't published yet", True),
        ("Health topics come up", True),
        ("She hears about people's pay", True),
        ("They see payment details", True),
        ("Staff medical notes are in the file", True),
        ("Made-up customers only", False),
        ("Names on staging are masked", False),
        ("The agency handles payroll", None),
        ("Design the product passport", None),
        ("Attorney-client stuff", None),
    ],
)
def test_data_is_sensitive_by_what_is_held_and_not_where_that_is_denied(
    parse: Parse, said: str, sensitive: bool | None
) -> None:
    assert parse(said, "sensitive_data") is sensitive


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ("On the shop floor in Hamburg every day", ["on_site"]),
        ("Works from the Bristol office", ["on_site"]),
        ("At our desks, please", ["on_site"]),
        ("Hours are 7am-3pm Pacific", ["fixed_hours"]),
        ("Laptop: ours", ["company_equipment"]),
        ("Uses our headsets and our badge", ["company_equipment"]),
        ("He is told by Jens what to do", ["manager_directed"]),
        ("She would be taking orders from Ben Whitaker", ["manager_directed"]),
        ("Under Lukas's daily direction", ["manager_directed"]),
        ("Joins the 9:30 sync every day", ["daily_standups"]),
        ("standup: daily", ["daily_standups"]),
        ("Cannot work for a competitor or anyone else", ["exclusive"]),
        ("Strictly no other outdoor brands as clients", ["exclusive"]),
        ("It runs until somebody says stop", ["open_ended"]),
        ("Office-based, three days a week", ["on_site"]),
        ("It is the night shift on a rota", ["fixed_hours"]),
        ("We'd lend her a camera", ["company_equipment"]),
        ("Works under Ben, who plans their week", ["manager_directed"]),
        ("No side gigs", ["exclusive"]),
        ("As long as it takes", ["open_ended"]),
        ("Aprons and gloves come from us", ["company_equipment"]),
        ("Helmets are provided, so is the van", ["company_equipment"]),
        ("They'd wear our polos", ["company_equipment"]),
        ("Own tools not needed", ["company_equipment"]),
        ("Mornings 8 to 12", ["fixed_hours"]),
        ("From 8pm to midnight", ["fixed_hours"]),
        ("Nine till half five", ["fixed_hours"]),
        ("Mon-Fri 8h to 16h30", ["fixed_hours"]),
        ("Call time 6:30", ["fixed_hours"]),
        ("A 15-minute scrum, daily at ten", ["daily_standups"]),
        ("Every weekday 8.45 team call", ["daily_standups"]),
        ("Joins the 10am daily", ["daily_standups"]),
        ("May not take on other clients", ["exclusive"]),
        ("Other jobs are not allowed", ["exclusive"]),
        ("The end is still open", ["open_ended"]),
        ("Until told otherwise", ["open_ended"]),
        ("No agreed end", ["open_ended"]),
        ("He gets his daily list from our foreman", ["manager_directed"]),
        ("Tells them each morning what to pack", ["manager_directed"]),
        ("Ruth steers her day by day", ["manager_directed"]),
        ("Work in our break room, two afternoons", ["on_site"]),
        ("Between 5 and 9 thousand", None),
        ("Photos of our jackets", None),
        ("Works in Figma with our designers", None),
    ],
)
def test_how_work_is_tied_in_is_heard_in_everyday_words(
    parse: Parse, said: str, ways: list[str] | None
) -> None:
    assert parse(said, "arrangement") == ways


@pytest.mark.parametrize(
    ("said", "channel"),
    [
        ("I'd drop Fiverr. Agency.", "agency"),
        ("Toptal is out, go direct", "direct"),
        ("Take Upwork off, use the staffing house", "staffing_firm"),
        ("Toptal has nobody, hence the agency", "agency"),
        ("Contract Ewa directly", "direct"),
        ("Switch from agency to direct", "direct"),
        ("Bench, if anyone is free", "internal_bench"),
        ("Our own people first", "internal_bench"),
        ("We know her, hence direct", "direct"),
        ("A straight contract, no platform", "direct"),
        ("Internal if possible", "internal_bench"),
        ("Somebody we already employ", "internal_bench"),
        ("Our agency did the logo", None),
        ("The agency's director must nod", None),
    ],
)
def test_a_channel_that_is_left_or_only_mentioned_is_not_the_one_wished_for(
    parse: Parse, said: str, channel: str | None
) -> None:
    assert parse(said, "channel") == channel


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Toptal would be best: they screen people", "they screen people"),
        ("Toptal is fine, their screening saves us a round", "their screening saves us a round"),
        ("Upwork please - Helen says it's quicker there.", "it's quicker there"),
        ("Staffing firm (they do the insurance), 3 people", "they do the insurance"),
        ("Agency, reason being that they send cover", "they send cover"),
        ("Upwork because the last two were superb", "the last two were superb"),
        ("Upwork because the last two were superb at $90", None),
        ("Fiverr, 300 euros", None),
        ("Toptal, start in May", None),
    ],
)
def test_why_a_channel_is_wished_for_is_told_right_behind_it(
    parse: Parse, said: str, why: str | None
) -> None:
    assert parse(said, "channel_reason") == why


@pytest.mark.parametrize(
    ("said", "billing"),
    [
        ("900 euros, all in.", "fixed"),
        ("A flat sum of 2,000", "fixed"),
        ("Paid in one payment, 700 dollars", "fixed"),
        ("1.200 € pauschal", "fixed"),
        ("Each flat", "fixed"),
        ("Payment per hour", "hourly"),
        ("On the clock", "hourly"),
        ("Hourly is fine", "hourly"),
        ("Both hourly", "hourly"),
        ("Pay at three gates: draft, proof, print", "milestone"),
        ("A third upfront", "milestone"),
        ("3,000 euros, half on first layouts, half on final files", "milestone"),
        ("Two instalments", "milestone"),
        ("40 dollars hourly", None),
        ("Hourly backups of the shop", None),
        ("We are all in favour", None),
    ],
)
def test_the_way_to_pay_is_told_from_a_mere_rate(
    parse: Parse, said: str, billing: str | None
) -> None:
    assert parse(said, "billing_model") == billing


@pytest.mark.parametrize(
    ("said", "urgency"),
    [
        ("It is rather pressing", "high"),
        ("Hot priority", "high"),
        ("The sooner the better", "high"),
        ("Analyst wanted, yesterday", "high"),
        ("Please hurry", "high"),
        ("Set the urgency to high", "high"),
        ("Urgent? Nope, just normal.", "normal"),
        ("Translate the IT emergency handbook", None),
    ],
)
def test_haste_has_many_words(parse: Parse, said: str, urgency: str | None) -> None:
    assert parse(said, "urgency") == urgency


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("Start him on January fourth for five weeks", "2027-01-04", None),
        ("Two weeks, Saturday 5 December, 10 to 4", "2026-12-05", None),
        ("Nothing before 5 January, wrapped up by the 29th of January", "2027-01-05", "2027-01-29"),
        ("The poster is in our hands on 5 March", None, "2027-03-05"),
        ("Ten hours a week up to Christmas", None, "2026-12-25"),
        ("Before Christmas, so the 23rd", None, "2026-12-23"),
        ("By Easter-ish, say 26 March", None, "2027-03-26"),
        ("By Friday in two weeks", None, "2026-12-04"),
        ("Starting on the Monday in three weeks' time", "2026-12-14", None),
        ("Ready by Tuesday two weeks from now", None, "2026-12-08"),
        ("Start: week 3 of January", "2027-01-18", None),
        ("Start in the 1st week of December", "2026-12-01", None),
        ("Start in the first week of January", "2027-01-04", None),
        ("Start in the second week of December", "2026-12-07", None),
        ("From the first of November, done before Christmas", "2026-11-01", "2026-12-25"),
        ("From the first of March, done before Christmas", "2027-03-01", "2027-12-25"),
        ("Start January 12, three weeks", "2027-01-12", None),
        ("The firm we used in May", None, None),
        ("They changed the chart in June", None, None),
        ("The model ties to Q3 actuals", None, None),
        ("Ben has two idle analysts until January", None, None),
        ("On call 24/7 with our folks", None, None),
        ("In Hamburg on Tues and Thurs", None, None),
        ("It is about the xmas orders", None, None),
        ("We need help from January", "2027-01-01", None),
        ("Before xmas, 5 Dec till 23 Dec", "2026-12-05", "2026-12-23"),
        ("Right after New Year, 4 Jan to 15 Jan", "2027-01-04", "2027-01-15"),
        ("They pack christmas parcels, before Easter", None, "2027-03-28"),
    ],
)
def test_a_day_to_work_by_is_told_from_one_that_is_mentioned(
    parse: Parse, said: str, start: str | None, end: str | None
) -> None:
    told = f"Need a copywriter. {said}."
    assert (parse(told, "start_date"), parse(told, "deadline")) == (start, end)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("Can we push to Dec 16", None, "2026-12-16"),
        ("Push the beginning of the filed job to 8 February", "2027-02-08", None),
    ],
)
def test_a_bare_day_after_filing_moves_the_end(
    parse: Parse, said: str, start: str | None, end: str | None
) -> None:
    found = (parse(said, "start_date", "filed"), parse(said, "deadline", "filed"))
    assert found == (start, end)


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("And Helen pays, not Daniel.", "helen.marsh"),
        ("Nina Park must undersign", "nina.park"),
        ("£3,800 is what Helen Marsh has put aside", "helen.marsh"),
        ("Sofia Marin has the last word on the money", "sofia.marin"),
        ("Cost goes to Operations, signed by Claire Dubois", "claire.dubois"),
        ("Approver: Nina Park", "nina.park"),
        ("It's on Daniel", "daniel.brandt"),
        ("Put it on Helen's tab", "helen.marsh"),
        ("Done when Priya Raman signs", None),
        ("Signed off by Ruth Adeyemi = done", None),
        ("Daniel froze external spend", None),
    ],
)
def test_who_pays_is_told_from_who_accepts(parse: Parse, said: str, owner: str | None) -> None:
    assert parse(said, "budget_owner") == (owner and f"{owner}@calderfinch.example")


def test_a_name_in_a_numbered_answer_is_the_owner_that_was_asked_for(parse: Parse) -> None:
    said = "1) a dieline and a render of the new box 2) Grace Okafor 3) the third week of January"
    owner = parse(said, "budget_owner", "scoping", ("scope", "budget_owner", "deadline"))
    assert owner == "grace.okafor@calderfinch.example"


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("30 hours by week", "hours_per_week", 30),
        ("h/wk: 30", "hours_per_week", 30),
        ("10 weeks from 18 January @ 24h", "hours_per_week", 24),
        ("6 hours a day, 4 days a week, so 24 hours", "hours_per_week", 24),
        ("she can do 20 hours, from Monday", "hours_per_week", 20),
        ("60 hours over 3 weeks", "hours_per_week", None),
        ("seven weeks at 28 hours a week", "hours_per_week", 28),
        ("5 months at 18h/wk", "hours_per_week", 18),
        ("six weeks of 30 hours", "hours_per_week", 30),
        ("six weeks of 30 hours", "duration_weeks", 6),
        ("a controller in Bristol, full time at 38.5 hours", "hours_per_week", 38.5),
        ("a controller in Bristol, full time 39h", "hours_per_week", 39),
        ("a controller in Bristol, 38,5 hours, from May", "hours_per_week", 38.5),
        ("2 weeks, full time", "hours_per_week", None),
        ("a controller for 6 weeks 50 %", "hours_per_week", 20),
        ("6 weeks, 50 % upfront", "hours_per_week", None),
        ("weekly 12 hours, till the end of May", "hours_per_week", 12),
        ("7 hours a day, four days a week, so 28", "hours_per_week", 28),
        ("8 hours more a week, that makes 32", "hours_per_week", 32),
        ("3 mornings a week", "hours_per_week", 12),
        ("all of that's 30 hours in one week", "hours_per_week", 30),
        ("2 x 90 minutes per week", "hours_per_week", 3),
        ("three 2-hour lessons a week", "hours_per_week", 6),
        ("twice a week for 45 minutes", "hours_per_week", 1.5),
        ("2 hours, 3 times a week", "hours_per_week", 6),
        ("8 sessions of 90 minutes", "hours_per_week", None),
        ("two half days", "hours_per_week", None),
        ("two half days", "duration_weeks", 0.2),
        ("3 half-days a week", "hours_per_week", 12),
        ("the first 5 days of each month, 20 days in all", "duration_weeks", 4),
        ("London office 2 days a week", "hours_per_week", None),
        ("hybrid, on site for 3 days a week", "hours_per_week", None),
        ("remote, two days a week in the studio", "hours_per_week", None),
        ("24 hours a week, 1 day a week in our office", "hours_per_week", 24),
        ("two days a week in our office", "hours_per_week", 16),
        ("full time for a fortnight at £14/hr", "hours_per_week", None),
        ("weeks: 5", "duration_weeks", 5),
        ("weeks: 5\nh/wk: 30", "duration_weeks", 5),
        ("she needs rights on our Jira, 20 days", "duration_weeks", 4),
        ("the contract was extended by two months, to 30 June", "duration_weeks", None),
        ("ten weeks won't be enough, please make it fourteen", "duration_weeks", 14),
        ("ten weeks is too long, seven", "duration_weeks", 7),
        ("a month and a half, call it seven weeks", "duration_weeks", 7),
        ("5 not 8 weeks", "duration_weeks", 5),
        ("24 rather than 16 hours a week", "hours_per_week", 24),
        ("six people, three Sundays, Hamburg", "headcount", 6),
        ("one more packer, so 5 in all", "headcount", 5),
        ("24 hours rather than 16 a week", "hours_per_week", 24),
        ("the engagement should not exceed six weeks", "duration_weeks", 6),
        ("scorecards are three quarters behind", "duration_weeks", None),
        ("we have known Oskar for nine years", "duration_weeks", None),
        ("Hourly, $65", "billing_model", "hourly"),
        ("CHF 14k max, fixed.", "billing_model", "fixed"),
        ("Retainer? No, flat 3 grand", "billing_model", "fixed"),
    ],
)
def test_hours_lengths_and_billing_are_read_as_they_are_jotted_down(
    parse: Parse, said: str, name: str, value: float | str | None
) -> None:
    assert parse(said, name) == value


@pytest.mark.parametrize(
    ("said", "budget"),
    [
        ("$15 each so like $360 total", (360, "USD", "fixed")),
        ("1.50 per pic so 600 total", (600, "USD", "fixed")),
        ("Pay 140 GBP for day", (140, "GBP", "daily")),
        ("€19,50 h", (19.5, "EUR", "hourly")),
        ("£26 for each hour", (26, "GBP", "hourly")),
        ("INR 1.5 lakh", (150_000, "INR", "fixed")),
        ("Four thousand five hundred.", (4500, "USD", "fixed")),
        ("2500 flat", (2500, "USD", "fixed")),
        ("12.000 words at 10 cents per word", (1200, "USD", "fixed")),
        ("2,000 words for €0.085 a word", (170, "EUR", "fixed")),
        ("40 captions, 50 ct each", (20, "USD", "fixed")),
        ("6 interviews, 90 euros by interview", (540, "EUR", "fixed")),
        ("10 per cent less", None),
        ("CAD: 3 backpack frames", None),
        ("the 2019 CAD plan", None),
        ("20 h weekly", None),
        ("a fine of 8k", None),
    ],
)
def test_prices_are_read_as_they_are_jotted_down(
    parse: Parse, said: str, budget: tuple[float, str, str] | None
) -> None:
    read = parse(said, "budget")
    assert read == (budget and dict(zip(("amount", "currency", "basis"), budget, strict=True)))


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("500 bucks, max 600", (500, 600)),
        ("€4,000 (up to 4,500)", (4000, 4500)),
        ("400 dollars, at most 450, 3 weeks", (400, 450)),
        ("50 an hour, max 60", (50, 60)),
        ("£400 a day (at most £450 a day), remote", (400, 450)),
        ("€50 an hour, max 600", (50, None)),
        ("4k, max 6 weeks", (4000, None)),
        ("4k, at most 2 people", (4000, None)),
    ],
)
def test_an_amount_and_the_most_it_may_be_are_a_range(
    parse: Parse, said: str, ends: tuple[float, float | None]
) -> None:
    budget = parse(said, "budget")
    assert (budget["amount"], budget.get("max")) == ends


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("We need a DJ in Leeds on 12 December, 7pm-1am", "2026-12-12"),
        ("Bartender, Sat 5 Dec, 11am to 4pm, 300 pounds", "2026-12-05"),
        ("A helper for the stand\nWhen: 21 Jan, 7:30-11:30", "2027-01-21"),
        ("A rigger for one day, 4 Feb", "2027-02-04"),
        ("Stock counters on 2 January only, 6am-4pm", "2027-01-02"),
        ("A moderator, Thursday 14 January", "2027-01-14"),
    ],
)
def test_work_of_one_day_begins_and_is_done_on_it(parse: Parse, said: str, day: str) -> None:
    assert (parse(said, "start_date"), parse(said, "deadline")) == (day, day)


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("A clerk from 1 December, 9-17", "2026-12-01", None),
        ("A stylist, two weeks, 4 January, 9am-5pm", "2027-01-04", None),
        ("An interpreter by 14 January", None, "2027-01-14"),
        ("Two hosts, Monday 7 to Wednesday 9 December", "2026-12-07", "2026-12-09"),
        ("Two hosts, the 7th and 8th of December", "2026-12-07", "2026-12-08"),
        ("A clerk in June. 11 Jan - 12 Feb, 20 hours a week", "2027-01-11", "2027-02-12"),
        ("A nurse for the parental leave, March to May", "2027-03-01", "2027-05-31"),
        ("A lawyer under NDA, 12 hours a week until 31 March", None, "2027-03-31"),
        ("A clerk until the end of March from 4 January", "2027-01-04", "2027-03-31"),
        (
            "A coach, 12 January at the earliest, 26 January at the latest",
            "2027-01-12",
            "2027-01-26",
        ),
        ("A tester, begin on 8/1, 3 weeks (UK date)", "2027-01-08", None),
        ("A tester, beginning feb 8", "2027-02-08", None),
        ("A clerk for 4 weeks, start monday after next", "2026-11-30", None),
        ("A poster, ready by next week Friday", None, "2026-11-27"),
        ("A poster, done by year's end", None, "2026-12-31"),
        ("A poster, sometime next week", None, "2026-11-27"),
        ("A poster, deadline 22-Jan", None, "2027-01-22"),
        (
            "A catalogue for the sale in Feb, 120 pages, deadline 15.01.27",
            "2027-02-01",
            "2027-01-15",
        ),
        ("The start moves from 4 January to the 18th", "2027-01-18", None),
        ("The deadline moves from 27/7 to 3/8", None, "2027-08-03"),
        ("A tester to audit it against WCAG 2.2. No data", None, None),
        ("A tester for ten weeks, stand-up at 9.05. Remote", None, None),
        ("Direct contract with Jan K. please", None, None),
        ("A pilot, two days, the eleventh and twelfth of January", "2027-01-11", "2027-01-12"),
        ("A clerk, 20 hours a week, through April", None, "2027-04-30"),
        ("A cleaner, 3 days a week, mon wed fri", None, None),
        ("A cleaner, Fri-Sun 10 to 6", None, None),
        ("A writer. I can't say before Friday what it costs", None, None),
    ],
)
def test_days_are_read_as_they_are_written(
    parse: Parse, said: str, start: str | None, end: str | None
) -> None:
    assert (parse(said, "start_date"), parse(said, "deadline")) == (start, end)

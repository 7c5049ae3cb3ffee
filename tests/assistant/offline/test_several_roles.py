"""Several roles in one message: each request has what was said of it, and what was said of all."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from assistant.offline.turn import TURNING
from assistant.offline.understanding.reader import Understanding
from tests.assistant.offline.planned import DRAFT, SHORTLIST, Ask, called

Read = Callable[..., Understanding]
OTHER = {"id": "REQ-2", "status": "draft", "title": "Copywriter", "group": "REQ-1"}


def amounts(requests: tuple[dict[str, Any], ...]) -> list[float]:
    """The budget of each request."""
    return [request["budget"]["amount"] for request in requests]


def test_an_amount_behind_a_role_is_that_role_s(read: Read) -> None:
    said = "a videographer and an editor for a brand film, videographer 4k, editor 2k"
    assert amounts(read(said).requests) == [4000, 2000]


@pytest.mark.parametrize(
    ("said", "amounts"),
    [
        ("a videographer, €8k, and a copywriter, €3k", [(8000, "EUR"), (3000, "EUR")]),
        ("I need an editor for £4k and an illustrator for £2,500", [(4000, "GBP"), (2500, "GBP")]),
        ("two freelancers: a tester, £3k, a writer, £2k", [(3000, "GBP"), (2000, "GBP")]),
    ],
)
def test_the_price_of_each_of_several_roles_keeps_its_currency(
    read: Read, said: str, amounts: list[tuple[float, str]]
) -> None:
    told = [request["budget"] for request in read(said).requests]
    assert [(one["amount"], one["currency"]) for one in told] == amounts


@pytest.mark.parametrize(
    ("said", "name", "values"),
    [
        ("a host and a bartender on 12 Dec, 5 hours", "hours_per_week", [5, 5]),
        ("a DJ and a bartender for our summer party, 5 hours each", "hours_per_week", [5, 5]),
        ("pickers and packers, mostly picking, 20 an hour", "budget", [20, 20]),
        ("a developer and a designer for 6 weeks, 60 an hour", "budget", [60, 60]),
        ("a developer and a tester 20 hours a week", "hours_per_week", [None, 20]),
        ("a developer for 10k and a tester, 20 hours a week", "hours_per_week", [None, 20]),
        ("a developer and a tester. The tester 10 hours a week.", "hours_per_week", [None, 10]),
    ],
)
def test_hours_and_rates_set_off_behind_roles_only_named_are_of_all_of_them(
    read: Read, said: str, name: str, values: list[float | None]
) -> None:
    told = [request.get(name) for request in read(said).requests]
    assert [one["amount"] if isinstance(one, dict) else one for one in told] == values


@pytest.mark.parametrize(
    ("said", "name", "values"),
    [
        (
            (
                "backend developer and UX designer for the shop, from 11 January, "
                "backend for 12 weeks, UX for 6 weeks"
            ),
            "duration_weeks",
            [12, 6],
        ),
        (
            (
                "a writer and a photographer for the annual report. Photographer: 2 days, Oslo. "
                "Writer: 3 weeks, remote."
            ),
            "location",
            ["remote", "Oslo"],
        ),
        (
            "a designer and a developer for the shop, 6 weeks, the designer only for 2 weeks",
            "duration_weeks",
            [2, 6],
        ),
        (
            (
                "an editor and an animator for a film, 4 weeks, the animator starts 1 March, "
                "the editor 8 March"
            ),
            "start_date",
            ["2027-03-08", "2027-03-01"],
        ),
    ],
)
def test_what_stands_behind_a_role_that_is_named_again_is_that_role_s(
    read: Read, said: str, name: str, values: list[Any]
) -> None:
    assert [request.get(name) for request in read(said).requests] == values


@pytest.mark.parametrize(
    "said",
    [
        "one QA tester and two backend developers, 3 months. tester 450 a day, devs 700 a day",
        "QA tester and backend devs for the app. The rate for the devs is 700/day, tester 450/day",
    ],
)
def test_a_role_may_be_named_again_by_a_part_or_a_short_form(read: Read, said: str) -> None:
    assert amounts(read(said).requests) == [450, 700]


@pytest.mark.parametrize(
    "said",
    [
        "a writer and a designer for the shop. The designer needs Figma.",
        "we want a writer and a designer for the shop, the designer should know Figma, both remote",
        "Two roles: (a) a writer, 3 weeks; (b) a designer, Figma, 2 weeks. Both remote.",
        "Two jobs. First a writer, 3 weeks. Second a designer with Figma, 2 weeks.",
        "a writer and a designer for 6 weeks. Figma for the designer.",
    ],
)
def test_what_is_said_of_the_second_role_is_not_the_first_one_s(read: Read, said: str) -> None:
    told = read(said)
    assert [one.get("role") for one in told.requests] == ["writer", "designer"]
    assert "skills" not in told.fields
    assert told.requests[1]["skills"]["must"] == ["Figma"]


@pytest.mark.parametrize(
    "said",
    [
        "1) a writer, 3 weeks 2) a designer, 2 weeks. Both work in our Jira, remote",
        "a writer for 3 weeks and a designer for 2 weeks. Everyone logs into Jira, all remote",
    ],
)
def test_what_is_said_of_both_is_each_one_s(read: Read, said: str) -> None:
    told = read(said).requests
    assert [one["systems"] for one in told] == [["Jira"], ["Jira"]]
    assert [one["duration_weeks"] for one in told] == [3, 2]


def test_the_work_of_one_role_with_another_gives_it_no_terms_of_its_own(read: Read) -> None:
    said = "a designer and a developer, 12 weeks; the developer meets the designer for 3 weeks"
    assert read(said).requests[0]["duration_weeks"] == 12


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        (
            "I need a QA tester at $450 a day and two developers",
            [("QA tester", None), ("developer", 2)],
        ),
        (
            "We need two data people: a data analyst and a data engineer",
            [("data analyst", None), ("data engineer", None)],
        ),
        (
            "three people: two testers and a developer for 6 weeks",
            [("tester", 2), ("developer", None)],
        ),
        (
            "1x UX designer (6 weeks), 2x illustrators (12 weeks) and 3 x testers",
            [("UX designer", 1), ("illustrator", 2), ("tester", 3)],
        ),
        (
            "2 x event hosts for the fair, plus 1 event manager for 6 weeks",
            [("event host", 2), ("event manager", 1)],
        ),
    ],
)
def test_each_role_has_its_own_number_and_what_heads_their_list_is_none(
    read: Read, said: str, roles: list[tuple[str, int | None]]
) -> None:
    told = read(said).requests
    assert [(request["role"], request.get("headcount")) for request in told] == roles


@pytest.mark.parametrize(
    "said",
    [
        "2 event hosts for the fair in Chicago, 15 to 19 March, plus a planner, 6 weeks from 4 Jan",
        "an interpreter from 3 to 5 March and a translator for 3 weeks from 11 January",
    ],
)
def test_days_that_settle_when_one_role_works_take_no_length_of_another(
    read: Read, said: str
) -> None:
    few_days, weeks = read(said).requests
    assert "deadline" in few_days
    assert "duration_weeks" not in few_days
    assert "deadline" not in weeks


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("another one exactly like that please, for 27-28 January", "2027-01-27", "2027-01-28"),
        ("2 event hosts in Chicago 15-19 February,", "2027-02-15", "2027-02-19"),
    ],
)
def test_both_ends_of_days_are_read_where_one_is(
    read: Read, said: str, start: str, end: str
) -> None:
    told = read(said).fields
    assert (told["start_date"], told["deadline"]) == (start, end)


def test_a_role_does_not_run_on_into_loose_words(read: Read) -> None:
    said = "interpreter for the supplier talks, German to Polish, 20-21 January, 700 a day, Warsaw"
    assert read(said).fields["role"] == "interpreter"


def test_an_amount_for_each_is_the_amount_of_both_and_two_people_are_one_of_each(
    read: Read,
) -> None:
    said = "we need two people: a social media manager and an email marketer, 12 weeks, $18k each"
    requests = read(said).requests
    assert amounts(requests) == [18000, 18000]
    assert all("headcount" not in request for request in requests)


def test_work_that_is_told_after_both_roles_is_the_work_of_both(read: Read) -> None:
    requests = read("I need a videographer and an editor for a brand film, 3 weeks").requests
    assert [request.get("scope") for request in requests] == ["brand film", "brand film"]


@pytest.mark.parametrize(
    "said",
    [
        "no personal data for any of them",
        "No sensitive data for either of them",
        "there is no personal data in either of the requests",
    ],
)
def test_what_is_said_of_all_is_written_into_every_linked_request(model: Ask, said: str) -> None:
    here = {**DRAFT, "group": "REQ-1"}
    message = model(said, context="scoping", request=here, my_requests=[OTHER])
    calls = called(message)
    assert [args["request_id"] for name, args in calls if name == TURNING] == ["REQ-2", "REQ-1"]
    written = [args["fields"] for name, args in calls if name == "update_request"]
    assert written == [{"sensitive_data": False}] * 2


@pytest.mark.parametrize("asked", ["shortlist_shown", "scoping"])
@pytest.mark.parametrize(
    "said", ["no for both", "No, for either of them.", "none for all of them", "nope, both"]
)
def test_a_bare_no_for_all_answers_the_open_question_of_each(
    model: Ask, said: str, asked: str
) -> None:
    here = {**DRAFT, "group": "REQ-1"}
    state = {"context": asked, "shortlist": SHORTLIST if asked == "shortlist_shown" else []}
    message = model(said, request=here, my_requests=[OTHER], asked=["sensitive_data"], **state)
    written = [args["fields"] for name, args in called(message) if name == "update_request"]
    assert written == [{"sensitive_data": False}] * 2


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("£2,500 for both together", []),
        ("3k in total for the two", []),
        ("4k for both of them combined", []),
        ("2,500 for both together, start 4 January", [{"start_date": "2027-01-04"}] * 2),
    ],
)
def test_one_amount_for_several_is_written_to_none_and_asked_for_each(
    model: Ask, said: str, written: list[dict[str, Any]]
) -> None:
    fields = {"role": "Brand designer"}
    here = {**DRAFT, "group": "REQ-1", "fields": fields}
    state = {"context": "scoping", "request": here, "my_requests": [OTHER]}
    calls = called(model(said, **state))
    assert [a["fields"] for name, a in calls if name == "update_request"] == written
    if not calls:
        assert "how much of it is for each" in model(said, **state).text


def test_one_amount_for_all_who_are_asked_for_is_the_budget_of_none(model: Ask) -> None:
    said = "Need a photographer and a videographer, £2,500 for both together"
    ((_, args),) = called(model(said))
    assert (args["fields"]["role"], "budget" in args["fields"]) == ("photographer", False)


@pytest.mark.parametrize(
    "said",
    [
        "make it one person who does both",
        "can one person do both?",
        "put them into one request",
        "we'd rather have somebody who can do both",
    ],
)
def test_one_person_for_both_changes_no_number_and_is_told_the_way(model: Ask, said: str) -> None:
    here = {**DRAFT, "group": "REQ-1"}
    told = model(said, context="scoping", request=here, my_requests=[OTHER])
    assert (called(told), "One person for both is one request" in told.text) == ([], True)


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ("Need a DJ and a bartender for our party on 18 December", ["DJ", "bartender"]),
        ("a florist and a DJ for the gala", ["florist", "DJ"]),
        ("looking for an emcee and two waiters", ["emcee", "waiter"]),
    ],
)
def test_trades_of_an_evening_are_roles_like_others(
    read: Read, said: str, roles: list[str]
) -> None:
    assert [one["role"] for one in read(said).requests] == roles


FILE_ALL = ["file both", "file both of them please", "file them both", "ok, submit all of them"]


@pytest.mark.parametrize("said", FILE_ALL)
def test_of_several_to_be_filed_the_one_that_is_complete_is_proposed(model: Ask, said: str) -> None:
    here = {**DRAFT, "group": "REQ-1", "missing": ["budget"]}
    state = {"context": "scoping", "request": here, "my_requests": [OTHER]}
    assert called(model(said, **state)) == [("show_request", {"request_id": "REQ-2"})]
    ready = ("show_request", {"request_id": "REQ-2"}, {"record": {**OTHER, "missing": []}})
    assert called(model(said, ready, **state)) == [(TURNING, {"request_id": "REQ-2"})]
    lacking = (*ready[:2], {"record": {**OTHER, "missing": ["budget"]}})
    told = model(said, lacking, **state)
    assert not called(told)
    assert "Still needed: budget" in told.text


@pytest.mark.parametrize("said", FILE_ALL)
def test_beside_the_one_that_is_filed_first_those_that_follow_are_named(
    model: Ask, said: str
) -> None:
    here = {**DRAFT, "group": "REQ-1"}
    state = {"context": "scoping", "request": here, "my_requests": [OTHER]}
    assert called(model(said, **state)) == [("propose_filing", {})]
    told = model(said, ("propose_filing", {}, {"record": here}), **state)
    assert [name for name, _ in called(told)] == ["file_request"]
    assert "Copywriter (REQ-2, draft)" in told.text


def test_another_request_is_turned_to_by_what_sets_it_apart(model: Ask) -> None:
    other = {**OTHER, "title": "SEO specialist"}
    here = {**DRAFT, "group": "REQ-1"}
    message = model("back to the SEO one", context="scoping", request=here, my_requests=[other])
    assert called(message) == [(TURNING, {"request_id": "REQ-2"})]


def begun(model: Ask, said: str) -> dict[str, Any]:
    """What the only call of a message about other work than a brand designer's writes."""
    ((name, args),) = called(model(said, context="scoping", request=TOLD))
    assert name == "update_request"
    return args


TOLD = {**DRAFT, "fields": {**DRAFT["fields"], "duration_weeks": 4}}


@pytest.mark.parametrize(
    "said",
    [
        "also need a photographer for the product pages, 60 shots, $4000, two weeks",
        "and a technical writer for the docs, 2 weeks, 5k",
        "wordpress dev 4 wks 60/h",
    ],
)
def test_another_trade_with_terms_of_its_own_is_another_request(model: Ask, said: str) -> None:
    args = begun(model, said)
    assert args["new"]
    assert "logo" not in args["fields"].get("deliverables", [])


@pytest.mark.parametrize("said", ["actually a photographer, 3 weeks, 5k", "photographer"])
def test_another_trade_without_terms_or_as_a_correction_is_the_same_request(
    model: Ask, said: str
) -> None:
    assert "new" not in begun(model, said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("back to the first one", "REQ-1"),
        ("go back to the event help", "REQ-2"),
        ("ok, switch to the photos request please", None),
    ],
)
def test_one_goes_back_to_a_request_by_its_place_or_its_kind(
    model: Ask, said: str, meant: str | None
) -> None:
    here = {**DRAFT, "id": "REQ-3", "group": "REQ-1"}
    first = {"id": "REQ-1", "status": "draft", "title": "Copywriter", "group": "REQ-1"}
    mine = [{**OTHER, "title": "event helper"}, first]
    calls = called(model(said, context="scoping", request=here, my_requests=mine))
    assert calls == ([(TURNING, {"request_id": meant})] if meant else [("list_requests", {})])


def test_what_was_said_of_one_request_can_be_said_of_the_other(model: Ask) -> None:
    here = {**DRAFT, "group": "REQ-1"}
    before = [HumanMessage("the copywriter should speak German")]
    said = "same for the brand designer"
    calls = called(model(said, context="scoping", request=here, my_requests=[OTHER], before=before))
    assert calls == [("update_request", {"fields": {"language": "German"}})]


@pytest.mark.parametrize("said", ["file the brand designer too", "submit the designer request"])
def test_a_request_is_filed_by_its_role(model: Ask, said: str) -> None:
    calls = called(model(said, context="scoping", request=DRAFT))
    assert calls == [("propose_filing", {})]


@pytest.mark.parametrize(
    "said",
    [
        "we also need someone backend, Python and Postgres, 4 months from February, 60k",
        "we need someone for photos too, 5k, 2 weeks from 1 April",
    ],
)
def test_somebody_more_with_terms_is_another_request_without_a_trade_s_name(
    model: Ask, said: str
) -> None:
    assert begun(model, said)["new"]


def test_what_follows_behind_the_request_one_goes_back_to_is_done_there(model: Ask) -> None:
    here = {**DRAFT, "group": "REQ-1"}
    other = {**OTHER, "title": "video editor"}
    said = "back to the video: make it 4 weeks"
    message = model(said, context="scoping", request=here, my_requests=[other])
    assert called(message) == [(TURNING, {"request_id": "REQ-2"})]


def test_back_to_another_trade_changes_the_role_where_no_other_request_is_open(model: Ask) -> None:
    assert begun(model, "no, back to illustrator please")["fields"]["role"] == "illustrator"


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("a designer or illustrator for 3 weeks", "designer or illustrator"),
        (
            "I need either a copywriter or a content strategist, whoever fits, 4 weeks",
            "copywriter or content strategist",
        ),
        (
            "two roles or one: an employment lawyer or HR consultant",
            "employment lawyer or HR consultant",
        ),
        ("a bookkeeper and/or an accountant, 2 weeks", "bookkeeper or accountant"),
        ("two developers or testers from 4 Jan", "developer or tester"),
        ("we want a graphic designer, or maybe an animator", "graphic designer or animator"),
        ("a designer, illustrator or animator, 3 weeks", "designer, illustrator or animator"),
    ],
)
def test_roles_of_which_one_is_wanted_are_one_request(read: Read, said: str, role: str) -> None:
    assert (read(said).fields["role"], read(said).requests) == (role, ())


def test_a_choice_stands_beside_another_role(read: Read) -> None:
    told = read("a copywriter for 2 weeks and a designer or an illustrator for 3 weeks").requests
    assert [one["role"] for one in told] == ["copywriter", "designer or illustrator"]


@pytest.mark.parametrize(
    ("known", "said", "role"),
    [
        ("copywriter", "or a content strategist", "copywriter or content strategist"),
        ("copywriter", "a content strategist would do too", "copywriter or content strategist"),
        ("copywriter", "an editor is fine as well", "copywriter or editor"),
        ("copywriter", "a content strategist instead", "content strategist"),
        ("designer or illustrator", "just a designer", "designer"),
        ("designer or illustrator", "only an illustrator please", "illustrator"),
    ],
)
def test_a_choice_of_roles_is_widened_and_settled(
    model: Ask, known: str, said: str, role: str
) -> None:
    draft = {**DRAFT, "fields": {"role": known}, "origins": {"role": "said"}}
    ((_, args),) = called(model(said, request=draft, context="scoping"))
    assert args["fields"]["role"] == role


@pytest.mark.parametrize(
    "said",
    [
        "a trainer, 12 drivers, two groups",
        "a trainer for forklift: 3 sessions, 8 people each",
        "a trainer: 15 sales agents, one day",
        "language coach for 5 engineers",
        "a facilitator, 9 team leads, 1 day workshop",
        "a yoga teacher, twice a week, 15 people each time",
        "safety instructor, about 30 warehouse operators, 3 sessions",
    ],
)
def test_who_is_taught_is_nobody_wanted(read: Read, said: str) -> None:
    assert (read(said).requests, read(said).fields.get("headcount", 1)) == ((), 1)


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("a cook, 5 waiters", 5),
        ("we need a trainer and 12 drivers", 12),
        ("a trainer, 5 testers from 4 January", 5),
        ("a coach for 3 weeks, 5 developers for 6 weeks", 5),
    ],
)
def test_who_is_wanted_beside_somebody_who_teaches_is_a_request(
    read: Read, said: str, people: int
) -> None:
    assert [one.get("headcount", 1) for one in read(said).requests] == [1, people]


def test_what_one_of_several_roles_must_know_is_no_skill_of_the_first(read: Read) -> None:
    said = "Two roles: a buyer, six weeks, and a tester who knows Playwright, four weeks"
    assert "skills" not in read(said).fields


@pytest.mark.parametrize(
    ("said", "skills"),
    [
        (
            "I want a drone pilot (A2 CofC) for us and a vision mixer who's fluent in Resolume.",
            ["A2 CofC", "Resolume"],
        ),
        (
            "for the fair: 1 juggler (fire permit) + 1 face painter (hypoallergenic paints)",
            ["fire permit", "hypoallergenic paints"],
        ),
        (
            "We want a beekeeper (IPM) for the roof and a botanical dyer who knows indigo vats.",
            ["IPM", "indigo vats"],
        ),
    ],
)
def test_skills_are_of_the_role_that_they_are_told_of_whatever_its_trade(
    read: Read, said: str, skills: list[str]
) -> None:
    requests = read(said, context="none").requests
    assert [one for request in requests for one in request["skills"]["must"]] == skills

"""Any words may answer what the work is about, but not those that say something else."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("asked", "said", "fields"),
    [
        ("scope", "start 4 jan", {"start_date": "2027-01-04"}),
        ("scope", "budget I don't know yet", {}),
        ("scope", "wait no thats not sensitive", {"sensitive_data": False}),
        ("acceptance_criteria", "make it 8 days", {"duration_weeks": 1.6}),
        ("role", "2wk", {"duration_weeks": 2}),
        ("scope", "Budget cap 8k.",
         {"budget": {"amount": 8000, "currency": "USD", "basis": "fixed"}}),
        ("deliverables", "Tuesday to Thursday only",
         {"requirements": ["Tuesday to Thursday only"]}),
        ("scope", "deliverables?? four drawings", {"deliverables": ["four drawings"]}),
        ("scope", "start date? 4 jan", {"start_date": "2027-01-04"}),
        ("scope", "how long? three weeks or so", {"duration_weeks": 3}),
    ],
)  # fmt: skip
def test_what_says_something_else_is_no_answer(
    read: Read, asked: str, said: str, fields: dict[str, Any]
) -> None:
    assert read(said, asked=(asked,)).fields == fields


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("the wiki search, from home, two people",
         {"scope": "wiki search", "location": "remote", "headcount": 2}),
        ("ERC bid, deadline 9 February, annex and cover letter",
         {"scope": "ERC bid, annex and cover letter", "deadline": "2027-02-09"}),
        ("flyer and poster, 5 weeks, plus a menu card",
         {"scope": "flyer and poster, plus a menu card", "duration_weeks": 5}),
        ("paint the hall, the stairs and the doors",
         {"scope": "paint the hall, the stairs and the doors"}),
        ("stock report; finished means the auditors accept it and it shows every site",
         {"scope": "stock report",
          "acceptance_criteria": ["the auditors accept it", "it shows every site"]}),
    ],
)  # fmt: skip
def test_a_clause_that_tells_another_field_is_no_part_of_the_work(
    read: Read, said: str, fields: dict[str, Any]
) -> None:
    assert read(said, asked=("scope", "budget")).fields == fields


def test_a_head_count_with_the_role_is_no_scope(read: Read) -> None:
    told = read("make it three agents", asked=("scope",)).fields
    assert told["headcount"] == 3
    assert "scope" not in told


def test_a_day_at_the_head_of_what_is_handed_over_is_no_part_of_it(read: Read) -> None:
    said = "photographer 1 wk 3k start 7 dec product shots, no pii"
    told = read(said, context="none").fields
    assert (told["start_date"], told["deliverables"]) == ("2026-12-07", ["product shots"])


@pytest.mark.parametrize(
    ("said", "items"),
    [
        ("deliverables: churn dashboard, SQL model, handover session",
         ["churn dashboard", "SQL model", "handover session"]),
        ("Deliverables: welcome guests, run the raffle and hand out goodie bags",
         ["welcome guests", "run the raffle", "hand out goodie bags"]),
        ("our deliverables = 3 reels a week, community replies",
         ["3 reels a week", "community replies"]),
    ],
)  # fmt: skip
def test_what_is_listed_under_its_name_is_all_of_that_list(
    read: Read, said: str, items: list[str]
) -> None:
    told = read(said, asked=("scope", "deliverables")).fields
    assert told["deliverables"] == items
    assert not {"scope", "systems", "skills"} & told.keys()


@pytest.mark.parametrize(
    "said",
    [
        "one sec, somebody at the door",
        "hm let me ask Robert first",
        "my boss will kill me if this takes much longer",
        "I already know someone at Accenture who could do it",
        "the last one we had was a disaster",
        "go ahead and show me people",
        "let's file the designer first",
        "she delivered the texts, all good",
        "show me all requests of my department",
        "can I lower the risk?",
    ],
)
@pytest.mark.parametrize("asked", ["scope", "deliverables", "acceptance_criteria"])
def test_talk_and_orders_are_no_answer(read: Read, asked: str, said: str) -> None:
    assert asked not in read(said, asked=(asked,)).fields


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("not Berlin, remote", {"location": "remote"}),
        ("English not needed, German only", {"language": "German"}),
        ("Budget cap 8k.", {"budget": {"amount": 8000, "currency": "USD", "basis": "fixed"}}),
        ("GDPR stuff: names, emails. read access only", {"sensitive_data": True}),
    ],
)
def test_what_talk_states_of_other_fields_is_read(
    read: Read, said: str, fields: dict[str, Any]
) -> None:
    assert read(said, asked=("scope",)).fields == fields


@pytest.mark.parametrize(
    "said",
    [
        "we want to know why people leave at the checkout",
        "somebody should tidy up our price lists, they are full of errors",
        "a packing plan for the warehouse",
        "an interview series with our climbers",
        "answer the phones over Christmas",
    ],
)
def test_work_told_in_a_sentence_is_an_answer(read: Read, said: str) -> None:
    assert "scope" in read(said, asked=("scope",)).fields


@pytest.mark.parametrize("said", ["Can you take care?", "Could you handle this please?"])
def test_a_wish_to_be_served_at_the_end_of_a_mail_asks_nothing(read: Read, said: str) -> None:
    told = read(f"We need an illustrator, 3 weeks, 4k. Logo refresh. {said}", context="none")
    assert not told.questions
    assert told.fields["scope"] == "Logo refresh"


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("- event host (moderator) for our customer day in Munich", "event host"),
        ("Event host (m/f/d)", "Event host"),
        ("product photographer (w/m/d) for the spring shoot", "product photographer"),
    ],
)
def test_no_half_of_a_bracket_stays_with_a_role(read: Read, said: str, role: str) -> None:
    told = read(said, asked=("role", "scope")).fields
    assert told["role"] == role
    assert ")" not in told.get("scope", "")


@pytest.mark.parametrize(
    ("said", "languages"),
    [
        ("a host for our party, eng/german", "English, German"),
        ("a host who can do eng & french", "English, French"),
    ],
)
def test_a_language_cut_short_beside_another_is_no_unit(
    read: Read, said: str, languages: str
) -> None:
    told = read(said, context="none").fields
    assert told["language"] == languages
    assert "business_unit" not in told


@pytest.mark.parametrize(
    ("said", "sensitive"),
    [
        ("6 weeks and yes", True),
        ("it starts in January, and they see payslips, so yes", True),
        ("the material is public, so no", False),
        ("four weeks from 7 December; probably no", False),
        ("no sens. data", False),
        ("Non, not sensible", False),
        ("that is not really sensitive", False),
        ("start in January and no Figma", None),
    ],
)
def test_a_yes_or_no_that_ends_an_answer_counts(
    read: Read, said: str, sensitive: bool | None
) -> None:
    told = read(said, asked=("sensitive_data", "duration_weeks")).fields
    assert told.get("sensitive_data") is sensitive


@pytest.mark.parametrize(
    ("asked", "said", "fields"),
    [
        (("duration_weeks", "sensitive_data"), "1) 4 weeks 2) no",
         {"duration_weeks": 4, "sensitive_data": False}),
        (("sensitive_data", "deliverables"), "1. no\n2. a pivot table workbook",
         {"sensitive_data": False, "deliverables": ["pivot table workbook"]}),
        (("scope", "budget"), "1: product texts, 2: 4k",
         {"scope": "product texts",
          "budget": {"amount": 4000, "currency": "USD", "basis": "fixed"}}),
        (("sensitive_data", "budget"), "1) no 2) later, they should do it afterwards",
         {"sensitive_data": False}),
    ],
)  # fmt: skip
def test_numbered_answers_go_to_the_questions_in_their_order(
    read: Read, asked: tuple[str, ...], said: str, fields: dict[str, Any]
) -> None:
    found = read(said, asked=asked)
    assert (found.fields, found.circumvents) == (fields, False)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("it is not confidential, internal only", "internal"),
        ("internal then", "internal"),
        ("nothing really secret", "public"),
    ],
)
def test_a_class_after_the_one_denied_is_meant(read: Read, said: str, level: str) -> None:
    assert read(said).fields["security_classification"] == level


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("online", "remote"),
        ("all online please", "remote"),
        ("it will be held online", "remote"),
        ("we sell online, no stores", None),
        ("copywriter for our online shop", None),
    ],
)
def test_work_that_is_done_online_is_remote(read: Read, said: str, place: str | None) -> None:
    assert read(said).fields.get("location") == place


@pytest.mark.parametrize(
    "said", ["blog posts about winter cycling", "product texts for the new bikes", "a town hall"]
)
def test_the_work_is_told_while_a_list_is_shown_too(read: Read, said: str) -> None:
    told = read(said, context="shortlist_shown", asked=("scope",))
    assert (told.intent, *told.fields) == ("provide_detail", "scope")


@pytest.mark.parametrize(
    ("said", "sensitive", "amount"),
    [
        ("no. Sorry, it's 13k not 12k", False, 13000),
        ("no - and the budget is 13k, not 12k", False, 13000),
        ("no! sorry 13k instead of 12k", False, 13000),
        ("yes. sorry, the budget is 13k not 12k", True, 13000),
        ("no, sorry, 13k", None, 13000),
        ("no it's 13k", None, None),
    ],
)
def test_an_answer_stands_beside_a_correction_that_follows_it(
    read: Read, said: str, sensitive: bool | None, amount: int | None
) -> None:
    told = read(said, asked=("sensitive_data",)).fields
    assert told.get("sensitive_data") is sensitive
    assert (told.get("budget") or {}).get("amount") == amount


ASKED_FOR_WORK = ("scope", "start_date")


@pytest.mark.parametrize(
    ("said", "work", "accepted"),
    [
        ("four product pages, done when Maya signs off", "four product pages", "Maya signs off"),
        ("four product pages by 12 Dec, Maya signs off", "four product pages", "Maya signs off"),
        ("two brochures, accepted when legal has read them", "two brochures",
         "legal has read them"),
        ("five mailings and my boss checks them", "five mailings", "my boss checks them"),
        ("two posters, done when the printer takes the files; start 30 nov", "two posters",
         "the printer takes the files"),
        ("a landing page; accepted once the form works", "landing page", "the form works"),
        ("3 clips. Finished as soon as they are live", "3 clips", "they are live"),
    ],
)  # fmt: skip
def test_an_answer_that_also_says_who_accepts_it_is_parted(
    read: Read, said: str, work: str, accepted: str
) -> None:
    fields = read(said, asked=ASKED_FOR_WORK).fields
    assert (fields["scope"], fields["deliverables"]) == (work, [work])
    assert fields["acceptance_criteria"] == [accepted]
    assert "budget_owner" not in fields


@pytest.mark.parametrize(
    ("said", "beside"),
    [
        ("six articles (all in French), 2k", {"scope": "six articles", "language": "French"}),
        ("a landing page and two mailings, in German",
         {"deliverables": ["landing page", "two mailings"], "language": "German"}),
        ("three flyers until 20 January", {"scope": "three flyers", "deadline": "2027-01-20"}),
        ("macros for our stock list, 1000 max", {"scope": "macros for our stock list"}),
        ("audit of 3 shops, 2 weeks from 7 Dec", {"scope": "audit of 3 shops"}),
        ("40 packshots: front and back, 3k", {"deliverables": ["40 packshots: front and back"]}),
    ],
)  # fmt: skip
def test_facts_behind_the_work_are_no_part_of_it(
    read: Read, said: str, beside: dict[str, object]
) -> None:
    fields = read(said, asked=ASKED_FOR_WORK).fields
    assert {name: fields.get(name) for name in beside} == beside


def test_a_bare_day_of_the_month_answers_when_it_starts(read: Read) -> None:
    assert read("11th", asked=("start_date",)).fields == {"start_date": "2026-12-11"}

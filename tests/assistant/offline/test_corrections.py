"""A correction changes exactly what it names, in whatever plain words it comes."""

from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from tests.assistant.offline.planned import DRAFT, SHORTLIST, Ask, called

ROOM = {
    **DRAFT,
    "fields": {
        "role": "Technical writer",
        "skills": {"must": ["Figma", "TypeScript"], "nice": ["Kotlin"], "excluded": []},
        "deliverables": ["12 icons", "3 spot illustrations"],
        "scope": "catalogue photos of 60 products",
        "budget": {"amount": 8000, "max": None, "currency": "USD", "basis": "fixed"},
        "duration_weeks": 8,
        "start_date": "2027-01-14",
        "location": "Hamburg",
        "language": "English, French",
        "headcount": 2,
    },
    "origins": {"skills": "template", "deliverables": "said"},
}


def changed(model: Ask, said: str, **state: Any) -> dict[str, Any]:
    """What the only call of a message writes into the request, or empties."""
    ((name, args),) = called(model(said, **{"context": "scoping", "request": ROOM, **state}))
    assert name == "update_request"
    return {**args["fields"], **dict.fromkeys(args.get("clear", ()))}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("drop the second deliverable", {"deliverables": ["12 icons"]}),
        ("make the first deliverable 10 tutorials",
         {"deliverables": ["10 tutorials", "3 spot illustrations"]}),
        ("actually 15 icons", {"deliverables": ["15 icons", "3 spot illustrations"]}),
        ("make the 12 icons 15", {"deliverables": ["15 icons", "3 spot illustrations"]}),
        ("I don't know the budget yet", {"budget": None}),
        ("not 12 icons, 14", {"deliverables": ["14 icons", "3 spot illustrations"]}),
        ("make it 80 products", {"scope": "catalogue photos of 80 products"}),
        ("add a style guide to the deliverables",
         {"deliverables": ["12 icons", "3 spot illustrations", "style guide"]}),
        ("swap the spot illustrations for a lookbook cover",
         {"deliverables": ["12 icons", "lookbook cover"]}),
        ("forget the illustrations, icons only", {"deliverables": ["12 icons"]}),
        ("drop the illustrations, we only need the icons", {"deliverables": ["12 icons"]}),
        ("actually 15 icons, and a style guide of course",
         {"deliverables": ["15 icons", "3 spot illustrations", "style guide"]}),
        ("a cover illustration with our logo",
         {"deliverables": ["12 icons", "3 spot illustrations",
                           "cover illustration with our logo"]}),
    ],
)  # fmt: skip
def test_a_part_of_a_list_is_changed_and_the_rest_stays(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    assert changed(model, said) == fields


@pytest.mark.parametrize(
    ("said", "must", "nice"),
    [
        ("drop the Kotlin requirement", ["Figma", "TypeScript"], []),
        ("Kotlin isn't needed", ["Figma", "TypeScript"], []),
        ("no longer needs Figma", ["TypeScript"], ["Kotlin"]),
        ("take out TypeScript", ["Figma"], ["Kotlin"]),
        ("swap Figma for Sketch", ["TypeScript", "Sketch"], ["Kotlin"]),
        ("please use Sketch instead of Figma", ["TypeScript", "Sketch"], ["Kotlin"]),
        ("we don't need TypeScript", ["Figma"], ["Kotlin"]),
        ("no TypeScript needed", ["Figma"], ["Kotlin"]),
        ("add hand lettering to the skills", ["Figma", "TypeScript", "hand lettering"], ["Kotlin"]),
        ("add GraphQL to the skills", ["Figma", "TypeScript", "GraphQL"], ["Kotlin"]),
    ],
)
def test_a_skill_goes_or_comes_and_the_others_stay(
    model: Ask, said: str, must: list[str], nice: list[str]
) -> None:
    assert changed(model, said) == {"skills": {"must": must, "nice": nice, "excluded": []}}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("budget up by 10%", {"budget": {"amount": 8800, "currency": "USD", "basis": "fixed"}}),
        ("make the budget 10% higher",
         {"budget": {"amount": 8800, "currency": "USD", "basis": "fixed"}}),
        ("double the budget", {"budget": {"amount": 16000, "currency": "USD", "basis": "fixed"}}),
        ("cut the budget by half",
         {"budget": {"amount": 4000, "currency": "USD", "basis": "fixed"}}),
        ("we need 2,000 dollars more",
         {"budget": {"amount": 10000, "currency": "USD", "basis": "fixed"}}),
        ("take 2k off", {"budget": {"amount": 6000, "currency": "USD", "basis": "fixed"}}),
        ("add another 1,000", {"budget": {"amount": 9000, "currency": "USD", "basis": "fixed"}}),
        ("same but in euros", {"budget": {"amount": 8000, "currency": "EUR", "basis": "fixed"}}),
        ("push the start back two weeks", {"start_date": "2027-01-28"}),
        ("change the start to the 20th", {"start_date": "2027-01-20"}),
        ("maybe the 18th, if that works", {"start_date": "2027-01-18"}),
        ("the 25th please", {"start_date": "2027-01-25"}),
        ("I got the wrong date, should be 8 February", {"start_date": "2027-02-08"}),
        ("we need one more week", {"duration_weeks": 9}),
        ("just one of them", {"headcount": 1}),
        ("never mind, one is enough", {"headcount": 1}),
        ("add a third writer", {"headcount": 3}),
        ("remove Hamburg", {"location": None}),
        ("no French needed then", {"language": "English"}),
        ("never mind the French", {"language": "English"}),
        ("remote is fine too", {"location": "Hamburg, remote"}),
        ("change the role to motion designer", {"role": "motion designer"}),
        ("drop French", {"language": "English"}),
        ("also German please", {"language": "English, French, German"}),
        ("clear the language", {"language": None}),
        ("remove the start date", {"start_date": None}),
    ],
)  # fmt: skip
def test_one_field_moves_and_no_other(model: Ask, said: str, fields: dict[str, Any]) -> None:
    told = changed(model, said)
    if "budget" in told:
        told["budget"] = {k: v for k, v in told["budget"].items() if v is not None}
    assert told == fields


@pytest.mark.parametrize("said", ["undo that", "undo", "undo that too", "cancel the last change"])
def test_undo_takes_the_last_change_back_and_withdraws_nothing(model: Ask, said: str) -> None:
    assert called(model(said, context="scoping", request=ROOM)) == [("undo_change", {})]


@pytest.mark.parametrize(
    "said", ["put it through", "file all of them", "raise it to 19 an hour", "take the second"]
)
@pytest.mark.parametrize("asked", ["scope", "acceptance_criteria", "deliverables"])
def test_an_order_is_no_answer_to_an_open_question(model: Ask, said: str, asked: str) -> None:
    draft = {**DRAFT, "missing": [asked], "ask_next": [asked]}
    message = model(said, context="scoping", request=draft, asked=[asked])
    written = [args.get("fields", {}) for name, args in called(message) if "request" in name]
    assert not any(asked in fields for fields in written)


@pytest.mark.parametrize("said", ["why Toptal?", "is Upwork ok for that?"])
def test_a_question_about_a_channel_sets_none(model: Ask, said: str) -> None:
    calls = called(model(said, context="scoping", request=ROOM))
    assert [name for name, _ in calls] in (["ask_policy"], ["show_request"])


@pytest.mark.parametrize("said", ["go with the second", "take number 2", "actually the second one"])
def test_choosing_by_place_moves_no_date(model: Ask, said: str) -> None:
    message = model(said, context="shortlist_shown", request=ROOM, shortlist=SHORTLIST)
    ((name, args),) = called(message)
    assert (name, args["pin"]) == ("adjust_shortlist", ["T-2"])


def test_leaving_somebody_out_by_place_moves_no_date(model: Ask) -> None:
    message = model(
        "take number 1 off, I know him, it didn't work out",
        context="shortlist_shown", request=ROOM, shortlist=SHORTLIST,
    )  # fmt: skip
    ((name, args),) = called(message)
    assert (name, [one["id"] for one in args["exclude"]]) == ("adjust_shortlist", ["T-1"])


@pytest.mark.parametrize(
    "said",
    [
        "also, separately, a translator for product texts, 1,500 euros",
        "I also need a translator for the same launch, 2 days in mid January, $4,000",
        "Another one: a customs specialist in Hamburg for 2 months, 20k",
        "and I'd also like a UX researcher, 5 interviews, 3 weeks from 1 February, $8,000",
        "and a second request: Java backend developer for the stock API, 8 weeks, 20k",
    ],
)
def test_another_request_is_opened_beside_the_first(model: Ask, said: str) -> None:
    ((name, args),) = called(model(said, context="scoping", request=ROOM))
    assert (name, args.get("new")) == ("update_request", True)
    assert "Hamburg, " not in args["fields"].get("location", "")
    assert "60 products" not in args["fields"].get("scope", "")


def test_a_request_is_given_up_by_its_role(model: Ask) -> None:
    ((name, _),) = called(model("drop the technical writer", context="scoping", request=ROOM))
    assert name == "withdraw_request"


def test_how_much_needs_no_approval_is_a_question_and_no_way_around(model: Ask) -> None:
    said = "what's the maximum I can spend without approval?"
    ((name, args),) = called(model(said, context="scoping", request=ROOM))
    assert (name, args["question"]) == ("ask_policy", said)


def test_a_scope_made_of_the_deliverables_is_not_taken_for_said(model: Ask) -> None:
    fields = ROOM["fields"] | {"scope": "12 icons; 3 spot illustrations"}
    room = {**ROOM, "fields": fields, "origins": ROOM["origins"] | {"scope": "deliverables"}}
    ((_, args),) = called(model("actually 15 icons", context="scoping", request=room))
    assert args["fields"] == {"deliverables": ["15 icons", "3 spot illustrations"]}


def test_experience_is_no_length_of_the_work(model: Ask) -> None:
    calls = called(model("need someone senior with 5+ years", context="scoping", request=ROOM))
    assert not any("duration_weeks" in args.get("fields", {}) for _, args in calls)


def test_what_nobody_needs_to_see_is_no_item(model: Ask) -> None:
    room = {**ROOM, "fields": ROOM["fields"] | {"deliverables": ["8 interviews with customers"]}}
    said = "they don't need to see the customer addresses after all"
    calls = called(model(said, context="scoping", request=room))
    assert not any("deliverables" in args.get("clear", ()) for _, args in calls)


@pytest.mark.parametrize(
    "said",
    [
        "don't forget the 12 icons",
        "not only the icons but a style guide",
        "we can't drop the icons",
    ],
)
def test_what_is_not_to_go_stays(model: Ask, said: str) -> None:
    calls = called(model(said, context="scoping", request=ROOM))
    lists = [args["fields"].get("deliverables") for _, args in calls if "fields" in args]
    assert all(one is None or "12 icons" in one for one in lists)


def test_what_is_no_item_is_not_taken_for_the_work(model: Ask) -> None:
    calls = called(model("take out the lookbook cover", context="scoping", request=ROOM))
    assert not any("scope" in args.get("fields", {}) for _, args in calls)


def test_a_no_to_something_else_says_nothing_of_data(model: Ask) -> None:
    asked = {"context": "scoping", "request": ROOM, "asked": ["sensitive_data"]}
    calls = called(model("no that's a separate request", **asked))
    assert not any("sensitive_data" in args.get("fields", {}) for _, args in calls)


def test_only_those_named_behind_leave_out_are_left_out(model: Ask) -> None:
    said = "I like the first, leave out the second"
    message = model(said, context="shortlist_shown", request=ROOM, shortlist=SHORTLIST)
    ((name, args),) = called(message)
    assert (name, [one["id"] for one in args["exclude"]]) == ("adjust_shortlist", ["T-2"])


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("drop the VAT part", {"scope": "tax return, payroll"}),
        ("make it 9 weeks and leave out the payroll",
         {"scope": "tax return, VAT", "duration_weeks": 9}),
        ("we don't need the tax return", {"scope": "VAT, payroll"}),
    ],
)  # fmt: skip
def test_work_that_is_no_longer_wanted_leaves_the_scope_and_is_no_criterion(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    known = {**ROOM["fields"], "scope": "tax return, VAT and payroll", "skills": {}}
    room = {**ROOM, "fields": known, "origins": {"scope": "said"}}
    told = changed(model, said, request=room, asked=["acceptance_criteria"])
    assert told == fields


@pytest.mark.parametrize(
    "said", ["scrap the range, 35 is the max", "actually 35 is the max, no range", "35 is the cap"]
)
def test_the_upper_end_alone_takes_the_place_of_a_range(model: Ask, said: str) -> None:
    budget = {"amount": 30, "max": 40, "currency": "USD", "basis": "hourly"}
    room = {**ROOM, "fields": {**ROOM["fields"], "budget": budget}}
    told = changed(model, said, request=room, asked=["deliverables", "acceptance_criteria"])
    assert told == {"budget": {**budget, "amount": 35, "max": None}}


LOGO: dict[str, Any] = {
    **DRAFT,
    "fields": {
        "role": "designer",
        "scope": "new logo",
        "deliverables": ["Logo in two directions", "Brand guidelines as PDF", "Source files"],
        "skills": {"must": ["Adobe Illustrator"], "nice": [], "excluded": []},
    },
    "origins": {"role": "said", "scope": "said", "deliverables": "template"},
}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("no guidelines, just the logo", ["Logo in two directions"]),
        ("only the source files please", ["Source files"]),
        ("just the logo, nothing else", ["Logo in two directions"]),
        ("the logo only", ["Logo in two directions"]),
        ("not the logo", ["Brand guidelines as PDF", "Source files"]),
        ("no guidelines", ["Logo in two directions", "Source files"]),
        ("skip the guidelines, we have those", ["Logo in two directions", "Source files"]),
        ("only the poster", ["poster"]),
        ("no logo, we only need a banner", ["banner"]),
        ("drop the guidelines and add a banner",
         ["Logo in two directions", "Source files", "banner"]),
    ],
)  # fmt: skip
def test_what_was_assumed_to_be_handed_over_is_put_right(
    model: Ask, said: str, left: list[str]
) -> None:
    state = {"context": "scoping", "request": LOGO, "asked": ["sensitive_data"]}
    ((_, args),) = called(model(said, **state))
    assert args["fields"]["deliverables"] == left
    assert "sensitive_data" not in args["fields"]


@pytest.mark.parametrize("said", ["only the weekend", "just the two of us", "just a second"])
def test_only_something_else_hands_over_nothing_else(model: Ask, said: str) -> None:
    for _, args in called(model(said, context="scoping", request=LOGO)):
        assert "deliverables" not in args.get("fields", {})


@pytest.mark.parametrize("said", ["drop the Figma requirement", "remove React", "skip the SQL"])
def test_what_the_request_never_had_is_not_put_in_by_taking_it_out(model: Ask, said: str) -> None:
    message = model(said, context="scoping", request=LOGO)
    assert not message.tool_calls
    assert "nothing to take out" in message.text


PARTY = {**DRAFT, "fields": {"role": "photographer", "start_date": "2027-06-12",
                             "deadline": "2027-06-12", "duration_weeks": 0.2}}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("the party might be on the 13th", ("2027-06-13", "2027-06-13")),
        ("it's the 15th", ("2027-06-15", "2027-06-15")),
        ("make it the 14th then", ("2027-06-14", "2027-06-14")),
        ("13th it is", ("2027-06-13", "2027-06-13")),
        ("it's the 13th and 14th now", ("2027-06-13", "2027-06-14")),
    ],
)
def test_the_work_of_one_day_moves_as_a_whole_within_its_month(
    model: Ask, said: str, days: tuple[str, str]
) -> None:
    ((_, args),) = called(model(said, context="scoping", request=PARTY))
    assert (args["fields"]["start_date"], args["fields"]["deadline"]) == days


@pytest.mark.parametrize(
    "said", ["one day in March", "a single day in early March", "1 day in March"]
)
def test_one_day_of_a_month_is_any_of_it_and_not_its_first(model: Ask, said: str) -> None:
    request = {**DRAFT, "fields": {"role": "photographer"}}
    ((_, args),) = called(model(said, context="scoping", request=request))
    assert (args["fields"]["start_date"], args["fields"].get("deadline")) == ("2027-03-01", None)


@pytest.mark.parametrize("said", ["confirm", "approved", "proceed", "redo"])
def test_an_order_in_one_word_is_no_role(model: Ask, said: str) -> None:
    bare = {**DRAFT, "fields": {"scope": "minutes of a meeting"}, "missing": ["role"]}
    assert "update_request" not in dict(
        called(model(said, context="scoping", request=bare, asked=["role", "sensitive_data"]))
    )


CUTS = {**DRAFT, "fields": {"role": "videographer", "scope": "fair in Lisbon",
                            "deliverables": ["agreed cuts in all formats", "captions"]},
        "origins": {"deliverables": "template", "scope": "said"}}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("add a second cut for LinkedIn", ["second cut"]),
        (
            "actually the videographer should also do a second cut for LinkedIn",
            ["second cut for LinkedIn"],
        ),
        ("also add another cut of 30 seconds", ["another cut of 30 seconds"]),
    ],
)
def test_one_more_of_a_kind_comes_on_top_and_the_work_stays(
    model: Ask, said: str, more: list[str]
) -> None:
    ((_, args),) = called(model(said, context="scoping", request=CUTS))
    assert args["fields"] == {"deliverables": [*CUTS["fields"]["deliverables"], *more]}


def test_what_is_handed_over_by_a_bare_day_is_read_beside_the_day(model: Ask) -> None:
    dated = {**CUTS, "fields": {**CUTS["fields"], "deadline": "2026-12-10"}}
    said = "what I want is raw footage and a 90 second cut by the 18th"
    ((_, args),) = called(model(said, context="scoping", request=dated))
    assert args["fields"]["deadline"] == "2026-12-18"
    assert {"raw footage", "90 second cut"} <= {*args["fields"]["deliverables"]}


@pytest.mark.parametrize(
    "said", ["hm no, put it back in", "add that again", "redo", "it was right"]
)
def test_what_was_undone_just_before_is_written_again(model: Ask, said: str) -> None:
    undone = AIMessage("As before.", response_metadata={"did": [["undo_change", {}]]})
    before = [HumanMessage("make it 9 weeks"), AIMessage("Noted."), HumanMessage("undo that")]
    told = model(said, before=[*before, undone], context="scoping", request=ROOM)
    assert called(told) == [("update_request", {"fields": {"duration_weeks": 9}})]


@pytest.mark.parametrize("said", ["redo", "it was right"])
def test_nothing_is_written_again_that_was_not_undone(model: Ask, said: str) -> None:
    before = [HumanMessage("make it 9 weeks"), AIMessage("Noted.")]
    assert called(model(said, before=before, context="scoping", request=ROOM)) == []


@pytest.mark.parametrize("said", ["make it half time", "make it half days", "cut it to half-time"])
def test_half_of_the_time_halves_no_budget(model: Ask, said: str) -> None:
    assert "budget" not in changed(model, said)

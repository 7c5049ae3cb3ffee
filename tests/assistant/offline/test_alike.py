"""A request begun beside another takes over what is said to be the same, and nothing else."""

from typing import Any

import pytest

from tests.assistant.offline.planned import Ask, called

HERE: dict[str, Any] = {
    "id": "REQ-1",
    "status": "draft",
    "fields": {
        "role": "German translator",
        "scope": "German brochure for Berlin",
        "budget": {"amount": 4000, "currency": "USD", "basis": "fixed"},
        "duration_weeks": 3,
        "start_date": "2027-01-11",
        "deadline": "2027-01-29",
        "location": "Berlin",
        "sensitive_data": False,
        "deliverables": ["the brochure"],
        "skills": {"must": ["Translation"]},
        "business_unit": "Marketing",
    },
    "origins": {"business_unit": "directory"},
}


def opened(model: Ask, said: str, **state: Any) -> dict[str, Any]:
    """The fields of the new request that a message opens beside that one."""
    known = {"context": "scoping", "request": HERE} | state
    ((name, args),) = called(model(said, **known))
    assert (name, args.get("new")) == ("update_request", True)
    fields: dict[str, Any] = args["fields"]
    return fields


@pytest.mark.parametrize("context", ["scoping", "filed"])
@pytest.mark.parametrize(
    "said",
    [
        "can I get the same again for a bookkeeper?",
        "and the same for a bookkeeper",
        "another request like this one for a bookkeeper",
        "copy this one but for a bookkeeper",
        "duplicate it for a bookkeeper please",
        "same again, only for a bookkeeper",
    ],
)
def test_the_same_for_another_trade_keeps_its_terms_and_not_its_work(
    model: Ask, said: str, context: str
) -> None:
    fields = opened(model, said, context=context)
    assert fields["role"] == "bookkeeper"
    assert fields["budget"]["amount"] == 4000
    assert fields["start_date"] == "2027-01-11"
    assert not {"deliverables", "skills", "acceptance_criteria"} & fields.keys()


def test_what_was_only_assumed_of_one_request_is_not_told_of_the_next(model: Ask) -> None:
    assert "business_unit" not in opened(model, "and the same for a bookkeeper")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("oh and the same for French", "French"),
        ("I need the same again in French", "French"),
        ("and a French one, same terms", "French"),
        ("I need another one for Dutch with the same terms", "Dutch"),
        ("now also a Czech one for the same days", "Czech"),
    ],
)
def test_the_same_for_another_language_is_a_request_of_its_own(
    model: Ask, said: str, language: str
) -> None:
    fields = opened(model, said)
    assert fields["role"] == f"{language} translator"
    assert fields["scope"] == f"{language} brochure for Berlin"
    assert (fields["duration_weeks"], fields["start_date"]) == (3, "2027-01-11")


@pytest.mark.parametrize(
    "said",
    [
        "now the same for Danish and Norwegian",
        "same for Danish, Norwegian",
        "the same again for Danish & Norwegian please",
    ],
)
def test_the_same_for_two_languages_is_two_requests(model: Ask, said: str) -> None:
    opened = [args["fields"] for _, args in called(model(said, context="scoping", request=HERE))]
    assert [one["role"] for one in opened] == ["Danish translator", "Norwegian translator"]
    assert [one["budget"] for one in opened] == [HERE["fields"]["budget"]] * 2


@pytest.mark.parametrize(
    "said",
    [
        "same again for French please, but 3600",
        "the same for French, 3,600 this time",
        "same for French but for 3.6k",
    ],
)
def test_the_same_once_more_may_have_another_price(model: Ask, said: str) -> None:
    fields = opened(model, said)
    assert (fields["role"], fields["budget"]["amount"]) == ("French translator", 3600)


@pytest.mark.parametrize(
    "said",
    [
        "another one exactly like that please, for 27-28 January",
        "same again please, 27-28 January",
        "I need one more like this from 27 to 28 January",
    ],
)
def test_the_same_once_more_has_days_of_its_own(model: Ask, said: str) -> None:
    fields = opened(model, said, context="filed")
    assert (fields["start_date"], fields["deadline"]) == ("2027-01-27", "2027-01-28")
    assert (fields["role"], fields["location"]) == ("German translator", "Berlin")
    assert fields["duration_weeks"] == 0.4


@pytest.mark.parametrize(
    "said", ["now i need another one exactly like that in march", "same again from 1 March please"]
)
def test_a_month_of_the_same_once_more_is_its_start(model: Ask, said: str) -> None:
    fields = opened(model, said, context="filed")
    assert fields["start_date"] == "2027-03-01"
    assert "deadline" not in fields


def test_the_same_once_more_without_a_day_asks_for_it(model: Ask) -> None:
    assert not {"start_date", "deadline"} & opened(model, "another one just like that").keys()


@pytest.mark.parametrize("said", ["a French one please", "same for the photographer", "French"])
def test_another_language_alone_or_a_known_request_opens_none(model: Ask, said: str) -> None:
    unspoken = {**HERE, "fields": {"role": "brand designer", "duration_weeks": 3}}
    calls = called(model(said, context="scoping", request=unspoken))
    assert not any(args.get("new") for _, args in calls)


@pytest.mark.parametrize(
    ("said", "shared"),
    [
        ("and a bookkeeper for the same period, 8k", {"start_date", "deadline", "duration_weeks"}),
        ("and a forklift driver for the same dates", {"start_date", "deadline", "duration_weeks"}),
        ("I also need a trainer, same place and start, 2 weeks", {"location", "start_date"}),
        ("plus a data scientist, same start, 2 months, 30k", {"start_date"}),
        ("and a photographer, same budget and location", {"budget", "location"}),
        ("also an editor for the same project", {"scope"}),
    ],
)
def test_what_is_said_to_be_the_same_is_taken_over(model: Ask, said: str, shared: set[str]) -> None:
    fields, known = opened(model, said), HERE["fields"]
    assert {name for name, value in fields.items() if known.get(name) == value} == shared


@pytest.mark.parametrize(
    "said",
    [
        "and a proofreader for the same three weeks",
        "also a proofreader for the same 3 weeks, 900 euros",
        "and a proofreader, same three weeks please",
        "plus a proofreader over the same 3 full weeks",
    ],
)
def test_days_that_are_the_same_may_be_counted(model: Ask, said: str) -> None:
    fields = opened(model, said)
    days = fields["start_date"], fields["deadline"], fields["duration_weeks"]
    assert (fields["role"], days) == ("proofreader", ("2027-01-11", "2027-01-29", 3))


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("and a tester, 10% cheaper than the German translator", 3600),
        ("plus a project manager, 25 % more than the German translator", 5000),
    ],
)
def test_an_amount_may_be_told_by_that_of_the_request_at_hand(
    model: Ask, said: str, amount: float
) -> None:
    assert opened(model, said)["budget"]["amount"] == amount


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("and a French translator", "French translator"),
        ("plus an illustrator", "illustrator"),
        ("also a good writer", "writer"),
        ("and a second developer who knows Figma", "developer"),
        ("also two copywriters please", "copywriter"),
        ("before we go on, also a controller", "controller"),
    ],
)
def test_a_role_that_is_joined_to_the_one_at_hand_is_another_request(
    model: Ask, said: str, role: str
) -> None:
    fields = opened(model, said)
    assert fields["role"] == role
    assert not {"budget", "start_date", "scope"} & fields.keys()


@pytest.mark.parametrize("said", ["and a proofreader will check it", "actually a bookkeeper"])
def test_somebody_who_is_mentioned_or_put_right_is_no_other_request(model: Ask, said: str) -> None:
    calls = called(model(said, context="scoping", request=HERE))
    assert not any(args.get("new") for _, args in calls)


@pytest.mark.parametrize(
    ("scope", "said", "anew"),
    [
        ("trade fair film", "same again for the spring fair", "spring fair film"),
        ("summer catalogue", "the same for the autumn catalogue", "autumn catalogue"),
        ("catalogue", "another one for the winter catalogue", "winter catalogue"),
        ("flyer for the fair", "same again for our summer fair", "flyer for the summer fair"),
        ("two films", "same again for the open day please", "two films, for the open day"),
    ],
)
def test_the_same_for_another_occasion_says_the_new_one(
    model: Ask, scope: str, said: str, anew: str
) -> None:
    fields = {"role": "designer", "scope": scope, "start_date": "2027-01-11"}
    told = opened(model, said, request={**HERE, "fields": fields, "origins": {}})
    assert (told["scope"], told["role"], "start_date" in told) == (anew, "designer", False)


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("same again for the open day, 500 less", 3500),
        ("same again, 10% less", 3600),
        ("the same again for the spring fair, 1k more", 5000),
        ("same again but 500 more", 4500),
        ("same again for the open day, only 300 less this time", 3700),
        ("the same again for the spring fair, but 1k more", 5000),
    ],
)
def test_what_costs_more_or_less_the_second_time_is_moved_from_the_first(
    model: Ask, said: str, amount: int
) -> None:
    assert opened(model, said)["budget"]["amount"] == amount

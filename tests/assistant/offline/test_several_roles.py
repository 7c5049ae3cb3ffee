"""Several roles in one message: each request has what was said of it, and what was said of all."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from assistant.offline.turn import TURNING
from assistant.offline.understanding.reader import Understanding
from tests.assistant.offline.planned import DRAFT, Ask, called

Read = Callable[..., Understanding]
OTHER = {"id": "REQ-2", "status": "draft", "title": "Copywriter", "group": "REQ-1"}


def amounts(requests: tuple[dict[str, Any], ...]) -> list[float]:
    """The budget of each request."""
    return [request["budget"]["amount"] for request in requests]


def test_an_amount_behind_a_role_is_that_role_s(read: Read) -> None:
    said = "a videographer and an editor for a brand film, videographer 4k, editor 2k"
    assert amounts(read(said).requests) == [4000, 2000]


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


def test_what_is_said_of_all_is_written_into_every_linked_request(model: Ask) -> None:
    here = {**DRAFT, "group": "REQ-1"}
    said = "no personal data for any of them"
    message = model(said, context="scoping", request=here, my_requests=[OTHER])
    calls = called(message)
    assert [args["request_id"] for name, args in calls if name == TURNING] == ["REQ-2", "REQ-1"]
    written = [args["fields"] for name, args in calls if name == "update_request"]
    assert written == [{"sensitive_data": False}] * 2


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

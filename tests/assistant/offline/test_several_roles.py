"""Several roles in one message: each request has what was said of it, and what was said of all."""

from collections.abc import Callable
from typing import Any

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

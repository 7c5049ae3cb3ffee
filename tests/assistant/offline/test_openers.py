"""First messages as people write them, in one line or a mail: what they open, ask and keep."""

from typing import Any

import pytest

from tests.assistant.offline.planned import Ask, called


def opened(model: Ask, text: str) -> dict[str, Any]:
    """The fields that a first message opens a request with; empty if it opens none."""
    calls = called(model(text))
    return next((args["fields"] for name, args in calls if name == "update_request"), {})


def asked(model: Ask, text: str) -> list[str]:
    """What a first message has looked up in the library."""
    return [args["question"] for name, args in called(model(text)) if name == "ask_policy"]


@pytest.mark.parametrize(
    "said",
    [
        "I need a freelancer",
        "we need two freelancers please",
        "could you get me a freelancr",
        "looking for a freelancer until Friday",
    ],
)
def test_a_freelancer_is_no_role(model: Ask, said: str) -> None:
    assert "role" not in opened(model, said)


@pytest.mark.parametrize(
    "said",
    [
        "photographer for team portraits, 35 people, one day in January",
        "need a videographer for interviews, 8 people, 2 days",
        "make-up artist wanted, 12 people, 3 March",
        "Yoga teacher, 20 people, every Tuesday",
    ],
)
def test_those_who_are_pictured_or_made_up_are_not_hired(model: Ask, said: str) -> None:
    assert opened(model, said).get("headcount", 1) == 1


def test_several_photographers_are_several(model: Ask) -> None:
    assert opened(model, "2 photographers for 40 people")["headcount"] == 2

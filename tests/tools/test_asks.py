"""What is asked next: the most deciding, and nothing that follows from what is known."""

from typing import Any

import pytest

from knowledge.fields import RequestFields
from tools.scoping.asks import ask_next

BRIEF: dict[str, Any] = {
    "role": "copywriter",
    "scope": "newsletter",
    "budget": {"amount": 4000, "currency": "USD", "basis": "fixed"},
}


@pytest.mark.parametrize(
    ("known", "set_aside", "asked", "unasked"),
    [
        ({}, (), ("duration_weeks", "start_date"), ()),
        ({"deadline": "2027-02-28"}, (), ("start_date",), ("duration_weeks",)),
        ({"deadline": "2027-02-28"}, ("start_date",), ("duration_weeks",), ("start_date",)),
        ({"start_date": "2027-01-11"}, (), ("duration_weeks",), ("start_date",)),
    ],
)
def test_the_length_is_not_asked_where_the_end_is_known_and_the_start_is_asked(
    known: dict[str, Any], set_aside: tuple[str, ...], asked: tuple[str, ...], unasked: tuple[str]
) -> None:
    found = ask_next(RequestFields.model_validate({**BRIEF, **known}), set_aside)
    assert {*asked} <= {*found}
    assert not {*unasked} & {*found}

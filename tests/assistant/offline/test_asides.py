"""What is only told beside a request changes nothing of it: the day of an event, a share."""

from collections.abc import Callable

import pytest

from assistant.offline.understanding.reader import Understanding
from tests.assistant.offline.planned import DRAFT, LISTED, Ask, called

Read = Callable[..., Understanding]
WRITTEN = {"role": "copywriter", "budget": {"amount": 5000, "currency": "USD", "basis": "fixed"}}
OWNED = {**DRAFT, "fields": {**WRITTEN, "budget_owner": "daniel.brandt@calderfinch.example"}}


@pytest.mark.parametrize(
    "said",
    [
        "the trade fair is on 12 April, just so you know",
        "our launch is in June",
        "fyi the product launch is planned for 3 March",
        "the board meets on 20 January",
        "the exhibition takes place from 5 to 8 May",
        "there is a trade fair on 12 April",
        "we lost a laptop on Friday",
        "we met him on Monday",
        "Daniel is back on Monday",
        "the dublin office closes 24 December to 2 January so they don't work then",
        "oh, the building is shut from 24 to 27 December",
        "we are all off on 8 December",
        "there is a bank holiday on 26 December",
    ],
)
@pytest.mark.parametrize("asked", [[], ["start_date"]])
def test_the_day_of_something_else_is_no_day_of_the_work(
    read: Read, said: str, asked: list[str]
) -> None:
    assert read(said, context="scoping", asked=asked).fields == {}


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("needed for the trade fair on 12 April", "2027-04-12"),
        ("it must be ready for the launch on 3 March", "2027-03-03"),
        ("the fair is on 12 April, so it must be done by then", "2027-04-12"),
        ("we need them for the fair on 12 April", "2027-04-12"),
    ],
)
@pytest.mark.parametrize("asked", [[], ["start_date"]])
def test_the_day_of_an_event_that_the_work_is_needed_for_is_its_last(
    read: Read, said: str, day: str, asked: list[str]
) -> None:
    fields = read(said, context="scoping", asked=asked).fields
    assert (fields.get("deadline"), fields.get("start_date")) == (day, None)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("we lost our editor last week, start on 4 January", "start_date"),
        ("we met him on Monday, 5k is fine", "budget"),
        ("the launch is on 3 March, from 11 January please", "start_date"),
    ],
)
def test_what_is_said_of_the_work_beside_another_day_is_read(
    read: Read, said: str, name: str
) -> None:
    assert name in read(said, context="scoping").fields


def test_the_day_of_an_event_is_that_of_the_work_for_those_who_work_at_it(read: Read) -> None:
    known = {"role": "photographer"}
    told = read("the fair is on 12 April", context="scoping", known=known).fields
    assert "2027-04-12" in told.values()


SHARES = [
    "half of the money comes from the PR budget of Elena",
    "Elena pays half of it",
    "half is paid by Elena from Sales",
    "split the cost between Marketing and Sales",
    "50% from my budget, 50% from Daniel's",
    "Marketing and Sales share the cost",
    "two thirds from PR, one third from us",
    "the other half is on Elena's budget",
]


@pytest.mark.parametrize("said", SHARES)
def test_a_share_of_the_cost_changes_nothing_and_is_told_to_need_one_owner(
    model: Ask, said: str
) -> None:
    for state in ({"request": OWNED, "context": "scoping"}, {**LISTED, "request": OWNED}):
        answer = model(said, **state)
        assert (called(answer), "one budget owner" in str(answer.content)) == ([], True)


def test_what_is_said_beside_a_share_is_written(model: Ask) -> None:
    said = "6k, half of it from Elena's PR budget"
    ((_, args),) = called(model(said, request=OWNED, context="scoping"))
    assert (args["fields"].keys(), args["fields"]["budget"]["amount"]) == ({"budget"}, 6000)


@pytest.mark.parametrize("said", ["we pay half upfront", "half on delivery"])
def test_a_part_of_the_payment_is_no_share(read: Read, said: str) -> None:
    assert read(said, context="scoping").asides == ()

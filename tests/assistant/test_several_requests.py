"""Several requests in one thread: a message changes each of those that it names."""

from typing import Any

import pytest
from sqlalchemy import select

from assistant.bootstrap import World
from assistant.conversation import answer
from knowledge.records.requests import Request
from tests.conftest import MAYA

BOTH = (
    "We need two freelancers: a UX designer for 6 weeks and a backend developer for 3 months, "
    "the work has no personal data"
)


@pytest.fixture
def opened(world: World) -> World:
    """A thread in which a designer and a developer are asked for."""
    answer(world, "t1", MAYA, text=BOTH)
    return world


def field(world: World, name: str) -> dict[str, Any]:
    """What the drafts of the thread say in a field, by role."""
    with world.sessions() as session:
        drafts = [one.fields for one in session.scalars(select(Request))]
        return {str(fields["role"]).rsplit(maxsplit=1)[-1]: fields.get(name) for fields in drafts}


@pytest.mark.parametrize(
    ("said", "name", "designer", "developer"),
    [
        ("make the UX one 8 weeks and the backend one 4 weeks", "duration_weeks", 8, 4),
        ("7 weeks for the designer, 12 weeks for the developer", "duration_weeks", 7, 12),
        (
            "The designer starts on 11 January, the developer on 1 February.",
            "start_date",
            "2027-01-11",
            "2027-02-01",
        ),
        ("make the designer 6 weeks and the developer eight", "duration_weeks", 6, 8),
        ("UX one 15 hours a week, backend one 10", "hours_per_week", 15, 10),
        ("UX: in Berlin; backend: remote", "location", "Berlin", "remote"),
        ("both remote. the UX one is 15k, the backend 40k", "location", "remote", "remote"),
        ("UX 6 weeks, backend 9 weeks, both in Berlin", "location", "Berlin", "Berlin"),
        (
            "the UX designer and the backend developer both start 11 January",
            "start_date",
            "2027-01-11",
            "2027-01-11",
        ),
    ],
)
def test_each_request_gets_what_is_said_of_it(
    opened: World, said: str, name: str, designer: Any, developer: Any
) -> None:
    answer(opened, "t1", MAYA, text=said)
    assert field(opened, name) == {"designer": designer, "developer": developer}


def test_the_answer_names_each_request_and_what_changed_in_it(opened: World) -> None:
    (reply,) = answer(opened, "t1", MAYA, text="make the UX one 8 weeks and the backend one 50k")
    assert "**UX designer**: eight weeks." in reply.text
    assert "**Backend developer**: $50,000." in reply.text


def test_a_request_that_is_only_mentioned_does_not_share_the_message_out(opened: World) -> None:
    (reply,) = answer(opened, "t1", MAYA, text="the designer works for the developer for 8 weeks")
    assert "**" not in reply.text


def test_what_is_said_of_all_is_told_once_under_the_name_of_each(opened: World) -> None:
    (reply,) = answer(opened, "t1", MAYA, text="both are confidential, for all of them remote")
    assert reply.text.count("**UX designer**: ") == reply.text.count("**Backend developer**: ") == 1
    assert "Assumed" not in reply.text


def test_a_request_of_another_conversation_takes_no_part(opened: World) -> None:
    answer(opened, "t2", MAYA, text="I need a brand designer for 2 weeks, no personal data")
    answer(opened, "t1", MAYA, text="make the designer 11k and the developer 5 weeks")
    with opened.sessions() as session:
        drafts = {str(one.fields["role"]): one.fields for one in session.scalars(select(Request))}
    assert drafts["UX designer"]["budget"]["amount"] == 11_000
    assert drafts["backend developer"]["duration_weeks"] == 5
    assert drafts["brand designer"]["duration_weeks"] == 2


@pytest.mark.parametrize(
    ("said", "amount", "currency"),
    [
        ("back to UX: 7,000 instead", 7000, "EUR"),
        ("UX, 7k", 7000, "EUR"),
        ("UX: 7000", 7000, "EUR"),
        ("dollars for the UX designer too", None, "USD"),
        ("the UX one in dollars", None, "USD"),
    ],
)
def test_an_amount_or_a_currency_goes_to_the_request_that_is_named(
    world: World, said: str, amount: int | None, currency: str
) -> None:
    both = "a UX designer for 6 weeks, €6000, and a backend developer for 3 months, $20000"
    answer(world, "t1", MAYA, text=both)
    answer(world, "t1", MAYA, text="the backend developer: from 11 January")
    answer(world, "t1", MAYA, text=said)
    told = field(world, "budget")
    assert (told["developer"]["amount"], told["designer"]["currency"]) == (20000, currency)
    assert amount in (None, told["designer"]["amount"])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("whose is the 600 GBP one?", ("$804", "$5,000")),
        ("which one is £600?", ("$804", "$5,000")),
        ("which of my requests is the cheapest?", ("$804", "$5,000")),
        ("which one has the biggest budget?", ("$804", "$5,000")),
        ("which one starts first?", ("11 Jan 2027", "4 Jan 2027")),
        ("which ends last?", ("11 Jan 2027", "4 Jan 2027")),
        ("which of them takes longest?", ("three weeks", "four weeks")),
        ("which is the riskiest?", ("risk is low", "risk is low")),
    ],
)
def test_a_question_which_of_ones_requests_is_answered_from_each(
    world: World, said: str, told: tuple[str, str]
) -> None:
    both = (
        "a designer for flyers, 3 weeks from 11 Jan, £600, and a copywriter for newsletters, "
        "4 weeks from 4 Jan, $5000"
    )
    answer(world, "t1", MAYA, text=both)
    (reply,) = answer(world, "t1", MAYA, text=said)
    named = [part for part in reply.text.split("\n\n") if part.startswith(("Designer", "Copy"))]
    assert [one in part for one, part in zip(told, named, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("said", "illustrator", "copywriter"),
    [
        ("for the blog posts it is 3 weeks", None, 3),
        ("the posts are 5 weeks", None, 5),
        ("make the blog posts 6 weeks", None, 6),
        ("the stand needs 4 weeks", 4, None),
        ("make the copywriting one 7 weeks", None, 7),
        ("the illustration one needs 5 weeks", 5, None),
    ],
)
def test_a_request_is_named_by_its_work_alone(
    world: World, said: str, illustrator: int | None, copywriter: int | None
) -> None:
    text = "I need an illustrator for our fair stand and a copywriter for three blog posts"
    answer(world, "t1", MAYA, text=text)
    answer(world, "t1", MAYA, text=said)
    assert field(world, "duration_weeks") == {
        "illustrator": illustrator,
        "copywriter": copywriter,
    }

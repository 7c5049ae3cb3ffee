"""A what-if says what the rules would say with another value, and leaves the request as it is."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.bootstrap import World
from knowledge.errors import BadInput, NotAllowed
from tests.conftest import DANIEL, MAYA
from tools import intake
from tools.scoping.supposed import what_if
from tools.views import readable, view

Make = Callable[..., dict[str, Any]]


def usd(amount: float) -> dict[str, Any]:
    return {"budget": {"amount": amount, "currency": "USD", "basis": "fixed"}}


def verdicts(rulings: dict[str, Any]) -> dict[str, str]:
    return {name: ruling["verdict"] for name, ruling in rulings.items()}


@pytest.mark.parametrize("changes", [usd(60_000), {"duration_weeks": 40}, {"sensitive_data": True}])
def test_a_what_if_is_what_a_change_then_is(
    world: World, draft: Make, changes: dict[str, Any]
) -> None:
    made, ctx = draft(), world.acting(MAYA, "t1")
    asked = what_if(ctx, made["id"], changes)
    assert verdicts(asked["before"]) == verdicts(made["rulings"])
    assert asked["rulings"] == intake.update_request(ctx, made["id"], changes)["rulings"]
    assert asked["rulings"] != made["rulings"]


def test_a_what_if_writes_nothing(world: World, draft: Make) -> None:
    made, ctx = draft(), world.acting(MAYA, "t1")
    what_if(ctx, made["id"], usd(60_000))
    with ctx.sessions() as session:
        now = view(session, readable(session, ctx, made["id"]))
    assert (now["fields"], now["version"]) == (made["fields"], made["version"])
    assert verdicts(now["rulings"]) == verdicts(made["rulings"])


def test_a_what_if_names_who_would_decide(world: World, draft: Make) -> None:
    made, ctx = draft(), world.acting(MAYA, "t1")
    more = what_if(ctx, made["id"], usd(60_000))["will_decide"]
    assert {"role": "budget_owner", "approver": DANIEL} in more
    assert {one["role"] for one in more} >= {"procurement", "finance"}


def test_a_what_if_refuses_what_a_change_refuses(world: World, draft: Make) -> None:
    made, ctx = draft(), world.acting(MAYA, "t1")
    with pytest.raises(BadInput):
        what_if(ctx, made["id"], {"headcount": -2})


def test_who_may_not_read_a_request_supposes_nothing_of_it(world: World, draft: Make) -> None:
    made = draft()
    with pytest.raises(NotAllowed):
        what_if(world.acting("marcus.reid@calderfinch.example"), made["id"], usd(60_000))

"""What profiles say of those on a list, for its requester alone; the price for all wanted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.bootstrap import World
from knowledge.errors import NotAllowed
from tests.conftest import GRACE, MAYA
from tools import intake, selection
from tools.audit import changed_since
from tools.profiles import profiles_shown
from tools.views import get_request, view

Make = Callable[..., dict[str, Any]]


def test_profiles_tell_what_the_list_does_not(world: World, draft: Make) -> None:
    ctx, request = world.acting(MAYA, "t1"), draft()["id"]
    listed = selection.suggest(ctx, request)["shortlist"][0]
    found = profiles_shown(ctx, request, ["Figma"])
    first = found["shortlist"][0]
    assert (first["id"], found["considered"] > 0) == (listed["id"], True)
    assert first["profile"]["skills"]["Figma"] in ("met", "partly", "not_met", "not_assessed")
    assert {"languages", "level", "years"} <= first["profile"].keys()


def test_nobody_reads_the_profiles_of_the_list_of_another(world: World, draft: Make) -> None:
    request = draft()["id"]
    with pytest.raises(NotAllowed):
        profiles_shown(world.acting(GRACE, "t2"), request)


def test_the_place_is_hidden_with_the_name(world: World, draft: Make) -> None:
    ctx, request = replace(world.acting(MAYA, "t1"), anonymous=True), draft()["id"]
    selection.suggest(ctx, request)
    profiles = [one["profile"] for one in profiles_shown(ctx, request)["shortlist"]]
    assert not any({"location", "country", "timezone"} & one.keys() for one in profiles)


def test_a_fixed_budget_is_shared_by_all_who_are_wanted(world: World, draft: Make) -> None:
    ctx = world.acting(MAYA, "t1")
    budget = {"amount": 8000, "currency": "USD", "basis": "fixed"}
    request = draft(headcount=2, budget=budget, duration_weeks=3)["id"]
    selection.suggest(ctx, request)
    people = profiles_shown(ctx, request)["shortlist"]
    told = {one["total_cost"]: one["profile"]["price"] for one in people if one["total_cost"]}
    assert told
    assert all(
        "for both" in price and ("within the $8,000" if 2 * cost <= 8000 else "over the") in price
        for cost, price in told.items()
    )


def test_the_cheapest_come_first_after_those_pinned_and_a_pin_is_taken_back(
    world: World, draft: Make
) -> None:
    ctx, request = world.acting(MAYA, "t1"), draft()["id"]
    last = selection.suggest(ctx, request)["shortlist"][-1]["id"]
    found = selection.adjust(ctx, request, pin=[last], order="cost")["shortlist"]
    costs = [one["total_cost"] or one["hourly_usd"] for one in found[1:]]
    assert (found[0]["id"], costs) == (last, sorted(costs))
    found = selection.adjust(ctx, request, unpin=[last])["shortlist"]
    costs = [one["total_cost"] or one["hourly_usd"] for one in found]
    assert (costs, found[0]["pinned"]) == (sorted(costs), None)


def test_what_changed_since_filing_is_told_with_what_it_was(world: World, filed: Make) -> None:
    ctx, request = world.acting(MAYA, "t1"), filed()["id"]
    with ctx.sessions() as session:
        none = changed_since(session, get_request(session, request))
    intake.amend_request(ctx, request, {"location": "Hamburg"})
    with ctx.sessions() as session:
        changed = changed_since(session, get_request(session, request))
    assert none == {"filed": True, "anew": False, "fields": {}}
    assert changed["fields"]["location"][1] == "Hamburg"


def test_the_record_keeps_how_many_were_looked_at_and_by_which_rule_some_are_out(
    world: World, draft: Make
) -> None:
    ctx, request = world.acting(MAYA, "t1"), draft()["id"]
    first = selection.suggest(ctx, request)
    found = selection.adjust(ctx, request, exclude={first["shortlist"][0]["id"]: "a conflict"})
    with world.sessions() as session:
        kept = view(session, get_request(session, request))["looked_at"]
    assert (kept["considered"], sum(kept["left_out"].values())) == (
        found["considered"],
        found["dropped"],
    )
    assert kept["left_out"]["excluded_by_person"] == 1


def test_every_rule_that_leaves_people_out_has_words(world: World, draft: Make) -> None:
    from integrations.wording import LEFT_OUT

    ctx, request = world.acting(MAYA, "t1"), draft()["id"]
    selection.suggest(ctx, request)
    with world.sessions() as session:
        kept = view(session, get_request(session, request))["looked_at"]["left_out"]
    assert kept.keys() <= LEFT_OUT.keys()

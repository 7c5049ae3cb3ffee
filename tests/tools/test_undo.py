"""Undo takes back what was changed last, as the audit trail tells it, and never what was filed."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.bootstrap import World
from knowledge.errors import BadInput, NotAllowed, WrongState
from tests.conftest import DANIEL, MAYA
from tools import intake, selection

Make = Callable[..., dict[str, Any]]
CHANGES = (
    {"duration_weeks": 5},
    {"budget": {"amount": 9000, "currency": "EUR", "basis": "fixed"}},
    {"location": "Hamburg", "language": "German"},
    {"deliverables": ["logo"]},
    {"role": "copywriter"},
    {"headcount": 2},
)


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two records say the same, wherever it was taken from the same."""
    return all(one[part] == other[part] for part in ("fields", "origins"))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4))
def test_undoing_as_often_as_something_changed_gives_the_first_draft(
    world: World, draft: Make, changes: list[dict[str, Any]]
) -> None:
    first = draft()
    ctx = world.acting(MAYA, "t1")
    seen = [first]
    for change in changes:
        after = intake.update_request(ctx, first["id"], change)
        if after["fields"] != seen[-1]["fields"]:
            seen.append(after)
    for before in reversed(seen[:-1]):
        assert same(intake.undo_change(ctx, first["id"]), before)
    with pytest.raises(BadInput, match="nothing to undo"):
        intake.undo_change(ctx, first["id"])


def test_what_was_filed_is_not_undone(world: World, filed: Make) -> None:
    made = filed()
    with pytest.raises(WrongState, match="say what should be different"):
        intake.undo_change(world.acting(MAYA, "t1"), made["id"])


def test_an_amendment_is_undone_and_waits_to_be_filed_again(world: World, filed: Make) -> None:
    made, ctx = filed(), world.acting(MAYA, "t1")
    intake.amend_request(ctx, made["id"], {"duration_weeks": 5, "location": "Hamburg"})
    after = intake.undo_change(ctx, made["id"])
    assert same(after, made)
    assert after["status"] == "draft"
    with pytest.raises(BadInput, match="nothing to undo"):
        intake.undo_change(ctx, made["id"])


def test_only_the_requester_undoes(world: World, draft: Make) -> None:
    made = draft()
    intake.update_request(world.acting(MAYA, "t1"), made["id"], {"duration_weeks": 7})
    with pytest.raises(NotAllowed):
        intake.undo_change(world.acting(DANIEL, "t1"), made["id"])


def test_a_list_changed_by_hand_is_restored_change_by_change(world: World, draft: Make) -> None:
    ctx, request = world.acting(MAYA, "t1"), draft()["id"]
    first = selection.suggest(ctx, request)["shortlist"]
    out, other = (one["id"] for one in first[:2])
    pinned = selection.adjust(ctx, request, pin=[other])["shortlist"]
    selection.adjust(ctx, request, exclude={out: "a conflict"}, priorities={"price": 2.0})
    assert selection.restore(ctx, request)["shortlist"] == pinned
    assert selection.restore(ctx, request)["shortlist"] == first
    with pytest.raises(BadInput, match="nothing to undo"):
        selection.restore(ctx, request)


def test_whoever_was_left_out_and_what_was_weighed_is_taken_back(world: World, draft: Make) -> None:
    ctx, request = world.acting(MAYA, "t1"), draft()["id"]
    first = selection.suggest(ctx, request)["shortlist"]
    selection.adjust(ctx, request, exclude={first[0]["id"]: "late"}, priorities={"price": 3.0})
    back = selection.adjust(ctx, request, include=[first[0]["id"]], priorities={"price": 1.0})
    assert back["shortlist"] == first

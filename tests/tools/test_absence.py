from collections.abc import Callable
from typing import Any

import pytest

from assistant.bootstrap import World
from knowledge.errors import NotAllowed, NotFound
from tests.conftest import GRACE, MAYA
from tools import selection
from tools.absence import why_absent

Make = Callable[..., dict[str, Any]]


def test_why_somebody_is_not_in_the_list_is_told_by_name(world: World, draft: Make) -> None:
    ctx, request = world.acting(MAYA, "t1"), draft()["id"]
    first = selection.suggest(ctx, request)["shortlist"][0]
    assert "is number 1 of the list" in why_absent(ctx, request, first["id"])["text"]
    selection.adjust(ctx, request, exclude={first["id"]: "A conflict of interest."})
    said = why_absent(ctx, request, first["name"].lower())["text"]
    assert "left out: you said so (A conflict of interest.)" in said


def test_somebody_unknown_is_said_to_be_unknown(world: World, draft: Make) -> None:
    ctx, request = world.acting(MAYA, "t1"), draft()["id"]
    with pytest.raises(NotFound, match="Zed Nobody"):
        why_absent(ctx, request, "Zed Nobody")


def test_nobody_asks_after_people_in_the_list_of_another(world: World, draft: Make) -> None:
    request = draft()["id"]
    with pytest.raises(NotAllowed):
        why_absent(world.acting(GRACE, "t2"), request, "anybody")


def test_a_list_without_names_keeps_its_letters_and_finds_nobody_by_name(
    world: World, draft: Make
) -> None:
    from dataclasses import replace

    plain, request = world.acting(MAYA, "t1"), draft()["id"]
    name = selection.suggest(plain, request)["shortlist"][0]["name"]
    ctx = replace(plain, anonymous=True)
    before = {one["id"]: one["name"] for one in selection.suggest(ctx, request)["shortlist"]}
    assert all(called.startswith("Candidate ") for called in before.values())
    again = selection.adjust(ctx, request, pin=[list(before)[2]])["shortlist"]
    assert again[0]["name"] == before[again[0]["id"]]
    with pytest.raises(NotFound):
        why_absent(ctx, request, name)


def test_whoever_is_on_the_list_is_found_by_the_first_name(world: World, draft: Make) -> None:
    ctx, request = world.acting(MAYA, "t1"), draft()["id"]
    one = selection.suggest(ctx, request)["shortlist"][1]
    assert f"{one['name']} is number" in why_absent(ctx, request, one["name"].split()[0])["text"]

"""Two people, or one in two places, act on a request at the same moment: both are kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from threading import Barrier, BrokenBarrierError
from typing import Any

from assistant.bootstrap import World
from knowledge.errors import SourcingError
from tests.conftest import DANIEL, GRACE, MAYA
from tests.tools.conftest import Record
from tools import approvals, filing, intake, selection, views
from tools.context import Context
from tools.threads import remember

Make = Callable[..., Record]
PATIENCE = 1.0
"""Seconds for which whoever came first waits for the other, who may have to wait for them."""


class Meeting:
    """A clock at which two wait for each other, so that both are inside their use case at once."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._both = clock, Barrier(2)

    def __call__(self) -> datetime:
        with suppress(BrokenBarrierError):
            self._both.wait(PATIENCE)
        return self._clock()


def at_once(world: World, *acts: tuple[str, Callable[[Context], Any]]) -> list[Any]:
    """Each act by its actor, at the same moment; what they return, a refusal included."""
    meeting = Meeting(world.clock)

    def do(act: Callable[[Context], Any], ctx: Context) -> Any:
        try:
            return act(ctx)
        except SourcingError as refusal:
            return refusal

    contexts = [replace(world.acting(actor, "t1"), clock=meeting) for actor, _ in acts]
    with ThreadPoolExecutor(len(acts)) as both:
        return list(both.map(do, [act for _, act in acts], contexts))


def as_it_stands(world: World, request_id: str) -> Record:
    with world.sessions() as session:
        request = views.get_request(session, request_id)
        return views.view(session, request) | {"preferences": request.preferences}


def test_the_last_two_approvers_close_the_request_together(world: World, filed: Make) -> None:
    number = filed(budget={"amount": 20_000, "currency": "USD"})["id"]
    waits = [a["approver"] for a in as_it_stands(world, number)["approvals"]]
    assert len(waits) == 2
    at_once(world, *((one, lambda ctx: approvals.decide(ctx, number, "approved")) for one in waits))
    assert as_it_stands(world, number)["status"] == "approved"


def test_an_approval_and_a_rejection_end_in_the_rejection_or_a_refusal(
    world: World, filed: Make
) -> None:
    number = filed(budget={"amount": 20_000, "currency": "USD"})["id"]
    at_once(
        world,
        (DANIEL, lambda ctx: approvals.decide(ctx, number, "approved")),
        (GRACE, lambda ctx: approvals.decide(ctx, number, "rejected", "Too dear")),
    )
    assert as_it_stands(world, number)["status"] == "rejected"


def test_two_changes_of_a_draft_are_two_versions(world: World, draft: Make) -> None:
    number = draft()["id"]
    changes = ({"duration_weeks": 9}, {"headcount": 3})
    told = at_once(
        world,
        *((MAYA, lambda ctx, c=c: intake.update_request(ctx, number, c)) for c in changes),
    )
    after = as_it_stands(world, number)
    assert sorted(one["version"] for one in told) == [2, 3]
    assert (after["fields"]["duration_weeks"], after["fields"]["headcount"]) == (9, 3)


def test_two_amendments_of_what_was_filed_are_both_kept(world: World, filed: Make) -> None:
    number = filed()["id"]
    changes = ({"duration_weeks": 9}, {"headcount": 3})
    at_once(
        world,
        *((MAYA, lambda ctx, c=c: intake.amend_request(ctx, number, c)) for c in changes),
    )
    after = as_it_stands(world, number)["fields"]
    assert (after["duration_weeks"], after["headcount"]) == (9, 3)


def test_whoever_proposes_to_file_is_shown_what_is_then_filed(world: World, draft: Make) -> None:
    number = draft()["id"]
    shown, _ = at_once(
        world,
        (MAYA, lambda ctx: filing.propose_filing(ctx, number)),
        (MAYA, lambda ctx: intake.update_request(ctx, number, {"duration_weeks": 9})),
    )
    after = as_it_stands(world, number)
    assert after["status"] == "draft" or after["version"] == shown["version"]


def test_two_words_on_a_list_are_both_heard(world: World, draft: Make) -> None:
    number = draft()["id"]
    first, second = (
        one["id"] for one in selection.suggest(world.acting(MAYA, "t1"), number)["shortlist"][:2]
    )
    at_once(
        world,
        (MAYA, lambda ctx: selection.adjust(ctx, number, pin=(first,))),
        (MAYA, lambda ctx: selection.adjust(ctx, number, exclude={second: "Busy"})),
    )
    said = as_it_stands(world, number)["preferences"]
    assert (list(said["pinned"]), list(said["excluded"])) == ([first], [second])


def test_two_first_messages_of_a_conversation_are_one_conversation(world: World) -> None:
    def speak(ctx: Context) -> str:
        with ctx.sessions.begin() as session:
            return remember(session, ctx).id

    assert at_once(world, (MAYA, speak), (MAYA, speak)) == [f"t1|{MAYA}"] * 2


def test_of_a_withdrawal_and_a_decision_the_withdrawal_stands(world: World, filed: Make) -> None:
    number, version = (made := filed())["id"], made["version"]
    at_once(
        world,
        (MAYA, lambda ctx: filing.withdraw_request(ctx.confirmed(number, version), number)),
        (DANIEL, lambda ctx: approvals.decide(ctx, number, "approved")),
    )
    assert as_it_stands(world, number)["status"] == "withdrawn"

"""Who is late with a decision is told, with the requester; nobody is told too often."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from assistant.bootstrap import ITSELF, World
from knowledge.errors import SourcingError
from tests.conftest import DANIEL, GRACE, MAYA, PRIYA, Clock
from tests.tools.conftest import WHOLE
from tools import approvals, filing, intake
from tools.audit import trail
from tools.notices import take_notices
from tools.reminders import late_approvals, late_for, remind
from tools.views import get_request

REVIEWED = WHOLE | {
    "duration_weeks": 50,
    "hours_per_week": 40,
    "arrangement": ["daily_standups", "full_time", "fixed_hours", "manager_directed", "exclusive"],
    "systems": ["internal documentation"],
}


def file(world: World, fields: dict[str, object] = WHOLE) -> str:
    ctx = world.acting(MAYA, "t1")
    made = intake.start_request(ctx, fields)
    filing.propose_filing(ctx, made["id"])
    filing.file_request(ctx.confirmed(made["id"], made["version"]), made["id"], made["version"])
    return str(made["id"])


def told(world: World, email: str) -> list[str]:
    return [notice["text"] for notice in take_notices(world.acting(email))]


@pytest.fixture
def days(world: World, clock: Clock) -> Callable[[int], None]:
    """Filed on a Monday; then days pass."""
    clock.now += timedelta(days=2, hours=6)

    def passing(number: int) -> None:
        clock.now += timedelta(days=number)

    return passing


def late(world: World) -> list[tuple[str, int]]:
    with world.sessions() as session:
        return [(one.approver, one.days_late) for one in late_approvals(session, world.clock())]


@pytest.mark.parametrize(
    ("passed", "expected"), [(1, []), (2, []), (3, [1]), (4, [2]), (5, [3]), (6, [3]), (7, [3])]
)
def test_a_decision_is_late_after_two_working_days(
    world: World, days: Callable[[int], None], passed: int, expected: list[int]
) -> None:
    file(world)
    days(passed)
    assert [number for _, number in late(world)] == expected


def test_the_approver_and_the_requester_are_told_once_in_three_working_days(
    world: World, days: Callable[[int], None]
) -> None:
    number = file(world)
    told(world, DANIEL)
    days(3)
    assert [one.approver for one in remind(world.itself())] == [DANIEL]
    assert remind(world.itself()) == []
    assert "a working day late" in told(world, DANIEL)[0]
    assert "they have been reminded" in told(world, MAYA)[0]
    days(1)
    assert remind(world.itself()) == []
    with world.sessions() as session:
        acts = [(e["act"], e["actor"]) for e in trail(session, number)]
        assert acts[-1] == ("approval.reminded", ITSELF)
        assert get_request(session, number).status == "in_approval"


def test_from_the_second_reminder_on_the_approvers_manager_is_told(
    world: World, days: Callable[[int], None]
) -> None:
    file(world)
    days(3)
    remind(world.itself())
    with world.sessions() as session:
        above = str(late_approvals(session, world.clock())[0].approver)
    manager = world.acting(above).actor.manager
    assert manager is not None
    assert told(world, manager) == []
    days(5)
    assert [one.reminders for one in remind(world.itself())] == [1]
    assert len(told(world, manager)) == 1


def test_who_cannot_decide_yet_is_not_late(world: World, days: Callable[[int], None]) -> None:
    file(world, REVIEWED)
    days(4)
    with world.sessions() as session:
        roles = {one.role for one in late_approvals(session, world.clock())}
    assert roles == {"hr", "legal"}


def test_nobody_is_reminded_of_what_is_decided(world: World, days: Callable[[int], None]) -> None:
    number = file(world)
    approvals.decide(world.acting(DANIEL), number, "approved")
    days(9)
    assert remind(world.itself()) == []


def test_the_program_itself_may_decide_nothing(world: World) -> None:
    number = file(world)
    with pytest.raises(SourcingError):
        approvals.decide(world.itself(), number, "approved")


def test_late_decisions_are_told_to_whom_they_concern(
    world: World, days: Callable[[int], None]
) -> None:
    number = file(world)
    days(4)

    def known_to(email: str) -> list[str]:
        with world.sessions() as session:
            return [one.request_id for one in late_for(session, world.acting(email))]

    assert known_to(MAYA) == known_to(GRACE) == [number]
    assert known_to(PRIYA) == []

"""Approvals: who is asked, who may decide, and that each decision is taken once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from assistant.bootstrap import World
from knowledge.errors import NotAllowed, Refused, SourcingError, Stale, WrongState
from knowledge.records.people import Person
from tests.conftest import DANIEL, GRACE, MAYA
from tests.tools.conftest import file_again
from tools import approvals, briefs, filing, intake, notices
from tools.people import find_person
from tools.views import get_request, to_decide, view

BEN = "ben.whitaker@calderfinch.example"
IMRAN = "imran.qureshi@calderfinch.example"
LUKAS = "lukas.weber@calderfinch.example"
Make = Callable[..., dict[str, Any]]


def asked(record: dict[str, Any]) -> dict[str, str]:
    now = [a for a in record["approvals"] if a["version"] == record["version"]]
    return {a["role"]: a["approver"] for a in now}


def test_a_small_request_goes_to_the_budget_owner_alone(filed: Make) -> None:
    assert asked(filed()) == {"budget_owner": DANIEL}


def test_above_ten_thousand_procurement_decides_too(filed: Make) -> None:
    made = filed(budget={"amount": 10_001, "currency": "USD"})
    assert list(asked(made)) == ["budget_owner", "procurement"]


def test_sensitive_data_brings_in_security(filed: Make) -> None:
    made = filed(sensitive_data=True, channel="agency")
    assert asked(made)["security"] in (IMRAN, LUKAS)


def test_nobody_approves_their_own_request(world: World, filed: Make) -> None:
    made = filed(actor=DANIEL)
    assert DANIEL not in asked(made).values()
    with pytest.raises(NotAllowed, match="your own request"):
        approvals.decide(world.acting(DANIEL), made["id"], "approved")


def test_nobody_is_asked_twice_for_one_request(filed: Make) -> None:
    made = filed(budget={"amount": 200_000, "currency": "USD"}, duration_weeks=20)
    approvers = list(asked(made).values())
    assert len(set(approvers)) == len(approvers) >= 4


def test_only_the_approver_asked_may_decide(world: World, filed: Make) -> None:
    made = filed()
    with pytest.raises(NotAllowed, match="it is with Daniel"):
        approvals.decide(world.acting(GRACE), made["id"], "approved")


def test_another_holder_of_the_role_may_step_in(world: World, filed: Make) -> None:
    made = filed(budget={"amount": 20_000, "currency": "USD"})
    other = GRACE if asked(made)["procurement"] == BEN else BEN
    after = approvals.decide(world.acting(other), made["id"], "approved")
    decided = next(a for a in after["approvals"] if a["role"] == "procurement")
    assert decided["decided_by"] == other


def test_every_holder_of_a_role_is_told_and_it_waits_for_each_until_one_decides(
    world: World, filed: Make
) -> None:
    made = filed(budget={"amount": 20_000, "currency": "USD"})
    other = GRACE if asked(made)["procurement"] == BEN else BEN

    def waiting() -> list[bool]:
        with world.sessions() as session:
            people = [find_person(session, one) for one in (BEN, GRACE)]
            return [made["id"] in [r.id for r in to_decide(session, one)] for one in people]

    assert waiting() == [True, True]
    (told,) = notices.take_notices(world.acting(other))
    assert (told["card"], "you may decide instead" in told["text"]) == ("approval", True)
    assert [a["stand_ins"] for a in made["approvals"]] == [[], [other]]
    approvals.decide(world.acting(other), made["id"], "approved")
    assert waiting() == [False, False]


def test_whoever_asks_or_decides_in_another_role_stands_in_for_nobody(
    world: World, filed: Make
) -> None:
    made = filed(actor=GRACE, budget={"amount": 20_000, "currency": "USD"})
    assert not any(GRACE in a["stand_ins"] for a in made["approvals"])
    with world.sessions() as session:
        assert to_decide(session, find_person(session, GRACE)) == []


@pytest.mark.parametrize("requester", [MAYA, DANIEL, GRACE])
def test_what_waits_for_whom_is_the_same_in_the_record_and_in_the_queue(
    world: World, filed: Make, requester: str
) -> None:
    made = filed(
        actor=requester, sensitive_data=True, channel="agency", duration_weeks=20,
        budget={"amount": 200_000, "currency": "USD"},
    )  # fmt: skip
    with world.sessions() as session:
        everybody = session.scalars(select(Person)).all()

    def by_record() -> set[str]:
        with world.sessions() as session:
            now = view(session, get_request(session, made["id"]))["approvals"]
        waiting = [a for a in now if a["decision"] == "pending"]
        return {each for a in waiting for each in (a["approver"], *a["stand_ins"])}

    def by_queue() -> set[str]:
        with world.sessions() as session:
            return {p.email for p in everybody if to_decide(session, p)}

    while waiting := by_record():
        assert by_queue() == waiting
        approvals.decide(world.acting(max(waiting)), made["id"], "approved")
    assert by_queue() == set()


@pytest.mark.parametrize("verdict", ["rejected", "changes_requested"])
def test_saying_no_needs_a_reason(world: World, filed: Make, verdict: Any) -> None:
    made = filed()
    with pytest.raises(Refused, match="Say why"):
        approvals.decide(world.acting(DANIEL), made["id"], verdict, "  ")


def test_when_all_have_approved_procurement_is_told(world: World, filed: Make) -> None:
    made = filed()
    assert approvals.decide(world.acting(DANIEL), made["id"], "approved")["status"] == "approved"
    told = notices.take_notices(world.acting(GRACE))
    assert [n["card"] for n in told] == ["match_confirmation"]


def test_a_rejection_ends_it_and_the_requester_hears_why(world: World, filed: Make) -> None:
    made = filed()
    approvals.decide(world.acting(DANIEL), made["id"], "rejected", "No budget this quarter")
    told = notices.take_notices(world.acting(MAYA))
    assert "No budget this quarter" in told[-1]["text"]


def test_changes_asked_for_bring_the_request_back_to_its_requester(
    world: World, filed: Make
) -> None:
    made = filed()
    approvals.decide(world.acting(DANIEL), made["id"], "changes_requested", "Cheaper, please")
    ctx = world.acting(MAYA, "t1")
    with pytest.raises(WrongState, match=r"Nothing in .* has changed"):
        filing.propose_filing(ctx, made["id"])
    intake.update_request(ctx, made["id"], {"budget": {"amount": 6000}})
    assert file_again(world, made["id"])["status"] == "in_approval"


def test_a_decision_on_an_older_version_is_refused(world: World, filed: Make) -> None:
    made = filed()
    with pytest.raises(Stale, match="has changed since you saw it"):
        approvals.decide(world.acting(DANIEL), made["id"], "approved", version=made["version"] - 1)


def test_an_amendment_keeps_the_approvals_it_does_not_touch(world: World, filed: Make) -> None:
    made = filed(budget={"amount": 20_000, "currency": "USD"})
    approvals.decide(world.acting(DANIEL), made["id"], "approved")
    intake.amend_request(world.acting(MAYA, "t1"), made["id"], {"channel": "agency",
                         "channel_reason": "Known agency"})  # fmt: skip
    again = file_again(world, made["id"])
    now = {a["role"]: a["decision"] for a in again["approvals"] if a["version"] == again["version"]}
    assert now["budget_owner"] == "approved"
    assert now["procurement"] == "pending"


def test_work_like_employment_waits_for_hr_and_legal(world: World, filed: Make) -> None:
    made = filed(
        duration_weeks=30,
        arrangement=["daily_standups", "fixed_hours", "full_time", "manager_directed", "exclusive"],
        systems=["project tools", "internal documentation"],
        deliverables=["Whatever comes up"],
    )
    assert made["rulings"]["classification"]["verdict"] == "resembles_employment"
    with pytest.raises(Refused, match="must review it first"):
        approvals.decide(world.acting(DANIEL), made["id"], "approved")


def test_of_two_decisions_at_once_one_is_taken(world: World, filed: Make) -> None:
    made = filed()

    def click(_: int) -> str:
        try:
            return str(approvals.decide(world.acting(DANIEL), made["id"], "approved")["status"])
        except SourcingError as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(4) as clicks:
        results = sorted(clicks.map(click, range(4)))
    assert results.count("approved") == 1


def test_what_one_decided_is_listed_with_its_reason(world: World, filed: Make) -> None:
    ctx = world.acting(DANIEL)
    first, second = filed()["id"], filed(scope="Two films")["id"]
    approvals.decide(ctx, first, "approved", condition="done by May")
    approvals.decide(ctx, second, "rejected", "no budget")
    grace = world.acting(GRACE).actor
    with world.sessions() as session:
        mine = briefs.decided_by(session, ctx.actor, 10)
        others = briefs.decided_by(session, grace, 10)
    assert {one["id"]: (one["decision"], one["reason"], one["work"][:9]) for one in mine} == {
        first: ("approved", "done by May", "Logo and "),
        second: ("rejected", "no budget", "Two films"),
    }
    assert others == []

"""An arbitrary model, arbitrary people, any order: nothing happens that nobody was entitled to.

The real agent runs over a copy of the seeded organisation; after every step the tables are judged.
"""

import json
import os
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assistant.agreeing import words_of
from assistant.bootstrap import World
from assistant.conversation import answer
from integrations.reply import Reply
from knowledge.database import engine_of
from tests.assistant.arbitrary import (
    PEOPLE,
    VALUES,
    WHOLE,
    ArbitraryModel,
    Script,
    click_names,
    click_values,
    people,
    said,
    scripts,
    texts,
    threads,
    whole,
)
from tests.assistant.invariants import Snapshots, Step, check
from tests.conftest import Clock, settings_at

OFFERED = 8
PARTS = 2
LONG_RUN = int(os.environ.get("MACHINE_STEPS", "100000"))
MEMORY = Path("/dev/shm")  # noqa: S108  (nothing is kept there)
A_WHILE = timedelta(minutes=1)


OWN_TOOLS = (
    *("amend_request", "withdraw_request", "copy_request"),
    *("find_talent", "draft_statement", "propose_filing", "undo_change"),
)
OPEN = ("in_approval", "approved", "changes_requested")
mostly = st.sampled_from((True, True, True, False))


class Machine(RuleBasedStateMachine):
    """People write and click; a model answers anything."""

    begin: ClassVar[Callable[[], World]]
    reached: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.world = type(self).begin()
        self.model = ArbitraryModel()
        self.world.model = self.model
        self.offers: list[tuple[str, str, str, str]] = []
        self.snapshots = Snapshots(self.world)
        self.was = self.snapshots.take()

    @property
    def awaiting(self) -> list[dict[str, Any]]:
        """The requests that wait for their requester's confirmation."""
        rows = self.was.requests.values()
        return [row for row in rows if row["status"] == "awaiting_confirmation"]

    @property
    def undecided(self) -> list[tuple[str, str]]:
        """The decisions that somebody is asked for."""
        rows = self.was.approvals.values()
        return sorted(
            (row["request_id"], row["approver"]) for row in rows if row["decision"] == "pending"
        )

    @property
    def filed(self) -> list[dict[str, Any]]:
        """The requests that are filed and not closed."""
        return [row for row in self.was.requests.values() if row["status"] in OPEN]

    def calls_for(self, request: dict[str, Any], tool: str, value: dict[str, Any]) -> None:
        """The model calls a tool in the thread of a request, for its requester."""
        args = {"fields": value} if tool == "amend_request" else {}
        args |= {"request_id": request["id"]} if tool in ("amend_request", "copy_request") else {}
        self.model.will(said([("", [(tool, args)])], request["requester"]))
        self.step(Step(request["requester"], None), request["thread"], text="Go on with it")

    def step(self, step: Step, thread: str, **turn: Any) -> None:
        replies = answer(self.world, thread, step.actor, **turn)
        self.offers += [
            (thread, step.actor, each.action, each.value)
            for reply in replies
            for each in reply.actions
        ]
        del self.offers[:-OFFERED]
        now = self.snapshots.take()
        check(step, self.was, now, replies, self.model.read)
        self.count(step, now, replies)
        self.was = now
        # A model that failed is left alone for a while, which must not last to the end.
        cast(Clock, self.world.clock).now += A_WHILE

    def count(self, step: Step, now: Any, replies: list[Reply]) -> None:
        changed = now.audit[len(self.was.audit) :]
        self.reached.update([entry["act"] for entry in changed])
        self.reached.update([f"{step.action or 'words'}: {reply.outcome}" for reply in replies])
        self.reached["steps"] += 1

    @initialize(actor=st.sampled_from(PEOPLE[:7]), confirmed=mostly)
    def begins(self, actor: str, confirmed: bool) -> None:
        """There is a request already, as a rule a filed one."""
        self.asks_properly(actor, "t1", WHOLE)
        if confirmed:
            self.confirms(0, True, actor)

    @rule(actor=people, thread=threads, text=texts, script=scripts)
    def writes(self, actor: str, thread: str, text: str, script: Any) -> None:
        """Somebody writes; the model answers anything."""
        self.model.will(said(script, actor))
        yes = text.lower().strip(" .!") in words_of("yes")
        self.step(Step(actor, None, yes), thread, text=text)

    @rule(actor=people, thread=threads, script=scripts, fails=st.sampled_from((0, 1, 2)))
    def meets_a_failing_model(self, actor: str, thread: str, script: Any, fails: int) -> None:
        """The model breaks in the middle of a turn; the embedded one goes on."""
        self.model.will([*said(script, actor)[:fails], ConnectionError("secret detail")])
        self.step(Step(actor, None), thread, text="What do I still have to say?")

    @rule(actor=people, thread=threads, name=click_names, value=click_values, script=scripts)
    def clicks(self, actor: str, thread: str, name: str, value: str, script: Any) -> None:
        """Somebody clicks anything."""
        self.model.will(said(script, actor))
        self.step(Step(actor, name), thread, action=name, value=value)

    @precondition(lambda self: self.offers)
    @rule(actor=people, place=st.integers(0, OFFERED - 1), own=mostly, script=scripts)
    def takes_an_offer(self, actor: str, place: int, own: bool, script: Any) -> None:
        """Somebody clicks what was offered to them, or to another."""
        thread, whose, name, value = self.offers[-1 - place % len(self.offers)]
        self.model.will(said(script, whose if own else actor))
        self.step(Step(whose if own else actor, name), thread, action=name, value=value)

    @rule(actor=st.sampled_from(PEOPLE[:7]), thread=threads, fields=whole)
    def asks_properly(self, actor: str, thread: str, fields: Any) -> None:
        """A whole request is proposed in one turn, as a good model would."""
        calls: Script = [
            ("", [("update_request", {"fields": fields})]),
            ("", [("propose_filing", {})]),
        ]
        self.model.will(said(calls, actor))
        self.step(Step(actor, None), thread, text="Please file this")

    @precondition(lambda self: self.was.requests)
    @rule(actor=st.sampled_from(PEOPLE[4:]), place=st.integers(0, 3), yes=st.booleans())
    def decides(self, actor: str, place: int, yes: bool) -> None:
        """An approver or a buyer decides on what there is, by id."""
        key = sorted(self.was.requests)[place % len(self.was.requests)]
        name = "approve" if yes else "reject"
        if self.was.requests[key]["status"] == "approved":
            name = "confirm_match"
        self.model.will([])
        value = f'{{"id": "{key}", "reason": "because"}}'
        self.step(Step(actor, name), "t1", action=name, value=value)

    @precondition(lambda self: self.awaiting)
    @rule(place=st.integers(0, 3), own=mostly, actor=people)
    def confirms(self, place: int, own: bool, actor: str) -> None:
        """The requester, or somebody else, confirms what waits for confirmation."""
        waiting = self.awaiting
        request = waiting[place % len(waiting)]
        actor = request["requester"] if own else actor
        self.model.will([])
        self.step(Step(actor, "confirm"), "t1", action="confirm", value=request["id"])

    @precondition(lambda self: self.was.requests)
    @rule(place=st.integers(0, 3), tool=st.sampled_from(OWN_TOOLS), value=st.sampled_from(VALUES))
    def goes_on_with_their_own(self, place: int, tool: str, value: dict[str, Any]) -> None:
        """The model calls a tool for the requester of a request, as a good model would."""
        keys = sorted(self.was.requests)
        self.calls_for(self.was.requests[keys[place % len(keys)]], tool, value)

    @precondition(lambda self: self.filed)
    @rule(place=st.integers(0, 3), value=st.sampled_from(VALUES))
    def amends(self, place: int, value: dict[str, Any]) -> None:
        """The requester of a filed request changes it."""
        self.calls_for(self.filed[place % len(self.filed)], "amend_request", value)

    @precondition(lambda self: self.undecided)
    @rule(place=st.integers(0, 3))
    def whoever_may_decides(self, place: int) -> None:
        """The next entitled approver approves, so that deep states are reached as well."""
        key, approver = self.undecided[place % len(self.undecided)]
        self.model.will([])
        self.step(Step(approver, "approve"), "t1", action="approve", value=key)


@pytest.fixture
def machine(seeded_home: Path) -> Iterator[type[Machine]]:
    """The machine over one program, whose tables are put back before each example."""
    home = Path(mkdtemp(prefix="machine-", dir=MEMORY if MEMORY.is_dir() else None))
    shutil.copytree(seeded_home, home, dirs_exist_ok=True)
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))
    world = World(
        settings_at(home),
        new_id=lambda prefix: f"{prefix}-{next(numbers[prefix])}",
        sleep=lambda seconds: None,
    )

    def begin() -> World:
        if agent := world.__dict__.pop("agent", None):
            agent.close()
        engine_of(world.sessions).dispose()
        for file in (*home.glob("sourcing.db*"), *home.glob("conversations.db*")):
            file.unlink()
        shutil.copy(seeded_home / "sourcing.db", home)
        world.clock = Clock()
        numbers.clear()
        return world

    Machine.begin = staticmethod(begin)
    Machine.reached = Counter()
    yield Machine
    world.close()
    shutil.rmtree(home)


DEEP = {"request.opened", "filing.proposed", "request.filed", "approval.approved"}


def run(machine: type[Machine], examples: int, steps: int, **more: Any) -> Counter[str]:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            **more,
        ),
    )
    return machine.reached


def test_whatever_a_model_says_only_people_entitled_to_it_act(machine: type[Machine]) -> None:
    reached = run(machine, examples=7, steps=20, derandomize=True)
    assert reached["steps"] >= 50
    assert set(reached) >= DEEP


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_same_over_a_hundred_thousand_steps(machine: type[Machine], part: int) -> None:
    while machine.reached["steps"] < LONG_RUN / PARTS:
        run(machine, examples=20, steps=100)
        sys.stdout.write(f"{part}: {json.dumps(machine.reached, sort_keys=True)}\n")
    assert set(machine.reached) >= DEEP | {"match.confirmed", "request.withdrawn"}
    assert set(machine.reached) >= {"request.amended", "approval.rejected", "filing.declined"}

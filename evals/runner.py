"""Plays scenarios against the real conversation and reports pass^k over several seeds."""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from evals.scorers import Outcome, judge
from evals.simulated_user import SimulatedUser

if TYPE_CHECKING:
    from assistant.bootstrap import World
    from integrations.reply import Action, Reply

CASES = Path(__file__).parent / "cases"
START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
MOST_ANSWERS = 9
SEEDS = 4


class Clock:
    """A clock that a scenario moves; each look at it is a millisecond later."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class Play:
    """One run of one case: who speaks, in which thread, and what came of it."""

    world: "World"
    clock: Clock
    case: dict[str, Any]
    user: SimulatedUser
    thread: str
    actor: str = ""
    replies: dict[str, "Reply"] = field(default_factory=dict)
    said: int = 0
    outcome: Outcome = field(default_factory=Outcome)

    def run(self) -> Outcome:
        """Take every turn of the case."""
        self.actor = self.case["actor"]
        for turn in self.case["turns"]:
            for step, handler in STEPS.items():
                if step in turn:
                    handler(self, turn)
        self.outcome.records = self._records()
        self.outcome.told = self._still_true()
        self.outcome.calls = self._calls()
        return self.outcome

    @property
    def reply(self) -> "Reply | None":
        """What this person was told last."""
        return self.replies.get(self.actor)

    def hear(self, **given: Any) -> None:
        """Say or click something, and keep what the reply shows."""
        from assistant.conversation import answer

        reply = answer(self.world, self.thread, self.actor, **given)[-1]
        self.replies[self.actor] = reply
        self.said += 1
        card = reply.card
        if card and card.kind == "confirm" and self.outcome.turns_to_confirmation is None:
            self.outcome.turns_to_confirmation = self.said
        if reply.outcome == "failed":
            self.outcome.failures.append(f"failed: {reply.text[:120]}")
        self.outcome.statuses += [r["status"] for r in self._records()]

    def _records(self) -> list[dict[str, Any]]:
        from sqlalchemy import select

        from knowledge.records.requests import Request
        from tools.views import view

        mine = (
            select(Request)
            .where(Request.thread == self.thread, Request.requester == self.case["actor"])
            .order_by(Request.created_at, Request.id)
        )
        with self.world.sessions() as session:
            return [view(session, one) for one in session.scalars(mine)]

    def _calls(self) -> list[str]:
        ctx = self.world.acting(self.case["actor"], self.thread)
        config = {"configurable": {"thread_id": ctx.conversation}}
        messages = self.world.agent.graph.get_state(config).values.get("messages", [])
        return [call["name"] for m in messages if m.type == "ai" for call in m.tool_calls]

    def _still_true(self) -> dict[str, Any]:
        """What was told in answers and not corrected later, as the case sees it."""
        corrected = self.case.get("expect", {}).get("fields", {})
        return {name: value for name, value in self.user.told.items() if name not in corrected}


def _say(play: Play, turn: dict[str, Any]) -> None:
    said = turn["say"] if isinstance(turn["say"], list) else [turn["say"]]
    play.hear(text=play.user.choose(said))


def _scope(play: Play, _turn: dict[str, Any]) -> None:
    """Answer what is asked until nothing is."""
    for _ in range(MOST_ANSWERS):
        asked = play.reply.asks if play.reply else ()
        if not asked:
            return
        play.hear(text=play.user.answer(asked))
    play.outcome.failures.append("it went on asking")


def _click(play: Play, turn: dict[str, Any]) -> None:
    """Click what the last reply offers, or an action on the request by its name."""
    offered = _offered(play.reply, turn["click"])
    if offered is None and turn.get("of") != "request":
        play.outcome.failures.append(f"{turn['click']} was not offered")
        return
    value = offered.value if offered else ""
    if turn.get("of") == "request":
        record = play._records()[0]
        told = {"id": record["id"], "version": record["version"], "request": record["id"]}
        value = json.dumps(told | ({"reason": turn["reason"]} if "reason" in turn else {}))
    play.hear(action=turn["click"], value=value)


def _offered(reply: "Reply | None", name: str) -> "Action | None":
    return next((a for a in reply.actions if a.action == name), None) if reply else None


def _as(play: Play, turn: dict[str, Any]) -> None:
    play.actor = turn["as"]


def _wait(play: Play, turn: dict[str, Any]) -> None:
    play.clock.now += timedelta(days=turn["wait_days"])


def _check(play: Play, turn: dict[str, Any]) -> None:
    wanted = turn["check"].get("status")
    found = [record["status"] for record in play._records()]
    if wanted and found != wanted:
        play.outcome.failures.append(f"meanwhile {found}, not {wanted}")


STEPS: dict[str, Callable[[Play, dict[str, Any]], None]] = {
    "as": _as,
    "wait_days": _wait,
    "say": _say,
    "scope": _scope,
    "click": _click,
    "check": _check,
}
"""What a turn of a case may hold, in the order it is done."""


def cases(kinds: Sequence[str] = ()) -> list[dict[str, Any]]:
    """All cases, or those of some kinds."""
    found = [
        case
        for path in sorted(CASES.glob("*.json"))
        if path.stem != "answers"
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]
    return [case for case in found if not kinds or case["kind"] in kinds]


@contextmanager
def eval_world(model: str | None = None) -> Iterator[tuple["World", Clock]]:
    """A seeded program of its own, with a clock and ids that replay exactly."""
    from assistant.bootstrap import World
    from assistant.seeding import seed_world
    from assistant.settings import Settings, read_settings

    numbers, clock = count(1), Clock()
    with tempfile.TemporaryDirectory() as folder:
        told: dict[str, Any] = {"SOURCING_HOME": Path(folder)}
        if model:
            live = read_settings()
            told |= {"OPENAI_API_KEY": live.openai_api_key, "SOURCING_MODEL": model}
            told |= {"OPENAI_BASE_URL": live.openai_base_url}
        world = World(
            Settings(**told), clock=clock, new_id=lambda prefix: f"{prefix}-{next(numbers)}"
        )
        seed_world(world)
        try:
            yield world, clock
        finally:
            world.close()


def run_scenarios(
    *, seeds: int = SEEDS, kinds: Sequence[str] = (), model: str | None = None, every: int = 1
) -> dict[str, Any]:
    """Play every case with each seed; a case counts only if it passes with all of them."""
    chosen = cases(kinds)[::every]
    failed: dict[str, list[str]] = {}
    turns: list[int] = []
    with eval_world(model) as (world, clock):
        for case in chosen:
            for seed in range(seeds):
                clock.now = START
                user = SimulatedUser(case["facts"], f"{case['id']}/{seed}")
                play = Play(world, clock, case, user, f"{case['id']}/{seed}")
                outcome = play.run()
                problems = judge(case, outcome)
                if problems:
                    failed.setdefault(case["id"], []).append(f"seed {seed}: {'; '.join(problems)}")
                if case.get("complete_but_two") and outcome.turns_to_confirmation:
                    turns.append(outcome.turns_to_confirmation)
    return {
        "scenarios": len(chosen),
        "seeds": seeds,
        "passed_all": len(chosen) - len(failed),
        "share": (len(chosen) - len(failed)) / len(chosen) if chosen else 1.0,
        "turns_to_confirmation": median(turns) if turns else None,
        "failed": failed,
    }

"""Playing a scenario: a simulated person writes and clicks, and the records are read at the end."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import func, select

from assistant.conversation import answer
from assistant.replies import FALLBACK_NOTE
from assistant.telling import told
from evals.scenarios import Scenario, Step, address
from evals.scorers import score, seen_wrong
from evals.simulated_user import SimulatedUser
from evals.stage import Run, Stage
from integrations.reply import Action, Reply
from knowledge.errors import BadInput
from knowledge.records.requests import Request
from knowledge.records.threads import OpenQuestion
from tools.views import audited_view

MOST_ANSWERS = 10


@dataclass(frozen=True)
class Turn:
    """What somebody said or clicked, what came back, and the tools called in between."""

    actor: str
    thread: str
    said: str
    replies: tuple[Reply, ...]
    calls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """How a scenario went with one seed."""

    scenario: Scenario
    seed: int
    problems: tuple[str, ...]
    turns: tuple[Turn, ...]
    turns_to_confirmation: int | None

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return not self.problems


@dataclass
class Play:
    """A scenario under way: who is speaking, in which thread, and what they may click."""

    run: Run
    scenario: Scenario
    user: SimulatedUser
    actor: str = ""
    thread: str = "t1"
    turns: list[Turn] = field(default_factory=list)
    offered: dict[str, list[Action]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Do one step, and judge what the replies show."""
        self.thread, before = step.thread or self.thread, len(self.turns)
        if step.who and address(step.who) != self.actor:
            self._become(address(step.who))
        self._do(step)
        if step.expect is not None:
            replies = [reply for turn in reversed(self.turns[before:]) for reply in turn.replies]
            where = f"after {self.turns[-1].said[:60]!r}"
            says = tuple(self._filled(said) for said in step.expect.says)
            expected = step.expect.model_copy(update={"says": says})
            for problem in seen_wrong(expected, replies, self._status()):
                self.problems.append(f"{where}: {problem}")

    def _do(self, step: Step) -> None:
        if step.restart:
            self.run.restart()
        elif step.days:
            from datetime import timedelta

            self.run.clock.now += timedelta(days=step.days)
        elif step.say:
            self.speak(self._filled(self.user.say(step.say)))
        elif step.answer_all:
            self.answer_all()
        elif step.to_confirmation:
            self.to_confirmation()
        else:
            self.click(step)

    def speak(self, text: str) -> None:
        """Write to the assistant."""
        calls: list[str] = []

        def listen(kind: str, words: str) -> None:
            if kind == "step":
                calls.append(words)

        replies = answer(self.run.world, self.thread, self.actor, text=text, listener=listen)
        self._keep(text, replies, calls)

    def answer_all(self) -> None:
        """Answer until nothing is asked any more."""
        for _ in range(MOST_ANSWERS):
            asks = self._asked()
            if not asks:
                return
            self.speak(self.user.answer(asks))
        self.problems.append(f"after {MOST_ANSWERS} answers it still asks {list(self._asked())}")

    def to_confirmation(self) -> None:
        """Answer what is asked and ask to file, until the record is shown for confirmation."""
        for _ in range(MOST_ANSWERS):
            if any(reply.card and reply.card.kind == "confirm" for reply in self._last()):
                return
            self.speak(self.user.answer(asks) if (asks := self._asked()) else self._wish())
        self.problems.append(f"no confirmation card after {MOST_ANSWERS} turns")

    def _wish(self) -> str:
        return self.user.ask_to_file()

    def click(self, step: Step) -> None:
        """Click what is offered under that name, or forge a click with a value of one's own."""
        name = step.click or ""
        if step.value is not None:
            value: str | None = self._filled(step.value)
        else:
            found = [a for a in self.offered.get(self.actor, ()) if a.action == name]
            value = found[step.which].value if len(found) > step.which else None
        if value is None:
            self.problems.append(f"{name} was not offered to {self.actor.split('@')[0]}")
            return
        if step.reason is not None:
            data = json.loads(value) if value.startswith("{") else {"id": value}
            value = json.dumps(data | {"reason": step.reason})
        replies = answer(self.run.world, self.thread, self.actor, action=name, value=value)
        self._keep(f"[{name}] {value}", replies, ())

    def _become(self, email: str) -> None:
        self.actor = email
        notices = told(self.run.world, email)
        if notices:
            self._keep("(is told)", notices, ())

    def _keep(self, said: str, replies: Sequence[Reply], calls: Sequence[str]) -> None:
        more = told(self.run.world, self.actor) if said != "(is told)" else []
        shown = (*replies, *more)
        self.turns.append(Turn(self.actor, self.thread, said, shown, tuple(calls)))
        offered = [action for reply in shown for action in reply.actions]
        if offered:
            self.offered[self.actor] = offered

    def _last(self) -> tuple[Reply, ...]:
        return next((t.replies for t in reversed(self.turns) if t.actor == self.actor), ())

    def _asked(self) -> tuple[str, ...]:
        return next((reply.asks for reply in self._last() if reply.asks), ())

    def _filled(self, text: str) -> str:
        for number, record in enumerate(self.records(), 1):
            text = text.replace(f"<request {number}>", record["id"])
        return text

    def _status(self) -> str | None:
        mine = [r for r in self.records() if r["requester"] == self.actor]
        here = [r for r in mine if r["thread"] == self.thread] or mine or self.records()
        return here[-1]["status"] if here else None

    def records(self) -> list[dict[str, Any]]:
        """All requests as they are now, in the order in which they were opened."""
        with self.run.world.sessions() as session:
            rows = session.scalars(select(Request).order_by(Request.created_at)).all()
            return [
                audited_view(session, row)
                | {"template": row.template, "preferences": row.preferences}
                for row in rows
            ]

    def questions(self) -> int:
        """How many questions were handed to a person."""
        with self.run.world.sessions() as session:
            return session.scalar(select(func.count()).select_from(OpenQuestion)) or 0


def play(stage: Stage, scenario: Scenario, seed: int = 0) -> Result:
    """Play one scenario with one seed, and score it."""
    rng = Random(f"{scenario.id}/{seed}")
    with stage.world(scenario.planted) as run:
        one = Play(run, scenario, SimulatedUser(rng, _roles(scenario) | scenario.answers))
        try:
            for step in scenario.steps:
                one.take(step)
        except BadInput as stuck:
            one.problems.append(str(stuck))
        problems = [
            *one.problems,
            *_stood_in(one.turns),
            *score(scenario, one.records(), one.turns),
        ]
        if scenario.questions is not None and one.questions() != scenario.questions:
            problems.append(f"{one.questions()} questions were handed over")
    return Result(scenario, seed, tuple(problems), tuple(one.turns), _to_card(one.turns))


def _stood_in(turns: Sequence[Turn]) -> Iterator[str]:
    """Turns that the embedded model answered because the live one could not be reached."""
    for number, turn in enumerate(turns, 1):
        if any(FALLBACK_NOTE in reply.text for reply in turn.replies):
            yield f"turn {number} was answered by the embedded model instead"


def _roles(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Who is asked which role they need says the one that is expected in the end."""
    from knowledge.templates.catalogue import load_templates

    wanted = {one.template for one in scenario.records}
    titles = [one.title.lower() for one in load_templates() if one.id in wanted]
    return {"role": (f"a {titles[0]}", f"I need a {titles[0]}")} if titles else {}


def _to_card(turns: Sequence[Turn]) -> int | None:
    for number, turn in enumerate(turns, 1):
        if any(reply.card and reply.card.kind == "confirm" for reply in turn.replies):
            return number
    return None

"""Input tokens of the scenarios that end in a filed request, in this design and without it.

Each scenario is played once, by the simulated user and the embedded model. At every call to the
model two things are counted: what this agent sends a remote model, and what the same agent sends
without the state summary and the tool design: the same instructions, the whole history, all tools
with their whole schemas, and results that give back the whole record as it then was. The calls and
the words are the same in both, so the difference is in nothing but the design.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from typing import Any

from langchain.agents.middleware import ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, AnyMessage, ToolMessage
from langchain_core.utils.function_calling import convert_to_openai_tool

from assistant.agent import StateMiddleware, build_agent
from assistant.bootstrap import World
from assistant.lean import lean_tools
from assistant.prompts import read_prompt
from evals.benchmarks.wire import counted, tokens
from evals.runner import play
from evals.scenarios import Scenario, scenarios
from evals.stage import Stage, staged
from tools.context import Context
from tools.for_agent import TOOLS

LIMIT = 1 / 3
FILED = ("in_approval", "approved", "match_confirmed")
TOLD_BY_THE_RECORD = ("assumed", "missing", "ask_next", "rulings")


@dataclass
class Spent:
    """Input tokens of one scenario, a number for each call to the model."""

    ours: list[int] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)
    histories: dict[str, list[int]] = field(default_factory=dict)
    """What the plain agent carries along, a message each, by conversation."""
    seen: set[str] = field(default_factory=set)

    @property
    def share(self) -> float:
        """Ours as a share of the plain agent's."""
        return sum(self.ours) / sum(self.plain)


class Counting(StateMiddleware):
    """Counts both designs at each call, and lets the embedded model answer."""

    def __init__(self, spent: Spent) -> None:
        super().__init__()
        self.spent = spent

    def wrap_model_call(
        self, request: ModelRequest[Context], handler: Callable[[ModelRequest[Context]], Any]
    ) -> ModelResponse[Any] | AIMessage:
        """Count what would be sent, in either design."""
        lean = self.shown(request, lean=True)
        self.spent.ours.append(_fixed("lean") + sum(map(counted, lean.messages)))
        history = self.spent.histories.setdefault(request.runtime.context.conversation, [])
        for message in request.messages:
            if message.id not in self.spent.seen:
                self.spent.seen.add(str(message.id))
                history.append(counted(whole(message)))
        self.spent.plain.append(_fixed("whole") + sum(history))
        return super().wrap_model_call(request, handler)


def whole(message: AnyMessage) -> AnyMessage:
    """The message; a tool's result as the whole record, said once, and what else it found."""
    if not isinstance(message, ToolMessage) or not isinstance(message.content, str):
        return message
    data = json.loads(message.content)
    if "request" in data:
        data = {name: each for name, each in data.items() if name not in TOLD_BY_THE_RECORD}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return message.model_copy(update={"content": text})


@cache
def _fixed(design: str) -> int:
    """Tokens of what every call begins with: the instructions and the tools."""
    specs = lean_tools(TOOLS) if design == "lean" else list(map(convert_to_openai_tool, TOOLS))
    return tokens(read_prompt("system")) + tokens(json.dumps(specs))


def ends_filed(scenario: Scenario) -> bool:
    """Whether the scenario is to end with a filed request."""
    return any(record.status in FILED for record in scenario.records)


def filed_scenarios() -> tuple[Scenario, ...]:
    """The scenarios of the reported half that end with a filed request."""
    return tuple(filter(ends_filed, scenarios("report")))


def replay(stage: Stage, scenario: Scenario, seed: int = 0) -> tuple[Spent, tuple[str, ...]]:
    """Play a scenario; what both designs spent, and what went wrong."""
    spent = Spent()

    def count(world: World) -> None:
        world.agent = build_agent(world, Counting(spent))

    stage.prepare = count
    return spent, play(stage, scenario, seed).problems


def replay_all(chosen: Sequence[Scenario]) -> dict[str, Any]:
    """Both designs over the scenarios; those that did not end as they should are only named."""
    counts, failed = {}, []
    with staged() as stage:
        for scenario in chosen:
            spent, problems = replay(stage, scenario)
            if problems:
                failed.append(scenario.id)
            else:
                counts[scenario.id] = spent
    return summary(counts) | {"failed": failed}


def summary(counts: dict[str, Spent]) -> dict[str, Any]:
    """Shares in all and in the median scenario, with the numbers of each."""
    ours = sum(sum(spent.ours) for spent in counts.values())
    plain = sum(sum(spent.plain) for spent in counts.values())
    return {
        "share": round(ours / plain, 4),
        "median_share": round(median(spent.share for spent in counts.values()), 4),
        "input_tokens": {"ours": ours, "plain": plain},
        "of_each_call": {"ours": _fixed("lean"), "plain": _fixed("whole")},
        "scenarios": {
            name: {
                "calls": len(spent.ours),
                "ours": sum(spent.ours),
                "plain": sum(spent.plain),
                "share": round(spent.share, 4),
            }
            for name, spent in sorted(counts.items())
        },
    }

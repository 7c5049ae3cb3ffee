"""Holds a remote model to the policies: what it says of rules is checked before anybody sees it."""

import json
from collections.abc import Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from assistant.models import is_embedded
from assistant.state import describe
from tools.context import Context
from tools.policy_grounding import grounded, without_claims

ASK = "ask_policy"
QUOTING = (ASK, "about_last_answer")
"""The tools that answer in the words of the library."""


class GroundingMiddleware(AgentMiddleware[Any, Context]):
    """After a policy question, keeps of the model's words what the cited passages carry.

    A model that tells of a rule without having asked is made to ask, in the person's own words.
    """

    def after_model(self, state: Any, runtime: Any) -> dict[str, Any] | None:
        """Replace the answer where it says more than the policies."""
        said = state["messages"][-1]
        if not isinstance(said, AIMessage) or said.tool_calls or is_embedded(said):
            return None
        person, tools = _turn(state["messages"])
        results = [
            m.artifact for m in tools if m.name in QUOTING and "answer" in (m.artifact or {})
        ]
        if not results:
            return _unasked(said, person, tools, runtime.context)
        others = any(message.name not in QUOTING for message in tools)
        text = grounded(said.text, results, other_tools=others)
        return {"messages": [said.model_copy(update={"content": text})]}


def _unasked(
    said: AIMessage, person: str, tools: Sequence[ToolMessage], ctx: Context
) -> dict[str, Any] | None:
    """Drop what is told of rules and stands nowhere; where the person asked for it, ask for it."""
    state = json.dumps(describe(ctx), default=str, ensure_ascii=False)
    kept = without_claims(said.text, [person, state, *(message.text for message in tools)])
    if kept == said.text:
        return None
    changed: dict[str, Any] = {"content": kept}
    asked_already = any(message.name == ASK for message in tools)
    if not asked_already and ("?" in person or not kept):
        call = {"name": ASK, "args": {"question": person}, "id": f"ask-{said.id}"}
        changed = {"content": "", "tool_calls": [{**call, "type": "tool_call"}]}
    return {"messages": [said.model_copy(update=changed)]}


def _turn(messages: Sequence[AnyMessage]) -> tuple[str, list[ToolMessage]]:
    """What the person said, and what the tools of this turn returned."""
    start = max((i for i, m in enumerate(messages) if isinstance(m, HumanMessage)), default=0)
    return messages[start].text, [m for m in messages[start:] if isinstance(m, ToolMessage)]

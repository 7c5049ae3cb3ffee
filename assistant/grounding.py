"""Holds a remote model to the policies: its answer is checked before anybody sees it."""

from collections.abc import Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from assistant.offline.model import NAME
from tools.context import Context
from tools.policy_grounding import grounded

ASK = "ask_policy"


class GroundingMiddleware(AgentMiddleware[Any, Context]):
    """After a policy question, keeps of the model's words what the cited passages carry."""

    def after_model(self, state: Any, runtime: Any) -> dict[str, Any] | None:  # noqa: ARG002
        """Replace the answer where it says more than the policies."""
        said = state["messages"][-1]
        if not isinstance(said, AIMessage) or said.tool_calls or _is_embedded(said):
            return None
        tools = tools_of_turn(state["messages"])
        results = [m.artifact for m in tools if m.name == ASK and "answer" in (m.artifact or {})]
        if not results:
            return None
        others = any(message.name != ASK for message in tools)
        text = grounded(said.text, results, other_tools=others)
        return {"messages": [said.model_copy(update={"content": text})]}


def tools_of_turn(messages: Sequence[AnyMessage]) -> list[ToolMessage]:
    """What the tools of the current turn returned."""
    start = max((i for i, m in enumerate(messages) if isinstance(m, HumanMessage)), default=0)
    return [message for message in messages[start:] if isinstance(message, ToolMessage)]


def _is_embedded(message: AIMessage) -> bool:
    return bool(message.response_metadata.get("model_name") == NAME)

"""Holds a remote model to the truth before anybody sees what it says.

What it says of rules is checked against the policies, what it says was done against the records;
thinking, pictures and links to elsewhere are taken out.
"""

import json
from collections.abc import Sequence
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from assistant.models import is_embedded
from assistant.plain_text import SUSPECT, plain_text
from assistant.state import describe
from tools.claims import claims_in
from tools.context import Context
from tools.for_agent import WRITES
from tools.policy.grounding import CLAIM, grounded, rests_on, without_claims
from tools.truthful import Done, truthful

ASK, OBJECT = "ask_policy", "object_to_answer"
QUOTING = (ASK, "about_last_answer")
"""The tools that answer in the words of the library."""


class GroundingMiddleware(AgentMiddleware[Any, Context]):
    """Keeps of the model's words what the cited passages and the records carry.

    A model that tells of a rule without having asked is made to ask, in the person's own words,
    unless what else it said answers from the record.
    """

    def __init__(self, own_pages: str = "") -> None:
        super().__init__()
        self.own_pages = own_pages

    def after_model(self, state: Any, runtime: Any) -> dict[str, Any] | None:
        """Replace the answer where it says more than that."""
        said = state["messages"][-1]
        if not isinstance(said, AIMessage) or said.tool_calls or is_embedded(said):
            return None
        person, tools = _turn(state["messages"])
        plain = plain_text(said.text, person, self.own_pages)
        ruled = _ruled(plain, person, tools, runtime.context)
        if ruled is None:
            call = {"name": ASK, "args": {"question": person}, "id": f"ask-{said.id}"}
            changed = {"content": "", "tool_calls": [{**call, "type": "tool_call"}]}
            return {"messages": [said.model_copy(update=changed)]}
        text = truthful(runtime.context, ruled, _done(tools))
        if text == said.text:
            return None
        return {"messages": [said.model_copy(update={"content": text})]}


def needs_a_look(text: str) -> bool:
    """Whether words may not be shown before they were checked: rules, acts, and what is no text."""
    return bool(CLAIM.search(text) or SUSPECT.search(text) or claims_in(text))


def _ruled(text: str, person: str, tools: Sequence[ToolMessage], ctx: Context) -> str | None:
    """What of the words the policies carry; None where the model has to ask them first."""
    results = [m.artifact for m in tools if m.name in QUOTING and "answer" in (m.artifact or {})]
    if results:
        return grounded(text, results, other_tools=any(m.name not in QUOTING for m in tools))
    state = json.dumps(describe(ctx), default=str, ensure_ascii=False)
    kept = without_claims(text, [person, state, *(message.text for message in tools)])
    asked_already = any(message.name == ASK for message in tools)
    unanswered = not kept or ("?" in person and not rests_on(kept, state))
    return None if kept != text and unanswered and not asked_already else kept


def _done(tools: Sequence[ToolMessage]) -> Done:
    results = [(str(m.name), m.artifact) for m in tools if isinstance(m.artifact, dict)]
    return Done(results, frozenset(tool.name for tool in WRITES))


def _turn(messages: Sequence[AnyMessage]) -> tuple[str, list[ToolMessage]]:
    """What the person said, and what the tools of this turn returned."""
    start = max((i for i, m in enumerate(messages) if isinstance(m, HumanMessage)), default=0)
    return messages[start].text, [m for m in messages[start:] if isinstance(m, ToolMessage)]

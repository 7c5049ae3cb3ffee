"""A plain agent to compare with: one tool a field, whole records, and the full history each time.

It works on the same use cases. Nothing is done to make it worse: calls that can be parallel are,
and a setter answers with no more than the value that it set.
"""

import json
from collections.abc import Callable
from typing import Any

from langchain.tools import tool
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import create_model

from assistant.prompts import read_prompt
from knowledge.fields import RequestFields
from tools import filing, intake, selection, views
from tools.context import Context
from tools.policy import asking as policy


def plain_agent(model: Any, ctx: Context) -> Callable[[str], None]:
    """The agent over one thread; returns what takes one message."""
    from langchain.agents import create_agent
    from langgraph.checkpoint.memory import InMemorySaver

    graph: Any = create_agent(
        model,
        tools=[*_setters(ctx), *_looks(ctx), *_acts(ctx)],
        system_prompt=read_prompt("system"),
        checkpointer=InMemorySaver(),
    )

    def say(text: str) -> None:
        given = {"messages": [{"role": "user", "content": text}]}
        graph.invoke(given, {"configurable": {"thread_id": "plain"}})

    return say


def _current(ctx: Context) -> Any:
    with ctx.sessions() as session:
        request = intake.current_request(session, ctx)
    if request is None:
        raise LookupError("no request yet")
    return request


def _as_text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)


def _setters(ctx: Context) -> list[BaseTool]:
    return [_setter(ctx, name) for name in RequestFields.model_fields]


def _setter(ctx: Context, name: str) -> BaseTool:
    kind: Any = RequestFields.model_fields[name].annotation

    def put(value: Any) -> str:
        given = value.model_dump(mode="json") if hasattr(value, "model_dump") else value
        intake.update_request(ctx, _current(ctx).id, {name: given})
        return _as_text({"ok": True, name: given})

    return StructuredTool.from_function(
        put,
        name=f"set_{name}",
        description=f"Set the {name.replace('_', ' ')} of the request.",
        args_schema=create_model(f"Set_{name}", value=(kind, ...)),
    )


def _looks(ctx: Context) -> list[BaseTool]:
    @tool
    def open_request() -> str:
        """Open a new request."""
        return _as_text({"request_id": intake.start_request(ctx, {})["id"]})

    @tool
    def get_request() -> str:
        """The whole request: fields, what is missing, approvals, shortlist."""
        with ctx.sessions() as session:
            record = views.view(session, _current(ctx))
        return _as_text({k: v for k, v in record.items() if k != "rulings"})

    @tool
    def check_rules() -> str:
        """What the rules say: risk, classification, approvals, channel, billing."""
        return _as_text(_current(ctx).rulings)

    @tool
    def search_policies(query: str) -> str:
        """Search the policies; returns the sections that fit best."""
        reader = policy.reader_for(ctx.actor)
        found = policy.search(ctx.library(), query, reader=reader, as_of=ctx.today, count=5)
        return _as_text([passage.as_json() for passage in found])

    return [open_request, get_request, check_rules, search_policies]


def _acts(ctx: Context) -> list[BaseTool]:
    @tool
    def find_talent() -> str:
        """Rank the people who fit the request."""
        return _as_text(selection.suggest(ctx, _current(ctx).id))

    @tool
    def leave_out(candidate: str, reason: str) -> str:
        """Leave a person out of the shortlist."""
        selection.adjust(ctx, _current(ctx).id, exclude={candidate: reason})
        return _as_text({"ok": True, "left_out": candidate})

    @tool
    def propose_filing() -> str:
        """Check that the request is complete, and show it to its requester."""
        return _as_text({"ok": True, "id": filing.propose_filing(ctx, _current(ctx).id)["id"]})

    @tool
    def file_request() -> str:
        """File the request, once its requester has confirmed it."""
        now = _current(ctx)
        filed = filing.file_request(ctx.confirmed(now.id, now.version), now.id, now.version)
        return _as_text({"ok": True, "status": filed["status"]})

    return [find_talent, leave_out, propose_filing, file_request]

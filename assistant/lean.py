"""What a remote model is sent, without what it does not need: tools, state and results.

The embedded model reads everything, at no cost. A remote one pays for each word, and STATE tells
it already where the request stands, so a result says only what is new.
"""

import json
from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AnyMessage, ToolMessage
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

CANDIDATES = 5
OF_A_CANDIDATE = (
    *("id", "name", "source", "band", "reasons", "against", "red_flags"),
    *("rate", "total_cost", "quoted", "earliest_start", "pinned", "profile"),
)
OF_A_RECORD = ("id", "status", "version", "requester", "missing", "match")
OF_AN_APPROVAL = ("role", "approver", "decision", "reason", "condition")
OF_A_CITATION = ("document", "section", "quote", "effective_from")
SAME_FIELDS = {"amend_request": "update_request", "what_if": "update_request"}
NOISE = frozenset({"title", "default", "additionalProperties"}) | frozenset(
    {"maxLength", "minimum", "maximum", "exclusiveMinimum"}
)
"""What the use cases check anyway; a model that gets it wrong is told."""


def lean_tools(tools: Sequence[BaseTool]) -> list[dict[str, Any]]:
    """The tools as the wire wants them, without what only validates; always the same."""
    specs = {tool.name: convert_to_openai_tool(tool) for tool in tools}
    for name, like in SAME_FIELDS.items():
        properties = specs[name]["function"]["parameters"]["properties"]
        properties["fields"] = {
            "type": "object",
            "description": f"As in {like}; only what changes.",
        }
    return [_lean_schema(spec) for spec in specs.values()]


def lean_message(message: AnyMessage, current: str | None) -> AnyMessage:
    """The message; a tool's result without what the model is told by STATE."""
    if not isinstance(message, ToolMessage) or not isinstance(message.content, str):
        return message
    try:
        data = json.loads(message.content)
    except ValueError:
        return message
    if not isinstance(data, dict) or "error" in data:
        return message
    lean = {k: v for k, v in _lean(data, current).items() if v not in (None, "", [], {}, False)}
    text = json.dumps(lean, ensure_ascii=False, default=str, separators=(",", ":"))
    return message.model_copy(update={"content": text})


def lean_state(state: dict[str, Any]) -> dict[str, Any]:
    """STATE with people in one line each, and of the rulings the verdict and its first reason."""
    request = state["request"]
    return state | {
        "people": [f"{p['name']} <{p['email']}>, {p['unit']}" for p in state["people"]],
        "my_requests": [
            {k: one[k] for k in ("id", "status", "title")} for one in state["my_requests"][:5]
        ],
        "request": request and _lean_request(request),
    }


def _lean_schema(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_lean_schema(each) for each in schema]
    if isinstance(schema, str):
        return " ".join(schema.split())
    if not isinstance(schema, dict):
        return schema
    options = schema.get("anyOf")
    if isinstance(options, list):
        real = [option for option in options if option != {"type": "null"}]
        if len(real) == 1:
            # A value that is not known is left out, so null need not be said to be allowed.
            schema = {k: v for k, v in schema.items() if k != "anyOf"} | real[0]
    return {
        name: {key: _lean_schema(each) for key, each in value.items()}
        if name == "properties"
        else _lean_schema(value)
        for name, value in schema.items()
        if name not in NOISE
    }


def _lean(data: dict[str, Any], current: str | None) -> dict[str, Any]:
    lean = dict(data)
    for name in ("request", "record"):
        record = lean.get(name)
        if isinstance(record, dict):
            lean[name] = _lean_record(record, whole=record.get("id") != current)
            if record.get("id") == current:
                # STATE has them, as they stand now.
                for told in ("assumed", "rulings", "missing", "ask_next"):
                    lean.pop(told, None)
    if isinstance(lean.get("shortlist"), list):
        lean["shortlist"] = [_kept(c, OF_A_CANDIDATE) for c in lean["shortlist"][:CANDIDATES]]
    if isinstance(lean.get("citations"), list):
        lean["citations"] = [_kept(c, OF_A_CITATION) for c in lean["citations"]]
    return lean


def _lean_record(record: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    lean = _kept(record, OF_A_RECORD)
    if isinstance(record.get("approvals"), list):
        lean["approvals"] = [_kept(a, OF_AN_APPROVAL) for a in record["approvals"]]
    if whole:
        lean["fields"] = _said(record.get("fields", {}))
        lean["rulings"] = _verdicts(record.get("rulings", {}))
    return lean


def _lean_request(request: dict[str, Any]) -> dict[str, Any]:
    lean = {k: v for k, v in request.items() if k not in ("origins", "rulings")}
    origins = request.get("origins", {})
    return lean | {
        "assumed": sorted(name for name, origin in origins.items() if origin != "said"),
        "rulings": _verdicts(request["rulings"]),
    }


def _verdicts(rulings: dict[str, Any]) -> dict[str, str]:
    return {
        name: ": ".join((str(ruling["verdict"]), *ruling["reasons"][:1]))
        for name, ruling in rulings.items()
    }


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in fields.items() if v not in (None, [], "")}


def _kept(data: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: data[name] for name in names if data.get(name) not in (None, [], "", {}, False)}

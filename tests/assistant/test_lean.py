"""A remote model is sent what it needs and no more, and a refusal always arrives whole."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.utils.function_calling import convert_to_openai_tool

from assistant.bootstrap import World
from assistant.lean import lean_message, lean_tools
from integrations.reply import Reply
from tests.assistant.conftest import ScriptedModel, calls
from tests.tools.conftest import WHOLE
from tools.for_agent import TOOLS

Say = Callable[..., Reply]
Script = Callable[..., ScriptedModel]


def result(data: Any) -> ToolMessage:
    text = data if isinstance(data, str) else json.dumps(data)
    return ToolMessage(text, tool_call_id="c1", name="any")


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from nodes(value)
    if isinstance(schema, list):
        for each in schema:
            yield from nodes(each)


def test_every_tool_keeps_its_name_its_arguments_and_what_is_required() -> None:
    whole = {spec["function"]["name"]: spec for spec in map(convert_to_openai_tool, TOOLS)}
    for spec in lean_tools(TOOLS):
        told, full = spec["function"], whole[spec["function"]["name"]]["function"]
        assert set(told["parameters"]["properties"]) == set(full["parameters"]["properties"])
        assert told["parameters"].get("required") == full["parameters"].get("required")
        assert told["description"] == " ".join(full["description"].split())


def test_tools_are_told_in_under_two_thirds_of_the_words() -> None:
    whole = json.dumps([convert_to_openai_tool(tool) for tool in TOOLS])
    assert len(json.dumps(lean_tools(TOOLS))) < 0.67 * len(whole)
    assert not any({"type": "null"} in node.get("anyOf", ()) for node in nodes(lean_tools(TOOLS)))


def test_the_tools_are_the_same_each_time() -> None:
    assert json.dumps(lean_tools(TOOLS)) == json.dumps(lean_tools(TOOLS))


@pytest.mark.parametrize(
    "data", ['{"error": "No.", "rule": "R54", "missing": []}', "plain words", "[1, 2]", "{broken"]
)
def test_refusals_and_what_is_no_record_pass_as_they_are(data: str) -> None:
    assert lean_message(result(data), "REQ-1").content == data


def test_words_are_left_alone() -> None:
    said = AIMessage('{"request": {"id": "REQ-1"}}')
    assert lean_message(said, "REQ-1") is said


def test_another_request_is_shown_with_its_fields(world: World, say: Say, scripted: Script) -> None:
    scripted(calls(("update_request", {"fields": WHOLE})))
    say("I need a designer")
    model = scripted(calls(("show_request", {"request_id": "REQ-1"})))
    say("Show me REQ-1", actor="grace.okafor@calderfinch.example", thread="t2")
    told = next(m for m in model.seen[-1] if m.type == "tool")
    record = json.loads(told.text)["record"]
    assert record["fields"]["budget"]["amount"] == 8000
    assert record["rulings"]["risk"].startswith("low")


def test_a_result_on_the_own_request_does_not_repeat_what_the_state_says(
    say: Say, scripted: Script
) -> None:
    model = scripted(calls(("update_request", {"fields": WHOLE})))
    say("I need a designer")
    told = next(m for m in model.seen[-1] if m.type == "tool")
    state = next(m for m in model.seen[-1] if m.text.startswith("STATE "))
    assert len(told.text) < 1500
    assert "spring campaign" not in told.text
    assert "spring campaign" in state.text


def test_candidates_are_told_with_what_speaks_for_and_against_them(
    say: Say, scripted: Script
) -> None:
    model = scripted(calls(("update_request", {"fields": WHOLE})), calls(("find_talent", {})))
    say("I need a designer, show me matches")
    told = json.loads([m for m in model.seen[-1] if m.type == "tool"][-1].text)
    assert 1 <= len(told["shortlist"]) <= 5
    for candidate in told["shortlist"]:
        assert candidate["id"]
        assert candidate["reasons"]
        assert "contributions" not in candidate

"""The token comparison is fair, and files a request with either agent."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from langchain_core.messages import HumanMessage, ToolMessage

from evals.benchmarks.tokens import compare, conversation
from evals.benchmarks.tokens_replayed import (
    LIMIT,
    filed_scenarios,
    replay,
    whole,
)
from evals.benchmarks.wire import tokens
from evals.scenarios import scenarios
from evals.stage import Stage


def test_a_request_is_filed_for_a_third_of_the_tokens_of_a_plain_agent(home: Path) -> None:
    turns = [turn for turn in conversation() if not turn.get("matching")]
    found = compare(home, turns, "test")
    assert found["share"] <= LIMIT
    plain, ours = found["plain"]["calls"], found["ours"]["calls"]
    assert plain == sorted(plain), "the plain agent carries everything along"
    assert max(ours) < 2 * min(ours), "ours does not"


def _scenario(name: str) -> Any:
    return next(one for one in filed_scenarios() if one.id == name)


def test_a_replayed_scenario_costs_a_third_of_the_same_calls_in_a_plain_design(home: Path) -> None:
    spent, problems = replay(Stage(home), _scenario("happy-qa-tester"))
    assert not problems
    assert spent.share <= LIMIT
    assert len(spent.ours) == len(spent.plain) >= 4, "the calls are the same"
    assert spent.plain == sorted(spent.plain), "the plain design carries everything along"


def test_the_whole_history_is_counted_once_a_message_in_the_plain_design(home: Path) -> None:
    spent, _ = replay(Stage(home), _scenario("happy-qa-tester"))
    (history,) = spent.histories.values()
    fixed = spent.plain[-1] - sum(history)
    assert spent.plain[0] - history[0] == fixed, "the first call has one message"
    assert len(history) == len(spent.seen)


def test_every_happy_path_of_the_reported_half_is_replayed() -> None:
    happy = {one.id for one in scenarios("report") if one.kind == "happy"}
    replayed = {one.id for one in filed_scenarios()}
    assert happy <= replayed
    assert len(replayed) >= 2 * len(happy)


def test_what_was_measured_last_names_all_of_them_and_keeps_the_bar() -> None:
    kept = json.loads(files("evals.benchmarks").joinpath("data/tokens_replayed.json").read_text())
    assert set(kept["scenarios"]) == {one.id for one in filed_scenarios()}
    assert not kept["failed"]
    assert max(kept["share"], kept["median_share"]) <= LIMIT


def test_a_plain_result_gives_back_the_whole_record_but_once() -> None:
    record = {"id": "REQ-1", "fields": {"scope": "x"}, "rulings": {"risk": {"verdict": "low"}}}
    told = {"request": record, "rulings": record["rulings"], "notes": ["n"]}
    shown = whole(ToolMessage(json.dumps(told), tool_call_id="1"))
    assert json.loads(shown.text) == {"request": record, "notes": ["n"]}
    said = HumanMessage("file it")
    assert whole(said) is said


def test_both_models_are_scripted_to_write_the_same_fields() -> None:
    for turn in conversation():
        ours = {
            name: value
            for calls in turn["ours"]
            for tool, args in calls
            if tool == "update_request"
            for name, value in args["fields"].items()
        }
        plain = {
            tool.removeprefix("set_"): args["value"]
            for calls in turn["plain"]
            for tool, args in calls
            if tool.startswith("set_")
        }
        assert ours == plain


def test_tokens_are_counted_by_a_real_tokenizer() -> None:
    assert tokens("") == 0
    assert 2 <= tokens("The quick brown fox") <= 6
    assert tokens("word " * 1000) > 900

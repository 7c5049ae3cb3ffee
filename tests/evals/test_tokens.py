"""The token comparison is fair, and files a request with either agent."""

from pathlib import Path

from evals.benchmarks.tokens import LIMIT, compare, conversation, tokens


def test_a_request_is_filed_for_a_third_of_the_tokens_of_a_plain_agent(home: Path) -> None:
    turns = [turn for turn in conversation() if not turn.get("matching")]
    found = compare(home, turns, "test")
    assert found["share"] <= LIMIT
    plain, ours = found["plain"]["calls"], found["ours"]["calls"]
    assert plain == sorted(plain), "the plain agent carries everything along"
    assert max(ours) < 2 * min(ours), "ours does not"


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

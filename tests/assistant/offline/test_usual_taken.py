"""The usual terms are told for the length at hand, and taken over when somebody says so."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from tools.scoping.usual import usual_terms

Model = Callable[..., AIMessage]
ASKED = ["budget", "start_date"]
DRAFT = {
    "id": "REQ-1", "status": "draft", "missing": ASKED, "ask_next": ASKED,
    "fields": {"role": "copywriter", "scope": "product pages", "duration_weeks": 2, "headcount": 1},
}  # fmt: skip
TOLD = ("usual_terms", {"role": "copywriter"}, usual_terms("copywriter"))


def _said(model: Model, text: str, *results: Any, before: str = "", **more: Any) -> AIMessage:
    earlier = [HumanMessage(before), AIMessage("Usual …")] if before else []
    state = {"context": "scoping", "request": DRAFT, "asked": ASKED, **more}
    return model(text, *results, before=earlier, **state)


@pytest.mark.parametrize(
    "text",
    [
        "the usual", "as always", "same as last time", "whatever is normal", "you decide",
        "standard", "as cheap as possible", "not too much", "the market rate",
    ],
)  # fmt: skip
def test_an_answer_that_leaves_the_figure_to_us_is_told_what_is_usual(
    model: Model, text: str
) -> None:
    assert [call["name"] for call in _said(model, text).tool_calls] == ["usual_terms"]


def test_the_usual_terms_are_told_for_the_length_of_the_request(model: Model) -> None:
    assert "For two weeks that comes to about $2,800–4,600." in _said(model, "the usual", TOLD).text


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("ok take that", (2800, 4600)), ("yes", (2800, 4600)), ("sounds good", (2800, 4600)),
        ("then let's go with that", (2800, 4600)), ("the usual", (2800, 4600)),
        ("the middle of that", (3700, None)), ("the lower end please", (2800, None)),
        ("ok, take the upper end", (4600, None)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["you decide", "dunno, what's normal?"])
def test_the_terms_just_told_are_taken_at_a_word(
    model: Model, text: str, budget: tuple[float, float | None], before: str
) -> None:
    (call,) = _said(model, text, TOLD, before=before).tool_calls
    written = call["args"]["fields"]["budget"]
    assert (call["name"], written["amount"], written.get("max")) == ("update_request", *budget)


@pytest.mark.parametrize("before", ["Start is 4 January", "is $450 a day too low?"])
@pytest.mark.parametrize("text", ["ok take that", "the lower end", "yes"])
def test_nothing_is_taken_where_no_terms_were_told(model: Model, text: str, before: str) -> None:
    calls = _said(model, text, before=before).tool_calls
    assert all("budget" not in call["args"].get("fields", {}) for call in calls)


def test_a_yes_to_the_question_on_data_takes_no_terms(model: Model) -> None:
    said = _said(model, "yes", before="you decide", asked=["budget", "sensitive_data"])
    assert [call["name"] for call in said.tool_calls] != ["usual_terms"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("900 weeks", "a number of weeks over 0"), ("0 weeks", "a number of weeks over 0"),
        ("-2 weeks", "a number of weeks over 0"), ("-3 days", "a number of weeks over 0"),
        ("0", "an amount over 0"), ("-5", "an amount over 0"), ("$0", "an amount over 0"),
        ("0 hours", "a number of hours over 0"), ("100 hours a week", "a number of hours over 0"),
        ("Start 31 February", "There is no 31 February"), ("feb 30", "There is no feb 30"),
        ("from the 31st of April", "There is no 31st of April"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_told_with_what_can(model: Model, text: str, told: str) -> None:
    assert told in _said(model, text).text


@pytest.mark.parametrize(
    "text", ["29 February", "6 weeks", "40 hours a week", "20 years in business, by the way"]
)
def test_a_value_that_can_be_is_not_refused(model: Model, text: str) -> None:
    answer = _said(model, text).text
    assert "I can't take that" not in answer
    assert "There is no" not in answer


@pytest.mark.parametrize("text", ["ok take that", "yes", "the usual"])
def test_without_a_length_the_terms_are_taken_only_at_a_named_end(model: Model, text: str) -> None:
    fields = {k: v for k, v in DRAFT["fields"].items() if k != "duration_weeks"}  # type: ignore[attr-defined]
    draft = {**DRAFT, "fields": fields}
    said = _said(model, text, TOLD, before="you decide", request=draft)
    assert not said.tool_calls
    assert "Tell me how many weeks" in said.text
    (call,) = _said(model, "the lower end", TOLD, before="you decide", request=draft).tool_calls
    assert call["args"]["fields"]["duration_weeks"] == TOLD[2]["duration_weeks"]["least"]


@pytest.mark.parametrize("text", ["what do people pay?", "idk, what do others usually spend?"])
def test_what_others_pay_is_what_is_usual(model: Model, text: str) -> None:
    assert "usual_terms" in [call["name"] for call in _said(model, text).tool_calls]

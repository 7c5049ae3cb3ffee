"""Whom a request is for: a choice that is settled, somebody beside, and what is filed stays."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage

Model = Callable[..., AIMessage]
FIELDS = {
    "role": "brand designer", "scope": "new logo", "duration_weeks": 4, "start_date": "2027-01-04",
    "budget": {"amount": 8000, "currency": "USD", "basis": "fixed"}, "headcount": 1,
}  # fmt: skip
FILED = {"id": "REQ-1", "status": "in_approval", "missing": [], "fields": FIELDS}
DRAFT = {**FILED, "status": "draft", "missing": ["sensitive_data"]}


def _calls(model: Model, text: str, context: str, request: dict[str, Any]) -> list[dict[str, Any]]:
    said = model(text, context=context, request=request, asked=["sensitive_data"])
    return [dict(call) for call in said.tool_calls]


@pytest.mark.parametrize(
    "text",
    [
        "Is it possible to get a CRO expert?", "can we also get a translator?",
        "could we have a copywriter?",
    ],
)  # fmt: skip
def test_somebody_wished_for_after_filing_is_another_request(model: Model, text: str) -> None:
    (call,) = _calls(model, text, "filed", FILED)
    assert (call["name"], call["args"].get("new")) == ("update_request", True)


@pytest.mark.parametrize(
    "text",
    [
        "a copywriter would be nice", "can it be a copywriter instead?",
        "would a senior copywriter be cheaper?", "a senior brand designer would be better",
    ],
)  # fmt: skip
def test_a_filed_request_keeps_its_role_unless_that_is_ordered(model: Model, text: str) -> None:
    calls = _calls(model, text, "filed", FILED)
    assert "amend_request" not in [call["name"] for call in calls]


@pytest.mark.parametrize(
    "text", ["change the role to copywriter", "sorry, I meant a copywriter, not a brand designer"]
)
def test_an_order_changes_the_role_of_a_filed_request(model: Model, text: str) -> None:
    (call,) = _calls(model, text, "filed", FILED)
    assert call["name"] == "amend_request"
    assert call["args"]["fields"]["role"] == "copywriter"


@pytest.mark.parametrize(
    "text",
    ["No, the copywriter", "the copywriter please", "just a copywriter", "a copywriter then"],
)
def test_one_of_a_choice_of_roles_is_settled_on(model: Model, text: str) -> None:
    draft = {**DRAFT, "fields": {**FIELDS, "role": "designer or copywriter"}}
    (call,) = _calls(model, text, "scoping", draft)
    assert call["args"]["fields"]["role"] == "copywriter"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("a translator for the same period, 500 less", 7500),
        ("we need a translator, same dates, 1k more", 9000),
    ],
)
def test_somebody_on_the_same_terms_is_another_request(
    model: Model, text: str, amount: float
) -> None:
    (call,) = _calls(model, text, "scoping", DRAFT)
    fields = call["args"]["fields"]
    assert call["args"]["new"] is True
    assert (fields["role"], fields["budget"]["amount"]) == ("translator", amount)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("The designer 300 more", 8300), ("and the brand designer 500 less", 7500),
        ("the designer gets 1k more", 9000),
    ],
)  # fmt: skip
def test_the_budget_is_moved_for_who_is_named_without_a_verb(
    model: Model, text: str, amount: float
) -> None:
    (call,) = _calls(model, text, "scoping", DRAFT)
    assert call["args"]["fields"]["budget"]["amount"] == amount


@pytest.mark.parametrize("text", ["Only one host", "just one host please", "only one of them"])
def test_fewer_people_are_counted_by_their_trade(model: Model, text: str) -> None:
    draft = {**DRAFT, "fields": {**FIELDS, "role": "event host", "headcount": 2}}
    (call,) = _calls(model, text, "scoping", draft)
    assert call["args"]["fields"] == {"headcount": 1}


@pytest.mark.parametrize(
    "text",
    [
        "that is annoying, put it on hold till January", "let's put this on ice until March",
        "we'll pause it until Daniel is back",
    ],
)  # fmt: skip
def test_what_is_put_on_hold_gets_no_deadline(model: Model, text: str) -> None:
    assert _calls(model, text, "scoping", DRAFT) == []


@pytest.mark.parametrize(
    "text",
    ["ok we need someone patient", "I want somebody experienced", "find me someone reliable"],
)
def test_a_wish_for_a_kind_of_person_is_no_call_for_help(model: Model, text: str) -> None:
    said = model(text, context="scoping", request=DRAFT, asked=["sensitive_data"])
    assert "ask_person" not in [call["name"] for call in said.tool_calls]
    assert "ask a person" not in said.text


@pytest.mark.parametrize("text", ["I want to talk to someone", "give me a human please"])
def test_a_call_for_a_person_is_handed_over(model: Model, text: str) -> None:
    (call,) = _calls(model, text, "scoping", DRAFT)
    assert call["name"] == "ask_person"


@pytest.mark.parametrize(
    "text",
    [
        "can I still change it after that?", "can I change something once it's filed?",
        "may we still edit it when it is filed?",
    ],
)  # fmt: skip
def test_whether_it_can_be_changed_after_filing_is_asked_of_the_request(
    model: Model, text: str
) -> None:
    record = {**DRAFT, "status": "awaiting_confirmation"}
    shown = ("show_request", {"request_id": "REQ-1"}, {"record": record})
    said = model(text, shown, context="awaiting_confirmation", request=record)
    assert "before and after you file it" in said.text


@pytest.mark.parametrize(
    "text",
    ["Is it right that Daniel pays?", "does Daniel pay for it?", "so Daniel is the budget owner?"],
)
def test_whether_somebody_pays_is_asked_of_the_request(model: Model, text: str) -> None:
    (call,) = _calls(model, text, "awaiting_confirmation", DRAFT)
    assert call["name"] == "show_request"

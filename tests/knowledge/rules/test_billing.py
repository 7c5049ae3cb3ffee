"""How to pay."""

import pytest

from knowledge.fields import Budget
from tests.knowledge.rules.conftest import Judge


@pytest.mark.parametrize(
    ("changes", "model"),
    [
        ({}, "milestone"),
        ({"budget": 2500}, "fixed"),
        ({"budget": 9000, "duration_weeks": 2}, "fixed"),
        ({"budget": 2500.01}, "milestone"),
        ({"scope": "A technical spike: find out whether it can be built"}, "hourly"),
        ({"budget": Budget(amount=60, basis="hourly"), "deliverables": ()}, "hourly"),
        ({"budget": Budget(amount=3000, basis="retainer")}, "retainer"),
        ({"arrangement": ("open_ended",), "deliverables": ()}, "retainer"),
        ({"work_type": "customer_support"}, "hourly"),
        ({"deliverables": (), "duration_weeks": None, "budget": None}, "milestone"),
        ({"acceptance_criteria": (), "budget": 500, "duration_weeks": None}, "fixed"),
    ],
)
def test_the_model_follows_how_clear_the_result_is(
    judge: Judge, changes: dict[str, object], model: str
) -> None:
    assert judge(**changes)["billing"].verdict == model


def test_a_different_wish_is_noted(judge: Judge) -> None:
    assert "BIL-20" in judge(billing_model="hourly")["billing"].rules
    assert "BIL-20" not in judge(billing_model="milestone")["billing"].rules


def test_payment_needs_acceptance_criteria(judge: Judge) -> None:
    reasons = judge(acceptance_criteria=())["billing"].reasons
    assert "Still open: the acceptance criteria that payment depends on." in reasons

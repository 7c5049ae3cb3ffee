"""Whether a freelancer may do it at all."""

import pytest

from tests.knowledge.rules.conftest import Judge

CARDS = "Clean up a list of credit card numbers"
STAFF_LIKE = {"arrangement": ("daily_standups", "manager_directed", "open_ended", "full_time")}


@pytest.mark.parametrize(
    ("changes", "verdict", "rule"),
    [
        ({}, "eligible", "ELG-16"),
        ({"duration_weeks": 26}, "eligible", "ELG-16"),
        ({"duration_weeks": 26.5}, "review", "ELG-9"),
        ({"duration_weeks": 52}, "review", "ELG-9"),
        ({"duration_weeks": 52.5}, "not_eligible", "ELG-1"),
        ({"scope": CARDS, "sensitive_data": True}, "not_eligible", "ELG-2"),
        ({"scope": CARDS, "sensitive_data": None}, "review", "ELG-4"),
        ({"scope": CARDS, "sensitive_data": False}, "eligible", "ELG-16"),
        ({"scope": "Sort health data", "sensitive_data": True}, "not_eligible", "ELG-3"),
        ({"systems": ("production servers",)}, "not_eligible", "ELG-5"),
        ({"location": "Tehran, Iran"}, "not_eligible", "ELG-6"),
        ({"location": "Moscow"}, "review", "ELG-7"),
        ({**STAFF_LIKE, "deliverables": ()}, "review", "ELG-8"),
        (
            {"security_classification": "restricted", "channel": "upwork"},
            "not_eligible",
            "ELG-10",
        ),
        ({"sensitive_data": True, "channel": "fiverr"}, "not_eligible", "ELG-11"),
        ({"channel": "fiverr"}, "not_eligible", "ELG-13"),
        ({"scope": "Line management of the design team"}, "review", "ELG-17"),
        ({"scope": "Maternity cover for the brand team"}, "review", "ELG-18"),
        ({"role": "Podcast producer", "work_type": None}, "eligible", "ELG-15"),
    ],
)
def test_the_strictest_rule_decides(
    judge: Judge, changes: dict[str, object], verdict: str, rule: str
) -> None:
    ruling = judge(**changes)["eligibility"]
    assert ruling.verdict == verdict
    assert rule in ruling.rules


def test_the_strictest_reason_comes_first(judge: Judge) -> None:
    ruling = judge(duration_weeks=60, scope="Line management of designers")["eligibility"]
    assert ruling.rules[0] == "ELG-1"
    assert ruling.reasons[0].startswith("Work of more than 52 weeks")


def test_a_refusal_says_only_why_it_is_refused(judge: Judge) -> None:
    ruling = judge(systems=("production",))["eligibility"]
    assert ruling.rules == ("ELG-5",)
    assert judge()["eligibility"].reasons == ("A written contract comes before any work.",)


@pytest.mark.parametrize(
    "scope",
    [
        "Redesign the checkout. No payment card data is shown.",
        "Works without access to any customer or credit card data",
        "Be patient with customers and diagnose nothing",
    ],
)
def test_data_that_is_ruled_out_is_not_mistaken_for_data_that_is_used(
    judge: Judge, scope: str
) -> None:
    assert judge(scope=scope, sensitive_data=True)["eligibility"].verdict == "eligible"

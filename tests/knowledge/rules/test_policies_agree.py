"""What people read in the policies is what the tables decide."""

import re
from pathlib import Path

import pytest

from knowledge.rules.checks import rows
from knowledge.rules.decisions import in_force
from knowledge.seed import organisation, platforms

POLICIES = Path(__file__).parents[3] / "knowledge" / "policies"


def policy(name: str) -> str:
    return (POLICIES / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-21", "budget-thresholds-and-approvals"),
        ("2025-11-21", "budget-thresholds-and-approvals-2025"),
    ],
)
def test_the_policy_of_the_day_names_the_thresholds_of_the_day(day: str, name: str) -> None:
    cells = [row.get("in_usd", "") for row in rows(in_force("approvals", day))]
    thresholds = [f"{int(cell[2:]):,}" for cell in cells if cell.startswith("> ")]
    assert len(thresholds) == 3
    assert all(f"Above {amount}" in policy(name) for amount in thresholds)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("worker-classification-california", "CLS-30"),
        ("worker-classification-germany", "CLS-31"),
        ("worker-classification-uk", "CLS-32"),
        ("worker-classification", "CLS-33"),
    ],
)
def test_the_country_pages_name_the_limits_of_the_table(name: str, rule: str) -> None:
    row = next(r for r in rows(in_force("classification", "2026-11-21")) if r["_id"] == rule)
    said = set(re.findall(r"\d+", policy(name)))
    assert {row["out_review_from"], row["out_employment_from"]} <= said


def test_the_policy_prefers_the_platforms_that_the_table_prefers() -> None:
    text = policy("preferred-platforms-and-exceptions")
    for platform in platforms():
        if platform.preferred_for:
            assert platform.name in text


def test_the_policy_names_the_budget_owner_of_every_unit() -> None:
    names = {person.email: person.name for person in organisation().people}
    text = policy("budget-thresholds-and-approvals")
    for unit in organisation().business_units:
        assert f"| {unit.name} | {names[unit.budget_owner]} |" in text


def test_the_cap_on_day_rates_is_the_one_in_the_policy() -> None:
    row = next(r for r in rows(in_force("approvals", "2026-11-21")) if r["_id"] == "APR-12")
    cap = int(row["in_day_rate"].removeprefix("> "))
    assert f"${cap:,} a day" in policy("rate-cards-and-caps")


def test_every_table_has_an_owner_a_day_and_its_purpose() -> None:
    for rule_set in ("risk", "classification", "approvals", "channel", "billing", "eligibility"):
        table = in_force(rule_set, "2026-11-21")
        assert table["effective_from"] == "2026-03-01"
        assert table["owner"]
        assert table["about"].endswith(".")

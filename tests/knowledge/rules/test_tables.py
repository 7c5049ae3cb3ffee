"""The tables as data: complete, readable, documented, and every ruling on any facts."""

import copy
import json
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.fields import Budget, RequestFields
from knowledge.rules import rulings
from knowledge.rules.checks import problems, problems_of, rows
from knowledge.rules.decisions import RULE_SETS, in_force, tables
from knowledge.rules.document import renewed

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"
REASONS = ("out_reason", "out_law", "out_note")


def test_every_cell_can_be_read_and_every_rule_has_its_own_id() -> None:
    assert problems() == ()


def test_a_misspelt_fact_a_broken_cell_and_a_reused_id_are_found() -> None:
    table = copy.deepcopy(in_force("risk", "2026-11-21"))
    first, second, third, *_ = table["nodes"][1]["content"]["rules"]
    first["in_when"] = "wekks > 3"
    second["in_security"] = "> >"
    third["_id"] = "RSK-2"
    found = " ".join(problems_of(table))
    assert "unknown wekks" in found
    assert "> >: cannot be read" in found
    assert "RSK-2 occurs twice" in found
    assert "does not put out its own id" in found


def test_every_rule_is_documented_as_it_is() -> None:
    page = PAGE.read_text("utf-8")
    assert renewed(page) == page
    assert all(f"| {row['_id']} |" in page for table in tables() for row in rows(table))


def test_every_reason_is_a_sentence() -> None:
    for table in tables():
        for row in rows(table):
            for column in REASONS:
                if column in row:
                    assert row[column].strip("`").endswith((".", "${money}.")), row["_id"]
                    assert len(row[column].split()) < 40, row["_id"]


def test_a_day_is_judged_by_the_table_of_that_day() -> None:
    versions = [
        in_force("approvals", day)["version"]
        for day in ("2024-06-01", "2026-02-28", "2026-03-01", "2030-01-01")
    ]
    assert versions == ["2025-01", "2025-01", "2026-03", "2026-03"]


SOME_FIELDS = st.builds(
    RequestFields,
    role=st.none() | st.text(max_size=30),
    scope=st.none() | st.text(max_size=200),
    deliverables=st.tuples() | st.tuples(st.text(max_size=20)),
    budget=st.none()
    | st.builds(
        Budget,
        amount=st.floats(0.01, 1e9),
        currency=st.sampled_from(("USD", "EUR", "XXX")),
        basis=st.sampled_from(("fixed", "hourly", "daily", "retainer")),
    ),
    duration_weeks=st.none() | st.floats(0.1, 520),
    location=st.none() | st.text(max_size=40),
    business_unit=st.none() | st.text(max_size=20),
    systems=st.lists(st.text(max_size=20), max_size=3).map(tuple),
    sensitive_data=st.none() | st.booleans(),
    security_classification=st.sampled_from((None, "public", "restricted")),
    start_date=st.none() | st.dates(),
    channel=st.sampled_from((None, "fiverr", "direct")),
    arrangement=st.sampled_from(((), ("full_time",), ("open_ended", "on_site"))),
)


@given(
    fields=SOME_FIELDS,
    country=st.text(max_size=4),
    usd=st.none() | st.floats(0.01, 1e12),
    work_type=st.none() | st.text(max_size=10),
    day=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
@settings(max_examples=150, deadline=None)
def test_any_request_gets_six_rulings_that_can_be_stored(
    fields: RequestFields, country: str, usd: float | None, work_type: str | None, day: date
) -> None:
    found = rulings(fields, country=country, usd_total=usd, work_type=work_type, as_of=day)
    assert tuple(found) == RULE_SETS
    for name, ruling in found.items():
        assert ruling.rule_set == name
        assert ruling.reasons
        assert all(reason.strip() for reason in ruling.reasons)
        assert len(set(ruling.rules)) == len(ruling.rules) > 0
        assert json.loads(json.dumps(ruling.as_json()))["verdict"] == ruling.verdict

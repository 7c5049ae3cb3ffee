"""The past day that a question names."""

from datetime import date

import pytest

from knowledge.library.dates import day_asked

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("What was the limit in March?", date(2026, 3, 31)),
        ("what was the rule in december?", date(2025, 12, 31)),
        ("What were the thresholds in 2025?", date(2025, 12, 31)),
        ("what were the thresholds last year", date(2025, 12, 31)),
        ("Who had to approve on 3 May 2026?", date(2026, 5, 3)),
        ("What applied on 2026-02-28?", date(2026, 2, 28)),
        ("What is the limit?", None),
        ("Can she start in March?", None),
        ("Did we agree to start on 31 February 2026?", None),
        ("What was planned for 2027?", None),
    ],
)
def test_the_day_is_read_from_questions_about_the_past(question: str, day: date | None) -> None:
    assert day_asked(question, TODAY) == day

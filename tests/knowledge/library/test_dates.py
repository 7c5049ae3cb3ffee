"""The past day that a question names."""

from datetime import date

import pytest

from knowledge.library.dates import day_asked, only_day

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
        ("What did we require before 1 March 2026?", date(2026, 2, 28)),
        ("What applied before March 2026?", date(2026, 2, 28)),
        ("What were the rules on 3 Feb 2026?", date(2026, 2, 3)),
        ("What was the cap on February 3, 2026?", date(2026, 2, 3)),
        ("As of 2025-06-01, what is the limit?", date(2025, 6, 1)),
        ("What was the limit in summer of 2025?", date(2025, 12, 31)),
        ("Who approved requests in Q1 2026?", date(2026, 3, 31)),
        ("What was the rule a year ago?", date(2025, 11, 21)),
        ("What was the rule six months ago?", date(2026, 5, 22)),
        ("What was the limit yesterday?", date(2026, 11, 20)),
        ("What will the limit be in 2027?", date(2027, 12, 31)),
        ("What will apply on 1 January 2027?", date(2027, 1, 1)),
        ("May she work on 2 systems?", None),
        ("Will she need an NDA before she starts in January 2026?", None),
        ("What was the rule in marketing?", None),
        ("What was the rule in Sept. 2025?", date(2025, 9, 30)),
        ("What is the limit?", None),
        ("Can she start in March?", None),
        ("Did we agree to start on 31 February 2026?", None),
        ("What was planned for 2027?", None),
    ],
)
def test_the_day_is_read_from_questions_about_the_past(question: str, day: date | None) -> None:
    assert day_asked(question, TODAY) == day


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("and now?", TODAY),
        ("And in January?", date(2026, 1, 31)),
        ("what about last year?", date(2025, 12, 31)),
        ("and in Germany?", None),
        ("and for 60k in 2025?", None),
    ],
)
def test_a_question_may_name_a_day_and_nothing_else(question: str, day: date | None) -> None:
    assert only_day(question, TODAY) == day

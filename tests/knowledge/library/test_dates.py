"""The past day that a question names."""

from datetime import date

import pytest

from knowledge.library.dates import asks_of_before, days_asked, only_days
from knowledge.library.periods import Period

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
        ("What was the limit in summer of 2025?", date(2025, 8, 31)),
        ("Who approved requests in Q1 2026?", date(2026, 3, 31)),
        ("What was the rule a year ago?", date(2025, 11, 21)),
        ("What was the rule six months ago?", date(2026, 5, 21)),
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
        ("Which allowance applies in May 2026?", date(2026, 5, 31)),
        ("What is the cap on 15 May 2026?", date(2026, 5, 15)),
        ("Which rate applies on 1 January 2027?", date(2027, 1, 1)),
        ("What was due on 15.05.2026?", date(2026, 5, 15)),
        ("what did it cost on 05/15/26", date(2026, 5, 15)),
        ("What did lunch cost on June 3?", date(2026, 6, 3)),
        ("we stayed on 3 March, what is paid?", date(2026, 3, 3)),
        ("What was the rule last spring?", date(2026, 5, 31)),
        ("What was the rule last winter?", date(2026, 2, 28)),
        ("what was the rate last february", date(2026, 2, 28)),
        ("Which fee did we pay this past May?", date(2026, 5, 31)),
        ("what can I claim for last December", date(2025, 12, 31)),
        ("What was allowed nine months ago?", date(2026, 2, 21)),
        ("What was allowed twenty-one days ago?", date(2026, 10, 31)),
        ("What was the rule half a year ago?", date(2026, 5, 21)),
        ("What was the rule a year and a half ago?", date(2025, 5, 21)),
        ("What did we pay at the start of the year?", date(2026, 1, 31)),
        ("What did we pay in the first half of last year?", date(2025, 6, 30)),
        ("what was the 2025 threshold", date(2025, 12, 31)),
        ("What is paid to somebody who starts on 15 December 2026?", None),
        ("How long do I keep an invoice from March 2025?", None),
        ("Can she be paid in March?", None),
        ("Do I need 3 offers?", None),
    ],
)
def test_the_day_is_read_from_questions_about_the_past(question: str, day: date | None) -> None:
    found = days_asked(question, TODAY)
    assert (found and found.last) == day


def test_a_month_a_year_and_a_season_are_read_from_their_first_day_to_the_last() -> None:
    named = ["What was it in March?", "What was it in 2025?", "What was it in winter 2024?"]
    assert [days_asked(question, TODAY) for question in named] == [
        Period(date(2026, 3, 1), date(2026, 3, 31), dated=False),
        Period(date(2025, 1, 1), date(2025, 12, 31)),
        Period(date(2024, 12, 1), date(2025, 2, 28)),
    ]


def test_of_a_year_that_goes_on_what_is_to_come_is_left_out() -> None:
    assert days_asked("What is the fee in 2026?", TODAY) == Period(date(2026, 1, 1), TODAY)


def test_whether_day_or_month_stands_first_is_a_habit_of_the_place() -> None:
    read = [days_asked("What was it on 3/4/2026?", TODAY, month_first=m) for m in (True, False)]
    assert [found and found.first for found in read] == [date(2026, 3, 4), date(2026, 4, 3)]


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("What was the old parking fee?", True),
        ("what is the old fee", True),
        ("What did the previous policy say about hotels?", True),
        ("how high was the former limit?", True),
        ("May we hire a former employee?", False),
        ("My old laptop is broken, who pays?", False),
    ],
)
def test_a_question_may_ask_for_the_rule_before(question: str, before: bool) -> None:
    assert asks_of_before(question) is before


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
    found = only_days(question, TODAY)
    assert (found and found.last) == day


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("what was the limit between January and June?", (2026, 1, 1), (2026, 6, 30)),
        ("What were the limits from February to April 2026?", (2026, 2, 1), (2026, 4, 30)),
        ("who approved 7k between november and march", (2025, 11, 1), (2026, 3, 31)),
    ],
)
def test_from_one_month_to_another_is_one_stretch_of_days(
    question: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    found = days_asked(question, TODAY)
    assert found is not None
    assert (found.first, found.last) == (date(*first), date(*last))


def test_months_of_work_that_is_wanted_are_no_days_of_a_rule() -> None:
    assert days_asked("I need a designer from March to June", TODAY) is None

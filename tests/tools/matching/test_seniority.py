from datetime import UTC, date, datetime

import pytest

from assistant.bootstrap import World
from knowledge.records.talent import TalentRecord
from knowledge.talent import TalentProfile
from tests.tools.matching.people import words
from tools.matching import save_profiles
from tools.matching.seniority import level_by_years, level_of, years_asked, years_of

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("After thirteen years I know my way.", 13),
        ("Two decades of practice.", 20),
        ("Half a decade of steady work.", 5),
        ("Freelance since 2015.", 11),
        ("This is my seventeenth year.", 17),
        ("12+ yrs of Java", 12),
        ("Fourteen months in the job.", 1.17),
        ("Two months' notice.", None),
        ("I am 20 years old.", None),
        ("Free from 2027.", None),
    ],
)
def test_years_are_read_in_figures_words_and_dates(text: str, years: float | None) -> None:
    assert years_of(text, TODAY) == years


def test_neither_junior_nor_senior_is_no_level() -> None:
    assert level_of("Neither beginner nor veteran.") is None
    assert level_of("Senior designer") == 2


@pytest.mark.parametrize(("years", "level"), [(1, 0), (5, 1), (12, 2), (None, None)])
def test_years_stand_in_for_a_word_of_seniority(years: float | None, level: int | None) -> None:
    assert level_by_years(years) == level


def test_a_brief_for_four_months_asks_for_no_years() -> None:
    assert years_asked("Run the close for four months.") is None
    assert years_asked("At least five years of practice.") == 5


def test_years_since_a_year_are_counted_up_to_the_day_on_which_a_profile_is_saved(
    world: World,
) -> None:
    since = TalentProfile(id="since", text="I have written for shops since 2019.")
    save_profiles(world.sessions, [since], words, datetime(2031, 5, 1, tzinfo=UTC))
    with world.sessions() as session:
        assert session.get_one(TalentRecord, "since").reading["years"] == 12

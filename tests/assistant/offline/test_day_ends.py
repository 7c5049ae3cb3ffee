"""When work ends: in a month that is named bare, and so long after it has begun."""

from collections.abc import Callable

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("text", "start", "deadline"),
    [
        ("a bookkeeper in March, remote", "2027-03-01", None),
        ("starts in February, finished in May", "2027-02-01", "2027-05-31"),
        ("the leaflets must be ready in June", None, "2027-06-30"),
        ("it has to be done before May", None, "2027-04-30"),
        ("three welders until April", None, "2027-04-30"),
        ("from January through March", "2027-01-01", "2027-03-31"),
        ("a receptionist throughout April", "2027-04-01", "2027-04-30"),
        ("two stage hands for the whole of July", "2027-07-01", "2027-07-31"),
        ("a caretaker for all of February 2027", "2027-02-01", "2027-02-28"),
        ("a lifeguard during August", "2027-08-01", "2027-08-31"),
        ("not before March", "2027-03-01", None),
        ("done in early March", None, "2027-03-01"),
    ],
)
def test_a_bare_month_ends_with_its_last_day(
    read: Read, text: str, start: str | None, deadline: str | None
) -> None:
    fields = read(text).fields
    assert (fields.get("start_date"), fields.get("deadline")) == (start, deadline)


@pytest.mark.parametrize(
    ("text", "start", "deadline"),
    [
        ("a writer, nothing may be announced before 12 March", None, None),
        ("We cannot talk about it until 20 January. A writer for 2 weeks.", None, None),
        ("We aren't releasing it before 4 March; a tester for 5 weeks", None, None),
        ("The name stays private until 3 May, a designer for 4 weeks", None, None),
        ("a jurist who can't begin before 8 February", "2027-02-08", None),
        ("We don't need anybody before 11 January. A stylist, 2 weeks.", "2027-01-11", None),
        ("A trainer. He must be available by 5 January.", "2027-01-05", None),
        ("The booklet must be published before 20 February. A writer, please.", None, "2027-02-20"),
        ("first sketches 12 January, all pages by 5 February", None, "2027-02-05"),
        ("The first chapter by 8 January, everything by 29 January. A writer.", None, "2027-01-29"),
        ("All of it has to be printed by 20 February, so a designer", None, "2027-02-20"),
    ],
)
def test_a_day_before_which_nothing_may_be_known_or_begun_ends_no_work(
    read: Read, text: str, start: str | None, deadline: str | None
) -> None:
    fields = read(text, context="none").fields
    assert (fields.get("start_date"), fields.get("deadline")) == (start, deadline)


@pytest.mark.parametrize(("said", "day"), [("April", "2027-04-30"), ("by April", "2027-04-01")])
def test_a_month_that_answers_by_when_is_its_last_day_unless_by_it(
    read: Read, said: str, day: str
) -> None:
    assert read(said, asked=("deadline",)).fields == {"deadline": day}


@pytest.mark.parametrize(
    ("text", "start", "weeks"),
    [
        ("a proofreader, done in 10 days, start 30 November", "2026-11-30", 2),
        ("an editor from 5 January, finished within three weeks", "2027-01-05", 3),
        ("start Monday 7 December, ready in a month", "2026-12-07", 4),
        ("delivered in five days, she begins on 1 February", "2027-02-01", 1),
    ],
)
def test_days_ahead_of_work_that_starts_later_are_its_length(
    read: Read, text: str, start: str, weeks: float
) -> None:
    fields = read(text).fields
    days = (fields["start_date"], fields["duration_weeks"], "deadline" in fields)
    assert days == (start, weeks, False)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("a proofreader for our handbook, done in 10 days", "2026-11-28"),
        ("an editor from today, done in 10 days", "2026-11-28"),
    ],
)
def test_days_ahead_count_from_today_where_nothing_starts_later(
    read: Read, text: str, deadline: str
) -> None:
    assert read(text).fields["deadline"] == deadline

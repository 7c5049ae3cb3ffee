"""The day on which work ends: of a whole week or month, counted from its start, of two days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from assistant.offline.language import pattern
from assistant.offline.understanding.days.calendar_words import OTHER_DAY, names_month
from assistant.offline.understanding.days.durations import weeks_ahead
from assistant.offline.understanding.days.periods import month_end, part_of
from assistant.offline.understanding.text.passage import Found, Passage, Scene


def last_day(passage: Passage, day: date, start: int, end: int) -> date:
    """The day on which work ends: of a week named whole its Friday, of a bare month its last.

    "By April" is the first of it, "before April" the day before; any other day is as it is.
    """
    words, before = passage.low[start:end], passage.low[:start]
    if pattern("time", "whole_week").fullmatch(words):
        return day + timedelta(4 - day.weekday())
    if part_of(words) or not names_month(words):
        return day
    if pattern("time", "right_before").search(before):
        return day - timedelta(1)
    return day if pattern("time", "right_by").search(before) else month_end(day)


def otherwise_meant(one: Found, passage: Passage) -> Found | None:
    """The same day to be done instead of to begin, or the other way round; None for no day."""
    name, day = OTHER_DAY.get(one.field), passage.low[one.start : one.end]
    if name is None:
        return None
    if name == "deadline":
        last = last_day(passage, date.fromisoformat(one.value), one.start, one.end)
        return replace(one, field=name, value=last.isoformat())
    bare = names_month(day) and not part_of(day)
    return replace(one, field=name, value=f"{one.value[:8]}01" if bare else one.value)


def counted_from_start(told: list[Found], passage: Passage, scene: Scene) -> list[Found]:
    """The days told, an end that is so many days ahead as the length of work that starts later.

    "Start 30 November, done in 10 days" takes ten working days from then, not from today.
    """
    days = {one.field: one for one in told}
    end, known = days.get("deadline"), scene.known.get("start_date")
    weeks = weeks_ahead(passage.counted[end.start : end.end].lower()) if end else None
    start = days["start_date"].value if "start_date" in days else known
    later = start and date.fromisoformat(str(start)) > scene.now.date()
    if not (end and weeks and later and ("start_date" in days or str(start) >= end.value)):
        return told
    length = replace(end, field="duration_weeks", value=weeks, certain=True)
    return [length if one is end else one for one in told]


def with_other_ends(told: Sequence[Found], ruled: Sequence[Found], text: str) -> list[Found]:
    """The same with both ends of days of which one was told: "for 27-28 January"."""
    days = sorted((one for one in ruled if one.field in OTHER_DAY), key=lambda one: one.start)
    pairs = [
        pair
        for pair in pairwise(days)
        if [one.field for one in pair] == ["start_date", "deadline"]
        and pattern("time", "through").fullmatch(text, pair[0].end, pair[1].start)
    ]
    known = {one.field for one in told}
    ends = [one for pair in pairs if any(one in told for one in pair) for one in pair]
    return [*told, *(one for one in ends if one.field not in known)]

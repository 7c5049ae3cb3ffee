"""What follows from what was said: the length from two days, a start "now", the only day."""

from datetime import date, timedelta
from typing import Any

from assistant.offline.language import pattern
from assistant.offline.turn import Turn
from assistant.offline.understanding.days.calendar_words import names_only_months
from assistant.offline.understanding.days.named_days import quarter
from assistant.offline.understanding.days.periods import quarter_end
from knowledge.calendar import weeks_between

FULL_WEEK = 40
"""The hours of a week in full time."""
DAY = 0.2
"""A working day, in weeks."""


def implied(turn: Turn, fields: dict[str, Any]) -> dict[str, Any]:
    """What follows from what was said: the length from start to end, a start that is "now"."""
    found: dict[str, Any] = {}
    now = turn.now.date()
    start: str | None = fields.get("start_date") or turn.fields.get("start_date")
    soon = fields.get("urgency") == "high" and pattern("edits", "soonest").search(turn.text)
    hastens = turn.read.corrects and "start" in turn.text.lower()
    if (soon and (not start or hastens)) or (not start and starts_any_day(turn)):
        found["start_date"] = _next_working_day(now).isoformat()
        start = found["start_date"]
    full = "full_time" in (turn.read.fields.get("arrangement") or ())
    if full and "hours_per_week" not in fields and turn.fields.get("hours_per_week"):
        found["hours_per_week"] = FULL_WEEK
    if day := _only_day(turn, fields):
        found |= dict.fromkeys(("start_date", "deadline"), day)
        start = day
    begins = "start_date" in fields or "start_date" in found
    end = (
        found.get("deadline")
        or fields.get("deadline")
        or (turn.fields.get("deadline") if begins else None)
    )
    length = fields.get("duration_weeks") or _length_known(turn)
    if start and end and not length:
        weeks = _weeks(start, end)
        if weeks > 0:
            found["duration_weeks"] = weeks
    return found | _pressing(turn, fields | found) | _within_quarter(turn, fields | found)


def starts_any_day(turn: Turn) -> bool:
    """Whether any day will do, where it was asked when the work starts: "whenever"."""
    said = pattern("edits", "any_day").search(turn.text)
    return "start_date" in turn.asked and said is not None


def _pressing(turn: Turn, fields: dict[str, Any]) -> dict[str, Any]:
    """High urgency of a first message for today or tomorrow, or of something that is down."""
    if turn.request or "urgency" in fields:
        return {}
    soonest = (turn.now.date() + timedelta(1)).isoformat()
    days = (str(fields[name]) for name in ("start_date", "deadline") if fields.get(name))
    at_once = pattern("edits", "soonest_day").search(turn.text)
    down = pattern("edits", "out_of_order").search(turn.text)
    return {"urgency": "high"} if down or (at_once and min(days, default="9") <= soonest) else {}


def _within_quarter(turn: Turn, fields: dict[str, Any]) -> dict[str, Any]:
    """The first and the last day of the quarter that work is for: "budget 30k, Q1".

    Work need not last as long as that: its length is asked, and ends it where it is told.
    """
    match = pattern("edits", "in_quarter").search(turn.text)
    first = quarter(match["quarter"].lower(), turn.now.date()) if match else None
    told = {**turn.fields, **fields}
    if not first or told.get("deadline") or told.get("start_date") not in (None, first.isoformat()):
        return {}
    start = {"start_date": first.isoformat()} if first > turn.now.date() else {}
    last = {} if told.get("duration_weeks") else {"deadline": quarter_end(first).isoformat()}
    return start | last


def _only_day(turn: Turn, fields: dict[str, Any]) -> str | None:
    """The day that somebody is wanted on, and not from or by: "an interpreter on 14 January".

    "One day in January" is any of that month.
    """
    spans = pattern("time", "by_or_from").search(turn.text)
    if moved := _moved_day(turn, fields):
        return None if spans else moved
    now = {**turn.fields, **fields}
    told = [str(now[name]) for name in ("start_date", "deadline") if now.get(name)]
    length = now.get("duration_weeks") or 0
    works = length or pattern("time", "on_one_day").search(str(now.get("role") or ""))
    if not works or len(told) != 1 or length > DAY:
        return None
    named = any(pattern("time", form).search(turn.text) for form in ("on_a_day", "event_named"))
    on_it = length or "deadline" in fields or named
    any_day = names_only_months("\n".join((turn.text, *turn.earlier)))
    return told[0] if on_it and not (spans or any_day) else None


def _moved_day(turn: Turn, fields: dict[str, Any]) -> str | None:
    """The day instead of the only one of the work, if one alone is said: "15 Jan instead"."""
    said = [str(fields[name]) for name in ("start_date", "deadline") if fields.get(name)]
    only = turn.fields.get("start_date") == turn.fields.get("deadline") is not None
    return said[0] if only and len(said) == 1 and "duration_weeks" not in fields else None


def _weeks(start: str, end: str) -> float:
    return weeks_between(date.fromisoformat(start), date.fromisoformat(end))


def _length_known(turn: Turn) -> float | None:
    """The length of the work, unless it was counted from the day to begin to the day to be done."""
    known: float | None = turn.fields.get("duration_weeks")
    start, end = turn.fields.get("start_date"), turn.fields.get("deadline")
    if not (known and start and end):
        return known
    return None if known == _weeks(start, end) else known


def _next_working_day(day: date) -> date:
    ahead = day + timedelta(1)
    while ahead.weekday() > 4:
        ahead += timedelta(1)
    return ahead

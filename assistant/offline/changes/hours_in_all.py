"""Hours of the whole work, which a request tells as its length or as hours a week."""

from typing import Any

from assistant.offline.turn import Turn
from assistant.offline.understanding.days.durations import (
    MOST_A_WEEK,
    hours_alone,
    is_weekly,
    total_hours,
)
from assistant.offline.understanding.text.passage import passage

FULL_WEEK = 40
LONGEST_DAY = 12


def settle(turn: Turn, fields: dict[str, Any]) -> None:
    """Put a total of hours into the fields to write: so many a week of the length, else a length.

    "60 hours" are 20 a week of three weeks, three weeks at 20 a week, or a week and a half.
    """
    hours = _told(turn, fields)
    if not hours:
        _of_one_day(turn, fields)
        return
    weeks = fields.get("duration_weeks") or _length(turn)
    weekly = fields.get("hours_per_week") or turn.fields.get("hours_per_week")
    if not weeks:
        fields["duration_weeks"] = round(hours / (weekly or FULL_WEEK), 3)
    elif "hours_per_week" not in fields and hours <= weeks * MOST_A_WEEK:
        fields["hours_per_week"] = round(hours / weeks, 2)


def _of_one_day(turn: Turn, fields: dict[str, Any]) -> None:
    """Make hours that are told with the only day the length: "photographer, 3 Feb, 4 hours"."""
    now = {**turn.fields, **fields}
    hours = fields.get("hours_per_week")
    one_day = now.get("deadline") and now.get("start_date") == now["deadline"]
    if hours and one_day and hours <= LONGEST_DAY and not is_weekly(passage(turn.text)):
        fields["duration_weeks"] = round(fields.pop("hours_per_week") / FULL_WEEK, 3)


def _told(turn: Turn, fields: dict[str, Any]) -> float | None:
    """The total that a message tells, by itself or in answer to how long the work takes."""
    text = passage(turn.text)
    budget = fields.get("budget") or turn.fields.get("budget") or {}
    paid = budget.get("basis") == "hourly"
    asks = "duration_weeks" in turn.asked or (paid and not turn.fields.get("duration_weeks"))
    alone = hours_alone(text) if asks and "hours_per_week" not in turn.asked else None
    if alone:
        fields.pop("hours_per_week", None)
    return alone or total_hours(text, paid=bool(budget))


def _length(turn: Turn) -> float | None:
    """The length of the request at hand, unless a total of hours was written as one."""
    known: float | None = turn.fields.get("duration_weeks")
    told = [total_hours(passage(text), paid=True) or 0 for text in turn.earlier]
    told += [hours_alone(passage(text)) or 0 for text in turn.earlier]
    return None if known in [round(hours / FULL_WEEK, 3) for hours in told] else known

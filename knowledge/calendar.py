"""Days as people count and write them."""

import math
from datetime import date

WORKING_WEEK = 5
"""The days of a week that are worked."""


def weeks_between(start: date, end: date) -> float:
    """The weeks from the first day to the last; fewer days than a working week are counted."""
    days = (end - start).days
    return (days + 1) / WORKING_WEEK if 0 <= days < WORKING_WEEK - 1 else math.ceil(days / 7)


def written(day: date) -> str:
    """A day as people write it: 1 Dec 2026."""
    return f"{day.day} {day:%b %Y}"

"""Days that people name instead of dating: holidays fixed and movable."""

import re
from datetime import date, timedelta

from dateutil.easter import easter

from assistant.offline.language import lexicon

YEAR = re.compile(r"(?:\b20|')(\d\d)\s*$")


def holiday(words: str, today: date) -> date | None:
    """That holiday in the year that is named, else the next from today on."""
    said = YEAR.search(words)
    name = words[: said.start() if said else None].lower().strip(" ,")
    named = int(said[1]) % 100 + 2000 if said else None
    for year in (named,) if named else (today.year, today.year + 1):
        day = _in_year(name, year)
        if day and day >= today:
            return day
    return None


def _in_year(name: str, year: int) -> date | None:
    table = lexicon("time")
    if name in table["holidays"]:
        month, day = table["holidays"][name]
        return date(year, month, day)
    movable = table["movable"].get(name)
    if movable == "easter":
        return date(easter(year).year, easter(year).month, easter(year).day)
    thanksgiving = _thanksgiving(year)
    later = {"thanksgiving": 0, "black_friday": 1, "cyber_monday": 4}
    return thanksgiving + timedelta(later[movable]) if movable in later else None


def _thanksgiving(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta((3 - first.weekday()) % 7 + 21)

"""Dates: the day work starts and the day it must be done, relative to the person's now."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.calendar_words import holiday
from assistant.offline.understanding.passage import Found, Passage, Scene

Day = tuple[date, int, int]


def read_dates(passage: Passage, scene: Scene) -> list[Found]:
    """Start date and deadline, told apart by the words before them."""
    exact = {m.start() for m in _dates().finditer(passage.counted) if m.lastgroup in EXACT}
    days = _settled(list(_days(passage, scene)), exact, passage.low)
    found: dict[str, tuple[int, Found]] = {}
    for index, (day, start, end) in enumerate(days):
        name, strong = _meaning(passage, days, index, scene)
        strength = 2 * strong + (start in exact)
        later = name == "deadline" and name in found and strength == found[name][0]
        if name and (name not in found or strength > found[name][0] or later):
            found[name] = strength, Found(name, day.isoformat(), start, end)
    return [item for _, item in found.values()]


def _meaning(
    passage: Passage, days: list[Day], index: int, scene: Scene
) -> tuple[str | None, bool]:
    """Which field a date fills, by its cue words, else by what was asked; and how surely."""
    start = days[index][1]
    floor = days[index - 1][2] if index else 0
    before = re.split(r"[.;!?\n](?!\d)", passage.low[max(floor, start - 48) : start])[-1]
    if index and re.fullmatch(JOINS, before):
        return "deadline", True
    starting = pattern("time", "start_cues").search(before)
    ending = pattern("time", "deadline_cues").search(before)
    if starting and (not ending or starting.start() > ending.start()):
        return "start_date", True
    if ending:
        return "deadline", bool(pattern("time", "deadline_strong").search(before))
    after = passage.low[days[index][2] : days[index][2] + 24]
    if pattern("time", "deadline_after").match(after):
        return "deadline", True
    if pattern("time", "neither_before").search(before):
        return None, False
    wanted = "deadline" in scene.asked and "start_date" not in scene.asked
    return ("deadline" if wanted else "start_date"), False


def _settled(days: list[Day], exact: set[int], low: str) -> list[Day]:
    """`right after New Year, on 4 January`: the exact day explains the vague one before it."""
    return [
        day
        for day, following in zip(days, [*days[1:], None], strict=False)
        if following is None
        or day[1] in exact
        or following[1] not in exact
        or not re.fullmatch(EXPLAINS, low[day[2] : following[1]])
    ]


EXPLAINS = re.compile(
    r"[\s(]*(?:break|holidays|season)?[\s,]*(?:on|so|i\.?e\.?,?|namely|say|meaning)?\s*(?:the )?"
)
EXACT = ("iso", "numeric", "dayfirst", "monthfirst")
JOINS = re.compile(
    r"\s*(?:-|to|until|till|through|and|,? (?:and )?end(?:s|ing)?(?: on)?)\s*(?:the )?"
)


def _days(passage: Passage, scene: Scene) -> Iterator[Day]:
    """Every date the text names, resolved."""
    text = passage.counted
    taken = 0
    for match in _dates().finditer(text):
        if match.start() < taken or _is_past_mention(text, match):
            continue
        if match.lastgroup == "span":
            yield from _both_ends(match, scene.now)
            taken = match.end()
            continue
        day = _resolve(match, text, scene.now)
        if day:
            taken = match.end()
            yield day, match.start(), match.end()


def _both_ends(match: re.Match[str], now: datetime) -> Iterator[Day]:
    """`1-19 December`: the month and year belong to both days."""
    first, rest = re.split(r"\s*(?:-|to|until|till)\s*(?:the )?", match[0].lower(), maxsplit=1)
    month = re.sub(r"^\d{1,2}(?:st|nd|rd|th)?", "", rest)
    middle = match.end() - len(rest)
    for words, start, end in (
        (first + month, match.start(), middle - 1),
        (rest, middle, match.end()),
    ):
        if day := _explicit(words, now):
            yield day, start, end


def _is_past_mention(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()].lower()
    if re.search(
        r"\b(?:nda|embargo|on leave|away|busy|booked)\b[^.;]{0,12}$",
        text[max(0, match.start() - 30) : match.start()].lower(),
    ):
        return True
    if match.lastgroup == "weekday" and re.search(
        r"\b(?:mon|tue|wed|thu)[a-z]*\s*(?:-|to|till|until)\s*$", before
    ):
        return True
    if match.lastgroup == "holiday" and re.search(r"(?<!ready )(?<!time )(?<!done )for $", before):
        return True
    if match.lastgroup in ("holiday", "period") and re.search(
        r"\b(?:over|during|around)\s+(?:the )?$", before
    ):
        return True
    return bool(re.search(r"\b(?:last|not|isn't|instead of)\s+(?:on |in |from )?$", before))


def _resolve(match: re.Match[str], text: str, now: datetime) -> date | None:
    today = now.date()
    kind = match.lastgroup or ""
    words = match[0].lower()
    if kind == "span":
        return _explicit(
            re.sub(r"\s*(?:-|to|until|till)\s*\d{1,2}(?:st|nd|rd|th)?", "", words, count=1), now
        )
    if kind == "iso":
        return _iso(words)
    if kind == "numeric":
        return _numeric(words, now)
    if kind in ("dayfirst", "monthfirst"):
        return _explicit(words, now)
    if kind == "month":
        return _month(words, text, match, today)
    if kind == "quarter":
        return _quarter(words, today)
    if kind == "period":
        return _period(words, today)
    if kind == "weekday":
        return _weekday(words, today)
    if kind == "holiday":
        return holiday(words, today)
    return _relative(words, today)


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _explicit(words: str, now: datetime) -> date | None:
    """A day and a month in words, read by dateparser; the next such day when no year is said."""
    from dateparser.date import DateDataParser

    settings = {
        "PREFER_DATES_FROM": "future", "RELATIVE_BASE": now.replace(tzinfo=None),
        "PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month"],
    }  # fmt: skip
    clean = re.sub(r"\bsept\b", "sep", re.sub(r"\bof\b|\bthe\b", " ", words))
    parsed = DateDataParser(languages=["en"], settings=settings).get_date_data(clean)
    return parsed.date_obj.date() if parsed.date_obj else None


def _numeric(words: str, now: datetime) -> date | None:
    """12/05 is read as the person's zone writes it: the month first in the Americas."""
    first, second, *rest = (int(part) for part in re.split(r"[./-]", words) if part)
    zone = str(now.tzinfo or "")
    american = "/" in words and (not zone or zone.startswith(("America", "US", "UTC", "Etc")))
    day, month = (second, first) if american or second > 12 else (first, second)
    if month > 12:
        day, month = month, day
    year = rest[0] + (2000 if rest[0] < 100 else 0) if rest else now.year
    try:
        found = date(year, month, day)
        return found if rest or found >= now.date() else found.replace(year=year + 1)
    except ValueError:
        return None


def _month(words: str, text: str, match: re.Match[str], today: date) -> date | None:
    number = _month_number(words)
    before = text[max(0, match.start() - 14) : match.start()].lower()
    name = re.search(r"[a-z]+", re.sub(r"^.*\b(?=(?:may|march)\b)", "", words))
    if name and name[0] in ("may", "march") and words == name[0]:
        written = match[0]
        cue = re.search(
            r"\b(?:in|by|from|until|till|for|of|before|since|next|this|start\w*)\s+$", before
        )
        if not cue or not written[0].isupper():
            return None
    year = re.search(r"\d{4}", words)
    found = date(int(year[0]) if year else today.year, number, 1)
    part = _part(words)
    if part is None and re.search(r"\b(?:by the end of|by|until|till|before)\s+$", before):
        part = "early" if re.search(r"\b(?:by|before)\s+$", before) else "end"
    day = _within(found, _month_end(found), part)
    return (
        day
        if year or day >= today or part is None and found.month == today.month
        else _within(
            found.replace(year=found.year + 1), _month_end(found.replace(year=found.year + 1)), part
        )
    )


def _quarter(words: str, today: date) -> date | None:
    digit = re.search(r"q([1-4])|([1-4])(?:st|nd|rd|th)? quarter", words)
    ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    number = (
        int(digit[1] or digit[2]) if digit else next(v for k, v in ordinal.items() if k in words)
    )
    year = re.search(r"\d{4}", words)
    first = date(int(year[0]) if year else today.year, 3 * number - 2, 1)
    end = _month_end(first.replace(month=3 * number))
    if not year and end < today:
        first, end = first.replace(year=first.year + 1), end.replace(year=end.year + 1)
        end = _month_end(end.replace(day=1))
    return _within(first, end, _part(words))


def _period(words: str, today: date) -> date | None:
    following = "next" in words or "coming" in words
    part = _part(words) or ("end" if re.match(r"eo|end", words) else None)
    if "week" in words or "eow" in words:
        ahead = 14 if "after next" in words else 7 if following else 0
        monday = today - timedelta(today.weekday()) + timedelta(ahead)
        return monday + timedelta({"end": 4, "mid": 2, "late": 3}.get(part or "", 0))
    if "quarter" in words or "eoq" in words:
        first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
        first = _add_months(first, 3 if following else 0)
        return _within(first, _month_end(_add_months(first, 2)), part)
    if "month" in words or "eom" in words:
        first = _add_months(today.replace(day=1), 1 if following else 0)
        return _within(first, _month_end(first), part)
    year = today.year + (1 if following else 0)
    return _within(date(year, 1, 1), date(year, 12, 31), part)


def _weekday(words: str, today: date) -> date | None:
    names = {name: i for i, name in enumerate(lexicon("time")["weekdays"])}
    names |= lexicon("time")["weekday_short"]
    wanted = next(names[word] for word in re.findall(r"[a-z]+", words) if word in names)
    ahead = (wanted - today.weekday() - 1) % 7 + 1
    if "next" in words or "week on" in words:
        monday = today - timedelta(today.weekday())
        return monday + timedelta(7 + wanted)
    if words.endswith("week"):
        return today - timedelta(today.weekday()) + timedelta(7 + wanted)
    return today + timedelta(ahead)


def _relative(words: str, today: date) -> date | None:
    if "after tomorrow" in words:
        return today + timedelta(2)
    if "tomorrow" in words:
        return today + timedelta(1)
    if (
        "today" in words
        or "tonight" in words
        or words.endswith("now")
        and not re.search(r"\d|\ban? ", words)
    ):
        return today
    number = float(m[0]) if (m := re.search(r"\d+(?:\.\d+)?", words)) else 1.0
    if "month" in words:
        return _same_day(today, int(number))
    if "year" in words:
        return _same_day(today, 12 * int(number))
    return today + timedelta(days=number * (7 if re.search(r"w(?:ee)?k", words) else 1))


def _same_day(today: date, months: int) -> date:
    first = _add_months(today.replace(day=1), months)
    return first.replace(day=min(today.day, _month_end(first).day))


def _within(first: date, last: date, part: str | None) -> date:
    month = (last - first).days < 40
    if part == "end":
        return last
    if part == "half":
        return first.replace(day=16) if month else _add_months(first, 1).replace(day=15)
    if part == "late":
        return last.replace(day=25) if month else last.replace(day=1)
    if part == "mid":
        return (
            first.replace(day=15)
            if month
            else _add_months(first, 1 if (last - first).days < 100 else 6).replace(day=15)
        )
    return first


def _part(words: str) -> str | None:
    for part, cue in lexicon("time")["parts"].items():
        if re.match(rf"(?:the )?(?:{cue})\b", words, re.IGNORECASE):
            return str(part)
    return None


def _month_number(words: str) -> int:
    table = lexicon("time")
    names = {name: i for i, name in enumerate(table["months"], 1)} | table["month_short"]
    return next(names[word] for word in re.findall(r"[a-z]+", words) if word in names)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _add_months(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


@cache
def _dates() -> re.Pattern[str]:
    table = lexicon("time")
    months = any_of([*table["months"], *table["month_short"]])
    days = any_of([*table["weekdays"], *table["weekday_short"]])
    parts = "|".join(table["parts"].values())
    holidays = any_of([*table["holidays"], *table["movable"]])
    nth = r"(?:st|nd|rd|th)?"
    year = r"(?:,?\s+\d{4}\b|\s*'\d\d\b)?"
    kinds = {
        "iso": r"\b\d{4}-\d{2}-\d{2}\b",
        "numeric": r"(?<![\d$€£/.])\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?|\.\d{1,2}\.(?:\d{2,4})?|-\d{1,2}-\d{4})(?![\d/]|\.\d)",
        "span": rf"\b\d{{1,2}}{nth}\s*(?:-|to|until|till)\s*(?:the )?\d{{1,2}}{nth}(?: of)? (?:{months})\b{year}",
        "dayfirst": rf"\b\d{{1,2}}{nth}\s*(?:of\s+)?(?:{months})\b\.?{year}",
        "monthfirst": rf"\b(?:{months})\b(?:\.?\s+|,?\s+the\s+)\d{{1,2}}{nth}\b(?!\s*(?:weeks?|days?|months?|%|k\b|hours?)){year}",
        "month": rf"\b(?:(?:{parts})[- ]\s*)?(?:{months})\b\.?(?:\s+\d{{4}}\b)?",
        "quarter": rf"\b(?:(?:{parts})[- ]\s*)?(?:the )?(?:q[1-4]|(?:first|second|third|fourth|last|[1-4](?:st|nd|rd|th)) quarter)\b(?:\s+(?:of )?\d{{4}}\b)?",
        "period": rf"\b(?:(?:the )?week after next|(?:{parts})[- ]\s*(?:(?:the|this|next)\s+)?(?:coming\s+)?(?:week|month|quarter|year)|(?:next|coming|this)\s+(?:coming\s+)?(?:week|month|quarter|year)|eo[wmqy])\b(?!\s+on\b)",
        "weekday": rf"\b(?:(?:this|next|coming|the following)\s+)?(?:coming\s+)?(?:{days})\b(?:\s+(?:next\s+)?week)?(?!\s*(?:to|-)\s*(?:fri|thu|sat|sun))",
        "holiday": rf"\b(?:{holidays})\b",
        "relative": r"\bfrom now(?= (?:until|till|to|on)\b)|\bday after tomorrow\b|\btomorrow\b|\btoday\b|\btonight\b|\b(?:in|within)\s+(?:about |around |roughly |the next )?(?:an?|\d+(?:\.\d+)?)\s*(?:days?|weeks?|wks?|months?|years?)(?:'?s?\s+time)?\b|(?<![\w.])(?:an?|\d+)\s*(?:days?|weeks?|months?) from (?:now|today)\b",
    }
    return re.compile(
        "|".join(f"(?P<{kind}>{form})" for kind, form in kinds.items()), re.IGNORECASE
    )

"""The days that words name: "on 3 March 2026", "in Q1", "last spring", "eight months ago"."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from knowledge.library.claims import number_named

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMES = (*calendar.month_name[1:], "sept", *MONTHS)
NAME = rf"(?P<month>{'|'.join(NAMES)})\b\.?"
LEAD = (
    r"(?:(?P<before>before|prior to)|as of|in|on|of|during|since|until|till|back in|for|from|after"
    r"|(?:this |the )?(?:last|past))"
)
DATED = r"(?:on|as of|since|until|till|before|prior to|after|from)"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
RULE_NOUNS = (
    r"(?:rules?|polic(?:y|ies)|versions?|wordings?|texts?|limits?|thresholds?|caps?|fees?|rates?"
    r"|prices?|amounts?|allowances?|deadlines?|guidelines?|charges?|contributions?|subsid(?:y|ies))"
)
DAY_FIRST = re.compile(
    rf"\b(?:{LEAD} )?(?:the )?{DAY} (?:of )?{NAME},?(?: (?P<year>\d{{4}})\b)?", re.I
)
MONTH_FIRST = re.compile(rf"\b(?:{LEAD} )?{NAME} (?:the )?{DAY},? (?P<year>\d{{4}})\b", re.I)
MONTH_FIRST_BARE = re.compile(
    rf"\b(?={DATED} ){LEAD} {NAME} (?:the )?{DAY}\b(?!,? ?\d)(?P<year>)", re.I
)
YEAR_FIRST = r"(?P<year>\d{4})[-/.](?P<month>\d{2})[-/.](?P<day>\d{2})"
ISO = re.compile(rf"\b(?:{LEAD} )?{YEAR_FIRST}\b", re.I)
NUMERIC = re.compile(
    rf"\b(?:{LEAD} )?(?P<one>\d{{1,2}})(?P<mark>[./-])(?P<other>\d{{1,2}})(?P=mark)"
    r"(?P<year>20\d\d|\d\d)\b",
    re.I,
)
MONTH = re.compile(
    rf"\b(?:{LEAD} (?:early |late |mid-? ?)?{NAME}(?: (?P<year>\d{{4}})\b)?"
    rf"|(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth ){NAME.replace('<month>', '<dated>')} "
    r"(?P<in>20\d\d)\b)",
    re.I,
)
BETWEEN = re.compile(
    rf"\b(?:between|from) {NAME.replace('<month>', '<one>')}(?: (?P<one_year>\d{{4}}))?"
    rf" (?:and|to|until|till) {NAME.replace('<month>', '<other>')}(?: (?P<other_year>\d{{4}}))?",
    re.I,
)
QUARTER = re.compile(r"\bq(?P<quarter>[1-4])(?: (?:of )?(?P<year>\d{4}))?\b", re.I)
OF_YEAR = (
    r"(?: of)?(?: (?P<year>20\d\d)\b| (?:the|this) year\b| (?P<last>last|the previous) year\b)"
)
HALF = re.compile(rf"\b(?:h(?P<h>[12])|(?P<half>first|second|1st|2nd) half){OF_YEAR}", re.I)
PART = re.compile(
    rf"\b(?P<part>beginning|start|middle|end|early|late|mid)(?:-| )?(?:in )?{OF_YEAR}", re.I
)
SEASON = re.compile(
    r"\b(?P<lead>last|this|(?:back )?in(?: the)?|during(?: the)?|(?:for|of)(?: the)?)"
    r" (?P<season>spring|summer|autumn|fall|winter)\b(?:(?: of)? (?P<year>20\d\d)\b)?",
    re.I,
)
YEAR = re.compile(
    rf"\b(?:{LEAD} (?P<year>20\d\d)\b|(?:the|our) (?P<named>20\d\d)(?:'s)? (?={RULE_NOUNS}\b))",
    re.I,
)
WEEKDAY = re.compile(rf"\blast (?P<weekday>{'|'.join(calendar.day_name)})\b", re.I)
COUNT = r"(?P<count>\d{1,3}|(?:a )?couple(?: of)?|(?:a )?few|an?|[a-z]+(?:-[a-z]+)?)"
AGO = re.compile(
    rf"\b(?:(?P<half>half an?)|{COUNT})(?P<more> and a half)? (?P<unit>day|week|month|year)s?"
    r"(?P<and_half> and a half)? ago\b",
    re.I,
)
NOW = re.compile(r"\b(?:now|today|currently|at present|these days|nowadays)\b", re.I)
QUARTER_MONTHS, HALF_MONTHS = 3, 6
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
PARTS = {"beginning": 1, "start": 1, "early": 1, "middle": 6, "mid": 6, "end": 12, "late": 12}
VAGUE = {"couple": 2, "few": 3}
CENTURY = 2000


@dataclass(frozen=True)
class Period:
    """The first and the last day that words name, and whether they tell the year."""

    first: date
    last: date
    dated: bool = True

    @classmethod
    def of(cls, day: date, *, dated: bool = True) -> "Period":
        """One day alone."""
        return cls(day, day, dated)


@dataclass(frozen=True)
class Reading:
    """How days are read: seen from which day, forwards or back, and which way round 3/4 is."""

    today: date
    coming: bool = False
    month_first: bool = False

    def year_of(self, month: int, day: int = 1) -> int:
        """The year that is meant where none is named: the last one, or else the next."""
        begun = (month, day) <= (self.today.month, self.today.day)
        passed = (month, day) < (self.today.month, 1 if day == 1 else self.today.day)
        return self.today.year + (passed if self.coming else begun - 1)


def period_in(text: str, reading: Reading) -> Period | None:
    """The first day or stretch of days that a text names."""
    return next((found for read in READERS if (found := read(text, reading))), None)


def without_periods(text: str) -> str:
    """The text without the days that it names."""
    for pattern in (
        ISO, NUMERIC, MONTH_FIRST, MONTH_FIRST_BARE, DAY_FIRST, BETWEEN, MONTH, QUARTER, HALF, PART,
        SEASON,
        YEAR, AGO, WEEKDAY, NOW, *dict(NAMED),
    ):  # fmt: skip
        text = pattern.sub(" ", text)
    return text


def _exact(text: str, reading: Reading) -> Period | None:
    match = next((m for p in EXACT if (m := p.search(text))), None)
    if match is None:
        return None
    said = match["month"]
    month, day = int(said) if said.isdigit() else _month_number(said), int(match["day"])
    return _day(match, int(match["year"] or reading.year_of(month, day)), month, day)


def _numeric(text: str, reading: Reading) -> Period | None:
    """15.05.2026 has the day first, 05/15/2026 the month; which one 3/4/2026 has is a habit."""
    match = NUMERIC.search(text)
    if match is None:
        return None
    year, pair = int(match["year"]), (int(match["one"]), int(match["other"]))
    turned = match["mark"] != "." and reading.month_first
    turned = pair[0] <= len(MONTHS) and (turned or pair[1] > len(MONTHS))
    month, day = pair if turned else reversed(pair)
    return _day(match, year + CENTURY * (year < CENTURY), month, day)


def _day(match: re.Match[str], year: int, month: int, day: int) -> Period | None:
    try:
        found = date(year, month, day) - timedelta(days=bool(match["before"]))
    except ValueError:
        return None
    return Period.of(found, dated=bool(match["year"]))


def _month(text: str, reading: Reading) -> Period | None:
    match = MONTH.search(text)
    if match is None:
        return None
    month, said = _month_number(match["month"] or match["dated"]), match["year"] or match["in"]
    year = int(said or reading.year_of(month))
    if match["before"]:
        return Period.of(date(year, month, 1) - timedelta(days=1), dated=bool(said))
    return _months(year, month, 1, dated=bool(said))


def _between(text: str, reading: Reading) -> Period | None:
    """From the first day of one month to the last day of another, which is the later one."""
    match = BETWEEN.search(text)
    if match is None:
        return None
    first, last = _month_number(match["one"]), _month_number(match["other"])
    end = int(match["other_year"] or match["one_year"] or reading.year_of(last))
    begin = int(match["one_year"] or end - (first > last))
    dated = bool(match["other_year"] or match["one_year"])
    return Period(date(begin, first, 1), _months(end, last, 1).last, dated)


def _quarter(text: str, reading: Reading) -> Period | None:
    match = QUARTER.search(text)
    if match is None:
        return None
    month = QUARTER_MONTHS * (int(match["quarter"]) - 1) + 1
    year = int(match["year"] or reading.year_of(month))
    return _months(year, month, QUARTER_MONTHS, dated=bool(match["year"]))


def _half(text: str, reading: Reading) -> Period | None:
    match = HALF.search(text)
    if match is None:
        return None
    second = match["h"] == "2" or str(match["half"]).lower() in ("second", "2nd")
    return _months(_of_year(match, reading), 1 + HALF_MONTHS * second, HALF_MONTHS)


def _part(text: str, reading: Reading) -> Period | None:
    match = PART.search(text)
    if match is None:
        return None
    return _months(_of_year(match, reading), PARTS[match["part"].lower()], 1)


def _of_year(match: re.Match[str], reading: Reading) -> int:
    return int(match["year"] or reading.today.year - bool(match["last"]))


def _season(text: str, reading: Reading) -> Period | None:
    match = SEASON.search(text)
    if match is None:
        return None
    month, lead = SEASONS[match["season"].lower()], match["lead"].lower()
    dated = bool(match["year"]) or lead in ("last", "this")
    year = int(match["year"] or reading.year_of(month))
    found = _months(year, month, QUARTER_MONTHS, dated=dated)
    over = lead == "last" and not match["year"] and found.last >= reading.today
    return _months(year - 1, month, QUARTER_MONTHS) if over else found


def _year(text: str, _reading: Reading) -> Period | None:
    match = YEAR.search(text)
    if match is None:
        return None
    year = int(match["year"] or match["named"])
    return Period.of(date(year - 1, 12, 31)) if match["before"] else _months(year, 1, len(MONTHS))


def _ago(text: str, reading: Reading) -> Period | None:
    match = AGO.search(text)
    if match is None:
        return None
    said = str(match["count"] or "").lower().removeprefix("a ").removesuffix(" of")
    count = 1 if said in ("a", "an") else VAGUE.get(said) or number_named(said)
    if not (count or match["half"]):
        return None
    half, unit = bool(match["more"] or match["and_half"] or match["half"]), match["unit"].lower()
    if half and unit == "year":
        return Period.of(reading.today - relativedelta(months=12 * count + HALF_MONTHS))
    back = {
        "day": relativedelta(days=count),
        "week": relativedelta(weeks=count, days=3 * half),
        "month": relativedelta(months=count, days=15 * half),
        "year": relativedelta(years=count),
    }
    return Period.of(reading.today - back[unit])


def _weekday(text: str, reading: Reading) -> Period | None:
    match = WEEKDAY.search(text)
    if match is None:
        return None
    wanted = [name.lower() for name in calendar.day_name].index(match["weekday"].lower())
    back = (reading.today.weekday() - wanted) % 7 or 7
    return Period.of(reading.today - timedelta(days=back))


def _named(text: str, reading: Reading) -> Period | None:
    return next((told(reading.today) for pattern, told in NAMED if pattern.search(text)), None)


def _week(today: date, back: int) -> Period:
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return Period(monday, monday + timedelta(days=6))


def _this_quarter(today: date, back: int) -> Period:
    there = today - relativedelta(months=QUARTER_MONTHS * back)
    return _months(there.year, there.month - (there.month - 1) % QUARTER_MONTHS, QUARTER_MONTHS)


def _last_month(today: date) -> Period:
    there = today - relativedelta(months=1)
    return _months(there.year, there.month, 1)


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _months(year: int, month: int, count: int, *, dated: bool = True) -> Period:
    first = date(year, month, 1)
    return Period(first, first + relativedelta(months=count, days=-1), dated)


EXACT = (ISO, MONTH_FIRST, DAY_FIRST, MONTH_FIRST_BARE)
NAMED: tuple[tuple[re.Pattern[str], Callable[[date], Period]], ...] = (
    (re.compile(r"\bday before yesterday\b", re.I), lambda t: Period.of(t - timedelta(days=2))),
    (re.compile(r"\byesterday\b", re.I), lambda t: Period.of(t - timedelta(days=1))),
    (re.compile(r"\blast week\b", re.I), lambda t: _week(t, 1)),
    (re.compile(r"\blast month\b", re.I), _last_month),
    (re.compile(r"\blast quarter\b", re.I), lambda t: _this_quarter(t, 1)),
    (re.compile(r"\b(?:earlier )?this quarter\b", re.I), lambda t: _this_quarter(t, 0)),
    (re.compile(r"\blast year\b", re.I), lambda t: _months(t.year - 1, 1, len(MONTHS))),
    (re.compile(r"\b(?:earlier )?this year\b", re.I), lambda t: _months(t.year, 1, len(MONTHS))),
    (re.compile(r"\bnext year\b", re.I), lambda t: _months(t.year + 1, 1, len(MONTHS))),
)
READERS: tuple[Callable[[str, Reading], Period | None], ...] = (
    _exact, _numeric, _between, _part, _half, _month, _season, _quarter, _year, _ago, _weekday,
    _named,
)  # fmt: skip

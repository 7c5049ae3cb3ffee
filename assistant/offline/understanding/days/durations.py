"""How long and how much of a week: durations in weeks, hours a week."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from assistant.offline.language import compiled, lexicon, pattern
from assistant.offline.understanding.bare_numbers import bare_length
from assistant.offline.understanding.text.passage import Found, Passage, Scene

WEEKS = {"days": 1 / 5, "weeks": 1.0, "months": 52 / 12, "quarters": 13.0, "years": 52.0}


STAGE = {"d": 1 / 5, "w": 1.0, "m": 52 / 12}
"""What a unit comes to in weeks, by its first letter: "wks" are weeks."""
LENGTHS = "|".join(WEEKS)
MOST_A_WEEK, MINUTES = 48, 60
"""No week has more working hours; minutes in an hour."""
WIDEST = 4
"""How many times its lower end a range of lengths comes to at most."""


def read_duration(passage: Passage, scene: Scene) -> list[Found]:
    """The duration in weeks: days are working days, months a twelfth of a year.

    The first of several is meant, unless it is told of something else.
    """
    if stages := _stages(passage):
        return stages
    found = []
    for match in _spans(LENGTHS).finditer(passage.counted):
        if _is_duration(passage, match, scene):
            weeks = _weeks(match)
            if 0 < weeks <= 520:
                found.append(_up_to(passage, match, weeks))
    labelled = pattern("time", "length_label").search(passage.counted)
    if labelled and not found:
        return [Found("duration_weeks", int(labelled[1]), labelled.start(), labelled.end())]
    if not found and (bare := bare_length(passage, scene)):
        return bare
    named = [one for one in found if _is_the_length(passage, one)]
    work = named or _of_the_work(passage, found, scene)
    whole = [_with_more(passage, one) for one in work[:1]]
    return [*whole, *(one for one in work[1:] if not one.overlaps(whole[0]))]


def _up_to(passage: Passage, match: re.Match[str], weeks: float) -> Found:
    """A length, or the upper end of a range said behind it: "a week or two", "2 weeks, maybe 3"."""
    behind = pattern("time", "or_more").match(passage.counted, match.end())
    low = float((match["low"] or "1").replace(",", "."))
    if behind and not match["high"] and low < float(behind["high"]) <= WIDEST * low:
        most = _weeks(match, float(behind["high"]))
        return Found("duration_weeks", most, match.start(), behind.end("high"))
    return Found("duration_weeks", weeks, match.start(), match.end())


def _stages(passage: Passage) -> list[Found]:
    """The length of stages that are counted and last equally long: "two sprints of two weeks"."""
    for form in _forms("stages_of"):
        for match in form.finditer(passage.counted):
            each = float(match["each"]) if match["each"][0].isdigit() else 1.0
            weeks = float(match["times"]) * each * STAGE[match["unit"][0].lower()]
            return [Found("duration_weeks", _tidy(weeks), match.start(), match.end())]
    return []


def _is_the_length(passage: Passage, one: Found) -> bool:
    """Whether a length is named as the one of the work: "duration: 3 weeks", "15 days in sum"."""
    led = pattern("time", "length_cue").search(passage.low[: one.start])
    return bool(led or _form("of_all").match(passage.counted, one.end))


def _of_the_work(passage: Passage, found: list[Found], scene: Scene) -> list[Found]:
    """The lengths less the days of a week in the office, where the length is told as well."""
    present = pattern("time", "presence")
    work = [one for one in found if not present.match(passage.counted, one.end)]
    told = work or any(scene.known.get(name) for name in ("hours_per_week", "duration_weeks"))
    return work if told or read_hours(passage, scene) else found


def _with_more(passage: Passage, one: Found) -> Found:
    """A length with what comes on top: "2 weeks in January + 1 week prep"."""
    for more in _spans(LENGTHS).finditer(passage.counted, one.end):
        if pattern("time", "on_top").search(passage.counted[one.end : more.start()]):
            return replace(one, value=_tidy(one.value + _weeks(more)), end=more.end())
    return one


def read_hours(passage: Passage, scene: Scene) -> list[Found]:
    """Hours a week, said as hours, as days a week or as sessions, or half-time."""
    passage = passage.without(_presence(passage))
    for met in _sessions(passage):
        if _is_weekly(passage, met):
            return _hours(met, _spent(met))
    for form, factor in _weekly_forms():
        match = form.search(passage.counted)
        if match and not _falls(match):
            return _hours(match, factor * _said(match))
    if match := pattern("time", "half_time").search(passage.counted):
        return _hours(match, 20)
    asked = "hours_per_week" in scene.asked
    if asked and (match := _form("asked_hours").search(passage.counted)):
        return _hours(match, _said(match))
    return []


def is_weekly(passage: Passage) -> bool:
    """Whether a text says of something that it is so each week."""
    return compiled(lexicon("time")["weekly"]).search(passage.counted) is not None


def total_hours(passage: Passage, *, paid: bool = False) -> float | None:
    """The hours of the whole work: "10 hours in total", "8 sessions of 90 minutes".

    Where a budget is told, a number of hours that no week has is `paid` as a total: "60 h, $50/h".
    """
    for form in _forms("total_hours"):
        if match := form.search(passage.counted):
            return _said(match)
    for match in _sessions(passage):
        if not _is_weekly(passage, match):
            return _spent(match)
    listed = _form("hours_listed").search(passage.counted) if paid else None
    hours = float(listed[listed.lastindex or 1]) if listed else 0
    return hours if hours > MOST_A_WEEK else None


def hours_alone(passage: Passage) -> float | None:
    """The hours of a text that says nothing else: "I need 15 hours then"."""
    match = _form("hours_alone").match(passage.counted)
    return _said(match) if match else None


def _sessions(passage: Passage) -> Iterator[re.Match[str]]:
    """Times and the hours or minutes of each: "2 x 90 minutes"."""
    for form in (*_forms("sessions_weekly"), *_forms("sessions")):
        yield from form.finditer(passage.counted)


def _is_weekly(passage: Passage, match: re.Match[str]) -> bool:
    """Whether sessions come every week: "2 x 90 minutes a week"."""
    behind = _form("weekly").match(passage.counted, match.end())
    return match.re in _forms("sessions_weekly") or behind is not None


def _spent(match: re.Match[str]) -> float:
    """How many hours sessions come to."""
    times = float(lexicon("time")["often_words"].get(match["times"].lower(), 0) or match["times"])
    hours = times * float(match["each"]) / (MINUTES if match["minutes"] else 1)
    return round(hours, 2)


def _presence(passage: Passage) -> list[tuple[int, int]]:
    """The days of a week that are spent with us and not worked: "London office 2 days a week"."""
    shared = _form("shared_week").search(passage.low)
    forms = ("there_for_days", *(["days_there"] if shared else []))
    return [match.span() for form in forms for match in _form(form).finditer(passage.counted)]


def _falls(match: re.Match[str]) -> bool:
    """Whether a range falls, as the hours of a clock do: "the hours are 9 to 5"."""
    first, *last = (_number(number) for number in match.groups() if number)
    return bool(last) and last[0] < first


def _said(match: re.Match[str]) -> float:
    """The number of a form, of a range the upper end."""
    return _number(match[match.lastindex or 1])


def _number(digits: str) -> float:
    """A number as it is written, "37.5" or "37,5"."""
    return float(digits.replace(",", "."))


def _hours(match: re.Match[str], hours: float) -> list[Found]:
    told = int(hours) if hours == int(hours) else hours
    return [Found("hours_per_week", told, match.start(), match.end())] if hours <= 80 else []


def sprints(passage: Passage) -> str | None:
    """The sprints this text speaks of: how long one lasts is asked, never guessed."""
    match = pattern("time", "sprints").search(passage.counted)
    return passage.text[match.start() : match.end()] if match else None


def sprints_counted(passage: Passage) -> int:
    """How many sprints this text speaks of; 0 if none."""
    match = pattern("time", "sprints").search(passage.counted)
    number = re.match(r"\d+", match[0]) if match else None
    return int(number[0]) if number else bool(match)


def total_said(passage: Passage) -> bool:
    """Whether a text tells something of the whole: "six weeks in total"."""
    return _form("total").search(passage.low) is not None


def _is_duration(passage: Passage, match: re.Match[str], scene: Scene) -> bool:
    before, after = passage.counted[: match.start()], passage.counted[match.end() :]
    clause = re.split(r"[.,;!?\n]", before[-40:])[-1].lower()
    one = not match[0].rstrip().endswith("s")
    named_by = one and match["low"] and pattern("time", "attributive").match(after)
    if _is_part_of_month(before, after):
        return True
    if named_by or pattern("time", "not_duration_after").search(after):
        return False
    if re.search(rf"(?:{lexicon('time')['not_duration_before']})", before.lower()[-30:]):
        return False
    # "5+ years" are somebody's experience.
    experience = "+" in match[0] and "year" in match[0].lower()
    if experience or not (match["low"] or _is_said_alone(before, match, scene)):
        return False
    relative = pattern("time", "in_before").search(clause)
    asked_date = "start_date" in scene.asked or "deadline" in scene.asked
    if relative and (clause[relative.start() :].startswith("in") or asked_date):
        starts = re.search(r"\bstart\w*\b", clause)
        return "duration_weeks" in scene.asked and not asked_date and not starts
    return not passage.negated(match.start(), 16, listed=False) or bool(
        re.search(r"(?:more than|longer than|exceed) (?:about )?$", clause)
    )


def _is_part_of_month(before: str, after: str) -> bool:
    """Whether it is the first or last weeks of a month: "the last two weeks of January"."""
    led, goes_on = (re.compile(form, re.IGNORECASE) for form in lexicon("time")["part_of_month"])
    return bool(led.search(before) and goes_on.match(after))


def _is_said_alone(before: str, match: re.Match[str], scene: Scene) -> bool:
    """Whether "a week" is a length, not what something is counted by: "two days a week"."""
    if pattern("time", "counted_by").search(before):
        return False
    if "-" in match[0] or "duration_weeks" in scene.asked:
        return True
    return bool(re.search(lexicon("time")["article_cues"], before.lower()[-30:]))


def _weeks(match: re.Match[str], number: float = 0) -> float:
    """The weeks of a length, with another `number` of its unit if one is given."""
    number = number or float((match["high"] or match["low"] or "1").replace(",", "."))
    unit = next(name for name in WEEKS if match[name])
    weeks = number * WEEKS[unit] / (2 if match["half"] else 1)
    if unit == "months":
        weeks = float(int(weeks + 0.5)) or 1.0
    return _tidy(weeks)


def weeks_ahead(words: str) -> float | None:
    """The weeks of a length that is told as a day ahead: "in 10 days", "within a month"."""
    match = _spans(LENGTHS).search(words) if pattern("time", "ahead").match(words) else None
    return _weeks(match) if match else None


def _tidy(weeks: float) -> float:
    rounded = round(weeks, 1)
    return int(rounded) if rounded == int(rounded) else rounded


@cache
def _weekly_forms() -> tuple[tuple[re.Pattern[str], float], ...]:
    """The ways to say how much of a week, each with the hours that its number counts."""
    return tuple((_filled(form), factor) for form, factor in lexicon("time")["hours"])


@cache
def _forms(name: str) -> tuple[re.Pattern[str], ...]:
    forms = lexicon("time")[name]
    return tuple(map(_filled, [forms] if isinstance(forms, str) else forms))


def _form(name: str) -> re.Pattern[str]:
    return _forms(name)[0]


def _filled(form: str) -> re.Pattern[str]:
    """A form with what stands for any number and for "a week" put in."""
    words = {name: words for name, words in lexicon("time").items() if isinstance(words, str)}
    return compiled(form, words)


@cache
def _spans(units: str) -> re.Pattern[str]:
    table = lexicon("time")["units"]
    names = "|".join(f"(?P<{name}>{table[name]})" for name in units.split("|"))
    number = lexicon("time")["number"]
    adjectives = r"(?:working |business |calendar |full |solid |more |whole )?"
    half = r"(?P<half>half[- ]?(?=days?\b))?"
    return re.compile(
        rf"{number}\s*\+?\s*-?\s*{adjectives}{half}(?:{names})\b(?!\s+week)", re.IGNORECASE
    )

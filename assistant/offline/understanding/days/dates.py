"""The day work starts and the day it must be done, relative to the person's now."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise, zip_longest

from assistant.offline.language import pattern
from assistant.offline.understanding.days.calendar_words import (
    EXACT,
    OTHER_DAY,
    VAGUE,
    date_pattern,
    days_in,
)
from assistant.offline.understanding.days.day_ends import counted_from_start, last_day
from assistant.offline.understanding.days.day_spans import Day
from assistant.offline.understanding.days.durations import read_duration
from assistant.offline.understanding.days.named_days import JUST
from assistant.offline.understanding.days.periods import part_of, same_day
from assistant.offline.understanding.text.passage import Found, Passage, Scene
from assistant.offline.understanding.wanted.roles import wanted_roles

YEAR = 12
"""The months of a year."""
MONTH = timedelta(31)
"""How far a vague day may be from the exact one that explains it."""
DAY = 0.2
"""A day of work, in weeks."""
AFTERWARDS = ("awaiting_confirmation", "filed")
"""Once a request is told, a bare day that changes is mostly the last one."""


def read_dates(passage: Passage, scene: Scene) -> list[Found]:
    """Start date and deadline, told apart by the words before them."""
    kinds = {m.start(): m.lastgroup for m in date_pattern().finditer(passage.counted)}
    exact = {start for start, kind in kinds.items() if kind in EXACT}
    named = [
        day
        for day in days_in(passage.counted, scene.now)
        if not _is_a_place(passage, day, scene, kinds)
    ]
    left = _left(passage, named)
    passage = passage.without(left)
    stayed = [day for day in named if all(day[2] != end for _, end in left)]
    days = _settled(stayed, exact, passage.low)
    found: dict[str, tuple[int, Found]] = {}
    for index, (day, start, end) in enumerate(days):
        name, strong = _meaning(passage, days, index, scene, definite=kinds.get(start) not in VAGUE)
        strength = 2 * strong + (start in exact)
        later = (
            name in found
            and strength == found[name][0]
            and (name == "deadline" or _is_corrected(passage, found[name][1].end, start))
        )
        if name and (name not in found or strength > found[name][0] or later):
            bare = start in exact and not strong and _is_bare_start(passage, scene, name, start)
            wished = strong and _ends_a_wish(passage, scene, start, end)
            certain = bare or wished or _is_bound(passage, start)
            last = last_day(passage, day, start, end) if name == "deadline" else day
            found[name] = strength, Found(name, last.isoformat(), start, end, certain)
    told = counted_from_start([item for _, item in found.values()], passage, scene)
    told = _in_order(told, passage.text, scene.now)
    return _of_the_event(passage, scene, told) or told


def _left(passage: Passage, days: Sequence[Day]) -> list[tuple[int, int]]:
    """Where days stand that something is moved from: "moves from 4 to 18 January"."""
    return [
        (moved.start(1), end)
        for (_, start, end), (_, later, _) in pairwise(days)
        if (moved := pattern("time", "moved_from").search(passage.low[:start]))
        and _joins(passage.low[end:later])
    ]


def _in_order(told: list[Found], text: str, now: datetime) -> list[Found]:
    """The days told, one of them in another year where the last would be before the first.

    A day that has just passed is this year's; what ends before it begins ends a year later.
    """
    days = {one.field: date.fromisoformat(one.value) for one in told if one.field in OTHER_DAY}
    start, end = (days.get(name) for name in OTHER_DAY)
    if not (start and end and start > end) or pattern("time", "in_a_year").search(text):
        return told
    this_year = same_day(start, -YEAR)
    passed = this_year < now.date() < this_year + JUST
    days |= {"start_date": this_year} if passed else {"deadline": same_day(end, YEAR)}
    return [
        replace(one, value=days[one.field].isoformat()) if one.field in days else one
        for one in told
    ]


def _of_the_event(passage: Passage, scene: Scene, told: list[Found]) -> list[Found]:
    """The day of an event for those who work at it: it begins and is done on that day."""
    if len(told) != 1 or not {*OTHER_DAY}.isdisjoint(scene.asked):
        return []
    one = told[0]
    before = re.split(r"[.;!?\n](?!\d)", passage.low[: one.start])[-1]
    event = one.field == "deadline" and pattern("time", "event_before").search(before)
    at_it = event and _works(passage, scene, "on_the_day")
    if at_it or _is_one_day(passage, scene, one, before):
        return [replace(one, field=name, certain=True) for name in OTHER_DAY]
    return []


def _works(passage: Passage, scene: Scene, when: str) -> bool:
    """Whether somebody is wanted whose trade is done on one day: "on_the_day" of an event."""
    trade = pattern("time", when)
    return any(trade.search(passage.low[o.start : o.end]) for o in wanted_roles(passage, scene))


def _is_one_day(passage: Passage, scene: Scene, one: Found, before: str) -> bool:
    """Whether work is for one day alone: by its hours, by what is said, or by the trade."""
    if pattern("time", "bound_day").search(before) or not opens_with_day(passage.low[one.start :]):
        return False
    hours = pattern("time", "hours_of_a_day").match(passage.low[one.end :])
    single = any(map(pattern("time", "one_day").search, (before, passage.low[one.end :])))
    trade = _works(passage, scene, "on_one_day")
    return bool(hours or single or trade) and not any(
        length.value > DAY for length in read_duration(passage, scene)
    )


def opens_with_day(words: str) -> bool:
    """Whether some words begin with an exact day: "7 Dec product shots"."""
    match = date_pattern().match(words)
    return match is not None and match.lastgroup in EXACT


def _is_a_place(passage: Passage, day: Day, scene: Scene, kinds: Mapping[int, str | None]) -> bool:
    """Whether "the 2nd" is a place on the list that is shown or "the first" one of some things.

    A place in words is a day beside another date, after a word for a date, or where one was asked.
    """
    words, written = (text[day[1] : day[2]] for text in (passage.counted, passage.text))
    if not re.fullmatch(
        r"(?:the )?\d+\w\w\s*" if day[1] == 0 else r"the \d+\w\w\s*", words.lower()
    ):
        return False
    if scene.context == "shortlist_shown":
        return True
    asked = {*OTHER_DAY} & {*scene.asked}
    dated = pattern("time", "before_a_day").search(passage.low[: day[1]])
    beside = len(kinds) > 1 or kinds.get(day[1]) == "span"
    return not (any(map(str.isdigit, written)) or asked or dated or beside)


def _is_bare_start(passage: Passage, scene: Scene, name: str, start: int) -> bool:
    """Whether a day stands alone in a list of facts with a length: "6 weeks, 12k, 11 Jan"."""
    listed = name == "start_date" and pattern("time", "listed_before").search(passage.low[:start])
    return bool(listed and read_duration(passage, scene))


def _ends_a_wish(passage: Passage, scene: Scene, start: int, end: int) -> bool:
    """Whether work is asked for until a day and no more is said: "can you find one by Friday?"."""
    before = re.split(r"[.;!?\n](?!\d)", passage.low[:start])[-1]
    last = scene.context == "none" and not passage.low[end:].strip(" .!?")
    bound = pattern("time", "right_before_end").search(before)
    return bool(last and bound and pattern("statements", "asking_for").search(before))


def _is_bound(passage: Passage, start: int) -> bool:
    """Whether no other end of the work is meant: "it has to be printed by 1 April"."""
    before = passage.low[:start]
    return any(pattern("time", form).search(before) for form in ("due_before", "begins_by"))


def _is_corrected(passage: Passage, start: int, end: int) -> bool:
    return pattern("time", "corrected").search(passage.text[start:end]) is not None


def _meaning(
    passage: Passage, days: list[Day], index: int, scene: Scene, *, definite: bool
) -> tuple[str | None, bool]:
    """Which field a date fills, by the words around it, else by what was asked; how surely."""
    start, end = days[index][1:]
    floor = days[index - 1][2] if index else 0
    of_the_last = pattern("time", "bound_behind").match(passage.low, floor) if index else None
    floor = of_the_last.end() if of_the_last else floor
    before = re.split(r"[.;!?\n](?!\d)", passage.low[max(floor, start - 48) : start])[-1]
    after = passage.low[end : end + 24]
    joined = index > 0 and _joins(passage.counted[days[index - 1][2] : start].lower())
    told = _told(before, after, passage.low[max(0, start - 80) : start], joined=joined)
    if told:
        return told
    until = passage.counted[end : days[index + 1][1]].lower() if index + 1 < len(days) else None
    if until is not None and _joins(until):
        return "start_date", "and" not in until
    within = passage.low.startswith("within", start)
    if within or pattern("time", "neither_before").search(before):
        return ("deadline" if within and "deadline" in scene.asked else None), False
    return _unmarked(passage, scene, before, passage.low[start:end], definite=definite), False


def _told(before: str, after: str, sentence: str, *, joined: bool) -> tuple[str, bool] | None:
    """Which field the words beside a date name."""
    if joined:
        return "deadline", True
    begins = pattern("time", "begins_by").search(before)
    starting = pattern("time", "start_cues").search(before)
    ending = pattern("time", "deadline_cues").search(before) or pattern(
        "time", "deadline_event"
    ).search(before)
    if begins or (starting and (not ending or starting.start() > ending.start())):
        return "start_date", True
    if ending:
        return "deadline", bool(pattern("time", "deadline_strong").search(before))
    if pattern("time", "start_after").match(after):
        return "start_date", True
    if pattern("time", "start_far").search(sentence):
        return "start_date", True
    far = pattern("time", "deadline_far").search(sentence)
    return ("deadline", True) if far or pattern("time", "deadline_after").match(after) else None


def _joins(between: str) -> bool:
    return pattern("time", "joins").fullmatch(between) is not None


def _unmarked(
    passage: Passage, scene: Scene, before: str, words: str, *, definite: bool
) -> str | None:
    """What a date without a cue is: what was asked for, an end if it says so, else the start.

    A request that names a day and no length names the day of the thing, when the work is done by;
    with a length, or while scoping, it is when the work starts. A month or a season may only tell
    what it is for.
    """
    asked = [name for name in ("start_date", "deadline") if name in scene.asked]
    if asked:
        return asked[0]
    if scene.context == "none" and pattern("time", "at_once").fullmatch(words):
        led = pattern("time", "at_once_before").search(before) or _is_behind_role(passage, scene)
        return "start_date" if led else None
    if scene.context in AFTERWARDS and definite:
        return "deadline"
    part = part_of(words)
    week = pattern("time", "whole_week").fullmatch(words)
    if week and scene.context == "none" and not read_duration(passage, scene):
        return "deadline"
    named = scene.context == "none" and (definite or part in ("mid", "late"))
    if part == "end" or (named and not read_duration(passage, scene)):
        return "deadline"
    when = (
        definite or scene.context != "none" or part or pattern("time", "vague_start").search(before)
    )
    return "start_date" if when or words.startswith(("next", "this")) else None


def _is_behind_role(passage: Passage, scene: Scene) -> bool:
    """Whether a day at once stands right behind who is wanted: "presentation designer tomorrow"."""
    return any(
        (joint := pattern("time", "at_once_behind").match(passage.low, one.end))
        and pattern("time", "at_once").match(passage.low, joint.end())
        for one in wanted_roles(passage, scene)
    )


def _settled(days: list[Day], exact: set[int], low: str) -> list[Day]:
    """`right after New Year, on 4 January`: the exact day explains the vague one before it.

    So do two that are joined, each by itself: "before Christmas, 5 Dec till 23 Dec".
    """
    kept: list[Day] = []
    for day, then in zip_longest(days, days[1:]):
        near = kept and abs(day[0] - kept[-1][0]) <= MONTH
        vague = near and day[1] in exact and kept[-1][1] not in exact
        between = low[kept[-1][2] : day[1]] if kept else ""
        if (vague or "(" in between) and pattern("time", "explains").fullmatch(between):
            opens = then and pattern("time", "until").fullmatch(low, day[2], then[1])
            kept[-1] = day if opens else (day[0], kept[-1][1], day[2])
        else:
            kept.append(day)
    return kept

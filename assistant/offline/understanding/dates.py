"""The day work starts and the day it must be done, relative to the person's now."""

import re

from assistant.offline.language import pattern
from assistant.offline.understanding.calendar_words import EXACT, Day, date_pattern, days_in
from assistant.offline.understanding.passage import Found, Passage, Scene


def read_dates(passage: Passage, scene: Scene) -> list[Found]:
    """Start date and deadline, told apart by the words before them."""
    exact = {m.start() for m in date_pattern().finditer(passage.counted) if m.lastgroup in EXACT}
    named = [
        day for day in days_in(passage.counted, scene.now) if not _is_a_place(passage, day, scene)
    ]
    days = _settled(named, exact, passage.low)
    found: dict[str, tuple[int, Found]] = {}
    for index, (day, start, end) in enumerate(days):
        name, strong = _meaning(passage, days, index, scene)
        strength = 2 * strong + (start in exact)
        later = (
            name in found
            and strength == found[name][0]
            and (name == "deadline" or _is_corrected(passage, found[name][1].end, start))
        )
        if name and (name not in found or strength > found[name][0] or later):
            found[name] = strength, Found(name, day.isoformat(), start, end)
    return [item for _, item in found.values()]


def _is_a_place(passage: Passage, day: Day, scene: Scene) -> bool:
    """Whether "the 2nd" is a place on the list that is shown, and no day."""
    ranked = scene.context == "shortlist_shown"
    return ranked and re.fullmatch(r"the \d+\w\w", passage.low[day[1] : day[2]]) is not None


def _is_corrected(passage: Passage, start: int, end: int) -> bool:
    return pattern("time", "corrected").search(passage.text[start:end]) is not None


def _meaning(
    passage: Passage, days: list[Day], index: int, scene: Scene
) -> tuple[str | None, bool]:
    """Which field a date fills, by its cue words, else by what was asked; and how surely."""
    start = days[index][1]
    floor = days[index - 1][2] if index else 0
    before = re.split(r"[.;!?\n](?!\d)", passage.low[max(floor, start - 48) : start])[-1]
    if index and pattern("time", "joins").fullmatch(before):
        return "deadline", True
    starting = pattern("time", "start_cues").search(before)
    ending = pattern("time", "deadline_cues").search(before) or pattern(
        "time", "deadline_event"
    ).search(before)
    if starting and (not ending or starting.start() > ending.start()):
        return "start_date", True
    if ending:
        return "deadline", bool(pattern("time", "deadline_strong").search(before))
    after = passage.low[start : days[index][2] + 24]
    if pattern("time", "deadline_after").match(after, days[index][2] - start):
        return "deadline", True
    if pattern("time", "neither_before").search(before):
        return None, False
    return _unmarked(scene, within=after.startswith("within")), False


def _unmarked(scene: Scene, *, within: bool) -> str:
    """What a date without a cue is: what was asked for, else the start."""
    wanted = "deadline" in scene.asked and "start_date" not in scene.asked
    return "deadline" if wanted or within else "start_date"


def _settled(days: list[Day], exact: set[int], low: str) -> list[Day]:
    """`right after New Year, on 4 January`: the exact day explains the vague one before it."""
    return [
        day
        for day, following in zip(days, [*days[1:], None], strict=False)
        if following is None
        or day[1] in exact
        or following[1] not in exact
        or not pattern("time", "explains").fullmatch(low[day[2] : following[1]])
    ]

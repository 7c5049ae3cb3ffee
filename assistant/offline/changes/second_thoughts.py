"""A second thought on what was said just before: "7 Dec", "no wait, 14"; "no", "hm, yes it is"."""

import re
from typing import Any

from assistant.offline.language import pattern
from assistant.offline.turn import Turn
from assistant.offline.understanding.days import durations
from assistant.offline.understanding.days.calendar_words import OTHER_DAY
from assistant.offline.understanding.reader import understand
from assistant.offline.understanding.tagger import PARSED
from assistant.offline.understanding.text.passage import numbered, passage

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def on_what_was_said(turn: Turn) -> dict[str, Any]:
    """What the message before said, where this one only says its number or its answer anew."""
    if not (turn.said_before and turn.fields):
        return {}
    return _renumbered(turn) | _answered_anew(turn) | _of_each_sprint(turn)


def _of_each_sprint(turn: Turn) -> dict[str, Any]:
    """How long so many sprints take, where only the length of one is told: "3 sprints", "2 weeks".

    They were asked about just before, unless their length was said with them.
    """
    said, weeks = passage(turn.text), turn.read.fields.get("duration_weeks")
    times, again = map(durations.sprints_counted, (passage(turn.said_before), said))
    alone = len(turn.read.fields) == 1 and again <= 1 < times
    if not (weeks and alone) or durations.total_said(said):
        return {}
    asked = "duration_weeks" not in _read(turn, turn.said_before)
    return {"duration_weeks": round(times * float(weeks), 1)} if asked else {}


def _renumbered(turn: Turn) -> dict[str, Any]:
    """A bare number in place of the only one of the message before, in the same field."""
    match = pattern("relative", "only_number").match(numbered(turn.text))
    last = numbered(turn.said_before)
    numbers = list(NUMBER.finditer(last))
    if not match or len(numbers) != 1:
        return {}
    start, end = numbers[0].span()
    before, now = (
        _read(turn, text) for text in (last, last[:start] + match["number"] + last[end:])
    )
    told: dict[str, Any] = {}
    for name in before.keys() & now.keys() & {*PARSED}:
        field = name if _is_known(turn, name, before[name]) else OTHER_DAY.get(name, "")
        if _is_known(turn, field, before[name]) and now[name] != before[name]:
            told[field] = _like(turn.fields[field], now[name])
    return told


def _answered_anew(turn: Turn) -> dict[str, Any]:
    """The contrary of the yes or no that was just said of sensitive data."""
    match = pattern("relative", "only_answer").match(turn.text)
    known = turn.fields.get("sensitive_data")
    if not match or known is None:
        return {}
    new = match["yes"] is not None
    said = _read(turn, turn.said_before, asked=("sensitive_data",)).get("sensitive_data")
    return {"sensitive_data": new} if said == known != new else {}


def _read(turn: Turn, text: str, asked: tuple[str, ...] = ()) -> dict[str, Any]:
    return understand(text, context=turn.context, now=turn.now, asked=asked).fields


def _is_known(turn: Turn, name: str, value: Any) -> bool:
    """Whether the request has this value, in whichever currency."""
    known = turn.fields.get(name)
    if isinstance(known, dict) and isinstance(value, dict):
        return bool(known.get("amount") == value.get("amount"))
    return known is not None and known == value


def _like(known: Any, new: Any) -> Any:
    if not isinstance(new, dict):
        return new
    return {**known, "amount": new["amount"], "max": new.get("max")}

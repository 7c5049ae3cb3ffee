"""What is told beside a request and belongs in none of its fields: the day of an event, a share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.offline.language import pattern
from assistant.offline.understanding.days.calendar_words import date_pattern
from assistant.offline.understanding.text.passage import Passage, Scene

EVENT, SHARE = "event_day", "shared_cost"


@dataclass(frozen=True)
class Aside:
    """What is only told, its kind, and where it stands."""

    kind: str
    start: int
    end: int


def asides(passage: Passage, scene: Scene) -> list[Aside]:
    """What of a message is only told.

    The day of an event is a day of the work for those who work at it, or where it is said so.
    """
    return [*_days_told(passage, scene), *_shares(passage)]


def _days_told(passage: Passage, scene: Scene) -> Iterator[Aside]:
    """The sentences of a conversation that tell when something else is or was."""
    if "deadline" in scene.asked:
        return
    works = pattern("time", "on_the_day").search(str(scene.known.get("role") or ""))
    for start, end in _sentences(passage.text):
        said = passage.text[start:end]
        by_the_way = pattern("asides", "by_the_way").search(said)
        begun = scene.context != "none" and not (works and pattern("asides", "event").search(said))
        tells = any(
            pattern("asides", kind).search(said) for kind in ("event", "past", "person", "closed")
        )
        needed = pattern("asides", "needed").search(pattern("asides", "idle").sub("", said))
        if (begun or by_the_way) and tells and not needed and date_pattern().search(said):
            yield Aside(EVENT, start, end)


def _shares(passage: Passage) -> Iterator[Aside]:
    """The clauses that tell who bears a share of the cost."""
    for match in pattern("asides", "share").finditer(passage.text):
        start = max(passage.text.rfind(mark, 0, match.start()) for mark in ".,;!?\n") + 1
        end = pattern("statements", "clause_end").search(passage.text, match.end())
        yield Aside(SHARE, start, end.start() if end else len(passage.text))


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in re.finditer(r"[.;!?](?=\s)|\n", text)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))

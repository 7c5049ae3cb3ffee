"""A reply to a question for free words of which nothing was recognised: all of it is the answer."""

import re
from collections.abc import Sequence

from assistant.offline.language import pattern
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.phrases import is_unknown, sentence_end, trim

FREE = ("scope", "deliverables", "acceptance_criteria")
WHOLE = FREE[:2]
"""Of these a reply may be all; what counts as accepted is read by rule."""
MOST, LONGEST, SHORTEST = 12, 200, 4


def read_answer(passage: Passage, scene: Scene, found: Sequence[Found]) -> list[Found]:
    """The answer to a question for the work or what is handed over, if none were recognised."""
    asked = next((name for name in scene.asked if name in WHOLE), None)
    if asked is None or is_unknown(passage.text):
        return []
    if any(one.field in FREE for one in found) or (found and asked == "scope"):
        return []
    rest = passage.without([(one.start, one.end) for one in found]).text
    told = pattern("answers", "opening").sub("", rest).strip()
    if not SHORTEST <= len(told) <= LONGEST:
        return []
    value = trim(told[: sentence_end(told, 0)]) if asked == "scope" else _items(told)
    return [Found(asked, value, 0, len(passage.text))] if value else []


def _items(told: str) -> list[str]:
    parts = [part.strip() for part in pattern("answers", "between").split(told) if part]
    items = [trim(part) for part in parts if not pattern("answers", "no_item").match(part)]
    return [item for item in items if re.search(r"[^\W\d]{2}", item)][:MOST]

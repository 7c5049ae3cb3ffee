"""When the work counts as accepted."""

import re

from assistant.offline.language import pattern
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.phrases import is_unknown, sentence_end

SHORT_WORDS = 7
MOST = 10


def read_acceptance(passage: Passage, scene: Scene) -> list[Found]:
    """What must hold for the work to be accepted: after a cue, or said as what it must do."""
    for match in pattern("acceptance", "cues").finditer(passage.text):
        if found := _criteria(passage, match.start(), match.end()):
            return found
    for match in pattern("acceptance", "musts").finditer(passage.text):
        return _criteria(passage, match.start(), match.start("must"))
    if named := pattern("acceptance", "otherwise").search(passage.text):
        return _criteria(passage, named.start(), named.start("what"), named.end("what"))
    return _answer(passage, scene) if "acceptance_criteria" in scene.asked else []


def _answer(passage: Passage, scene: Scene) -> list[Found]:
    """A reply to the question when the work is accepted."""
    if opening := pattern("acceptance", "opening").search(passage.text):
        return _criteria(passage, opening.start(), opening.end())
    if len(scene.asked) == 1 and len(passage.text) > 8 and not is_unknown(passage.text):
        return _criteria(passage, 0, 0)
    return []


def _criteria(passage: Passage, start: int, first: int, last: int | None = None) -> list[Found]:
    end = sentence_end(passage.text, first) if last is None else last
    items = _split(passage.text[first:end])
    return [Found("acceptance_criteria", items, start, end)] if items else []


def _split(text: str) -> list[str]:
    """Conditions, parted where another one begins; short ones are parted at every comma."""
    parts = [
        part
        for stretch in pattern("acceptance", "split").split(text)
        for part in pattern("acceptance", "joint").split(stretch)
    ]
    commas = [one for part in parts for one in re.split(r",\s+(?:and\s+)?", part)]
    if all(1 < len(one.split()) <= SHORT_WORDS or "-" in one for one in commas):
        parts = commas
    items = [part.strip(" .,:;!-") for part in parts]
    return [item for item in items if len(item) > 3][:MOST]

"""How many people are wanted."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern, put_in
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.roles import wanted_roles


def read_headcount(passage: Passage, scene: Scene) -> list[Found]:
    """How many people, when a number is said."""
    together, *other = _forms()
    if team := _counted(passage, [together]):
        return team
    for wanted in wanted_roles(passage, scene)[:1]:
        if wanted.headcount:
            return [Found("headcount", wanted.headcount, wanted.start, wanted.end)]
    if counted := _counted(passage, other):
        return counted
    if "headcount" in scene.asked and (
        match := re.search(r"(?<![\w.$€£])(\d{1,2})\b(?!\s*(?:weeks?|days?|k\b))", passage.counted)
    ):
        return [Found("headcount", int(match[1]), match.start(), match.end())]
    return []


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The ways to count people, with the words for them put in."""
    words = {
        "heads": any_of(lexicon("roles")["heads"]),
        "occupations": any_of(lexicon("occupations")["heads"]),
        "things": any_of(lexicon("deliverables")["nouns"]),
    }
    forms = lexicon("roles")["counted"]
    return tuple(re.compile(put_in(form, words), re.IGNORECASE) for form in forms)


def _counted(passage: Passage, forms: Sequence[re.Pattern[str]]) -> list[Found]:
    for form in forms:
        match = form.search(passage.counted)
        if match and 1 <= int(match[1]) <= 100 and not _is_own_team(passage, match):
            return [Found("headcount", int(match[1]), match.start(), match.end())]
    return []


def _is_own_team(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a number counts the asking team: "we are a team of 12"."""
    before = passage.low[max(0, match.start() - 16) : match.start()]
    own = pattern("roles", "own_team").search(before)
    return passage.negated(match.start(), 10) or bool(own)

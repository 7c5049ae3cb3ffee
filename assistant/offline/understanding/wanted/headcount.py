"""How many people are wanted."""

import re
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern, put_in
from assistant.offline.understanding.text.passage import LETTER, Found, Passage, Scene
from assistant.offline.understanding.wanted.roles import wanted_roles

MOST = 100
"""So many people may be wanted at once."""
A_FEW = 3
"""So few people beside a trainer may as well be trainers."""
AT_A_GATHERING = 5
"""So many ways to name guests say it whoever is wanted; "for 60 people" alone may want them."""


def read_headcount(passage: Passage, scene: Scene) -> list[Found]:
    """How many people, when a number is said; those the work is done for are not wanted."""
    passage = passage.without([(one.start, one.end) for one in audience(passage, scene)])
    if counted := _counted(passage, "surely") or _of_the_role(passage, scene):
        return counted
    if counted := _counted(passage, "otherwise"):
        return counted
    if "headcount" in scene.asked and (
        match := pattern("roles", "count_asked").search(passage.counted)
    ):
        most = int(match["high"] or match["low"])
        return [Found("headcount", most, match.start(), match.end())]
    return []


def numbers(passage: Passage) -> list[Found]:
    """Every small number that stands alone: each may count people, if what is around it says so."""
    if not LETTER.search(passage.text):
        return []
    return [
        Found("headcount", int(match[1]), match.start(), match.end())
        for match in pattern("roles", "number").finditer(passage.counted)
        if 1 <= int(match[1]) <= MOST
    ]


def audience(passage: Passage, scene: Scene) -> list[Found]:
    """For how many the work is done, as words of the scope: the 80 of "a quiz for 80 people".

    Beside somebody who teaches or hosts more than A_FEW are: "a trainer, 6 people, two days"; who
    teaches may have them named by what they are: "a trainer, 12 drivers". Where no role is named,
    the work tells it: "someone to teach Excel, 8 people".
    """
    wanted = [one.role for one in wanted_roles(passage, scene)]
    named = (wanted or [scene.known.get("role") or ""])[0]
    does = None if named else pattern("roles", "audiences", "does").search(passage.text)
    role = str(named or (does["work"] if does else ""))
    if "headcount" in scene.asked:
        return []
    by_role = (("by_trade", "trades"), ("taught", "teachers"))
    ways = [how for how, who in by_role if pattern("roles", "audiences", who).search(role)]
    found: list[Found] = []
    for how, fewest in (("served", 1), *((way, A_FEW + 1) for way in ways)):
        for form in _audiences(how)[: None if role else AT_A_GATHERING]:
            for match in form.finditer(passage.counted):
                start, end = match.span("phrase")
                apart = all(end <= one.start or one.end <= start for one in found)
                if apart and int(match["number"]) >= fewest:
                    found.append(Found("scope", passage.text[start:end].strip(), start, end))
    return found


def another_audience(said: str, known: str) -> str:
    """What is known with the number of people that is said in place of its own, if both have one.

    A_FEW may be people wanted instead.
    """
    new, old = (
        next((found for form in _audiences("named") if (found := form.search(text))), None)
        for text in (said, known)
    )
    if not (new and old) or int(new["number"]) <= A_FEW:
        return known
    return known[: old.start()] + new[0] + known[old.end() :]


@cache
def _audiences(how: str) -> tuple[re.Pattern[str], ...]:
    """The ways to say for how many the work is done, with the words for them put in."""
    words = {**lexicon("roles")["audiences"]}
    forms: list[str] = words[how]
    parts = {name: form for name, form in words.items() if isinstance(form, str)}
    put = (put_in(put_in(form, parts), _workers()) for form in forms)
    return tuple(re.compile(form, re.IGNORECASE) for form in put)


def _workers() -> dict[str, str]:
    """Words that name workers: those that are trusted anywhere, and all other occupations."""
    return {
        "heads": any_of(lexicon("roles")["heads"]),
        "occupations": any_of(lexicon("occupations")["heads"]),
    }


def _of_the_role(passage: Passage, scene: Scene) -> list[Found]:
    """The number said before the first role or right behind it: "interpreters, two"."""
    for wanted in wanted_roles(passage, scene)[:1]:
        if wanted.headcount:
            return [Found("headcount", wanted.headcount, wanted.start, wanted.end)]
        after = pattern("roles", "count_after").match(passage.counted, wanted.end)
        if after and int(after[1]):
            return [Found("headcount", int(after[1]), after.start(1), after.end())]
    return []


@cache
def _forms(how: str) -> tuple[re.Pattern[str], ...]:
    """The ways to count people, with the words for them put in."""
    words = {
        **_workers(),
        "things": any_of(lexicon("work")["things"]),
        "stages": lexicon("time")["stages"],
    }
    forms = (put_in(form, words) for form in lexicon("roles")["counted"][how])
    return tuple(re.compile(form, re.IGNORECASE | re.MULTILINE) for form in forms)


def _counted(passage: Passage, how: str) -> list[Found]:
    for form in _forms(how):
        match = form.search(passage.counted)
        if match and 1 <= int(match[1]) <= MOST and not _is_own_team(passage, match):
            return [Found("headcount", int(match[1]), match.start(), match.end())]
    return []


def _is_own_team(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a number counts the asking team: "we are a team of 12"."""
    before = passage.low[max(0, match.start() - 16) : match.start()]
    own = pattern("roles", "own_team").search(before)
    hands = pattern("roles", "pair_of_hands").match(passage.text, match.start(1))
    return passage.negated(match.start(), 10) or bool(own or hands)

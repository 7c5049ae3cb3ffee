"""Whose each part of a message is that wants several roles: of one of them, or of all."""

import re
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.offline.language import any_of, compiled, lexicon, pattern
from assistant.offline.understanding.days.dates import read_dates
from assistant.offline.understanding.days.durations import read_duration, read_hours
from assistant.offline.understanding.places import read_location
from assistant.offline.understanding.prices.money import read_budget
from assistant.offline.understanding.text.passage import Found, Passage, Scene
from assistant.offline.understanding.wanted.roles import wanted_roles

NEAR = 24
"""So near behind a name its first term stands, in characters."""


def terms_by_name(
    passage: Passage, named: Sequence[tuple[int, int, int]], count: int, scene: Scene
) -> list[list[Found]]:
    """What is said of each role behind its name, once all are named: "devs 3 weeks, tester 2k"."""
    terms: list[list[Found]] = [[] for _ in range(count)]
    for (_, start, number), (end, _, _) in pairwise([*named, (len(passage.text), 0, 0)]):
        terms[number] += _terms(passage, start, end, scene)
    return terms


def named_again(
    passage: Passage, stretches: Sequence[tuple[int, int]], scene: Scene
) -> tuple[int, list[tuple[int, int, int]]]:
    """Where all roles are named, and where one is named again behind: from and to, and which.

    A name is any word that no other of the roles has.
    """
    roles = [wanted_roles(passage.between(*stretch), scene)[:1] for stretch in stretches]
    words = [_words(role[0].role) if role else set() for role in roles]
    names = [own - set().union(*(o for o in words if o is not own)) for own in words]
    all_named = stretches[-1][0] + (roles[-1][0].end if roles[-1] else 0)
    return all_named, _names_behind(passage, all_named, names)


def whose(
    passage: Passage,
    stretches: Sequence[tuple[int, int]],
    all_named: int,
    named: Sequence[tuple[int, int, int]],
) -> Callable[[int], int | None]:
    """Of which role is spoken at a place of the text, by its number; None if of all of them.

    Of one is spoken in its stretch, the last one's up to the end of its sentence or of its place in
    a list, and behind its name; of all behind "both" and in what follows when all are told.
    """
    text, (_, (last, _)) = passage.text, stretches[-2:]
    rest = len(stretches) - 1 if is_listed(text, last) else None
    of_all = pattern("roles", "of_all").finditer(text, stretches[1][0])
    begun: list[tuple[int, int | None]] = [
        *((start, number) for start, _, number in named),
        *((match.start("all"), None) for match in of_all),
    ]
    ends = pattern("roles", "sentence_end")
    over = [ends.search(text, at) for at in (all_named, *(at for at, _ in begun))]
    turns = {match.end(): rest for match in over if match}
    turns |= {start: number for number, (start, _) in enumerate(stretches)}
    turns |= dict(begun)
    places = sorted(turns)
    return lambda at: turns[places[bisect(places, at) - 1]]


def is_listed(text: str, start: int) -> bool:
    """Whether what begins there is an item of a list."""
    marked = pattern("roles", "list_mark").match(text, start)
    return bool(marked or pattern("roles", "list_line").search(text[: start + 1]))


def _names_behind(
    passage: Passage, start: int, names: Sequence[set[str]]
) -> list[tuple[int, int, int]]:
    """Where roles are named again at the head of a clause: from and to, and which of them."""
    named = []
    for number, own in enumerate(names):
        forms = own | {brief for brief, word in lexicon("roles")["short"].items() if word in own}
        if forms:
            form = compiled(lexicon("roles")["named_again"], {"name": any_of(forms)})
            found = form.finditer(passage.text, start)
            named += [(match.start("name"), match.end(), number) for match in found]
            tail = compiled(lexicon("roles")["named_last"], {"name": any_of(forms)})
            found = tail.finditer(passage.text, start)
            named += [(match.start("clause"), match.end(), number) for match in found]
    places = pattern("roles", "place_again").finditer(passage.text, start)
    told = [
        (one.start("place"), one.end(), lexicon("roles")["places"][one["place"].lower()])
        for one in places
    ]
    named += [(at, end, place - 1) for at, end, place in told if place <= len(names)]
    return sorted(named)


def _terms(passage: Passage, start: int, end: int, scene: Scene) -> list[Found]:
    """The terms that follow a name at once, up to the next one or the end of the sentence."""
    stop = pattern("roles", "terms_end").search(passage.text, start, end)
    behind = passage.between(start, stop.start() if stop else end)
    bare = pattern("roles", "bare_amount").match(behind.text)
    asked = ("budget",) if bare else ()
    readers = (read_budget, read_duration, read_hours, read_dates, read_location)
    found = [one for reader in readers for one in reader(behind, replace(scene, asked=asked))]
    if not any(one.start < NEAR for one in found):
        return []
    return [replace(one, start=start + one.start, end=start + one.end) for one in found]


def _words(role: str) -> set[str]:
    words = {word.removesuffix("s") for word in re.findall(r"[\w+#/.-]+", role.lower())}
    return words - {*lexicon("roles")["stop"]}

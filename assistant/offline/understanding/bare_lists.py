"""A bare list of what is to be made is no list of systems: "gap analysis, policies, audit"."""

import re
from collections.abc import Sequence

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.phrases import trim

JOINT = re.compile(r"\s*(?:,\s*(?:and\s+)?|;\s*|\s+and\s+|\s+&\s+)\s*")
LEAST, LONGEST = 3, 4
"""How many things make a list, and how many words one of them has at most."""
ASKED_OTHERWISE = ("role", "scope", "systems", "skills", "language", "location")


def with_bare_list(
    told: Sequence[Found], ruled: Sequence[Found], passage: Passage, scene: Scene
) -> list[Found]:
    """What is told; a list that is all a message says, of whose items one was told, as results."""
    told = list(told)
    items = _items(passage.text)
    open_to_it = scene.known.get("scope") and not {*ASKED_OTHERWISE} & {*scene.asked}
    made = bool(told) and all(_is_made(one) for one in told) and not ruled
    if not (items and open_to_it and made):
        return told
    return [
        Found("deliverables", trim(passage.text[start:end]), start, end) for start, end in items
    ]


def _is_made(one: Found) -> bool:
    """Whether something may be what is made: no system that goes by a name."""
    known = {name.lower() for name in lexicon("systems")["named"]}
    named = one.field == "systems" and one.value.lower() in known
    return one.field in ("systems", "deliverables") and not (named or one.value[:1].isupper())


def _items(text: str) -> list[tuple[int, int]]:
    """Where each thing of a bare list stands; none if the text is no such list."""
    end = len(text.rstrip(" .!"))
    joints = [match.span() for match in JOINT.finditer(text, 0, end)]
    starts, ends = [0, *(stop for _, stop in joints)], [*(start for start, _ in joints), end]
    spans = list(zip(starts, ends, strict=True))
    plain = all(_is_plain(text[start:stop]) for start, stop in spans)
    return spans if len(spans) >= LEAST and plain else []


def _is_plain(item: str) -> bool:
    few = 1 <= len(item.split()) <= LONGEST
    return few and pattern("statements", "bare_item").fullmatch(item) is not None

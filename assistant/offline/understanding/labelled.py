"""A list that a message opens with and names: "deliverables: a store finder, tests, a report"."""

import re
from collections.abc import Iterator

from assistant.offline.language import lexicon
from assistant.offline.understanding.text.passage import Found, Passage, Scene

JOINT = re.compile(r"\s*,\s*(?:and\s+)?|\s*;\s*")
LAST_JOINT = re.compile(r"\s+and\s+(?=[^,;]+$)")


def read_labelled(stated: Passage, _scene: Scene) -> list[Found]:
    """The items of the list that the message names before it gives them, each for certain."""
    return [one for name in lexicon("work")["labels"] for one in _read(name, stated.text)]


def _read(name: str, text: str) -> Iterator[Found]:
    label = lexicon("work")["labels"][name]
    opened = rf"\W*(?:(?:ok|and|the|our)\W+)*{label}\s*[:=]\s*(?P<items>[^\n.!?]+)"
    match = re.match(opened, text, re.IGNORECASE)
    if not match:
        return
    for start, end in _spans(match["items"], match.start("items")):
        value = re.sub(r"^(?:an?|the|and)\s+", "", text[start:end])
        # The first item has the name of the list in its place, which tells nothing else.
        place = 0 if start == match.start("items") else start
        yield Found(name, value, place, end, certain=True)


def _spans(listed: str, offset: int) -> Iterator[tuple[int, int]]:
    """Where each item begins and ends: parted by commas, the last by an "and" as well."""
    joints = [match.span() for match in JOINT.finditer(listed)]
    if last := LAST_JOINT.search(listed):
        joints += [] if any(start <= last.start() < end for start, end in joints) else [last.span()]
    starts = [0, *(end for _, end in sorted(joints))]
    ends = [*(start for start, _ in sorted(joints)), len(listed.rstrip())]
    yield from ((offset + s, offset + e) for s, e in zip(starts, ends, strict=True) if s < e)

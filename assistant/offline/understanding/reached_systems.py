"""Which systems are reached: the name of a product alone says nothing of access to it."""

from collections.abc import Sequence

from assistant.offline.language import pattern
from assistant.offline.understanding.tagger import FEW
from assistant.offline.understanding.text.passage import Found, Scene

FIELD = "systems"


def with_reached_systems(told: Sequence[Found], text: str, scene: Scene) -> list[Found]:
    """The same less the products of which nothing says that they are reached.

    Few words and the answer to our question tell nothing else; a drive or a board is ours anyway.
    """
    if FIELD in scene.asked or len(text.split()) <= FEW:
        return list(told)
    named = [one for one in told if one.field == FIELD]
    bare = _blanked(text, named)
    return [
        one
        for one in told
        if one not in named or _is_reached(_listed(one, named, bare), text, bare)
    ]


def _blanked(text: str, named: Sequence[Found]) -> str:
    """The text without the systems, so that no name is taken for a word of access."""
    for one in named:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _listed(one: Found, named: Sequence[Found], text: str) -> tuple[int, int]:
    """Where the list of systems stands that one is in: "Jira, Miro and the wiki"."""
    start, end = one.start, one.end
    joint = pattern("systems", "joint")
    for other in sorted(named, key=lambda it: it.start):
        if other.start >= end and joint.match(text[end : other.start]):
            end = other.end
    for other in sorted(named, key=lambda it: -it.start):
        if other.end <= start and joint.match(text[other.end : start]):
            start = other.start
    return start, end


def _is_reached(place: tuple[int, int], text: str, bare: str) -> bool:
    """Whether systems are ours by name, or the words around them tell that they are reached."""
    before, after = bare[: place[0]], bare[place[1] :]
    opening = [match.end() for match in pattern("roles", "sentence_end").finditer(before)]
    closing = pattern("roles", "sentence_end").search(after)
    end = closing.start() if closing else len(after)
    around = f"{before[opening[-1] if opening else 0 :]}¤{after[:end]}"
    if pattern("systems", "kept_out_of").search(around):
        return False
    return (
        pattern("systems", "our_kind").search(text[slice(*place)]) is not None
        or pattern("systems", "reached").search(around) is not None
        or pattern("systems", "granted_next").match(after[end:]) is not None
    )

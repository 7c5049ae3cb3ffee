"""What is certain of what is handed over: the list that is named as that, and not what we give."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.offline.language import compiled, lexicon, pattern
from assistant.offline.understanding.text.passage import Found
from assistant.offline.understanding.text.phrases import trim

FIELD = "deliverables"
AROUND = 100
"""So many characters before and behind a thing may say who hands it over."""
Span = tuple[int, int]


def with_settled_results(found: Sequence[Found], told: str) -> list[Found]:
    """The same, less the materials that are given: "we send the scans", "she gets a printout"."""
    kept = (one for one in found if not (one.field == FIELD and _is_given(one, told)))
    return [_without_length(one, told) if one.field == FIELD else one for one in kept]


def _without_length(one: Found, text: str) -> Found:
    """A thing without the length it was told behind: "2 days, 12 images"."""
    length = pattern("results", "length").match(text, one.start, one.end)
    value = trim(text[length.end() : one.end]) if length else ""
    return replace(one, value=value, start=length.end()) if length and value else one


def with_named_results(found: Sequence[Found], told: str) -> list[Found]:
    """The same with each thing of a list that is named: "output: a logo and two ads"."""
    kept = list(found)
    words = lexicon("results")
    for match in compiled(words["named"], words["parts"]).finditer(told):
        within = [one for one in kept if one.field == FIELD and _meets(one, match.span("items"))]
        items = list(_items(told, match.span("items"), within))
        if items and not any(one.certain for one in within):
            kept = [*(one for one in kept if one not in within), *items]
    return kept


def _items(text: str, span: Span, told: Sequence[Found]) -> Iterator[Found]:
    """Each thing of a list, as far as it was told; what is no thing of its own is left out."""
    parts = list(_parts(text, span, told))
    for start, end in parts:
        ends = [one.end for one in told if _meets(one, (start, end))]
        if ends or pattern("results", "opens").match(text, start, end) or len(parts) == 1:
            stop = max(ends, default=end)
            if value := trim(text[start:stop]):
                yield Found(FIELD, value, start, stop)


def _parts(text: str, span: Span, told: Sequence[Found]) -> Iterator[Span]:
    """Where each part stands: behind a joint that a new thing follows, or where one was told."""
    start, end = span
    for joint in pattern("results", "joint").finditer(text, start, end):
        new = pattern("results", "opens").match(text, joint.end()) is not None
        if new or _is_told_apart(joint, told):
            yield start, joint.start()
            start = joint.end()
    yield start, end


def _is_told_apart(joint: re.Match[str], told: Sequence[Found]) -> bool:
    """Whether no thing was told across a joint, nor across the only word of one: "A and B"."""
    across = any(one.start < joint.start() and joint.end() < one.end for one in told)
    behind = any(joint.end() <= one.start for one in told)
    return not across and (behind or joint["word"] is None)


def _meets(one: Found, span: Span) -> bool:
    return one.start < span[1] and span[0] < one.end


def _is_given(one: Found, text: str) -> bool:
    before, after = text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND]
    return (
        pattern("results", "given", "before").search(before) is not None
        or pattern("results", "given", "behind").match(after) is not None
    )

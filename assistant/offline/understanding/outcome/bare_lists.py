"""Lists of what is to be made, told whole: "gap analysis, policies, audit", "logo and two ads"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.text.passage import Found, Passage, Scene
from assistant.offline.understanding.text.phrases import trim

JOINT = re.compile(r"\s*(?:,\s*(?:and\s+)?|;\s*|\s+and\s+|\s+[&+]\s+|\s+plus\s+)\s*")
LEAST, LONGEST, SHORT = 3, 4, 2
"""How many things make a list, how many words one of them has at most, and what is a short one."""
RESULTS = "deliverables"
OF_WORK = ("scope", RESULTS)
SKILLED = ("must", "nice")
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
    return [Found(RESULTS, trim(passage.text[start:end]), start, end) for start, end in items]


def with_whole_lists(
    told: Sequence[Found], ruled: Sequence[Found], passage: Passage, scene: Scene
) -> list[Found]:
    """What is told, with every item of a list of work of which one was: "a logo, ads and a film".

    Items are results if one of them is a thing that is made; the work is the list as a whole. What
    was told of the work apart from its results, where neither was asked for, stays apart.
    """
    asked = not {*OF_WORK}.isdisjoint(scene.asked)
    kept = list(told)
    for match in pattern("statements", "work_list").finditer(passage.counted):
        span = match.span("items")
        within = [one for one in kept if _meets(one, span)]
        parted = not asked and _is_parted(within, passage, span)
        rules = [o for o in ruled if _meets(o, span) and not _is_thing(o, passage)]
        if not parted and _is_of_work(within, rules, passage, span[0]):
            kept = [one for one in kept if one not in within]
            kept += _listed_whole(within, passage, span)
    for span in _plain_lists(kept, ruled, passage):
        if results := _results(passage, *span):
            kept = [*(one for one in kept if not _meets(one, span)), *results]
    return _with_counted(kept, passage, scene)


def _plain_lists(
    told: Sequence[Found], ruled: Sequence[Found], passage: Passage
) -> Iterator[tuple[int, int]]:
    """Where lists without an "and" stand of which only things that are made were told."""
    for match in pattern("statements", "plain_list").finditer(passage.text):
        span = match.span("items")
        within = [one for one in (*told, *ruled) if _meets(one, span)]
        made = all(one.field == RESULTS or _is_thing(one, passage) for one in within)
        skilled = pattern("statements", "skilled_before").search(passage.text[: span[0]])
        if within and made and not skilled and _items(match["items"]):
            yield span


def _is_parted(within: Sequence[Found], passage: Passage, span: tuple[int, int]) -> bool:
    """Whether a list opens with the work in words of its own, or has long items."""
    items = [passage.text[span[0] + s : span[0] + e] for s, e in _parts(passage.text[slice(*span)])]
    long = any(len(item.split()) > LONGEST for item in items)
    work = [one for one in within if one.field == "scope" and one.end < span[1]]
    return long or any(len(passage.text[o.start : o.end].split()) > SHORT for o in work)


def _meets(one: Found, span: tuple[int, int]) -> bool:
    return one.start < span[1] and span[0] < one.end


def _is_of_work(
    within: Sequence[Found], ruled: Sequence[Found], passage: Passage, start: int
) -> bool:
    """Whether a list tells nothing but work: part of it was told, and rules read no fact there."""
    work = [one for one in within if one.field in OF_WORK or _is_thing(one, passage)]
    facts = [one for one in (*within, *ruled) if one.field not in (*OF_WORK, *SKILLED)]
    skilled = any(one.field in SKILLED for one in ruled)
    return bool(work) and not (facts or skilled) and min(one.start for one in work) >= start


def _is_thing(one: Found, passage: Passage) -> bool:
    """Whether what was taken for a skill is a thing that is made: a logo, a business card."""
    made = pattern("statements", "thing_made").match(passage.counted[one.start : one.end])
    return one.field in SKILLED and made is not None


def _listed_whole(within: Sequence[Found], passage: Passage, span: tuple[int, int]) -> list[Found]:
    """A list as the work, if it was told as that, and as results, if they are made or were told."""
    whole = Found("scope", trim(passage.text[slice(*span)]), *span)
    results = _results(passage, *span) or [one for one in within if one.field == RESULTS]
    return [*([whole] if any(one.field == "scope" for one in within) else []), *results]


def _results(passage: Passage, start: int, end: int) -> list[Found]:
    """The items of a list as what is handed over, if one of them is a thing that is made."""
    spans = [(start + one, start + other) for one, other in _parts(passage.text[start:end])]
    made = any(pattern("statements", "thing_made").match(passage.counted[s:e]) for s, e in spans)
    return [Found(RESULTS, trim(passage.text[s:e]), s, e) for s, e in spans] if made else []


def _with_counted(told: list[Found], passage: Passage, scene: Scene) -> list[Found]:
    """The same with the things of the work that was asked for as results: "four product pages"."""
    work = next((one for one in told if one.field == "scope"), None)
    named = any(one.field == RESULTS for one in told)
    if work is None or named or "scope" not in scene.asked or not _is_counted(work, passage):
        return told
    said = passage.text[work.start : work.end]
    at = work.start + len(said) - len(said.lstrip(" ,;:-"))
    spans = _parts(passage.text[at : work.end])
    parts = [replace(work, start=at + start, end=at + end) for start, end in spans]
    things = parts if all(_is_counted(one, passage) for one in parts) else [work]
    return [
        *told,
        *(Found(RESULTS, trim(passage.text[o.start : o.end]), o.start, o.end) for o in things),
    ]


def _is_counted(one: Found, passage: Passage) -> bool:
    """Whether words open with things that are made and how many: "four product pages"."""
    counted = passage.counted[one.start : one.end]
    return pattern("statements", "counted_made").match(counted) is not None


def _is_made(one: Found) -> bool:
    """Whether something may be what is made: no system that goes by a name."""
    known = {name.lower() for name in lexicon("systems")["named"]}
    named = one.field == "systems" and one.value.lower() in known
    return one.field in ("systems", "deliverables") and not (named or one.value[:1].isupper())


def _items(text: str) -> list[tuple[int, int]]:
    """Where each thing of a bare list stands; none if the text is no such list."""
    spans = _parts(text)
    plain = all(_is_plain(text[start:stop]) for start, stop in spans)
    return spans if len(spans) >= LEAST and plain else []


def _parts(text: str) -> list[tuple[int, int]]:
    """Where each part of a text stands between its commas and its "and"."""
    end = len(text.rstrip(" .!"))
    joints = [match.span() for match in JOINT.finditer(text, 0, end)]
    starts, ends = [0, *(stop for _, stop in joints)], [*(start for start, _ in joints), end]
    return list(zip(starts, ends, strict=True))


def _is_plain(item: str) -> bool:
    few = 1 <= len(item.split()) <= LONGEST
    return few and pattern("statements", "bare_item").fullmatch(item) is not None

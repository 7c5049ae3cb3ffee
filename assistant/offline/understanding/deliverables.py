"""The things that are handed over: listed after a cue, or named as something to make."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.phrases import (
    before_fields,
    is_unknown,
    sentence_end,
    trim,
)

LISTED_WORDS = 7
MOST, LONGEST = 12, 120
NAMED_ELSEWHERE = (
    "scope",
    "sensitive_data",
    "role",
    "budget",
    "billing_model",
    "duration_weeks",
    "headcount",
)
INSIDE = ("skills", "scope", "role", "headcount", "location", "language", "systems")
"""Fields whose words may stand in the name of a thing: "a guide in German"."""


def read_deliverables(passage: Passage, scene: Scene, taken: Sequence[Found] = ()) -> list[Found]:
    """The things handed over: a cued list, or things to make that the scope does not name."""
    if cued := _cued(passage, taken):
        return cued
    if _is_fragment(passage, scene, taken) and (listed := _listed(passage, scene)):
        return listed
    told = [(one.start, one.end) for one in taken if one.field in NAMED_ELSEWHERE]
    return _made(passage.without(told), "deliverables" in scene.asked)


def _cued(passage: Passage, taken: Sequence[Found]) -> list[Found]:
    """What follows "deliverables:", "we get", "the result should be"; or precedes "as result"."""
    for match in pattern("deliverables", "cues").finditer(passage.text):
        last = sentence_end(passage.text, match.end())
        cut = pattern("deliverables", "list_end").search(passage.text, match.end(), last)
        last = cut.start() if cut else last
        others = [one for one in taken if one.field not in INSIDE]
        end = before_fields(passage, match.end(), last, others)
        items = _split(passage.text[match.end() : end])
        sure = match["sure"] is not None
        if any(one.field == "scope" and one.start <= match.end() < one.end for one in taken):
            continue
        if items and not passage.negated(match.start(), 16) and (sure or _has_noun(items)):
            return [Found("deliverables", items, match.start(), end)]
    if named := pattern("deliverables", "cue_after").search(passage.text):
        items = _split(named["what"])
        return [Found("deliverables", items, named.start(), named.end())] if items else []
    return []


def _is_fragment(passage: Passage, scene: Scene, taken: Sequence[Found]) -> bool:
    """Whether the whole message may be a list of things: an answer, or a few words in scoping."""
    if "deliverables" in scene.asked:
        return 3 < len(passage.text) <= 200 and not is_unknown(passage.text)
    else_said = any(one.field not in ("skills", "language") for one in taken)
    verb = pattern("deliverables", "verb").search(passage.text)
    return scene.context == "scoping" and not else_said and not verb


def _listed(passage: Passage, scene: Scene) -> list[Found]:
    """A message that is a bare list of things, known as such or asked for."""
    items = _split(pattern("deliverables", "opening").sub("", passage.text))
    asked = tuple(scene.asked) == ("deliverables",)
    short = all(len(item.split()) <= LISTED_WORDS for item in items)
    plain = short and not re.search(r"[.!?:]\s", passage.text) and _has_noun(items)
    found = [Found("deliverables", items, 0, len(passage.text))]
    return found if items and (asked or plain) else []


def _made(passage: Passage, asked: bool) -> list[Found]:
    """Things named after a verb of making, or counted: "write ten blog posts"."""
    spans = sorted({*_counted(passage), *_named(passage, asked)})
    apart = [
        (start, end)
        for start, end in spans
        if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans)
    ]
    items = list(dict.fromkeys(trim(passage.text[start:end]) for start, end in apart))
    return [Found("deliverables", items, apart[0][0], apart[-1][1])] if items else []


def _counted(passage: Passage) -> Iterator[tuple[int, int]]:
    """Numbered things of any kind, where a clause names them: "20 care symbols, one week"."""
    others = lexicon("deliverables")["no_things"]
    for match in pattern("deliverables", "counted").finditer(passage.counted):
        head = match["head"].lower()
        if head not in others and not _roles().fullmatch(head) and not _is_verb(passage, match):
            yield match.span("thing")


def _named(passage: Passage, asked: bool) -> Iterator[tuple[int, int]]:
    """Things known by name that are to be made, and those listed with one."""
    last: int | None = None
    for match in _nouns().finditer(passage.text):
        following = passage.text[match.end() :].lstrip(" ")
        start = _noun_start(passage.text, match.start())
        length = match[0].lower() in lexicon("deliverables")["no_things"] and re.match(
            r"\d", passage.counted[start:]
        )
        if length or _nouns().match(following) or _roles().match(following):
            continue
        listed = last is not None and _listed_between().fullmatch(passage.text, last, start)
        if not listed and not _is_made(passage, start, match, asked):
            continue
        if not passage.negated(start, 18) and not _is_verb(passage, match):
            last = match.end()
            yield start, last


@cache
def _listed_between() -> re.Pattern[str]:
    return re.compile(lexicon("deliverables")["listed_between"], re.IGNORECASE)


def _is_verb(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the noun is a verb, or what a sentence tells of: "they report to me"."""
    return pattern("deliverables", "verb_after").match(passage.text, match.end()) is not None


def _is_made(passage: Passage, start: int, match: re.Match[str], asked: bool) -> bool:
    before = passage.text[max(0, start - 40) : start]
    counted = re.match(
        r"\d{1,3}\s+(?!day|week|hour)(?=[a-z])", passage.counted[start : match.end()].lstrip()
    )
    if asked or counted:
        return True
    if pattern("deliverables", "not_made").search(before):
        return False
    plural_pair = re.match(r"\s+(?:and|&)\s+\w+s\b", passage.text[match.end() :])
    opens = before.rstrip()[-1:] in (",", ":", ";", "")
    if (not before.strip() and start > 0) or (not before.strip() and match[0].endswith("s")):
        return True
    return bool(pattern("deliverables", "making").search(before) or (plural_pair and opens))


def _noun_start(text: str, head: int) -> int:
    """Walk left over the words that belong to the thing: "six short product videos"."""
    stop = set(lexicon("roles")["stop"]) - {"short", "one", "few", "couple", "product"}
    stop |= set(lexicon("work")["verbs"])
    gerunds = ("landing", "opening", "onboarding", "training", "spring", "pricing")
    start = head
    for match in reversed(list(re.finditer(r"[\w'&-]+", text[:head]))):
        low = match[0].lower()
        gerund = re.fullmatch(r"\w+ing", low) and low not in gerunds
        if text[match.end() : start] != " " or low in stop or head - match.start() > 45 or gerund:
            break
        start = match.start()
    return start


def _split(text: str) -> list[str]:
    parts = pattern("deliverables", "items_split").split(text)
    items = [
        trim(part)
        for part in parts
        if part and not pattern("deliverables", "no_item").match(part.strip())
    ]
    return [item for item in items if 1 < len(item) <= LONGEST and re.search(r"[a-z]", item, re.I)][
        :MOST
    ]


def _has_noun(items: Sequence[str]) -> bool:
    return any(_nouns().search(item) for item in items)


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon('deliverables')['nouns'])})\b", re.IGNORECASE)


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon('roles')['heads'])})s?\b", re.IGNORECASE)

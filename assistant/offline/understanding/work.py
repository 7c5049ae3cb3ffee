"""What is handed over, and when it counts as accepted."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.passage import Found, Passage, Scene

LONGEST = 400
LISTED_WORDS = 6
NAMED_ELSEWHERE = ("scope", "sensitive_data", "role")
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n|;")


def read_acceptance(passage: Passage, scene: Scene) -> list[Found]:
    """What must hold for the work to be accepted."""
    for match in pattern("work", "acceptance_cues").finditer(passage.text):
        whole = pattern("work", "pass_words").search(match[0])
        start = match.start() if whole else match.end()
        end = sentence_end(passage.text, match.end())
        if items := _split_criteria(passage.text[start:end]):
            return [Found("acceptance_criteria", items, match.start(), end)]
    if "acceptance_criteria" not in scene.asked:
        return []
    if opening := pattern("work", "criterion_opening").search(passage.text):
        items = _split_criteria(passage.text[opening.end() :])
        return [Found("acceptance_criteria", items, opening.start(), len(passage.text))]
    if len(scene.asked) == 1 and len(passage.text) > 8 and not is_unknown(passage):
        items = _split_criteria(passage.text)
        return [Found("acceptance_criteria", items, 0, len(passage.text))]
    return []


def read_deliverables(passage: Passage, scene: Scene, taken: Sequence[Found] = ()) -> list[Found]:
    """The things handed over: a cued list, or things to make that the scope does not name."""
    for match in pattern("work", "deliverable_cues").finditer(passage.text):
        end = _list_end(passage, match.end())
        items = _split_items(passage.text[match.end() : end])
        cued = re.search(r":|deliver|hand", match[0], re.IGNORECASE)
        if items and not passage.negated(match.start(), 16) and (_has_noun(items) or cued):
            return [Found("deliverables", items, match.start(), end)]
    asked = "deliverables" in scene.asked
    told = [(one.start, one.end) for one in taken if one.field in NAMED_ELSEWHERE]
    if asked and (listed := _listed(passage)):
        return listed
    if made := _made(passage.without(told), asked):
        return made
    if not asked or not 3 < len(passage.text) <= 200 or is_unknown(passage):
        return []
    items = _split_items(pattern("work", "opening_answer").sub("", passage.text))
    taken = _has_noun(items) or (len(scene.asked) == 1 and items)
    return [Found("deliverables", items, 0, len(passage.text))] if taken else []


def _listed(passage: Passage) -> list[Found]:
    """An answer that is a bare list of things, one of which is known as such."""
    items = _split_items(pattern("work", "opening_answer").sub("", passage.text))
    short = all(len(item.split()) <= LISTED_WORDS for item in items)
    plain = not re.search(r"[.!?]\s", passage.text)
    if len(items) > 1 and short and plain and _has_noun(items):
        return [Found("deliverables", items, 0, len(passage.text))]
    return []


def is_unknown(passage: Passage) -> bool:
    """Whether somebody says that they do not know yet."""
    return pattern("work", "unknown").search(passage.text) is not None


def _made(passage: Passage, asked: bool) -> list[Found]:
    """Things named after a verb of making, or counted: "write ten blog posts"."""
    items: list[str] = []
    first: tuple[int, int] | None = None
    for match in _nouns().finditer(passage.text):
        following = passage.text[match.end() :].lstrip(" ")
        if _nouns().match(following) or _roles().match(following):
            continue
        start = _noun_start(passage.text, match.start())
        listed = (
            bool(first)
            and re.fullmatch(
                lexicon("work")["listed_between"], passage.text[first[1] : start], re.IGNORECASE
            )
            if first
            else None
        )
        if not (listed or _is_made(passage, start, match, asked)):
            continue
        if passage.negated(start, 18) or _is_verb(passage, match):
            continue
        items.append(trim(passage.text[start : match.end()]))
        first = (first[0] if first else start, match.end())
    return [Found("deliverables", list(dict.fromkeys(items)), *first)] if items and first else []


def _is_verb(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the noun is a verb, or what a sentence tells of: "they report to me"."""
    after = pattern("work", "verb_after").match(passage.text[match.end() :])
    return after is not None


def _is_made(passage: Passage, start: int, match: re.Match[str], asked: bool) -> bool:
    before = passage.text[max(0, start - 40) : start]
    counted = re.match(
        r"\d{1,3}\s+(?!day|week|hour)(?=[a-z])", passage.counted[start : match.end()].lstrip()
    )
    if asked or counted:
        return True
    if pattern("work", "not_made").search(before):
        return False
    plural_pair = re.match(r"\s+(?:and|&)\s+\w+s\b", passage.text[match.end() :])
    opens = before.rstrip()[-1:] in (",", ":", ";", "")
    if (not before.strip() and start > 0) or (not before.strip() and match[0].endswith("s")):
        return True
    return bool(pattern("work", "making").search(before) or (plural_pair and opens))


def _noun_start(text: str, head: int) -> int:
    """Walk left over the words that belong to the thing: "six short product videos"."""
    stop = set(lexicon("roles")["stop"]) - {"short", "one", "few", "couple", "product"}
    stop |= set(lexicon("work")["scope_verbs"])
    gerunds = ("landing", "opening", "onboarding", "training", "spring", "pricing")
    start = head
    for match in reversed(list(re.finditer(r"[\w'&-]+", text[:head]))):
        low = match[0].lower()
        gerund = re.fullmatch(r"\w+ing", low) and low not in gerunds
        if text[match.end() : start] != " " or low in stop or head - match.start() > 45 or gerund:
            break
        start = match.start()
    return start


def _split_items(text: str) -> list[str]:
    parts = pattern("work", "items_split").split(text)
    items = [trim(part) for part in parts if part]
    return [item for item in items if 1 < len(item) <= 120 and re.search(r"[a-z]", item, re.I)][:12]


def _split_criteria(text: str) -> list[str]:
    parts = (
        part.strip(" .,:;!-")
        for stretch in pattern("work", "criteria_split").split(text)
        for part in pattern("work", "criteria_joint").split(stretch)
    )
    return [part for part in parts if len(part) > 3][:10]


def _has_noun(items: Sequence[str]) -> bool:
    return any(_nouns().search(item) for item in items)


def trim(text: str) -> str:
    """A phrase without articles before it and loose words after it."""
    return (
        pattern("work", "trailing")
        .sub("", pattern("work", "articles").sub("", text.strip()))[:LONGEST]
        .strip(" ,.;:!-")
    )


def sentence_end(text: str, start: int) -> int:
    """Where the sentence that holds `start` ends; a semicolon does not end it."""
    match = SENTENCE_END.search(text, start)
    while match and match[0] == ";":
        match = SENTENCE_END.search(text, match.end())
    return match.start() if match else len(text)


def _list_end(passage: Passage, start: int) -> int:
    end = sentence_end(passage.text, start)
    cut = pattern("work", "list_end").search(passage.low, start, end)
    return cut.start() if cut else end


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon('work')['deliverable_nouns'])})\b", re.IGNORECASE)


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon('roles')['heads'])})s?\b", re.IGNORECASE)

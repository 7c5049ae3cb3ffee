"""What is to be done: scope, deliverables, and when the work counts as accepted."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.passage import Found, Passage, Scene

LONGEST = 400
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n|;")


def read_acceptance(passage: Passage, scene: Scene) -> list[Found]:
    """What must hold for the work to be accepted."""
    for match in pattern("work", "acceptance_cues").finditer(passage.text):
        whole = pattern("work", "pass_words").search(match[0])
        start = match.start() if whole else match.end()
        end = _sentence_end(passage.text, match.end())
        if items := _split_criteria(passage.text[start:end]):
            return [Found("acceptance_criteria", items, match.start(), end)]
    if "acceptance_criteria" not in scene.asked:
        return []
    if opening := pattern("work", "criterion_opening").search(passage.text):
        items = _split_criteria(passage.text[opening.end() :])
        return [Found("acceptance_criteria", items, opening.start(), len(passage.text))]
    if len(scene.asked) == 1 and len(passage.text) > 8 and not _is_unknown(passage):
        items = _split_criteria(passage.text)
        return [Found("acceptance_criteria", items, 0, len(passage.text))]
    return []


def read_deliverables(passage: Passage, scene: Scene) -> list[Found]:
    """The things handed over: a cued list, or things to make."""
    for match in pattern("work", "deliverable_cues").finditer(passage.text):
        end = _list_end(passage, match.end())
        items = _split_items(passage.text[match.end() : end])
        cued = re.search(r":|deliver|hand", match[0], re.IGNORECASE)
        if items and not passage.negated(match.start(), 16) and (_has_noun(items) or cued):
            return [Found("deliverables", items, match.start(), end)]
    asked = "deliverables" in scene.asked
    if made := _made(passage, asked):
        return made
    if not asked or not 3 < len(passage.text) <= 200 or _is_unknown(passage):
        return []
    items = _split_items(pattern("work", "opening_answer").sub("", passage.text))
    taken = _has_noun(items) or (len(scene.asked) == 1 and items)
    return [Found("deliverables", items, 0, len(passage.text))] if taken else []


def read_scope(passage: Passage, scene: Scene) -> list[Found]:
    """What the work is, in the manager's words, up to where another field begins."""
    for match in _scope_openings().finditer(passage.text):
        end = _phrase_end(passage, match.end())
        phrase = _trim(passage.text[match.end() : end])
        if len(phrase.split()) >= 2 and not _is_noise(phrase):
            return [Found("scope", phrase, match.end(), end)]
    if purpose := _purpose(passage):
        return [purpose]
    told = passage.text.split()
    if tuple(scene.asked)[:1] == ("scope",) and len(told) >= 3 and not _is_unknown(passage):
        return [
            Found(
                "scope", _trim(passage.text[: _sentence_end(passage.text, 0)]), 0, len(passage.text)
            )
        ]
    return []


def _purpose(passage: Passage) -> Found | None:
    """`for the spring campaign`: a purpose whose head is a thing that work is done on."""
    for match in pattern("work", "purpose").finditer(passage.text):
        end = _phrase_end(passage, match.end())
        phrase = _trim(passage.text[match.end() : end])
        noun = pattern("work", "scope_nouns").search(phrase) or match["bare"] is not None
        if _roles().search(phrase):
            continue
        if (
            noun
            and 1 <= len(phrase.split()) <= 14
            and not _is_noise(phrase)
            and not passage.negated(match.start(), 12)
        ):
            return Found("scope", phrase, match.end(), end)
    if named := pattern("work", "work_of").search(passage.text):
        phrase = _trim(passage.text[named.start("of") : _phrase_end(passage, named.end())])
        return Found("scope", phrase, named.start("of"), named.end())
    return None


def _is_noise(phrase: str) -> bool:
    """Words that open like a scope and say where, when or for whom instead."""
    units = lexicon("organisation")["units"]
    low = phrase.lower()
    named = any(
        low == alias or low == unit.lower() for unit, names in units.items() for alias in names
    )
    return (
        named
        or bool(pattern("work", "noise").match(phrase))
        or bool(re.search(r"\b(?:agency|freelancer)$", low))
    )


def _is_unknown(passage: Passage) -> bool:
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
        items.append(_trim(passage.text[start : match.end()]))
        first = (first[0] if first else start, match.end())
    return [Found("deliverables", list(dict.fromkeys(items)), *first)] if items and first else []


def _is_verb(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the noun is a verb here: "they report to me"."""
    after = pattern("work", "verb_after").match(passage.text[match.end() :])
    return bool(after) and match[0].lower() in ("report", "plan", "model", "audit", "email", "post")


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
    items = [_trim(part) for part in parts if part]
    return [item for item in items if 1 < len(item) <= 120 and re.search(r"[a-z]", item, re.I)][:12]


def _split_criteria(text: str) -> list[str]:
    parts = (
        part.strip(" .,:;!-") for part in pattern("work", "criteria_split").split(text) if part
    )
    return [part for part in parts if len(part) > 3][:10]


def _has_noun(items: Sequence[str]) -> bool:
    return any(_nouns().search(item) for item in items)


def _trim(text: str) -> str:
    return (
        pattern("work", "trailing")
        .sub("", pattern("work", "articles").sub("", text.strip()))[:LONGEST]
        .strip(" ,.;:!-")
    )


def _sentence_end(text: str, start: int) -> int:
    match = SENTENCE_END.search(text, start)
    while match and match[0] == ";":
        match = SENTENCE_END.search(text, match.end())
    return match.start() if match else len(text)


def _list_end(passage: Passage, start: int) -> int:
    end = _sentence_end(passage.text, start)
    cut = pattern("work", "list_end").search(passage.low, start, end)
    return cut.start() if cut else end


def _phrase_end(passage: Passage, start: int) -> int:
    """A phrase ends with the sentence, or where money, time or another field begins."""
    end = SENTENCE_END.search(passage.text, start)
    last = end.start() if end else len(passage.text)
    cut = pattern("work", "boundaries").search(passage.counted, max(0, start - 1), last)
    comma = pattern("work", "phrase_end").search(passage.counted, start, last)
    ends = [last, *(max(start, m.start()) for m in (cut, comma) if m)]
    return min(ends)


@cache
def _scope_openings() -> re.Pattern[str]:
    words = lexicon("work")
    verbs, gerunds = any_of(words["scope_verbs"]), any_of(words["gerunds"])
    led = f"{words['verbs_before']}|{words['they_would']}|{words['we_want']}"
    to_do = rf"(?:{led})(?=(?:{verbs}|{gerunds})\b)"
    opening = rf"^(?=(?:{gerunds})\s+\w)"
    heads = any_of(lexicon("roles")["heads"])
    role_to = rf"\b(?:{heads})s?,? (?:to|who (?:can|will|could|would)|that can) (?=[a-z]{{3,}}\s)"
    form = rf"(?:{words['scope_cues']}|{to_do}|{role_to})|{words['imperatives']}|{opening}"
    return re.compile(form, re.IGNORECASE)


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon('work')['deliverable_nouns'])})\b", re.IGNORECASE)


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon('roles')['heads'])})s?\b", re.IGNORECASE)

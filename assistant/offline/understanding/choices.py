"""Fields with a fixed set of codes: urgency, arrangement, channel, billing, data, systems."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from assistant.offline.language import any_of, lexicon, pattern, put_in
from assistant.offline.understanding.data_answers import answered, is_denied
from assistant.offline.understanding.text.passage import Found, Passage, Scene

MORNING, AFTERNOON, LAST_HOUR = range(6, 12), range(2, 8), 24
REACH = 18
"""How far a "not" reaches to the name of a class."""


def read_urgency(passage: Passage, _scene: Scene) -> list[Found]:
    """How pressing it is; an unhurried wording wins, since it contains the hurried words."""
    for code in ("low", "normal", "high"):
        for match in pattern("choices", "urgency", code).finditer(passage.text):
            if code != "high" or not passage.negated(match.start(), 14):
                return [Found("urgency", code, match.start(), match.end())]
    return []


def read_classification(passage: Passage, scene: Scene) -> list[Found]:
    """The security classification, the strictest one stated."""
    if "security_classification" in scene.asked:
        bare = re.search(r"\b(restricted|confidential|internal|public)\b", passage.low)
        if bare and not passage.negated(bare.start(), REACH, listed=False):
            return [Found("security_classification", bare[1], bare.start(), bare.end())]
    open_things = [one for one in _classified("public").finditer(passage.text) if _denies(one)]
    for code in lexicon("choices")["security_classification"]:
        for match in _classified(code).finditer(passage.text):
            denied = any(one.start() < match.start() < one.end() for one in open_things)
            negated = denied or passage.negated(match.end() - len(code), REACH, listed=False)
            if code == "public" or not negated:
                # What is said not to be secret leaves no doubt.
                sure = code == "public" and _denies(match)
                return [Found("security_classification", code, match.start(), match.end(), sure)]
    return []


def _denies(match: re.Match[str]) -> bool:
    """Whether something is told to be public by what it is not: "nothing confidential"."""
    return re.search(r"confidential|secret", match[0], re.IGNORECASE) is not None


@cache
def _classified(code: str) -> re.Pattern[str]:
    """The ways to say a class by its name, and what else stands for it."""
    words = lexicon("choices")
    forms = [put_in(form, {"code": code}) for form in words["classified"]]
    return re.compile("|".join([*words["security_classification"][code], *forms]), re.IGNORECASE)


def read_sensitive(passage: Passage, scene: Scene) -> list[Found]:
    """Whether the work touches sensitive data."""
    none = pattern("choices", "sensitive_false").search(passage.text)
    found = [
        Found("sensitive_data", not is_denied(passage, match), match.start(), match.end())
        for match in _sensitive().finditer(passage.text)
        if not pattern("choices", "sensitive_test").search(passage.text[: match.start()])
    ]
    if none and not any(one.value and not _overlaps(none, one) for one in found):
        return [Found("sensitive_data", False, none.start(), none.end())]
    if found:
        told = max(found, key=lambda one: bool(one.value))
        # What is seen counts for certain beside what is not: "salaries, but no customer data",
        # "only names of customers, no addresses".
        only = pattern("choices", "sensitive_only").search(passage.text[: told.start])
        return [replace(told, certain=bool(told.value and (none or only)))]
    return answered(passage, scene)


def calls_harmless(text: str) -> bool:
    """Whether somebody thinks that what they tell of the data is not sensitive: "…, so no"."""
    answer = pattern("choices", "last_answer").search(text)
    denies = answer is not None and answer["yes"] is None
    return denies or pattern("choices", "called_harmless").search(text) is not None


def _overlaps(match: re.Match[str], one: Found) -> bool:
    return match.start() < one.end and one.start < match.end()


@cache
def _sensitive() -> re.Pattern[str]:
    """What is known of people, what is private by itself, and figures before they are public."""
    words = lexicon("choices")["sensitive"]
    return re.compile(put_in("|".join(words["forms"]), words), re.IGNORECASE)


def read_arrangement(passage: Passage, _scene: Scene) -> list[Found]:
    """How the worker would be tied in: the facts that worker classification weighs."""
    found = dict[str, tuple[int, int]]()
    for code in lexicon("choices")["arrangement"]:
        for match in pattern("choices", "arrangement", code).finditer(passage.text):
            if not passage.negated(match.start(), 26):
                found[code] = match.span()
                break
    if clock := _clock(passage):
        found.setdefault("fixed_hours", clock)
    codes = [code for code in lexicon("choices")["arrangement"] if code in found]
    return [Found("arrangement", code, *found[code]) for code in codes]


def _clock(passage: Passage) -> tuple[int, int] | None:
    """Where hours of a day are told: by their minutes or marks, a cue, or as they turn at noon."""
    for match in pattern("choices", "clock").finditer(passage.counted):
        first, last = int(match["from"]), int(match["to"])
        marked = any(match[part] for part in ("min", "am", "pm1", "min2", "mark"))
        cued = pattern("choices", "clock_cue").search(passage.low[: match.start()])
        turns = last < first and first in MORNING and last in AFTERNOON
        if max(first, last) <= LAST_HOUR and first != last and (marked or cued or turns):
            return match.span()
    return None


def ended_arrangement(passage: Passage) -> list[str]:
    """The ways of working that a text denies or rules out: "no stand-ups, own laptop"."""
    ends = lexicon("choices")["arrangement_ends"]
    return [
        code
        for code in lexicon("choices")["arrangement"]
        if any(
            passage.negated(match.start(), 26)
            for match in pattern("choices", "arrangement", code).finditer(passage.text)
        )
        or (code in ends and pattern("choices", "arrangement_ends", code).search(passage.text))
    ]


def read_channel(passage: Passage, _scene: Scene) -> list[Found]:
    """The channel the manager would like; a refused one is left out."""
    chosen = [
        Found("channel", code, match.start(), match.end())
        for code in lexicon("choices")["channel"]
        for match in pattern("choices", "channel", code).finditer(passage.text)
        if not _is_refused(passage, match)
    ]
    first = min(chosen, key=lambda one: one.start, default=None)
    return [first, *_channel_reason(passage, first.end)] if first else []


def _is_refused(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a channel is named to be left: "no agency", "drop Fiverr", "Toptal is out"."""
    left = pattern("choices", "channel_left").search(
        passage.low, max(0, match.start() - 40), match.start()
    )
    refused = pattern("choices", "channel_refused").search(passage.low[match.end() :])
    return passage.negated(match.start(), 24) or bool(left or refused)


def _channel_reason(passage: Passage, start: int) -> list[Found]:
    """Why that channel, when the sentence goes on to say so."""
    match = pattern("choices", "channel_reason").match(passage.text[start:])
    part = "why" if match and match["why"] else "told"
    why = match[part].strip(" ,-") if match else ""
    if not match or not why:
        return []
    return [Found("channel_reason", why, start + match.start(part), start + match.end(part))]


def read_billing(passage: Passage, scene: Scene) -> list[Found]:
    """The billing model, when it is named."""
    for code in lexicon("choices")["billing_model"]:
        for match in pattern("choices", "billing_model", code).finditer(passage.text):
            if not passage.negated(match.start(), 18):
                return [Found("billing_model", code, match.start(), match.end())]
    if "billing_model" in scene.asked and (
        bare := re.search(r"\b(hourly|fixed|milestone|retainer)", passage.low)
    ):
        return [Found("billing_model", bare[1], bare.start(), bare.end())]
    return []


def read_systems(passage: Passage, scene: Scene) -> list[Found]:
    """The systems the worker must reach, as they were named."""
    known = list(_reached(passage, "systems" in scene.asked))
    named = {*known, *_listed(passage, [one.start for one in known])}
    return sorted(named, key=lambda one: one.start)


def _reached(passage: Passage, asked: bool) -> Iterator[Found]:
    """Known systems that must be reached, and those named in one breath with one."""
    last: int | None = None
    for match in _systems().finditer(passage.text):
        between = passage.text[last : match.start()] if last is not None else "."
        if _is_access(passage, match, asked) or pattern("systems", "joint").match(between):
            last = match.end()
            yield Found("systems", _spelt(match[0]), *match.span())


def _listed(passage: Passage, known: list[int]) -> Iterator[Found]:
    """Names listed after "access to" or before "accounts", also of systems that are not known."""
    forms = (lexicon("systems")[name] for name in ("listed", "accounts"))
    for match in (match for form in forms for match in re.finditer(form, passage.text)):
        for name in re.finditer(r"[A-Z]\w*(?:\.\w+)?(?: [A-Z]\w*)?", match["names"]):
            start = match.start("names") + name.start()
            if start not in known and not passage.negated(match.start(), 40):
                yield Found("systems", name[0], start, start + len(name[0]))


def system_class(name: str) -> str:
    """The class of system the rules know, for a product named in a message."""
    return str(lexicon("systems")["named"].get(name, name))


def _is_access(passage: Passage, match: re.Match[str], asked: bool) -> bool:
    before, after = (
        passage.text[max(0, match.start() - 70) : match.start()],
        passage.text[match.end() :],
    )
    if passage.negated(match.start(), 40) or pattern("systems", "skill_after").search(after):
        return False
    alone = pattern("systems", "alone").search(before) or (
        not before.strip() and pattern("systems", "alone_after").match(after)
    )
    if asked or alone or pattern("systems", "access_after").match(after):
        return True
    clause = re.split(r"[.;!?\n]", before)[-1]
    cue = pattern("systems", "cue").search(clause)
    inside = pattern("systems", "place_before").search(clause)
    if inside and not pattern("systems", "ability").search(clause) and _is_workplace(match[0]):
        return True
    owned = re.search(r"\b(?:our|the)\s+$", f"{clause}{match[0].split()[0]} ", re.IGNORECASE)
    return bool(cue and (owned or pattern("systems", "strong").search(cue[0])))


def _is_workplace(name: str) -> bool:
    """Whether people work in a system, rather than build on it as they do in production."""
    return system_class(_spelt(name)) != "production"


def _spelt(written: str) -> str:
    """A product's own spelling; a common name as it was written."""
    name = _system_name()[written.lower()]
    plain = re.sub(r"^(?:our|the)\s+", "", written, flags=re.IGNORECASE)
    return name if name in lexicon("systems")["named"] else plain


@cache
def _system_name() -> dict[str, str]:
    table: dict[str, Any] = lexicon("systems")
    names = {alias: name for name, aliases in table["generic"].items() for alias in aliases}
    return names | {name.lower(): name for name in table["named"]}


@cache
def _systems() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_system_name())})(?!\w)", re.IGNORECASE)

"""Who or what a message points at: candidates, waiting requests, a verdict with its reason."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.naming import words_of

Shown = Sequence[Mapping[str, Any]]


def pointed_at(text: str, shortlist: Shown) -> list[Mapping[str, Any]]:
    """The candidates a text means, in its order: by name, by letter, by number, by place."""
    low = text.lower()
    named = [one for one in shortlist if _is_named(low, one)]
    if named:
        return named
    found = [
        (match.start(), place)
        for word, place in lexicon("picking")["places"].items()
        if (match := re.search(rf"\b{word}\b(?!{lexicon('picking')['no_person']})", low))
    ]
    if pair := pattern("picking", "first_two").search(low):
        found += [(pair.start(), 0), (pair.end(), 1)]
    letters, numbers = (pattern("picking", one).finditer(low) for one in ("letter", "number"))
    found += [(match.start(), ord(match[1]) - ord("a")) for match in letters]
    found += [(match.start(), int(match[1]) - 1) for match in numbers]
    places = [
        place % len(shortlist)
        for _, place in sorted(found)
        if shortlist and -len(shortlist) <= place < len(shortlist)
    ]
    return [shortlist[place] for place in dict.fromkeys(places)]


def is_named(text: str, people: Shown) -> bool:
    """Whether a text names somebody of these people, by name or id."""
    return any(_is_named(text.lower(), one) for one in people)


def overrides(text: str, shortlist: Shown) -> dict[str, Any]:
    """Arguments for adjusting the shortlist: pins, exclusions with their reason, priorities."""
    from tools.matching.weights import reweighted

    hidden = names_hidden(text)
    wanted: dict[str, Any] = {} if hidden is None else {"anonymous": hidden}
    chosen = pointed_at(text, shortlist)
    leaves = pattern("picking", "leave_out").search(text)
    if chosen and leaves:
        # "I like the first, leave out the second": only who is named from there on goes.
        chosen = pointed_at(text[leaves.start() :], shortlist) or chosen
        reason = reason_in(text) or text.strip()[:300]
        wanted["exclude"] = [{"id": str(one["id"]), "reason": reason} for one in chosen]
    elif chosen and pattern("picking", "prefer").search(text):
        wanted["pin"] = [str(one["id"]) for one in chosen[:1]]
    priorities = reweighted(text) or _priorities(text)
    if priorities and not chosen:
        wanted["priorities"] = priorities
    elif not chosen and shortlist and pattern("picking", "others").search(text):
        reason = reason_in(text) or "others were asked for"
        wanted["exclude"] = [{"id": str(one["id"]), "reason": reason} for one in shortlist[:3]]
    return wanted


def names_hidden(text: str) -> bool | None:
    """Whether names are to be hidden, or shown again; None if nothing is said of names."""
    if pattern("picking", "names", "show").search(text):
        return False
    return True if pattern("picking", "names", "hide").search(text) else None


def verdict(text: str) -> tuple[str, str]:
    """The decision a text announces, and its reason."""
    for name in ("changes_requested", "rejected"):
        if pattern("picking", "verdicts", name).search(text):
            return name, reason_in(text)
    return "approved", reason_in(text)


def reason_in(text: str) -> str:
    """The reason a text gives, after "because", a colon or a comma."""
    match = pattern("picking", "reason").search(text)
    return match["why"].strip(" .!")[:500] if match else ""


def waiting_request(text: str, waiting: Shown) -> str | None:
    """The request of those that wait that a text means: by role or name, else the only one."""
    said = {*words_of(text)}
    found = {str(one["id"]) for one in waiting if _mentions(said, one)}
    found = found or ({str(one["id"]) for one in waiting} if not _names_another(text) else set())
    return found.pop() if len(found) == 1 else None


def _names_another(text: str) -> bool:
    """Whether a text says what it decides on: "approve the hostess"."""
    return pattern("picking", "decides_on").search(text) is not None


def _mentions(said: set[str], one: Mapping[str, Any]) -> bool:
    """Whether words name a request that waits by the end of its role, or by who asks for it."""
    role = words_of(str(one.get("title") or ""))[-1:]
    requester = str(one.get("requester") or "").split("@")[0].split(".")
    return not said.isdisjoint([*role, *requester])


def _is_named(low: str, one: Mapping[str, Any]) -> bool:
    name = str(one.get("name") or "").lower()
    if str(one.get("id") or "-").lower() in low or (name and name in low):
        return True
    return any(
        len(part) > 2
        and part not in ("the", "candidate")
        and re.search(rf"\b{re.escape(part)}\b", low)
        for part in name.split()
    )


def _priorities(text: str) -> dict[str, float]:
    found = {}
    for signal in lexicon("picking")["signals"]:
        if pattern("picking", "signals", signal).search(text):
            less = pattern("picking", "less").search(text)
            found[str(signal)] = 0.5 if less else 2.0
    return found

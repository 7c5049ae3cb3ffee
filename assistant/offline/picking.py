"""Who or what a message points at: candidates, waiting requests, a verdict with its reason."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import REQUEST_ID

Shown = Sequence[Mapping[str, Any]]
ALIKE = 5
"""Words that begin with so many of the same letters are of one kind: event help, event helper."""
OPEN = ("draft", "changes_requested", "awaiting_confirmation")


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
    """The request of those that wait that a text means: the only one, or by role or name."""
    if len(waiting) == 1:
        return str(waiting[0]["id"])
    low = text.lower()
    found = [one for one in waiting if _mentions(low, one)]
    return str(found[0]["id"]) if len(found) == 1 else None


def other_request(text: str, mine: Shown, current: Mapping[str, Any]) -> str | None:
    """The open request that a text names by its role while one that is linked to it is at hand."""
    role = str((current.get("fields") or {}).get("role") or "")
    if role and _names_role(text, role):
        return None
    others = linked(current, mine)
    found = [one for one in others if _names_role(text, str(one.get("title") or ""))]
    found = found or [one for one in others if _names_kind(text, str(one.get("title") or ""), role)]
    found = found or _gone_back_to(text, others, current)
    return str(found[0]["id"]) if len(found) == 1 else None


def gone_back_to(text: str) -> str:
    """What a text goes back to, in its words: "the first one", "the event help"; empty if none."""
    match = pattern("picking", "goes_back").search(text)
    return match["what"].lower() if match else ""


def _gone_back_to(text: str, others: Shown, current: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The requests that a text goes back to by their place, or by words like those of the role."""
    what = gone_back_to(text)
    if pattern("picking", "the_first").match(what):
        return [one for one in others if one["id"] == current.get("group")]
    if pattern("picking", "the_other").match(what):
        return list(others)
    said = {word[:ALIKE] for word in what.split() if len(word) >= ALIKE}
    return [
        one
        for one in others
        if said & {word[:ALIKE] for word in str(one.get("title") or "").lower().split()}
    ]


def _names_kind(text: str, role: str, current: str) -> bool:
    """Whether a text means a role by what sets it apart: "the Java one", "the SEO request"."""
    match = pattern("picking", "by_kind").search(text)
    apart = {*role.lower().split()} - {*current.lower().split()}
    return match is not None and not apart.isdisjoint(match["kind"].lower().split())


def earlier_request(text: str, mine: Shown) -> str | None:
    """The request to copy: the one named by id or role, else the latest."""
    if named := REQUEST_ID.search(text):
        return named[0].upper()
    by_role = [one for one in mine if str(one.get("title") or "-").lower() in text.lower()]
    found = by_role or [one for one in mine if one.get("status") != "withdrawn"] or mine
    return str(found[0]["id"]) if found else None


def linked(current: Mapping[str, Any], mine: Shown) -> list[Mapping[str, Any]]:
    """The open requests that were opened together with this one."""
    group = current.get("group")
    return [
        one
        for one in mine
        if group and one.get("group") == group
        if one["id"] != current["id"] and one.get("status") in OPEN
    ]


def _names_role(text: str, role: str) -> bool:
    """Whether a text names a role, or begins with its last word: "testers need Jira"."""
    if not role:
        return False
    whole, head = re.escape(role), re.escape(role.rsplit(maxsplit=1)[-1])
    begins = rf"\W*(?:{lexicon('picking')['leading']}\W+)*{head}s?\b"
    return bool(
        re.search(rf"\b{whole}s?\b", text, re.IGNORECASE) or re.match(begins, text, re.IGNORECASE)
    )


def _mentions(low: str, one: Mapping[str, Any]) -> bool:
    title = str(one.get("title") or "").lower()
    requester = str(one.get("requester") or "").split("@")[0].split(".")
    return bool(title and title in low) or any(
        part and re.search(rf"\b{part}\b", low) for part in requester
    )


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

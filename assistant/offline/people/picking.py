"""Who or what a message points at: candidates, waiting requests, a verdict with its reason."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import any_of, compiled, lexicon, pattern
from assistant.offline.requests.naming import words_of, words_of_work
from assistant.offline.understanding.places import is_language, place_named
from assistant.offline.understanding.text.passage import numbered

Shown = Sequence[Mapping[str, Any]]
PAIR = 2
SHOWN = 3
"""So many people a list shows at first, of all that it holds."""
NAME_AFTER = re.compile(r" (?P<name>[A-Z][a-z]+)\b")
NAME_BEFORE = re.compile(r"(?<=[a-z,] )(?P<name>[A-Z][a-z]+) $")


def pointed_at(text: str, shortlist: Shown, seen: int = SHOWN) -> list[Mapping[str, Any]]:
    """The candidates a text means, in its order: by name, by letter, by number, by place.

    The last one is the last of those that were `seen`, whoever else is on the list.
    """
    named = [one for one in shortlist if _is_named(text, one)]
    if named:
        return named
    low = _without_destination(text.lower())
    found = [
        (match.start(), place)
        for word, place in lexicon("picking")["places"].items()
        if (match := re.search(rf"\b{word}\b(?!{lexicon('picking')['no_person']})", low))
    ]
    if several := pattern("picking", "first_few").search(numbered(low)):
        found += [(several.start(), place) for place in range(int(several["few"] or PAIR))]
    letters, numbers = (pattern("picking", one).finditer(low) for one in ("letter", "number"))
    found += [(match.start(), ord(match[1]) - ord("a")) for match in letters]
    found += [(match.start(), int(match[1]) - 1) for match in numbers]
    last = min(seen, len(shortlist))
    places = [
        place if place >= 0 else place + last
        for _, place in sorted(found)
        if -last <= place < len(shortlist)
    ]
    return [shortlist[place] for place in dict.fromkeys(places)]


def is_named(text: str, people: Shown) -> bool:
    """Whether a text names somebody of these people, by name or id."""
    return any(_is_named(text, one) for one in people)


def _without_destination(low: str) -> str:
    """A text less the place where somebody is to be put: "put the second one first"."""
    match = pattern("picking", "destination").search(low)
    return f"{low[: match.start('to')]}{low[match.end('to') :]}" if match else low


def overrides(text: str, shortlist: Shown) -> dict[str, Any]:
    """Arguments for adjusting the shortlist: pins, exclusions with their reason, priorities."""
    from tools.matching.weights import reweighted

    hidden = names_hidden(text)
    wanted: dict[str, Any] = {} if hidden is None else {"anonymous": hidden}
    chosen = pointed_at(text, shortlist)
    leaves, together = pattern("picking", "leave_out").search(text), _put_first(text, shortlist)
    if together:
        wanted["pin"] = [str(one["id"]) for one in together]
    elif chosen and leaves:
        # "I like the first, leave out the second": only who is named from there on goes.
        chosen = pointed_at(text[leaves.start() :], shortlist) or chosen
        reason = reason_in(text) or text.strip()[:300]
        wanted["exclude"] = [{"id": str(one["id"]), "reason": reason} for one in chosen]
    elif chosen and pattern("picking", "prefer").search(text):
        # "I prefer the second over the first" takes one, "the first and the third" both.
        one = pattern("picking", "rather_than").search(text)
        wanted["pin"] = [str(each["id"]) for each in (chosen[:1] if one else chosen)]
    priorities = reweighted(text) or _priorities(text)
    if priorities and not chosen:
        wanted["priorities"] = priorities
    elif not chosen and shortlist and pattern("picking", "others").search(text):
        reason = reason_in(text) or "others were asked for"
        wanted["exclude"] = [{"id": str(one["id"]), "reason": reason} for one in shortlist[:3]]
    return wanted


def _put_first(text: str, shortlist: Shown) -> list[Mapping[str, Any]]:
    """Everybody whom a text puts first, in order: "pin Ana and Jonas", "swap 2 and 3"."""
    if together := pattern("picking", "together").search(text):
        return pointed_at(next(who for who in together.groups() if who), shortlist)
    if placed := pattern("picking", "at_place").search(text):
        moved = pointed_at(placed["who"], shortlist)[:1]
        at = pointed_at(placed["place"], shortlist)
        others = [one for one in shortlist if one not in moved]
        return [*others[: shortlist.index(at[0])], *moved] if moved and at else []
    swaps = pattern("picking", "swaps_places").search(text)
    return _swapped(pointed_at(text, shortlist), shortlist) if swaps else []


def _swapped(meant: Shown, shortlist: Shown) -> list[Mapping[str, Any]]:
    """The list down to the lower of two people, with each in the place of the other."""
    if len(meant) != 2:
        return []
    above, below = sorted(map(shortlist.index, meant))
    order = [*shortlist[: below + 1]]
    order[above], order[below] = order[below], order[above]
    return order if above else order[:1]


def also(text: str, before: str, shortlist: Shown) -> dict[str, Any]:
    """The arguments for somebody named on top of whom the message before was about."""
    match = pattern("picking", "also").search(text)
    tells = (pattern("picking", name).search(text) for name in ("leave_out", "prefer"))
    meant = pointed_at(match["who"], shortlist) if match and not any(tells) else []
    if not meant:
        return {}
    if pattern("picking", "leave_out").search(before):
        reason = reason_in(before) or before.strip()[:300]
        return {"exclude": [{"id": str(one["id"]), "reason": reason} for one in meant]}
    pins = pattern("picking", "prefer").search(before)
    return {"pin": [str(one["id"]) for one in meant]} if pins else {}


def orders_one(text: str, shortlist: Shown) -> bool:
    """Whether a text tells what to do with somebody whom it names: "pin Leila"."""
    match = pattern("picking", "orders_one").match(text)
    rest = text[match.end() :].split() if match else []
    named = pointed_at(text, shortlist) if rest else []
    return any(rest[0].lower().strip(".,:;!") in str(one["name"]).lower().split() for one in named)


def only_names(text: str, shortlist: Shown) -> bool:
    """Whether a text is the name of one person shown, and no more: "Oskar it is"."""
    match = pattern("picking", "only_name").search(text)
    who = {*match["who"].lower().split()} if match else set()
    return (
        sum(who <= {*str(one["name"]).lower().split()} for one in shortlist) == 1 if who else False
    )


def nobody_named(text: str, known: Shown) -> str:
    """The name of somebody who is to be put first or left out and is not `known`; else empty."""
    from knowledge.skills.mentions import find_skills

    match = pattern("picking", "orders_name").match(text)
    if not match or pointed_at(text, known) or find_skills(match["who"], 0.8):
        return ""
    who = str(match["who"])
    elsewhere = place_named(who) or any(is_language(word) for word in who.split())
    sure = all(word[0].isupper() for word in who.split()) or match["first"]
    return who if sure and not (elsewhere or _priorities(text)) else ""


def names_hidden(text: str) -> bool | None:
    """Whether names are to be hidden, or shown again; None if nothing is said of names."""
    if pattern("picking", "names", "show").search(text):
        return False
    return True if pattern("picking", "names", "hide").search(text) else None


def part_about(text: str, one: Mapping[str, Any]) -> str:
    """What a text says of this request where it decides on others beside it, else all of it."""
    own = [part for part in decided_apart(text) if names(part, one)]
    return with_it(own[0] if len(own) == 1 else text, one)


def decided_apart(text: str) -> list[str]:
    """The parts of a text that each decide on a request that it names."""
    return pattern("picking", "decided_apart").split(text)


def with_it(text: str, one: Mapping[str, Any]) -> str:
    """What is decided, without the name of what it is decided on: "send the trainer back"."""
    words = [*words_of(str(one.get("title") or ""))[-1:], *words_of_work(one)]
    named = f"(?:{any_of(words)})(?:e?s)?"
    whole = f"{re.escape(str(one.get('id') or '-'))}|{named}(?: {named})*"
    said = compiled(lexicon("picking")["target"], {"it": whole}).sub("", text, 1)
    return compiled(lexicon("deciding")["named"], {"words": whole}).sub("it", said)


def named_best(text: str, waiting: Shown) -> Shown:
    """Those of the requests that wait that a text names best; none where it names none."""
    said = {*words_of(text)}
    most = max((_mentions(said, one) for one in waiting), default=0)
    return [one for one in waiting if most and _mentions(said, one) == most]


def verdict(text: str) -> tuple[str, str]:
    """The decision a text announces, and its reason; of an approval, the condition it holds on."""
    if announces(text, "wished"):
        return "changes_requested", text.strip()[:500]
    against = next((n for n in ("changes_requested", "rejected") if announces(text, n)), None)
    if against:
        return against, reason_in(text)
    holds = pattern("picking", "condition").search(text)
    terms = pattern("picking", "agrees_first").sub("", text) if holds else ""
    return "approved", terms.strip(" .!,")[:500]


def announces(text: str, verdict: str) -> bool:
    """Whether a text decides so, or, where it is only `wished`, says what must be changed."""
    return pattern("picking", "verdicts", verdict).search(text) is not None


def reason_in(text: str) -> str:
    """The reason a text gives, after "because", a colon or a comma."""
    match = pattern("picking", "reason").search(text)
    why = match["why"] if match else ""
    if match and pattern("picking", "only_orders").search(why):
        # "He is far too cheap, remove him": the reason goes before the order.
        why = text[: match.start()]
    return why.strip(" .!,")[:500]


def by_work(text: str, rows: Shown) -> Shown:
    """The requests of which a text names the end of the role or the work."""
    said = {*words_of(text)}
    return [one for one in rows if _says_its_work(said, one)]


def named_together(text: str, waiting: Shown) -> Shown:
    """The requests that a text names in one: "the editor and the trainer"; else the best named."""
    said = {*words_of(text)}
    joined = pattern("deciding", "joined").search(text)
    several = [one for one in waiting if joined and _says_its_work(said, one)]
    best = named_best(text, waiting)
    return several if len(several) > 1 else best if len(best) == 1 else []


def waiting_request(text: str, waiting: Shown) -> str | None:
    """The request of those that wait that a text means: by role or name, else the only one."""
    best = named_best(text, waiting)
    found = best or ([] if names_another(text) else waiting)
    return str(found[0]["id"]) if len(found) == 1 else None


def names_another(text: str) -> bool:
    """Whether a text says what it decides on: "approve the hostess"."""
    return pattern("picking", "decides_on").search(text) is not None


def names(text: str, one: Mapping[str, Any]) -> bool:
    """Whether a text has the requester, the end of the role, or the work of a request in it."""
    return _mentions({*words_of(text)}, one) > 0


def _mentions(said: set[str], one: Mapping[str, Any]) -> int:
    """How well words name a request that waits: by who asks, its role, its work."""
    role = words_of(str(one.get("title") or ""))
    requester = str(one.get("requester") or "").split("@")[0].split(".")
    whole = bool(role) and said.issuperset(role)
    return 2 * (not said.isdisjoint(requester)) + _says_its_work(said, one) + whole


def _says_its_work(said: set[str], one: Mapping[str, Any]) -> bool:
    """Whether words have the end of its role in them, or what its work is about."""
    role = words_of(str(one.get("title") or ""))[-1:]
    return not said.isdisjoint({*role, *words_of_work(one)})


def _is_named(text: str, one: Mapping[str, Any]) -> bool:
    """Whether a text has the id or name of somebody, or a part of it that is nobody else's."""
    low, name = text.lower(), str(one.get("name") or "").lower()
    if str(one.get("id") or "-").lower() in low or (name and name in low):
        return True
    parts = [part for part in name.split() if len(part) > 2 and part not in ("the", "candidate")]
    named = (match for part in parts for match in re.finditer(rf"\b{re.escape(part)}\b", low))
    return any(not _is_of_another(text, match.span(), name.split()) for match in named)


def _is_of_another(text: str, span: tuple[int, int], parts: Sequence[str]) -> bool:
    """Whether a part of a name stands beside the part of another: "Bianca Jansen"."""
    beside = NAME_AFTER.match(text, span[1]), NAME_BEFORE.search(text[: span[0]])
    names = [one["name"] for one in beside if one and not is_language(one["name"])]
    return any(name.lower() not in parts for name in names)


def _priorities(text: str) -> dict[str, float]:
    if not pattern("picking", "weighs").search(text):
        return {}
    found = {}
    for signal in lexicon("picking")["signals"]:
        if pattern("picking", "signals", signal).search(text):
            less = pattern("picking", "less").search(text)
            found[str(signal)] = 0.5 if less else 2.0
    return found

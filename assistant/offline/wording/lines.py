"""The lines of a shortlist: what all of them share is said once, of each what sets them apart."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import lexicon
from assistant.offline.turn import Turn
from assistant.offline.wording.facts import flag_words, heads, price, start_words, together
from assistant.offline.wording.speech import listed, phrase, sentence

Person = Mapping[str, Any]
IN_BRACKETS = re.compile(r".*\b(?:within|over) the .+ budget$|Free (?:by|from)\b")
"""What the brackets after a name say already: the price, and from when."""
WENT_BADLY = re.compile(r"engagements? with us went badly")
SPEAKS_FOR, AHEAD = 0.55, 0.005
"""From this value on a signal speaks for somebody; so much of the score is worth a word."""
OF_TRADE = ("role", "relevance")
"""What speaks for nobody who does not fit: among strangers one is always nearest."""
MOST_OWN = MOST_AGAINST = 2


def lines(turn: Turn, placed: Sequence[tuple[int, Person]]) -> list[str]:
    """What these people have in common, then each in a line with the place on the list."""
    people = [one for _, one in placed]
    shared = _shared(people)
    told = [sentence(f"{together(len(people)).capitalize()} {listed(_plural(shared))}")]
    today = turn.now.date().isoformat()
    each = [_line(turn, place, one, _own(one, people, shared, today)) for place, one in placed]
    return [*(told if shared else ()), *_converted(turn, people), *each]


def _converted(turn: Turn, people: Sequence[Person]) -> list[str]:
    """At which rate costs were converted to the currency of the budget, where any were."""
    quoted: Mapping[str, Any] = next((q for one in people if (q := one.get("quoted"))), {})
    return [phrase("converted", turn.seed, **quoted)] if quoted else []


def _line(turn: Turn, place: int, one: Person, own: Sequence[str]) -> str:
    parts = [p for p in (price(one, heads(turn)), start_words(turn, one)) if p]
    told = f"{place}. {one['name']}" + (f" ({', '.join(parts)})" if parts else "")
    told += f": {'; '.join(own)}." if own else "."
    against = [flag_words(flag) for flag in one.get("red_flags") or ()][:MOST_AGAINST]
    against = [each.rstrip(".") for each in against or [str(one.get("against") or "")] if each]
    return told + (f" Against: {'; '.join(against)}." if against else "")


def _reasons(one: Person) -> list[str]:
    reasons = [str(reason).rstrip(".") for reason in one.get("reasons") or ()]
    return [reason for reason in reasons if not IN_BRACKETS.match(reason)]


def _shared(people: Sequence[Person]) -> list[str]:
    """The reasons that all of several people have in common."""
    if len(people) < 2:
        return []
    first, *others = [_reasons(one) for one in people]
    return [r for r in first if all(r in other for other in others) and _plural([r])]


def _plural(reasons: Sequence[str]) -> list[str]:
    """Reasons as they are said of several people: "Shows React" is "show React"."""
    verbs: Mapping[str, str] = lexicon("wording")["of_several"]
    found = ((r, verb) for r in reasons for verb in verbs if r.startswith(f"{verb} "))
    return [f"{verbs[verb]}{reason[len(verb) :]}" for reason, verb in found]


def _own(one: Person, people: Sequence[Person], shared: Sequence[str], today: str) -> list[str]:
    """The reasons that not all have, and where somebody is ahead of the others."""
    own = [reason for reason in _reasons(one) if reason not in shared]
    others = [other for other in people if other is not one]
    apart = _ahead(one, others, today) if others else []
    return [*own[:MOST_OWN], *apart[: MOST_OWN - len(own[:MOST_OWN]) + 1]]


def _ahead(one: Person, others: Sequence[Person], today: str) -> list[str]:
    """Where somebody is ahead of all the others, the widest gap first, then cost and start."""
    words: Mapping[str, str] = lexicon("wording")["sets_apart"]
    best = [
        (contribution - most, signal)
        for signal, (value, contribution) in _signals(one).items()
        if signal in words and value >= SPEAKS_FOR and not _is_flagged(one, signal)
        if signal not in OF_TRADE or one.get("band") != "weak"
        for most in [max(_signals(other).get(signal, (0.0, 0.0))[1] for other in others)]
        if contribution - most >= AHEAD
    ]
    told = [words[signal] for _, signal in sorted(best, reverse=True)]
    costs = [float(other.get("total_cost") or 0) for other in (one, *others)]
    if all(costs) and costs[0] < min(costs[1:]):
        told.insert(1, words["cheapest"])
    starts = [max(today, str(other.get("earliest_start") or "")) for other in (one, *others)]
    if one.get("earliest_start") and starts[0] < min(starts[1:]):
        told.append(words["soonest"])
    return told


def _is_flagged(one: Person, signal: str) -> bool:
    """Whether a red flag says otherwise: of work with us that went badly."""
    flags = map(flag_words, one.get("red_flags") or ())
    return signal == "our_history" and any(WENT_BADLY.search(flag) for flag in flags)


def _signals(one: Person) -> dict[str, tuple[float, float]]:
    """The value and the contribution of each signal of which a profile says something."""
    known = (c for c in one.get("contributions") or () if c.get("known"))
    return {c["signal"]: (float(c["value"]), float(c["contribution"])) for c in known}

"""One message about several requests: "make the UX one 8 weeks and the backend one 50k"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.offline.changes import edits
from assistant.offline.language import pattern
from assistant.offline.requests.naming import Named, at_hand, is_here, names, opened_together
from assistant.offline.turn import SCOPING, TURNING, Call, Turn, has_form
from assistant.offline.understanding.reader import Understanding
from assistant.offline.understanding.text.passage import numbered
from assistant.offline.understanding.text.statements import said_of_all

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DIGITS = 3
"""A bare number of more digits is an amount of money by itself."""
MOST = 3
"""Of more requests than these a turn has no steps left."""


@dataclass(frozen=True)
class Part:
    """What a message says of one request, in its words."""

    request_id: str
    title: str
    text: str


def parts(turn: Turn) -> list[Part]:
    """What a message says of each request that it names; empty unless it changes several."""
    if (
        shares_total(turn)
        or turn.context not in SCOPING
        or len([one for one in at_hand(turn) if is_here(one)]) < 2
    ):
        return []
    named = _named(turn)
    if not 1 < len(named) <= MOST:
        return []
    ways = [_said_of_all(turn.text, named)] if _are_joined(turn.text, named) else []
    ways += _shared_out(turn.text, named)
    whole = (_with_units(turn, _with_common(told)) for told in ways)
    return next((told for told in whole if _all_say(turn, told)), [])


def next_calls(turn: Turn, told: Sequence[Part]) -> list[Call]:
    """Turn to each request, then write its part; none when all are written."""
    turned = [result for result in turn.results if result.name == TURNING]
    if turned and turn.results[-1].name == TURNING and not turn.results[-1].error:
        written = edits.writes(of_part(turn, told[len(turned) - 1]), less=["role"])
        if written:
            return written
    ahead = told[len(turned) : len(turned) + 1]
    return [Call(TURNING, {"request_id": part.request_id}) for part in ahead]


def of_part(turn: Turn, part: Part) -> Turn:
    """The turn as if only the part had been said."""
    return replace(turn, text=part.text, results=())


def _named(turn: Turn) -> list[Named]:
    """Where the message first names each request of this conversation by what sets it apart."""
    first: dict[str, Named] = {}
    for named in names(turn):
        here = [str(one["id"]) for one in named.requests if is_here(one)]
        if named.apart and len(here) == 1:
            first.setdefault(here[0], named)
    return sorted(first.values(), key=lambda named: named.start)


def _shared_out(text: str, named: Sequence[Named]) -> list[list[Part]]:
    """The ways to share a text out: what follows each name, or what leads to each."""
    ends = [one.start for one in named[1:]]
    follows = zip([0, *ends], [*ends, len(text)], strict=True)
    stops = [one.end for one in named[:-1]]
    leads = zip([0, *stops], [*stops, len(text)], strict=True)
    return [
        [_part(text, span, one) for span, one in zip(spans, named, strict=True)]
        for spans in (follows, leads)
    ]


def _with_common(told: Sequence[Part]) -> list[Part]:
    """The parts, each with what is said of all: "both remote, the first 40k, the second 15k"."""
    said = [pattern("picking", "said_apart").split(part.text) for part in told]
    common = [one for of_part in said for one in of_part if _holds_for_all(one)]
    return [
        replace(part, text=". ".join(dict.fromkeys([*common, *own])) if common else part.text)
        for part, own in zip(told, said, strict=True)
    ]


def _with_units(turn: Turn, told: Sequence[Part]) -> list[Part]:
    """The parts, each number by itself in the words of the one before: "6 weeks, the tester 8"."""
    whole: list[Part] = []
    for part in told:
        whole.append(_like_before(turn, part, whole[-1]) if whole else part)
    return whole


def _like_before(turn: Turn, part: Part, before: Part) -> Part:
    """A part that is a bare number, as what the only number of the part before it counts."""
    bare = pattern("picking", "bare_share").match(numbered(part.text))
    said = numbered(before.text)
    numbers = list(NUMBER.finditer(said))
    if not bare or len(numbers) != 1:
        return part
    if len(bare["number"]) > DIGITS and _says(of_part(turn, part).read):
        return part
    start, end = numbers[0].span()
    return replace(part, text=said[:start] + bare["number"] + said[end:])


def _holds_for_all(said: str) -> bool:
    return pattern("intents_plans", "for_all").search(said) is not None


def _are_joined(text: str, named: Sequence[Named]) -> bool:
    """Whether the names stand side by side: "the designer and the developer"."""
    between = (text[one.end : other.start] for one, other in pairwise(named))
    return all(pattern("picking", "joins").fullmatch(words) for words in between)


def _said_of_all(text: str, named: Sequence[Named]) -> list[Part]:
    """The same words for each, with "it" for all their names."""
    start, end = named[0].start, named[-1].end
    whole = (0, len(text))
    return [_part(text, whole, replace(one, start=start, end=end)) for one in named]


def _part(text: str, span: tuple[int, int], named: Named) -> Part:
    """The words of a stretch, with "it" for the name of the request."""
    one = named.requests[0]
    said = f"{text[span[0] : named.start]}it {text[named.end : span[1]]}"
    said = pattern("picking", "joins_on").sub("", pattern("picking", "the_one").sub("it ", said))
    return Part(str(one["id"]), str(one["title"]), said.strip(" ,;:-"))


def _all_say(turn: Turn, found: Sequence[Part]) -> bool:
    """Whether every part states something of a request, and none asks anything."""
    return all(_says(of_part(turn, part).read) for part in found)


def _says(read: Understanding) -> bool:
    return bool(read.fields.keys() - {"role"}) and not read.questions


def shares_total(turn: Turn) -> bool:
    """Whether one amount is given for several requests together, each of which has its own."""
    said = (turn.read.fields, *turn.read.requests)
    paid = any("budget" in one for one in said) and "?" not in turn.text
    several = len(turn.read.requests) > 1 or opened_together(turn)
    return bool(paid and several) and has_form(turn, "one_total")


def shares_total_later(turn: Turn) -> bool:
    """Whether that is said once the requests are there."""
    return len(turn.read.requests) < 2 and shares_total(turn)


def share(turn: Turn) -> list[Call]:
    """What else is said is written; how the amount is shared out is asked."""
    return for_all(turn, edits.writes(turn, less=["budget"]))


def wants_one_for_both(turn: Turn) -> bool:
    """Whether one person is to do the work of several requests."""
    return bool(opened_together(turn)) and has_form(turn, "one_for_both")


def for_all(turn: Turn, writes: list[Call]) -> list[Call]:
    """What is said "for all of them" is written into every linked request, this one last."""
    said = pattern("intents_plans", "for_all").search(turn.text) or said_of_all(turn.text)
    others = opened_together(turn) if said else []
    if not (writes and others) or turn.context not in SCOPING:
        return writes
    turns = [Call(TURNING, {"request_id": str(one["id"])}) for one in (*others, turn.request)]
    return [call for here in turns for call in (here, *writes)]

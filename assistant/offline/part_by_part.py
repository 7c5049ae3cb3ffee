"""One message about several requests: "make the UX one 8 weeks and the backend one 50k"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from assistant.offline import edits
from assistant.offline.certain import SCOPING
from assistant.offline.language import pattern
from assistant.offline.picking import linked
from assistant.offline.turn import TURNING, Call, Turn
from assistant.offline.understanding.reader import Understanding

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
    beside = linked(turn.request, turn.state.get("my_requests") or ()) if turn.request else []
    if not beside or turn.context not in SCOPING:
        return []
    here = {"id": turn.request["id"], "title": turn.fields.get("role") or ""}
    named = _named(turn.text, [here, *beside])
    if not 1 < len(named) <= MOST:
        return []
    ways = [_said_of_all(turn.text, named)] if _are_joined(turn.text, named) else []
    ways += _shared_out(turn.text, named)
    return next((told for told in map(_with_common, ways) if _all_say(turn, told)), [])


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


Named = tuple[int, int, Mapping[str, Any]]
"""Where a request is named in a text, from and to, and which it is."""


def _named(text: str, requests: Sequence[Mapping[str, Any]]) -> list[Named]:
    """The requests that a text names by words that no other one has, in the text's order."""
    words = [_words(str(one.get("title") or "")) for one in requests]
    found = []
    for one, own in zip(requests, words, strict=True):
        apart = own - set().union(*(other for other in words if other is not own))
        forms = "|".join(sorted(map(re.escape, own), key=len, reverse=True))
        for match in re.finditer(rf"\b(?:the |our |my )?((?:{forms})s?\b[ -]?)+", text, re.I):
            if apart & _words(match[0]):
                found.append((match.start(), match.end(), one))
                break
    return sorted(found, key=lambda named: named[0])


def _words(title: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[\w+#./]+", title.lower())}


def _shared_out(text: str, named: Sequence[Named]) -> list[list[Part]]:
    """The ways to share a text out: what follows each name, or what leads to each."""
    ends = [start for start, _, _ in named[1:]]
    follows = zip([0, *ends], [*ends, len(text)], strict=True)
    stops = [end for _, end, _ in named[:-1]]
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


def _holds_for_all(said: str) -> bool:
    return pattern("intents_plans", "for_all").search(said) is not None


def _are_joined(text: str, named: Sequence[Named]) -> bool:
    """Whether the names stand side by side: "the designer and the developer"."""
    between = (text[one[1] : other[0]] for one, other in pairwise(named))
    return all(pattern("picking", "joins").fullmatch(words) for words in between)


def _said_of_all(text: str, named: Sequence[Named]) -> list[Part]:
    """The same words for each, with "it" for all their names."""
    start, end = named[0][0], named[-1][1]
    return [_part(text, (0, len(text)), (start, end, one)) for _, _, one in named]


def _part(text: str, span: tuple[int, int], named: Named) -> Part:
    """The words of a stretch, with "it" for the name of the request."""
    start, end, one = named
    said = f"{text[span[0] : start]}it {text[end : span[1]]}"
    said = pattern("picking", "joins_on").sub("", pattern("picking", "the_one").sub("it ", said))
    return Part(str(one["id"]), str(one["title"]), said.strip(" ,;:-"))


def _all_say(turn: Turn, found: Sequence[Part]) -> bool:
    """Whether every part states something of a request, and none asks anything."""
    return all(_says(of_part(turn, part).read) for part in found)


def _says(read: Understanding) -> bool:
    return bool(read.fields.keys() - {"role"}) and not read.questions

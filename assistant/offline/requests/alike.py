"""Another request like the one at hand: the whole of it once more, or with some of its terms."""

import re
from dataclasses import replace
from typing import Any

from assistant.offline.changes.amounts import ENDS
from assistant.offline.changes.exchanging import own_language, put_language
from assistant.offline.changes.relative import DATES, relative
from assistant.offline.language import lexicon, pattern
from assistant.offline.requests import occasions
from assistant.offline.requests.copying import OF_THE_TRADE, priced_anew, trades
from assistant.offline.turn import REQUEST_ID, Turn
from assistant.offline.understanding.leftovers import FREE
from assistant.offline.understanding.places import is_language

WHEN = ("start_date", "deadline", "duration_weeks")
"""When the work is done: two of them settle the other."""
ITS_OWN = ("role", "headcount")
"""What no request takes over with the terms of another."""


def once_more(turn: Turn) -> bool:
    """Whether the request at hand is wanted again: "the same for a tester", "another like that"."""
    if not turn.fields.get("role") or REQUEST_ID.search(turn.text):
        return False
    return occasions.fits(turn) or any(
        all(_is_other_language(turn, word) for word in match.groups() if word)
        for match in pattern("alike", "once_more").finditer(turn.text)
    )


def _is_other_language(turn: Turn, word: str) -> bool:
    """Whether a word is a language, and the request at hand is for another one."""
    own = own_language(turn.fields)
    return is_language(word) and own is not None and own.lower() != word.lower()


def apart(turn: Turn) -> Turn:
    """The message by itself; a day in it is the day to start, which is what another one lacks."""
    alone = turn.apart()
    return replace(alone, state={**alone.state, "asked": ["start_date"]})


def again(turn: Turn, said: dict[str, Any], spoken: str | None = None) -> dict[str, Any]:
    """The fields of a request like the one at hand, but for what is `said` of the new one.

    For another trade the work and the skills of the old one do not come along, for the same one its
    days do not; `spoken` is the language of the new one, where it is for another.
    """
    known = _said_of(turn)
    role = _role(turn, said)
    if spoken and not (role and spoken.lower() not in role.lower()):
        known |= put_language(known, spoken)
        said = said if turn.fields.get("language") else _less(said, ("language",))
    elif role:
        known = _less(known, [name for name in OF_THE_TRADE if name != "scope"])
    elif not _named_alike(turn):
        known = _less(known, DATES)
    if "scope" in known and (anew := occasions.occasion(turn)):
        known["scope"] = occasions.scope_for(str(known["scope"]), anew)
        said = _less(said, ("scope",))
    moved = {name: value for name, value in relative(turn).items() if name in known}
    said = _less(said, moved)
    settled = _less(known, _unsettled(said)) | moved | priced_anew(turn)
    return settled | _of_its_own(said) | ({"role": role} if role else {})


def beside(turn: Turn, said: dict[str, Any]) -> dict[str, Any]:
    """What is `said` of a request begun beside the one at hand, with the terms it shares with it.

    "A trainer, same place and start" has both from the request at hand, "10 % cheaper than the
    tester" an amount.
    """
    known, told = _said_of(turn), _of_its_own(said)
    shared = {name: known[name] for name in _named_alike(turn) if name in known}
    moved = {n: v for n, v in relative(turn).items() if n == "budget" and shared}
    new = {name: value for name, value in told.items() if shared.get(name) != value}
    return _less(shared, _unsettled(new)) | moved | _held_against(turn) | _less(told, moved)


def _said_of(turn: Turn) -> dict[str, Any]:
    """What was said of the request at hand; what is only assumed will be assumed again."""
    origins = turn.request.get("origins") or {}
    return {name: v for name, v in turn.fields.items() if origins.get(name, "said") == "said"}


def _role(turn: Turn, said: dict[str, Any]) -> str | None:
    """The trade that is named in place of the one at hand, if any."""
    named = [str(said["role"])] if "role" in said else trades(turn)
    known = str(turn.fields["role"]).lower()
    return next((role for role in named if role.lower() not in known), None)


def new_languages(turn: Turn) -> list[str]:
    """The languages that are named, one after the other, where the request is for another one."""
    known = str(turn.fields).lower()
    named: list[re.Match[str]] = []
    for word in re.finditer(r"[A-Za-z]{4,}", turn.text):
        if word[0].lower() in known or not _is_other_language(turn, word[0]):
            continue
        between = turn.text[named[-1].end() : word.start()] if named else ""
        if not named or pattern("alike", "listed").fullmatch(between):
            named.append(word)
    return [word[0] for word in named]


def with_its_terms(turn: Turn) -> bool:
    """Whether somebody is wanted on terms of the request at hand: "a tester, same period"."""
    led = pattern("alike", "somebody").search(turn.text)
    return bool(led and _named_alike(turn))


def _named_alike(turn: Turn) -> list[str]:
    """The fields that a message says are the same: start and place of "same start and place"."""
    terms, joins = lexicon("alike")["terms"], pattern("alike", "joins")
    named: list[str] = []
    for match in pattern("alike", "same").finditer(turn.text):
        for word in re.findall(r"[a-z]+|[&,/+]", match["what"].lower()):
            of_it = terms.get(word) or terms.get(word.removesuffix("s"))
            if not of_it and not joins.fullmatch(word):
                break
            named += of_it or ()
    every = [name for name in turn.fields if name not in (*ITS_OWN, *OF_THE_TRADE)]
    return every if "*" in named else list(dict.fromkeys(named))


def _held_against(turn: Turn) -> dict[str, Any]:
    """An amount that is told by that of the request at hand: "10 % less than the designer"."""
    budget, role = turn.fields.get("budget"), str(turn.fields.get("role") or "").lower()
    for way, sign in (("more", 1), ("less", -1)):
        match = pattern("alike", "than", way).search(turn.text)
        if budget and match and match["whom"].lower().startswith(role):
            share = 1 + sign * float(match["number"]) / 100
            ends = {end: round(budget[end] * share, 2) for end in ENDS if budget.get(end)}
            return {"budget": {**budget, **ends}}
    return {}


def _of_its_own(said: dict[str, Any]) -> dict[str, Any]:
    """What is said without words that only point at the other request: "for the same period"."""
    points = pattern("alike", "about_same")
    return {name: v for name, v in said.items() if name not in FREE or not points.search(str(v))}


def _unsettled(said: dict[str, Any]) -> list[str]:
    """What of the days of another request does not hold where some are said anew."""
    told = [name for name in WHEN if name in said]
    if len(told) > 1:
        return [*WHEN]
    return ["deadline", *(["duration_weeks"] if "deadline" in said else [])] if told else []


def _less(fields: dict[str, Any], names: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}

"""Incidents with files, data and plans: what is told of one, and what is asked about it after."""

from assistant.offline.language import lexicon, pattern
from assistant.offline.talk.going_around import REMEMBERED, asks_on, reports, tells_it
from assistant.offline.turn import Call, Turn


def rule(text: str) -> str:
    """The question to the library that an incident told in a text comes to; empty if it has none.

    What would be if, or whether one may, asks for a rule and tells of nothing.
    """
    if pattern("incidents", "asks_the_rule").search(text):
        return ""
    kinds = enumerate(lexicon("incidents")["kinds"])
    told = (k for at, k in kinds if pattern("incidents", "kinds", at, "said").search(text))
    return str(next(told, {"question": ""})["question"])


def is_told(turn: Turn) -> bool:
    """Something went wrong: a file lost or sent astray, plans leaked; or it is asked on about."""
    if rule(turn.text):
        return not _asks_for_work(turn)
    return bool(_before(turn)) and (asks_on(turn.text) or _goes_on(turn.text))


def help_out(turn: Turn) -> list[Call]:
    """What to do at once; handed over as well where it is to be reported."""
    question = rule(turn.text) or _before(turn)
    return [Call("ask_policy", {"question": question}), *reports(turn, team="security")]


def adds_to(turn: Turn) -> bool:
    """More is told of what went wrong or was done outside intake: "it was about 300 addresses"."""
    told = _before(turn) or tells_it(turn.said_before)
    more = pattern("around", "more").search(turn.text)
    return bool(told and more) and "?" not in turn.text and not _asks_for_work(turn)


def _goes_on(text: str) -> bool:
    return pattern("incidents", "goes_on").search(text) is not None


def _before(turn: Turn) -> str:
    """The rule for the incident that was told of just before; empty if none was."""
    return next(filter(None, map(rule, reversed(turn.earlier[-REMEMBERED:]))), "")


def _asks_for_work(turn: Turn) -> bool:
    """Somebody is wanted for it, so that it is work: "we were hacked, need a tester, 3 weeks"."""
    return "role" in turn.read.fields and pattern("parties", "wants").search(turn.text) is not None

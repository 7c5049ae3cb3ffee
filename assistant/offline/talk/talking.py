"""What is said to the assistant and not about a request: remarks, questions about it, a person."""

from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import Call, Turn
from assistant.offline.understanding.leftovers import FREE

LEAVING = ("goodbye", "pause")
"""Remarks after which nothing is asked."""
DETOURS = ("smalltalk", "out_of_scope", "escalate")
"""Intents that lead away from a request."""


def remark(text: str) -> str:
    """What kind of remark a text is, such as "cross" or "help"; empty if it is none."""
    kinds = lexicon("talk")["remarks"]
    return next((kind for kind in kinds if pattern("talk", "remarks", kind).search(text)), "")


def remarks(turn: Turn) -> bool:
    """Whether a message is only a remark, answered without a tool."""
    return bool(remark(turn.text))


def tells_aside(turn: Turn) -> bool:
    """Whether a message only tells what belongs in no field: the day of an event, a share."""
    read = turn.read
    return bool(read.asides) and not (read.fields or read.questions or read.dropped)


def leaves(turn: Turn) -> bool:
    """Whether a message ends the talk for now: "bye", "let me ask Daniel"."""
    return remarks(turn) and remark(turn.text) in LEAVING


def is_beside(turn: Turn) -> bool:
    """Whether a message is talk beside a request, after which one goes back to it."""
    return remarks(turn) or turn.read.intent in DETOURS


def _states(turn: Turn) -> bool:
    """Whether fields are read; a remark may have been taken for the free answer asked for."""
    return bool(set(turn.read.fields) - {*FREE})


def asks_of_me(turn: Turn) -> bool:
    """Whether the assistant or what one may do here is asked about: who reads it, its mistakes."""
    return bool(rule_on_me(turn)) and not _states(turn)


def look_up(turn: Turn) -> list[Call]:
    """What the library says of it, or of the word that a question of ours used."""
    return [Call("ask_policy", {"question": rule_on_me(turn)})]


def rule_on_me(turn: Turn) -> str:
    """The question to the library that such a question comes to; empty if none."""
    if "sensitive_data" in turn.asked and pattern("talk", "which_data").search(turn.text):
        return str(lexicon("intents_plans")["sensitive_asked"])
    rules = lexicon("talk")["looked_up"]
    known = (n for n in rules if pattern("talk", "looked_up", n, "said").search(turn.text))
    return str(rules[name]["question"]) if (name := next(known, "")) else ""


def wants_person(turn: Turn) -> bool:
    """Whether somebody is to be asked, and it is not asked who, nor told of asking them oneself."""
    asks = pattern("talk", "asks_person").search(turn.text)
    return bool(asks) and not asks_about_people(turn)


def asks_about_people(turn: Turn) -> bool:
    """Whether whom to ask, or whether one may, is a question of its own."""
    return pattern("talk", "asks_whom").search(turn.text) is not None

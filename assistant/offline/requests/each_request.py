"""Questions about several requests at once: "do both need procurement?", "which is riskier?"."""

from dataclasses import replace

from assistant.offline.language import compiled, lexicon, pattern
from assistant.offline.people import picking
from assistant.offline.requests.naming import Row, in_order
from assistant.offline.turn import About, Call, Turn
from assistant.offline.understanding.leftovers import FREE

MOST = 4
"""Of so many requests at most one answer tells."""
OF_PEOPLE = ("price", "cheaper", "cheapest", "availability", "soonest")
"""What is asked of the people beside their list, and else of requests."""


def asked_of_each(turn: Turn) -> Turn | None:
    """The turn as a question on each request of this conversation; None if it asks none.

    The question is asked of one request in the words by which its record answers.
    """
    together = _together(turn)
    question = _question(turn.text) if len(together) > 1 else ""
    if not question or _is_of_people(turn):
        return None
    return replace(turn, text=question, about=About(tuple(together), "each"))


def _together(turn: Turn) -> list[Row]:
    return in_order(turn)[:MOST] if turn.request else []


def _question(text: str) -> str:
    """What is asked of each request; empty if the text asks nothing of several."""
    several, asks = pattern("naming", "several"), pattern("picking", "asks")
    if not (asks.search(text) and several.search(text)):
        return ""
    for form, question in lexicon("naming")["asked_of_each"]:
        if match := compiled(form).search(text):
            return str(question).format(**match.groupdict())
    return ""


def _is_of_people(turn: Turn) -> bool:
    """Whether the people shown are meant: a name among them, or what only their list tells."""
    if turn.read.fields.keys() - {*FREE} or picking.is_named(turn.text, turn.shortlist):
        return True
    of_requests = pattern("naming", "several_requests").search(turn.text)
    theirs = any(pattern("picking", "topics", one).search(turn.text) for one in OF_PEOPLE)
    return bool(turn.shortlist and theirs) and not of_requests


def show_each(about: About) -> list[Call]:
    """Look at each of the requests."""
    return [Call("show_request", {"request_id": str(one["id"])}) for one in about.requests]

"""What is certain by the words of a message about requests and the decisions on them."""

from collections.abc import Mapping
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.talk import following
from assistant.offline.turn import REQUEST_ID, Turn, has_form
from assistant.offline.understanding.leftovers import FREE
from assistant.offline.understanding.text.passage import corrected

AGAINST = ("rejected", "changes_requested")
ANSWERED = (*AGAINST, "draft", "awaiting_confirmation")
"""Where what was said against a request still holds: until it is filed anew, or given up."""


def topic_of(text: str) -> str | None:
    """What a text asks of the request itself: its cost, its risk, who approves, what is next."""
    mended, topics = corrected(text), lexicon("intents_plans")["about"]
    return next((t for t in topics if pattern("intents_plans", "about", t).search(mended)), None)


def asks_for_recap(turn: Turn) -> bool:
    """The person wants to hear what is written down so far, and not what they filed in a time."""
    recaps = has_form(turn, "recap") and not has_form(turn, "of_a_span")
    return bool(turn.request) and not turn.read.fields and recaps


def goes_back(turn: Turn) -> bool:
    """The person turns to the request again: "ok, back to the draft", "where were we?"."""
    return has_form(turn, "goes_back") and not turn.read.fields


def names_a_request(turn: Turn) -> bool:
    """A request is named by its id, and nothing that could be done with it."""
    nothing_else = turn.read.intent in ("smalltalk", "out_of_scope") and not turn.read.fields
    return nothing_else and bool(REQUEST_ID.search(turn.text))


def asks_about_request(turn: Turn) -> bool:
    """The request at hand is asked about, and nothing new is said."""
    # A question may have been taken for the free answer that was asked for.
    answers = {*turn.asked} & {*FREE}
    changes = set(turn.read.fields) - answers or turn.read.circumvents
    return bool(turn.request) and not changes and topic_of(turn.text) is not None


def asks_why(turn: Turn) -> bool:
    """Why it was decided so, or what the rules rest on, is asked in a word: "why?"."""
    bare = following.aspect_of(turn.text) == "reason" and not turn.asked
    return bare and not following.follows_an_answer(turn) and why_of(turn) is not None


def why_of(turn: Turn) -> Mapping[str, Any] | None:
    """The request that a bare "why?" asks about: that at hand, or the last that was sent back."""
    if turn.request:
        return turn.request if turn.request.get("rulings") else None
    mine = turn.state.get("my_requests") or ()
    return next((one for one in mine if one.get("status") in AGAINST), None)


def asked_of(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Who was asked to decide when the request was filed last, but for what is closed undecided."""
    asked = [a for a in record.get("approvals") or () if a.get("decision") != "superseded"]
    newest = max((a.get("version") or 0 for a in asked), default=0)
    return [a for a in asked if (a.get("version") or 0) == newest]


def may_decide(turn: Turn, approval: Mapping[str, Any]) -> bool:
    """Whether a decision is this person's, or may be taken by them instead."""
    return turn.me in (approval["approver"], *(approval.get("stand_ins") or ()))


def chases(turn: Turn) -> bool:
    """Whoever decides is to be reminded: "nudge Daniel"."""
    return turn.context in ("none", "filed") and has_form(turn, "chases")


def chases_own(turn: Turn) -> bool:
    """Whoever decides on the request at hand is to be reminded."""
    return turn.context == "filed" and chases(turn)


def asks_of_decisions(turn: Turn) -> bool:
    """Whether somebody has decided is asked where no request is at hand: "did Daniel approve?"."""
    mine = turn.mine or has_form(turn, "until_now")
    asks = topic_of(turn.text) in ("approvers", "said") and has_form(
        turn, "asks_decided", "asks_said"
    )
    return bool(asks and mine and not turn.request and not turn.about)


def asks_who_holds(turn: Turn) -> bool:
    """Who holds an office of the company is asked: that is no question of matches."""
    return has_form(turn, "who_holds")


def asks_how_long(turn: Turn) -> bool:
    """How long it takes until a filed request is decided is asked: "when will I hear back?"."""
    asked = pattern("intents_plans", "how_long", "said").search(turn.text)
    return turn.context == "filed" and asked is not None


def asks_what_waits(turn: Turn) -> bool:
    """What is late, waits or was filed of late is asked for: "what's late?"."""
    return has_form(turn, "asks_what_waits")


def shows_all(turn: Turn) -> bool:
    """Every request that was opened together is to be shown: "show both"."""
    return bool(turn.request.get("group")) and has_form(turn, "shows_all")

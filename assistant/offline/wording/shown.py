"""Words for a request that was asked about: its state, or what was asked of it."""

from typing import Any

from assistant.offline.language import pattern
from assistant.offline.requests.of_requests import (
    asks_for_recap,
    asks_how_long,
    asks_why,
    chases,
    topic_of,
)
from assistant.offline.requests.which_request import asks_of_it
from assistant.offline.turn import Result, Turn
from assistant.offline.wording import matches, parties, records, scoping
from assistant.offline.wording.explained import explained
from assistant.offline.wording.speech import phrase


def shown_words(turn: Turn, result: Result) -> list[str]:
    """What is said of a request that was looked at."""
    record = result.data.get("record") or {}
    if record and (told := parties.shown_words(turn, record)):
        return told
    if record and (topic := _topic(turn)):
        answer = explained(turn, topic, record)
        named = answer.startswith(records.title_of(record))
        return [answer if named else " ".join([*_which(turn, record), answer])]
    if record and turn.me and record.get("requester") != turn.me:
        return _about_theirs(turn, record)
    asks_state = asks_of_it(turn, "state")
    of_people = turn.read.intent in ("match_question", "override_match")
    if of_people and not (asks_state or asks_for_recap(turn)):
        return _about_filed(turn, record)
    about_state = (
        asks_state
        or turn.read.intent in ("status", "approve_or_reject")
        or asks_how_long(turn)
        or not turn.read.questions
        or asks_for_recap(turn)
        or chases(turn)
    )
    if record and not about_state:
        return [records.approvers_words(turn, record)]
    decides = record and turn.read.intent == "approve_or_reject"
    told = [phrase("decides_own", turn.seed)] if decides else []
    told += [records.status_words(turn, record)] if record else []
    recaps = asks_for_recap(turn)
    open_still = record.get("status") in ("draft", "changes_requested")
    if open_still or recaps:
        told.append(records.summary_words(turn, record))
        told += [scoping.all_assumed(turn, record)] if recaps and open_still else []
    if record.get("status") == "in_approval" and chases(turn):
        told.append(phrase("reminders", turn.seed))
    return [" ".join(told)]


def _topic(turn: Turn) -> str | None:
    """What is asked of the request that is shown: who approves it, what it costs."""
    approvals = asks_of_it(turn, "approvals")
    bare = "why" if asks_why(turn) else "approvers" if approvals else None
    return topic_of(turn.text) or bare


def _which(turn: Turn, record: dict[str, Any]) -> list[str]:
    """The name of a request that is asked about while another one is at hand, or beside others."""
    of_each = turn.about is not None and turn.about.kind == "each"
    here = record["id"] == turn.request.get("id") and not of_each
    return [] if here else [f"{records.title_of(record)}:"]


def _about_theirs(turn: Turn, record: dict[str, Any]) -> list[str]:
    """Somebody else's request; its people where they are asked for."""
    told = [records.theirs_words(turn, record)]
    if record.get("shortlist") and pattern("intents_plans", "matches").search(turn.text):
        told += matches.shortlist_words(turn, Result("show_request", {}, dict(record)))
    return told


def _about_filed(turn: Turn, record: dict[str, Any]) -> list[str]:
    """After filing the list stands: procurement confirms or chooses from it."""
    found = Result("show_request", {}, {"shortlist": record.get("shortlist") or []})
    if turn.read.intent == "override_match":
        return [phrase("list_stays", turn.seed)]
    return matches.shortlist_words(turn, found)

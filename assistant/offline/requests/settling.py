"""What settles a request: yes, no, file, withdraw, undo."""

from typing import Any

from assistant.offline import certain
from assistant.offline.changes import edits
from assistant.offline.deciders import deciding
from assistant.offline.language import pattern
from assistant.offline.requests.naming import Row, opened_together
from assistant.offline.turn import TURNING, Call, Result, Turn, has_form

MOST = 3
"""So many requests beside the one at hand at most are looked at."""


def confirm(turn: Turn) -> list[Call]:
    """Yes means file what is before the person; with something left to say it means go on."""
    if not turn.request:
        return deciding.agree(turn)
    if turn.context == "awaiting_confirmation":
        corrects = turn.read.fields and turn.read.corrects
        return edits.writes(turn) if corrects else [file(turn.request)]
    if turn.context == "filed":
        return [Call("list_requests")]
    writes = edits.writes(turn)
    if writes:
        return writes
    if pattern("intents_plans", "matches").search(turn.text) and not certain.asks_to_file(turn):
        return [Call("find_talent")]
    return [] if turn.request.get("missing") else [Call("propose_filing")]


def hand_in(turn: Turn) -> list[Call]:
    """File a request that was named; one that is filed already is shown."""
    if turn.context == "filed":
        return [Call("show_request", {"request_id": str(turn.request["id"])})]
    return confirm(turn)


def files_several(turn: Turn) -> bool:
    """All that were opened together are to be filed, and the one at hand is not complete."""
    several = pattern("intents_plans", "files_several").search(turn.text)
    incomplete = bool(turn.request.get("missing")) and certain.asks_to_file(turn)
    return bool(several) and incomplete and bool(_beside(turn))


def look_beside(turn: Turn) -> list[Call]:
    """Look at those opened together with the one at hand, for one that is complete."""
    return [Call("show_request", {"request_id": str(one["id"])}) for one in _beside(turn)]


def turn_to_complete(turn: Turn, _last: Result) -> list[Call]:
    """Turn to the first request that is complete, of those looked at to be filed."""
    records = [result.data.get("record") or {} for result in turn.results]
    ready = [one for one in records if one.get("status") == "draft" and not one.get("missing")]
    found = ready if turn.planned_by(files_several) else []
    return [Call(TURNING, {"request_id": one["id"]}) for one in found[:1]]


def _beside(turn: Turn) -> list[Row]:
    return opened_together(turn)[:MOST]


def file(request: dict[str, Any]) -> Call:
    """File a request in the version that its requester saw."""
    return Call("file_request", {"request_id": request["id"], "version": request["version"]})


def go_on(turn: Turn, last: Result) -> list[Call]:
    """File what was proposed, and propose what was to be filed beside a choice."""
    if last.name == "adjust_shortlist":
        files = pattern("picking", "and_files").search(turn.text)
        return [Call("propose_filing")] if files else []
    record = last.data.get("record") or {}
    return [file(record)] if record.get("id") else []


def is_filed_already(turn: Turn) -> bool:
    """What is filed is to be filed."""
    return turn.context == "filed" and not edits.is_closed(turn) and certain.files_after_all(turn)


def takes_back(turn: Turn) -> bool:
    """What is filed is to be taken back as a whole."""
    filed = turn.context == "filed" and not edits.is_closed(turn)
    return filed and "?" not in turn.text and has_form(turn, "takes_back")


def cancel(turn: Turn) -> list[Call]:
    """Give up the request, or only what was said last where the message says what instead."""
    if not turn.request or edits.is_closed(turn):
        return [Call("list_requests")]
    if pattern("intents_plans", "not_yet").search(turn.text):
        return [] if turn.context != "filed" else [Call("show_request", _id(turn))]
    changes = turn.read.dropped or pattern("corrections", "rather").search(turn.text)
    if changes and (changed := edits.writes(turn)):
        return changed
    return withdraw(turn)


def undecided(turn: Turn) -> list[Call]:
    """The one request of the person's that is with approvers; else all of theirs."""
    mine = [one for one in turn.mine if one.get("status") == "in_approval"]
    one = [Call("show_request", {"request_id": str(each["id"])}) for each in mine]
    return one if len(one) == 1 else [Call("list_requests")]


def _id(turn: Turn) -> dict[str, str]:
    return {"request_id": str(turn.request["id"])}


def withdraw(turn: Turn) -> list[Call]:
    """Withdraw the request at hand; its requester is asked before."""
    return [Call("withdraw_request", {"reason": turn.text.strip()[:300]})]


def undo(_turn: Turn) -> list[Call]:
    """Take the last change back."""
    return [Call("undo_change")]

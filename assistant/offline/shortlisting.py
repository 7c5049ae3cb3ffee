"""What to do about the people who fit: show them, weigh anew, pin and leave out."""

from assistant.offline import deciding, edits, inquiring, picking
from assistant.offline.language import pattern
from assistant.offline.turn import Call, Turn

NARROWING = ("budget", "skills", "language", "location", "start_date", "hours_per_week")
"""What narrows a list down when it is said of the people in it."""


def find(_turn: Turn) -> list[Call]:
    """Look who fits the request at hand."""
    return [Call("find_talent")]


def match_question(turn: Turn) -> list[Call]:
    """Who fits, and why; how matching works is in the library."""
    if absent := asked_for(turn):
        return absent
    if pattern("intents_plans", "how_matching_works").search(turn.text):
        return [Call("ask_policy", {"question": turn.text.strip()})]
    if not turn.request:
        return deciding.show_theirs(turn)
    if turn.context == "filed":
        return [Call("show_request", {"request_id": turn.request["id"]})]
    if turn.shortlist and not picking.pointed_at(turn.text, turn.shortlist) and not shows(turn):
        return edits.writes(turn)
    # "Show me designers" looks for people; it makes no designer of another role.
    return [*edits.writes(turn, less=("role",) if turn.fields.get("role") else ()), *find(turn)]


def shows(turn: Turn) -> bool:
    """Whether the list, or who is on it and why, is asked for."""
    return pattern("picking", "speaks_of_list").search(turn.text) is not None


def asked_for(turn: Turn) -> list[Call]:
    """Somebody who is not in the list, asked for by name: "why is Ana Silva not here?"."""
    said = pattern("intents_plans", "absent").search(turn.text) if turn.shortlist else None
    return [Call("why_absent", {"person": said["who"]})] if said else []


def override(turn: Turn) -> list[Call]:
    """Pin, leave out or weigh anew those shown; after filing the list stands."""
    if absent := asked_for(turn):
        return absent
    if not turn.request:
        return deciding.show_theirs(turn)
    if turn.context == "filed":
        return [Call("show_request", {"request_id": turn.request["id"]})]
    chosen = picking.overrides(turn.text, turn.shortlist)
    narrows = turn.read.corrects or not turn.read.fields.keys().isdisjoint(NARROWING)
    writes = edits.writes(turn) if narrows else []
    if not turn.shortlist or (writes and not chosen):
        return [*writes, *find(turn)]
    if not chosen:
        return find(turn) if shows(turn) else []
    return [*writes, Call("adjust_shortlist", chosen)]


def choose(turn: Turn) -> list[Call]:
    """Put somebody first, take them off the list, or take a pin back; after filing it stands."""
    if turn.context == "filed":
        return [Call("show_request", {"request_id": turn.request["id"]})]
    if unpins(turn):
        return _unpin(turn)
    chosen = picking.overrides(turn.text, turn.shortlist)
    if not chosen.keys().isdisjoint(("pin", "exclude")):
        return [Call("adjust_shortlist", chosen)]
    meant = picking.pointed_at(turn.text, turn.shortlist) or inquiring.spoken_of(turn)
    first = str((meant or turn.shortlist)[0]["id"])
    if pattern("picking", "leaves_spoken").search(turn.text):
        out = {"id": first, "reason": picking.reason_in(turn.text) or turn.text.strip()[:300]}
        return [Call("adjust_shortlist", {"exclude": [out]})]
    return [Call("adjust_shortlist", {"pin": [first]})]


def unpins(turn: Turn) -> bool:
    """Whether a pin is to be taken back."""
    return pattern("picking", "unpins").search(turn.text) is not None


def _unpin(turn: Turn) -> list[Call]:
    """Take back the pins of those meant, or all where nobody is named."""
    meant = picking.pointed_at(turn.text, turn.shortlist) or turn.shortlist
    pinned = [str(one["id"]) for one in meant if one.get("pinned") is not None]
    return [Call("adjust_shortlist", {"unpin": pinned})] if pinned else []


def cheaper(turn: Turn) -> list[Call]:
    """Those who fit with the cheapest first, once there is a list or where one is asked for."""
    by_cost = turn.shortlist or pattern("picking", "by_cost").search(turn.text)
    wanted = {"priorities": {"price": 2.0}, "order": "cost"}
    return [Call("adjust_shortlist", wanted)] if by_cost else []


def further(_turn: Turn) -> list[Call]:
    """Look at the list as it stands, to show those who come after."""
    return [Call("read_profiles")]


def weighed_anew(turn: Turn) -> list[Call]:
    """What matters most, said before there is a list: "the cheapest one please"."""
    wanted = picking.overrides(turn.text, turn.shortlist).get("priorities")
    ready = turn.request and turn.context in ("scoping", "shortlist_shown")
    return [Call("adjust_shortlist", {"priorities": wanted})] if wanted and ready else []

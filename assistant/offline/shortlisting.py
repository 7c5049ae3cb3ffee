"""What to do about the people who fit: show them, weigh anew, pin and leave out."""

from assistant.offline import certain, deciding, edits, picking
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
    # "Show me designers" looks for people; it makes no designer of another role.
    return [*edits.writes(turn, less=("role",) if turn.fields.get("role") else ()), *find(turn)]


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
    if certain.picks_somebody(turn):
        first = [str(one["id"]) for one in picking.pointed_at(turn.text, turn.shortlist)[:1]]
        return [Call("adjust_shortlist", chosen or {"pin": first})]
    narrows = turn.read.corrects or not turn.read.fields.keys().isdisjoint(NARROWING)
    writes = edits.writes(turn) if narrows else []
    if not turn.shortlist or not chosen:
        return [*writes, *find(turn)]
    return [*writes, Call("adjust_shortlist", chosen)]


def weighed_anew(turn: Turn) -> list[Call]:
    """What matters most, said before there is a list: "the cheapest one please"."""
    wanted = picking.overrides(turn.text, turn.shortlist).get("priorities")
    ready = turn.request and turn.context in ("scoping", "shortlist_shown")
    return [Call("adjust_shortlist", {"priorities": wanted})] if wanted and ready else []

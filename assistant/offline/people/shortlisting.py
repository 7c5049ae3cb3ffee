"""What to do about the people who fit: show them, weigh anew, pin and leave out."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.changes import edits
from assistant.offline.deciders import deciding
from assistant.offline.language import pattern
from assistant.offline.people import inquiring, picking
from assistant.offline.turn import SCOPING, Call, Turn
from assistant.offline.understanding.leftovers import FREE

TWO = 2
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
        return _as_filed(turn)
    if turn.shortlist and not picking.pointed_at(turn.text, turn.shortlist) and not shows(turn):
        return edits.writes(turn)
    # "Show me designers" looks for people; it makes no designer of another role.
    return [*edits.writes(turn, less=("role",) if turn.fields.get("role") else ()), *find(turn)]


def shows(turn: Turn) -> bool:
    """Whether the list, or who is on it and why, is asked for."""
    return pattern("picking", "speaks_of_list").search(turn.text) is not None


def asked_for(turn: Turn) -> list[Call]:
    """Somebody who is not in the list, asked for by name: "why is Ana Silva not here?"."""
    if not turn.shortlist:
        return []
    here = picking.pointed_at(turn.text, turn.shortlist)
    said = pattern("intents_plans", "absent").search(turn.text)
    if said and not picking.pointed_at(said["who"], turn.shortlist):
        return [Call("why_absent", {"person": said["who"]})]
    said = pattern("intents_plans", "why_not").search(turn.text)
    named = said and said["who"].istitle() and not here
    return [Call("why_absent", {"person": said["who"]})] if said and named else []


def override(turn: Turn) -> list[Call]:
    """Pin, leave out or weigh anew those shown; after filing the list stands."""
    if absent := asked_for(turn):
        return absent
    if not turn.request:
        return deciding.show_theirs(turn)
    if turn.context == "filed":
        return _as_filed(turn)
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
        return _as_filed(turn)
    if unpins(turn):
        return _unpin(turn)
    chosen = picking.overrides(turn.text, turn.shortlist)
    if not chosen.keys().isdisjoint(("pin", "exclude")):
        return [Call("adjust_shortlist", chosen)]
    meant = picking.pointed_at(turn.text, turn.shortlist) or inquiring.spoken_of(turn)
    ids = [str(one["id"]) for one in meant or turn.shortlist[:1]]
    if pattern("picking", "leaves_spoken").search(turn.text):
        out = {"id": ids[0], "reason": picking.reason_in(turn.text) or turn.text.strip()[:300]}
        return [Call("adjust_shortlist", {"exclude": [out]})]
    one = pattern("picking", "rather_than").search(turn.text)
    return [Call("adjust_shortlist", {"pin": ids[:1] if one else ids})]


def names_nobody(turn: Turn) -> bool:
    """Whether somebody is to be put first or left out who is not on the list."""
    nothing_else = not turn.read.fields and not turn.read.dropped
    about_list = turn.read.intent in ("override_match", "match_question")
    here = turn.shortlist and turn.context != "filed" and about_list and nothing_else
    return bool(here and _nobody(turn))


def look_up(turn: Turn) -> list[Call]:
    """Look where somebody is who was named and is not on the list."""
    return [Call("why_absent", {"person": _nobody(turn)})]


def _nobody(turn: Turn) -> str:
    colleagues = [{"name": one.name} for one in turn.people]
    return picking.nobody_named(turn.text, [*turn.shortlist, *turn.left_out, *colleagues])


def goes_on(turn: Turn) -> bool:
    """Whether somebody is named on top of the one before: "and the fourth too"."""
    return turn.context != "filed" and bool(_also(turn))


def choose_also(turn: Turn) -> list[Call]:
    """Pin or leave out somebody else as well."""
    return [Call("adjust_shortlist", _also(turn))]


def _also(turn: Turn) -> dict[str, Any]:
    return picking.also(turn.text, turn.said_before, turn.shortlist)


def puts_back(turn: Turn) -> bool:
    """Whether somebody is to be on the list again who was left out: "put Rahul back"."""
    known = [*turn.shortlist, *turn.left_out]
    if not known or not pattern("picking", "puts_back").search(turn.text):
        return False
    spoken = pattern("picking", "pronoun"), pattern("picking", "everybody")
    names = picking.pointed_at(turn.text, known) or any(one.search(turn.text) for one in spoken)
    return bool(names) and turn.read.fields.keys() <= set(FREE)


def include(turn: Turn) -> list[Call]:
    """Take those who are meant back on the list; "him" is whoever was left out last."""
    if turn.context == "filed":
        return _as_filed(turn)
    meant: Sequence[Mapping[str, Any]] = picking.pointed_at(
        turn.text, turn.left_out, seen=len(turn.left_out)
    )
    if not meant and not picking.pointed_at(turn.text, turn.shortlist):
        everybody = pattern("picking", "everybody").search(turn.text)
        one = pattern("picking", "pronoun").search(turn.text)
        meant = turn.left_out if everybody else turn.left_out[-1:] if one else []
    ids = [str(one["id"]) for one in meant]
    return [Call("adjust_shortlist", {"include": ids})] if ids else []


def takes_other(turn: Turn) -> bool:
    """Whether the other of two is meant: "no, the other one"."""
    says = pattern("picking", "other_one").search(turn.text)
    return bool(turn.shortlist) and turn.context != "filed" and says is not None


def choose_other(turn: Turn) -> list[Call]:
    """Put the other of the two last named first; where it is not clear who, show the list."""
    before = (picking.pointed_at(said, turn.shortlist) for said in reversed(turn.earlier[-3:]))
    named = next((people for people in before if people), [])
    pinned = [str(one["id"]) for one in turn.shortlist if one.get("pinned") is not None]
    others = [one for one in named if one["id"] not in pinned]
    if len(named) == TWO and len(others) == 1:
        return [Call("adjust_shortlist", {"pin": [others[0]["id"]], "unpin": pinned})]
    return find(turn)


def wants_usual_order(turn: Turn) -> bool:
    """Whether the list is to be ranked as if nothing had been weighed: "the normal order"."""
    asked = pattern("picking", "usual_order").search(turn.text)
    return bool(turn.shortlist) and asked is not None


def rank_as_usual(turn: Turn) -> list[Call]:
    """Weigh everything as usual, by fit; where nothing was weighed, take the pins back."""
    weighed = dict.fromkeys(turn.state.get("weighed") or (), 1.0)
    pinned = [str(one["id"]) for one in turn.shortlist if one.get("pinned") is not None]
    if pinned and not weighed:
        return [Call("adjust_shortlist", {"unpin": pinned, "order": "fit"})]
    return [Call("adjust_shortlist", {"priorities": weighed, "order": "fit"})]


def _as_filed(turn: Turn) -> list[Call]:
    """The request as it is; after filing its list stands."""
    return [Call("show_request", {"request_id": turn.request["id"]})]


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
    ready = turn.request and turn.context in SCOPING
    return [Call("adjust_shortlist", {"priorities": wanted})] if wanted and ready else []

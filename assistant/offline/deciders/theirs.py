"""Requests of others: what somebody says or asks who decides on them, matches, or reads along."""

import re
from collections.abc import Mapping
from typing import Any

from assistant.offline.certain import tells_our_work
from assistant.offline.changes.role_said import of_one_gone
from assistant.offline.deciders import deciding
from assistant.offline.language import compiled, lexicon, pattern
from assistant.offline.people import picking
from assistant.offline.requests.which_request import TERMS
from assistant.offline.talk import incidents, talking
from assistant.offline.turn import REQUEST_ID, Call, Turn, has_form
from assistant.offline.understanding.features import cues

WORK = ("scope", "deliverables", "skills", "systems")
"""What tells of work to be done."""
FEWEST = 2
"""Terms without a role that begin a request: how long, and for how much."""
SAYS_SOMETHING = 4
"""So many words are more than a greeting or thanks."""
WRITING = ("new_request", "provide_detail", "amend", "override_match")
TALK = ("smalltalk", "out_of_scope", "confirm", "cancel", "policy_question", "approve_or_reject")


def waiting(turn: Turn) -> list[Mapping[str, Any]]:
    """The requests of others that wait for this person's decision or match."""
    state = turn.state
    return [*(state.get("approvals_waiting") or ()), *(state.get("matches_to_confirm") or ())]


def meant(turn: Turn) -> Mapping[str, Any] | None:
    """The request of somebody else that a message is about: of this thread, or one that waits."""
    if turn.request:
        return None
    if before := deciding.decided_before(turn):
        return before
    here: Mapping[str, Any] | None = turn.state.get("theirs_here")
    theirs = waiting(turn)
    found = deciding.meant(turn, theirs) if not here or len(theirs) > 1 else None
    return next((one for one in theirs if one["id"] == found), None) or here


def concerned(turn: Turn) -> bool:
    """Whether requests of others are in this thread, or wait for this person."""
    return meant(turn) is not None or bool(waiting(turn))


def may_read(turn: Turn, one: Mapping[str, Any]) -> bool:
    """Whether the person may see that request: it waits for them, or they have a part in it."""
    return bool(one.get("readable") or one.get("decision")) or one["id"] in {
        other["id"] for other in waiting(turn)
    }


def named(turn: Turn) -> str | None:
    """The colleague whose requests are asked about: "what did Leo ask for?"; their name as said."""
    found = _with_name("of_somebody", turn.text)
    return str(found["who"]) if found and not picking.is_named(turn.text, turn.shortlist) else None


def _with_name(key: str, text: str) -> re.Match[str] | None:
    """The first of these forms, each with the name of a colleague in it, that a text has."""
    name = {"name": lexicon("parties")["name"]}
    found = (compiled(form, name).search(text) for form in lexicon("parties")[key])
    return next(filter(None, found), None)


def files_for_me(turn: Turn) -> bool:
    """A colleague is to file in the requester's place: "Hannah may file it for me"."""
    return bool(turn.request) and _with_name("files_for_me", turn.text) is not None


def asks_of_somebody(turn: Turn) -> bool:
    """The requests of a colleague are asked about, by the colleague's name."""
    return not asks_who_or_why(turn) and named(turn) is not None


def of_somebody(turn: Turn) -> list[Call]:
    """One's own requests, or the one that waits; nothing of what others asked for."""
    who = (named(turn) or "").lower()
    if who.split()[0] in _names(turn.me):
        return [Call("list_requests")]
    one = meant(turn)
    theirs = one and who.split()[0] in _names(one.get("requester"))
    return [Call("show_request", {"request_id": one["id"]})] if one and theirs else []


def _names(email: Any) -> list[str]:
    return str(email or "").split("@")[0].lower().split(".")


def asks_who_or_why(turn: Turn) -> bool:
    """Who is wanted is asked, or what for: "who did Maya pin?", "why is it needed?"."""
    return _readable(turn) is not None and topic(turn.text) is not None


def asks_of_one(turn: Turn) -> bool:
    """A request that waits is asked for by its role: "what about the copywriter?"."""
    asked = pattern("parties", "about_one").search(turn.text)
    return asked is not None and _by_role(turn, asked["what"].lower()) is not None


def _by_role(turn: Turn, role: str) -> Mapping[str, Any] | None:
    found = [one for one in waiting(turn) if str(one.get("title") or "-").lower() in role]
    return found[0] if len(found) == 1 and not turn.request else None


def topic(text: str) -> str | None:
    """What is asked of somebody else's request."""
    topics = lexicon("parties")["of_theirs"]
    return next((one for one in topics if pattern("parties", "of_theirs", one).search(text)), None)


def _readable(turn: Turn) -> Mapping[str, Any] | None:
    one = meant(turn)
    return one if one and may_read(turn, one) else None


def show(turn: Turn) -> list[Call]:
    """Show the request of somebody else that is meant, with what the person may do about it."""
    one = _readable(turn)
    return [Call("show_request", {"request_id": one["id"]})] if one else []


def confirms(turn: Turn) -> bool:
    """Procurement names somebody to confirm: shown with its buttons, since only a click does it."""
    matches = turn.state.get("matches_to_confirm")
    told = (pattern("parties", one).search(turn.text) for one in ("confirms", "refuses_match"))
    chooses = any(told)
    return bool(matches and chooses) and not turn.request and not REQUEST_ID.search(turn.text)


def confirm(turn: Turn) -> list[Call]:
    """The match that waits, if it is clear which; else those that do."""
    one = deciding.meant(turn, turn.state.get("matches_to_confirm") or ())
    return [Call("show_request", {"request_id": one})] if one else [Call("list_requests")]


def asks_which_to_confirm(turn: Turn) -> bool:
    """Which matches wait for procurement is asked."""
    asked = pattern("parties", "confirm_which").search(turn.text)
    return bool(asked and turn.state.get("matches_to_confirm"))


def says_verdict(turn: Turn) -> bool:
    """A decision is said in passing where one waits: "ok from me", "no, too expensive"."""
    waits = turn.state.get("approvals_waiting") or ()
    if turn.request or turn.shortlist or not waits:
        return False
    found = deciding.meant(turn, waits)
    one: Mapping[str, Any] = next((each for each in waits if each["id"] == found), {})
    said = picking.part_about(turn.text, one)
    decides = (
        pattern("picking", "agrees_to_it").search(said)
        or pattern("picking", "condition").search(said)
        or any(picking.announces(said, name) for name in lexicon("picking")["verdicts"])
    )
    orders = pattern("deciding", "opens").search(said) is not None
    return bool(decides) and "?" not in said and (orders or not wants(turn))


def decides_for_me(turn: Turn) -> bool:
    """The assistant is asked to decide in the person's place."""
    return bool(pattern("parties", "decide_for_me").search(turn.text) and waiting(turn))


def decide(turn: Turn) -> list[Call]:
    """The decision that waits, or those that do: the person's own click decides."""
    one = deciding.meant(turn, turn.state.get("approvals_waiting") or ())
    return deciding.decide(turn) if one else [Call("list_requests")]


def remarks(turn: Turn) -> bool:
    """A remark by somebody without a request here: it asks for nobody and for no work."""
    spoken = incidents.adds_to(turn) or talking.remarks(turn)
    other = turn.read.circumvents or REQUEST_ID.search(turn.text) or spoken
    if turn.request or other or wants(turn):
        return False
    intent, asks = turn.read.intent, bool(turn.read.questions)
    if not concerned(turn):
        terms = [name for name in TERMS if name in turn.read.fields]
        asks = asks or "?" in turn.text
        opens = intent in ("new_request", "provide_detail")
        return opens and not asks and len(terms) < FEWEST
    here = turn.state.get("theirs_here") is not None
    longer = len(turn.text.split()) >= SAYS_SOMETHING and not cues(turn.text)["thanks_only"]
    decides = intent in ("approve_or_reject", "confirm") and bool(waiting(turn))
    talks = here and longer and intent in TALK and not asks and "?" not in turn.text
    return intent in WRITING or (talks and not decides)


def wants(turn: Turn) -> bool:
    """Whether a role or work is asked for, which opens a request."""
    fields, one = turn.read.fields, meant(turn)
    asks = pattern("parties", "wants").search(turn.text)
    if asks or has_form(turn, "copy", "copies") or tells_our_work(turn) or of_one_gone(turn.text):
        return True
    role, title = (
        str(each.get("role") or each.get("title") or "").lower() for each in (fields, one or {})
    )
    if role and sum(name in fields for name in TERMS) >= FEWEST:
        return True
    needs = not concerned(turn) or bool(pattern("parties", "needs_work").search(turn.text))
    other = bool(role) and role not in title
    told = other or any(name in fields for name in WORK)
    return (told and needs) or (other and len(fields) > 1)

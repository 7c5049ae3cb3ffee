"""Which of several requests a message is about: the one at hand, another one, a new one."""

from itertools import dropwhile

from assistant.offline.certain import said
from assistant.offline.language import lexicon, pattern
from assistant.offline.picking import gone_back_to, linked
from assistant.offline.turn import Turn

TERMS = ("budget", "duration_weeks", "start_date", "deadline", "headcount", "deliverables")
"""What each request has for itself."""


def opens_another(turn: Turn) -> bool:
    """Another request is begun beside the one at hand: "also, separately, a translator".

    Another trade with two terms of its own begins one by itself, where the one at hand has some.
    """
    role, known = turn.read.fields.get("role"), turn.fields.get("role")
    own, told = ([one for one in TERMS if one in of] for of in (turn.read.fields, turn.fields))
    if not role:
        return bool(known) and len(own) > 1 and said(turn, "one_more_person")
    if not known or str(role).lower() in str(known).lower():
        return False
    complete = len(own) > 1 and len(told) > 1 and not turn.read.corrects
    joined = _joins(turn, str(role)) or (bool(own) and said(turn, "one_more_role"))
    return complete or joined or said(turn, "separate")


def _joins(turn: Turn, role: str) -> bool:
    """Whether a role is joined to the one at hand: "and a French translator"."""
    match = pattern("intents_plans", "joined").search(turn.text)
    words = turn.text[match.end() :].lower().split() if match else []
    named = dropwhile(lambda word: word in lexicon("roles")["drop"], words)
    return match is not None and " ".join(named).startswith(role.lower())


def is_another(turn: Turn) -> bool:
    """Whether a message that asks for work means another request than the one at hand."""
    if not turn.request:
        return False
    if turn.context == "filed" or opens_another(turn):
        return True
    role, known = turn.read.fields.get("role"), turn.fields.get("role")
    differs = bool(role) and str(role).lower() not in str(known).lower()
    return bool(known) and (said(turn, "another") or differs)


def drops_request(turn: Turn) -> bool:
    """The request at hand is given up by its role: "drop the photographer"."""
    match = pattern("corrections", "drops_request").search(turn.text)
    role = str(turn.fields.get("role") or "").lower()
    what = match["what"].lower() if match else ""
    return bool(what and role) and (role.startswith(what) or f" {role}".endswith(f" {what}"))


def only_turns(turn: Turn) -> bool:
    """Nothing is said but which request to go on with: "back to the copywriter"."""
    return said(turn, "turns")


def stays_here(turn: Turn) -> bool:
    """The request to go on with is the one at hand already: "back to the SEO request"."""
    role = str(turn.fields.get("role") or "").lower()
    words = turn.text.lower().split()
    named = any(word.strip(".,!?") in role.split() for word in words)
    return only_turns(turn) and named


def goes_elsewhere(turn: Turn) -> bool:
    """A request to go on with that is not among the open ones: "back to the photographer".

    Where no other one is open, "back to illustrator" is a change of mind about the role.
    """
    what = gone_back_to(turn.text)
    beside = linked(turn.request, turn.state.get("my_requests") or ()) if turn.request else []
    names = ("role" in turn.read.fields and beside) or pattern("picking", "a_request").search(what)
    return bool(what and names and turn.request) and turn.read.fields.keys() <= {"role"}


def says_the_same(turn: Turn) -> bool:
    """What was said just before holds here too: "same for the photographer"."""
    same = pattern("picking", "same_for").search(turn.text)
    return bool(same and turn.earlier and turn.request)

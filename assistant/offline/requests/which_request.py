"""Which of the person's requests a message is about: the one at hand, another one, a new one."""

from dataclasses import replace
from itertools import dropwhile

from assistant.offline.changes import role_said
from assistant.offline.changes.corrections import counts
from assistant.offline.changes.relative import relative
from assistant.offline.language import lexicon, pattern
from assistant.offline.requests import alike, part_by_part
from assistant.offline.requests.each_request import asked_of_each
from assistant.offline.requests.naming import (
    Named,
    gone_back_to,
    is_here,
    names,
    opened_together,
    with_it,
)
from assistant.offline.requests.of_requests import topic_of
from assistant.offline.requests.supposing import supposes
from assistant.offline.turn import About, Kind, Turn, has_form
from assistant.offline.understanding.leftovers import FREE
from assistant.offline.understanding.text.statements import SENTENCE

TERMS = ("budget", "duration_weeks", "start_date", "deadline", "headcount", "deliverables")
"""What each request has for itself."""
COUNTED = {*TERMS, "hours_per_week", "location", "language", "sensitive_data"} - {*FREE}
"""What is read from more than the words around it."""

MOVABLE = {
    "start_date": "2026-01-05",
    "deadline": "2026-01-30",
    "duration_weeks": 4,
    "hours_per_week": 20,
    "budget": {"amount": 1000, "currency": "USD", "basis": "fixed"},
}
"""What a request that is not at hand may say, to see whether a message moves any of it."""


def resolved(turn: Turn) -> Turn:
    """The turn with the request that it is about, and with "it" for the name of it."""
    if turn.results or not _may_be_about_one(turn):
        return turn
    if several := asked_of_each(turn):
        return several
    for named in names(turn):
        if kind := _kind(turn, named):
            shows = has_form(turn, "shows_people")
            text = turn.text if shows else with_it(turn.text, named)
            return replace(turn, text=text, about=About(named.requests, kind))
    return turn


def _may_be_about_one(turn: Turn) -> bool:
    """Whether a message could be about one request: no attack, no copy, no list of roles."""
    closed = turn.read.intent == "injection" or turn.read.circumvents or has_form(turn, "copy")
    closed = closed or alike.once_more(turn) or chooses_role(turn)
    return not (closed or len(turn.read.requests) > 1 or part_by_part.parts(turn))


def order(turn: Turn) -> str | None:
    """What is to be done with the request that a message names: opens, files or withdraws it."""
    forms = lexicon("naming")["orders"] if turn.about else ()
    return next((one for one in forms if pattern("naming", "orders", one).search(turn.text)), None)


def asks_of_it(turn: Turn, what: str) -> bool:
    """Whether the state or the approvals of the request that is named are asked about."""
    return bool(turn.about) and pattern("naming", "asks", what).search(turn.text) is not None


def _kind(turn: Turn, named: Named) -> Kind | None:
    """What a message does with a request that it names; none where that is only mentioned."""
    there, lead = _said_there(turn, named), turn.text[_sentence(turn.text, named) : named.start]
    by_verb = _is(lead, "object")
    ordered = None if _is_something_else(turn, named) else order(there)
    if not named.requests:
        wants = by_verb and (ordered or _measures(there))
        return "tells" if wants or turn.read.intent == "cancel" else None
    same = says_the_same(turn) and by_verb
    if same or (ordered and (by_verb or named.surely) and not _is_waited_for(turn, named)):
        return "orders"
    waits = _is_waited_for(turn, named) or there.read.intent == "approve_or_reject"
    told = not waits and _is_told_of(turn, named, there)
    says = told and bool(there.read.fields or _measures(there))
    shows = _asks_for_people(there) and (named.surely or named.apart)
    if says or shows or _is_supposed_of(named, there, lead):
        return "tells"
    may_ask = named.how != "word" and not _is_something_else(turn, named)
    if may_ask and _asks(there) and (by_verb or not _is(lead, "beside")):
        return "asks"
    return "tells" if told and (by_verb or not there.read.questions) else None


def _is_something_else(turn: Turn, named: Named) -> bool:
    """Whether a name may mean the work, or somebody shown: "drop the project", "the first one"."""
    if named.how == "word" and named.definite:
        return order(_said_there(turn, named)) == "withdraws"
    said = turn.text[named.start : named.end]
    return bool(turn.shortlist and named.how == "place") and not _is_request(said)


def _is_request(said: str) -> bool:
    return pattern("naming", "request").search(said) is not None


def _is_told_of(turn: Turn, named: Named, there: Turn) -> bool:
    """Whether a message says something new of a request that it names."""
    lead = turn.text[_sentence(turn.text, named) : named.start]
    own = [one["id"] for one in named.requests] == [turn.request.get("id")]
    counted = _measures(there)
    if named.how == "count":
        return not own
    if named.how == "word":
        headed = pattern("naming", "headed").match(turn.text, named.end)
        return bool(counted and named.apart and headed) and _is(lead, "topic")
    if named.how == "place":
        told = counted or _tells_more_than_words(there)
        return told and (_is(lead, "object") or _is(lead, "topic"))
    if _is(lead, "object"):
        return _tells(there)
    if _is(lead, "topic") and (named.surely or is_linked(turn, named)):
        surely = counted or named.how != "role" or {*FREE}.isdisjoint(turn.asked)
        return surely and _tells(there) and (named.how != "role" or _is_other_here(turn, named))
    return counted and named.surely and _is(lead, "of") and not own


def _tells(there: Turn) -> bool:
    """Whether a message says or moves something of the request that it names."""
    read = there.read
    told = read.fields.keys() - {"role"} or read.dropped or read.intent == "amend"
    return bool(told) or _measures(there)


def _measures(there: Turn) -> bool:
    """Whether a message says or moves an amount, its currency, a day, a length or a number."""
    known = {"context": there.context, "request": {"fields": MOVABLE}}
    moved = relative(replace(there, state=known, earlier=()))
    spoken = pattern("edits", "in_currency").search(there.text)
    return not COUNTED.isdisjoint(there.read.fields) or bool(moved or spoken)


def _tells_more_than_words(there: Turn) -> bool:
    return not {*FREE} >= there.read.fields.keys()


def _is_supposed_of(named: Named, there: Turn, lead: str) -> bool:
    """Whether other values are asked about of a request that is named: "if the editor cost 2k"."""
    meant = named.surely and named.how != "word" and not _is(lead, "beside")
    if not (meant and named.requests and pattern("supposing", "supposed_of").search(lead)):
        return False
    known = {"id": named.requests[0]["id"], "fields": MOVABLE}
    supposed = replace(there, state={**there.state, "request": known})
    return counts(there.text) or supposes(supposed)


def _asks(there: Turn) -> bool:
    asked = ("state", "approvals")
    return topic_of(there.text) is not None or any(asks_of_it(there, one) for one in asked)


def _asks_for_people(there: Turn) -> bool:
    """Whether people for the request that is named are asked for."""
    return pattern("picking", "asks_list").search(there.text) is not None


def _is(lead: str, form: str) -> bool:
    return pattern("naming", "leads", form).search(lead) is not None


def is_linked(turn: Turn, named: Named) -> bool:
    """Whether the only request that is named was opened together with the one at hand."""
    beside = opened_together(turn)
    return len(named.requests) == 1 and named.requests[0]["id"] in [one["id"] for one in beside]


def _is_other_here(turn: Turn, named: Named) -> bool:
    """Whether a request of this conversation is named that is not the one at hand."""
    return all(is_here(one) and one["id"] != turn.request.get("id") for one in named.requests)


def _is_waited_for(turn: Turn, named: Named) -> bool:
    """Whether a request is named on which the person is to decide."""
    waiting = [
        str(one["id"])
        for each in ("approvals_waiting", "matches_to_confirm")
        for one in turn.state.get(each) or ()
    ]
    return any(one["id"] in waiting for one in named.requests)


def _said_there(turn: Turn, named: Named) -> Turn:
    """The turn as if another request were at hand, with "it" for its name."""
    about = About(named.requests, "tells")
    return replace(turn.apart(), text=with_it(turn.text, named), about=about)


def _sentence(text: str, named: Named) -> int:
    """Where the sentence begins in which a request is named."""
    ends = list(SENTENCE.finditer(text, 0, named.start))
    return ends[-1].end() if ends else 0


def chooses_role(turn: Turn) -> bool:
    """Whether one of a choice of roles is settled on: "no, the copywriter"."""
    return bool(role_said.chosen(turn))


def wishes_for_another(turn: Turn) -> bool:
    """Whether somebody else is wished for where the request at hand is filed already."""
    role, known = turn.read.fields.get("role"), str(turn.fields.get("role")).lower()
    differs = bool(role) and str(role).lower() not in known
    return turn.context == "filed" and differs and has_form(turn, "wishes_for_somebody")


def opens_another(turn: Turn) -> bool:
    """Another request is begun beside the one at hand: "also, separately, a translator".

    Another trade with two terms of its own begins one by itself, where the one at hand has some.
    """
    role, known = turn.read.fields.get("role"), turn.fields.get("role")
    own, told = ([one for one in TERMS if one in of] for of in (turn.read.fields, turn.fields))
    if not role:
        return bool(known) and len(own) > 1 and has_form(turn, "one_more_person")
    if not known or str(role).lower() in str(known).lower():
        return False
    complete = len(own) > 1 and len(told) > 1 and not turn.read.corrects
    joined = (
        _joins(turn, str(role))
        or alike.with_its_terms(turn)
        or (bool(own) and has_form(turn, "one_more_role"))
    )
    return complete or joined or has_form(turn, "separate")


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
    return bool(known) and (has_form(turn, "another") or differs)


def goes_elsewhere(turn: Turn) -> bool:
    """A request to go on with that is not among the open ones: "back to the photographer".

    Where no other one is open, "back to illustrator" is a change of mind about the role.
    """
    what = gone_back_to(turn.text)
    beside = opened_together(turn)
    names = ("role" in turn.read.fields and beside) or pattern("naming", "a_request").search(what)
    return bool(what and names and turn.request) and turn.read.fields.keys() <= {"role"}


def says_the_same(turn: Turn) -> bool:
    """What was said just before holds here too: "same for the photographer"."""
    same = pattern("picking", "same_for").search(turn.text)
    return bool(same and turn.earlier and turn.request)

"""Work that is agreed already: talk about it is answered, and written into no other request."""

from assistant.offline.changes import edits
from assistant.offline.language import lexicon, pattern
from assistant.offline.people import picking
from assistant.offline.turn import Call, Turn, has_form
from assistant.offline.understanding.text.passage import corrected

CHANGES = ("provide_detail", "amend", "override_match", "new_request")
OF_RECORD = ("booked", "dates", "cost", "signed")
"""What is answered from the record; the rest is in the library."""


def engagement(turn: Turn) -> str | None:
    """The request whose confirmed person is spoken of by name, else the confirmed one at hand."""
    known = turn.state.get("engaged") or ()
    named = [one for one in known if picking.is_named(turn.text, [one])]
    if named:
        return str(named[0]["id"]) if len(named) == 1 else None
    return str(turn.request["id"]) if turn.request.get("status") == "match_confirmed" else None


def is_spoken_of(turn: Turn) -> bool:
    """Whether a message is about work that is agreed, and asks for no other."""
    one = engagement(turn)
    asks_anew = pattern("parties", "wants").search(turn.text)
    if not one or "role" in turn.read.fields or asks_anew or has_form(turn, "copy", "copies"):
        return False
    at_hand = one == turn.request.get("id")
    return topic(turn) is not None or (at_hand and turn.read.intent in CHANGES)


def topic(turn: Turn) -> str | None:
    """What of the work is spoken of: its extension, an invoice, what was delivered, its dates."""
    topics = lexicon("parties")["work"]
    found = (one for one in topics if pattern("parties", "work", one).search(corrected(turn.text)))
    one = next(found, None)
    by_name = engagement(turn) != turn.request.get("id")
    refers = by_name or pattern("parties", "about_work").search(turn.text)
    # "Is the contract signed?" asks of this contract, and not how contracts are made.
    steps = (
        one in OF_RECORD
        and one != "signed"
        and pattern("intents_plans", "procedure").search(turn.text)
    )
    listed = by_name and one in OF_RECORD and picking.is_named(turn.text, turn.shortlist)
    return one if refers and not steps and not listed else None


def answer(turn: Turn) -> list[Call]:
    """What the record says of it, or the rule for an extension, an invoice or a delivery."""
    question = lexicon("parties")["asks_library"].get(topic(turn))
    if question:
        return [Call("ask_policy", {"question": question})]
    return [Call("show_request", {"request_id": engagement(turn)})]


def complains(turn: Turn) -> bool:
    """Somebody is not happy with the work of whoever does it, and with no draft at hand."""
    drafting = turn.context not in ("none", "filed") or "role" in turn.read.fields
    return not drafting and pattern("parties", "complains").search(turn.text) is not None


def put_right(_turn: Turn) -> list[Call]:
    """What is to be done about work that is not good enough."""
    return [Call("ask_policy", {"question": lexicon("parties")["asks_library"]["trouble"]})]


def asks_whether_booked(turn: Turn) -> bool:
    """Whether somebody is engaged already is asked of a filed request."""
    asks = "?" in turn.text or bool(turn.read.questions)
    return (
        turn.context == "filed"
        and asks
        and bool(pattern("parties", "work", "booked").search(turn.text))
    )


def stays_closed(turn: Turn) -> bool:
    """A request that ended is to change or to be opened again: a copy starts anew."""
    if not turn.request or not edits.is_closed(turn) or engagement(turn):
        return False
    if "role" in turn.read.fields or pattern("parties", "wants").search(turn.text):
        return False
    anew = has_form(turn, "copy", "copies")
    return not anew and bool(reopens(turn) or turn.read.intent in ("provide_detail", "amend"))


def reopens(turn: Turn) -> bool:
    """Whether what ended is to be opened again."""
    return pattern("parties", "reopens").search(turn.text) is not None


def show(turn: Turn) -> list[Call]:
    """The request at hand as it stands."""
    return [Call("show_request", {"request_id": turn.request["id"]})]

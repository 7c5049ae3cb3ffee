"""What people who decide or match ask of the request that waits for them, and what to look up."""

from functools import cache

from assistant.offline.changes import edits
from assistant.offline.deciders import deciding, theirs
from assistant.offline.language import Compiled, compiled, lexicon, pattern
from assistant.offline.people import picking
from assistant.offline.requests import of_requests
from assistant.offline.talk import following
from assistant.offline.turn import Call, Result, Turn
from assistant.offline.understanding.text.passage import corrected

OF_NO_REQUEST = ("away", "later", "undo")
"""What needs no request to be answered."""
OF_MATCHES = ("why_first", "other_people", "signed")
"""What is asked of those whom a request suggests, by whoever confirms one."""
OF_THE_RULINGS = ("risk", "channel", "employee")
"""What the rules say of the request that is meant, and not in general."""
OF_THE_REQUESTER = ("why", "ask_them")
"""What the record may not tell: it is offered to put it to the requester."""


def topic(turn: Turn) -> str | None:
    """What is asked first by somebody for whom requests of others wait; None if it is no such."""
    return next(iter(topics(turn)), None)


def topics(turn: Turn) -> tuple[str, ...]:
    """All that is asked of the request that waits, in the order of the words, each once."""
    if turn.request or turn.shortlist or turn.read.circumvents:
        return ()
    said = pattern("deciding", "about_it").sub("", corrected(turn.text))
    whole = _topic_of(turn, said)
    parts = [said] if whole else pattern("deciding", "joint").split(said)
    found = [whole] if whole else [_topic_of(turn, part) for part in parts if part.strip()]
    told = tuple(dict.fromkeys(one for one in found if one))
    own = ("undo" in told and not turn.mine) or ("own" in told and bool(turn.state.get("decided")))
    return told if own or _is_concerned(turn) else ()


def _topic_of(turn: Turn, said: str) -> str | None:
    """What one question asks, by its words."""
    found = next((name for name, form in _forms() if form.search(said)), None)
    about = of_requests.topic_of(said)
    if found == "why" and (about or theirs.topic(said)):
        return None
    here = turn.state.get("theirs_here") or pattern("deciding", "refers").search(said)
    if found is None and about in OF_THE_RULINGS and here:
        return about
    if found is None and following.aspect_of(said) == "reason" and theirs.topic(said) is None:
        found = None if following.follows_an_answer(turn) else "why_me"
    matching = found not in OF_MATCHES or turn.state.get("matches_to_confirm")
    return found if matching else None


def _is_concerned(turn: Turn) -> bool:
    one = deciding.decided_before(turn) or turn.state.get("theirs_here")
    return bool(theirs.waiting(turn)) or bool(one and theirs.may_read(turn, one))


@cache
def _forms() -> tuple[tuple[str, Compiled], ...]:
    """What may be asked, by topic, each with a form it takes."""
    name = lexicon("parties")["name"].replace("?P<who>", "?:")
    given = {"it": lexicon("deciding")["it"], "name": name}
    topics = lexicon("deciding")["topics"].items()
    return tuple((name, compiled(form, given)) for name, forms in topics for form in forms)


def asks(turn: Turn) -> bool:
    """Whether a message asks something of what waits for the person."""
    return topic(turn) is not None


def look(turn: Turn) -> list[Call]:
    """The request that is meant, or the rule on stand-ins; nothing where it is not clear which."""
    asked = topic(turn)
    if asked == "own":
        return [Call("list_requests")]
    if asked == "away":
        return [Call("ask_policy", {"question": lexicon("deciding")["away_question"]})]
    one = theirs.meant(turn)
    if asked in OF_NO_REQUEST or one is None:
        return []
    role = edits.role_named(str(one.get("title") or "")) if asked == "price" else None
    terms = [Call("usual_terms", {"role": role})] if role else []
    words = {"words": question(turn)} if asked in OF_THE_REQUESTER else {}
    return [*terms, Call("show_request", {"request_id": str(one["id"]), **words})]


def question(turn: Turn) -> str:
    """What the requester is to be asked: the message, or the one before where it only says so."""
    said = pattern("deciding", "to_ask").sub("", turn.text).strip(" ,:;.-–")
    asked = said or turn.said_before or turn.text
    return asked[:1].upper() + asked[1:]


def unsaid(turn: Turn, result: Result) -> list[Call]:
    """The request that is meant, with the question that neither it nor the library answers."""
    one = theirs.meant(turn) if result.data.get("refused") and not turn.request else None
    if one is None or result.data.get("options") or not theirs.may_read(turn, one):
        return []
    here = turn.state.get("theirs_here") is not None
    meant = here or pattern("deciding", "refers").search(turn.text) or picking.names(turn.text, one)
    if not meant or not turn.read.questions:
        return []
    return [Call("show_request", {"request_id": str(one["id"]), "words": question(turn)})]

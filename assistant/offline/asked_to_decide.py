"""What people who decide or match ask of the request that waits for them, and what to look up."""

from functools import cache

from assistant.offline import edits, following, theirs
from assistant.offline.language import Compiled, compiled, lexicon
from assistant.offline.turn import Call, Turn
from assistant.offline.understanding.passage import corrected

OF_NO_REQUEST = ("away", "later", "undo")
"""What needs no request to be answered."""
OF_MATCHES = ("why_first", "other_people", "signed")
"""What is asked of those whom a request suggests, by whoever confirms one."""


def topic(turn: Turn) -> str | None:
    """What is asked by somebody for whom requests of others wait; None if it is something else."""
    if turn.request or turn.shortlist or turn.read.circumvents:
        return None
    said = corrected(turn.text)
    found = next((name for name, form in _forms() if form.search(said)), None)
    bare = following.aspect_of(said) == "reason" and theirs.topic(said) is None
    if found is None and bare and not following.follows_an_answer(turn):
        found = "why_me"
    if found == "undo" and not turn.mine:
        return found
    matching = found not in OF_MATCHES or turn.state.get("matches_to_confirm")
    return found if matching and _is_concerned(turn) else None


def _is_concerned(turn: Turn) -> bool:
    one = turn.state.get("theirs_here")
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
    if asked == "away":
        return [Call("ask_policy", {"question": lexicon("deciding")["away_question"]})]
    one = theirs.meant(turn)
    if asked in OF_NO_REQUEST or one is None:
        return []
    role = edits.role_named(str(one.get("title") or "")) if asked == "price" else None
    terms = [Call("usual_terms", {"role": role})] if role else []
    return [*terms, Call("show_request", {"request_id": str(one["id"])})]

"""What others ask the requester about a request, and the answers; both stay in its trail."""

from typing import Any

from knowledge.errors import BadInput, NotAllowed, WrongState
from knowledge.records.requests import Request
from tools.audit import ANSWERED, ASKED, questions_on, record
from tools.context import Context
from tools.notices import tell
from tools.people import find_person, name_of
from tools.views import deciding, get_request, readable, title_of

LONGEST = 1000
"""So many characters may a question or an answer have, as in Slack's dialog for it."""


def ask(ctx: Context, request_id: str, question: str) -> dict[str, Any]:
    """Put a question about a request to its requester, in the thread where they asked for it.

    Raises:
        NotAllowed: the request is the actor's own, or not theirs to read.
        BadInput: the question is empty or too long.
    """
    said = passed_on(question)
    with ctx.sessions.begin() as session:
        readable(session, ctx, request_id)
        request = get_request(session, request_id, lock=True)
        if request.requester == ctx.actor.email:
            raise NotAllowed(f"{request.id} is your own request: there is nobody else to ask.")
        record(session, ctx, ASKED, request, text=said)
        about = f"{title_of(request)} ({request.id})"
        text = f"{ctx.actor.name} asks about {about}: “{said}”"
        tell(session, ctx, {request.requester}, request, text, "status")
        return {"request_id": request.id, "asked": name_of(session, request.requester)}


def answer(ctx: Context, request_id: str, text: str) -> dict[str, Any]:
    """Answer what was asked about one's own request: all who wait for an answer are told.

    Raises:
        NotAllowed: it is somebody else's request.
        WrongState: nothing was asked, or all is answered.
        BadInput: the answer is empty or too long.
    """
    said = passed_on(text)
    with ctx.sessions.begin() as session:
        request = get_request(session, request_id, lock=True)
        if request.requester != ctx.actor.email:
            whose = name_of(session, request.requester)
            raise NotAllowed(f"{request.id} is {whose}'s request: only they answer.", rule="R52")
        asked = questions_on(session, request.id)
        waiting = sorted({str(one["by"]) for one in asked if one["answer"] is None})
        if not waiting:
            raise WrongState(f"Nobody waits for an answer about {request.id}.")
        record(session, ctx, ANSWERED, request, text=said, to=waiting)
        words = f"{ctx.actor.name} answers about {title_of(request)} ({request.id}): “{said}”"
        for one in waiting:
            decides = deciding(find_person(session, one)).where(Request.id == request.id)
            card = "status" if session.scalar(decides) is None else "approval"
            tell(session, ctx, {one}, request, words, card)
        told = [name_of(session, one) for one in waiting]
        return {"request_id": request.id, "told": told}


def passed_on(text: str) -> str:
    """A question or an answer as it is passed on.

    Raises:
        BadInput: it is empty, or too long.
    """
    said = text.strip()
    if not said:
        raise BadInput("There is nothing to pass on: write it in a sentence.")
    if len(said) > LONGEST:
        raise BadInput(
            f"Up to {LONGEST:,} characters are passed on, this has {len(said):,}: shorten it."
        )
    return said

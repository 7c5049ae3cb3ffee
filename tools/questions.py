"""Questions that the library did not answer, handed to a team and answered by a person."""

from typing import Any

from knowledge.errors import BadInput, NotAllowed, NotFound, WrongState
from knowledge.records.threads import OpenQuestion
from tools.context import Context
from tools.notices import tell_one
from tools.people import holders


def hand_over(ctx: Context, question: str, team: str = "procurement") -> dict[str, Any]:
    """Ask a team in the person's name; whoever answers is relayed to the thread."""
    if not question.strip():
        raise BadInput("There is no question to hand over: write it in a sentence.")
    with ctx.sessions.begin() as session:
        asked = OpenQuestion(
            id=ctx.new_id("ASK"),
            thread=ctx.thread,
            asker=ctx.actor.email,
            question=question.strip()[:2000],
            asked_at=ctx.clock(),
        )
        session.add(asked)
        helpers = [p.email for p in holders(session, team) if p.email != ctx.actor.email]
        text = f"{ctx.actor.name} asks ({asked.id}): {asked.question}"
        for email in helpers:
            tell_one(session, ctx, email, text)
        return {"question_id": asked.id, "question": asked.question, "asked": helpers, "team": team}


def answer(ctx: Context, question_id: str, text: str) -> dict[str, Any]:
    """Answer an open question as a person of procurement; the asker is told in their thread."""
    if not any(ctx.actor.has(role) for role in ("procurement", "hr", "legal", "security")):
        raise NotAllowed("Only procurement, HR, legal or security answer questions.", rule="R53")
    if not text.strip():
        raise BadInput("The answer is empty: write it in a sentence.")
    with ctx.sessions.begin() as session:
        asked = session.get(OpenQuestion, question_id.strip().upper(), with_for_update=True)
        if asked is None:
            raise NotFound(f"There is no question {question_id!r}: check the id.")
        if asked.answered_by:
            raise WrongState(f"{asked.id} was answered by {asked.answered_by} already.")
        asked.answered_by, asked.answer, asked.answered_at = ctx.actor.email, text, ctx.clock()
        told = f"{ctx.actor.name} answers “{asked.question}”: {text}"
        tell_one(session, ctx, asked.asker, told, asked.thread)
        return {"question_id": asked.id, "question": asked.question, "answer": text}

"""Answers that people gave, kept until whoever owns policies takes them into the library."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.errors import NotAllowed, NotFound, WrongState
from knowledge.library.documents import EVERYONE, read_document
from knowledge.library.hidden import strip_hidden
from knowledge.records.policies import FaqCandidate
from knowledge.records.threads import OpenQuestion
from tools.context import Context

KEEPERS = ("procurement", "hr", "legal", "security", "finance")
DOCUMENT = "answers-from-people"
TITLE = "Answers from people"
MARKUP = re.compile(r"^(\s*)([#>|\-*+=]|\d+[.)])", re.MULTILINE)


def gather_candidates(ctx: Context) -> int:
    """Keep what people answered as candidates for the FAQ; says how many are new."""
    with ctx.sessions.begin() as session:
        known = {(c.question, c.answer) for c in session.scalars(select(FaqCandidate))}
        answered = session.scalars(select(OpenQuestion).where(OpenQuestion.answer.is_not(None)))
        fresh = [q for q in answered if (q.question, q.answer) not in known]
        session.add_all(
            FaqCandidate(
                question=q.question,
                asked_by=q.asker,
                answer=q.answer or "",
                answered_by=q.answered_by or "",
                status="open",
                asked_at=q.asked_at,
                answered_at=q.answered_at,
            )
            for q in fresh
        )
        return len(fresh)


def must_keep_policies(ctx: Context) -> None:
    """Let only those who own policies see and decide what may become an answer.

    Raises:
        NotAllowed: the actor keeps no policies.
    """
    if not any(ctx.actor.has(role) for role in KEEPERS):
        raise NotAllowed("Only those who own policies decide what becomes an answer.", rule="R109")


def waiting_candidates(session: Session) -> list[dict[str, Any]]:
    """The answers that nobody has accepted or declined yet, oldest first."""
    waiting = select(FaqCandidate).where(FaqCandidate.status == "open").order_by(FaqCandidate.id)
    return [
        {"id": c.id, "question": c.question, "answer": c.answer, "answered_by": c.answered_by}
        for c in session.scalars(waiting)
    ]


def decide_candidate(
    ctx: Context, candidate_id: int, *, accept: bool, audience: str = EVERYONE
) -> str:
    """Take a person's answer into the library for an audience, or decline it.

    Returns the id of the document that holds it, or nothing when it was declined.

    Raises:
        NotAllowed: the actor keeps no policies.
        NotFound: there is no such candidate.
        WrongState: it was decided already.
    """
    must_keep_policies(ctx)
    document = DOCUMENT if audience == EVERYONE else f"{DOCUMENT}-{audience}"
    with ctx.sessions.begin() as session:
        candidate = session.get(FaqCandidate, candidate_id, with_for_update=True)
        if candidate is None:
            raise NotFound(f"There is no FAQ candidate {candidate_id}.")
        if candidate.status != "open":
            raise WrongState(f"FAQ candidate {candidate_id} was {candidate.status} already.")
        candidate.status = "accepted" if accept else "declined"
        candidate.document_id = document if accept else ""
        same = FaqCandidate.document_id == document
        accepted = list(session.scalars(select(FaqCandidate).where(same).order_by(FaqCandidate.id)))
    if not accept:
        return ""
    _publish(ctx, document, audience, accepted)
    return document


def _publish(ctx: Context, document: str, audience: str, accepted: Sequence[FaqCandidate]) -> None:
    """Write the accepted answers as one document of the library, a section for each question."""
    text = f"# {TITLE}\n\n" + "\n\n".join(f"## {_line(c.question)}\n\n{_said(c)}" for c in accepted)
    facts = {
        "id": document,
        "title": TITLE,
        "owner": ctx.actor.email,
        "version": str(len(accepted)),
        "effective_from": ctx.today,
        "audience": [audience],
        "source": "answers of people, accepted by those who own policies",
    }
    draft = read_document(text, f"{document}.md", facts)
    library = ctx.library()
    library.apply(library.plan([draft], DOCUMENT), DOCUMENT, ctx.clock())


def _line(text: str) -> str:
    """Somebody's words on one line, without what a heading would make of them."""
    return re.sub(r"[#<>\[\]`*_|\\]", "", " ".join(strip_hidden(text)[0].split()))


def _said(candidate: FaqCandidate) -> str:
    """An answer as plain paragraphs: its writer's marks are shown, and make nothing."""
    return MARKUP.sub(r"\1\\\2", strip_hidden(candidate.answer)[0].strip())

"""What people asked of the library, whether it was right, and what should become an answer."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.errors import BadInput, NotAllowed, NotFound, WrongState
from knowledge.library import Library
from knowledge.library.words import terms_of
from knowledge.records.people import Person
from knowledge.records.policies import FaqCandidate, PolicyFeedback, PolicyQuestion
from knowledge.records.threads import Notice, OpenQuestion
from tools.context import Context
from tools.policy_answers import PolicyAnswer
from tools.policy_facts import reader_for

ALIKE = 0.5
SHOWN = 3
DUE_DAYS = 60
KEEPERS = ("procurement", "hr", "legal", "security", "finance")


def give_feedback(ctx: Context, question_id: int, *, right: bool, reason: str = "") -> None:
    """Keep whether an answer was right; a wrong one needs a reason.

    Raises:
        NotFound: nobody asked that question.
        BadInput: the answer was wrong and no reason is given.
    """
    if not right and not reason.strip():
        raise BadInput("Say in a few words what was wrong with the answer.")
    with ctx.sessions.begin() as session:
        if session.get(PolicyQuestion, question_id) is None:
            raise NotFound(f"There is no answered question {question_id}: check the number.")
        session.add(
            PolicyFeedback(
                question_id=question_id,
                given_by=ctx.actor.email,
                right=right,
                reason=reason.strip()[:2000],
                given_at=ctx.clock(),
            )
        )


def gather_candidates(ctx: Context) -> int:
    """Keep what people answered as candidates for the FAQ; says how many are new."""
    with ctx.sessions.begin() as session:
        known = set(session.scalars(select(FaqCandidate.question)))
        answered = session.scalars(select(OpenQuestion).where(OpenQuestion.answer.is_not(None)))
        fresh = [q for q in answered if q.question not in known]
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


def decide_candidate(ctx: Context, candidate_id: int, *, accept: bool, document: str = "") -> None:
    """Accept a person's answer for a document of the library, or decline it.

    Raises:
        NotAllowed: the actor keeps no policies.
        NotFound: there is no such candidate.
        WrongState: it was decided already.
    """
    if not any(ctx.actor.has(role) for role in KEEPERS):
        raise NotAllowed("Only those who own policies decide what becomes an answer.", rule="R109")
    with ctx.sessions.begin() as session:
        candidate = session.get(FaqCandidate, candidate_id, with_for_update=True)
        if candidate is None:
            raise NotFound(f"There is no FAQ candidate {candidate_id}.")
        if candidate.status != "open":
            raise WrongState(f"FAQ candidate {candidate_id} was {candidate.status} already.")
        candidate.status = "accepted" if accept else "declined"
        candidate.document_id = document


def policies_report(session: Session, library: Library, today: date) -> dict[str, Any]:
    """What is asked and refused, gaps with examples, pages never used, pages due for review."""
    asked = list(session.scalars(select(PolicyQuestion).order_by(PolicyQuestion.id)))
    refused = [q.question for q in asked if q.refused]
    used = Counter(c["document"] for q in asked for c in q.citations)
    in_force = [e for e in library.all_editions() if e.in_force(_number(today))]
    due = today + timedelta(days=DUE_DAYS)
    judged = dict(
        session.execute(
            select(PolicyFeedback.right, func.count()).group_by(PolicyFeedback.right)
        ).all()
    )
    return {
        "asked": len(asked),
        "refused": len(refused),
        "judged_right": judged.get(True, 0),
        "judged_wrong": judged.get(False, 0),
        "gaps": [{"count": len(group), "examples": group[:SHOWN]} for group in grouped(refused)],
        "most_used": [{"document": d, "count": n} for d, n in used.most_common(10)],
        "never_used": sorted(e.document for e in in_force if e.document not in used),
        "due_for_review": [
            {"document": e.document, "owner": e.owner, "review_by": e.review_by.isoformat()}
            for e in sorted(in_force, key=lambda e: e.review_by or date.max)
            if e.review_by and e.review_by <= due
        ],
    }


def grouped(questions: Sequence[str]) -> list[list[str]]:
    """Questions that share most of their words together, the largest group first."""
    groups: list[tuple[set[str], list[str]]] = []
    for question in questions:
        terms = set(terms_of(question))
        for shared, members in groups:
            if len(terms & shared) >= ALIKE * max(min(len(terms), len(shared)), 1):
                members.append(question)
                break
        else:
            groups.append((terms, [question]))
    return sorted((members for _, members in groups), key=len, reverse=True)


def ask_owners(session: Session, ctx: Context, found: PolicyAnswer) -> None:
    """Ask the owners of documents that disagree which one holds; about one pair only once."""
    audience = {passage.document: passage.audience for passage in found.passages}
    for owner in found.owners:
        person = session.get(Person, owner)
        if person is None:
            continue
        reader = reader_for(person)
        told = [c for c in found.citations if reader.may_read(audience[c.document])]
        quoted = "; ".join(f"{c.title}, {c.section}: “{c.words}”" for c in told)
        number = f"NOT-{sha256(f'{owner} {quoted}'.encode()).hexdigest()[:16]}"
        if told and session.get(Notice, number) is None:
            text = f"Policies in force disagree here. Which one holds? {quoted}"
            session.add(
                Notice(id=number, recipient=owner, text=text, card={}, created_at=ctx.clock())
            )


def record_question(
    session: Session, found: dict[str, Any], asked_by: str, question: str, now: datetime
) -> int:
    """Keep a question with what the library made of it; the number is for feedback."""
    row = PolicyQuestion(
        asked_by=asked_by,
        question=question[:2000],
        refused=found["refused"],
        reason=found["reason"],
        citations=[
            {"document": c["document"], "section": c["section"]} for c in found["citations"]
        ],
        as_of=date.fromisoformat(found["as_of"]),
        asked_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day

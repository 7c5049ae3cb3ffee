"""What people asked of the library, whether it was right, and what it lacks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.errors import BadInput, NotFound
from knowledge.library.library import Library
from knowledge.library.rights import day_number
from knowledge.library.words import terms_of
from knowledge.records.people import Person
from knowledge.records.policies import PolicyFeedback, PolicyQuestion
from knowledge.records.slack import AnswerFeedback
from knowledge.records.threads import Notice, Thread
from tools.context import Context
from tools.policy.answers import PolicyAnswer
from tools.policy.facts import reader_for
from tools.policy.words import CONFLICTING, NOT_IN_FORCE, NOT_IN_LIBRARY, OFF_TOPIC

ALIKE = 0.5
SHOWN = 3
DUE_DAYS = 60
MOST_LISTED = 10
GAPS = (NOT_IN_LIBRARY, NOT_IN_FORCE)
KEEPER = "procurement"


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


def object_to_last_answer(ctx: Context, reason: str) -> dict[str, Any]:
    """Keep that the last policy answer of this thread was wrong or beside the question, and why.

    The question counts as not answered from then on, so that a person may be asked instead.

    Raises:
        NotFound: no policy question was answered in this thread yet.
        BadInput: no reason is given.
    """
    with ctx.sessions() as session:
        thread = session.get(Thread, ctx.conversation)
        answered = thread.answered if thread else None
        asked = session.get(PolicyQuestion, answered) if answered else None
    if asked is None:
        raise NotFound("No policy question was answered in this thread yet: ask one.")
    give_feedback(ctx, asked.id, right=False, reason=reason)
    with ctx.sessions.begin() as session:
        session.get_one(Thread, ctx.conversation).clarifying = {"question": asked.question}
    return {"question": asked.question, "question_number": asked.id}


def policies_report(session: Session, library: Library, today: date) -> dict[str, Any]:
    """What is asked and refused, gaps with examples, pages never used, pages due for review."""
    asked = list(session.scalars(select(PolicyQuestion).order_by(PolicyQuestion.id)))
    gaps = [q.question for q in asked if q.reason in GAPS]
    used = Counter(c["document"] for q in asked for c in q.citations)
    in_force = [e for e in library.all_editions() if e.in_force(day_number(today, 0))]
    due = today + timedelta(days=DUE_DAYS)
    right, wrong = _judged(session)
    return {
        "asked": len(asked),
        "refused": sum(q.refused for q in asked),
        "reasons": dict(Counter(q.reason for q in asked if q.reason).most_common()),
        "judged_right": right,
        "judged_wrong": len(wrong),
        "wrong": wrong[-MOST_LISTED:],
        "gaps": _examples(gaps),
        "off_topic": _examples(q.question for q in asked if q.reason == OFF_TOPIC)[:MOST_LISTED],
        "most_asked": _examples(q.question for q in asked)[:MOST_LISTED],
        "refused_questions": [
            {"question": q.question, "reason": q.reason} for q in asked if q.refused
        ][-MOST_LISTED:],
        "most_used": [{"document": d, "count": n} for d, n in used.most_common(MOST_LISTED)],
        "never_used": sorted(e.document for e in in_force if e.document not in used),
        "due_for_review": [
            {"document": e.document, "owner": e.owner, "review_by": e.review_by.isoformat()}
            for e in sorted(in_force, key=lambda e: e.review_by or date.max)
            if e.review_by and e.review_by <= due
        ],
    }


def _examples(questions: Iterable[str]) -> list[dict[str, Any]]:
    """Questions that are alike together, each group with its size and some of them."""
    groups = grouped(list(questions))
    return [{"count": len(g), "examples": list(dict.fromkeys(g))[:SHOWN]} for g in groups]


def _judged(session: Session) -> tuple[int, list[dict[str, str]]]:
    """How many answers were judged right, and those judged wrong, with the reason."""
    rows = session.execute(
        select(PolicyFeedback.right, PolicyFeedback.reason, PolicyQuestion.question).join(
            PolicyQuestion, PolicyQuestion.id == PolicyFeedback.question_id
        )
    ).all()
    here = [{"about": row.question, "reason": row.reason} for row in rows if not row.right]
    clicked = list(session.scalars(select(AnswerFeedback).order_by(AnswerFeedback.at)))
    there = [
        {"about": c.answer[:200], "reason": c.reason or ""} for c in clicked if c.verdict == "bad"
    ]
    right = sum(row.right for row in rows) + sum(c.verdict == "good" for c in clicked)
    return right, [*here, *there]


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


def ask_owners(session: Session, found: PolicyAnswer, now: datetime) -> None:
    """Ask the owners of documents that disagree which one holds; about one pair only once.

    Procurement, which keeps the library, is asked in the place of an owner that is nobody here.
    """
    audience = {passage.document: passage.audience for passage in found.passages}
    for person in _to_ask(session, found):
        owner = person.email
        reader = reader_for(person)
        told = [c for c in found.citations if reader.may_read(audience[c.document])]
        quoted = "; ".join(f"{c.title}, {c.section}: “{c.words}”" for c in told)
        number = f"NOT-{sha256(f'{owner} {quoted}'.encode()).hexdigest()[:16]}"
        if told and session.get(Notice, number) is None:
            text = f"Policies in force disagree here. Which one holds? {quoted}"
            session.add(Notice(id=number, recipient=owner, text=text, card={}, created_at=now))


def _to_ask(session: Session, found: PolicyAnswer) -> list[Person]:
    if found.reason != CONFLICTING:
        return []
    cited = {citation.document for citation in found.citations}
    names = {passage.owner for passage in found.passages if passage.document in cited}
    owners = [session.get(Person, name) for name in sorted(names)]
    people = [person for person in owners if person is not None]
    if len(people) < len(owners):
        known = {person.email for person in people}
        keepers = session.scalars(select(Person).order_by(Person.email))
        people += [one for one in keepers if one.has(KEEPER) and one.email not in known]
    return people


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
            {name: c[name] for name in ("document", "section", "words")} for c in found["citations"]
        ],
        as_of=date.fromisoformat(found["as_of"]),
        asked_at=now,
    )
    session.add(row)
    session.flush()
    return row.id

"""Telling people: notices written with the decision that caused them, and taken for delivery."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.database import compare_and_set
from knowledge.records.requests import Request
from knowledge.records.threads import Notice
from tools.context import Context


def tell(
    session: Session,
    ctx: Context,
    recipients: set[str],
    request: Request,
    text: str,
    card: str | None = None,
) -> None:
    """Write one notice a recipient, in the transaction of what it tells of; not to the actor."""
    for recipient in sorted(recipients - {ctx.actor.email}):
        tell_one(session, ctx, recipient, text, request.thread, request.id, card)


def tell_one(
    session: Session,
    ctx: Context,
    recipient: str,
    text: str,
    thread: str | None = None,
    request_id: str | None = None,
    card: str | None = None,
) -> None:
    """Write one notice; without a thread it comes in the recipient's direct messages."""
    session.add(
        Notice(
            id=ctx.new_id("NOT"),
            recipient=recipient,
            thread=thread,
            request_id=request_id,
            text=text,
            card={"kind": card} if card else {},
            created_at=ctx.clock(),
        )
    )


def take_notices(ctx: Context, thread: str | None = None) -> list[dict[str, Any]]:
    """The actor's undelivered notices, of a thread or all, oldest first; handed out once."""
    asked = select(Notice).where(Notice.recipient == ctx.actor.email, Notice.delivered_at.is_(None))
    if thread is not None:
        asked = asked.where(Notice.thread == thread)
    with ctx.sessions.begin() as session:
        waiting = session.scalars(asked.order_by(Notice.created_at, Notice.id)).all()
        return [_as_json(n) for n in waiting if _claim(session, n, ctx)]


def _claim(session: Session, notice: Notice, ctx: Context) -> bool:
    return compare_and_set(
        session,
        update(Notice)
        .where(Notice.id == notice.id, Notice.delivered_at.is_(None))
        .values(delivered_at=ctx.clock()),
    )


def _as_json(notice: Notice) -> dict[str, Any]:
    return {
        "thread": notice.thread,
        "request_id": notice.request_id,
        "text": notice.text,
        "card": notice.card.get("kind"),
    }

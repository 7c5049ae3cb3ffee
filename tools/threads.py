"""The row of a conversation: made on first use, so that what is said can be kept."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.records.threads import Thread
from tools.context import Context


def remember(session: Session, ctx: Context) -> Thread:
    """The thread's row, made on first use, by whoever comes first."""
    found = session.get(Thread, ctx.conversation)
    if found is not None:
        return found
    made = _new(ctx)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return session.get_one(Thread, ctx.conversation)
    return made


def _new(ctx: Context) -> Thread:
    now = ctx.clock()
    return Thread(
        id=ctx.conversation,
        started_by=ctx.actor.email,
        asked=[],
        questions=[],
        clarifying={},
        created_at=now,
        updated_at=now,
    )

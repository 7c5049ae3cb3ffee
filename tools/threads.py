"""The row of a conversation: made on first use, so that what is said can be kept."""

from sqlalchemy.orm import Session

from knowledge.records.threads import Thread
from tools.context import Context


def remember(session: Session, ctx: Context) -> Thread:
    """The thread's row, made on first use."""
    thread = session.get(Thread, ctx.conversation)
    if thread is None:
        now = ctx.clock()
        thread = Thread(
            id=ctx.conversation,
            started_by=ctx.actor.email,
            asked=[],
            questions=[],
            clarifying={},
            created_at=now,
            updated_at=now,
        )
        session.add(thread)
    return thread

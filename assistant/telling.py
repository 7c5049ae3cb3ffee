"""What a person is to be told: their waiting notices, as replies with the card they are about."""

from typing import TYPE_CHECKING, Any

from assistant.replies import record_reply
from integrations.reply import Reply
from knowledge.errors import SourcingError
from tools.context import Context
from tools.notices import take_notices
from tools.views import readable

if TYPE_CHECKING:
    from assistant.bootstrap import World


def told(world: "World", actor: str, thread: str | None = None) -> list[Reply]:
    """The actor's waiting notices, each handed out once; nobody unknown is told anything.

    With a thread, only those on what was asked for in it: the others go on waiting.
    """
    try:
        ctx = world.acting(actor)
    except SourcingError:
        return []
    return [as_reply(ctx, notice) for notice in take_notices(ctx, thread)]


def as_reply(ctx: Context, notice: dict[str, Any]) -> Reply:
    """The notice with its card, if the person may still see the record."""
    if notice["card"] is None or notice["request_id"] is None:
        return Reply(notice["text"], request_id=notice["request_id"])
    with ctx.sessions() as session:
        request = readable(session, ctx, notice["request_id"])
        return record_reply(session, ctx, notice["text"], notice["card"], request)

"""Which records changed since the last look, whoever changed them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, or_, select

from knowledge.database import Sessions
from knowledge.records.approvals import Approval
from knowledge.records.requests import Request
from knowledge.records.slack import PostedCard

OVERLAP = timedelta(seconds=5)
"""Looks overlap a little, so that a slow commit is not missed; unchanged cards are left alone."""


class Changes:
    """Looks at records that have a card somewhere."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._last = datetime.now(UTC) - timedelta(hours=1)

    def since_last(self) -> list[str]:
        """The ids of records with cards that changed since the last call."""
        now = datetime.now(UTC)
        since = self._last - OVERLAP
        decided = exists().where(Approval.request_id == Request.id, Approval.decided_at > since)
        query = (
            select(PostedCard.request_id)
            .join(Request, Request.id == PostedCard.request_id)
            .where(or_(Request.updated_at > since, decided))
            .distinct()
        )
        with self._sessions() as session:
            found = list(session.scalars(query))
        self._last = now
        return found

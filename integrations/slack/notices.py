"""Telling people what a decision means for them, in the thread or in a direct message."""

from collections.abc import Callable, Iterable

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import select, update

from integrations.reply import Card
from integrations.slack.behaviour import Behaviour
from integrations.slack.directory import Directory
from integrations.slack.living_cards import LivingCards
from integrations.slack.places import Place, place_of
from integrations.slack.posting import Audience, direct_message, say
from knowledge.database import compare_and_set
from knowledge.errors import SourcingError
from knowledge.records.requests import Request
from knowledge.records.threads import Notice

LONGEST_RUN = 100
WAITING = Notice.delivered_at.is_(None)


class Notices:
    """Delivers what waits, each notice once: it is claimed before it is sent."""

    def __init__(
        self,
        behaviour: Behaviour,
        directory: Directory,
        cards: LivingCards,
        client_for: Callable[[str], WebClient],
    ) -> None:
        self._behaviour = behaviour
        self._directory = directory
        self._cards = cards
        self._client_for = client_for

    def deliver(self, team: str) -> set[str]:
        """Send what waits to the people of a workspace; returns their Slack users."""
        told: set[str] = set()
        client = self._client_for(team)
        users = self._recipients(client, team)
        for notice in self._oldest(users) if users else ():
            if self._claim(notice, taken=True):
                user = users[notice.recipient]
                self._send(client, team, notice, user)
                told.add(user)
        return told

    def _recipients(self, client: WebClient, team: str) -> dict[str, str]:
        """Whom something waits for and the workspace knows: Slack users by e-mail address."""
        with self._behaviour.sessions() as session:
            emails = list(session.scalars(select(Notice.recipient).where(WAITING).distinct()))
        found = {email: self._directory.user_of(client, team, email) for email in emails}
        return {email: user for email, user in found.items() if user is not None}

    def _oldest(self, recipients: Iterable[str]) -> list[Notice]:
        """A run's worth of what waits for them; others, whom no one can tell, hold nobody up."""
        with self._behaviour.sessions() as session:
            query = select(Notice).where(WAITING, Notice.recipient.in_(recipients))
            oldest = query.order_by(Notice.created_at, Notice.id).limit(LONGEST_RUN)
            return list(session.scalars(oldest))

    def _claim(self, notice: Notice, *, taken: bool) -> bool:
        now = self._behaviour.clock()
        unclaimed = WAITING if taken else Notice.delivered_at.is_not(None)
        with self._behaviour.sessions.begin() as session:
            change = update(Notice).where(Notice.id == notice.id, unclaimed)
            return compare_and_set(session, change.values(delivered_at=now if taken else None))

    def _send(self, client: WebClient, team: str, notice: Notice, user: str) -> None:
        try:
            to = Audience(client, self._place(client, team, notice, user), user)
            say(to, notice.text)
            self._show_card(to, notice)
        except SlackApiError as error:
            structlog.get_logger().warning("notice kept", why=error.response["error"])
            self._claim(notice, taken=False)
        except SourcingError as problem:
            structlog.get_logger().info("notice without a card", why=str(problem))

    def _show_card(self, to: Audience, notice: Notice) -> None:
        kind = (notice.card or {}).get("kind")
        if not kind or not notice.request_id:
            return
        record = dict(self._behaviour.record(notice.request_id, notice.recipient))
        self._cards.show(to, Card(kind, record), notice.recipient)

    def _place(self, client: WebClient, team: str, notice: Notice, user: str) -> Place:
        """The requester is told where they asked; everybody else in their direct message."""
        asked = place_of(notice.thread)
        if asked is not None and asked.team == team and asked.thread and self._is_theirs(notice):
            return asked
        return Place(team, direct_message(client, user), "")

    def _is_theirs(self, notice: Notice) -> bool:
        if notice.request_id is None:
            return True
        with self._behaviour.sessions() as session:
            request = session.get(Request, notice.request_id)
            return request is not None and request.requester == notice.recipient

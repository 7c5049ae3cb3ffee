"""Who a Slack user is in the directory, and the other way round."""

import threading
import time
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import update

from knowledge.database import Sessions
from knowledge.errors import NotFound
from knowledge.records.people import Person

ASK_AGAIN_AFTER = 600.0
"""Seconds after which Slack is asked again for somebody whom it did not know."""


class Directory:
    """Slack users and e-mail addresses; each is asked for once and then remembered."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._lock = threading.Lock()
        self._emails: dict[tuple[str, str], str] = {}
        self._users: dict[tuple[str, str], str] = {}
        self._absent_until: dict[tuple[str, str], float] = {}

    def email_of(self, client: WebClient, team: str, user: str) -> str:
        """The person's e-mail address.

        Raises:
            NotFound: the workspace or the directory does not know them.
        """
        known = self._emails.get((team, user))
        if known:
            return known
        profile: dict[str, Any] = client.users_info(user=user)["user"]["profile"]
        email = str(profile.get("email") or "").strip().lower()
        self._in_directory(email, user)
        self._remember(team, user, email)
        return email

    def _in_directory(self, email: str, user: str) -> None:
        with self._sessions.begin() as session:
            person = session.get(Person, email) if email else None
            if person is None:
                raise NotFound("I don't know you yet. Ask procurement to add you to the directory.")
            session.execute(
                update(Person)
                .where(Person.slack_user == user, Person.email != email)
                .values(slack_user=None)
            )
            person.slack_user = user

    def _remember(self, team: str, user: str, email: str) -> None:
        with self._lock:
            self._emails[team, user] = email
            self._users[team, email] = user

    def user_of(self, client: WebClient, team: str, email: str) -> str | None:
        """The Slack user with that address; None when the workspace has none."""
        known = self._users.get((team, email))
        if known or time.monotonic() < self._absent_until.get((team, email), 0.0):
            return known
        try:
            user = str(client.users_lookupByEmail(email=email)["user"]["id"])
        except SlackApiError as error:
            structlog.get_logger().info("no such user", email=email, why=error.response["error"])
            self._absent_until[team, email] = time.monotonic() + ASK_AGAIN_AFTER
            return None
        self._remember(team, user, email)
        return user

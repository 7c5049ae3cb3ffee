"""Each person's App Home, published when they open it and when something of theirs changes."""

from collections.abc import Iterable

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import select

from integrations.slack.behaviour import Behaviour
from integrations.slack.blocks.home import home_view
from integrations.slack.queue import work_queue
from knowledge.records.people import Person

PROMPTS = (
    (
        "Find a freelancer",
        "I need a freelance brand designer for three weeks from 1 December, about $8k",
    ),
    ("Ask about a policy", "Can a freelancer get access to customer data?"),
    ("See my requests", "Where do my requests stand?"),
    ("Which platform?", "When do we use Fiverr, and when Upwork or Toptal?"),
)


class Homes:
    """Publishes homes, and remembers who has one open."""

    def __init__(self, behaviour: Behaviour, policy_url: str = "") -> None:
        self._behaviour = behaviour
        self._policy_url = policy_url
        self._open: dict[str, int] = {}

    def publish(self, client: WebClient, user: str, email: str, page: int = 0) -> None:
        """Show somebody's queue at a page."""
        queue = work_queue(self._behaviour, email, page)
        if queue is None:
            return
        self._open[user] = queue.page
        client.views_publish(user_id=user, view=home_view(queue, self._policy_url))

    def refresh(self, client: WebClient, users: Iterable[str]) -> None:
        """Bring the homes of those up to date who have opened one."""
        for user in users:
            if user not in self._open:
                continue
            with self._behaviour.sessions() as session:
                email = session.scalar(select(Person.email).where(Person.slack_user == user))
            try:
                if email:
                    self.publish(client, user, email, self._open[user])
            except SlackApiError as error:
                structlog.get_logger().info("home not updated", why=error.response["error"])

    def prompts(self, client: WebClient, channel: str) -> None:
        """What to try, shown where the agent's pane opens."""
        client.assistant_threads_setSuggestedPrompts(
            channel_id=channel,
            title="What can I help you find?",
            prompts=[{"title": title, "message": message} for title, message in PROMPTS],
        )

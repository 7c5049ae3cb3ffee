"""Listeners of events: messages, mentions, App Home."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltContext

from integrations.slack import arrivals

if TYPE_CHECKING:
    from integrations.slack.listeners.wiring import Hands


def on_message(hands: "Hands") -> Callable[..., None]:
    """Messages and mentions: both may come for one message, and it is taken once."""

    def listener(body: dict[str, Any], context: BoltContext) -> None:
        arrival = arrivals.of_message(body, context.bot_user_id or "")
        if arrival is not None:
            hands.accept(arrival)

    return listener


def on_home(hands: "Hands") -> Callable[..., None]:
    """Somebody opened the app."""

    def listener(body: dict[str, Any]) -> None:
        hands.accept(arrivals.of_home(body))

    return listener

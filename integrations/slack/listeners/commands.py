"""Listeners of the slash command and the shortcuts."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack
from slack_sdk import WebClient

from integrations.slack import arrivals
from integrations.slack.blocks import modals

if TYPE_CHECKING:
    from integrations.slack.listeners.wiring import Hands


def on_command(hands: "Hands") -> Callable[..., None]:
    """/source: what it answers is seen by its user alone."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        hands.accept(arrivals.of_command(body))
        ack()

    return listener


def on_shortcut(hands: "Hands") -> Callable[..., None]:
    """ "Source this" on a message, and "Source somebody" from anywhere: a modal to say more."""

    def listener(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        said = str((body.get("message") or {}).get("text") or "")
        client.views_open(trigger_id=body["trigger_id"], view=modals.source_modal(said))

    return listener

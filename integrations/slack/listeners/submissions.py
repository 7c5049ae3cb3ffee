"""Listeners of modals: what was filled in is checked, then stored like every other click."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack
from slack_sdk import WebClient

from integrations.slack import arrivals
from integrations.slack.blocks import modals
from integrations.slack.fields_form import read_form, value_of
from integrations.slack.queue import search

if TYPE_CHECKING:
    from integrations.slack.listeners.wiring import Hands

Body = dict[str, Any]
Listener = Callable[..., None]


def on_reason(hands: "Hands") -> Listener:
    """A reason was given: the act goes on with it."""

    def listener(ack: Ack, body: Body) -> None:
        values, meta = body["view"]["state"]["values"], metadata(body)
        value = dict(meta["value"]) | {"reason": value_of(values["reason"])}
        if "profile" in values:
            value["id"] = value_of(values["profile"])
        more = {"action": meta["action"], "value": json.dumps(value)}
        hands.accept(arrivals.of_submission(body, "act", **more))
        ack()

    return listener


def on_fill(hands: "Hands") -> Listener:
    """Fields were filled in; what cannot be read is said under its field."""

    def listener(ack: Ack, body: Body) -> None:
        changes, errors = read_form(body["view"]["state"]["values"])
        if errors:
            ack(response_action="errors", errors=errors)
            return
        if changes:
            hands.accept(arrivals.of_submission(body, "fill", changes=changes))
        ack()

    return listener


def on_feedback(hands: "Hands") -> Listener:
    """What was wrong with an answer."""

    def listener(ack: Ack, body: Body) -> None:
        reason = value_of(body["view"]["state"]["values"]["reason"])
        hands.accept(arrivals.of_submission(body, "feedback", reason=reason))
        ack()

    return listener


def on_source(hands: "Hands") -> Listener:
    """A request was started from a modal."""

    def listener(ack: Ack, body: Body) -> None:
        need = value_of(body["view"]["state"]["values"]["need"])
        hands.accept(arrivals.of_submission(body, "source", text=need))
        ack()

    return listener


def on_search(hands: "Hands") -> Listener:
    """What was looked for is shown in the same modal."""

    def listener(ack: Ack, body: Body, client: WebClient) -> None:
        words = str(value_of(body["view"]["state"]["values"]["words"]) or "")
        found = search(hands.behaviour, hands.actor(client, body), words)
        ack(response_action="update", view=modals.search_modal(words, found))

    return listener


def metadata(body: Body) -> Body:
    """Where the modal came from."""
    return dict(json.loads(body["view"].get("private_metadata") or "{}"))


BY_VIEW: dict[str, Callable[["Hands"], Listener]] = {
    "reason": on_reason,
    "fill": on_fill,
    "feedback": on_feedback,
    "source": on_source,
    "search": on_search,
}

"""Listeners of buttons: a click is stored, or opens the modal that asks for more."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.models.views import View

from integrations.reply import NEEDS_REASON
from integrations.slack import arrivals
from integrations.slack.blocks import modals
from integrations.slack.registrations import HOME_ACTIONS
from integrations.wording import person
from knowledge.errors import SourcingError
from knowledge.fields import REQUIRED

if TYPE_CHECKING:
    from integrations.slack.listeners.wiring import Hands

Body = dict[str, Any]


def on_click(hands: "Hands") -> Callable[..., None]:
    """Every button whose action id is chat:…; rights are checked where the act is done."""

    def listener(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        action = arrivals.chat_action(body["actions"][0]["action_id"])
        if action in HOME_ACTIONS:
            hands.accept(arrivals.of_page(body))
        elif action in NEEDS_REASON or action in OPENERS:
            # What is only looked at from a modal lies on top of it, and closes back to it.
            over = (body.get("view") or {}).get("type") == "modal" and action in OPENERS
            show = client.views_push if over else client.views_open
            show(trigger_id=body["trigger_id"], view=opened(hands, client, body, action))
        else:
            hands.accept(arrivals.of_click(body))

    return listener


def on_feedback(hands: "Hands") -> Callable[..., None]:
    """Right is stored at once; wrong asks for the reason."""

    def listener(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        verdict = str(body["actions"][0].get("value"))
        meta = origin(body) | {"verdict": verdict, "answer": body["message"].get("text", "")[:1500]}
        if verdict == "bad":
            client.views_open(trigger_id=body["trigger_id"], view=modals.feedback_modal(meta))
        else:
            hands.accept(arrivals.of_feedback(body, meta))

    return listener


def opened(hands: "Hands", client: WebClient, body: Body, action: str) -> View:
    """The modal that a button opens; what may not be shown is said in a modal too."""
    value = read_value(str(body["actions"][0].get("value") or ""))
    try:
        if action in NEEDS_REASON:
            return _reason(hands, client, body, action, value)
        return OPENERS[action](hands, client, body, value)
    except SourcingError as problem:
        return modals.message_modal("Not possible", str(problem))


def read_value(value: str) -> Body:
    """A button's value: JSON, or a plain id."""
    try:
        data = json.loads(value)
    except ValueError:
        return {"id": value}
    return data if isinstance(data, dict) else {"id": value}


def origin(body: Body) -> Body:
    """Where a modal was opened from, carried in its private metadata."""
    place = arrivals.place_of_click(body)
    message = str((body.get("message") or {}).get("ts") or "")
    at = str(body["actions"][0]["action_ts"])
    return {"channel": place.channel, "thread": place.thread, "message_ts": message, "at": at}


def _record(hands: "Hands", client: WebClient, body: Body, value: Body) -> Body:
    request = str(value.get("request") or value.get("id"))
    return dict(hands.behaviour.record(request, hands.actor(client, body)))


def _reason(hands: "Hands", client: WebClient, body: Body, action: str, value: Body) -> View:
    meta = origin(body) | {"action": action, "value": value}
    profile = str(value["id"]) if value.get("request") not in (None, value.get("id")) else ""
    return modals.reason_modal(action, meta, _record(hands, client, body, value), profile)


def _withdraw(hands: "Hands", client: WebClient, body: Body, value: Body) -> View:
    record = _record(hands, client, body, value)
    if record["requester"] != hands.actor(client, body):
        whose = person(record["requester"])
        said = f"{record['id']} is {whose}'s request: only {whose} can withdraw it."
        return modals.message_modal("Not possible", said)
    meta = origin(body) | {"action": "withdraw", "value": value}
    return modals.withdraw_modal(meta, record)


def _fill(hands: "Hands", client: WebClient, body: Body, value: Body) -> View:
    record = _record(hands, client, body, value)
    names = list(record.get("missing") or ()) or [*REQUIRED, "requirements"]
    return modals.fill_modal(record, origin(body) | {"id": record["id"]}, names)


def _why(hands: "Hands", client: WebClient, body: Body, value: Body) -> View:
    return modals.why_modal(_record(hands, client, body, value), str(value["id"]))


def _compare(hands: "Hands", client: WebClient, body: Body, value: Body) -> View:
    return modals.comparison_modal(_record(hands, client, body, value))


def _more(hands: "Hands", client: WebClient, body: Body, value: Body) -> View:
    return modals.shortlist_modal(_record(hands, client, body, value))


def _open(hands: "Hands", client: WebClient, body: Body, value: Body) -> View:
    return modals.record_modal(_record(hands, client, body, value))


def _match(hands: "Hands", client: WebClient, body: Body, value: Body) -> View:
    return modals.match_modal(_record(hands, client, body, value))


def _new(hands: "Hands", client: WebClient, body: Body, value: Body) -> View:
    return modals.source_modal()


def _search(hands: "Hands", client: WebClient, body: Body, value: Body) -> View:
    return modals.search_modal()


OPENERS: dict[str, Callable[["Hands", WebClient, Body, Body], View]] = {
    "fill": _fill,
    "why": _why,
    "compare": _compare,
    "more": _more,
    "open": _open,
    "open_match": _match,
    "new_request": _new,
    "search": _search,
    "withdraw": _withdraw,
}

"""What people do in the workspace: write, click, fill in, open; each as a real payload."""

import base64
import time
from typing import Any

from integrations.slack.workspace.deliveries import Deliveries, Delivery
from integrations.slack.workspace.forms import problems_with, values_of
from integrations.slack.workspace.methods.files import shown_file
from integrations.slack.workspace.methods.views import checked, put, replace
from integrations.slack.workspace.refusals import Refusal
from integrations.slack.workspace.state import APP, BOT_USER, TEAM, State

Payload = dict[str, Any]


class Acts:
    """The hands of the workspace's members."""

    def __init__(self, state: State, deliveries: Deliveries, base_url: str) -> None:
        self.state = state
        self.deliveries = deliveries
        self.base_url = base_url

    def say(self, user: str, channel: str, text: str, thread_ts: str = "", file: str = "") -> str:
        """Write a message; returns its time. A mention of the app is an event of its own.

        `file` is the id of an uploaded file that the message shares.
        """
        place = self._place(user, channel)
        message: Payload = {"type": "message", "user": user, "text": text}
        if file:
            shared = [shown_file(self.state.data["files"][file], self.base_url)]
            message |= {"subtype": "file_share", "files": shared}
        message["client_msg_id"] = self.state.new_id("m")
        if thread_ts:
            message["thread_ts"] = self.state.find(channel, thread_ts).get("thread_ts", thread_ts)
        kept = self.state.add_message(channel, message)
        if file:
            self.state.data["files"][file] |= {"channel": channel, "ts": kept["ts"]}
        shown = {k: v for k, v in kept.items() if k not in ("blocks", "revision")}
        shown |= {"channel": channel, "event_ts": kept["ts"], "team": TEAM}
        if BOT_USER in place["members"]:
            kind = "im" if place["is_im"] else "channel"
            self.deliveries.event({**shown, "channel_type": kind})
            if f"<@{BOT_USER}>" in text and not place["is_im"]:
                self.deliveries.event({**shown, "type": "app_mention"})
        return str(kept["ts"])

    def share(self, user: str, channel: str, name: str, content: bytes, thread_ts: str = "") -> str:
        """Upload a file and share it as a message; returns the message's time."""
        file = self.state.add_file(name, len(content), user)
        file["content"] = base64.b64encode(content).decode()
        return self.say(user, channel, "", thread_ts, file["id"])

    def _place(self, user: str, channel: str) -> dict[str, Any]:
        place = self.state.channel(channel)
        if user not in place["members"]:
            raise Refusal("not_in_channel")
        return place

    def open_home(self, user: str, tab: str = "home") -> None:
        """Open the app's Home or its messages."""
        channel = self.state.im(user)["id"]
        event = {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab}
        event["event_ts"] = self.state.new_ts()
        known = self.state.data["homes"].get(user)
        if tab == "home" and known:
            event["view"] = known
        self.deliveries.event(event)

    def click(
        self, user: str, where: Payload, action_id: str, block_id: str = "", value: Any = None
    ) -> Delivery:
        """Use an element: `where` has channel and ts of a message, or view_id."""
        source = self._source(user, where)
        block, element = find_element(source["blocks"], action_id, block_id)
        payload = self._interaction("block_actions", user)
        action = {
            "type": element["type"],
            "action_id": action_id,
            "block_id": block["block_id"],
            "action_ts": f"{self.state.clock():.6f}",
            **chosen(element, value),
        }
        payload["actions"] = [action]
        payload |= self._container(user, where, source)
        return self._ask("interactive", user, payload)

    def _source(self, user: str, where: Payload) -> Payload:
        if where.get("view_id"):
            return self._view(user, str(where["view_id"]))
        self._place(user, str(where["channel"]))
        message = self.state.find(str(where["channel"]), where["ts"])
        if message.get("ephemeral_to") not in (None, user):
            raise Refusal("message_not_found")
        return message

    def _view(self, user: str, view_id: str) -> Payload:
        home = self.state.data["homes"].get(user)
        view = home if home and home["id"] == view_id else self.state.data["views"].get(view_id)
        if view is None or view["user"] != user:
            raise Refusal("not_found")
        return dict(view)

    def _container(self, user: str, where: Payload, source: Payload) -> Payload:
        if where.get("view_id"):
            container = {"type": "view", "view_id": source["id"]}
            return {"container": container, "view": as_sent(source)}
        channel = self.state.channel(where["channel"])
        container = {
            "type": "message",
            "message_ts": source["ts"],
            "channel_id": channel["id"],
            "is_ephemeral": bool(source.get("ephemeral_to")),
        }
        if source.get("thread_ts"):
            container["thread_ts"] = source["thread_ts"]
        url = self.response_url(user, channel["id"], source)
        return {
            "container": container,
            "channel": {"id": channel["id"], "name": channel["name"]},
            "message": source,
            "response_url": url,
        }

    def response_url(self, user: str, channel: str, message: Payload) -> str:
        """An address where the app may answer what this member did, a few times."""
        key = self.state.new_id("R")
        self.state.data["response_urls"][key] = {
            "channel": channel,
            "user": user,
            "ts": message.get("ts"),
            "thread_ts": message.get("thread_ts"),
            "uses": 0,
            "at": self.state.clock(),
        }
        return f"{self.base_url}/response/{key}"

    def _interaction(self, kind: str, user: str) -> Payload:
        person = self.state.user(user)
        name = person["email"].split("@")[0]
        return {
            "type": kind,
            "team": {"id": TEAM, "domain": "calderfinch"},
            "user": {"id": user, "username": name, "name": name, "team_id": TEAM},
            "api_app_id": APP,
            "token": "local",
            "trigger_id": self.trigger(user),
        }

    def trigger(self, user: str) -> str:
        """An id with which the app may open a modal for this member, once and soon."""
        trigger = self.state.new_id("trigger")
        triggers = self.state.data["triggers"]
        triggers[trigger] = {"user": user, "at": self.state.clock(), "used": False}
        for old in list(triggers)[:-200]:
            del triggers[old]
        return trigger

    def _ask(self, kind: str, user: str, payload: Payload) -> Delivery:
        delivery = self.deliveries.ask(kind, payload)
        if not delivery.acknowledged:
            self.toast(user, "The app did not answer in time. Try again.")
        return delivery

    def toast(self, user: str, text: str) -> None:
        """A short notice of Slack's own to one person."""
        self.state.data["toasts"].setdefault(user, []).append({"text": text, "at": time.time()})
        self.state.tell(f"toast:{user}")

    def submit(self, user: str, view_id: str, values: dict[str, Any]) -> dict[str, str]:
        """Submit a modal; returns errors by block id, or nothing when it was taken."""
        view = self._view(user, view_id)
        errors = problems_with(view, values)
        if errors:
            return errors
        kept = self.state.data["views"][view_id]
        kept["state"] = {"values": values_of(view, values)}
        payload = self._interaction("view_submission", user) | {"view": as_sent(kept)}
        delivery = self._ask("interactive", user, payload)
        if not delivery.acknowledged:
            return {"": "The app did not answer in time. Try again."}
        answer = delivery.answer or {}
        if answer.get("response_action") == "errors":
            return dict(answer["errors"])
        self._after(user, kept, answer)
        return {}

    def _after(self, user: str, view: Payload, answer: Payload) -> None:
        action = answer.get("response_action")
        if action == "update":
            replace(self.state, view, checked(answer["view"]))
        elif action == "push":
            put(self.state, user, checked(answer["view"]), push=True)
        else:
            self.close(user, view["id"], everything=action == "clear")

    def close(self, user: str, view_id: str, *, everything: bool = False) -> None:
        """Close a modal, or the whole stack."""
        stack = self.state.data["stacks"].get(user, [])
        for closing in list(stack) if everything else [view_id]:
            if closing in stack:
                stack.remove(closing)
            self.state.data["views"].pop(closing, None)
        self.state.tell(f"view:{user}")

    def command(self, user: str, channel: str, command: str, text: str) -> Delivery:
        """Use a slash command; an answer in the acknowledgement is ephemeral."""
        place = self._place(user, channel)
        person = self.state.user(user)
        payload = {
            "token": "local",
            "team_id": TEAM,
            "team_domain": "calderfinch",
            "channel_id": channel,
            "channel_name": place["name"],
            "user_id": user,
            "user_name": person["email"].split("@")[0],
            "command": command,
            "text": text,
            "api_app_id": APP,
            "response_url": self.response_url(user, channel, {}),
            "trigger_id": self.trigger(user),
        }
        delivery = self._ask("command", user, payload)
        self._show_answer(user, channel, delivery.answer)
        return delivery

    def _show_answer(self, user: str, channel: str, answer: Any) -> None:
        said = answer if isinstance(answer, str) else (answer or {}).get("text")
        if said:
            message = {"type": "message", "user": BOT_USER, "text": said, "ephemeral_to": user}
            self.state.add_message(channel, message | {"blocks": []})

    def shortcut(self, user: str, callback_id: str, channel: str = "", ts: str = "") -> Delivery:
        """Use a global shortcut, or a message shortcut where a message is named."""
        payload = self._interaction("message_action" if ts else "shortcut", user)
        payload |= {"callback_id": callback_id, "action_ts": f"{self.state.clock():.6f}"}
        if ts:
            place = self._place(user, channel)
            message = self.state.find(channel, ts)
            payload |= {
                "channel": {"id": channel, "name": place["name"]},
                "message": message,
                "message_ts": ts,
                "response_url": self.response_url(user, channel, message),
            }
        return self._ask("interactive", user, payload)


def as_sent(view: Payload) -> Payload:
    """A view as payloads carry it."""
    return {k: v for k, v in view.items() if k != "user"}


def find_element(
    blocks: list[Payload], action_id: str, block_id: str = ""
) -> tuple[Payload, Payload]:
    """The block and element with that action id; nothing that is not shown can be clicked."""
    for block in blocks:
        if block_id and block.get("block_id") != block_id:
            continue
        inside = [*(block.get("elements") or []), block.get("accessory"), block.get("element")]
        for element in inside:
            if isinstance(element, dict) and element.get("action_id") == action_id:
                return block, element
    raise Refusal("action_not_found")


def chosen(element: Payload, value: Any) -> Payload:
    """What an element reports when it is used."""
    kind = element["type"]
    if kind == "button":
        return {"text": element["text"], "value": element.get("value", "")}
    if kind == "feedback_buttons":
        return {"value": value}
    if kind in ("static_select", "overflow", "radio_buttons"):
        options = element.get("options") or []
        option = next((o for o in options if o["value"] == value), None)
        if option is None:
            raise Refusal("invalid_option")
        return {"selected_option": option}
    if kind == "datepicker":
        return {"selected_date": value}
    return {"value": value}

"""What came from Slack as a value: pure translation of payloads, nothing is looked up."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from integrations.slack.places import Place

Body = Mapping[str, Any]
SUBTYPES = frozenset({"file_share", "thread_broadcast"})
"""Subtypes of messages that a person wrote; all others are Slack's own bookkeeping."""


@dataclass(frozen=True)
class Arrival:
    """One thing to do: `once` makes duplicates visible, `lane` keeps turns of a thread in order."""

    id: str
    once: str
    lane: str
    order: str
    kind: str
    data: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> str:
        """The arrival as the inbox keeps it."""
        return json.dumps(asdict(self))

    @property
    def place(self) -> Place:
        """Where it happened."""
        return Place(self.data["team"], self.data["channel"], self.data["thread"])

    @property
    def user(self) -> str:
        """Who did it, as a Slack user."""
        return str(self.data["user"])


def of_message(body: Body, bot_user: str) -> Arrival | None:
    """A message or mention that is for the assistant to read; None for everything else."""
    event = body.get("event") or {}
    own = event.get("bot_id") or event.get("user") in (None, bot_user)
    if own or (event.get("subtype") and event["subtype"] not in SUBTYPES):
        return None
    direct = event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")
    mentioned = event.get("type") == "app_mention" or f"<@{bot_user}>" in str(event.get("text"))
    if not (direct or mentioned or event.get("thread_ts")):
        return None
    place = Place(team_of(body), str(event["channel"]), str(event.get("thread_ts") or event["ts"]))
    kind = "turn" if direct or mentioned else "follow_up"
    said = str(event.get("text") or "").replace(f"<@{bot_user}>", " ").strip()
    files = [_file(each) for each in event.get("files") or ()]
    at, user = str(event["ts"]), str(event["user"])
    return _arrival(str(body["event_id"]), place, at, kind, user, text=said, files=files)


def _file(file: Body) -> dict[str, Any]:
    """What is kept of a shared file until it is fetched: its name, bytes, and where it is."""
    url = file.get("url_private_download") or file.get("url_private")
    name = " ".join(str(file.get("name") or file.get("title") or "").split())
    return {"name": name, "size": int(file.get("size") or 0), "url": str(url or "")}


def of_event(body: Body) -> Arrival | None:
    """An event of those that are stored, as it comes over HTTP; the app's own id is in it."""
    own: Body = next(iter(body.get("authorizations") or ()), {})
    if (body.get("event") or {}).get("type") == "app_home_opened":
        return of_home(body)
    return of_message(body, str(own.get("user_id") or ""))


def _arrival(
    event_id: str, place: Place, ts: str, kind: str, user: str, *, once: str = "", **more: Any
) -> Arrival:
    data = {"team": place.team, "channel": place.channel, "thread": place.thread, "ts": ts}
    once = once or f"{place.team}:{place.channel}:{ts}"
    return Arrival(event_id, once, place.key, ts, kind, data | {"user": user} | more)


def team_of(body: Body) -> str:
    """The workspace that a payload is from."""
    team = body.get("team_id") or (body.get("team") or {}).get("id")
    return str(team or (body.get("user") or {}).get("team_id") or "")


def of_home(body: Body) -> Arrival:
    """Somebody opened the app: its Home, or its messages."""
    event = body["event"]
    place = Place(team_of(body), str(event["channel"]), "home")
    event_id, at = str(body["event_id"]), str(event.get("event_ts") or "0")
    tab = str(event.get("tab") or "home")
    return _arrival(event_id, place, at, "home", str(event["user"]), once=event_id, tab=tab)


def of_click(body: Body) -> Arrival:
    """A button that was pressed, in a message or in App Home."""
    action = body["actions"][0]
    place, user = place_of_click(body), str(body["user"]["id"])
    once = str(body.get("trigger_id") or f"{user}:{action['action_ts']}")
    return _arrival(
        f"click-{once}",
        place,
        str(action["action_ts"]),
        "click",
        user,
        once=once,
        action=chat_action(str(action["action_id"])),
        value=str(action.get("value") or ""),
        message_ts=str((body.get("message") or {}).get("ts") or ""),
        home=is_home(body),
    )


def of_page(body: Body) -> Arrival:
    """Another page of App Home."""
    action, user = body["actions"][0], str(body["user"]["id"])
    place = Place(team_of(body), f"home-{user}", "home")
    once = str(body["trigger_id"])
    page = {"tab": "home", "page": int(str(action.get("value") or 0))}
    return _arrival(
        f"page-{once}", place, str(action["action_ts"]), "home", user, once=once, **page
    )


def of_feedback(body: Body, data: dict[str, Any]) -> Arrival:
    """An answer was called right, without a modal."""
    once = str(body["trigger_id"])
    place, user = place_of_click(body), str(body["user"]["id"])
    more = {k: v for k, v in data.items() if k not in ("channel", "thread", "at")}
    return _arrival(f"click-{once}", place, str(data["at"]), "feedback", user, once=once, **more)


def chat_action(action_id: str) -> str:
    """The chat action in an action id: chat:approve:0 means approve."""
    parts = action_id.split(":")
    return parts[1] if len(parts) > 1 else action_id


def is_home(body: Body) -> bool:
    """Whether a click was in App Home."""
    return bool((body.get("view") or {}).get("type") == "home")


def place_of_click(body: Body) -> Place:
    """The thread that a click belongs to; in App Home a thread of the person's own."""
    message, user = body.get("message") or {}, str(body["user"]["id"])
    if not message:
        return Place(team_of(body), f"home-{user}", "home")
    thread = str(message.get("thread_ts") or message["ts"])
    return Place(team_of(body), str(body["channel"]["id"]), thread)


def of_submission(body: Body, kind: str, **more: Any) -> Arrival:
    """A modal that was submitted; its private metadata says where it came from."""
    meta = json.loads(body["view"].get("private_metadata") or "{}")
    user = str(body["user"]["id"])
    place = Place(
        team_of(body), str(meta.get("channel") or f"home-{user}"), str(meta.get("thread") or "home")
    )
    once = f"view-{body['view']['id']}-{body['view'].get('hash', '')}"
    order = str(meta.get("at") or body["view"]["id"])
    data = {k: v for k, v in meta.items() if k not in ("channel", "thread")}
    return _arrival(once, place, order, kind, user, once=once, **(data | more))


def of_command(body: Body) -> Arrival:
    """A slash command; what it brings is shown to its user alone."""
    place = Place(team_of(body), str(body["channel_id"]), f"command-{body['user_id']}")
    once = str(body["trigger_id"])
    more = {"text": str(body.get("text") or ""), "response_url": str(body["response_url"])}
    return _arrival(
        f"command-{once}", place, once, "command", str(body["user_id"]), once=once, **more
    )

"""What a person sees: the sidebar, a conversation, a thread, App Home, the open modal."""

import hashlib
from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

from integrations.slack.workspace.page.texts import (
    clock,
    day_of,
    markdown,
    mrkdwn,
    rich_text,
    text_object,
)
from integrations.slack.workspace.state import BOT_USER, State

COLOURS = ("#7c3085", "#1264a3", "#2b7a4b", "#b4471f", "#8d6708", "#aa2e5f", "#3f5b8c", "#5b6b1f")
SHOWN_MESSAGES = 200


class Shown:
    """Templates over the state, for one reader at a time."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.templates = Environment(
            loader=PackageLoader("integrations.slack.workspace.page"),
            autoescape=select_autoescape(),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters |= {
            "mrkdwn": partial(mrkdwn, name_of=self.name_of),
            "markdown": markdown,
            "text": partial(text_object, name_of=self.name_of),
            "rich": partial(rich_text, name_of=self.name_of),
            "initials": initials,
            "colour": colour,
        }

    def name_of(self, key: str) -> str:
        """The name of a user or a channel; the id where it has none."""
        user = self.state.data["users"].get(key)
        channel = self.state.data["channels"].get(key)
        return str((user or channel or {}).get("name") or key)

    def people(self) -> list[dict[str, Any]]:
        """Those whose eyes one can look through, with what is new for each."""
        users = [u for u in self.state.data["users"].values() if not u["is_bot"]]
        return [u | {"unread": self._unread_total(u["id"])} for u in users]

    def sidebar(self, user: str, channel: str) -> str:
        """Channels and the app, what is new marked."""
        channels = [
            c | {"unread": self.unread(user, c["id"])}
            for c in self.state.data["channels"].values()
            if not c["is_im"] and user in c["members"]
        ]
        direct = self.state.im(user)
        return self._render(
            "sidebar.html",
            channels=channels,
            direct=direct | {"unread": self.unread(user, direct["id"])},
            current=channel,
            me=self.state.user(user),
        )

    def unread(self, user: str, channel: str) -> int:
        """How many messages of others are new to a person, without threads between others."""
        seen = self.state.data["reads"].get(f"{user}:{channel}", "0")
        messages = self.state.data["messages"].get(channel, ())
        theirs = {m.get("thread_ts", m["ts"]) for m in messages if m["user"] == user}
        return sum(
            1
            for m in messages
            if m["ts"] > seen and m["user"] != user and m.get("ephemeral_to") in (None, user)
            if channel.startswith("D") or m.get("thread_ts") in (None, *theirs)
        )

    def _unread_total(self, user: str) -> int:
        mine = [c["id"] for c in self.state.data["channels"].values() if user in c["members"]]
        return sum(self.unread(user, channel) for channel in mine if channel.startswith("D"))

    def read(self, user: str, channel: str) -> None:
        """The person has seen everything there."""
        messages = self.state.data["messages"].get(channel)
        if messages:
            self.state.data["reads"][f"{user}:{channel}"] = messages[-1]["ts"]

    def conversation(self, user: str, channel: str) -> str:
        """The messages of a conversation, threads folded."""
        zone = self.state.user(user)["tz"]
        everything = self.state.visible(channel, user)
        roots = [m for m in everything if not m.get("thread_ts")][-SHOWN_MESSAGES:]
        replies: dict[str, list[dict[str, Any]]] = {}
        for message in everything:
            if message.get("thread_ts"):
                replies.setdefault(message["thread_ts"], []).append(message)
        shown = [
            self._message(m, zone, thread=replies.get(m["ts"], ()), channel=channel) for m in roots
        ]
        prompts = self.state.data["prompts"].get(channel)
        public = not self.state.data["channels"][channel]["is_im"]
        return self._render("conversation.html", messages=shown, prompts=prompts, channel=public)

    def thread(self, user: str, channel: str, root: str) -> str:
        """A thread: its root, the replies, and what the assistant is doing."""
        zone = self.state.user(user)["tz"]
        thread = [
            m for m in self.state.visible(channel, user) if root in (m["ts"], m.get("thread_ts"))
        ]
        key = f"{channel}:{root}"
        status = self.state.data["statuses"].get(key)
        if status and status["until"] < self.state.clock():
            status = None
        return self._render(
            "thread.html",
            messages=[self._message(m, zone, channel=channel) for m in thread],
            status=status,
            title=self.state.data["titles"].get(key),
            place=self.state.channel(channel),
        )

    def home(self, user: str) -> str:
        """The app's Home as published for that person."""
        view = self.state.data["homes"].get(user)
        return self._render("home.html", view=view, rev=view["hash"] if view else "none")

    def modal(self, user: str) -> str:
        """The modal on top, or nothing."""
        stack = self.state.data["stacks"].get(user) or []
        view = self.state.data["views"].get(stack[-1]) if stack else None
        return self._render("modal.html", view=view) if view else ""

    def _message(
        self, message: dict[str, Any], zone: str, *, thread: Any = (), channel: str
    ) -> dict[str, Any]:
        author = self.state.data["users"].get(message["user"]) or {"name": "Somebody", "id": "?"}
        faces = {m["user"] for m in thread}
        shown = message | {
            "author": author,
            "channel": channel,
            "time": clock(message["ts"], zone),
            "day": day_of(message["ts"], zone),
            "replies": len(thread),
            "last": clock(thread[-1]["ts"], zone) if thread else "",
            "faces": [self.state.data["users"][f] for f in sorted(faces)][:4],
            "is_app": message["user"] == BOT_USER,
        }
        return shown | {"rev": digest(shown)}

    def page(self, user: str, channel: str, thread: str, tab: str) -> str:
        """The whole page; its regions are filled and refreshed by the script."""
        place = self.state.channel(channel)
        return self._render(
            "page.html",
            me=self.state.user(user),
            people=self.people(),
            place=place,
            members=len(place["members"]),
            thread=thread,
            tab=tab,
        )

    def _render(self, template: str, **what: Any) -> str:
        return self.templates.get_template(template).render(**what)


def digest(shown: dict[str, Any]) -> str:
    """Changes whenever what is shown of a message changes."""
    what = f"{shown['text']}{shown.get('blocks')}{shown['replies']}{shown.get('streaming')}"
    return hashlib.sha256(f"{what}{shown.get('last')}".encode()).hexdigest()[:12]


def initials(name: str) -> str:
    """Two letters of a name."""
    parts = [part for part in name.split() if part]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"


def colour(key: str) -> str:
    """A colour of somebody's own, readable under white letters."""
    return COLOURS[sum(key.encode()) % len(COLOURS)]

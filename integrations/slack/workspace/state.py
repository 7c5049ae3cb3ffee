"""What the local Slack knows: people, channels, messages, views, tokens; kept as plain JSON."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from integrations.slack.workspace.refusals import Refusal

Message = dict[str, Any]
TEAM = "T0CALDER01"
APP = "A0SOURCING"
BOT_USER = "U0SOURCEBOT"
BOT = "B0SOURCEBOT"
BOT_TOKEN = "xoxb-local-workspace"  # noqa: S105  (the local workspace's own)
APP_TOKEN = "xapp-local-workspace"  # noqa: S105  (the same)
SIGNING_SECRET = "local-signing-secret"  # noqa: S105  (the local workspace's own, no secret)


class State:
    """Everything that is kept; guarded by one lock, and told about to whoever listens."""

    def __init__(self, path: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.path = path
        self.clock = clock
        self.listeners: list[Callable[[str], None]] = []
        self._last_ts = 0.0
        self._number = 0
        self.data: dict[str, Any] = empty()
        if path is not None and path.exists():
            self.data = empty() | json.loads(path.read_text(encoding="utf-8"))
            self._number = int(self.data.get("number", 0))
            self._last_ts = self._newest()

    def _newest(self) -> float:
        every = (m["ts"] for messages in self.data["messages"].values() for m in messages)
        return max((float(ts) for ts in every), default=0.0)

    def save(self) -> None:
        """Write the state beside itself and swap it in, so that a crash leaves the old one."""
        if self.path is None:
            return
        with self.lock:
            text = json.dumps(self.data | {"number": self._number})
        draft = self.path.with_suffix(".new")
        draft.write_text(text, encoding="utf-8")
        draft.replace(self.path)

    def tell(self, what: str) -> None:
        """Tell the pages that something changed."""
        for listener in tuple(self.listeners):
            listener(what)

    def new_id(self, prefix: str) -> str:
        """An id that was never used: prefix and ten characters."""
        with self.lock:
            self._number += 1
            seed = f"{prefix}{self._number}{self.data['started']}"
        return prefix + hashlib.sha256(seed.encode()).hexdigest()[:10].upper()

    def new_ts(self) -> str:
        """A message's time, which is its id in the channel: it always rises."""
        with self.lock:
            self._last_ts = max(self.clock(), self._last_ts + 0.000_001)
            return f"{self._last_ts:.6f}"

    def add_user(
        self, user_id: str, email: str, name: str, title: str = "", tz: str = "UTC"
    ) -> None:
        """A member of the workspace."""
        self.data["users"][user_id] = {
            "id": user_id,
            "email": email,
            "name": name,
            "title": title,
            "tz": tz,
            "is_bot": False,
        }

    def add_channel(
        self, channel_id: str, name: str, members: Iterable[str], topic: str = ""
    ) -> None:
        """A public channel."""
        self.data["channels"][channel_id] = {
            "id": channel_id,
            "name": name,
            "members": list(members),
            "is_im": False,
            "topic": topic,
        }
        self.data["messages"].setdefault(channel_id, [])

    def user(self, user_id: str) -> dict[str, Any]:
        """The member with that id, or `user_not_found`."""
        found: dict[str, Any] | None = self.data["users"].get(user_id)
        if found is None:
            raise Refusal("user_not_found")
        return found

    def user_by_email(self, email: str) -> dict[str, Any]:
        """The member with that address, or `users_not_found`."""
        for user in self.data["users"].values():
            if user["email"].lower() == email.strip().lower():
                return dict(user)
        raise Refusal("users_not_found")

    def channel(self, channel_id: Any) -> dict[str, Any]:
        """The conversation with that id, or `channel_not_found`."""
        found: dict[str, Any] | None = self.data["channels"].get(channel_id)
        if found is None:
            raise Refusal("channel_not_found")
        return found

    def im(self, user_id: str) -> dict[str, Any]:
        """The direct message between a member and the app, opened where it is missing."""
        self.user(user_id)
        with self.lock:
            for channel in self.data["channels"].values():
                if channel["is_im"] and channel["members"][0] == user_id:
                    return dict(channel)
            made = {
                "id": "D" + user_id[1:],
                "name": "sourcing assistant",
                "members": [user_id, BOT_USER],
                "is_im": True,
                "topic": "",
            }
            self.data["channels"][made["id"]] = made
            self.data["messages"].setdefault(made["id"], [])
            return made

    def find(self, channel_id: str, ts: Any) -> Message:
        """The message, or `message_not_found`."""
        self.channel(channel_id)
        for message in reversed(self.data["messages"][channel_id]):
            if message["ts"] == ts:
                return message  # type: ignore[no-any-return]
        raise Refusal("message_not_found")

    def add_message(self, channel_id: str, message: Message) -> Message:
        """Keep a message under a fresh time, and tell."""
        with self.lock:
            message["ts"] = self.new_ts()
            self.data["messages"][channel_id].append(message)
        self.tell(channel_id)
        return message

    def add_file(self, name: str, size: int, user_id: str) -> dict[str, Any]:
        """A file of so many bytes, which are still to come; nobody sees it until it is shared."""
        file_id = self.new_id("F")
        made = {"id": file_id, "name": name, "title": name, "size": size, "user": user_id}
        self.data["files"][file_id] = made | {"content": "", "channel": "", "ts": ""}
        return self.data["files"][file_id]  # type: ignore[no-any-return]

    def file(self, file_id: str, user_id: str) -> dict[str, Any]:
        """A shared file, for somebody who sees the message that it is in, or `file_not_found`."""
        found: dict[str, Any] | None = self.data["files"].get(file_id)
        seen = self.visible(found["channel"], user_id) if found and found["channel"] else []
        if found is None or not any(message["ts"] == found["ts"] for message in seen):
            raise Refusal("file_not_found")
        return found

    def visible(self, channel_id: str, user_id: str) -> list[Message]:
        """What that person sees in the conversation: ephemeral messages are theirs alone."""
        channel = self.channel(channel_id)
        if user_id not in channel["members"]:
            return []
        with self.lock:
            return [
                message
                for message in self.data["messages"][channel_id]
                if message.get("ephemeral_to") in (None, user_id)
            ]


def empty() -> dict[str, Any]:
    """A workspace with the app installed and nobody in it."""
    bot = {
        "id": BOT_USER,
        "email": "",
        "name": "Sourcing assistant",
        "title": "App",
        "tz": "UTC",
        "is_bot": True,
    }
    token = {"team": TEAM, "user": BOT_USER, "bot": BOT, "kind": "bot"}
    return {
        "started": time.time_ns(),
        "users": {BOT_USER: bot},
        "channels": {},
        "messages": {},
        "files": {},
        "reads": {},
        "views": {},
        "stacks": {},
        "homes": {},
        "triggers": {},
        "response_urls": {},
        "prompts": {},
        "titles": {},
        "statuses": {},
        "toasts": {},
        "tokens": {BOT_TOKEN: token},
        "app_tokens": [APP_TOKEN],
        "codes": {},
    }

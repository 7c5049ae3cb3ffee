"""What listeners are handed, and how each list of registrations becomes listeners."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from integrations.slack.arrivals import Arrival
from integrations.slack.behaviour import Behaviour
from integrations.slack.directory import Directory
from integrations.slack.listeners import clicks, commands, events, submissions
from integrations.slack.registrations import COMMANDS, SHORTCUTS, VIEWS


@dataclass(frozen=True)
class Hands:
    """`accept` stores an arrival; the rest is for modals, which must open within three seconds."""

    accept: Callable[[Arrival], bool]
    behaviour: Behaviour
    directory: Directory

    def actor(self, client: WebClient, body: dict[str, Any]) -> str:
        """Who did it, as an e-mail address."""
        team = str((body.get("team") or {}).get("id") or body.get("team_id") or "")
        user = str((body.get("user") or {}).get("id") or body.get("user_id") or "")
        return self.directory.email_of(client, team, user)


def register(app: App, hands: Hands) -> None:
    """Register every listener of the lists."""
    app.event("app_mention")(events.on_message(hands))
    app.event("message")(events.on_message(hands))
    app.event("app_home_opened")(events.on_home(hands))
    app.action(re.compile("^chat:"))(clicks.on_click(hands))
    app.action("feedback")(clicks.on_feedback(hands))
    for view in VIEWS:
        app.view(view)(submissions.BY_VIEW[view](hands))
    for command in COMMANDS:
        app.command(command)(commands.on_command(hands))
    for shortcut in SHORTCUTS:
        app.shortcut(shortcut.callback_id)(commands.on_shortcut(hands))

"""The registration lists: events, actions, views, shortcuts, commands, and scopes with reasons.

The app registers from these lists, the manifest is written from them, and the documentation too.
"""

from dataclasses import dataclass

EVENTS: dict[str, str] = {
    "app_mention": "to answer where somebody calls it",
    "message.channels": "to read follow-ups in threads of public channels where it is engaged",
    "message.groups": "the same in private channels it was invited to",
    "message.im": "to talk in direct messages and in the agent pane",
    "message.mpim": "to read follow-ups in group messages where it is engaged",
    "app_home_opened": "to show the work queue, and prompts in the agent pane",
    "app_uninstalled": "to forget a workspace that removed the app",
    "tokens_revoked": "to forget tokens that no longer work",
}
SCOPES: dict[str, str] = {
    "app_mentions:read": "see mentions of the app",
    "assistant:write": "set prompts, titles and the status in the agent pane",
    "channels:history": "read follow-ups in public channels",
    "channels:read": "know a channel from a direct message",
    "chat:write": "post and update answers and cards",
    "commands": "offer /source and the shortcuts",
    "files:read": "take an edited statement of work that its requester shares as a Word file",
    "files:write": "give a statement of work as a Word file to the person who asks for it",
    "groups:history": "read follow-ups in private channels",
    "im:history": "read direct messages",
    "im:read": "know a direct message",
    "im:write": "open a direct message with an approver",
    "mpim:history": "read follow-ups in group messages",
    "users:read": "know who clicked",
    "users:read.email": "find that person in the directory by their address",
}
COMMANDS: dict[str, tuple[str, str]] = {
    "/source": ("Start a request for outside work", "a brand designer for three weeks, about $8k"),
}


@dataclass(frozen=True)
class Shortcut:
    """An entry of Slack's menus."""

    callback_id: str
    name: str
    kind: str
    description: str


SHORTCUTS = (
    Shortcut("source_this", "Source this", "message", "Open a request from this message"),
    Shortcut("source", "Source somebody", "global", "Start a request for outside work"),
)
MODAL_ACTIONS = (
    "fill",
    "why",
    "compare",
    "more",
    "open",
    "open_match",
    "new_request",
    "search",
    "withdraw",
)
"""Buttons that open a modal."""
HOME_ACTIONS = ("page",)
VIEWS = ("reason", "fill", "feedback", "source", "search")
"""Modals whose submission is listened to."""

"""Filling a fresh workspace with an organisation: its people, and channels that they are in."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from integrations.slack.workspace.state import BOT_USER, State

HELP_ROLES = frozenset({"procurement", "hr", "legal", "security"})
HELP = "C0HELPDESK"


@dataclass(frozen=True)
class Member:
    """Somebody of the organisation."""

    email: str
    name: str
    title: str
    business_unit: str
    roles: tuple[str, ...]
    timezone: str


def user_id(email: str) -> str:
    """A member's id: the same in every workspace of the organisation."""
    return "U0" + hashlib.sha256(email.lower().encode()).hexdigest()[:8].upper()


def channel_id(name: str) -> str:
    """A channel's id, from its name."""
    return "C0" + hashlib.sha256(name.encode()).hexdigest()[:8].upper()


def fill(state: State, members: Iterable[Member]) -> None:
    """Add members and channels; what is there already stays."""
    everybody = list(members)
    for member in everybody:
        if user_id(member.email) not in state.data["users"]:
            state.add_user(
                user_id(member.email), member.email, member.name, member.title, member.timezone
            )
    _channel(state, "general", everybody, "Company-wide news and questions")
    for unit in sorted({member.business_unit for member in everybody}):
        own = [m for m in everybody if m.business_unit == unit]
        name = unit.lower().replace(" & ", "-and-").replace(" ", "-")
        _channel(state, name, own, f"{unit} at Calder & Finch")
    helpers = [m for m in everybody if HELP_ROLES & set(m.roles)]
    _channel(state, "procurement-help", helpers, "Questions that need a person", HELP)


def _channel(state: State, name: str, members: list[Member], topic: str, key: str = "") -> None:
    key = key or channel_id(name)
    if key not in state.data["channels"] and members:
        state.add_channel(key, name, [*(user_id(m.email) for m in members), BOT_USER], topic)

"""Where something is in Slack: team, channel, thread; and how the assistant names a thread."""

from dataclasses import dataclass

PREFIX = "slack"


@dataclass(frozen=True)
class Place:
    """A conversation in a workspace; `thread` is the time of the thread's root."""

    team: str
    channel: str
    thread: str

    @property
    def key(self) -> str:
        """The thread's name for the assistant: slack:T1:C1:1700000000.000100."""
        return ":".join((PREFIX, self.team, self.channel, self.thread))

    @property
    def is_direct(self) -> bool:
        """Whether only one person and the app are there."""
        return self.channel.startswith("D")


def place_of(key: str | None) -> Place | None:
    """The place that a thread's name means; None for threads outside Slack."""
    parts = (key or "").split(":")
    if len(parts) != 4 or parts[0] != PREFIX or not all(parts):
        return None
    return Place(*parts[1:])

"""A work queue as a value: what App Home shows."""

from dataclasses import dataclass
from typing import Any

PAGE = 8
"""Items of each kind on a page: three kinds stay far below a view's 100 blocks."""


@dataclass(frozen=True)
class Item:
    """One line of the queue."""

    id: str
    version: int
    status: str
    title: str
    requester: str
    since: str
    budget: dict[str, Any] | None = None
    why: str = ""
    to_change: str = ""
    """Who asked for which changes, while they are to be made."""


@dataclass(frozen=True)
class Answered:
    """A question and its answer; each source is the name of a policy and the path of its page."""

    question: str
    answer: str
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WorkQueue:
    """One page of everything that concerns a person, with the totals."""

    name: str
    page: int
    mine: tuple[Item, ...] = ()
    mine_total: int = 0
    decisions: tuple[Item, ...] = ()
    decisions_total: int = 0
    matches: tuple[Item, ...] = ()
    matches_total: int = 0
    shows_matches: bool = False
    answers: tuple[Answered, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the longest list has."""
        most = max(self.mine_total, self.decisions_total, self.matches_total, 1)
        return (most + PAGE - 1) // PAGE

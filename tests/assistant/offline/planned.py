"""What tests of planning share: a draft, a shortlist, and the calls of a message."""

from collections.abc import Callable
from typing import Any

from langchain_core.messages import AIMessage

Ask = Callable[..., AIMessage]
Result = tuple[str, dict[str, Any], dict[str, Any]]
"""A call made in this turn: the tool, its arguments, and what came back."""


def called(message: AIMessage) -> list[tuple[str, dict[str, Any]]]:
    """The calls of a message: names and arguments."""
    return [(call["name"], call["args"]) for call in message.tool_calls]


DRAFT: dict[str, Any] = {
    "id": "REQ-1", "status": "draft", "version": 2, "missing": [], "ask_next": [],
    "fields": {"role": "Brand designer", "deliverables": ["logo", "style guide"],
               "budget": {"amount": 8000, "currency": "USD", "basis": "fixed"}},
    "origins": {"role": "said", "deliverables": "said"}, "rulings": {},
}  # fmt: skip
SHORTLIST = [
    {"id": "T-1", "name": "Ana Silva", "band": "strong", "score": 0.8},
    {"id": "T-2", "name": "Jonas Frey", "band": "good", "score": 0.7},
]
LISTED: dict[str, Any] = {
    "request": DRAFT, "context": "shortlist_shown",
    "shortlist": [*SHORTLIST, {"id": "T-3", "name": "Mei Kaur", "band": "good", "score": 0.6}],
}  # fmt: skip
EUROPE = {"location": "Lisbon", "country": "PT", "timezone": "Europe/Lisbon", "ratings_count": 30}
STATES = {"location": "Austin", "country": "US", "timezone": "America/Chicago", "ratings_count": 3}

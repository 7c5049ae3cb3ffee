"""Figures over many requests: which of them are known here, and who keeps the others."""

from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import Call, Turn

COUNTED = ("requests", "alerts")
"""What the list of requests and of late decisions answers."""


def are_asked(turn: Turn) -> bool:
    """Whether spend, invoices, people at work, counts of requests or alerts are asked for."""
    return topic(turn.text) is not None


def topic(text: str) -> str | None:
    """Which figures a text asks for."""
    topics = lexicon("parties")["figures"]
    return next((one for one in topics if pattern("parties", "figures", one).search(text)), None)


def tell(turn: Turn) -> list[Call]:
    """The requests and what is late of them; of other figures nothing is kept here."""
    return [Call("list_requests")] if topic(turn.text) in COUNTED else []

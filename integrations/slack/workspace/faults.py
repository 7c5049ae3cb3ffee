"""Trouble on request: 429 answers, expired streams, duplicate, delayed and reordered deliveries."""

from dataclasses import dataclass, field

from integrations.slack.workspace.refusals import RateLimited, Refusal


@dataclass
class Faults:
    """What goes wrong next; everything is off until it is asked for."""

    duplicates: int = 0
    delay_seconds: float = 0.0
    reorder: int = 0
    """How many events are held back and then sent newest first."""
    limited: dict[str, list[int]] = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)

    def rate_limit(self, method: str, times: int = 1, retry_after: int = 1) -> None:
        """Answer the next calls of a method with 429."""
        self.limited.setdefault(method, []).extend([retry_after] * times)

    def refuse(self, method: str, code: str, times: int = 1) -> None:
        """Answer the next calls of a method with an error code."""
        self.refused.setdefault(method, []).extend([code] * times)

    def check(self, method: str) -> None:
        """Raise what was asked for, if anything was."""
        waits = self.limited.get(method)
        if waits:
            raise RateLimited(waits.pop(0))
        codes = self.refused.get(method)
        if codes:
            raise Refusal(codes.pop(0))

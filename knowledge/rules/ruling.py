"""A decision as a value: what was decided, why, by which rules, of which version."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Ruling:
    """One rule set's answer: `rules` are the ids that fired, `reasons` one sentence each."""

    rule_set: str
    verdict: str
    reasons: tuple[str, ...]
    rules: tuple[str, ...]
    version: str
    score: float | None = None
    details: tuple[dict[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The ruling as it is kept in a record."""
        return asdict(self)

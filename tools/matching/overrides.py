"""A person's word against the ranking: pins and exclusions, each with a reason (R32)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Overrides:
    """Pinned people in order, and excluded people; the values are the reasons."""

    pinned: Mapping[str, str] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The overrides as they are kept in a record."""
        return asdict(self)

    @staticmethod
    def from_json(kept: Mapping[str, Any]) -> "Overrides":
        """Overrides out of a record."""
        return Overrides(dict(kept.get("pinned", {})), dict(kept.get("excluded", {})))

"""What hiring through each source costs beyond the rate, and how long its data may be kept."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "sources.json"


@dataclass(frozen=True)
class SourceTerms:
    """A source's fees (a share of the price, and once a contract, in USD) and data retention."""

    name: str
    fee_share: float
    fee_once_usd: float
    effective_from: date
    read_in: str
    retention_hours: int | None

    def total(self, price: float) -> float:
        """The price with the fees, in USD."""
        return price * (1 + self.fee_share) + self.fee_once_usd


def source_terms(source: str) -> SourceTerms:
    """The terms of a source; one that is not listed has no fee that we know of."""
    listed = _all()
    return listed.get(source, listed["direct"])


@cache
def _all() -> dict[str, SourceTerms]:
    rows = json.loads(FILE.read_text(encoding="utf-8"))["sources"]
    return {
        source: SourceTerms(**{**row, "effective_from": date.fromisoformat(row["effective_from"])})
        for source, row in rows.items()
    }

"""What hiring through each source costs beyond the rate, and how long its data may be kept."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "sources.json"
UNLISTED = "direct"


@dataclass(frozen=True)
class SourceTerms:
    """A source's fees (a share of the price, and once a contract, in USD) and data retention."""

    name: str
    fee_share: float
    fee_once_usd: float
    effective_from: date
    retention_hours: int | None

    def total(self, price: float) -> float:
        """The price with the fees, in USD."""
        return price * (1 + self.fee_share) + self.fee_once_usd


@cache
def source_terms(source: str, vendor: str | None = None) -> SourceTerms:
    """The terms of a source, or of one vendor there; an unlisted one is like a direct contract."""
    from knowledge.seed import platforms

    kept = json.loads(FILE.read_text(encoding="utf-8"))["sources"]
    channel = source if source in kept else UNLISTED
    listed = [one for one in platforms() if one.channel == channel]
    found = next((one for one in listed if one.name == vendor), listed[0])
    return SourceTerms(
        name=found.name if vendor == found.name else kept[channel]["name"],
        fee_share=found.fees.percent / 100,
        fee_once_usd=found.fees.fixed_usd,
        effective_from=found.fees.as_of,
        retention_hours=kept[channel]["retention_hours"],
    )

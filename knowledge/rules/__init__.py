"""Decision tables as data, one pure function each: facts in, a Ruling out."""

from knowledge.rules.ruling import Ruling
from knowledge.rules.verdicts import (
    approvals,
    billing,
    channel,
    classification,
    eligibility,
    risk,
    rulings,
    rulings_on,
)

__all__ = [
    "Ruling",
    "approvals",
    "billing",
    "channel",
    "classification",
    "eligibility",
    "risk",
    "rulings",
    "rulings_on",
]

"""People who can be hired: one profile shape whatever the source, and what each source costs."""

from knowledge.talent.profile import (
    Engagement,
    HeldSkill,
    PastWork,
    Rate,
    TalentProfile,
    read_leniently,
)
from knowledge.talent.sources import source_terms

__all__ = [
    "Engagement",
    "HeldSkill",
    "PastWork",
    "Rate",
    "TalentProfile",
    "read_leniently",
    "source_terms",
]

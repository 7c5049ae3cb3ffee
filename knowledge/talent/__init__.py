"""People who can be hired: one profile shape whatever the source, and what each source costs."""

from knowledge.talent.profile import Engagement, HeldSkill, PastWork, Rate, TalentProfile
from knowledge.talent.sources import SourceTerms, source_terms

__all__ = [
    "Engagement",
    "HeldSkill",
    "PastWork",
    "Rate",
    "SourceTerms",
    "TalentProfile",
    "source_terms",
]

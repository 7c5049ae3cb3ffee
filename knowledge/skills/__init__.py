"""The skill taxonomy with aliases: names to skills, exactly first and by likeness after."""

from knowledge.skills.mentions import Mention, find_skills
from knowledge.skills.nearness import stand_ins
from knowledge.skills.taxonomy import Taxonomy

__all__ = ["Mention", "Taxonomy", "find_skills", "stand_ins"]

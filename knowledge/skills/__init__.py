"""The skill taxonomy with aliases: names to skills, exactly first and by likeness after."""

from knowledge.skills.mentions import Mention, find_skills
from knowledge.skills.taxonomy import Concept, SkillMatch, Taxonomy

__all__ = ["Concept", "Mention", "SkillMatch", "Taxonomy", "find_skills"]

"""The skill taxonomy with aliases: names to skills, exactly first and by likeness after."""

from knowledge.skills.linking import Linker, link
from knowledge.skills.mentions import Mention, find_skills
from knowledge.skills.nearness import stand_ins
from knowledge.skills.taxonomy import Concept, SkillMatch, Taxonomy

__all__ = [
    "Concept",
    "Linker",
    "Mention",
    "SkillMatch",
    "Taxonomy",
    "find_skills",
    "link",
    "stand_ins",
]

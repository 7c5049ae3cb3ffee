"""Role templates, as data (R48, R49)."""

from knowledge.templates.catalogue import Level, Template, load_templates
from knowledge.templates.describing import Embed, template_of_work, trade_of_work
from knowledge.templates.naming import find_template, match_template
from knowledge.templates.suiting import suiting

__all__ = [
    "Embed",
    "Level",
    "Template",
    "find_template",
    "load_templates",
    "match_template",
    "suiting",
    "template_of_work",
    "trade_of_work",
]

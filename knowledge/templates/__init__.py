"""Role templates, as data (R48, R49)."""

from knowledge.templates.catalogue import Level, Span, Template, load_templates, template
from knowledge.templates.describing import Embed, template_of_work, trade_of_work
from knowledge.templates.naming import Found, find_template, match_template
from knowledge.templates.suiting import suiting

__all__ = [
    "Embed",
    "Found",
    "Level",
    "Span",
    "Template",
    "find_template",
    "load_templates",
    "match_template",
    "suiting",
    "template",
    "template_of_work",
    "trade_of_work",
]

"""Role templates, as data (R48, R49)."""

from knowledge.templates.catalogue import (
    Embed,
    Found,
    Level,
    Span,
    Template,
    find_template,
    load_templates,
    match_template,
    template,
    template_of_work,
)

__all__ = [
    "Embed",
    "Found",
    "Level",
    "Span",
    "Template",
    "find_template",
    "load_templates",
    "match_template",
    "template",
    "template_of_work",
]

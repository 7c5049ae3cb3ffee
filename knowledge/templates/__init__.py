"""Role templates, as data (R48, R49)."""

from knowledge.templates.catalogue import (
    Found,
    RoleTemplate,
    Span,
    find_template,
    load_templates,
    template,
)

__all__ = ["Found", "RoleTemplate", "Span", "find_template", "load_templates", "template"]

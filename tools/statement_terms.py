"""The terms that every statement of work carries; legal changes them, no request does."""

import re
from functools import cache
from importlib import resources


@cache
def terms() -> tuple[tuple[str, str], ...]:
    """The standard terms: a name and a paragraph each (R79, R80)."""
    text = resources.files("knowledge.templates").joinpath("statement_terms.md").read_text("utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.M)[1:]
    return tuple((n.strip(), b.strip()) for n, b in zip(parts[::2], parts[1::2], strict=True))

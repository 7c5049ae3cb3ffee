"""Markdown of anybody's as HTML in which nothing can act."""

from functools import cache
from typing import Any


def render_safely(markdown: str) -> str:
    """Markdown as HTML without live links, images or the document's own HTML."""
    return str(_markdown().render(markdown))


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    for rule in ("link_open", "link_close"):
        parser.add_render_rule(rule, _nothing)
    parser.add_render_rule("image", _alternative)
    return parser


def _nothing(*_: Any) -> str:
    return ""


def _alternative(_: Any, tokens: Any, place: int, *__: Any) -> str:
    from markupsafe import escape

    return str(escape(tokens[place].content))

"""The page of one policy document, which citations link to; readable in print and in the dark."""

import re
from html import escape

from integrations.slack.blocks.answers import anchor

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark; --ink: #1d1c1d; --soft: #616061; --line: #ddd;
  --mark: #fff3c4 }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #e8e8e8; --soft: #ababad; --line: #35373b; --mark: #4a3d12 }}
}}
body {{ font: 17px/1.6 system-ui, sans-serif; color: var(--ink); max-width: 42rem;
  margin: 3rem auto; padding: 0 1.25rem }}
h1 {{ line-height: 1.2; margin-bottom: .25rem }} h2 {{ margin-top: 2.2rem }}
:target {{ background: var(--mark); outline: .3rem solid var(--mark); border-radius: 2px }}
.facts {{ color: var(--soft); border-bottom: 1px solid var(--line); padding-bottom: 1rem }}
table {{ border-collapse: collapse }}
td, th {{ border: 1px solid var(--line); padding: .3rem .6rem }}
</style></head><body><main><h1>{title}</h1>
<p class="facts">Version {version} · owner {owner}</p>{body}</main></body></html>"""
HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def render(title: str, markdown: str, version: str, owner: str) -> str:
    """A document as a page; each heading is an anchor that a citation can name."""
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    body = HEADING.sub(_with_anchor, html)
    return PAGE.format(
        title=escape(title), version=escape(version or "1"), owner=escape(owner), body=body
    )


def _with_anchor(found: re.Match[str]) -> str:
    level, inner = found.groups()
    name = anchor(TAG.sub("", inner))
    return f'<h{level} id="{escape(name)}">{inner}</h{level}>'

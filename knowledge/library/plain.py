"""Markup taken off: what a reader sees of a slice of Markdown, on one line."""

import html
import re

IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
LINK = re.compile(r"\[([^\]]*)\](?:\((?:[^()]|\([^()]*\)|\{%.*?%\})*\)|\[[^\]]*\])")
TEMPLATE = re.compile(r"\{%-?.*?-?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|___|__|~~|`+)(?=\S)(.+?)(?<=\S)\1")
UNDERSCORES = re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&\"'$%,/:;=?@^])")
PREFIX = re.compile(r"^\s*(?:#{1,6}\s+|>\s*)+")
ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
STRAY = re.compile(r"\*\*+(?=\S)|(?<=\S)\*\*+")
RULE = re.compile(r"^[\s|:\-=]*$")


def plain(raw: str, *, row: bool = False) -> str:
    """The words of a slice of Markdown; cells of a table row are parted by a middle dot."""
    text = TEMPLATE.sub("", raw)
    text = LINK.sub(r"\1", LINK.sub(r"\1", IMAGE.sub("", text)))
    text = TAG.sub(" ", AUTOLINK.sub(r"\1", text))
    text = ITEM.sub("", PREFIX.sub("", text))
    text = UNDERSCORES.sub(r"\1", EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", text)))
    # Emphasis that opens in one sentence and closes in another leaves its marks behind.
    text = STRAY.sub("", text)
    if row:
        text = "" if RULE.match(text) else _cells(text)
    text = html.unescape(ESCAPE.sub(r"\1", text))
    return " ".join(text.split())


def _cells(text: str) -> str:
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", text.strip().strip("|"))]
    return " · ".join(cell for cell in cells if cell)

"""Markup taken off: what a reader sees of a slice of Markdown, on one line."""

import html
import re

# Every repetition has an end, so that no text takes more than its length times a constant.
IMAGE = re.compile(r"!\[[^\[\]]{0,300}\](?:\([^)]{0,2000}\)|\[[^\[\]]{0,300}\])")
LINK = re.compile(
    r"\[([^\[\]]{0,300})\]"
    r"(?:\((?:[^(){]|\([^()]{0,300}\)|\{%.{0,300}?%\}|\{(?!%)){0,2000}\)|\[[^\[\]]{0,300}\])"
)
TEMPLATE = re.compile(r"\{%-?.{0,500}?-?%\}|\{\{.{0,500}?\}\}", re.DOTALL)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|___|__|~~|`{1,4})(?=\S)(.{1,500}?)(?<=\S)\1")
UNDERSCORES = re.compile(r"(?<!\w)_(?=\S)(.{1,500}?)(?<=\S)_(?!\w)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&\"'$%,/:;=?@^])")
PREFIX = re.compile(r"^\s*(?:#{1,6}\s+|>\s*)+")
ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
STRAY = re.compile(r"\*\*+(?=\S)|(?<=\S)\*\*+")
FOOTNOTE = re.compile(r"\[\^\w{1,40}\]:?")
RULE = re.compile(r"^[\s|:\-=]*$")


def plain(raw: str, *, row: bool = False) -> str:
    """The words of a slice of Markdown; cells of a table row are parted by a middle dot."""
    text = FOOTNOTE.sub("", TEMPLATE.sub("", raw))
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

"""Slack's text formats as HTML: mrkdwn, plain text, standard markdown; nothing gets through raw."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from html import escape, unescape
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

TOKEN = re.compile(r"<([^<>\n]+)>")
CODE_BLOCK = re.compile(r"```(.*?)```", re.DOTALL)
INLINE = (
    (
        re.compile(r"(?<![\w*])\*(?=[^\s\u200b])([^*\n]+?)(?<=[^\s\u200b])\*(?![\w*])"),
        r"<strong>\1</strong>",
    ),
    (re.compile(r"(?<![\w_])_(?=[^\s\u200b])([^_\n]+?)(?<=[^\s\u200b])_(?![\w_])"), r"<em>\1</em>"),
    (
        re.compile(r"(?<![\w~])~(?=[^\s\u200b])([^~\n]+?)(?<=[^\s\u200b])~(?![\w~])"),
        r"<del>\1</del>",
    ),
)
CODE = re.compile(r"`([^`\n]+)`")
EMOJI = {
    "white_check_mark": "✅",
    "warning": "⚠️",
    "x": "❌",
    "eyes": "👀",
    "tada": "🎉",
    "wave": "👋",
}
EMOJI_NAME = re.compile(r":([a-z0-9_+-]+):")
SAFE_LINK = re.compile(r"^(https?|mailto):", re.IGNORECASE)

Names = Callable[[str], str]


def mrkdwn(text: str, name_of: Names) -> Markup:
    """Slack's mrkdwn as HTML: bold, italic, strike, code, quotes, links and mentions."""
    parts = CODE_BLOCK.split(text)
    done = [
        f"<pre>{_plain(part.strip(chr(10)))}</pre>" if index % 2 else _lines(part, name_of)
        for index, part in enumerate(parts)
    ]
    return Markup("".join(done))  # noqa: S704  (every part was escaped where it was made)


def _lines(text: str, name_of: Names) -> str:
    lines = []
    for line in text.split("\n"):
        quoted = line.startswith(("&gt;", ">"))
        body = _inline(line.removeprefix("&gt;").removeprefix(">") if quoted else line, name_of)
        lines.append(f"<span class='quote'>{body}</span>" if quoted else body)
    return "<br>".join(lines)


def _inline(text: str, name_of: Names) -> str:
    kept: list[str] = []
    text = text.replace("\x00", "")

    def keep(html: str) -> str:
        kept.append(html)
        return f"\x00{len(kept) - 1}\x00"

    text = CODE.sub(lambda m: keep(f"<code>{_plain(m.group(1))}</code>"), text)
    text = TOKEN.sub(lambda m: keep(_token(m.group(1), name_of)), text)
    html = EMOJI_NAME.sub(lambda m: EMOJI.get(m.group(1), m.group()), _plain(text))
    for pattern, made in INLINE:
        html = pattern.sub(made, html)
    return re.sub(r"\x00(\d+)\x00", lambda m: kept[int(m.group(1))], _with_marks(html))


MARKS = {
    "🟢": "green",
    "🔵": "blue",
    "🔴": "red",
    "🟠": "orange",
    "🟡": "yellow",
    "⚪": "grey",
    "⏳": "wait",
}
MARK = re.compile("|".join(MARKS))


def _with_marks(html: str) -> str:
    """Status marks as dots of the page's own, since not every machine has a font for them."""
    return MARK.sub(
        lambda m: f"<span class='mark-dot {MARKS[m.group()]}' aria-hidden='true'></span>", html
    )


def _plain(text: str) -> str:
    return escape(unescape(text))


def _token(inside: str, name_of: Names) -> str:
    target, _, label = inside.partition("|")
    if target.startswith(("@", "#", "!")):
        name = label or name_of(target[1:])
        mark = "#" if target.startswith("#") else "@"
        return f"<span class='mention'>{mark}{_plain(name)}</span>"
    if not SAFE_LINK.match(target):
        return _plain(f"<{inside}>")
    return f"<a href='{escape(unescape(target), quote=True)}'>{_plain(label or target)}</a>"


def markdown(text: str) -> Markup:
    """Standard markdown as HTML; HTML in it is shown as text."""
    return Markup(_parser().render(text))  # noqa: S704  (the parser escapes; html is off)


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    # An image would be fetched from wherever the text says.
    return parser.enable(["table", "strikethrough"]).disable("image")


def text_object(text: Mapping[str, Any] | None, name_of: Names) -> Markup:
    """A text object of either type."""
    if not text:
        return Markup("")
    said = str(text.get("text") or "")
    if text.get("type") == "mrkdwn":
        return mrkdwn(said, name_of)
    return Markup(escape(said).replace("\n", "<br>"))  # noqa: S704  (escaped here)


def rich_text(block: Mapping[str, Any], name_of: Names) -> Markup:
    """A rich_text block: sections, lists, quotes and preformatted parts."""
    return Markup("".join(_rich(e, name_of) for e in block.get("elements") or ()))  # noqa: S704


def _rich(element: Mapping[str, Any], name_of: Names) -> str:
    kind = str(element.get("type"))
    inner = "".join(_rich(e, name_of) for e in element.get("elements") or ())
    if kind == "rich_text_list":
        tag = "ol" if element.get("style") == "ordered" else "ul"
        items = "".join(f"<li>{_rich(e, name_of)}</li>" for e in element.get("elements") or ())
        return f"<{tag}>{items}</{tag}>"
    wrapped = {
        "rich_text_section": f"<span>{inner}</span>",
        "rich_text_quote": f"<span class='quote'>{inner}</span>",
        "rich_text_preformatted": f"<pre>{inner}</pre>",
    }
    return wrapped.get(kind) or _rich_leaf(kind, element, name_of)


def _rich_leaf(kind: str, element: Mapping[str, Any], name_of: Names) -> str:
    if kind == "link":
        return _token(f"{element.get('url')}|{element.get('text') or element.get('url')}", name_of)
    if kind == "user":
        return _token(f"@{element.get('user_id')}", name_of)
    html = escape(str(element.get("text") or element.get("name") or ""))
    style = element.get("style") or {}
    for name, tag in (("bold", "strong"), ("italic", "em"), ("strike", "del"), ("code", "code")):
        html = f"<{tag}>{html}</{tag}>" if style.get(name) else html
    return html


def clock(ts: str, zone: str) -> str:
    """A message's time of day where the reader is."""
    return datetime.fromtimestamp(float(ts), ZoneInfo(zone)).strftime("%H:%M")


def day_of(ts: str, zone: str) -> str:
    """The day a message was written on, where the reader is."""
    return datetime.fromtimestamp(float(ts), ZoneInfo(zone)).strftime("%A, %-d %B")

"""Hidden text in documents: found, taken out, and said, so that nobody is steered by it."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from knowledge.library.seen import parsed, unseen

if TYPE_CHECKING:
    from lxml.html import HtmlElement

INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3164\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
ACTIVE = ("script", "style", "iframe", "object", "template", "noscript")
ACTIVE_TAG = re.compile(
    rf"<({'|'.join(ACTIVE)})\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# A link label that only defines a comment: [//]: # (words nobody sees)
LABEL_COMMENT = re.compile(r"^\[(?://|comment)\]:\s*\S.*$", re.MULTILINE | re.IGNORECASE)
TAG = re.compile(
    r"<(/?)([a-z][\w-]*)\b((?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^<>])*+)>", re.IGNORECASE
)
NO_CONTENT = ("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
CLOSED_BY_THE_NEXT = ("dd", "dt", "li", "option", "p", "td", "th", "tr")
STYLE_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
MARK = "data-sourcing-tag"
"""An attribute that numbers the tags of a text while its hidden elements are looked for."""


def strip_hidden(text: str) -> tuple[str, tuple[str, ...]]:
    """The text a reader sees, and one line for each kind of hidden text that was taken out."""
    sheets = STYLE_SHEET.findall(text)
    found = []
    for kind, pattern in (("comment", COMMENT), ("script or style", ACTIVE_TAG)):
        text, times = pattern.subn("", text)
        found.append((kind, times))
    text, elements = _without_hidden_elements(text, sheets)
    text, labels = LABEL_COMMENT.subn("", text)
    text, characters = INVISIBLE.subn("", text)
    found += [
        ("hidden element", elements),
        ("comment", labels),
        ("invisible character", characters),
    ]
    return text, tuple(counted(kind, times) for kind, times in found if times)


def strip_unseen(page: str) -> tuple[str, tuple[str, ...]]:
    """An HTML page as a reader sees it, and one line for each kind of text that was taken out."""
    from lxml.html import tostring

    page, comments = COMMENT.subn("", page)
    root = parsed(page)
    found = Counter({"comment": comments})
    for element, gone in list(unseen(root)):
        kind = "script or style" if element.tag in ACTIVE else "hidden element"
        found[kind] += bool(_take_out(element, gone).strip())
    page, found["invisible character"] = INVISIBLE.subn("", tostring(root, encoding="unicode"))
    return page, tuple(counted(kind, times) for kind, times in found.items() if times)


def counted(kind: str, times: int) -> str:
    """That so many pieces of hidden text were taken out."""
    return f"{times} {kind}{'s' if times > 1 else ''} taken out"


def _without_hidden_elements(text: str, sheets: list[str]) -> tuple[str, int]:
    kept, at = [], 0
    for start, end in _hidden_spans(text, _hidden_tags(text, sheets)):
        if start >= at:
            kept.append(text[at:start])
            at = end
    return "".join([*kept, text[at:]]), len(kept)


def _hidden_spans(text: str, hidden: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Where hidden elements stand, in one pass; what is never closed goes on to the end."""
    start, inside, depth = 0, "", 0
    for number, tag in enumerate(TAG.finditer(text) if hidden else ()):
        closes, name = bool(tag[1]), tag[2].lower()
        if inside and name == inside:
            depth += -1 if closes else 1
            if depth and name not in CLOSED_BY_THE_NEXT:
                continue
            yield start, tag.end() if closes else tag.start()
            inside = ""
        if inside or closes or number not in hidden:
            continue
        if name in NO_CONTENT or tag[3].rstrip().endswith("/"):
            yield tag.span()
        else:
            start, inside, depth = tag.start(), name, 1
    if inside:
        yield start, len(text)


def _hidden_tags(text: str, sheets: list[str]) -> frozenset[int]:
    """The numbers, among all tags of a text, of those that open what nobody sees."""
    if not TAG.search(text):
        return frozenset()
    numbers = count()
    marked = TAG.sub(
        lambda tag: f"<{tag[1]}{tag[2]} {MARK}={next(numbers)} {tag[3].lstrip()}>", text
    )
    styles = "".join(f"<style>{sheet}</style>" for sheet in sheets)
    found = (element.get(MARK) for element, _ in unseen(parsed(styles + marked)))
    return frozenset(int(number) for number in found if number)


def _take_out(element: "HtmlElement", gone: bool) -> str:
    """Take an element, or only the words right inside, out of its page; gives these words."""
    if gone and element.getparent() is not None:
        element.drop_tree()
        return str(element.text_content())
    words: str = element.text or ""
    element.text = None
    for child in element:
        words += "" if gone else child.tail or ""
        child.tail = None
        if gone:
            words += _take_out(child, gone)
    return words

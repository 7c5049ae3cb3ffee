"""Hidden text in documents: found, taken out, and said, so that nobody is steered by it."""

import re
from collections.abc import Iterator

INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3164\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
ACTIVE_TAG = re.compile(
    r"<(script|style|iframe|object|template|noscript)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# A link label that only defines a comment: [//]: # (words nobody sees)
LABEL_COMMENT = re.compile(r"^\[(?://|comment)\]:\s*\S.*$", re.MULTILINE | re.IGNORECASE)
TAG = re.compile(
    r"<(/?)([a-z][\w-]*)\b((?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*)>", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
NO_CONTENT = ("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
CLOSED_BY_THE_NEXT = ("dd", "dt", "li", "option", "p", "td", "th", "tr")
WHITE = (
    r"(?:white|transparent|#fff(?:fff)?(?![\da-f])|rgba?\(\s*255[\s,]+255[\s,]+255"
    r"|rgba\([^)]*[\s,]0(?:\.0+)?\s*\))"
)
COLOUR = re.compile(rf"(?<![-\w])color\s*:\s*{WHITE}", re.IGNORECASE)
BACKGROUND = re.compile(rf"background(?:-color)?\s*:\s*(?!none|{WHITE})\w*", re.IGNORECASE)
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?![.\d])"
    r"|font-size\s*:\s*[01](?:px|pt|em|rem|%)?(?![.\d])|text-indent\s*:\s*-\d{3,}"
    r"|(?:left|top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0",
    re.IGNORECASE,
)
STYLE_SHEET = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
STYLE_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def strip_hidden(text: str) -> tuple[str, tuple[str, ...]]:
    """The text a reader sees, and one line for each kind of hidden text that was taken out."""
    named = _hidden_names(text)
    found = []
    for kind, pattern in (("comment", COMMENT), ("script or style", ACTIVE_TAG)):
        text, count = pattern.subn("", text)
        found.append((kind, count))
    text, elements = _without_hidden_elements(text, named)
    text, labels = LABEL_COMMENT.subn("", text)
    text, characters = INVISIBLE.subn("", text)
    found += [
        ("hidden element", elements),
        ("comment", labels),
        ("invisible character", characters),
    ]
    return text, tuple(counted(kind, count) for kind, count in found if count)


def counted(kind: str, count: int) -> str:
    """That so many pieces of hidden text were taken out."""
    return f"{count} {kind}{'s' if count > 1 else ''} taken out"


def _without_hidden_elements(text: str, named: frozenset[str]) -> tuple[str, int]:
    kept, at = [], 0
    for start, end in _hidden_spans(text, named):
        if start >= at:
            kept.append(text[at:start])
            at = end
    count = len(kept)
    return "".join([*kept, text[at:]]), count


def _hidden_spans(text: str, named: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where hidden elements stand, in one pass; what is never closed goes on to the end."""
    start, inside, depth = 0, "", 0
    for tag in TAG.finditer(text):
        closes, name = bool(tag[1]), tag[2].lower()
        if inside and name == inside:
            depth += -1 if closes else 1
            if depth and name not in CLOSED_BY_THE_NEXT:
                continue
            yield start, tag.end() if closes else tag.start()
            inside = ""
        if inside or closes or not _is_hidden(tag[3], named):
            continue
        if name in NO_CONTENT or tag[3].rstrip().endswith("/"):
            yield tag.span()
        else:
            start, inside, depth = tag.start(), name, 1
    if inside:
        yield start, len(text)


def _is_hidden(attributes: str, named: frozenset[str]) -> bool:
    given = {
        found[1].lower(): (found[2] or "").strip("\"'") for found in ATTRIBUTE.finditer(attributes)
    }
    own = {f".{name}" for name in given.get("class", "").split()} | {f"#{given.get('id', '')}"}
    white = re.fullmatch(WHITE, given.get("color", ""), re.IGNORECASE)
    return "hidden" in given or _hides(given.get("style", "")) or bool(own & named) or bool(white)


def _hides(style: str) -> bool:
    """Whether a style leaves nothing to see; white on a coloured ground is seen."""
    white = COLOUR.search(style) and not BACKGROUND.search(style)
    return bool(white or HIDING.search(style))


def _hidden_names(text: str) -> frozenset[str]:
    """The classes and ids, as `.name` and `#name`, that a style sheet in the text hides."""
    return frozenset(
        selector.strip()
        for sheet in STYLE_SHEET.finditer(text)
        for selectors, style in STYLE_RULE.findall(sheet[1])
        if _hides(style)
        for selector in selectors.split(",")
    )

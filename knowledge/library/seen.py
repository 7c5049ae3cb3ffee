"""Which parts of a page nobody sees: not shown, without room, off it, or as dark as the ground."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from knowledge.library.contrast import BLACK, WHITE, Colour, blended, is_legible
from knowledge.library.styles import SCREEN, StyleSheets, colour, pixels, tokens

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SMALLEST = 3.0
"""Pixels: smaller print is not read by people."""
FAINTEST = 0.1
"""How opaque a part must be to be seen."""
SMALLEST_SCALE = 0.1
OUT = {"left": 3000.0, "right": 3000.0, "top": 20_000.0, "bottom": 20_000.0}
"""Pixels by which a part may be moved inwards, and still be on the page."""
LEAST = {**dict.fromkeys(OUT, -100.0), "text-indent": -100.0}
LEAST |= {"margin-left": -1000.0, "margin-top": -1000.0, "margin-right": -3000.0}
"""Pixels by which a part may be moved outwards; margins centre what is moved by half already."""


@dataclass(frozen=True)
class Sight:
    """How the words right inside an element look."""

    colour: Colour = BLACK
    covers: float = 1.0
    ground: Colour = WHITE
    size: float = 16.0
    opacity: float = 1.0
    visible: bool = True
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def legible(self) -> bool:
        """Whether people read these words."""
        shown = blended(self.colour, self.ground, self.covers * self.opacity)
        return self.visible and self.size >= SMALLEST and is_legible(shown, self.ground)


def parsed(page: str) -> "HtmlElement":
    """A page as a tree; comments are no part of it."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = page.encode("utf-8", errors="replace")
    try:
        return html.document_fromstring(data, parser=parser)
    except etree.ParserError:
        return html.Element("html")


def unseen(root: "HtmlElement") -> Iterator[tuple["HtmlElement", bool]]:
    """Elements that nobody sees, and whether all inside is gone or only the words right inside."""
    import cssselect2

    sheets = StyleSheets([style.text_content() for style in root.iter("style")])
    waiting = [(cssselect2.ElementWrapper.from_html_root(root), Sight())]
    while waiting:
        element, above = waiting.pop()
        values = sheets.declared(element, above.values)
        sight = _sight(values, above)
        if _is_gone(values, sight):
            yield element.etree_element, True
            continue
        if not sight.legible:
            yield element.etree_element, False
        waiting += [(child, sight) for child in element.iter_children()]


def _sight(values: Mapping[str, str], above: Sight) -> Sight:
    """How words look where an element declares `values` and the one above looks like this."""
    size = pixels(values.get("font-size", ""), above.size, above.size)
    visibility = values.get("visibility")
    sight = replace(
        above,
        values=values,
        size=above.size if size is None else size,
        opacity=above.opacity * _opacity(values),
        visible=above.visible
        if visibility not in ("visible", "hidden", "collapse")
        else visibility == "visible",
    )
    if letters := colour(values.get("color", "")):
        sight = replace(sight, colour=letters[:3], covers=letters[3])
    if painted := colour(values.get("background-color", "")):
        if values.get("background-clip") == "text":
            return replace(sight, colour=painted[:3], covers=painted[3])
        return replace(sight, ground=blended(painted[:3], above.ground, painted[3]))
    return sight


def _opacity(values: Mapping[str, str]) -> float:
    given = pixels(values.get("opacity", ""), 1.0)
    for token in tokens(values.get("filter", "")):
        if token.type == "function" and token.lower_name == "opacity" and token.arguments:
            given = pixels(token.arguments[0].serialize(), 1.0)
    return 1.0 if given is None else min(max(given, 0.0), 1.0)


def _is_gone(values: Mapping[str, str], sight: Sight) -> bool:
    return (
        values.get("display") == "none"
        or values.get("content-visibility") == "hidden"
        or sight.opacity < FAINTEST
        or _has_no_room(values)
        or _is_off_the_page(values)
        or _is_shrunk(values)
    )


def _has_no_room(values: Mapping[str, str]) -> bool:
    room = {
        name: pixels(values.get(name, ""), SCREEN["width"])
        for name in ("max-height", "height", "width")
    }
    small = {name for name, size in room.items() if size is not None and size <= 1}
    cut = values.get("overflow", "visible") != "visible"
    return "max-height" in small or bool(small and cut) or _is_clipped(values)


def _is_clipped(values: Mapping[str, str]) -> bool:
    for token in [*tokens(values.get("clip", "")), *tokens(values.get("clip-path", ""))]:
        if token.type != "function":
            continue
        sizes = [pixels(part.serialize(), 100.0) for part in token.arguments]
        known = [size for size in sizes if size is not None]
        if known and token.lower_name == "inset" and min(known) >= 50:
            return True
        if known and token.lower_name in ("circle", "ellipse", "rect") and max(known) <= 1:
            return True
    return False


def _is_off_the_page(values: Mapping[str, str]) -> bool:
    placed = values.get("position", "static") in ("absolute", "fixed", "relative", "sticky")
    for name in LEAST:
        if name in values and (placed or name not in OUT):
            moved = pixels(values[name], SCREEN["width"])
            if moved is not None and not LEAST[name] < moved < OUT.get(name, 3000.0):
                return True
    return False


def _is_shrunk(values: Mapping[str, str]) -> bool:
    """Whether a part is drawn too small, turned on its edge, or moved far away."""
    if any(_number(token) < SMALLEST_SCALE for token in tokens(values.get("scale", ""))):
        return True
    for token in tokens(values.get("transform", "")):
        if token.type != "function":
            continue
        numbers = [_number(part) for part in token.arguments if hasattr(part, "value")]
        numbers = [abs(number) for number in numbers if number != float("inf")]
        if token.lower_name.startswith("scale") and min(numbers, default=1) < SMALLEST_SCALE:
            return True
        if token.lower_name == "matrix" and max(numbers[:2], default=1) < SMALLEST_SCALE:
            return True
        if token.lower_name in ("rotatex", "rotatey") and numbers[:1] == [90]:
            return True
        if token.lower_name.startswith("translate") and max(numbers, default=0) >= 1000:
            return True
    return False


def _number(token: Any) -> float:
    """The number of a part of a value, in pixels where it has a unit; endless where it is none."""
    if token.type not in ("number", "percentage", "dimension"):
        return float("inf")
    if token.type == "percentage":
        return float(token.value) / 100
    known = pixels(token.serialize(), 1.0)
    return float(token.value if known is None else known)

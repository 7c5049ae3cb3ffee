"""What a page's style sheets and style attributes declare for each element, as browsers cascade it.

A wide screen is looked at. Media queries that ask for what nobody can know are taken to hold, so
that a condition hides no text from us alone.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

BY_BROWSERS = """
audio, canvas, datalist, dialog:not([open]), iframe, noscript, object, rp, script, style, template,
video, svg desc, svg metadata, svg title, [hidden] { display: none }
"""
"""What browsers do not show of themselves; a style sheet may say otherwise."""
HINTS = {"bgcolor": "background-color", "color": "color", "text": "color"}
"""Attributes of old pages, and what they mean."""
SCREEN = {"width": 1280.0, "height": 800.0}
"""The size looked at, in pixels."""
USUAL = {
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "prefers-contrast": "no-preference",
    "prefers-reduced-motion": "no-preference",
}
FEATURE = re.compile(r"\(\s*(?:(min|max)-)?([a-z-]+)\s*(?:(:|[<>]=?)\s*([^()]*?))?\s*\)")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945}
UNITS |= {"em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0}
UNITS |= {"vw": 12.8, "vh": 8.0, "vmin": 8.0, "vmax": 12.8, "dvh": 8.0, "svh": 8.0, "lvh": 8.0}
SIDES = ("top", "right", "bottom", "left")
DEEPEST = 20
LONGEST_SELECTOR = 2_000

Declared = tuple[str, str, bool]
"""The name of a property, its value as text, and whether it is important."""


class StyleSheets:
    """The style sheets of a page, after those of browsers."""

    def __init__(self, sheets: list[str]) -> None:
        import cssselect2

        self._origins = (cssselect2.Matcher(), cssselect2.Matcher())
        for origin, texts in zip(self._origins, ([BY_BROWSERS], sheets), strict=True):
            for text in texts:
                _add(origin, _rules(text))

    def declared(self, element: Any, above: Mapping[str, str]) -> dict[str, str]:
        """Property by property what is declared for an element, a cssselect2 wrapper.

        Custom properties come along from those of the element `above`.
        """
        attributes = element.etree_element.attrib
        given = [(name, attributes[key], False) for key, name in HINTS.items() if key in attributes]
        for origin in self._origins:
            for _, _, pseudo, declarations in origin.match(element):
                given += declarations if pseudo is None else ()
        given += _declarations(attributes.get("style", ""))
        given.sort(key=lambda one: one[2])
        values = {name: text for name, text in above.items() if name.startswith("--")}
        values.update((name, text) for name, text, _ in given if name.startswith("--"))
        for name, text, _ in given:
            if not name.startswith("--"):
                values.update(_longhands(name, _resolved(text, values)))
        return values


def tokens(text: str) -> list[Any]:
    """The parts of a value, without blanks."""
    import tinycss2

    return [
        token
        for token in tinycss2.parse_component_value_list(text, skip_comments=True)
        if token.type != "whitespace"
    ]


@lru_cache(20_000)
def pixels(text: str, whole: float, em: float = 16.0) -> float | None:
    """A length in pixels; a percentage is one of the `whole`."""
    for token in tokens(text)[:1]:
        if token.type == "function" and token.lower_name == "calc":
            return pixels("".join(part.serialize() for part in token.arguments), whole, em)
        if token.type == "percentage":
            return float(token.value) * whole / 100
        if token.type == "number":
            return float(token.value)
        if token.type == "dimension" and token.lower_unit in UNITS:
            unit = em if token.lower_unit == "em" else UNITS[token.lower_unit]
            return float(token.value) * unit
    return None


@lru_cache(20_000)
def colour(text: str) -> tuple[float, float, float, float] | None:
    """The first colour in a value as red, green, blue and how far it covers, each from 0 to 1."""
    from tinycss2 import color5

    for token in tokens(text):
        found = color5.parse_color(token)
        if found is None and token.type == "function" and "gradient" in token.lower_name:
            found = next(filter(None, map(color5.parse_color, token.arguments)), None)
        if found is not None and not isinstance(found, str):
            red, green, blue = (min(max(c or 0.0, 0.0), 1.0) for c in found.to("srgb")[:3])
            return red, green, blue, float(found.alpha)
    return None


def _add(origin: Any, rules: Iterator[tuple[str, list[Declared]]]) -> None:
    import cssselect2

    for selectors, declarations in rules:
        try:
            compiled = cssselect2.compile_selector_list(selectors)
        except cssselect2.SelectorError:
            continue
        for selector in compiled:
            origin.add_selector(selector, declarations)


def _rules(sheet: str) -> Iterator[tuple[str, list[Declared]]]:
    """The selectors of each rule that holds on a screen, with what it declares."""
    import tinycss2

    yield from _inside(tinycss2.parse_stylesheet(sheet, True, True), "", DEEPEST)


def _inside(parts: list[Any], outer: str, depth: int) -> Iterator[tuple[str, list[Declared]]]:
    import tinycss2

    own = [_declared(part) for part in parts if part.type == "declaration"]
    if own and outer:
        yield outer, own
    for part in parts if depth else ():
        if part.type == "qualified-rule":
            selectors = _nested(tinycss2.serialize(part.prelude).strip(), outer)
            if part.prelude and len(selectors) <= LONGEST_SELECTOR:
                content = tinycss2.parse_blocks_contents(part.content, True, True)
                yield from _inside(content, selectors, depth - 1)
        elif part.type == "at-rule" and part.content is not None and _holds(part):
            content = tinycss2.parse_blocks_contents(part.content, True, True)
            yield from _inside(content, outer, depth - 1)


def _nested(selectors: str, outer: str) -> str:
    """Selectors as they read without the rule around them."""
    if not outer:
        return selectors
    around = f":is({outer})"
    return selectors.replace("&", around) if "&" in selectors else f"{around} {selectors}"


def _holds(rule: Any) -> bool:
    import tinycss2

    if rule.lower_at_keyword != "media":
        return rule.lower_at_keyword in (
            "container",
            "layer",
            "scope",
            "starting-style",
            "supports",
        )
    queries = tinycss2.serialize(rule.prelude).lower().split(",")
    return any(_is_asked_here(query.strip()) for query in queries)


def _is_asked_here(query: str) -> bool:
    asked = re.match(r"(?:(not|only)\s+)?([a-z]*)", query)
    negated, kind = asked.groups() if asked else (None, "")
    here = kind in ("", "all", "screen") and all(_has(*one) for one in FEATURE.findall(query))
    return here != (negated == "not")


def _has(bound: str, name: str, sign: str, value: str) -> bool:
    size = pixels(value, 0) if name in SCREEN else None
    if size is None:
        return name not in USUAL or value == USUAL[name]
    at_least, at_most = bound == "min" or ">" in sign, bound == "max" or "<" in sign
    return not (at_least and SCREEN[name] < size) and not (at_most and SCREEN[name] > size)


def _declarations(style: str) -> list[Declared]:
    import tinycss2

    parts = tinycss2.parse_blocks_contents(style, True, True) if style else []
    return [_declared(part) for part in parts if part.type == "declaration"]


def _declared(part: Any) -> Declared:
    import tinycss2

    name = part.name if part.name.startswith("--") else part.lower_name
    return name, tinycss2.serialize(part.value).strip(), part.important


def _resolved(text: str, values: Mapping[str, str]) -> str:
    """A value with what its variables stand for; they may stand for others."""
    for _ in range(5):
        if "var(" not in text or len(text) > LONGEST_SELECTOR:
            break
        text = VARIABLE.sub(lambda one: values.get(one[1], one[2] or ""), text)
    return text


@cache
def _sides(name: str) -> tuple[str, ...]:
    return SIDES if name == "inset" else tuple(f"{name}-{side}" for side in SIDES)


@lru_cache(20_000)
def _longhands(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """What a declaration sets, where several properties are set in one."""
    if name in ("inset", "margin"):
        parts = [token.serialize() for token in tokens(text)] or [""]
        right = parts[min(1, len(parts) - 1)]
        four = (*parts, *(parts[0], right, parts[0], right)[len(parts) :])[:4]
        return tuple(zip(_sides(name), four, strict=True))
    if name == "font":
        sizes = [t for t in tokens(text) if t.type in ("dimension", "percentage")] or [
            t for t in tokens(text) if t.type == "number" and not t.value
        ]
        return tuple(("font-size", token.serialize()) for token in sizes[:1])
    if name in ("background", "background-image"):
        return (("background-color", text),) if name == "background" or colour(text) else ()
    if name.startswith("overflow"):
        return (("overflow", text),)
    renamed = {"-webkit-text-fill-color": "color", "-webkit-background-clip": "background-clip"}
    return ((renamed.get(name, name), text.lower()),)

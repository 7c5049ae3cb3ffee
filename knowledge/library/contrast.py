"""How well a colour is seen on another, by the contrast ratio of WCAG: 1 is not at all."""

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
LEAST_CONTRAST = 1.2
"""Letters with less contrast are read by nobody: on white, lighter than #ebebeb."""


def is_legible(colour: Colour, ground: Colour) -> bool:
    """Whether people see letters of this colour on this ground."""
    bright, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


def blended(colour: Colour, ground: Colour, alpha: float) -> Colour:
    """What is seen where a colour lets through some of its ground."""
    red, green, blue = (alpha * c + (1 - alpha) * g for c, g in zip(colour, ground, strict=True))
    return red, green, blue


def from_hex(digits: str) -> Colour | None:
    """The colour of six hexadecimal digits."""
    try:
        red, green, blue = bytes.fromhex(digits)
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255


def _luminance(colour: Colour) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

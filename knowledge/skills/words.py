"""How names of skills are compared: lower case, plain words; `c++` and `node.js` stay whole."""

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"\.net\b|[^\W_]+(?:\.[^\W_]{2,})*(?:[+#]+|(?<=\b[a-z]) (?:\+\+|#)(?!\w))?", re.IGNORECASE
)
SIGNS = str.maketrans({"#": "sharp", "+": "plus", " ": None, ".": None, "-": None, "/": None})
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})


class Token(NamedTuple):
    """A word of a text: as compared, as written, and where it stands."""

    word: str
    written: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text in order, each with its place."""
    found = TOKEN.finditer(text.translate(QUOTES))
    return [Token(m[0].lower().replace(" ", ""), m[0], m.start(), m.end()) for m in found]


def normal(text: str) -> str:
    """A name as it is compared: its words in lower case, one space between them."""
    found = TOKEN.findall(text.translate(QUOTES))
    return " ".join(word.lower().replace(" ", "") for word in found)


def glued(name: str) -> str:
    """A name whatever spaces, hyphens and dots it is written with: `java-script`, `c sharp`."""
    return name.lower().translate(SIGNS)


def singular(name: str) -> str:
    """A name with its last word in the singular."""
    *first, last = name.split(" ")
    return " ".join([*first, stem(last)])


def stem(word: str) -> str:
    """A word without its plural ending, so that `managers` meets `manager`."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word

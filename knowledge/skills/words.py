"""How names of skills are compared: lower case, plain words; `c++` and `node.js` stay whole."""

import re
from typing import NamedTuple

TOKEN = re.compile(r"\.net\b|[^\W_]+(?:\.[^\W_]{2,})*[+#]*", re.IGNORECASE)
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
    return [Token(m[0].lower(), m[0], m.start(), m.end()) for m in found]


def normal(text: str) -> str:
    """A name as it is compared: its words in lower case, one space between them."""
    return " ".join(m.lower() for m in TOKEN.findall(text.translate(QUOTES)))


def stem(word: str) -> str:
    """A word without its plural ending, so that `managers` meets `manager`."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word

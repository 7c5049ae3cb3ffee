"""Languages as data: a folder a language, a file a subject; English is the first."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGE = "en"


@cache
def lexicon(subject: str, language: str = LANGUAGE) -> Any:
    """The words and patterns of one subject, read once from `<language>/<subject>.json`."""
    path = Path(__file__).parent / language / f"{subject}.json"
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def pattern(subject: str, *keys: str) -> re.Pattern[str]:
    """A pattern of the lexicon, compiled once and blind to case."""
    entry = lexicon(subject)
    for key in keys:
        entry = entry[key]
    return re.compile(entry if isinstance(entry, str) else "|".join(entry), re.IGNORECASE)


def any_of(words: Any) -> str:
    """A pattern for any of these words, the longest first, so that none hides another."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def others() -> dict[str, str]:
    """The small words of other languages and of our own, by which each is known."""
    path = Path(__file__).parent / "others.json"
    words: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return words

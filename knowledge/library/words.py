"""Words as the index sees them: lower case, stemmed, numbers in one form, stop words left out."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

WORD = re.compile(r"[a-z0-9]+(?:[.,'’&/][a-z0-9]+)*", re.IGNORECASE)
STOP = frozenset((Path(__file__).parent / "data" / "stop_words.txt").read_text().split())


def words_of(text: str) -> list[str]:
    """The words of a text in order, lower case, compounds such as HR/legal split."""
    found = []
    for match in WORD.finditer(text.lower().replace("’", "'")):
        word = match.group()
        if word[0].isdigit():
            found.append(_number(word))
        else:
            found.extend(part for part in re.split(r"[/.,&]", word) if part)
    return found


def terms_of(text: str) -> list[str]:
    """The stems that carry meaning, in order, with repetition."""
    return [stem(word) for word in words_of(text) if word not in STOP]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one word; a possessive ending is dropped first."""
    return str(_stemmer().stemWord(word.removesuffix("'s").replace("'", "")))


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


def _number(word: str) -> str:
    bare = word.replace(",", "").rstrip(".")
    if re.fullmatch(r"\d+(\.\d+)?k", bare):
        return f"{float(bare[:-1]) * 1000:g}"
    return re.sub(r"\.0+$", "", bare)

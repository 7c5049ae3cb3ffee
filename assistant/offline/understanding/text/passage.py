"""The text of one message, made regular once so that every reader sees the same offsets."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.text.letters import body

SWAPS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‑": "-"}
    | {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "…": ".", "\u200b": " "}
)
MARKUP = re.compile(r"<(?:mailto:|tel:)?([^<>|]*?)(?:\|([^<>]*))?>")
LETTER = re.compile(r"[^\W\d_]")
STARS = re.compile(r"(?<![\w*])[*_~`]{1,3}(?=\S)|(?<=\S)[*_~`]{1,3}(?![\w*])")


@dataclass(frozen=True)
class PersonRef:
    """Someone of the directory, as far as reading a message needs to know them."""

    email: str
    name: str
    business_unit: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """What is known beside the text: the moment, the conversation, the directory."""

    now: datetime
    context: str = "none"
    known: Mapping[str, Any] = field(default_factory=dict)
    people: Sequence[PersonRef] = ()
    units: Sequence[str] = ()
    asked: Sequence[str] = ()


@dataclass(frozen=True)
class Found:
    """A value read from characters `start` to `end` of the text; `certain` if no doubt is left."""

    field: str
    value: Any
    start: int
    end: int
    certain: bool = False

    def overlaps(self, other: "Found") -> bool:
        """Whether both are read from some of the same characters."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Passage:
    """A message: `text` as written, `counted` with its number words as digits, same offsets."""

    text: str
    counted: str

    @cached_property
    def low(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    def between(self, start: int, end: int) -> "Passage":
        """A stretch of the passage by itself."""
        return Passage(self.text[start:end], self.counted[start:end])

    def without(self, spans: Sequence[tuple[int, int]]) -> "Passage":
        """The same passage with these spans blanked, offsets kept."""
        return Passage(_blank(self.text, spans), _blank(self.counted, spans))

    def negated(self, start: int, reach: int = 34, *, listed: bool = True) -> bool:
        """Whether a negation in the same clause governs what begins at `start`.

        A comma ends its reach unless what follows may be `listed`: "no agency, Upwork or Fiverr".
        """
        before = self.low[max(0, start - reach) : start]
        before = before if listed else before.rsplit(",", 1)[-1]
        clause = pattern("choices", "negation_breaks").split(before)[-1]
        return pattern("choices", "negations").search(clause) is not None


def passage(text: str) -> Passage:
    """Make a message regular: quotes, dashes, markup and spaces; then count its words."""
    clean = body(unicodedata.normalize("NFC", text).translate(SWAPS))
    clean = MARKUP.sub(lambda m: m[2] or m[1], clean)
    clean = STARS.sub("", clean)
    clean = corrected(re.sub(r"[ \t]+", " ", clean).strip())
    return Passage(clean, counted(clean))


def corrected(text: str) -> str:
    """Chat spelling written out, and slips in the words that fields hang on put right."""
    for form, word in lexicon("spelling")["swaps"]:
        text = re.sub(form, word, text, flags=re.IGNORECASE)
    return re.sub(r"[A-Za-z]{5,}", _right_word, text)


def _right_word(match: re.Match[str]) -> str:
    """The word meant, if this one is no word and one slip away from one that matters."""
    word = match[0].lower()
    if word in real_words():
        return match[0]
    for meant in lexicon("spelling")["correctable"]:
        if _is_slip(word, meant):
            return str(meant).capitalize() if match[0][0].isupper() else str(meant)
    return match[0]


def _is_slip(word: str, meant: str) -> bool:
    """One letter missing, doubled, wrong or swapped, but not another ending: "analyse"."""
    from rapidfuzz.distance import OSA

    if abs(len(meant) - len(word)) > 1 or word[:-1] == meant[:-1] or word[0] != meant[0]:
        return False
    return bool(OSA.distance(word, meant, score_cutoff=1) <= 1)


@cache
def real_words() -> frozenset[str]:
    """Words that need no correction: the vocabulary of the embedding's tokenizer and our own."""
    from knowledge.embedding import vocabulary

    known = {word for word in vocabulary() if len(word) >= 5}
    return frozenset(
        known | {*lexicon("spelling")["correctable"], *lexicon("spelling")["real"]} | _plurals()
    )


def _plurals() -> set[str]:
    words = [*lexicon("spelling")["correctable"], *lexicon("roles")["heads"]]
    return {f"{word}s" for word in words} | set(lexicon("roles")["heads"])


def numbered(text: str) -> str:
    """A text with its numbers as digits, without the gaps that this leaves."""
    return " ".join(passage(text).counted.split())


def counted(text: str) -> str:
    """Number words as digits, padded with blanks to the same length."""
    days = _ordinals().sub(_numbered, text)
    plain = _number_words().sub(_digits, _tens().sub(_twenty_five, days))
    plain = _hundreds().sub(_on_top, plain)
    plain = _thousands().sub(_summed, plain)
    return re.sub(r"\b(\d+)(\s+and a half)\b", lambda m: f"{m[1]}.5".ljust(len(m[0])), plain)


@cache
def _hundreds() -> re.Pattern[str]:
    """`100       and 50   `, `3     50   a day`: hundreds and what comes on top, in words."""
    counts = r"(?:an?|per) (?:day|hour|month)|dollars|euros|pounds|quid|bucks|flat|for (?:the|it)"
    short = rf"(?P<few>[1-9]|1[0-9]) {{2,}}(?P<rest>[2-9][05])(?= {{2,}}(?:{counts})\b)"
    return re.compile(
        rf"\b(?:(?P<hundreds>[1-9]00) +(?:and +)?(?P<top>[1-9]\d?)\b(?= {{2}})|{short})"
    )


def _on_top(match: re.Match[str]) -> str:
    """Both numbers as one: 150, 350; ten and more before fifty are 15.5 by the hour."""
    if match["hundreds"]:
        total = float(match["hundreds"]) + int(match["top"])
    else:
        few, rest = int(match["few"]), int(match["rest"])
        total = 100 * few + rest if few < 10 else few + rest / 100
    return f"{total:g}".ljust(len(match[0]))


@cache
def _thousands() -> re.Pattern[str]:
    """`4    thousand 500  `: thousands and what comes on top, once words are digits."""
    return re.compile(r"\b(\d{1,3})\s+thousand(?: and)?\s+([1-9]\d{1,2})\b(?= {2})")


def _summed(match: re.Match[str]) -> str:
    thousands = int(match[1]) + int(match[2]) / 1000
    return f"{thousands:g} thousand".ljust(len(match[0]))


@cache
def _number_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon('numbers')['words'])})\b", re.IGNORECASE)


@cache
def _tens() -> re.Pattern[str]:
    ones = "one|two|three|four|five|six|seven|eight|nine"
    return re.compile(rf"\b({'|'.join(lexicon('numbers')['tens'])})[- ]({ones})\b", re.IGNORECASE)


@cache
def _ordinals() -> re.Pattern[str]:
    """Days of a month in words: "the fourth of December", "from the thirtieth"."""
    words = lexicon("time")
    nth = any_of([*words["ordinals"], *(nth.replace(" ", "-") for nth in words["ordinals"])])
    months = any_of([*words["months"], *words["month_short"]])
    led = rf"(?:(?<=[a-z,] the )|(?<=^the ))(?:{nth})(?=\s*(?:[.,;!?)\n]|$|and\b))"
    named = rf"(?P<month>(?:{months}) )(?:{nth})(?! (?:week|half|draft|quarter))"
    ahead = rf"(?:{nth})(?= (?:of )?(?:{months})\b)"
    return re.compile(rf"\b(?:{ahead}|{led}|{named}\b)", re.IGNORECASE)


def _numbered(match: re.Match[str]) -> str:
    """`fourth` as `4th`, in as many characters."""
    words: list[str] = lexicon("time")["ordinals"]
    month = match["month"] or ""
    day = words.index(match[0][len(month) :].lower().replace("-", " ")) + 1
    return f"{month}{day}th".ljust(len(match[0]))


def _digits(match: re.Match[str]) -> str:
    return str(lexicon("numbers")["words"][match[0].lower()]).ljust(len(match[0]))


def _twenty_five(match: re.Match[str]) -> str:
    words = lexicon("numbers")["words"]
    return str(int(words[match[1].lower()]) + int(words[match[2].lower()])).ljust(len(match[0]))


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text

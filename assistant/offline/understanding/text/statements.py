"""What a message states, as against what it asks or takes back."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.skills.abilities import is_tool
from assistant.offline.understanding.text.passage import Passage
from assistant.offline.understanding.text.phrases import NO_END
from assistant.offline.understanding.text.put_right import put_right

SENTENCE = re.compile(rf"(?:(?<=[.!?])(?<!\d\.){NO_END}\s+|\n+|;\s+)")


@dataclass(frozen=True)
class Statements:
    """A message parted: what it states (same offsets) and asks, whether it corrects.

    `told` is the text without its questions, `stated` also without what it denies and takes back.
    """

    told: str
    stated: Passage
    questions: tuple[str, ...] = ()
    corrects: bool = False


def part(passage: Passage, *, asks: bool = True) -> Statements:
    """Part a message into statements and questions, and blank what it takes back.

    Without `asks` every question states: "could procurement find us two pickers?"
    """
    said, right = passage.text, put_right(passage)
    passage = _labelled(right)
    asked = _asked(passage.text) if asks else []
    joint = re.compile(r"^(?:and|but|so|also)\s+", re.IGNORECASE)
    questions = tuple(joint.sub("", passage.text[start:end].strip()) for start, end in asked)
    stated = passage.without([*asked, *_told_of_others(passage.text)])
    denied = _spans("denied", stated)
    replaced = _spans("taken_back", stated)
    corrects = (
        bool(denied or replaced)
        or right.text != said
        or bool(pattern("statements", "correcting").search(said))
    )
    return Statements(stated.text, stated.without([*denied, *replaced]), questions, corrects)


def _asked(text: str) -> list[tuple[int, int]]:
    """The sentences that ask."""
    return [
        (start, end)
        for start, end in _sentences(text)
        if is_question(text[start:end]) and not _asks_for_work(text[start:end])
    ]


def _told_of_others(text: str) -> list[tuple[int, int]]:
    """The clauses that tell of another time, of hearsay, or of who is away.

    What gives a reason and no number stays: "Upwork, because the last one was quick".
    """
    told = pattern("statements", "elsewhere").finditer(text)
    ends = (
        (one.start(), pattern("statements", "clause_end").search(text, one.end())) for one in told
    )
    spans = [(start, end.start() if end else len(text)) for start, end in ends]
    because = pattern("statements", "because")
    return [
        (start, end)
        for start, end in spans
        if re.search(r"\d", text[start:end]) or not because.search(text, max(0, start - 16), start)
    ]


def _labelled(passage: Passage) -> Passage:
    """The same with questions before their answers as labels: "budget? 4k", "Figma? Nice"."""
    spans = _sentences(passage.text)
    for (start, end), (at, to) in pairwise(spans):
        asked, answer = passage.text[start:end], passage.text[at:to]
        if (_echoes(asked) or _is_judged(asked, answer)) and not is_question(answer):
            length = end - start
            text, counted = (
                f"{one[:start]}{one[start:end].rstrip(' ?')}:".ljust(start + length) + one[end:]
                for one in (passage.text, passage.counted)
            )
            passage = Passage(text, counted)
    return passage


def _echoes(asked: str) -> bool:
    return pattern("statements", "echo").match(asked) is not None


def _is_judged(asked: str, answer: str) -> bool:
    """Whether a tool is named in a question, and said right behind to be wanted or not."""
    judged = pattern("statements", "judged").match(answer) is not None
    return judged and asked.rstrip().endswith("?") and is_tool(asked.strip(" -*\u2022?\n"))


def _spans(forms: str, passage: Passage) -> list[tuple[int, int]]:
    """What such a form blanks: the part of it that is called "gone", else the whole."""
    return [
        match.span("gone" if "gone" in form.groupindex else 0)
        for form in _forms(forms)
        for match in form.finditer(passage.text)
    ]


def is_question(text: str) -> bool:
    """Whether a sentence asks: by how it opens, or by its mark when it states nothing countable."""
    if _question().match(text):
        return True
    return text.rstrip().endswith("?") and not _says_something(text)


def _says_something(text: str) -> bool:
    """Fragments such as "two weeks, remote ok?" state more than they ask."""
    heads = re.compile(rf"\b(?:{any_of(lexicon('roles')['heads'])})s?\b", re.IGNORECASE)
    return bool(
        re.search(r"(?<![A-Za-z\d])\d", text) or (heads.search(text) and "need" in text.lower())
    )


def _asks_for_work(text: str) -> bool:
    return bool(pattern("statements", "asking_for").search(text)) and not pattern(
        "statements", "policy_shaped"
    ).search(text)


def _sentences(text: str) -> list[tuple[int, int]]:
    """Sentences; a question hung on a statement by a comma or "and" counts as its own."""
    spans, start = [], 0
    for match in [*SENTENCE.finditer(text), None]:
        end = match.start() if match else len(text)
        spans += _hung(text, start, end)
        start = match.end() if match else end
    return [(s, e) for s, e in spans if text[s:e].strip()]


def _hung(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if not text[start:end].rstrip().endswith("?"):
        return [(start, end)]
    match = _trailing().search(text, start + 3, end)
    if match and match.start() > start + 1:
        return [(start, match.start()), (match.end(), end)]
    return [(start, end)]


@cache
def _question() -> re.Pattern[str]:
    words = lexicon("statements")
    asks = rf"{words['auxiliaries']}\s+{words['nounlike']}\b|{words['question_words']}"
    forms = rf"{asks}|{words['asks_plainly']}"
    return re.compile(rf"^\W*+{words['opens']}[, ]*(?:{forms})", re.IGNORECASE)


@cache
def _trailing() -> re.Pattern[str]:
    words = lexicon("statements")
    asks = rf"{words['auxiliaries']}\s+{words['nounlike']}\b|{words['question_words']}"
    return re.compile(rf"{words['hung']}(?={words['opens']}(?:{asks}))", re.IGNORECASE)


@cache
def _forms(name: str) -> tuple[re.Pattern[str], ...]:
    words = lexicon("statements")
    forms = (form.replace("{keep}", words["keep_after_not"]) for form in words[name])
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def said_of_all(text: str) -> list[tuple[int, int]]:
    """From where to where an answer says that it holds for every request: "no, for both"."""
    match = pattern("statements", "answers_for_all").search(text)
    return [match.span("all")] if match else []


def orders_to_file(text: str) -> list[tuple[int, int]]:
    """From where to where a text orders filing, alone or after what it says: "7k, and file it"."""
    alone = pattern("intents_plans", "files").search(text)
    behind = pattern("statements", "then_files").finditer(text)
    return [match.span() for match in ([alone] if alone else behind)]

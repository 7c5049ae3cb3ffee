"""Answers to whether the work touches sensitive data: a yes, a no, or what is told of the data."""

import re

from assistant.offline.language import pattern
from assistant.offline.understanding.text.passage import Found, Passage, Scene, numbered
from assistant.offline.understanding.text.phrases import is_unknown

FEW = 3
"""In so few words a yes may come last: "unreleased, yes"."""


def answered(passage: Passage, scene: Scene) -> list[Found]:
    """Whether the data is sensitive, as an answer; a bare yes counts only if that was asked."""
    if "sensitive_data" in scene.asked:
        return _yes_or_no(passage) or _told_of_data(passage)
    return _opened_by_answer(passage) if scene.context == "scoping" else []


def is_denied(passage: Passage, match: re.Match[str]) -> bool:
    """Whether such data is ruled out before or behind: "no PII", "customer data isn't touched"."""
    after = pattern("choices", "sensitive_denied").search(passage.low[match.end() :])
    return passage.negated(match.start(), 46) or after is not None


def _answers_nothing(text: str) -> bool:
    """Whether a yes or no opens a remark or puts something else right: "no, only six weeks"."""
    said = numbered(text)
    return any(pattern("supposing", name).search(said) for name in ("aside", "corrects_by_no"))


def _yes_or_no(passage: Passage) -> list[Found]:
    """A bare yes or no, when that was the question; "no idea" is neither.

    It opens the answer or ends it: "6 weeks and yes", "the material is public, so no".
    """
    words = passage.text.split()
    last = passage.text.rfind(words[-1]) if words and len(words) <= FEW else 0
    answer = pattern("choices", "yes_or_no")
    head = pattern("choices", "last_answer").search(passage.text)
    head = head or answer.match(passage.text) or answer.match(passage.text, last)
    head = pattern("choices", "likely_answer").search(passage.text) or head
    if not head or is_unknown(passage.text) or _answers_nothing(passage.text):
        return []
    value = head["yes"] is not None
    return [Found("sensitive_data", value, head.start(), head.end())]


def _told_of_data(passage: Passage) -> list[Found]:
    """What is told of the data where that was the question: "they see payroll", "only shots".

    An order about something that has such a name tells nothing of it: "hide the names".
    """
    kind = pattern("choices", "tells_of_data", "kinds").search(passage.text)
    before = passage.text[: kind.start()] if kind else ""
    if not pattern("choices", "tells_of_data", "before").search(before):
        return []
    harmless = pattern("choices", "tells_of_data", "harmless").search(passage.text)
    told = kind or harmless
    if not told or is_unknown(passage.text):
        return []
    denied = bool(kind and is_denied(passage, kind)) or bool(harmless and not kind)
    return [Found("sensitive_data", not denied, told.start(), told.end())]


def _opened_by_answer(passage: Passage) -> list[Found]:
    """A yes or no that goes on with what they see, though something else was asked just before."""
    head = pattern("choices", "tells_of_data", "lead").search(passage.text)
    kind = pattern("choices", "tells_of_data", "kinds").search(passage.text)
    value = bool(head and head["yes"])
    return [Found("sensitive_data", value, head.start(), head.end())] if head and kind else []

"""What is a person's own yes or no to a record that waits for them, and what they ask beside it."""

from datetime import datetime
from functools import cache

from assistant.offline.language import lexicon, pattern

SUBJECT = "agreeing"
ASKING = ("policy_question", "match_question", "status")
"""Intents of what is asked beside a yes."""


@cache
def words_of(kind: str) -> frozenset[str]:
    """What says "yes" or "no", or may stand "aside" a yes and is none by itself."""
    return frozenset(lexicon(SUBJECT)[kind])


def agrees(said: str) -> bool:
    """Whether words say yes and nothing else: "perfect, go ahead", "ok ship it"."""
    parts = [part for part in pattern(SUBJECT, "joint").split(said) if part]
    forms = [{part, pattern(SUBJECT, "led").sub("", part)} for part in parts]
    plain = all(one & (words_of("yes") | words_of("aside")) for one in forms)
    return plain and any(one & words_of("yes") for one in forms)


def and_asks(text: str, now: datetime) -> tuple[str, str]:
    """A clear yes or no, and what is only asked or to be shown beside it; else nothing of either.

    "Yes, and who approves it?" does both; "yes, but make it 5k" is no yes to what was shown.
    """
    for joint in reversed([*pattern(SUBJECT, "and_asks").finditer(text.strip())]):
        lead, rest = text.strip()[: joint.start()], text.strip()[joint.end() :]
        said = lead.lower().replace("’", "'").strip(" .!")
        if (
            (agrees(said) or said in words_of("no"))
            and rest
            and not pattern(SUBJECT, "hedges").match(rest)
        ):
            return (lead, rest) if _only_asks(rest, now) else ("", "")
    return "", ""


def _only_asks(text: str, now: datetime) -> bool:
    """Whether words ask something, or want it shown, and state nothing to be changed."""
    from assistant.offline.understanding.reader import understand

    read = understand(text, context="awaiting_confirmation", now=now)
    asks = bool(read.questions) or text.rstrip().endswith("?") or read.intent in ASKING
    return asks and not read.fields and not read.corrects and not read.dropped

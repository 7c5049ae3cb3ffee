"""What is a person's own yes or no to a record that waits for them, and what they ask beside it."""

import re
from datetime import datetime

JOINT = re.compile(r"\s*(?:[,.!;]|\band\b)\s*")
LED = re.compile(r"^(?:ok|okay|yes|please|perfect|great) (?=\w)")
FILES = r"\b(?:file|submit|send|ship)\b"
AND_ASKS = re.compile(r"(?:[.!;,]+\s*(?:(?:and|also|so|then)\s+)?|\s+(?:and|then)\s+)", re.I)
HEDGES = re.compile(r"^(?:if|unless|but|only|provided|once|as long)\b", re.I)
ASKING = ("policy_question", "match_question", "status")
"""Intents of what is asked beside a yes."""
YES = frozenset(
    {
        *(
            "yes",
            "yes please",
            "yep",
            "yeah",
            "yup",
            "sure",
            "correct",
            "that's correct",
            "exactly",
        ),
        *("that's right", "looks good", "looks right", "looks correct", "go", "go ahead", "do it"),
        *("confirm", "i confirm", "confirmed", "file", "file it", "yes file it", "please file it"),
        *("submit it", "send it", "ship it", "withdraw it"),
    }
)
ASIDE = frozenset(
    {
        *("ok", "okay", "great", "good", "all good", "fine", "fine by me", "perfect", "right"),
        *("please", "thanks", "thank you", "ok then", "now"),
    }
)
"""What may stand beside a yes, and is none by itself."""
NO = frozenset(
    {
        *("no", "cancel", "not now", "not yet", "no, not yet", "stop", "keep it"),
        *("don't file it", "do not file it"),
    }
)


def agrees(said: str) -> bool:
    """Whether words say yes and nothing else: "perfect, go ahead", "ok ship it"."""
    parts = [part for part in JOINT.split(said) if part]
    forms = [{part, LED.sub("", part)} for part in parts]
    plain = all(one & (YES | ASIDE) for one in forms)
    return plain and any(one & YES for one in forms)


def and_asks(text: str, now: datetime) -> tuple[str, str]:
    """A clear yes or no, and what is only asked or to be shown beside it; else nothing of either.

    "Yes, and who approves it?" does both; "yes, but make it 5k" is no yes to what was shown.
    """
    for joint in reversed([*AND_ASKS.finditer(text.strip())]):
        lead, rest = text.strip()[: joint.start()], text.strip()[joint.end() :]
        said = lead.lower().replace("’", "'").strip(" .!")
        if (agrees(said) or said in NO) and rest and not HEDGES.match(rest):
            return (lead, rest) if _only_asks(rest, now) else ("", "")
    return "", ""


def _only_asks(text: str, now: datetime) -> bool:
    """Whether words ask something, or want it shown, and state nothing to be changed."""
    from assistant.offline.understanding.reader import understand

    read = understand(text, context="awaiting_confirmation", now=now)
    asks = bool(read.questions) or text.rstrip().endswith("?") or read.intent in ASKING
    return asks and not read.fields and not read.corrects and not read.dropped

"""A message that asks several things: each is answered by itself, with its own citations."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tools.policy.answers import Citation, PolicyAnswer
from tools.policy.words import NOT_IN_LIBRARY, OFF_TOPIC

MOST_PARTS, FIRST_WORDS, NEXT_WORDS = 3, 3, 2
UNSAID = "The policy library does not say."
AUXILIARY = (
    r"(?:can|could|may|might|must|shall|should|will|would|do|does|did|is|are|am|was|were|has|have)"
    r"(?:n['’]?t)?"
)
PRONOUN = r"(?:i|we|you|he|she|they|it)\b"
SUBJECT = (
    rf"(?:{PRONOUN}|(?:this|that|there|these|those|the|an?|any|my|our|his|her|their|some(?:one|body)"
    r"|every(?:one|body)|any(?:one|body)|freelancers?|contractors?|employees|managers|people"
    r"|agencies|suppliers|platforms)\b)"
)
ORDER = r"(?:do|have)\s+(?:the|an?|any|my|our|his|her|their|this|that)\b"
YES_NO = rf"(?:(?!{ORDER}){AUXILIARY}\s+{SUBJECT})"
OF_WHAT = (
    rf"(?:(?:what|which|who|whom|whose)\b(?!(?:\s+(?!{AUXILIARY}\b)\w+){{0,2}}\s+{PRONOUN})\s+\w"
    rf"|(?:how|when|where|why)(?:\s+(?!{PRONOUN})[\w'-]+){{0,5}}?\s+{AUXILIARY}\b"
    r"|(?:what|how) about\s+\w)"
)
ASKS = rf"(?:{OF_WHAT}|{YES_NO})"
JOINT = re.compile(
    rf"(?:\?+\s*|[;,]\s*|(?<!\s)\s+)(?:(?:and|also|plus|but|then),?\s+)+(?={ASKS})"
    rf"|(?:\?+|[;,])\s+(?={ASKS})",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"^\W*(?P<case>(?:if|when|once|after|before|as soon as|while|for|in|with|on)\b[^,?.;]{3,60},)"
    r"\s+",
    re.IGNORECASE,
)
ASKING = re.compile(
    rf"^\W*(?:(?:and|so|but|ok(?:ay)?|hi|hello|hey|please|also)\W+)*(?:{ASKS}|{AUXILIARY}\s+\w)"
    rf"|[.!:,]\s+{ASKS}",
    re.IGNORECASE,
)


def parts_asked(question: str) -> tuple[str, ...]:
    """The questions that a message asks, each as it was written; empty if it asks only one.

    A case that opens the message ("if she quits, …") holds for each of them.
    """
    parts = [""]
    for piece in _pieces(question):
        if parts[-1] and ASKING.search(parts[-1]):
            parts.append(piece)
        else:
            parts[-1] += piece
    said = [part.strip(" ,;?!.") for part in parts]
    least = [FIRST_WORDS, *[NEXT_WORDS] * (len(said) - 1)]
    short = any(len(one.split()) < words for one, words in zip(said, least, strict=True))
    if short or not 1 < len(said) <= MOST_PARTS:
        return ()
    case = CONDITION.match(question)
    others = [f"{case['case']} {one}" if case else one for one in said[1:]]
    return tuple(f"{one}?" for one in (said[0], *others))


def _pieces(question: str) -> list[str]:
    """The message cut where another question may begin; what joins them goes with the first."""
    starts = [0, *(match.end() for match in JOINT.finditer(question))]
    pieces = [
        question[low:high] for low, high in zip(starts, [*starts[1:], len(question)], strict=True)
    ]
    joints = [match.group() for match in JOINT.finditer(question)]
    return [
        piece if place == len(joints) or not ASKING.search(piece) else piece[: -len(joints[place])]
        for place, piece in enumerate(pieces)
    ]


def together(parts: Sequence[str], answers: Sequence[PolicyAnswer]) -> PolicyAnswer | None:
    """The answers to the parts of a question as one; None if there is none among them.

    What was said already is not said twice, and what is not answered is named.
    """
    given = [found for found in answers if found.citations]
    if not given:
        return None
    cited: dict[Citation, None] = {}
    said: dict[str, None] = {}
    for part, found in zip(parts, answers, strict=True):
        if not found.citations or not cited.keys() >= {*found.citations}:
            said[_told(part, found)] = None
        cited |= dict.fromkeys(found.citations)
    open_to = [found.options for found in answers if found.options]
    return replace(
        given[0],
        answer="\n\n".join(said),
        citations=tuple(cited),
        refused=any(found.refused for found in given),
        reason=next((found.reason for found in given if found.refused), ""),
        private=any(found.private for found in answers),
        support=min(found.support for found in given),
        facts=tuple(dict.fromkeys(fact for found in given for fact in found.facts)),
        notes=tuple(dict.fromkeys(note for found in given for note in found.notes)),
        options=open_to[0] if open_to else (),
        owners=tuple(dict.fromkeys(owner for found in given for owner in found.owners)),
        passages=tuple(passage for found in given for passage in found.passages),
    )


def _told(part: str, found: PolicyAnswer) -> str:
    if found.citations:
        return found.answer
    unsaid = found.reason in (NOT_IN_LIBRARY, OFF_TOPIC)
    return f"“{part[:1].upper()}{part[1:]}” {UNSAID if unsaid else found.answer}"

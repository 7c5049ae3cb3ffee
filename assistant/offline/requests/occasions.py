"""The same work for another occasion: "same again for the spring fair"."""

import re

from assistant.offline.language import pattern
from assistant.offline.requests.naming import names
from assistant.offline.turn import Turn
from assistant.offline.understanding.places import is_language
from assistant.offline.understanding.text.passage import passage
from assistant.offline.understanding.wanted.roles import roles_named


def occasion(turn: Turn) -> str:
    """What a request is wanted once more for; empty where a trade or another request is named."""
    match = pattern("alike", "occasion").search(turn.text)
    said = match["occasion"].strip() if match else ""
    trade = roles_named(passage(said)) or any(map(is_language, said.split()))
    none = pattern("alike", "no_occasion").search(said)
    return "" if not match or trade or none or names(turn) else said


def fits(turn: Turn) -> bool:
    """Whether the same is wanted again, or for what is of a kind with the work."""
    said, scope = occasion(turn), str(turn.fields.get("scope") or "")
    again = pattern("alike", "surely_again").search(turn.text) or _noun(said).search(scope)
    return bool(said and scope and again)


def scope_for(scope: str, said: str) -> str:
    """The work with the new occasion in place of the old one of its kind, else added to it."""
    renewed, times = _noun(said).subn(lambda _: said, scope, count=1)
    return renewed if times else f"{scope}, for the {said}"


def _noun(said: str) -> re.Pattern[str]:
    """The last word of an occasion with what stands before it: "trade fair" for "spring fair"."""
    last = re.escape("".join(said.split()[-1:]).removesuffix("s"))
    return re.compile(
        rf"{pattern('alike', 'before_noun').pattern}\b{last}(?:e?s)?\b", re.IGNORECASE
    )

"""How a role is written: in the singular, in its case, without words that say nothing of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.places import is_language
from assistant.offline.understanding.text.passage import Found

NEAR = 3
"""So many characters stand between a role and the languages that belong to it."""
TOOLS, SHORT = 0.85, 4
"""How sure a tool must be that a role is named for; a longer word in capitals is shouted."""


def tidy(text: str) -> str:
    """The role in the singular, without words that say nothing of the role; each of a choice."""
    return " or ".join(told for one in either_of(text) if (told := _tidied(one)))


def either_of(role: str) -> list[str]:
    """The roles of which one is wanted: both of "copywriter or content strategist"."""
    return pattern("roles", "or").split(role)


def _tidied(text: str) -> str:
    text = pattern("roles", "times").sub("", text)
    dropped = set(lexicon("roles")["drop"])
    told = re.compile(r"\w+-(?:speaking|native|based)$", re.IGNORECASE)
    named = _tool_words(text) if any(w in dropped for w in text.lower().split()[1:]) else ()
    words = [
        w
        for w in text.split()
        if w in named or (w.lower().strip(",") not in dropped and not told.match(w))
    ]
    while words and words[-1].lower() in lexicon("roles")["between_tongues"]:
        words.pop()
    field = pattern("roles", "freelancer_of").search(text)
    if words and field and not is_plain_head(words[-1].lower().strip(",")):
        words = [*(word for word in words if word != field["who"]), field["who"]]
    if not words:
        return ""
    if len(words) > 1 and is_language(words[-1].lower()) and is_plain_head(words[-2].lower()):
        words.pop()  # "Translator English to German": the languages belong to the work.
    last = words[-1]
    single = lexicon("roles")["plurals"].get(last.lower())
    named_after = any(word.lower() in ("of", "in", "for", "on") for word in words)
    if single is None and not named_after:
        single = pattern("roles", "plural_ending").sub("", last)
    words[-1] = single or last
    return " ".join(_cased(word) for word in words)


def with_dots(found: Sequence[Found], text: str) -> list[Found]:
    """The same, where a word in the name of a role begins with a dot: ".NET developer"."""
    return [_dotted(one, text) if one.field == "role" else one for one in found]


def _dotted(one: Found, text: str) -> Found:
    written = text[max(0, one.start - 1) : one.end]
    names = {match[1] for match in pattern("roles", "dotted").finditer(written)}
    words = [f".{word}" if word in names else word for word in one.value.split()]
    return replace(one, value=" ".join(words))


def with_tongues(found: Sequence[Found], text: str) -> list[Found]:
    """The same, where a role is done between languages with their codes: "EN-DE translator".

    However they are written, they stand before the role: "translator EN to DE".
    """
    pairs = [
        pair
        for pair in pattern("roles", "tongues").finditer(text)
        if {pair["first"].lower(), pair["second"].lower()} <= _tongues()
    ]
    return [_between_tongues(one, pairs) if one.field == "role" else one for one in found]


def _between_tongues(one: Found, pairs: Sequence[re.Match[str]]) -> Found:
    """A role with the codes of the languages beside it, if it is one that is done in them."""
    trade = pattern("roles", "tongue_trades").search(one.value)
    beside = [p for p in pairs if p.start() <= one.end + NEAR and one.start <= p.end() + NEAR]
    if not (trade and beside):
        return one
    codes = [beside[0]["first"].upper(), beside[0]["second"].upper()]
    plain = pattern("roles", "tongues").sub("", one.value)
    bare = [word for word in plain.split() if word.upper() not in codes]
    return replace(one, value=" ".join(["-".join(codes), *bare]))


@cache
def _tongues() -> frozenset[str]:
    import pycountry

    return frozenset(one.alpha_2 for one in pycountry.languages if hasattr(one, "alpha_2"))


def _tool_words(text: str) -> set[str]:
    """The words of the tools that a role names: the Native of "React Native developer"."""
    from knowledge.skills.mentions import find_skills

    return {word for one in find_skills(text, TOOLS) for word in text[one.start : one.end].split()}


def _cased(word: str) -> str:
    if word.lower() in lexicon("roles")["acronyms"]:
        return {"ios": "iOS", "devops": "DevOps"}.get(word.lower(), word.upper())
    return word.lower() if word.isupper() and len(word) > SHORT else word


def is_plain_head(word: str) -> bool:
    """Whether a word names a worker anywhere, with or without words of wanting around it."""
    return word in {*lexicon("roles")["heads"], *lexicon("roles")["people"]} or " of " in word

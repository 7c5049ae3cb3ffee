"""How a role is written: in the singular, in its case, without words that say nothing of it."""

import re

from assistant.offline.language import lexicon
from assistant.offline.understanding.places import is_language

TOOLS, SHORT = 0.85, 4
"""How sure a tool must be that a role is named for; a longer word in capitals is shouted."""


def tidy(text: str) -> str:
    """The role in the singular, without words that say nothing of the role."""
    dropped = set(lexicon("roles")["drop"])
    told = re.compile(r"\w+-(?:speaking|native|based)$", re.IGNORECASE)
    named = _tool_words(text) if any(w in dropped for w in text.lower().split()[1:]) else ()
    words = [
        w
        for w in text.split()
        if w in named or (w.lower().strip(",") not in dropped and not told.match(w))
    ]
    if not words:
        return ""
    if len(words) > 1 and is_language(words[-1].lower()) and is_plain_head(words[-2].lower()):
        words.pop()  # "Translator English to German": the languages belong to the work.
    last = words[-1]
    single = lexicon("roles")["plurals"].get(last.lower())
    named_after = any(word.lower() in ("of", "in", "for", "on") for word in words)
    if (
        single is None
        and not named_after
        and re.search(r"[a-z]s$", last)
        and not last.lower().endswith(("ss", "us", "ops", "sales", "devops"))
    ):
        single = last[:-1]
    words[-1] = single or last
    return " ".join(_cased(word) for word in words)


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

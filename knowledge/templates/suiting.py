"""Which of a template's deliverables and criteria suit the work that is told."""

import re
from functools import cache

from knowledge.templates.catalogue import Instead, Template

SHORT_WORD = 3
"""A word of so many letters is meant as it stands: "ad" begins "address", and does not mean it."""


def suiting(template: Template, work: str, scope: str | None = None) -> dict[str, tuple[str, ...]]:
    """The deliverables and criteria to assume for some work; all of them where none is told.

    What is tied to words is assumed where one of them is said: a poster brings no logo. Where what
    is left out was all, or the template says what comes instead, that is made of the `scope`.
    """
    lists = {
        "deliverables": template.deliverables,
        "acceptance_criteria": template.acceptance_criteria,
    }
    if not work:
        return lists
    kept = {
        name: tuple(one for one in items if _suits(template, one, work))
        for name, items in lists.items()
    }
    if scope and template.instead and template.deliverables[0] not in kept["deliverables"]:
        made = template.instead.deliverable.format(work=_thing(template.instead, scope))
        kept["deliverables"] = (made, *kept["deliverables"])
    return kept


def _suits(template: Template, item: str, work: str) -> bool:
    ties = [tie.words for tie in template.tied if item in tie.items]
    return not ties or any(_said(words).search(work) for words in ties)


@cache
def _said(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of the words, however it ends."""
    ended = (re.escape(one) + (r"s?\b" if len(one) <= SHORT_WORD else "") for one in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ended)})", re.IGNORECASE)


def _thing(instead: Instead, scope: str) -> str:
    """What a scope makes, without the words that lead in: "spring catalogue"."""
    leads = "|".join(map(re.escape, instead.leads))
    return re.sub(rf"^\W*(?:(?:{leads})\s+)+", "", scope.rstrip(". "), flags=re.IGNORECASE)

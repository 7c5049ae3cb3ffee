"""How a text stands to a skill it names: practised, or wanted, past, small, or somebody else's."""

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "data" / "stance.json"
CLAUSE_END = re.compile(
    r"[.;:!?\n]|,?\s(?:but|however|and (?:now|i|also|still|we|have|has))\s", re.IGNORECASE
)
LOOKED_BACK, LOOKED_AHEAD, NEAR_WORDS = 70, 60, 12


class _Signs(NamedTuple):
    """What is looked for before a skill, and after it."""

    before: re.Pattern[str]
    near: re.Pattern[str]
    far: re.Pattern[str]
    product: re.Pattern[str]
    people_verb: re.Pattern[str]
    people: re.Pattern[str]


def is_weakened(text: str, start: int, end: int) -> bool:
    """Whether the words around a mention say that the skill is not practised by the writer."""
    signs = _signs()
    clause = CLAUSE_END.split(text[max(0, start - LOOKED_BACK) : start])[-1]
    after = text[end : end + LOOKED_AHEAD]
    if signs.near.search(after) or signs.far.search(after):
        return True
    if signs.people.search(after) and signs.people_verb.search(clause):
        return True
    found = [m for m in signs.before.finditer(clause) if not signs.product.match(clause[m.end() :])]
    return bool(found) and len(clause[found[-1].end() :].split()) <= NEAR_WORDS


@cache
def _signs() -> _Signs:
    stored = json.loads(FILE.read_text(encoding="utf-8"))

    def any_of(name: str, pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.format("|".join(stored[name])), re.IGNORECASE)

    return _Signs(
        before=any_of("before", r"(?<!\w)(?:{})(?!\w)"),
        near=any_of("after_near", r"^[^.;,]{{0,24}}\b(?:{})\b"),
        far=any_of("after_far", r"^[^.;]{{0,24}}?(?:{})"),
        product=re.compile(rf"\s+(?:\w+ )?{stored['product']}\b", re.IGNORECASE),
        people_verb=any_of("people_verbs", r"\b(?:{})\s+(?:\w+\s+){{0,3}}$"),
        people=re.compile(rf"^\s+(?:\w+\s+)?{stored['people']}\b", re.IGNORECASE),
    )

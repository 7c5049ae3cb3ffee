"""How a text stands to a skill it names: practised, or wanted, past, small, or somebody else's."""

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from knowledge.embedding import unit_rows

if TYPE_CHECKING:
    import numpy as np

DATA = Path(__file__).parent / "data"
SIGNS, EXAMPLES, LEARNT = DATA / "stance.json", DATA / "stances.json", DATA / "stance.npz"
CLAUSE_END = re.compile(
    r"[.;:!?\n]|,?\s(?:but|however|and (?:now|i|also|still|we|have|has))\s", re.IGNORECASE
)
OWN, UNSURE, SURE, DOUBT = ("does",), -0.5, -0.1, 0.7
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


def is_distant(sentence: str) -> bool:
    """Whether the words of a sentence say that it tells of no own work."""
    signs = _signs()
    found = signs.before.finditer(sentence)
    return not all(signs.product.match(sentence[sign.end() :]) for sign in found)


@cache
def _signs() -> _Signs:
    stored = json.loads(SIGNS.read_text(encoding="utf-8"))

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


def stances(vectors: "np.ndarray") -> "np.ndarray | None":
    """How likely each row of bytes is of each of CLASSES; None for vectors of another model."""
    import numpy as np

    learnt = _learnt()
    if vectors.shape[1] != learnt["weights"].shape[1]:
        return None
    rows = unit_rows(vectors)
    odds = np.exp(rows @ learnt["weights"].T + learnt["offsets"])
    chances: np.ndarray = odds / odds.sum(1, keepdims=True)
    return chances


def apartness(vectors: "np.ndarray") -> float:
    """How surely somebody teaches, sells, hires for, wants or left a trade, 0 to 1.

    The sentence that says so most clearly counts, less each that tells of own work.
    """
    import numpy as np

    chances = stances(vectors)
    if chances is None or not len(vectors):
        return 0.0
    own = [name in OWN for name in classes()]
    other = [name not in (*OWN, "neutral") for name in classes()]
    doubt = float(chances[:, other].max()) - float(chances[:, own].sum())
    return float(np.clip((doubt - UNSURE) / (SURE - UNSURE), 0, 1).round(3))


def doubts(vectors: "np.ndarray") -> "np.ndarray":
    """Which rows rather tell of what is wanted, past, or somebody else's trade."""
    import numpy as np

    chances = stances(vectors)
    if chances is None:
        return np.zeros(len(vectors), bool)
    other = [name not in (*OWN, "neutral") for name in classes()]
    return np.asarray(chances[:, other].max(1) > DOUBT)


@cache
def classes() -> tuple[str, ...]:
    """What a sentence may say of a skill, in the order of the columns of `stances`."""
    return tuple(map(str, _learnt()["classes"]))


@cache
def _learnt() -> "dict[str, np.ndarray]":
    import numpy as np

    with np.load(LEARNT) as file:
        return dict(file)

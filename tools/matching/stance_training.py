"""Learns how sentences stand to a skill, from examples: `python -m tools.matching.stance_training`.

Each example is said of skills from many trades, so that only the way of speaking is learnt.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from knowledge.seed.talent import talent_profiles
from knowledge.skills import Taxonomy, find_skills
from knowledge.skills.nearness import APART
from knowledge.skills.told import phrases
from tools.matching.stance import EXAMPLES, LEARNT
from tools.matching.units import SENTENCE

if TYPE_CHECKING:
    from tools.matching.columns import Embed

NAMES = ("does", "neutral", "teaches", "sells", "hires", "buys", "wants", "past", "filler")
COPIES, STRENGTH = 14, 3.0
LISTS = ("What I do:", "Daily work:", "I deliver", "Clients call me for", "I offer", "Services:")
COMMON, RARE = {"does": 3.0, "neutral": 3.0}, 1.0
"""How often people write what: mostly of their own work, or of neither."""


def examples() -> Iterator[tuple[str, str]]:
    """Each sentence with the class it belongs to."""
    stored = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    roles = stored["roles"]
    for name in NAMES:
        for sentence in stored[name]:
            blanks = sentence.count("{}") + sentence.count("{r}")
            for copy in range(COPIES if blanks else COPIES // 3):
                yield _filled(sentence, roles, Random(f"{sentence}{copy}")), name  # noqa: S311
    yield from _made_up()
    yield from _told()


def _made_up() -> Iterator[tuple[str, str]]:
    """What the made-up people of the pool say: of work where a skill is named, else neither."""
    said = {match[0].strip() for one in talent_profiles() for match in SENTENCE.finditer(one.text)}
    for sentence in sorted(said):
        yield sentence, "does" if find_skills(sentence) else "neutral"


def _told() -> Iterator[tuple[str, str]]:
    """What people say for skills, alone and in a list."""
    said = [phrase for _, phrase in phrases()]
    for place, phrase in enumerate(said):
        draw = Random(phrase)  # noqa: S311
        near = draw.sample(said[max(0, place - 12) : place + 12], 2)
        yield phrase[0].upper() + phrase[1:], "does"
        yield f"{draw.choice(LISTS)} {', '.join([phrase, *near])}.", "does"


def _filled(sentence: str, roles: Sequence[str], draw: Random) -> str:
    words, worker = iter(draw.sample(_skills(), 8)), draw.choice(roles)
    text = "".join(
        part + (next(words) if more else "")
        for part, more in _parts(sentence.replace("{r}", worker))
    )
    return text[0].upper() + text[1:]


@cache
def _skills() -> list[str]:
    """Names of skills that people say in practice, tongues left out."""
    apart = APART
    return [
        c.label for c in Taxonomy.load().concepts if c.family and not c.family.startswith(apart)
    ]


def _parts(sentence: str) -> Iterator[tuple[str, bool]]:
    parts = sentence.split("{}")
    for place, part in enumerate(parts):
        yield part, place < len(parts) - 1


def train(embed: "Embed") -> None:
    """Fit the classes and write their weights."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    from tools.matching.exact import turned

    texts, names = zip(*examples(), strict=True)
    rows = turned(embed(texts))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    weights = {name: COMMON.get(name, RARE) / count for name, count in Counter(names).items()}
    worth = {name: weight * len(names) / len(weights) for name, weight in weights.items()}
    model = LogisticRegression(C=STRENGTH, class_weight=worth, max_iter=2000)
    model.fit(rows, names)
    np.savez(
        LEARNT,
        classes=model.classes_,
        weights=model.coef_.astype(np.float32),
        offsets=model.intercept_.astype(np.float32),
    )


if __name__ == "__main__":
    from knowledge.embedding import Embedder

    train(Embedder())

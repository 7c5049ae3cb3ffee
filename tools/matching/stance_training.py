"""Learns how sentences stand to a skill, from examples: `python -m tools.matching.stance_training`.

Each example is said of skills from many trades, so that only the way of speaking is learnt.
"""

import json
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from knowledge.seed.talent import talent_profiles
from knowledge.skills import find_skills
from tools.matching.stance import EXAMPLES, LEARNT
from tools.matching.units import SENTENCE

if TYPE_CHECKING:
    from tools.matching.columns import Embed

COPIES, STRENGTH = 14, 3.0
TRADES = (
    ("web design", "web designer"), ("React", "React developer"), ("bookkeeping", "bookkeeper"),
    ("video editing", "video editor"), ("SEO", "SEO expert"), ("data pipelines", "data engineer"),
    ("copywriting", "copywriter"), ("translation", "translator"), ("Figma", "product designer"),
    ("penetration testing", "security tester"), ("illustration", "illustrator"),
    ("project planning", "project manager"), ("customer support", "support agent"),
    ("Java", "Java developer"), ("photography", "photographer"), ("Salesforce", "CRM consultant"),
    ("mobile apps", "app developer"), ("market research", "researcher"), ("Python", "programmer"),
    ("payroll", "payroll clerk"), ("event planning", "event manager"), ("Excel", "analyst"),
    ("Kubernetes", "DevOps engineer"), ("packaging", "packaging designer"),
)  # fmt: skip


def examples() -> Iterator[tuple[str, str]]:
    """Each sentence with the class it belongs to."""
    stored = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    for name, sentences in stored.items():
        for sentence in sentences if name != "comment" else ():
            blanks = sentence.count("{}") + sentence.count("{r}")
            for copy in range(COPIES if blanks else COPIES // 3):
                yield _filled(sentence, Random(f"{sentence}{copy}")), name  # noqa: S311
    yield from _told()


def _told() -> Iterator[tuple[str, str]]:
    """What the made-up people of the pool say: of work where a skill is named, else neither."""
    said = {match[0].strip() for one in talent_profiles() for match in SENTENCE.finditer(one.text)}
    for sentence in sorted(said):
        yield sentence, "does" if find_skills(sentence) else "neutral"


def _filled(sentence: str, draw: Random) -> str:
    trades = draw.sample(TRADES, 8)
    words, worker = iter(skill for skill, _ in trades), trades[0][1]
    text = "".join(
        part + (next(words) if more else "")
        for part, more in _parts(sentence.replace("{r}", worker))
    )
    return text[0].upper() + text[1:]


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
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000)
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

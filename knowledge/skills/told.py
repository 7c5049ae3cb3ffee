"""How people tell a skill in other words, and which skills are easily taken for it.

`data/told.txt` is ours: a skill, then what somebody who practises it may say. Its vectors are made
by `compile.py`; a sentence shows a skill only if it is not nearer to one of the skill's rivals.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from knowledge.skills.taxonomy import DATA, Taxonomy

if TYPE_CHECKING:
    import numpy as np

RIVALS = 10
"""So many of the likeliest rivals are compared: others hardly ever win."""


def phrases() -> Iterator[tuple[str, str]]:
    """The id of each skill of practice with its name, then with what is said for it."""
    taxonomy = Taxonomy.load()
    for concept in taxonomy.concepts:
        if concept.family:
            yield concept.id, concept.label
    for line in (DATA / "told.txt").read_text(encoding="utf-8").splitlines():
        label, _, said = line.partition(": ")
        if skill := taxonomy.exact(label):
            for phrase in said.split(" | "):
                yield skill.id, phrase


@cache
def told(skill_id: str) -> "np.ndarray":
    """The vectors of a skill's name and of what is said for it, as bytes; none for others."""
    ids, vectors = _stored()
    found: np.ndarray = vectors[ids == skill_id]
    return found


@cache
def rivals(skill_id: str) -> "np.ndarray":
    """The vectors of what is said for other skills of the family, those nearest to this one."""
    import numpy as np

    taxonomy = Taxonomy.load()
    concept = taxonomy.by_id.get(skill_id)
    family = taxonomy.families[concept.family] if concept and concept.family else ()
    own = told(skill_id)
    others = np.concatenate([own[:0], *(told(one) for one in family if one != skill_id)])
    if not len(own) or len(others) <= RIVALS:
        return others
    near = (_unit(others) @ _unit(own).T).max(1)
    return others[np.argsort(-near, kind="stable")[:RIVALS]]


def _unit(stored: "np.ndarray") -> "np.ndarray":
    import numpy as np

    rows = stored.astype(np.float32)
    unit: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


@cache
def _stored() -> "tuple[np.ndarray, np.ndarray]":
    import numpy as np

    with np.load(DATA / "told.npz") as file:
        return file["ids"], file["vectors"]

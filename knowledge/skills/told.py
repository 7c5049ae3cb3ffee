"""How people tell a skill in other words, and which skills are easily taken for it.

`data/told.txt` is ours: a skill, then what somebody who practises it may say. Its vectors are made
by `compile.py`; a sentence shows a skill only if it is not nearer to one of the skill's rivals.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from knowledge.embedding import unit_rows
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
    """The vectors of what is said for the nearest skills of the family, and of namesakes."""
    import numpy as np

    taxonomy = Taxonomy.load()
    concept = taxonomy.by_id.get(skill_id)
    family = taxonomy.families[concept.family] if concept and concept.family else ()
    own = told(skill_id)
    others = np.concatenate([own[:0], *(told(one) for one in family if one != skill_id)])
    if len(own) and len(others) > RIVALS:
        near = (unit_rows(others) @ unit_rows(own).T).max(1)
        others = others[np.argsort(-near, kind="stable")[:RIVALS]]
    return np.concatenate([others, *(told(one)[:1] for one in _namesakes(skill_id))])


def _namesakes(skill_id: str) -> list[str]:
    """The skills whose names only begin with the letters of this one's: Java and JavaScript."""
    taxonomy = Taxonomy.load()
    concept = taxonomy.by_id.get(skill_id)
    if not concept or not concept.family:
        return []
    begins = re.compile(rf"{re.escape(concept.label)}[a-z]", re.IGNORECASE)
    known = (one for one in taxonomy.concepts if one.family and begins.match(one.label))
    return [one.id for one in known if one.family != concept.family]


@cache
def _stored() -> "tuple[np.ndarray, np.ndarray]":
    import numpy as np

    with np.load(DATA / "told.npz") as file:
        return file["ids"], file["vectors"]

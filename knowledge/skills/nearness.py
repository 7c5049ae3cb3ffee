"""Which skills stand in for which, and how well: "Django" shows Python, "Vue.js" is near React."""

import csv
from functools import cache

from knowledge.skills.taxonomy import DATA, Taxonomy

SAME_FAMILY = 0.25
ALMOST_ITSELF = 0.95
# Of a language or a person's tongue nothing near will do.
APART = "language-"


@cache
def stand_ins(skill_id: str) -> dict[str, float]:
    """Other skills that show this one, each with the credit it earns; 1 is the skill itself."""
    taxonomy = Taxonomy.load()
    concept = taxonomy.by_id.get(skill_id)
    if concept is None:
        return {}
    found: dict[str, float] = {}
    if concept.family and not concept.family.startswith(APART):
        found = dict.fromkeys(taxonomy.families[concept.family], SAME_FAMILY)
    found |= _implied().get(skill_id, {})
    for twin in _equals().get(skill_id, ()):
        found |= {twin: ALMOST_ITSELF}
        for other, credit in _implied().get(twin, {}).items():
            found.setdefault(other, credit)
    found.pop(skill_id, None)
    return found


@cache
def _implied() -> dict[str, dict[str, float]]:
    taxonomy = Taxonomy.load()
    found: dict[str, dict[str, float]] = {}
    with (DATA / "implies.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            shown, by = taxonomy.exact(row["implies"]), taxonomy.exact(row["skill"])
            if shown and by:
                found.setdefault(shown.id, {})[by.id] = float(row["credit"])
    return found


@cache
def _equals() -> dict[str, set[str]]:
    """What practice and the taxonomy each have a name for, under both ids."""
    taxonomy = Taxonomy.load()
    found: dict[str, set[str]] = {}
    with (DATA / "equals.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            one, other = taxonomy.exact(row["label"]), taxonomy.exact(row["equals"])
            if one and other:
                found.setdefault(one.id, set()).add(other.id)
                found.setdefault(other.id, set()).add(one.id)
    return found

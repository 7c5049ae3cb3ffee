"""The skill taxonomy: ESCO, O*NET and two open lists, and what managers say for it in practice.

`data/taxonomy.tsv.gz` is made by `compile.py`; `data/practice.csv` is ours: common names,
their aliases, and families of skills that stand close to each other.
"""

import csv
import gzip
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from knowledge.skills.words import glued, normal, singular

DATA = Path(__file__).parent / "data"
LEAST_GLUED = 3


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill: its id, the name the taxonomy gives it, what managers call it, its family."""

    id: str
    name: str
    label: str
    source: str
    forms: tuple[str, ...]
    family: str = ""


@dataclass(frozen=True, slots=True)
class SkillMatch:
    """A taxonomy entry that a text was linked to, with a confidence between 0 and 1."""

    id: str
    name: str
    score: float
    label: str = ""


class Taxonomy:
    """All skills, found by any of their names; `load()` reads the shipped files once."""

    def __init__(self, concepts: list[Concept]) -> None:
        self.concepts = concepts
        self._places: dict[str, int] = {}
        for place, concept in enumerate(concepts):
            self._places.setdefault(concept.forms[0], place)
        for place, concept in enumerate(concepts):
            for form in concept.forms[1:]:
                self._places.setdefault(form, place)

    @staticmethod
    @cache
    def load() -> "Taxonomy":
        """The shipped taxonomy, read on first use."""
        return _shipped()

    @cached_property
    def _glued(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for form, place in self._places.items():
            if len(letters := glued(form)) >= LEAST_GLUED:
                found.setdefault(letters, place)
        return found

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """Concepts by their id."""
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def families(self) -> dict[str, tuple[str, ...]]:
        """The ids of the skills that stand close to each other, by family."""
        found: dict[str, list[str]] = {}
        for concept in self.concepts:
            if concept.family:
                found.setdefault(concept.family, []).append(concept.id)
        return {family: tuple(ids) for family, ids in found.items()}

    def exact(self, name: str) -> Concept | None:
        """The skill that has exactly this name or alias; "Java" is never "JavaScript"."""
        form = normal(name)
        return self.by_form(form) or self.by_form(singular(form)) or self.by_glue(form)

    def by_glue(self, form: str) -> Concept | None:
        """The skill whose name differs only in spaces, hyphens, dots, or signs that are spelt."""
        letters = glued(form)
        place = self._glued.get(letters, self._glued.get(singular(letters)))
        return None if place is None else self.concepts[place]

    def by_form(self, form: str) -> Concept | None:
        """The skill that has this name, already in the form that names are compared in."""
        place = self._places.get(form)
        return None if place is None else self.concepts[place]

    def label(self, skill_id: str) -> str:
        """What to call a skill before people; the id itself when it is not known."""
        concept = self.by_id.get(skill_id)
        return concept.label if concept else skill_id


def _shipped() -> Taxonomy:
    practice = _practice()
    mapped = {row["same_as"]: row for row in practice if row["same_as"]}
    ours = [_ours(row) for row in practice if not row["same_as"]]
    curated: list[Concept] = []
    others: list[Concept] = []
    with gzip.open(DATA / "taxonomy.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            number, name, source, forms = line.rstrip("\n").split("\t")
            row = mapped.pop(name, None)
            if row is None:
                listed = tuple(_said(source, forms.split("|")))
                others.append(Concept(f"SKILL_{number}", name, name, source, listed))
            else:
                curated.append(_renamed(f"SKILL_{number}", name, source, forms, row))
    # What people say in practice comes first, so that it wins where two skills share a name.
    return Taxonomy(ours + curated + others)


def _said(source: str, forms: list[str]) -> list[str]:
    """The forms without two letters taken from a tool's long name: "OR" and "JS" mean others."""
    kept = [f for f in forms[1:] if source != "ONET_TECH" or len(f) > 2 or not f.isalpha()]
    return [forms[0], *kept]


def _practice() -> list[dict[str, str]]:
    with (DATA / "practice.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _ours(row: dict[str, str]) -> Concept:
    forms = tuple(dict.fromkeys(map(normal, [row["label"], *_aliases(row)])))
    label = row["label"]
    return Concept("PRACTICE_" + _slug(forms[0]), label, label, "PRACTICE", forms, row["family"])


def _slug(form: str) -> str:
    return form.replace(" ", "_").replace("+", "p").replace("#", "sharp").replace(".", "").upper()


def _renamed(skill_id: str, name: str, source: str, forms: str, row: dict[str, str]) -> Concept:
    given = map(normal, [row["label"], *_aliases(row)])
    merged = tuple(dict.fromkeys([*given, *forms.split("|")]))
    return Concept(skill_id, name, row["label"], source, merged, row["family"])


def _aliases(row: dict[str, str]) -> list[str]:
    return [alias for alias in row["aliases"].split("|") if alias]

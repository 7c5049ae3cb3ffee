import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.errors import BadInput
from knowledge.skills import Taxonomy, find_skills, stand_ins
from knowledge.skills.titles import TitleLinker, parts, plain, read_titles

if TYPE_CHECKING:
    import numpy as np


def named(text: str) -> list[str]:
    return [m.name for m in find_skills(text) if not m.denied]


def denied(text: str) -> list[str]:
    return [m.name for m in find_skills(text) if m.denied]


def test_java_is_never_javascript() -> None:
    taxonomy = Taxonomy.load()
    java, script = taxonomy.exact("Java"), taxonomy.exact("JavaScript")
    assert java is not None
    assert script is not None
    assert java.id != script.id
    assert named("A Java developer") == ["Java"]
    assert script.id not in stand_ins(java.id)


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("React.js", "React"),
        ("photoshop", "Adobe Photoshop"),
        ("search engine optimisation", "SEO"),
        ("k8s", "Kubernetes"),
        ("C++", "C++"),
        ("node js", "Node.js"),
        ("conduct search engine optimisation", "SEO"),
        ("java script", "JavaScript"),
        ("Java-Script", "JavaScript"),
        ("ReactNative", "React Native"),
        ("my sql", "MySQL"),
        ("Postgre SQL", "PostgreSQL"),
        ("power point", "Microsoft PowerPoint"),
        ("Photo-Shop", "Adobe Photoshop"),
        ("S.E.O.", "SEO"),
        ("c sharp", "C#"),
        ("C ++", "C++"),
        ("dev ops", "DevOps"),
        ("WordPresses", "WordPress"),
    ],
)
def test_what_people_say_is_found_exactly(said: str, label: str) -> None:
    concept = Taxonomy.load().exact(said)
    assert concept is not None
    assert concept.label == label


def test_the_taxonomy_loads_fast() -> None:
    Taxonomy.load.cache_clear()
    started = time.process_time()
    assert len(Taxonomy.load().concepts) > 23_000
    assert time.process_time() - started < 1.0


def test_spans_quote_the_text() -> None:
    text = "We need Figma, Adobe Illustrator and some SEO."
    quoted = [text[m.start : m.end] for m in find_skills(text)]
    assert quoted == ["Figma", "Adobe Illustrator", "SEO"]


def test_a_denied_skill_is_told_apart() -> None:
    text = "A React developer, not Angular, who knows TypeScript."
    assert named(text) == ["React", "TypeScript"]
    assert denied(text) == ["Angular"]


def test_plain_english_is_no_skill() -> None:
    said = named("They react quickly, go home and rest in spring.")
    assert not {"React", "Go", "REST APIs", "Spring Boot"} & set(said)
    assert named("Developers for Go, Swift and Spring") == ["Go", "Swift", "Spring Boot"]


def test_a_near_skill_earns_less_than_one_that_proves_it() -> None:
    taxonomy = Taxonomy.load()
    ids = {name: taxonomy.exact(name) for name in ("Python", "Django", "React", "Vue.js")}
    python, django, react, vue = (concept.id for concept in ids.values() if concept)
    assert stand_ins(python)[django] > stand_ins(react)[vue] > 0


def test_every_row_of_our_own_data_names_a_known_skill() -> None:
    import csv

    from knowledge.skills.taxonomy import DATA

    taxonomy = Taxonomy.load()
    for file, columns in (("implies", ("skill", "implies")), ("equals", ("label", "equals"))):
        with (DATA / f"{file}.csv").open(newline="", encoding="utf-8") as rows:
            names = [row[column] for row in csv.DictReader(rows) for column in columns]
        assert [name for name in names if taxonomy.exact(name) is None] == []


def test_a_title_is_compared_in_the_singular_and_in_its_parts() -> None:
    assert plain("Financial Managers, All Other") == "financial manager"
    assert "advertising manager" in parts("Advertising and Promotions Managers")


def letters(texts: Sequence[str]) -> "np.ndarray":
    """Vectors that count letters: near enough to meaning for a test of order."""
    import numpy as np

    rows = np.array([[t.count(c) + 0.01 for c in "abcdefghijklmnoprstuvwy"] for t in texts])
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def test_titles_of_one_concept_lift_each_other() -> None:
    titles = ["plumber", "pipe fitter", "baker"]
    apart = TitleLinker(titles, letters, concepts=["a", "b", "b"]).scores("plumbers")
    together = TitleLinker(titles, letters, concepts=["a", "a", "b"]).scores("plumbers")
    assert together[0] == pytest.approx(apart[0])
    assert together[1] > apart[1]


def test_without_concepts_a_title_near_the_best_one_stands_before_one_that_is_not() -> None:
    places = {"lorry driver": 0.0, "truck driver": 0.3, "van driver": 0.7, "coach": -0.7}

    def around(texts: Sequence[str]) -> "np.ndarray":
        import numpy as np

        angles = np.array([places[text] for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], 1).astype(np.float32)

    found = TitleLinker(list(places)[1:], around).link("lorry driver")
    assert [one.name for one in found] == ["truck driver", "van driver", "coach"]
    assert all(0 <= one.score <= 1 for one in found)


def test_a_title_file_without_titles_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "titles.txt"
    empty.write_text("\n")
    with pytest.raises(BadInput, match="holds no titles"):
        read_titles(empty, letters)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("A java script developer", ["JavaScript"]),
        ("Expert in k8s, c sharp and Type Script", ["Kubernetes", "C#", "TypeScript"]),
        ("I have an interest in design studios.", []),
        ("I led a sales force of twenty.", []),
        ("Java, Script", ["Java"]),
        ("Power Query and DAX in powerbi", ["Power BI"]),
        ("clean-up in Power Query", []),
    ],
)
def test_names_that_stand_apart_are_read_together_where_they_are_meant(
    text: str, labels: list[str]
) -> None:
    assert named(text)[: len(labels) or None] == labels


def test_no_sql_is_not_a_kind_of_database() -> None:
    assert denied("I have no SQL experience.") == ["SQL"]


def test_a_name_that_two_skills_share_keeps_the_better_place() -> None:
    from knowledge.skills.linking import shared_linker

    first, *_ = shared_linker().link("React Native", 3)
    assert (first.label, first.score) == ("React Native", 1.0)

"""What a template assumes suits the work that is told, and nothing that does not."""

import pytest

from evals.understanding.sets import Half, load
from knowledge.templates import Template, load_templates, suiting

ROLES = {role.id: role for role in load_templates()}


@pytest.mark.parametrize(("half", "kept", "left_out"), [("tune", 1, 0.96), ("report", 0.97, 0.92)])
def test_of_a_template_what_suits_is_kept_and_what_does_not_is_left_out(
    half: Half, kept: float, left_out: float
) -> None:
    found = {True: [0, 0], False: [0, 0]}
    for row in load("suiting", half):
        role = ROLES[row["template"]]
        assumed = suiting(role, row["text"], row["text"])["deliverables"]
        for place, item in enumerate(role.deliverables):
            suits = place in row["suits"]
            found[suits][0] += (item in assumed) == suits
            found[suits][1] += 1
    assert found[True][0] >= kept * found[True][1], found
    assert found[False][0] >= left_out * found[False][1], found


@pytest.mark.parametrize("role", load_templates(), ids=lambda role: role.id)
def test_a_role_without_work_told_brings_all_that_its_template_has(role: Template) -> None:
    assert suiting(role, "")["deliverables"] == role.deliverables


@pytest.mark.parametrize("role", load_templates(), ids=lambda role: role.id)
def test_the_usual_work_of_a_template_brings_all_that_it_has(role: Template) -> None:
    work = f"{role.scope} {' '.join(role.work)}"
    assert suiting(role, work)["deliverables"] == role.deliverables


@pytest.mark.parametrize(
    ("scope", "made"),
    [
        ("design our spring catalogue", "Final artwork: spring catalogue"),
        ("a poster for the open day", "Final artwork: poster for the open day"),
        ("To lay out the price list.", "Final artwork: price list"),
    ],
)
def test_what_the_scope_makes_stands_in_for_the_usual_thing(scope: str, made: str) -> None:
    assert suiting(ROLES["brand-designer"], scope, scope)["deliverables"] == (
        made,
        "Source files of all artwork",
    )

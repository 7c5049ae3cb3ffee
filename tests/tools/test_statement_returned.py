"""An edited statement changes what a request says, by its rules, and nothing that policy fixes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.bootstrap import World
from assistant.cli import app
from integrations.documents import read_path
from integrations.drafts import lines_of
from knowledge.errors import BadInput, NotAllowed, Stale, WrongState
from tests.conftest import DANIEL, MAYA, PRIYA
from tools import filing, intake
from tools.statement import draft_statement
from tools.statement_returned import Returned, read_returned, take_returned
from tools.views import audited_view, get_request

Make = Callable[..., dict[str, Any]]
ODD = "Work on *stars*, pipes | and_marks, # signs, 1. numbers [and] <tags>"


def text_of(world: World, request_id: str) -> str:
    return draft_statement(world.acting(MAYA, "t1"), request_id).markdown


def edited(world: World, request_id: str, old: str, new: str) -> str:
    text = text_of(world, request_id)
    assert old in text
    return text.replace(old, new, 1)


def read(world: World, text: str, actor: str = MAYA) -> Returned:
    return read_returned(world.acting(actor, "t1"), text)


def take(world: World, text: str, actor: str = MAYA) -> dict[str, Any]:
    return take_returned(world.acting(actor, "t1"), text)[1]


def record(world: World, request_id: str) -> dict[str, Any]:
    with world.sessions() as session:
        return audited_view(session, get_request(session, request_id))


@pytest.mark.parametrize("kind", ["md", "docx"])
@pytest.mark.parametrize(
    "said",
    [
        {},
        {"scope": ODD, "deliverables": [ODD, "- a dash first", "2. a number first"]},
        {"scope": "One line\nand another", "acceptance_criteria": ["Opens in Figma | Sketch"]},
        {"budget": {"amount": 60, "currency": "EUR", "basis": "hourly"}, "hours_per_week": 20},
        {"budget": None, "start_date": None, "scope": None, "deliverables": []},
    ],
)
def test_a_file_that_nobody_touched_differs_in_nothing(
    world: World, draft: Make, tmp_path: Path, kind: str, said: dict[str, Any]
) -> None:
    statement = draft_statement(world.acting(MAYA, "t1"), draft(**said)["id"])
    file = tmp_path / f"sow.{kind}"
    file.write_bytes(statement.docx if kind == "docx" else statement.markdown.encode())
    (found,) = read_path(file).drafts
    assert read(world, found.text).differences == ()


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("Logo and campaign visuals", "Campaign visuals only, no logo,", "scope", None),
        ("1. Logo refresh\n", "", "deliverables", ["Key visual"]),
        ("2. Key visual", "2. Key visual\n3. Style guide", "deliverables", None),
        ("Start: 1 Dec 2026", "Start: 8 December 2026", "start_date", "2026-12-08"),
        ("Duration: 3 weeks", "Duration: 4.5 weeks", "duration_weeks", 4.5),
    ],
)
def test_what_maps_to_a_field_changes_it_once_it_is_taken(
    world: World, draft: Make, old: str, new: str, field: str, value: Any
) -> None:
    made = draft()
    text = edited(world, made["id"], old, new)
    assert list(read(world, text).changes) == [field]
    assert record(world, made["id"])["fields"] == made["fields"], "comparing writes nothing"
    changed = take(world, text)
    assert changed["version"] == made["version"] + 1
    assert changed["fields"][field] != made["fields"][field]
    assert value is None or changed["fields"][field] == value
    others = {name: each for name, each in changed["fields"].items() if name != field}
    assert others == {name: made["fields"][name] for name in others}


def test_criteria_are_taken_without_the_sentence_of_the_form(world: World, draft: Make) -> None:
    made = draft(acceptance_criteria=["Opens in Figma"])
    text = edited(world, made["id"], "1. Opens in Figma", "- Opens in Figma\n- Two rounds at most")
    assert take(world, text)["fields"]["acceptance_criteria"] == [
        "Opens in Figma",
        "Two rounds at most",
    ]


@pytest.mark.parametrize(
    ("old", "new", "section", "why"),
    [
        ("30 days after we accept", "at once when we get", "Payment", "fixed by policy"),
        ("All rights in the deliverables pass", "Some pass", "Ownership of deliverables", "legal"),
        ("100 %", "50 %", "Milestones and payment", "follow from"),
        ("Price: $8,000", "Price: $80,000", "Price and billing", "who approves"),
        ("Last day: 21 Dec 2026", "Last day: 31 Dec 2026", "Dates", "follows from the start"),
        ("Start: 1 Dec 2026", "Start: when we like", "Dates", "cannot be read"),
        (
            "Security class: internal",
            "Security class: public",
            "Data, systems and access",
            "record",
        ),
        ("## Payment", "## Side letter\n\nPaid in cash.\n\n## Payment", "Side letter", "no such"),
    ],
)
def test_what_policy_or_the_record_decides_stays_and_is_said(
    world: World, draft: Make, old: str, new: str, section: str, why: str
) -> None:
    made = draft(billing_model="fixed")
    text = edited(world, made["id"], old, new)
    (found,) = read(world, text).differences
    assert found.section == section
    assert why in found.stays
    with pytest.raises(BadInput, match="Nothing in the file changes"):
        take(world, text)
    assert record(world, made["id"])["version"] == made["version"]


def test_a_section_that_was_emptied_empties_no_field(world: World, draft: Make) -> None:
    made = draft()
    text = edited(world, made["id"], "1. Logo refresh\n2. Key visual\n", "")
    (found,) = [each for each in read(world, text).differences if each.section == "Deliverables"]
    assert "empty" in found.stays


def test_a_filed_request_is_amended_and_approved_anew(world: World, filed: Make) -> None:
    made = filed()
    changed = take(world, edited(world, made["id"], "2. Key visual", "2. Two key visuals"))
    assert changed["status"] == "draft"
    decisions = {each["decision"] for each in changed["approvals"]}
    assert decisions == {"superseded"}


def test_the_trail_names_the_file_what_was_taken_and_what_was_not(
    world: World, draft: Make
) -> None:
    made = draft()
    text = edited(world, made["id"], "2. Key visual", "2. Two key visuals")
    take(world, text.replace("30 days after", "3 days after"))
    acts = record(world, made["id"])["audit"]
    assert [each["act"] for each in acts[-2:]] == ["request.changed", "statement.returned"]
    told = acts[-1]["details"]
    assert told["taken"] == ["deliverables"]
    assert set(told["left"]) == {"Deletion at the end", "Payment"}
    assert (acts[-1]["actor"], len(told["sha256"])) == (MAYA, 64)


def test_a_file_of_an_earlier_version_takes_nothing_back(world: World, draft: Make) -> None:
    made = draft()
    text = edited(world, made["id"], "2. Key visual", "2. Two key visuals")
    intake.update_request(world.acting(MAYA, "t1"), made["id"], {"duration_weeks": 6})
    with pytest.raises(Stale, match="ask for a new draft"):
        take(world, text)
    assert record(world, made["id"])["fields"]["deliverables"] == ["Logo refresh", "Key visual"]


def test_only_the_requester_changes_and_only_who_may_read_compares(
    world: World, draft: Make
) -> None:
    made = draft()
    text = edited(world, made["id"], "2. Key visual", "2. Two key visuals")
    assert read(world, text, DANIEL).changes
    for actor in (DANIEL, PRIYA):
        with pytest.raises(NotAllowed):
            take(world, text, actor)
    with pytest.raises(NotAllowed):
        read(world, text, PRIYA)
    assert record(world, made["id"])["version"] == made["version"]


def test_the_rules_of_any_change_hold(world: World, draft: Make) -> None:
    made = draft()
    with pytest.raises(BadInput, match="scope"):
        take(world, edited(world, made["id"], "Logo and campaign", "very " * 1000))
    filing.withdraw_request(
        world.acting(MAYA, "t1").confirmed(made["id"], made["version"]), made["id"], "not needed"
    )
    with pytest.raises(WrongState):
        take(world, edited(world, made["id"], "2. Key visual", "2. Two key visuals"))


def test_a_file_that_names_no_request_is_refused(world: World) -> None:
    with pytest.raises(BadInput, match="names no request"):
        read(world, "# Statement of work\n\n## Scope\n\nEverything")


def test_a_reflowed_paragraph_is_the_same_paragraph() -> None:
    assert lines_of("## Scope\n\nOne long\nsentence.\n\nAnother.") == {
        "": (),
        "Scope": ("One long sentence.", "Another."),
    }


def test_the_command_compares_first_and_changes_when_told(
    world: World, draft: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import docx

    if "sqlite" not in world.settings.database:
        pytest.skip("the command line finds its database by the home folder")
    monkeypatch.setenv("SOURCING_HOME", str(world.settings.home))
    made = draft()
    file = tmp_path / "sow.docx"
    file.write_bytes(draft_statement(world.acting(MAYA, "t1"), made["id"]).docx)
    word = docx.Document(str(file))
    (line,) = [each for each in word.paragraphs if each.text == "Key visual"]
    line.text = "Two key visuals"
    word.save(str(file))
    command = ["records", "sow-return", str(file), "--actor", MAYA]
    shown = CliRunner().invoke(app, command)
    assert "  - Key visual\n  + Two key visuals" in shown.output
    assert DANIEL in shown.output
    assert record(world, made["id"])["version"] == made["version"]
    done = CliRunner().invoke(app, [*command, "--apply"])
    assert f"version {made['version'] + 1}" in done.output
    assert record(world, made["id"])["fields"]["deliverables"] == [
        "Logo refresh",
        "Two key visuals",
    ]

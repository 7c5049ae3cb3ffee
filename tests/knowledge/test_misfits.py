"""What is wrong with a value is said in words that tell what is expected."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.bootstrap import World
from assistant.lines import Line
from assistant.settings import read_settings
from integrations.platforms.profiles import read_profiles
from knowledge.errors import BadInput
from knowledge.library.documents import read_document
from knowledge.misfits import first_misfit
from knowledge.text_files import read_text
from tools.matching import Brief
from tools.people import PersonRow, import_people

PERSON = {"email": "a@firm.example", "name": "Ana", "business_unit": "Sales", "country": "GB"}
TECHNICAL = ("Input should", "String should", "Value error", "pattern", "instance", "validation")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "ana"}, "email: it has to be an e-mail address like ana@firm.example"),
        ({"country": "Britain"}, "country: it has to be a country of two capital letters like GB"),
        ({"name": ""}, "name: it is empty."),
        ({"name": None}, "name: it has to be text, not None."),
        ({"business_unit": "x" * 121}, "business_unit: it has to be at most 120 characters."),
        ({"roles": "wizard"}, "roles: the role 'wizard' is unknown; use "),
    ],
)
def test_a_person_who_does_not_fit_is_told_what_would(
    changed: dict[str, object], said: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        PersonRow.model_validate(PERSON | changed)
    assert first_misfit(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "the line: it has to be an object of names and values, {…}, not []."),
        ({"thread": "t", "text": "x"}, "actor: it is missing."),
        ({"thread": 3, "actor": "a", "text": "x"}, "thread: it has to be text, not 3."),
        ({"thread": "t", "actor": "a", "txt": 1}, "txt: nothing of that name is known."),
        ({"thread": "t", "actor": "a"}, "the line: give either text or action."),
    ],
)
def test_a_line_that_does_not_fit_is_told_what_would(given: object, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Line.model_validate(given)
    assert first_misfit(caught.value, "the line") == said


@pytest.mark.parametrize(
    "brief",
    [
        {"title": 3}, {"budget": {"amount": -5}}, {"budget": "lots"}, {"start_date": "2026-02-31"},
        {"headcount": 1.5}, {"years": "many"}, {"priorities": {"price": "high"}},
        {"channel": "carrier pigeon"}, {"skills": 7}, {"duration_weeks": 9999},
    ],
)  # fmt: skip
def test_no_brief_is_refused_in_technical_words(brief: dict[str, object]) -> None:
    with pytest.raises(BadInput) as caught:
        Brief.from_json({"title": "Designer"} | brief)
    assert not any(word in str(caught.value) for word in TECHNICAL)
    assert next(iter(brief)) in str(caught.value)


def test_a_wrong_setting_names_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCING_REDACT", "foo")
    with pytest.raises(BadInput, match=r"SOURCING_REDACT is wrong: 'foo' is none of all, none"):
        read_settings()
    monkeypatch.setenv("SOURCING_REDACT", "all")
    monkeypatch.setenv("SOURCING_PORT", "many")
    with pytest.raises(BadInput, match=r"SOURCING_PORT is wrong: it has to be a whole number"):
        read_settings()


@pytest.mark.parametrize("name", ["effective_from", "effective_until", "review_by"])
def test_a_day_that_no_calendar_has_is_named(name: str) -> None:
    text = f"---\ntitle: Parking\n{name}: 2026-02-31\n---\n\n# Parking\n\nWords."
    with pytest.raises(BadInput, match=rf"{name}: there is no day 2026-02-31; write it like"):
        read_document(text, "parking.md")


def test_a_folder_is_said_to_be_one_wherever_a_file_is_due(world: World, tmp_path: Path) -> None:
    for read in (read_text, read_profiles, lambda path: import_people(world.sessions, path)):
        with pytest.raises(BadInput, match=r"is a folder: name a file in it"):
            read(tmp_path)


def test_text_in_another_encoding_is_said_to_be_so(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("name\nJosé".encode("latin-1"))
    with pytest.raises(BadInput, match=r"people.csv is no text in UTF-8: save it as that first"):
        read_text(file)


def test_a_profile_is_told_what_its_field_takes(tmp_path: Path) -> None:
    file = tmp_path / "pool.jsonl"
    file.write_text(json.dumps({"id": "x:1", "headline": "Designer", "rating": "great"}))
    (said,) = read_profiles(file).errors
    assert "rating: it has to be a number, not 'great'; left out." in said

"""What is set, what it is taken for, and what a program lets go of when it is closed."""

from pathlib import Path

import pytest

from assistant.bootstrap import World
from assistant.doctor import examine
from assistant.settings import read_settings
from knowledge.errors import BadInput


@pytest.mark.parametrize("name", ["loud", "warn", "10", "debug,info"])
def test_a_log_level_that_does_not_exist_is_one_clear_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCING_LOG_LEVEL", name)
    with pytest.raises(BadInput) as refused:
        read_settings()
    said = f"The setting SOURCING_LOG_LEVEL is wrong: '{name}' is none of debug, info, warning, "
    assert str(refused.value) == f"{said}error."


@pytest.mark.parametrize("name", ["debug", "Debug", " DEBUG "])
def test_a_log_level_is_read_in_any_case(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCING_LOG_LEVEL", name)
    assert read_settings().log_level == "debug"


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "SLACK_API_URL", "SOURCING_PUBLIC_URL"])
def test_an_address_without_its_beginning_is_one_clear_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "llm.firm.example/v1")
    with pytest.raises(BadInput, match=f"{name} is wrong: it has to be an address like https://"):
        read_settings()
    monkeypatch.setenv(name, "http://127.0.0.1:8000/v1")
    assert read_settings()


@pytest.mark.parametrize(
    ("variable", "state"), [("SOURCING_HOME", "set"), ("XDG_DATA_HOME", "default")]
)
def test_the_doctor_tells_a_home_that_was_set_from_the_usual_one(
    variable: str, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(tmp_path))
    found = {one.part: one for one in examine(read_settings())}
    assert found["home"].state == state
    assert str(tmp_path) in found["home"].says


def test_a_program_that_was_closed_opens_everything_anew(world: World) -> None:
    sessions, pool = world.sessions, world.pool
    world.close()
    world.close()
    assert world.sessions is not sessions
    assert world.pool is not pool
    assert len(world.pool.columns())

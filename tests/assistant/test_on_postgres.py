"""The same conversation with everything kept in PostgreSQL, pauses included."""

from collections.abc import Callable, Iterator

import pytest

from assistant.bootstrap import World
from assistant.settings import Settings
from integrations.reply import Reply
from tests.conftest import DANIEL, GRACE, Clock, offered, running
from tests.tools.conftest import WHOLE
from tools import intake, views

pytestmark = pytest.mark.postgres


@pytest.fixture
def world(stored: Settings, clock: Clock) -> Iterator[World]:
    """A whole program over PostgreSQL."""
    with running(stored, clock) as world:
        yield world


@pytest.mark.parametrize("stored", ["postgresql"], indirect=True)
def test_the_main_job_runs_on_postgresql(world: World, say: Callable[..., Reply]) -> None:
    request = intake.start_request(world.acting("maya.ortiz@calderfinch.example", "t1"), WHOLE)
    shown = say("file it")
    say(action="confirm", value=offered(shown, "confirm").value)
    say(actor=DANIEL, action="approve", value=request["id"])
    say(actor=GRACE, action="confirm_match", value=request["id"])
    with world.sessions() as session:
        assert views.get_request(session, request["id"]).status == "match_confirmed"


@pytest.mark.parametrize("stored", ["postgresql"], indirect=True)
def test_another_process_goes_on_after_the_pause(
    world: World, say: Callable[..., Reply], clock: Clock
) -> None:
    request = intake.start_request(world.acting("maya.ortiz@calderfinch.example", "t1"), WHOLE)
    shown = say("file it")
    from assistant.conversation import answer

    with running(world.settings, clock) as other:
        value = offered(shown, "confirm").value
        answer(other, "t1", "maya.ortiz@calderfinch.example", action="confirm", value=value)
        with other.sessions() as session:
            assert views.get_request(session, request["id"]).status == "in_approval"

"""A clear yes or no with a question beside it: both are done; what changes something is no yes."""

import pytest

from assistant.agreeing import and_asks
from assistant.bootstrap import World
from assistant.conversation import answer
from tests.assistant.offline.conftest import NOW
from tests.conftest import MAYA
from tests.tools.conftest import WHOLE
from tools import filing, intake, views


@pytest.fixture
def proposed(world: World) -> str:
    """A request that is before its requester for confirmation."""
    ctx = world.acting(MAYA, "t1")
    made = intake.start_request(ctx, WHOLE)
    return str(filing.propose_filing(ctx, made["id"])["id"])


def status(world: World, request_id: str) -> str:
    """Where the request stands."""
    with world.sessions() as session:
        return str(views.get_request(session, request_id).status)


@pytest.mark.parametrize(
    "said",
    [
        "yes. and who approves it?",
        "file it, who decides?",
        "yes please. how long will it take?",
        "yes, file it and show me the list again",
    ],
)
def test_a_clear_yes_files_and_what_is_asked_beside_it_is_answered(
    world: World, proposed: str, said: str
) -> None:
    filed, answered = answer(world, "t1", MAYA, text=said)
    assert status(world, proposed) == "in_approval"
    assert ("is filed" in filed.text, bool(answered.text)) == (True, True)


def test_a_clear_no_keeps_the_draft_and_what_is_asked_beside_it_is_answered(
    world: World, proposed: str
) -> None:
    kept, answered = answer(world, "t1", MAYA, text="not yet. who are the best 3?")
    assert (status(world, proposed), kept.text[:9]) == ("draft", "Not filed")
    assert answered.card is not None
    assert answered.card.kind == "shortlist"


@pytest.mark.parametrize(
    "said",
    [
        "who approves it?",
        "ok, who approves it?",
        "yes, but who approves it?",
        "yes, if Daniel agrees?",
        "yes, can you make it 9k?",
        "is it right that Daniel pays?",
    ],
)
def test_what_only_asks_hedges_or_changes_files_nothing(
    world: World, proposed: str, said: str
) -> None:
    answer(world, "t1", MAYA, text=said)
    assert status(world, proposed) != "in_approval"


@pytest.mark.parametrize("said", ["yes", "file it", "thanks, what does it cost?", "no problem"])
def test_a_yes_alone_or_a_question_alone_is_parted_into_nothing(said: str) -> None:
    assert and_asks(said, NOW) == ("", "")

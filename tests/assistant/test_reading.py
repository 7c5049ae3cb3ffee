"""The cited section of a restricted document is shown to who may read it when they click."""

from collections.abc import Callable

import pytest

from assistant.bootstrap import World
from integrations.reply import Action, Reply
from knowledge.records.people import Person
from tests.conftest import GRACE, MAYA, offered

ASK = "When do we walk away from a supplier?"


@pytest.fixture
def button(say: Callable[..., Reply]) -> Action:
    return offered(say(ASK, actor=GRACE), "read_source")


def test_an_answer_that_everybody_may_read_has_a_link_and_no_button(
    say: Callable[..., Reply],
) -> None:
    reply = say("When do freelancers get paid?")
    assert reply.citations[0].link
    assert not [each for each in reply.actions if each.action == "read_source"]


def test_the_button_shows_the_whole_section_to_the_asker_alone(
    say: Callable[..., Reply], button: Action
) -> None:
    answer = say(ASK, actor=GRACE)
    shown = say(actor=GRACE, action=button.action, value=button.value)
    assert shown.audience == "asker"
    assert all(cited.words in shown.text for cited in answer.citations[:1])
    assert len(shown.text) > len(answer.citations[0].words)


def test_a_right_that_was_taken_away_since_counts(
    world: World, say: Callable[..., Reply], button: Action
) -> None:
    with world.sessions.begin() as session:
        session.get_one(Person, GRACE).roles = ["requester"]
    shown = say(actor=GRACE, action=button.action, value=button.value)
    assert (shown.outcome, shown.text) == ("misuse", "There is no such section that you may read.")


@pytest.mark.parametrize("change", ["{}", "no-such-document#Scope", "{}x", "x@never#y", "{}@#"])
def test_a_forged_click_and_somebody_else_s_read_the_same(
    say: Callable[..., Reply], button: Action, change: str
) -> None:
    actor = MAYA if change == "{}" else GRACE
    shown = say(actor=actor, action="read_source", value=change.format(button.value))
    assert shown.text == "There is no such section that you may read."


def test_in_a_channel_the_section_is_for_the_asker_alone(world: World, button: Action) -> None:
    from assistant.conversation import answer

    (shown,) = answer(
        world, "c1", GRACE, action=button.action, value=button.value, public_channel=True
    )
    assert (shown.outcome, shown.audience) == ("done", "asker")

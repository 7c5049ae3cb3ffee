"""Questions about a request that are put to its requester, and the answers."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.bootstrap import World
from knowledge.errors import BadInput, NotAllowed, WrongState
from tests.conftest import DANIEL, GRACE, MAYA, PRIYA
from tools import inquiries, notices
from tools.audit import trail
from tools.views import get_request, view

Make = Callable[..., dict[str, Any]]


def told(world: World, actor: str) -> list[dict[str, Any]]:
    return notices.take_notices(world.acting(actor))


def test_a_question_reaches_the_requester_and_the_answer_whoever_asked(
    world: World, filed: Make
) -> None:
    number = filed()["id"]
    inquiries.ask(world.acting(DANIEL), number, "Why 3 weeks and not 2?")
    inquiries.ask(world.acting(GRACE), number, "Who reads it?")
    first, second = (notice for notice in told(world, MAYA) if "asks about" in notice["text"])
    assert "Daniel Brandt" in first["text"]
    assert first["thread"] == second["thread"] == "t1"
    told(world, DANIEL)
    inquiries.answer(world.acting(MAYA), number, "Two readers, a week each.")
    (to_daniel,), (to_grace,) = told(world, DANIEL), told(world, GRACE)
    assert "“Two readers, a week each.”" in to_daniel["text"]
    assert (to_daniel["card"], to_grace["card"]) == ("approval", "status")
    with world.sessions() as session:
        acts = [entry["act"] for entry in trail(session, number)]
        questions = view(session, get_request(session, number))["questions"]
    assert acts[-3:] == ["request.asked", "request.asked", "request.answered"]
    assert {one["answer"] for one in questions} == {"Two readers, a week each."}
    with pytest.raises(WrongState, match="Nobody waits"):
        inquiries.answer(world.acting(MAYA), number, "And another thing.")


def test_only_who_may_read_a_request_asks_and_only_its_requester_answers(
    world: World, filed: Make
) -> None:
    number = filed()["id"]
    with pytest.raises(NotAllowed, match="your own request"):
        inquiries.ask(world.acting(MAYA), number, "Why?")
    with pytest.raises(NotAllowed, match="can't show you"):
        inquiries.ask(world.acting(PRIYA), number, "Why?")
    with pytest.raises(BadInput, match="nothing to pass on"):
        inquiries.ask(world.acting(DANIEL), number, "  ")
    with pytest.raises(BadInput, match="Up to 1,000 characters are passed on, this has 1,001"):
        inquiries.ask(world.acting(DANIEL), number, "y" * 1001)
    with pytest.raises(NotAllowed, match="only they answer"):
        inquiries.answer(world.acting(DANIEL), number, "Because.")

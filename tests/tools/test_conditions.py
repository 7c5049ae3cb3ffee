"""An approval may hold on a condition: it is told, kept in the trail, and never lost."""

from collections.abc import Callable

import pytest

from assistant.bootstrap import World
from integrations.reply import Reply
from knowledge.errors import Refused
from tests.conftest import DANIEL, MAYA
from tests.tools.conftest import WHOLE
from tests.tools.test_reminders import file, told
from tools import approvals, filing, intake
from tools.audit import six_answers, trail
from tools.statement import draft_statement
from tools.views import approvals_of, get_request

TERMS = "Only while it stays under $3,000"


@pytest.fixture
def approved(world: World) -> str:
    number = file(world)
    approvals.decide(world.acting(DANIEL), number, "approved", condition=TERMS)
    return number


def test_the_requester_is_told_the_condition(world: World, approved: str) -> None:
    assert any(f"on a condition: {TERMS}" in text for text in told(world, MAYA))


def test_the_condition_is_in_the_trail_and_the_answers(world: World, approved: str) -> None:
    with world.sessions() as session:
        request = get_request(session, approved)
        (entry,) = [e for e in trail(session, approved) if e["act"] == "approval.approved"]
        answers = six_answers(request, approvals_of(session, request))
    assert entry["details"]["condition"] == TERMS
    assert TERMS in answers["who_approved_the_budget"]


def test_the_condition_is_in_the_statement_of_work(world: World, approved: str) -> None:
    assert TERMS in draft_statement(world.acting(MAYA), approved).markdown


def test_a_plain_reason_is_no_condition(world: World) -> None:
    number = file(world)
    approvals.decide(world.acting(DANIEL), number, "approved", "Needed for the launch")
    statement = draft_statement(world.acting(MAYA), number).markdown
    assert "Conditions of the approvers" not in statement


@pytest.mark.parametrize("empty", ["", "   "])
def test_a_condition_is_said(world: World, empty: str) -> None:
    number = file(world)
    with pytest.raises(Refused, match="on which condition"):
        approvals.decide(world.acting(DANIEL), number, "approved", condition=empty)


def test_a_rejection_has_no_condition(world: World) -> None:
    number = file(world)
    with pytest.raises(Refused):
        approvals.decide(world.acting(DANIEL), number, "rejected", "Too dear", condition=TERMS)


def test_a_later_version_that_changes_nothing_for_the_approver_keeps_the_condition(
    world: World, approved: str
) -> None:
    ctx = world.acting(MAYA, "t1")
    changed = intake.amend_request(ctx, approved, {"language": "German"})
    filing.propose_filing(ctx, approved)
    version = changed["version"]
    record = filing.file_request(ctx.confirmed(approved, version), approved, version)
    now = [a for a in record["approvals"] if a["version"] == version]
    assert [(a["decision"], a["condition"]) for a in now] == [("approved", TERMS)]


def test_the_click_asks_for_the_condition(
    world: World, say: Callable[..., Reply], clicked: Callable[..., str]
) -> None:
    number = file(world, WHOLE)
    refused = say(actor=DANIEL, action="approve_on_condition", value=clicked(number))
    assert refused.outcome == "refused"
    done = say(actor=DANIEL, action="approve_on_condition", value=clicked(number, reason=TERMS))
    assert done.outcome == "done"
    assert done.card is not None
    assert done.card.data["approvals"][0]["condition"] == TERMS


@pytest.fixture
def clicked() -> Callable[..., str]:
    """The value of a click on a request."""
    import json

    return lambda number, **more: json.dumps({"id": number, **more})

"""What concerns a person is found whole, and read at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from assistant.bootstrap import World
from assistant.state import describe
from knowledge.database import engine_of
from knowledge.errors import SourcingError
from knowledge.records.requests import Request
from knowledge.records.slack import PostedCard
from knowledge.records.threads import Notice
from tests.conftest import DANIEL, GRACE, MAYA
from tools import approvals, filing, intake, selection, views
from tools.context import Context
from tools.reminders import late_approvals

CHLOE = "chloe.tan@calderfinch.example"
Make = Callable[..., dict[str, Any]]


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """The queries that are sent to the database meanwhile."""
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    event.listen(engine_of(world.sessions), "before_cursor_execute", note)
    yield sent
    event.remove(engine_of(world.sessions), "before_cursor_execute", note)


def test_decisions_and_matches_that_wait_are_read_by_one_query_each(
    world: World, filed: Make
) -> None:
    made = [filed()["id"] for _ in range(3)]
    approvals.decide(world.acting(DANIEL), made[0], "approved")
    daniel, grace = (world.acting(email).actor for email in (DANIEL, GRACE))
    with world.sessions() as session, statements(world) as sent:
        deciding = [views.brief_view(r)["id"] for r in views.to_decide(session, daniel)]
        matching = [views.brief_view(r)["id"] for r in views.to_match(session, grace)]
    assert (deciding, matching) == (made[1:], made[:1])
    assert len([one for one in sent if one.startswith("SELECT")]) == 2


def test_what_somebody_asked_for_is_theirs_alone_whoever_they_may_read(
    world: World, filed: Make
) -> None:
    filed(actor=MAYA)
    own = filed(actor=GRACE)["id"]
    with world.sessions() as session:
        grace = world.acting(GRACE).actor
        assert len(views.requests_for(session, grace)) == 2
        assert [r.id for r in views.asked_by(session, grace, limit=10)] == [own]


def test_whoever_may_read_more_than_200_requests_is_shown_all_of_them(
    world: World, draft: Make
) -> None:
    number, copies = draft()["id"], [f"REQ-C{n}" for n in range(205)]
    with world.sessions.begin() as session:
        one = session.get_one(Request, number)
        whole = {column.name: getattr(one, column.name) for column in Request.__table__.columns}
        session.execute(insert(Request), [whole | {"id": copy} for copy in copies])
    with world.sessions() as session:
        listed = {request.id for request in views.requests_for(session, world.acting(GRACE).actor)}
    assert listed == {number, *copies}


def test_late_decisions_are_read_by_two_queries_however_many_wait(
    world: World, filed: Make
) -> None:
    for _ in range(3):
        filed()
    with world.sessions() as session, statements(world) as sent:
        assert len(late_approvals(session, world.clock() + timedelta(days=14))) == 3
    assert len([one for one in sent if one.startswith("SELECT")]) == 2


def _read(ctx: Context, request_id: str) -> None:
    with ctx.sessions() as session:
        views.readable(session, ctx, request_id)


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param(_read, id="reading"),
        pytest.param(selection.suggest, id="shortlist"),
        pytest.param(lambda ctx, i: intake.update_request(ctx, i, {"headcount": 2}), id="changing"),
        pytest.param(filing.withdraw_request, id="withdrawing"),
    ],
)
def test_a_refusal_says_whose_request_it_is_by_name(
    world: World, filed: Make, refused: Callable[..., Any]
) -> None:
    request_id = filed(actor=MAYA)["id"]
    with pytest.raises(SourcingError) as refusal:
        refused(world.acting(CHLOE, "t1"), request_id)
    assert "Maya Ortiz" in str(refusal.value)
    assert "@" not in str(refusal.value)


def test_what_a_requester_is_told_of_decisions_names_people_by_name(
    world: World, filed: Make
) -> None:
    request_id = filed(budget={"amount": 30_000, "currency": "USD", "basis": "fixed"})["id"]
    with pytest.raises(SourcingError, match="Maya Ortiz needs it"):
        approvals.decide(world.acting(DANIEL), request_id, "rejected")
    approvals.decide(world.acting(DANIEL), request_id, "approved")
    with world.sessions() as session:
        told = [n.text for n in session.scalars(select(Notice).where(Notice.recipient == MAYA))]
    assert any("still with Ben Whitaker" in text for text in told), told
    assert not any("@" in text for text in told)


def test_what_others_have_in_a_thread_is_found_and_not_ones_own(world: World, filed: Make) -> None:
    record = filed()
    named = ((MAYA, record["thread"]), (DANIEL, record["thread"]), (DANIEL, "elsewhere"))
    acting = [world.acting(email, thread) for email, thread in named]
    with world.sessions() as session:
        found = [views.others_in(session, ctx) for ctx in acting]
        assert [one.id if one else None for one in found] == [None, record["id"], None]


def test_a_reply_to_a_card_in_slack_is_about_the_request_on_it(world: World, filed: Make) -> None:
    number = filed()["id"]
    with world.sessions.begin() as session:
        session.add(
            PostedCard(
                team="T1",
                channel="D1",
                ts="1.5",
                request_id=number,
                kind="approval",
                viewer=DANIEL,
                text="",
                shown="",
                posted_at=world.clock(),
            )
        )
        acting = [world.acting(DANIEL, f"slack:T1:D1:{ts}") for ts in ("1.5", "1.6")]
        found = [views.others_in(session, ctx) for ctx in acting]
        assert [one.id if one else None for one in found] == [number, None]


def test_whoever_reads_along_is_told_of_the_work_only_as_far_as_they_may_read_it(
    world: World, filed: Make
) -> None:
    filed(actor=MAYA, scope="Work on the quartz campaign")
    may, may_not = describe(world.acting(DANIEL, "t1")), describe(world.acting(CHLOE, "t1"))
    assert may["theirs_here"]["work"] == "Work on the quartz campaign"
    assert not may_not["theirs_here"]["readable"]
    assert "quartz" not in str(may_not)

"""Requests in the states that the tests begin from, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.bootstrap import World
from assistant.settings import Settings
from tests.conftest import MAYA, Clock, running
from tools import filing, intake

WHOLE = {
    "role": "Brand designer",
    "scope": "Logo and campaign visuals for the spring campaign",
    "deliverables": ["Logo refresh", "Key visual"],
    "budget": {"amount": 8000, "currency": "USD", "basis": "fixed"},
    "duration_weeks": 3,
    "start_date": "2026-12-01",
    "sensitive_data": False,
}

Record = dict[str, Any]


@pytest.fixture
def world(stored: Settings, clock: Clock) -> Iterator[World]:
    """A whole program over that database."""
    with running(stored, clock) as world:
        yield world


@pytest.fixture
def draft(world: World) -> Callable[..., Record]:
    """Open a complete draft, with other values where given."""

    def make(actor: str = MAYA, **changes: Any) -> Record:
        return intake.start_request(world.acting(actor, "t1"), WHOLE | changes)

    return make


@pytest.fixture
def filed(world: World, draft: Callable[..., Record]) -> Callable[..., Record]:
    """File a request as its requester would."""

    def make(actor: str = MAYA, **changes: Any) -> Record:
        return file_again(world, draft(actor, **changes)["id"], actor)

    return make


def file_again(world: World, request_id: str, actor: str = MAYA) -> Record:
    """Propose and confirm a record as its requester."""
    ctx = world.acting(actor, "t1")
    shown = filing.propose_filing(ctx, request_id)
    confirmed = ctx.confirmed(request_id, shown["version"])
    return filing.file_request(confirmed, request_id, shown["version"])

"""Requests in the states that the tests of the use cases begin from."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.bootstrap import World
from tests.conftest import MAYA
from tools import intake

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
    shown = intake.propose_filing(ctx, request_id)
    confirmed = ctx.confirmed(request_id, shown["version"])
    return intake.file_request(confirmed, request_id, shown["version"])

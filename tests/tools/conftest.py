"""Requests in the states that the tests begin from, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import World
from assistant.settings import Settings
from tests import postgres
from tests.conftest import MAYA, Clock, running, settings_at
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


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a seeded database; started when the first test needs it."""
    with postgres.server() as uri:
        postgres.seed(uri, tmp_path_factory.mktemp("postgres-home"))
        yield uri


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def stored(request: pytest.FixtureRequest, seeded_home: Path, tmp_path: Path) -> Iterator[Settings]:
    """Settings over a seeded database of the test's own, of either kind."""
    home = tmp_path / "home"
    if request.param == "sqlite":
        yield settings_at(Path(shutil.copytree(seeded_home, home)))
        return
    uri = request.getfixturevalue("postgres_server")
    name = postgres.copied(uri)
    yield postgres.settings(uri, name, home)
    postgres.dropped(uri, name)


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

"""The test world: a seeded home, copied for each test, on SQLite or PostgreSQL; no network."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from pytest_socket import enable_socket, socket_allow_hosts

from assistant.bootstrap import World
from assistant.cli import BETWEEN_COLLECTIONS
from assistant.seeding import STEPS
from assistant.settings import Settings
from integrations.reply import Action, Reply
from tests import postgres
from tools.matching.store import Pool

MAYA = "maya.ortiz@calderfinch.example"
DANIEL = "daniel.brandt@calderfinch.example"
GRACE = "grace.okafor@calderfinch.example"
PRIYA = "priya.raman@calderfinch.example"
START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def pytest_configure() -> None:
    """Collect garbage as seldom as the program does."""
    gc.set_threshold(BETWEEN_COLLECTIONS)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: it need not be looked at again."""
    gc.freeze()


def pytest_runtest_setup() -> None:
    """Only this machine can be reached."""
    enable_socket()
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


class Clock:
    """A clock that the test moves; each look at it is a millisecond later."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


def settings_at(home: Path, **more: Any) -> Settings:
    """Settings over that home and nothing of the environment's."""
    return Settings(SOURCING_HOME=home, **more)


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_machine() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    for field in Settings.model_fields.values():
        patch.delenv(str(field.alias), raising=False)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of a run have together."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def seeded_home(shared: Path) -> Path:
    """A home with the example organisation, made once for all workers of a run."""
    home = shared / "seeded"
    with FileLock(f"{home}.lock"):
        if not (home / "done").exists():
            world = World(settings_at(home))
            for step in STEPS.values():
                step(world)
            world.close()
            (home / "done").touch()
    return home


@pytest.fixture
def home(seeded_home: Path, tmp_path: Path) -> Path:
    """A seeded home of the test's own."""
    return Path(shutil.copytree(seeded_home, tmp_path / "home"))


@pytest.fixture
def clock() -> Clock:
    """The test's clock."""
    return Clock()


@pytest.fixture
def world(home: Path, clock: Clock) -> Iterator[World]:
    """A whole program over the test's own home, on SQLite."""
    with running(settings_at(home), clock) as world:
        yield world


@contextmanager
def running(settings: Settings, clock: Callable[[], datetime]) -> Iterator[World]:
    """A program with numbered ids; the seeded pool is read once for all tests, being the same."""
    numbers = count(1)
    world = World(settings, clock=clock, new_id=lambda prefix: f"{prefix}-{next(numbers)}")
    kind = world.settings.database.split(":")[0]
    if kind in POOLS:
        world.pool.start_from(POOLS[kind])
    yield world
    if world.pool.is_read:
        POOLS.setdefault(kind, world.pool)
    world.close()


POOLS: dict[str, Pool] = {}


@pytest.fixture
def say(world: World) -> Callable[..., Reply]:
    """Write or click as somebody; returns the reply."""
    from assistant.conversation import answer

    def speak(
        text: str | None = None,
        actor: str = MAYA,
        thread: str = "t1",
        action: str | None = None,
        value: str | None = None,
    ) -> Reply:
        (reply,) = answer(world, thread, actor, text=text, action=action, value=value)
        return reply

    return speak


def offered(reply: Reply, name: str) -> Action:
    """The action of that name which the reply offers."""
    return next(action for action in reply.actions if action.action == name)


@pytest.fixture(scope="session")
def postgres_server(shared: Path, seeded_home: Path, testrun_uid: str) -> Iterator[str]:
    """A server with a seeded database; started when the first test needs it."""
    with postgres.server(testrun_uid, shared / "postgres.lock", seeded_home) as uri:
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

"""The world a scenario is played in: a seeded home, copied, its pool and embedder shared."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.bootstrap import World
from assistant.seeding import STEPS
from assistant.settings import Settings, read_settings
from evals.scenarios import Planted
from knowledge.errors import BadInput

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LOCAL: dict[str, Any] = {"OPENAI_API_KEY": None, "OPENAI_BASE_URL": None}


@dataclass
class Clock:
    """The scenario's clock; each look at it is a millisecond later."""

    now: datetime = START

    def __call__(self) -> datetime:
        """The time, which passes."""
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class Stage:
    """A seeded home to copy from, and what all copies share."""

    home: Path
    model: str | None = None
    shared: dict[str, Any] = field(default_factory=dict)
    prepare: Callable[[World], None] | None = None
    """Done with each program that is started, before anything is said."""

    @contextmanager
    def world(self, planted: tuple[Planted, ...] = ()) -> Iterator["Run"]:
        """A program over a copy of the home, with what was planted in it."""
        with TemporaryDirectory(prefix="scenario-") as folder:
            home = Path(folder)
            shutil.copy(self.home / "sourcing.db", home / "sourcing.db")
            own_library = any(one.document for one in planted)
            if own_library:
                shutil.copytree(self.home / "library", home / "library")
            else:
                (home / "library").symlink_to(self.home / "library")
            run = Run(self, settings(home, self.model))
            run.open()
            for number, one in enumerate(planted):
                _plant(run.world, one, home / f"planted-{number}.md")
            yield run
            run.close()


@dataclass
class Run:
    """One scenario's program, which can be stopped and started again."""

    stage: Stage
    settings: Settings
    clock: Clock = field(default_factory=Clock)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    world: World = field(init=False)

    def open(self) -> None:
        """Start the program over the home as it is."""
        shared = self.stage.shared
        self.world = World(
            self.settings, clock=self.clock, new_id=lambda prefix: f"{prefix}-{next(self.numbers)}"
        )
        if "embedder" in shared:
            self.world.embedder = shared["embedder"]
            self.world.pool.start_from(shared["pool"])
        if self.stage.prepare is not None:
            self.stage.prepare(self.world)

    def close(self) -> None:
        """Stop it, and keep what other scenarios can use."""
        shared, pool = self.stage.shared, self.world.pool
        if "embedder" not in shared and pool.is_read:
            shared["embedder"], shared["pool"] = self.world.embedder, pool
        self.world.close()

    def restart(self) -> None:
        """Stop the program and start it anew over the same home."""
        self.close()
        self.open()


def settings(home: Path, model: str | None) -> Settings:
    """The embedded model over that home, or the named one at the endpoint of the environment.

    Raises:
        BadInput: a live model is named, and there is no key for it.
    """
    local: dict[str, Any] = {"SOURCING_HOME": home, "SOURCING_DATABASE_URL": None}
    if model is None:
        return Settings(**local, **LOCAL)
    found = read_settings(**local, SOURCING_MODEL=model)
    if found.openai_api_key is None:
        raise BadInput(f"To run on {model}, set OPENAI_API_KEY, and OPENAI_BASE_URL if needed.")
    return found


@contextmanager
def staged(model: str | None = None) -> Iterator[Stage]:
    """A seeded home, made here."""
    with TemporaryDirectory(prefix="scenarios-") as folder:
        world = World(Settings(SOURCING_HOME=Path(folder), SOURCING_DATABASE_URL=None, **LOCAL))
        for step in STEPS.values():
            step(world)
        world.close()
        yield Stage(Path(folder), model)


def _plant(world: World, planted: Planted, path: Path) -> None:
    if planted.profile is not None:
        from knowledge.talent import TalentProfile
        from tools.matching import save_profiles

        profile = TalentProfile.model_validate(planted.profile)
        save_profiles(world.sessions, [profile], world.embedder, world.clock())
    if planted.document is not None:
        from tools.policy.documents import take

        path.write_text(planted.document, encoding="utf-8")
        take(world.library, path, now=world.clock())

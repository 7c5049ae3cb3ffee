"""Seeding: the example organisation, its platforms, policies and talent, with progress shown."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from knowledge.records.people import Person

if TYPE_CHECKING:
    from assistant.bootstrap import World


def is_seeded(world: "World") -> bool:
    """Whether the home has people already."""
    with world.sessions() as session:
        return bool(session.scalar(select(func.count()).select_from(Person)))


def seed_world(world: "World") -> None:
    """Write people, platforms, policies and talent; doing it twice changes nothing."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for what, step in STEPS.items():
            task = progress.add_task(f"Setting up: {what}", total=1)
            step(world)
            progress.update(task, completed=1)


def record_vectors() -> int:
    """Compute the vectors of everything that seeding embeds, and ship them; returns how many."""
    from tempfile import TemporaryDirectory

    from assistant.bootstrap import World
    from assistant.settings import Settings
    from knowledge.embedding import Embedder
    from knowledge.seed.vectors import Recording
    from knowledge.templates import template_of_work

    with TemporaryDirectory() as folder:
        world = World(Settings(SOURCING_HOME=Path(folder)))
        recording = Recording(Embedder())
        world.embedder = recording
        seed_world(world)
        template_of_work("any", embed=recording)
        world.close()
    return recording.save()


def _people(world: "World") -> None:
    from knowledge.seed import organisation

    with world.sessions.begin() as session:
        for person in organisation().people:
            session.merge(Person(**person.model_dump()))


def _platforms(world: "World") -> None:
    from knowledge.records.vendors import Platform
    from knowledge.seed import platforms

    with world.sessions.begin() as session:
        for platform in platforms():
            session.merge(Platform.of(platform))


def _policies(world: "World") -> None:
    from tools.policy.documents import take

    take(world.library, Path(str(files("knowledge") / "policies")), now=world.clock())


def _talent(world: "World") -> None:
    from knowledge.seed.talent import talent_profiles
    from tools.matching import save_profiles

    save_profiles(world.sessions, talent_profiles(), world.embedder, world.clock())


STEPS: dict[str, Callable[["World"], None]] = {
    "people": _people,
    "platforms": _platforms,
    "policies": _policies,
    "talent": _talent,
}

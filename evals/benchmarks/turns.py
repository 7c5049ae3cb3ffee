"""Speed as people feel it: `--help`, the start, and a turn with the embedded model."""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant.bootstrap import World
from assistant.conversation import answer
from assistant.seeding import seed_world
from assistant.settings import Settings

MAYA = "maya.ortiz@calderfinch.example"
TURNS = (
    """I need a freelance brand designer for about three weeks from 1 December, roughly $8k, \
for the spring campaign""",
    "Can they get access to customer data?",
    "No customer data. They deliver a logo refresh, a key visual and a style guide",
    "Show me the matches",
    "Price matters more than speed",
    "Actually make it four weeks",
    "Who approves this?",
)


def bench_turns(*, quick: bool = False) -> dict[str, Any]:
    """Medians over whole conversations on a seeded home of 2,000 profiles."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        seeding = _seconds(lambda: _seed(home))
        ready = statistics.median(_start(home) for _ in range(2 if quick else 5))
        turns = _turns(home, 3 if quick else 20)
    help_text = statistics.median(_help() for _ in range(3 if quick else 9))
    return {
        "bars": [
            _bar("sourcing --help, median", help_text, "s", 0.3),
            _bar("ready to answer, median", ready, "s", 3.0),
            _bar("a turn, median", statistics.median(turns) * 1000, "ms", 150),
            _bar("first set-up of the content", seeding, "s", 120),
        ],
        "turns": len(turns),
        "p95_ms": round(sorted(turns)[int(len(turns) * 0.95)] * 1000, 1),
    }


def _seed(home: Path) -> None:
    world = World(Settings(SOURCING_HOME=home))
    seed_world(world)
    world.close()


def _turns(home: Path, conversations: int) -> list[float]:
    world = World(Settings(SOURCING_HOME=home))
    answer(world, "warm", MAYA, text=TURNS[0])
    answer(world, "warm", MAYA, text=TURNS[3])
    times = [
        _seconds(lambda text=text, n=n: answer(world, f"t{n}", MAYA, text=text))
        for n in range(conversations)
        for text in TURNS
    ]
    world.close()
    return times


def _start(home: Path) -> float:
    """From nothing to the first answer, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(home, Path(folder) / "home")
        line = f'{{"thread": "s", "actor": "{MAYA}", "text": "hello"}}\n'
        return _run(["chat", "--json"], copy, line)


def _help() -> float:
    return _run(["--help"], Path(tempfile.gettempdir()), "")


def _run(arguments: list[str], home: Path, given: str) -> float:
    command = [str(Path(sys.executable).with_name("sourcing")), *arguments]
    environment = {"SOURCING_HOME": str(home), "PATH": "/usr/bin:/bin"}
    return _seconds(
        lambda: subprocess.run(  # noqa: S603  (our own program, by its full path)
            command, input=given, env=environment, capture_output=True, text=True, check=True
        )
    )


def _seconds(act: Any) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _bar(name: str, value: float, unit: str, limit: float) -> dict[str, Any]:
    return {
        "name": name, "value": round(value, 3), "unit": unit, "limit": limit, "ok": value <= limit,
    }  # fmt: skip

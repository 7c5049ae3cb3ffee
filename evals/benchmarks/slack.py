"""The Slack surface under load: acknowledgement, order, exactly-once, backlog, memory.

The app runs as it does in production, in a process of its own, connected by signed HTTP to the
local Slack in this one. Ten events a second are more than Slack sends a workspace (30,000 an hour).
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

PEOPLE = 35
ASKS = (
    "I need a freelance brand designer for about three weeks from 1 December, roughly $8k",
    "Can they get access to customer data?",
    "No customer data. They deliver a logo refresh and a style guide",
    "Where does my request stand?",
    "Do freelancers get travel paid?",
    "Make it four weeks",
)
ACK_P50, ACK_P99, DRAIN, GROWTH = 30.0, 200.0, 60.0, 10.0
WARM_UP = 6


@dataclass
class Run:
    """What was sent, and what it was observed to cost."""

    sent: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Message times by thread, in the order they were written."""
    where: dict[str, str] = field(default_factory=dict)
    before: int = 0
    """Answers of the warm-up, which are not counted."""
    drained: float = 0.0
    memory: list[float] = field(default_factory=list)


def bench_slack(
    *, quick: bool = False, seconds: float = 120.0, rate: float = 10.0, burst: int = 200
) -> dict[str, Any]:
    """Run the load and return the bars; a quick run is for trying, not for judging."""
    seconds, burst = (15.0, 60) if quick else (seconds, burst)
    with running() as (local, process):
        run = Run()
        _warm_up(local, run)
        run.memory.append(_memory(process))
        _steady(local, run, process, seconds, rate)
        _burst(local, run, burst)
        run.memory.append(_memory(process))
        return {"bars": bars(local, run)}


@contextmanager
def running() -> Iterator[tuple[Any, "subprocess.Popen[bytes]"]]:
    """A local Slack in this process, the app in another, over a seeded home of their own."""
    from integrations.slack.listening import free_port
    from integrations.slack.serving import EVENTS_PATH
    from integrations.slack.workspace.members import fill
    from integrations.slack.workspace.server import Workspace

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = _seeded(Path(folder) / "home")
        workspace = Workspace()
        fill(workspace.state, _members(home))
        workspace.start()
        port = free_port()
        process = _serve(home, port, workspace.api_url)
        try:
            _wait_until_up(process, port)
            workspace.deliveries.request_url = f"http://127.0.0.1:{port}{EVENTS_PATH}"
            yield workspace, process
        finally:
            process.terminate()
            process.wait(30)
            workspace.stop()


def _seeded(home: Path) -> Path:
    """A copy of this machine's home where it is seeded, else a fresh one."""
    from assistant.bootstrap import open_world
    from assistant.seeding import is_seeded, seed_world
    from assistant.settings import read_settings

    own = read_settings().home
    if (own / "sourcing.db").exists():
        skipped = shutil.ignore_patterns("slack-inbox*", "workflows*", "workspace.json")
        shutil.copytree(own, home, ignore=skipped)
    world = open_world(read_settings(SOURCING_HOME=home))
    if not is_seeded(world):
        seed_world(world)
    world.close()
    return home


def _members(home: Path) -> list[Any]:
    from assistant.bootstrap import open_world
    from assistant.local_slack import members
    from assistant.settings import read_settings

    world = open_world(read_settings(SOURCING_HOME=home))
    found = members(world)
    world.close()
    return found[:PEOPLE]


def _serve(home: Path, port: int, api_url: str) -> "subprocess.Popen[bytes]":
    from integrations.slack.workspace.state import BOT_TOKEN, SIGNING_SECRET

    environment = os.environ | {
        "SOURCING_HOME": str(home),
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": api_url,
    }
    for name in ("SLACK_APP_TOKEN", "OPENAI_API_KEY"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "evals.benchmarks.slack_app", str(port)]
    return subprocess.Popen(command, env=environment)  # noqa: S603  (our own program)


def _wait_until_up(process: "subprocess.Popen[bytes]", port: int) -> None:
    from urllib.error import URLError
    from urllib.request import urlopen

    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{port}/health", timeout=2)
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the app did not start")


def _memory(process: "subprocess.Popen[bytes]") -> float:
    """Resident memory of the app, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _warm_up(local: Any, run: Run) -> None:
    """The first turns load the model and the indexes; they are answered, and not measured."""
    channel, user = _places(local)[0]
    for number, text in enumerate(ASKS[:WARM_UP], 1):
        local.acts.say(user, channel, text)
        _wait(local, Run(before=number), 60)
    local.deliveries.log.clear()
    run.before = len(answers(local))


def _places(local: Any) -> list[tuple[str, str]]:
    users = [u for u, who in local.state.data["users"].items() if not who["is_bot"]]
    return [(local.state.im(user)["id"], user) for user in users]


def _steady(
    local: Any, run: Run, process: "subprocess.Popen[bytes]", seconds: float, rate: float
) -> None:
    began = time.monotonic()
    places = islice(cycle(_places(local)), int(seconds * rate))
    for number, (channel, user) in enumerate(places):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        _say(local, run, channel, user)
        if number == int(seconds * rate / 2):
            run.memory.append(_memory(process))


def _burst(local: Any, run: Run, count: int) -> None:
    for channel, user in islice(cycle(_places(local)), count):
        _say(local, run, channel, user)
    began = time.monotonic()
    _wait(local, run, 5 * DRAIN)
    run.drained = time.monotonic() - began


def _say(local: Any, run: Run, channel: str, user: str) -> None:
    """Each person goes on in one thread for six messages, then begins another."""
    open_thread = run.where.get(user, "")
    said = run.sent[open_thread] if open_thread else []
    thread = open_thread if len(said) < len(ASKS) else ""
    ts = local.acts.say(user, channel, ASKS[len(said) if thread else 0], thread)
    root = thread or ts
    run.where[user] = root
    run.sent[root].append(ts)


def _wait(local: Any, run: Run, timeout: float) -> None:
    """Until every message is answered and nothing is under way."""
    until = time.monotonic() + timeout
    wanted = run.before + sum(len(times) for times in run.sent.values())
    quiet = 0
    while time.monotonic() < until and quiet < 5:
        busy = local.deliveries.in_flight > 0 or len(answers(local)) < wanted
        quiet = 0 if busy else quiet + 1
        time.sleep(0.1)


def answers(local: Any) -> dict[str, list[str]]:
    """The answering messages by the event that each answers, in the order they were posted."""
    found: dict[str, list[str]] = defaultdict(list)
    with local.state.lock:
        everything = [m for messages in local.state.data["messages"].values() for m in messages]
    for message in everything:
        payload = (message.get("metadata") or {}).get("event_payload") or {}
        if payload.get("answers"):
            found[str(payload["answers"])].append(str(message["ts"]))
    return found


def bars(local: Any, run: Run) -> list[dict[str, Any]]:
    """The measures against their limits."""
    mine = _own_events(local)
    acks = sorted(1000 * d.attempts[0].seconds for d in mine if d.attempts)
    found = answers(local)
    by_ts = {d.payload["event"]["ts"]: found.get(d.event_id, []) for d in mine}
    wanted = [ts for times in run.sent.values() for ts in times]
    once = sum(len(by_ts.get(ts, [])) == 1 for ts in wanted)
    ordered = sum(_in_order(times, by_ts) for times in run.sent.values())
    growth = 100 * (run.memory[-1] / run.memory[len(run.memory) // 2] - 1)
    p99 = acks[min(len(acks) - 1, int(len(acks) * 0.99))]
    return [
        _bar("acknowledged, p50", statistics.median(acks), "ms", ACK_P50),
        _bar("acknowledged, p99", p99, "ms", ACK_P99),
        _bar("events not answered exactly once", len(wanted) - once, "events", 0),
        _bar("threads answered out of order", len(run.sent) - ordered, "threads", 0),
        _bar("backlog of the burst drained", run.drained, "s", DRAIN),
        _bar("memory grown in the second half", growth, "%", GROWTH),
    ]


def _own_events(local: Any) -> list[Any]:
    """Deliveries of what people wrote; the app's own messages come back to it uncounted."""
    return [
        d
        for d in local.deliveries.log
        if d.kind == "event" and not d.payload["event"].get("bot_id")
    ]


def _in_order(times: list[str], by_ts: dict[str, list[str]]) -> bool:
    firsts = [by_ts[ts][0] for ts in times if by_ts.get(ts)]
    return firsts == sorted(firsts, key=float)


def _bar(name: str, value: float, unit: str, limit: float) -> dict[str, Any]:
    rounded = round(float(value), 2)
    return {"name": name, "value": rounded, "unit": unit, "limit": limit, "ok": rounded <= limit}

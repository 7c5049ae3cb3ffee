"""DBOS, in this process: a turn is a workflow whose steps are never done twice.

The event's id is the workflow's id. A turn that was under way when the process ended goes on after
the last step that was recorded: what was answered is not asked again, what was posted stays posted.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from integrations.slack.arrivals import Arrival

Step = Callable[[str, Callable[[], Any]], Any]
"""Runs a named step once and remembers its result, which must be JSON."""


class Durable:
    """One DBOS instance, since DBOS allows one a process."""

    def __init__(self, url: str, perform: Callable[[Arrival, Step], None]) -> None:
        self._url = url
        self._perform = perform
        self._workflow: Callable[[dict[str, Any]], None] | None = None

    def start(self) -> None:
        """Connect, register the workflow, and take up what was under way."""
        from dbos import DBOS

        DBOS(
            config={
                "name": "sourcing",
                "system_database_url": self._url,
                "db_engine_kwargs": engine_options(self._url),
                "application_version": "slack-1",
                "executor_id": "sourcing",
                "log_level": "ERROR",
                "notification_listener_polling_interval_sec": 0.25,
                "scheduler_polling_interval_sec": 60.0,
            }
        )
        self._workflow = DBOS.workflow(name="slack_arrival")(self._workflow_function())
        DBOS.launch()

    def _workflow_function(self) -> Callable[[dict[str, Any]], None]:
        from dbos import DBOS

        def step(name: str, act: Callable[[], Any]) -> Any:
            return DBOS.run_step({"name": name}, act)

        def slack_arrival(arrival: dict[str, Any]) -> None:
            self._perform(Arrival(**arrival), step)

        return slack_arrival

    def work(self, arrival: Arrival) -> None:
        """Do an arrival as the workflow of its id; one that was done before is not done again."""
        from dataclasses import asdict

        from dbos import SetWorkflowID

        if self._workflow is None:
            raise RuntimeError("start() comes first")
        with SetWorkflowID(arrival.id):
            self._workflow(asdict(arrival))

    def forget(self, ids: list[str]) -> None:
        """Drop the workflows of arrivals that the inbox has dropped."""
        from dbos import DBOS

        if ids:
            DBOS.delete_workflows(ids)

    def stop(self) -> None:
        """Let DBOS go; unfinished workflows go on at the next start."""
        from dbos import DBOS

        DBOS.destroy(destroy_registry=True)


class QuickConnection(sqlite3.Connection):
    """A connection that writes ahead: a commit is safe when the process dies, and twice as fast."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=15000"):
            self.execute(f"PRAGMA {pragma}")


def engine_options(url: str) -> dict[str, Any]:
    """What DBOS makes its engine with."""
    return {"connect_args": {"factory": QuickConnection}} if url.startswith("sqlite") else {}

"""The durable inbox: stored before it is acknowledged, worked off in order within each thread.

Many events that come at once are stored by one commit, so that a burst is acknowledged as fast as
a single event. What was stored and not done is found again at the next start.
"""

import heapq
import json
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from integrations.slack.arrivals import Arrival
from knowledge.database import connect, engine_of

TABLE = Table(
    "slack_inbox",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(200), unique=True, nullable=False),
    Column("once", String(200), unique=True, nullable=False),
    Column("arrival", Text, nullable=False),
    Column("at", String(40), nullable=False, index=True),
    Column("done", Integer, nullable=False, default=0, index=True),
)
KEEP = timedelta(days=3)
"""How long a done arrival is remembered, to recognise its duplicates."""
BATCH = 500
CROWD, PAUSE = 8, 0.15
"""While so many come at once, no turn is begun for so long: all are acknowledged first."""


class Inbox:
    """Takes arrivals, and hands them to `work` one at a time a lane, several lanes at once."""

    def __init__(self, url: str, work: Callable[[Arrival], None], workers: int = 4) -> None:
        self._engine = engine_of(connect(url))
        self._work = work
        self._workers = workers
        self._asked: queue.SimpleQueue[tuple[Arrival, Future[bool]] | None] = queue.SimpleQueue()
        self._lock = threading.Condition()
        self._waiting: dict[str, list[tuple[str, int, Arrival]]] = {}
        self._busy: set[str] = set()
        self._count = 0
        self._pause_until = 0.0
        self._pool: ThreadPoolExecutor | None = None
        self._writer: threading.Thread | None = None

    def start(self) -> None:
        """Make the table, take up what was left, and begin."""
        TABLE.metadata.create_all(self._engine)
        self._pool = ThreadPoolExecutor(self._workers, thread_name_prefix="slack-turn")
        self._writer = threading.Thread(target=self._write, name="slack-inbox", daemon=True)
        with self._engine.begin() as connection:
            query = select(TABLE.c.arrival).where(TABLE.c.done == 0).order_by(TABLE.c.number)
            left = [Arrival(**json.loads(row.arrival)) for row in connection.execute(query)]
        self._writer.start()
        for arrival in left:
            self._enqueue(arrival)

    def accept(self, arrival: Arrival, timeout: float = 2.5) -> bool:
        """Store an arrival; False when it is a duplicate. It is safe once this returns."""
        return self.store(arrival).result(timeout)

    def store(self, arrival: Arrival) -> "Future[bool]":
        """The same without waiting: the future is done when the arrival is safe."""
        stored: Future[bool] = Future()
        # Whoever waited too long cannot take it back: the writer resolves it all the same.
        stored.set_running_or_notify_cancel()
        self._asked.put((arrival, stored))
        return stored

    def _write(self) -> None:
        while (first := self._asked.get()) is not None:
            batch = [first]
            while len(batch) < BATCH and not self._asked.empty():
                following = self._asked.get()
                if following is None:
                    self._asked.put(None)
                    break
                batch.append(following)
            self._store(batch)

    def _store(self, batch: list[tuple[Arrival, Future[bool]]]) -> None:
        if len(batch) >= CROWD:
            self._pause_until = time.monotonic() + PAUSE
        try:
            with self._engine.begin() as connection:
                fresh = _insert_new(connection, [arrival for arrival, _ in batch])
        except Exception as error:  # noqa: BLE001  (the request fails; Slack sends it again)
            for _, stored in batch:
                stored.set_exception(error)
            return
        for (arrival, stored), new in zip(batch, fresh, strict=True):
            if new:
                self._enqueue(arrival)
            stored.set_result(new)

    def _enqueue(self, arrival: Arrival) -> None:
        with self._lock:
            self._count += 1
            lane = self._waiting.setdefault(arrival.lane, [])
            heapq.heappush(lane, (arrival.order, self._count, arrival))
            if arrival.lane in self._busy or self._pool is None:
                return
            self._busy.add(arrival.lane)
            self._pool.submit(self._run_lane, arrival.lane)

    def _run_lane(self, lane: str) -> None:
        time.sleep(max(0.0, self._pause_until - time.monotonic()))
        arrival = self._next(lane)
        if arrival is None:
            return
        try:
            self._perform(arrival)
        finally:
            with self._lock:
                # One turn, then the next lane: a busy thread does not keep the others waiting.
                if self._pool is not None:
                    self._pool.submit(self._run_lane, lane)

    def _perform(self, arrival: Arrival) -> None:
        """Do an arrival; one that could not be marked as done is looked at again at a start."""
        log = structlog.get_logger().bind(id=arrival.id, kind=arrival.kind)
        try:
            self._work(arrival)
        except Exception:
            # The worker answers people itself.
            log.exception("an arrival failed")
        try:
            self._done(arrival)
        except SQLAlchemyError:
            log.exception("an arrival could not be marked as done")

    def _next(self, lane: str) -> Arrival | None:
        with self._lock:
            waiting = self._waiting.get(lane)
            if not waiting or self._pool is None:
                self._waiting.pop(lane, None)
                self._busy.discard(lane)
                self._lock.notify_all()
                return None
            return heapq.heappop(waiting)[2]

    def _done(self, arrival: Arrival) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(TABLE).where(TABLE.c.id == arrival.id).values(done=1))

    def forget(self, now: datetime) -> list[str]:
        """Drop what was done long ago; returns the ids, so that their workflows go too."""
        old = TABLE.c.at < (now - KEEP).isoformat()
        with self._engine.begin() as connection:
            query = select(TABLE.c.id).where(TABLE.c.done == 1, old).limit(BATCH)
            ids = list(connection.execute(query).scalars())
            connection.execute(delete(TABLE).where(TABLE.c.id.in_(ids)))
        return ids

    def idle(self, timeout: float = 30.0) -> bool:
        """Wait until nothing is left to do; False when that takes too long."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._busy, timeout)

    def stop(self) -> None:
        """Finish the turns under way and stop; what waits is taken up at the next start."""
        with self._lock:
            pool, self._pool = self._pool, None
        self._asked.put(None)
        if self._writer is not None:
            self._writer.join(5)
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
        self._engine.dispose()


def _insert_new(connection: Connection, arrivals: list[Arrival]) -> list[bool]:
    """Insert what is not there yet; says for each arrival whether it was new."""
    ids, onces = {a.id for a in arrivals}, {a.once for a in arrivals}
    query = select(TABLE.c.id, TABLE.c.once).where(TABLE.c.id.in_(ids) | TABLE.c.once.in_(onces))
    known = connection.execute(query).all()
    seen, done = {row.id for row in known}, {row.once for row in known}
    rows, fresh = [], []
    for arrival in arrivals:
        new = arrival.id not in seen and arrival.once not in done
        fresh.append(new)
        if new:
            seen.add(arrival.id)
            done.add(arrival.once)
            at = datetime.now(UTC).isoformat()
            row = {"id": arrival.id, "once": arrival.once, "arrival": arrival.as_json(), "at": at}
            rows.append(row | {"done": 0})
    if rows:
        connection.execute(insert(TABLE), rows)
    return fresh

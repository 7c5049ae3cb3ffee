"""The policy library: documents of record in the database, and the index that finds them."""

import logging
import time
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session, sessionmaker

from knowledge.errors import Unavailable
from knowledge.library import catalogue
from knowledge.library.asking import Asked, spelt, understand
from knowledge.library.catalogue import Edition
from knowledge.library.dates import without_days
from knowledge.library.documents import Draft
from knowledge.library.index import Index, build_index, current_folder
from knowledge.library.passages import Passage
from knowledge.library.planning import IsGone, Plan, plan
from knowledge.library.retrieval import first, readable_words, retrieve
from knowledge.library.rights import ANYONE, Reader, day_number
from knowledge.library.shelving import Progress
from knowledge.library.soundness import fault
from knowledge.library.support import support
from knowledge.library.verbatim import sections_asked
from knowledge.library.words import terms_of

if TYPE_CHECKING:
    import numpy as np

LOCK_SECONDS = 0.5
LOOK_SECONDS = 30.0
LONGEST = 2000
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Consultation:
    """What a question found in the library; `listed` if the first section lists that question.

    Where several sections list it, they are its `rivals`, and come first.
    """

    index: Index | None = None
    asked: Asked | None = None
    found: list[Passage] = field(default_factory=list)
    listed: bool = False
    rivals: tuple[Passage, ...] = ()

    @cached_property
    def support(self) -> float:
        """The probability that what was found answers the question."""
        if self.index is None or self.asked is None:
            return 0.0
        if self.listed:
            return 1.0
        return support(self.index, self.asked, self.found)


class Library:
    """Finds passages for a reader and a date; one process at a time changes it."""

    def __init__(
        self,
        home: Path,
        embed: Callable[[Sequence[str]], "np.ndarray"],
        sessions: sessionmaker[Session],
    ) -> None:
        self.home = home
        self.embed = embed
        self.sessions = sessions
        self._index: Index | None = None
        self._damaged: Path | None = None
        self._next_look = 0.0
        # Answers by (meaning, rights, day, version of the library); see tools.policy.asking.
        self.answers: dict[Hashable, Any] = {}

    @classmethod
    def open(
        cls,
        home: Path,
        embedder: Callable[[Sequence[str]], "np.ndarray"],
        sessions: sessionmaker[Session],
    ) -> "Library":
        """Open the library under a folder; nothing is read before the first question."""
        return cls(home / "library", embedder, sessions)

    @property
    def version(self) -> str:
        """What an answer depends on; it changes whenever a document or a rule of reading does."""
        index = self.index
        return f"{index.name}:{index.manifest['stamp']}" if index else "empty"

    @property
    def index(self) -> Index | None:
        """The generation in use; a newer one that another process built is picked up.

        One that lies damaged on disk is none, so that the library is stale and builds it anew.
        """
        folder = current_folder(self.home)
        if folder is None or folder == self._damaged:
            return None
        if self._index is None or self._index.folder != folder:
            wrong = fault(folder)
            if wrong:
                self._damaged = folder
                LOG.warning("The policy index is damaged (%s), and built anew.", folder / wrong)
                return None
            if self._index is not None:
                self._index.close()
            self._index = Index(folder, self.embed)
        return self._index

    def search(
        self,
        question: str,
        *,
        reader: Reader = ANYONE,
        as_of: date,
        count: int = 5,
        thread: Sequence[str] = (),
    ) -> list[Passage]:
        """The sections that fit best, of those this reader may read and that apply on the day."""
        return self.consult(question, reader=reader, as_of=as_of, count=count, thread=thread).found

    def consult(
        self,
        question: str,
        *,
        reader: Reader = ANYONE,
        as_of: date,
        count: int = 8,
        thread: Sequence[str] = (),
    ) -> Consultation:
        """Search, and keep with what was found how well it supports an answer."""
        self._keep_up()
        index = self.index
        if index is None or not question.strip():
            return Consultation()
        day = day_number(as_of, 0)
        readable = readable_words(index, reader, day)
        asked = understand(index, question.strip()[:LONGEST], thread, readable)
        found = retrieve(index, asked, reader, day, count)
        wordings = dict.fromkeys((question, asked.text, without_days(question)))
        listed = sections_asked(index, wordings, reader, day)
        for section in reversed(listed):
            found = first(index, section, found)
        rivals = tuple(found[: len(listed)]) if len(listed) > 1 else ()
        return Consultation(index, asked, found, listed=len(listed) == 1, rivals=rivals)

    def lists(self, question: str, *, reader: Reader = ANYONE, as_of: date) -> bool:
        """Whether a section, open to the reader on the day, lists this very question."""
        index, day = self.index, day_number(as_of, 0)
        if index is None or not question.strip():
            return False
        mended = spelt(index, question[:LONGEST], readable_words(index, reader, day))
        return bool(sections_asked(index, (question, mended), reader, day))

    def weights(self, text: str) -> dict[str, float]:
        """How telling each stem of a text is in this library; unknown stems are left out."""
        index = self.index
        if index is None:
            return {}
        numbers = {term: index.vocabulary.get(term) for term in set(terms_of(text))}
        return {t: float(index.idf[n]) for t, n in numbers.items() if n is not None}

    def plan(
        self,
        drafts: Sequence[Draft],
        root: str,
        *,
        sync: bool = False,
        unread: Collection[str] = (),
        is_gone: IsGone = lambda *_: False,
    ) -> Plan:
        """What adding these documents would change; see `knowledge.library.planning`."""
        with self.sessions() as session:
            return plan(session, drafts, root, sync=sync, unread=unread, is_gone=is_gone)

    def roots(self) -> list[str]:
        """The folders and repositories that documents came from."""
        with self.sessions() as session:
            return catalogue.roots(session)

    def apply(
        self, planned: Plan, root: str, now: datetime, progress: Progress | None = None
    ) -> None:
        """Record the documents, then bring the index up to date.

        Raises:
            Unavailable: another process is changing the library.
        """
        with self.writing():
            with self.sessions.begin() as session:
                catalogue.apply(session, planned, root, now)
            self._build(now.date(), progress)

    def rebuild(self, *, today: date | None = None, progress: Progress | None = None) -> None:
        """Build the whole index anew from the documents of record."""
        with self.writing():
            self._build(today or datetime.now(UTC).date(), progress, fresh=True)

    def is_stale(self) -> bool:
        """Whether the index was built from other documents than the database holds."""
        with self.sessions() as session:
            stamp = catalogue.stamp(session)
        return stamp != (self.index.manifest["stamp"] if self.index else catalogue.EMPTY)

    def refresh(self, *, today: date, progress: Progress | None = None) -> bool:
        """Bring the index up to date when the documents of record changed elsewhere."""
        if not self.is_stale():
            return False
        with self.writing():
            self._build(today, progress)
        return True

    def editions(self, reader: Reader = ANYONE, as_of: date | None = None) -> list[Edition]:
        """The wordings this reader may read, all of them or those that apply on a day."""
        index = self.index
        found = [e for e in (index.editions if index else []) if reader.may_read(e.audience)]
        return [e for e in found if as_of is None or e.in_force(day_number(as_of, 0))]

    def all_editions(self) -> list[Edition]:
        """Every wording, for those who keep the library; never shown to a reader."""
        return list(self.index.editions) if self.index else []

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one writer's lock.

        Raises:
            Unavailable: another process holds it.
        """
        from filelock import FileLock, Timeout

        self.home.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.home / "writer.lock", timeout=LOCK_SECONDS):
                yield
        except Timeout as error:
            raise Unavailable(
                "Another process is changing the policy library: try again when it is done."
            ) from error

    def close(self) -> None:
        """Let go of the files."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def _keep_up(self) -> None:
        """Now and then, take over what another machine added."""
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + LOOK_SECONDS
        with suppress(Unavailable):
            self.refresh(today=datetime.now(UTC).date())

    def _build(self, today: date, progress: Progress | None, *, fresh: bool = False) -> None:
        with self.sessions() as session:
            editions, stamp = catalogue.editions(session), catalogue.stamp(session)
        build_index(
            self.home, editions, self.embed, stamp=stamp, today=today, progress=progress,
            fresh=fresh,
        )  # fmt: skip

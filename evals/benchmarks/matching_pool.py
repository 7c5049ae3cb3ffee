"""A talent database of any size: varied copies of the seeded people, with numbers of their own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from knowledge.database import Sessions, engine_of
from knowledge.records.talent import TalentRecord
from knowledge.seed.talent import talent_profiles
from tools.matching import save_profiles
from tools.matching.columns import NUMBERS
from tools.matching.lexicon import WIDTH
from tools.matching.packing import COUNT_BITS, HEAD

if TYPE_CHECKING:
    import numpy as np

    from tools.matching.columns import Embed

STEP, COPIES = 20_000, "G_______"
DIMENSIONS, NOISE = 128, 6
RATE, FREE = HEAD + NUMBERS.index("hourly_usd"), HEAD + NUMBERS.index("available")
LEFT_OUT, OTHER_WORDS = 0.2, 0.3
"""These shares of every copy's skills are not shown, and of its words are others."""
INSERT = (
    "INSERT INTO talent (id, source, external_id, person, data, reading, facts, vector, reader, "
    "since, changed_at) SELECT ?, source, ?, ?, replace(data, '\"' || id || '\"', '\"' || ? || "
    "'\"'), reading, ?, ?, reader, since, changed_at FROM talent WHERE id = ?"
)


@dataclass(frozen=True)
class Model:
    """A seeded person whose copies are varied."""

    id: str
    words: "np.ndarray"
    vector: "np.ndarray"


def seed(sessions: Sessions, embed: "Embed", now: Any) -> list[Model]:
    """Save the seeded people in the ordinary way; they are what the copies are made of."""
    import numpy as np

    save_profiles(sessions, talent_profiles(), embed, now)
    asked = select(TalentRecord.id, TalentRecord.facts, TalentRecord.vector)
    with sessions() as session:
        return [
            Model(
                row.id,
                np.frombuffer(row.facts, np.uint64),
                np.frombuffer(row.vector, np.int8).clip(NOISE - 127, 127 - NOISE),
            )
            for row in session.execute(asked.order_by(TalentRecord.id))
        ]


def grow(
    sessions: Sessions,
    models: list[Model],
    start: int,
    count: int,
    progress: Callable[[str], None],
) -> None:
    """Add copies until the database holds so many people."""
    import numpy as np

    for first in range(start, count, STEP):
        last = min(first + STEP, count)
        rng = np.random.default_rng(first)
        with engine_of(sessions).begin() as connection:
            connection.exec_driver_sql(INSERT, list(_copies(models, rng, first, last)))
        progress(f"made-up people {last:,} of {count:,}")


def _copies(
    models: list[Model], rng: "np.random.Generator", first: int, last: int
) -> Iterator[tuple[Any, ...]]:
    import numpy as np

    picks = rng.integers(0, len(models), last - first)
    dearer, later = rng.uniform(0.7, 1.4, len(picks)), rng.integers(-10, 20, len(picks))
    for at, pick in enumerate(picks.tolist()):
        one = models[pick]
        name, words, vector = f"G{first + at:07d}", one.words.copy(), one.vector.copy()
        own = vector[DIMENSIONS:]
        own += rng.integers(-NOISE, NOISE, len(own), np.int8, endpoint=True)
        numbers = words.view(np.float64)
        numbers[RATE] *= dearer[at]
        numbers[FREE] += later[at]
        words[0] = first + at
        shown = slice(HEAD + len(NUMBERS), HEAD + len(NUMBERS) + int(words[2]))
        numbers[shown] *= rng.random(int(words[2])) >= LEFT_OUT
        _reword(words, rng)
        yield name, name, name, name, words.tobytes(), vector.tobytes(), one.id


def _reword(words: "np.ndarray", rng: "np.random.Generator") -> None:
    """Put other words for some, so that no copy says the same as another."""
    import numpy as np

    skills, denied, count = (int(n) for n in words[2:5])
    start = HEAD + len(NUMBERS) + 2 * skills + denied
    used = words[start : start + count]
    once = rng.integers(0, WIDTH, count).astype(np.uint64) << np.uint64(COUNT_BITS) | np.uint64(1)
    used[:] = np.sort(np.where(rng.random(count) < OTHER_WORDS, once, used))

"""Recall inside PostgreSQL, for pools that no process should hold: pgvector and an index of skills.

The database finds people by their skills, their role and their text, among those who may be hired
and are free in time. Their vectors follow the pool: a changed profile loses its row by itself.
"""

from collections.abc import Iterator, Sequence
from math import isnan
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from knowledge.skills import stand_ins
from tools.matching.brief import Brief
from tools.matching.columns import NUMBERS
from tools.matching.constraints import latest_start
from tools.matching.history import State
from tools.matching.meanings import split_vectors
from tools.matching.packing import number_of, unpack
from tools.matching.scoring import BriefVectors

if TYPE_CHECKING:
    import numpy as np

TABLE, WIDTH, BATCH, EACH = "talent_nearness", 128, 2000, 1000
"""`EACH` of the three ways of finding people gives up to so many."""
ABSENT = (
    f"SELECT t.id, t.facts, t.vector FROM talent t LEFT JOIN {TABLE} n ON n.id = t.id "  # noqa: S608
    "WHERE n.id IS NULL LIMIT :most"
)
ADD = (
    f"INSERT INTO {TABLE} (id, role, text, skills, available, flagged) VALUES "  # noqa: S608
    "(:id, CAST(:role AS halfvec), CAST(:text AS halfvec), :skills, :available, :flagged)"
)
AMONG = (
    f"SELECT n.id FROM {TABLE} n JOIN talent t ON t.id = n.id WHERE NOT n.flagged "  # noqa: S608
    "AND (n.available IS NULL OR n.available <= :latest) AND t.since <= :sequence "
    "AND (t.expires_at IS NULL OR t.expires_at > :as_of) AND NOT t.source = ANY(:barred)"
)
NEAREST = "n.{} <=> CAST(:{} AS halfvec), n.id LIMIT :most"
CAREFUL = ("SET LOCAL hnsw.iterative_scan = strict_order", "SET LOCAL hnsw.ef_search = 1000")


def can_recall(session: Session) -> bool:
    """Whether the database is one that finds people itself."""
    bind = session.connection()
    return bind.dialect.name == "postgresql" and inspect(bind).has_table(TABLE)


def follow(session: Session) -> int:
    """Add the vectors of profiles that came or changed; how many."""
    count = 0
    while rows := session.execute(text(ABSENT), {"most": BATCH}).all():
        session.execute(text(ADD), list(_indexed(rows)))
        count += len(rows)
    return count


def recalled(session: Session, state: State, brief: Brief, vectors: BriefVectors) -> list[str]:
    """The ids of the people who are worth an exact score."""
    for statement in CAREFUL:
        session.execute(text(statement))
    wanted = {f"must{n}": _numbers(one.key) for n, one in enumerate(brief.must)}
    given: dict[str, Any] = wanted | {
        "most": EACH,
        "sequence": state.sequence,
        "as_of": state.as_of,
        "barred": list(brief.barred),
        "latest": latest_start(brief).toordinal(),
    }
    near = {"role": vectors.title, "text": vectors.text}
    given |= {name: _listed(vector) for name, vector in near.items() if vector is not None}
    orders = [NEAREST.format(name, name) for name in near if name in given]
    asked = [f"{AMONG} ORDER BY {order}" for order in orders]
    if wanted:
        shown = [f"n.skills && CAST(:{name} AS bigint[])" for name in wanted]
        counted = " + ".join(f"({one})::int" for one in shown)
        then = orders[0] if orders else "n.id LIMIT :most"
        asked.append(f"{AMONG} AND ({' OR '.join(shown)}) ORDER BY {counted} DESC, {then}")
    return sorted({one for part in asked for one in session.scalars(text(part), given)})


def _indexed(rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """What the database compares of stored rows of id, facts and vectors."""
    facts = unpack([row.facts for row in rows])
    roles, meanings = split_vectors([row.vector for row in rows], WIDTH)
    ends = facts["skills held"].cumsum()
    for n, row in enumerate(rows):
        held = facts["skills"][ends[n] - facts["skills held"][n] : ends[n]]
        numbers = dict(zip(NUMBERS, facts["numbers"][n].tolist(), strict=True))
        free = numbers["available"]
        yield {
            "id": row.id,
            "role": _listed(roles[n]),
            "text": _listed(meanings.texts[n]),
            "skills": [_signed(int(key)) for key in held],
            "available": None if isnan(free) else free,
            "flagged": numbers["flags"] > 0,
        }


def _listed(vector: "np.ndarray") -> str:
    return str(vector.tolist())


def _numbers(key: str) -> list[int]:
    return [_signed(number_of(one)) for one in (key, *stand_ins(key))]


def _signed(number: int) -> int:
    """The same 64 bits as PostgreSQL counts them."""
    return number - (1 << 64) if number >> 63 else number

"""Rankings that were shown: kept with everything they were computed from, and computed again."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.database import Sessions
from knowledge.errors import NotFound, WrongState
from knowledge.records.talent import MatchRun, PoolSnapshot
from knowledge.talent import TalentProfile
from tools.matching.brief import Brief
from tools.matching.building import build_pool
from tools.matching.columns import NUMBERS, Columns
from tools.matching.overrides import Overrides
from tools.matching.ranking import Ranking, rank
from tools.matching.reading import Reading
from tools.matching.scoring import BriefVectors
from tools.matching.weights import Weights

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Replay:
    """A ranking computed again: whether it is the one that was shown, bit for bit."""

    run_id: str
    same: bool
    shown: dict[str, Any]
    now: dict[str, Any]
    note: str


def keep_run(
    session: Session,
    ranking: Ranking,
    pool: Columns,
    *,
    run_id: str,
    actor: str,
    at: datetime,
    request_id: str | None = None,
) -> str:
    """Keep a ranking as it was shown; the pool is kept once for all rankings over it."""
    if session.get(PoolSnapshot, ranking.pool_id) is None:
        content = _packed(pool)
        session.add(PoolSnapshot(id=ranking.pool_id, at=at, profiles=len(pool), content=content))
    outcome = _outcome(ranking)
    session.add(
        MatchRun(
            id=run_id,
            request_id=request_id,
            actor=actor,
            at=at,
            brief=ranking.brief.as_json(),
            weights=ranking.weights.as_json(),
            overrides=ranking.overrides.as_json(),
            model=ranking.model,
            pool_id=ranking.pool_id,
            considered=ranking.considered,
            outcome=outcome | {"vectors": _listed(ranking.vectors), "now": at.isoformat()},
            digest=_digest(outcome),
        )
    )
    return run_id


def replay(sessions: Sessions, run_id: str) -> Replay:
    """Compute a kept ranking again from its own inputs.

    Raises:
        NotFound: no ranking has that id.
        WrongState: the pool it was computed from is gone, or people were taken out of it.
    """
    with sessions() as session:
        run = session.get(MatchRun, run_id.strip())
        if run is None:
            raise NotFound(f"There is no ranking {run_id!r}: check the id.")
        kept = session.get(PoolSnapshot, run.pool_id)
        if kept is None or kept.profiles != run.considered:
            raise WrongState(
                f"{run.id} cannot be computed again: people were erased from its pool since."
            )
        pool = _unpacked(kept.content)
    stored = run.outcome["vectors"]
    ranking = rank(
        Brief.from_record(run.brief),
        pool,
        Weights.from_json(run.weights),
        Overrides.from_json(run.overrides),
        k=len(run.outcome["results"]),
        now=datetime.fromisoformat(run.outcome["now"]),
        vectors=_vectors(stored),
    )
    now = _outcome(ranking)
    same = _digest(now) == run.digest
    note = "The same, bit for bit." if same else "It differs from what was shown."
    shown = {key: run.outcome[key] for key in ("results", "dropped_counts")}
    return Replay(run.id, same, shown, now, note)


def erase_from_snapshots(session: Session, ids: Iterable[str]) -> int:
    """Take people out of every kept pool; how many pools changed. Their rankings replay no more."""
    gone, changed = set(ids), 0
    for kept in session.scalars(select(PoolSnapshot)):
        stored = _loaded(kept.content)
        left = [row for row in stored["rows"] if row["profile"]["id"] not in gone]
        if len(left) != len(stored["rows"]):
            kept.content = _compressed({**stored, "rows": left, "arrays": ""})
            kept.profiles = len(left)
            changed += 1
    return changed


def run_ids(session: Session, request_id: str) -> list[str]:
    """The rankings shown for a request, oldest first."""
    asked = select(MatchRun.id).where(MatchRun.request_id == request_id).order_by(MatchRun.at)
    return list(session.scalars(asked))


def _outcome(ranking: Ranking) -> dict[str, Any]:
    results = [
        {
            "id": one.id,
            "score": one.score,
            "band": one.band,
            "contributions": {c.signal: c.contribution for c in one.contributions},
        }
        for one in ranking.candidates
    ]
    return {"results": results, "dropped_counts": dict(ranking.dropped.counts())}


def _digest(outcome: dict[str, Any]) -> str:
    kept = {key: outcome[key] for key in ("results", "dropped_counts")}
    return sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def _packed(pool: Columns) -> bytes:
    import numpy as np

    rows = []
    for row in range(len(pool)):
        profile, reading = pool.profiles(row)
        rows.append({"profile": profile.model_dump(mode="json"), "reading": reading.as_json()})
    file = BytesIO()
    # Rates of exchange and fees change, so the numbers are kept and not computed again.
    np.savez(
        file,
        vectors=np.hstack([pool.role_vectors[pool.role_of], pool.text_vectors]),
        numbers=np.stack([pool.numbers[name] for name in NUMBERS]),
    )
    return _compressed({"rows": rows, "arrays": file.getvalue().hex()})


def _unpacked(content: bytes) -> Columns:
    import numpy as np

    stored = _loaded(content)
    profiles = [TalentProfile.model_validate(row["profile"]) for row in stored["rows"]]
    readings = [Reading.from_json(row["reading"]) for row in stored["rows"]]
    with np.load(BytesIO(bytes.fromhex(stored["arrays"]))) as arrays:
        pool = build_pool(profiles, None, readings=readings, vectors=arrays["vectors"])
        return replace(pool, numbers=dict(zip(NUMBERS, arrays["numbers"], strict=True)))


def _compressed(stored: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(stored).encode(), 3)


def _loaded(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(content))
    return found


def _listed(vectors: BriefVectors) -> dict[str, Any]:
    """Float32 numbers as Python's floats: exact both ways."""
    return {
        name: None if one is None else [float(x) for x in one]
        for name, one in (("title", vectors.title), ("text", vectors.text))
    }


def _vectors(stored: dict[str, Any]) -> BriefVectors:
    return BriefVectors(_vector(stored["title"]), _vector(stored["text"]))


def _vector(numbers: list[float] | None) -> "np.ndarray | None":
    import numpy as np

    return None if numbers is None else np.array(numbers, np.float32)

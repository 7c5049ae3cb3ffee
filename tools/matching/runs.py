"""Rankings that were shown: kept with everything they were computed from, and computed again."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.database import Sessions
from knowledge.errors import NotFound, WrongState
from knowledge.records.talent import MatchRun
from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.constraints import sieve
from tools.matching.history import State, erased_at
from tools.matching.overrides import Overrides
from tools.matching.ranking import MODEL, Ranking, rank
from tools.matching.recall import SMALL
from tools.matching.scoring import BriefVectors, score, view_of
from tools.matching.store import columns_among, columns_at
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
    *,
    run_id: str,
    actor: str,
    at: datetime,
    request_id: str | None = None,
) -> str:
    """Keep a ranking as it was shown, with the state of the pool that it was computed from."""
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
            outcome=outcome
            | {
                "vectors": _listed(ranking.vectors),
                "now": at.isoformat(),
                "recalled": list(ranking.recalled),
            },
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
        pool = _pool_of(session, run)
        ranking = rank(
            Brief.from_record(run.brief),
            pool,
            Weights.from_json(run.weights),
            Overrides.from_json(run.overrides),
            k=len(run.outcome["results"]),
            now=datetime.fromisoformat(run.outcome["now"]),
            vectors=_vectors(run.outcome["vectors"]),
        )
    now = _outcome(ranking)
    same = _digest(now) == run.digest
    note = "The same, bit for bit." if same else "It differs from what was shown."
    shown = {key: run.outcome[key] for key in ("results", "dropped_counts")}
    return Replay(run.id, same, shown, now, note)


def scores_of(session: Session, run: MatchRun) -> dict[str, float]:
    """The score of everybody whom no rule left out of a kept ranking, computed again.

    Raises:
        WrongState: its pool is gone or too large, or another model made it.
    """
    import numpy as np

    if run.model != MODEL or run.considered > SMALL:
        raise WrongState(f"{run.id} cannot be scored again: not all were scored, or otherwise.")
    pool, brief = _pool_of(session, run), Brief.from_record(run.brief)
    moment = datetime.fromisoformat(run.outcome["now"])
    rows = np.flatnonzero(sieve(brief, pool, moment.timestamp()).codes == 0)
    view = view_of(brief, pool, rows, _vectors(run.outcome["vectors"]))
    totals = score(view, Weights.from_json(run.weights)).totals.tolist()
    return {pool.ids[row]: total for row, total in zip(rows.tolist(), totals, strict=True)}


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


def _pool_of(session: Session, run: MatchRun) -> Columns:
    """The pool that a ranking was computed from."""
    state = State.of(run.pool_id)
    if state is None:
        raise WrongState(f"{run.id} cannot be computed again: its pool was kept no longer.")
    if session.scalar(select(erased_at(state))):
        raise WrongState(
            f"{run.id} cannot be computed again: people were erased from its pool since."
        )
    recalled = run.outcome.get("recalled")
    pool = columns_among(session, state, recalled) if recalled else columns_at(session, state)
    if len(pool) != run.considered:
        raise WrongState(f"{run.id} cannot be computed again: its pool was kept no longer.")
    return pool


def _listed(vectors: BriefVectors) -> dict[str, Any]:
    return {
        "title": None if vectors.title is None else vectors.title.tolist(),
        "text": None if vectors.text is None else vectors.text.tolist(),
        "skills": {name: one.tolist() for name, one in vectors.skills.items()},
    }


def _vectors(stored: dict[str, Any]) -> BriefVectors:
    skills = {name: _vector(one) for name, one in stored.get("skills", {}).items()}
    known = {name: one for name, one in skills.items() if one is not None}
    return BriefVectors(_vector(stored["title"]), _vector(stored["text"]), known)


def _vector(numbers: list[int] | None) -> "np.ndarray | None":
    import numpy as np

    return None if numbers is None else np.array(numbers, np.int8)

"""Weights that learn from this enterprise's own decisions, within bounds, and only by a promotion.

A decision says that somebody was chosen over others who were shown (R33). Each signal gets a
factor between a half and two, drawn toward one; the more decisions, the further it may move.
Factors never turn a signal around, so a better value never costs anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.errors import NotFound, Refused
from knowledge.records.talent import MatchRun, WeightsVersion
from tools.matching.weights import Weights, default_weights

if TYPE_CHECKING:
    import numpy as np

LOWEST, HIGHEST = 0.5, 2.0
SHARPNESS, CAUTION = 12.0, 4.0
LEAST_DECISIONS, HELD_BACK = 10, 4


@dataclass(frozen=True)
class Decision:
    """What each signal gave the one who was chosen, and those who were shown and passed over."""

    chosen: Mapping[str, float]
    passed_over: tuple[Mapping[str, float], ...]


@dataclass(frozen=True)
class Learned:
    """New weights, and how often old and new put the chosen one first on decisions held back."""

    weights: Weights
    factors: Mapping[str, float]
    decisions: int
    held_back: int
    agreed_before: float
    agreed_after: float

    @property
    def comparison(self) -> dict[str, Any]:
        """The comparison as it is kept with the version."""
        return {
            "decisions": self.decisions,
            "held_back": self.held_back,
            "agreed_before": self.agreed_before,
            "agreed_after": self.agreed_after,
            "factors": dict(self.factors),
        }


def decision_of(run: MatchRun, chosen: str) -> Decision | None:
    """The decision that choosing somebody from a ranking was; None if they were not shown."""
    shown = {one["id"]: one["contributions"] for one in run.outcome["results"]}
    if chosen not in shown or len(shown) < 2:
        return None
    return Decision(shown.pop(chosen), tuple(shown.values()))


def learn(decisions: Sequence[Decision], base: Weights | None = None) -> Learned:
    """Learn factors from three quarters of the decisions and compare on the last quarter.

    Raises:
        Refused: there are too few decisions to learn anything from.
    """
    if len(decisions) < LEAST_DECISIONS:
        raise Refused(
            f"Weights are learnt from {LEAST_DECISIONS} decisions or more; "
            f"there are {len(decisions)}.",
            rule="R33",
        )
    weights = base or default_weights()
    held = decisions[::HELD_BACK]
    kept = [one for n, one in enumerate(decisions) if n % HELD_BACK]
    signals = sorted(weights.shares)
    factors = dict(zip(signals, _fit(kept, signals), strict=True))
    shares = {name: round(share * factors[name], 6) for name, share in weights.shares.items()}
    whole = sum(shares.values())
    learnt = Weights(
        f"{weights.version}+{len(decisions)}",
        {name: round(share / whole, 6) for name, share in shares.items()},
        {},
    )
    plain = dict.fromkeys(signals, 1.0)
    before, after = _agreed(held, plain), _agreed(held, factors)
    return Learned(learnt, factors, len(decisions), len(held), before, after)


def _fit(decisions: Sequence[Decision], signals: Sequence[str]) -> list[float]:
    import numpy as np
    from scipy.optimize import minimize

    gaps = np.array(
        [
            [one.chosen.get(s, 0.0) - other.get(s, 0.0) for s in signals]
            for one in decisions
            for other in one.passed_over
        ]
    )

    def loss(factors: "np.ndarray") -> float:
        wins = np.logaddexp(0, -SHARPNESS * (gaps @ factors)).sum()
        return float(wins + CAUTION * ((factors - 1) ** 2).sum())

    start = np.ones(len(signals))
    bounds = [(LOWEST, HIGHEST)] * len(signals)
    found = minimize(loss, start, bounds=bounds, method="L-BFGS-B")
    return [round(float(factor), 4) for factor in found.x]


def _agreed(decisions: Sequence[Decision], factors: Mapping[str, float]) -> float:
    def total(one: Mapping[str, float]) -> float:
        return sum(factors.get(name, 1.0) * value for name, value in one.items())

    first = [all(total(d.chosen) >= total(o) for o in d.passed_over) for d in decisions]
    return round(sum(first) / max(len(first), 1), 4)


def propose(
    session: Session, learned: Learned, *, made_by: str, at: datetime, reason: str
) -> WeightsVersion:
    """Keep learnt weights as a shadow: compared, and not in force."""
    version = WeightsVersion(
        version=learned.weights.version,
        weights=learned.weights.as_json(),
        origin="learnt",
        in_force=False,
        reason=reason,
        comparison=learned.comparison,
        made_by=made_by,
        made_at=at,
    )
    session.add(version)
    return version


def promote(session: Session, version: str, *, by: str, at: datetime, reason: str) -> Weights:
    """Put a version in force; the earlier ones stay, so that going back is the same act.

    Raises:
        NotFound: there is no such version.
        Refused: no reason was given.
    """
    found = session.get(WeightsVersion, version)
    if found is None:
        raise NotFound(f"There is no version {version!r} of the weights.")
    if not reason.strip():
        raise Refused("Say why these weights should count from now on.", rule="R32")
    session.execute(update(WeightsVersion).values(in_force=False))
    found.in_force, found.made_by, found.made_at = True, by, at
    found.reason = f"{found.reason} In force: {reason.strip()}"
    return Weights.from_json(found.weights)


def weights_in_force(session: Session) -> Weights:
    """The weights that count now: the promoted version, or those the product ships with."""
    found = session.scalar(select(WeightsVersion).where(WeightsVersion.in_force.is_(True)))
    return Weights.from_json(found.weights) if found else default_weights()

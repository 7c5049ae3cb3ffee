from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.database import connect, engine_of, upgrade
from knowledge.errors import Refused
from tools.matching.learning import (
    HIGHEST,
    LOWEST,
    Decision,
    learn,
    promote,
    propose,
    weights_in_force,
)
from tools.matching.weights import default_weights

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CHEAP = {"price": 0.02, "reputation": 0.04, "must_skills": 0.3}
GOOD = {"price": 0.06, "reputation": 0.01, "must_skills": 0.3}


def decisions(count: int) -> list[Decision]:
    """A house that takes reputation over price every time."""
    return [Decision(CHEAP, (GOOD,)) for _ in range(count)]


def test_weights_follow_the_decisions_of_this_enterprise() -> None:
    learned = learn(decisions(60))
    assert learned.factors["reputation"] > 1 > learned.factors["price"]
    assert learned.agreed_after >= learned.agreed_before
    assert sum(learned.weights.shares.values()) == pytest.approx(1, abs=1e-4)


def test_no_number_of_decisions_turns_a_signal_around() -> None:
    factors = learn(decisions(3000)).factors.values()
    assert min(factors) >= LOWEST > 0
    assert max(factors) <= HIGHEST


def test_more_decisions_move_weights_further() -> None:
    few, many = learn(decisions(12)), learn(decisions(200))
    assert many.factors["reputation"] > few.factors["reputation"] > 1


def test_a_few_decisions_teach_nothing() -> None:
    with pytest.raises(Refused, match="10 decisions"):
        learn(decisions(3))


def test_learnt_weights_count_only_after_a_person_promoted_them(tmp_path: Path) -> None:
    sessions = connect(f"sqlite:///{tmp_path / 'weights.db'}")
    upgrade(sessions)
    learned = learn(decisions(60))
    with sessions.begin() as session:
        propose(session, learned, made_by="grace@x", at=NOW, reason="Third quarter.")
        assert weights_in_force(session) == default_weights()
        with pytest.raises(Refused, match="Say why"):
            promote(session, learned.weights.version, by="grace@x", at=NOW, reason=" ")
        promote(session, learned.weights.version, by="grace@x", at=NOW, reason="Agreed in May.")
        assert weights_in_force(session) == learned.weights
    engine_of(sessions).dispose()

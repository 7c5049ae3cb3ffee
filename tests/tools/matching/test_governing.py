from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.database import Sessions, connect, engine_of, upgrade
from knowledge.errors import BadInput, NotAllowed, NotFound, Refused
from knowledge.records.audit import AuditEntry
from tests.tools.matching.people import acting
from tools.matching.governing import learn_weights, promote_weights, set_weights
from tools.matching.learning import weights_in_force
from tools.matching.weights import default_weights


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    made = connect(f"sqlite:///{tmp_path / 'weights.db'}")
    upgrade(made)
    yield made
    engine_of(made).dispose()


def in_force(sessions: Sessions) -> Any:
    with sessions() as session:
        return weights_in_force(session)


def test_procurement_sets_a_weight_with_a_reason_and_goes_back(sessions: Sessions) -> None:
    buyer = acting(sessions, "procurement")
    made = set_weights(buyer, {"price": 0.2}, "Budgets are tight this quarter.")
    assert in_force(sessions).shares["price"] == 0.2
    assert in_force(sessions).version == made["version"]
    promote_weights(buyer, default_weights().version, "The quarter is over.")
    assert in_force(sessions) == default_weights()
    promote_weights(buyer, made["version"], "Tight again.")
    assert in_force(sessions).version == made["version"]
    with sessions() as session:
        assert [one.act for one in session.scalars(select(AuditEntry))] == ["weights.promoted"] * 3


@pytest.mark.parametrize("roles", [("requester",), ("budget_owner", "finance")])
def test_nobody_but_procurement_changes_how_people_are_ranked(
    sessions: Sessions, roles: tuple[str, ...]
) -> None:
    ctx = acting(sessions, *roles)
    acts: tuple[Callable[[], object], ...] = (
        lambda: set_weights(ctx, {"price": 0.2}, "why not"),
        lambda: promote_weights(ctx, "set-1", "why not"),
        lambda: learn_weights(ctx, "why not"),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert in_force(sessions) == default_weights()


def test_weights_need_a_reason_a_known_signal_and_a_version_that_exists(
    sessions: Sessions,
) -> None:
    buyer = acting(sessions, "procurement")
    with pytest.raises(Refused, match="Say why"):
        set_weights(buyer, {"price": 0.2}, " ")
    with pytest.raises(BadInput):
        set_weights(buyer, {"charm": 0.2}, "why not")
    with pytest.raises(BadInput):
        set_weights(buyer, {"price": 3}, "why not")
    with pytest.raises(NotFound):
        promote_weights(buyer, "learnt-9", "why not")
    with pytest.raises(Refused, match="10 decisions"):
        learn_weights(buyer, "why not")
    assert in_force(sessions) == default_weights()

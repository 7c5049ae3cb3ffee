from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from knowledge.database import Sessions, connect, engine_of, upgrade
from knowledge.fields import RequestFields
from knowledge.records.people import Person
from knowledge.records.requests import Request
from knowledge.records.talent import NO_REASON, MatchOverride, MatchRun, TalentRecord
from tools.matching.decisions import decisions

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MAYA = {
    "email": "maya@x.example", "name": "Maya", "title": "", "roles": [], "timezone": "UTC",
    "business_unit": "Marketing", "country": "US",
}  # fmt: skip
SHOWN = {"a": {"price": 0.3}, "b": {"price": 0.2}, "c": {"price": 0.1}}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    sessions: Sessions = connect(f"sqlite:///{tmp_path / 'decisions.db'}")
    upgrade(sessions)
    with sessions.begin() as made:
        made.add(Person(**MAYA))
        yield made
    engine_of(sessions).dispose()


def ranked(session: Session, name: str, match: str | None = None, days: int = 0) -> None:
    at = NOW + timedelta(days=days)
    results = [{"id": one, "contributions": parts} for one, parts in SHOWN.items()]
    session.add(
        MatchRun(
            id=f"RUN-{name}", request_id=name, actor="maya@x.example", at=at, brief={}, weights={},
            overrides={}, model="", pool_id="", considered=3, outcome={"results": results},
            digest="",
        )
    )  # fmt: skip
    session.add(
        Request(
            id=name, status="match_confirmed" if match else "draft", requester="maya@x.example",
            thread="t", fields=RequestFields().model_dump(mode="json"), origins={}, rulings={},
            shortlist=[], preferences={"run": f"RUN-{name}"}, match={"id": match} if match else {},
            created_at=at, updated_at=at,
        )
    )  # fmt: skip
    session.flush()


def overridden(session: Session, kind: str, candidate: str, reason: str = "Knows us.") -> None:
    session.add(
        MatchOverride(
            id=f"OVR-{kind}-{candidate}", request_id="R1", run_id="RUN-R1", actor="maya@x.example",
            kind=kind, candidate=candidate, reason=reason, at=NOW + timedelta(hours=1),
        )
    )  # fmt: skip
    session.flush()


def worked(session: Session, one: str, **engagement: object) -> None:
    data = {"id": one, "engagements": [{"ended": "2026-09-01", **engagement}]}
    session.add(
        TalentRecord(
            id=one, external_id=one, source="direct", person=one, data=data, reading={},
            changed_at=NOW,
        )
    )  # fmt: skip
    session.flush()


def test_whoever_was_confirmed_counts_against_those_shown_with_them(session: Session) -> None:
    ranked(session, "R1", match="b")
    [decision] = decisions(session)
    assert decision.chosen == SHOWN["b"]
    assert decision.passed_over == (SHOWN["a"], SHOWN["c"])


def test_a_pin_with_a_reason_counts_and_one_without_does_not(session: Session) -> None:
    ranked(session, "R1")
    overridden(session, "pin", "c")
    overridden(session, "pin", "b", reason=NO_REASON)
    assert [one.chosen for one in decisions(session)] == [SHOWN["c"]]


def test_whoever_was_left_out_counts_less_than_the_best_of_the_others(session: Session) -> None:
    ranked(session, "R1")
    overridden(session, "exclude", "a")
    [decision] = decisions(session)
    assert (decision.chosen, decision.passed_over) == (SHOWN["b"], (SHOWN["a"],))


@pytest.mark.parametrize("good", [{"rating": 5}, {"rehired": True}])
def test_work_that_went_well_counts_over_work_that_went_badly(
    session: Session, good: dict[str, object]
) -> None:
    ranked(session, "R1", match="c")
    ranked(session, "R2", match="a", days=3)
    worked(session, "c", **good)
    worked(session, "a", rating=2)
    last = decisions(session)
    assert any(d.chosen == SHOWN["c"] and d.passed_over == (SHOWN["a"],) for d in last)


def test_work_from_before_the_choice_says_nothing_of_it(session: Session) -> None:
    ranked(session, "R1", match="c")
    ranked(session, "R2", match="a", days=3)
    worked(session, "c", rating=5, ended="2025-01-01")
    worked(session, "a", rating=2)
    assert len(decisions(session)) == 2

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from knowledge.database import Sessions, connect, engine_of, upgrade
from knowledge.errors import NotFound, WrongState
from knowledge.records.talent import TalentPast
from knowledge.talent import TalentProfile
from tests.tools.matching.people import brief_of, words
from tools.matching import (
    Overrides,
    Pool,
    forget,
    keep_run,
    purge_expired,
    rank,
    replay,
    save_profiles,
)
from tools.matching.comparing import compare, standing
from tools.matching.erasure import prune_past
from tools.matching.fairness import fairness_report

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    made = connect(f"sqlite:///{tmp_path / 'talent.db'}")
    upgrade(made)
    people = [
        {"id": "a", "skills": ["React", "TypeScript"], "rate": 60, "person": "p1"},
        {"id": "a2", "skills": ["React", "TypeScript"], "source": "upwork", "person": "p1"},
        {"id": "b", "headline": "React developer", "skills": ["React"], "rate": 45},
        {"id": "c", "skills": ["WordPress"], "self_declared": {"sex": "female"}},
        {
            "id": "d",
            "skills": ["React"],
            "source": "upwork",
            "expires_at": (NOW + timedelta(hours=24)).isoformat(),
        },
    ]
    save_profiles(made, [TalentProfile.model_validate(p) for p in people], words, NOW)
    yield made
    engine_of(made).dispose()


def shown(sessions: Sessions, run_id: str = "RUN-1") -> Pool:
    pool = Pool.load(sessions, words, lambda: NOW)
    said = Overrides(pinned={"b": "worked with her"})
    ranking = rank(brief_of(), pool.columns(), overrides=said, k=5, now=NOW)
    with sessions.begin() as session:
        keep_run(session, ranking, run_id=run_id, actor="maya@x", at=NOW)
    return pool


def test_a_ranking_replays_bit_for_bit(sessions: Sessions) -> None:
    shown(sessions)
    again = replay(sessions, "RUN-1")
    assert again.same
    assert again.now["results"] == again.shown["results"]


def test_a_ranking_replays_after_the_pool_changed(sessions: Sessions) -> None:
    pool = shown(sessions)
    newcomer = TalentProfile.model_validate({"id": "z", "skills": ["React", "TypeScript"]})
    save_profiles(sessions, [newcomer], words, NOW + timedelta(hours=1))
    assert len(pool.columns()) == 6
    assert replay(sessions, "RUN-1").same


def test_a_ranking_that_was_never_shown_is_named(sessions: Sessions) -> None:
    with pytest.raises(NotFound, match="RUN-9"):
        replay(sessions, "RUN-9")


def test_a_forgotten_person_is_gone_everywhere_and_their_rankings_say_so(
    sessions: Sessions,
) -> None:
    pool = shown(sessions)
    with sessions.begin() as session:
        erased = forget(session, "a", NOW)
    assert erased.profiles == ("a", "a2")
    assert erased.earlier == 0
    assert "a" not in pool.columns().ids
    with pytest.raises(WrongState, match="erased"):
        replay(sessions, "RUN-1")
    with pytest.raises(NotFound), sessions.begin() as session:
        forget(session, "a", NOW)


def test_data_that_may_not_be_kept_is_not_ranked_and_goes(sessions: Sessions) -> None:
    later = NOW + timedelta(hours=25)
    assert "d" not in Pool.load(sessions, words, lambda: later).columns().ids
    assert purge_expired(sessions, NOW).profiles == ()
    assert purge_expired(sessions, later).profiles == ("d",)


def test_why_somebody_stands_where_they_do_and_why_somebody_is_absent(sessions: Sessions) -> None:
    columns = Pool.load(sessions, words, lambda: NOW).columns()
    brief = brief_of(skills={"must": ["React"], "excluded": ["WordPress"]})
    assert standing(brief, columns, "b")["placed"] is True
    assert "WordPress" in standing(brief, columns, "c")["reason"]
    difference = compare(brief, columns, "a", "b")
    total = sum(gap["difference"] for gap in difference["differences"])
    assert total == difference["scores"]["a"] - difference["scores"]["b"]


def test_the_fairness_report_counts_those_who_did_not_say(sessions: Sessions) -> None:
    shown(sessions)
    groups = {(g.category, g.group): g for g in fairness_report(sessions).groups}
    assert groups["sex", "not declared"].considered == 4
    assert groups["sex", "female"].considered == 1
    assert groups["sex", "not declared"].impact_ratio is None
    assert groups["sex", "female"].scored == 1


def test_the_past_is_let_go_and_rankings_over_it_say_so(sessions: Sessions) -> None:
    shown(sessions)
    changed = TalentProfile.model_validate({"id": "b", "skills": ["React"], "rate": 90})
    save_profiles(sessions, [changed], words, NOW + timedelta(hours=1))
    assert replay(sessions, "RUN-1").same
    assert prune_past(sessions, NOW) == 0
    assert prune_past(sessions, NOW + timedelta(days=1)) == 1
    with pytest.raises(WrongState, match="kept no longer"):
        replay(sessions, "RUN-1")


def test_what_was_forgotten_is_gone_from_the_past_too(sessions: Sessions) -> None:
    changed = TalentProfile.model_validate({"id": "b", "skills": ["React"], "name": "Ada Byron"})
    save_profiles(sessions, [changed], words, NOW)
    save_profiles(sessions, [changed.model_copy(update={"name": "Ada King"})], words, NOW)
    with sessions.begin() as session:
        assert forget(session, "b", NOW).earlier == 2
    with sessions() as session:
        assert {str(one.data) for one in session.scalars(select(TalentPast))} == {"{}"}

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from knowledge.database import Sessions, connect, engine_of, upgrade
from knowledge.records.talent import TalentChange, TalentPast, TalentRecord
from knowledge.talent import HeldSkill, TalentProfile
from tests.tools.matching.people import BRIEFS, brief_of, pools, profiles, words
from tools.matching import Brief, Columns, Pool, forget, rank, save_profiles
from tools.matching.store import HELD

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    made = connect(f"sqlite:///{tmp_path / 'talent.db'}")
    upgrade(made)
    yield made
    engine_of(made).dispose()


def emptied(sessions: Sessions) -> None:
    with sessions.begin() as session:
        for table in (TalentRecord, TalentPast, TalentChange):
            session.execute(delete(table))


def opened(sessions: Sessions, held: int = HELD) -> Pool:
    return Pool(sessions, words, lambda: NOW, held)


def parts(pool: Columns) -> dict[str, Any]:
    """Everything a ranking compares, as plain lists."""
    keyed = {
        f"{name}.{part}": value
        for name in ("skills", "denied", "languages")
        for part, value in (
            ("keys", getattr(pool, name).keys),
            ("matrix", getattr(pool, name).matrix.toarray()),
        )
    }
    plain = ("person_keys", "role_keys", "role_of", "role_vectors", "idf")
    said = pool.meaning(np.arange(len(pool)))
    arrays = keyed | {name: getattr(pool, name) for name in plain} | dict(pool.numbers)
    arrays |= {"texts": said.texts, "units": said.units, "unit ends": said.unit_ends}
    arrays["source"] = np.array([pool.source_names[code] for code in pool.source_codes])
    arrays["terms"] = pool.terms.toarray()
    return {name: np.asarray(value).tolist() for name, value in arrays.items()} | {"ids": pool.ids}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pools(least=2), BRIEFS, st.sampled_from([0, 8, HELD]), st.data())
def test_a_pool_that_was_told_of_changes_ranks_like_one_read_anew(
    sessions: Sessions,
    people: tuple[TalentProfile, ...],
    brief: Brief,
    held: int,
    data: st.DataObject,
) -> None:
    emptied(sessions)
    save_profiles(sessions, people, words, NOW)
    pool = opened(sessions, held)
    pool.columns()
    for _ in range(data.draw(st.integers(1, 3))):
        gone = data.draw(st.sampled_from([None, *pool.columns().ids]))
        if gone:
            with sessions.begin() as session:
                forget(session, gone, NOW)
        one = data.draw(st.sampled_from(["A0", *(p.id for p in people), "Z9"]))
        save_profiles(sessions, [data.draw(profiles(one))], words, NOW)
    told, anew = pool.columns(), opened(sessions).columns()
    assert str(parts(told)) == str(parts(anew))
    assert rank(brief, told, k=20).as_json() == rank(brief, anew, k=20).as_json()


def test_only_what_changed_is_read_again(sessions: Sessions) -> None:
    save_profiles(sessions, [TalentProfile(id=one) for one in "abc"], words, NOW)
    pool = opened(sessions)
    before = pool.columns()
    assert pool.columns() is before
    with sessions.begin() as session:
        session.execute(update(TalentRecord).where(TalentRecord.id == "a").values(facts=None))
    save_profiles(sessions, [TalentProfile(id="b", headline="Writer")], words, NOW)
    assert pool.columns().ids == ["a", "b", "c"]


def test_a_profile_that_says_nothing_new_changes_nothing(sessions: Sessions) -> None:
    people = [TalentProfile(id="a", skills=(HeldSkill(name="React"),))]
    save_profiles(sessions, people, words, NOW)
    save_profiles(sessions, people, words, NOW + timedelta(days=1))
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(TalentChange)) == 1
        assert session.scalar(select(func.count()).select_from(TalentPast)) == 0


def test_what_an_earlier_version_read_is_read_anew(sessions: Sessions) -> None:
    people = [TalentProfile(id="a", skills=(HeldSkill(name="React"),))]
    save_profiles(sessions, people, words, NOW)
    with sessions.begin() as session:
        session.execute(update(TalentRecord).values(reader="", facts=None, reading={}))
    (candidate,) = rank(brief_of(), opened(sessions).columns()).candidates
    assert candidate.requirements[0].status == "met"


def test_a_pool_of_another_database_is_not_taken_for_this_one(
    sessions: Sessions, tmp_path: Path
) -> None:
    other = connect(f"sqlite:///{tmp_path / 'other.db'}")
    upgrade(other)
    save_profiles(other, [TalentProfile(id="x")], words, NOW)
    save_profiles(sessions, [TalentProfile(id="a")], words, NOW)
    pool, elsewhere = opened(sessions), opened(other)
    elsewhere.columns()
    pool.start_from(elsewhere)
    assert pool.columns().ids == ["a"]
    engine_of(other).dispose()

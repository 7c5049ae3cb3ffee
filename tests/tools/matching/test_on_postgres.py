"""A pool in PostgreSQL ranks and replays as one in SQLite does, however much of it is in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.database import Sessions, connect, engine_of
from knowledge.embedding import Embedder
from knowledge.talent import TalentProfile
from tests import postgres
from tools.matching import Brief, Pool, forget, keep_run, rank, replay, save_profiles
from tools.matching.recall import SMALL

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
AROUND = {"budget": {"amount": 80, "basis": "hourly"}, "start_date": "2026-12-01"}


@pytest.fixture
def sessions(postgres_server: str, tmp_path: Path) -> Iterator[Sessions]:
    name = postgres.copied(postgres_server)
    made = connect(postgres.settings(postgres_server, name, tmp_path).database)
    yield made
    engine_of(made).dispose()
    postgres.dropped(postgres_server, name)


def opened(sessions: Sessions, **sizes: int) -> Pool:
    return Pool(sessions, Embedder(), lambda: NOW, **sizes)


BRIEFS = [
    Brief.from_json(AROUND | one)
    for one in (
        {"title": "React developer", "skills": {"must": ["React", "TypeScript"]}},
        {"title": "Brand designer", "skills": {"must": ["Brand identity"]}, "text": "A new logo."},
        {"title": "Data engineer", "skills": {"must": ["dbt", "Snowflake"], "excluded": ["Java"]}},
        {"title": "Customer support agent", "skills": {"must": ["Live chat", "Zendesk"]}},
        {"text": "Somebody who films and cuts short clips about our jackets."},
    )
]


def test_ids_stand_in_the_order_of_their_bytes(sessions: Sessions) -> None:
    people = [TalentProfile(id=one) for one in ("b", "B", "_a", "Ä", "a b")]
    save_profiles(sessions, people, Embedder(), NOW)
    found = opened(sessions).columns().ids
    assert found == sorted(found)
    assert {one.id for one in people} <= set(found)


def test_what_is_fetched_ranks_like_what_is_held(sessions: Sessions) -> None:
    held, fetched = opened(sessions).columns(), opened(sessions, held=0).columns()
    assert fetched.meanings is None
    for brief in BRIEFS:
        assert rank(brief, held).as_json() == rank(brief, fetched).as_json()


def test_the_database_finds_whom_the_exact_ranking_puts_first(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.matching.in_database.EACH", 200)
    exact, found = opened(sessions).columns(), opened(sessions, in_memory=0).columns()
    assert len(exact) <= SMALL
    assert len(found) == 0
    assert all(len(rank(brief, found).recalled) < len(exact) / 3 for brief in BRIEFS)
    shared = [
        len(best & {one.id for one in rank(brief, found).candidates}) / len(best)
        for brief in BRIEFS
        for best in [{one.id for one in rank(brief, exact).candidates}]
    ]
    assert sum(shared) / len(shared) >= 0.95


@pytest.mark.parametrize("in_memory", [0, 10_000])
def test_a_ranking_replays_bit_for_bit_after_changes(sessions: Sessions, in_memory: int) -> None:
    pool = opened(sessions, in_memory=in_memory)
    ranking = rank(BRIEFS[0], pool.columns(), now=NOW)
    with sessions.begin() as session:
        keep_run(session, ranking, run_id="RUN-1", actor="maya@x", at=NOW)
    first, _ = pool.columns().records.profiles([ranking.candidates[0].id])[0]
    save_profiles(sessions, [first.model_copy(update={"headline": "Baker"})], Embedder(), NOW)
    again = rank(BRIEFS[0], pool.columns(), now=NOW)
    assert again.candidates[0].headline != ranking.candidates[0].headline
    assert replay(sessions, "RUN-1").same


def test_whoever_left_is_no_longer_found(sessions: Sessions) -> None:
    pool = opened(sessions, in_memory=0)
    gone = rank(BRIEFS[0], pool.columns()).candidates[0].id
    with sessions.begin() as session:
        forget(session, gone, NOW)
    assert gone not in {one.id for one in rank(BRIEFS[0], pool.columns(), k=50).candidates}

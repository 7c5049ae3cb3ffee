from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from assistant.bootstrap import World
from knowledge.database import Sessions, connect, engine_of, upgrade
from knowledge.errors import BadInput, NotAllowed, NotFound, Refused
from knowledge.records.audit import AuditEntry
from knowledge.records.talent import MatchOverride, TalentRecord
from knowledge.talent import TalentProfile
from tests.tools.matching.people import acting
from tools.matching import Brief, Pool, keep_run, rank, replay, save_profiles
from tools.matching.overrides import Overrides
from tools.matching.rights import as_letter, correct, forget_person, told

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ANA = {"id": "ana", "name": "Ana Silva", "headline": "React developer", "skills": ["React"]}
BEN = {"id": "ben", "name": "Ben Kent", "headline": "Java developer", "skills": ["Java"]}


def embed(texts: Sequence[str]) -> np.ndarray:
    return np.ones((len(texts), 384), np.float32)


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    made = connect(f"sqlite:///{tmp_path / 'people.db'}")
    upgrade(made)
    save_profiles(made, [TalentProfile.model_validate(one) for one in (ANA, BEN)], embed, NOW)
    yield made
    engine_of(made).dispose()


def rank_both(sessions: Sessions) -> None:
    pool = Pool.load(sessions, embed, lambda: NOW).columns()
    brief = Brief.from_json({"title": "React developer", "skills": {"must": ["React"]}})
    with sessions.begin() as session:
        keep_run(session, rank(brief, pool), run_id="RUN-1", actor="m@x.example", at=NOW)


def acts(sessions: Sessions) -> list[str]:
    with sessions() as session:
        return [one.act for one in session.scalars(select(AuditEntry))]


def test_people_are_told_their_place_and_points_and_nothing_of_others(sessions: Sessions) -> None:
    rank_both(sessions)
    found = told(acting(sessions, "hr"), "ana")
    ranking = found["rankings"][0]
    assert (ranking["place"], ranking["shown"]) == (1, 2)
    assert sum(one["contribution"] for one in ranking["contributions"]) == ranking["score"]
    assert "ben" not in as_letter(found).lower()
    assert acts(sessions) == ["talent.told"]


@pytest.mark.parametrize(
    ("pinned", "said"),
    [
        ("ana", "A person put you first here, whatever the points say."),
        ("ben", "A person put somebody else first here, whatever the points say."),
    ],
)
def test_a_place_that_a_person_settled_is_told_to_be_so_and_no_employee_is_named(
    sessions: Sessions, pinned: str, said: str
) -> None:
    pool = Pool.load(sessions, embed, lambda: NOW).columns()
    brief = Brief.from_json({"title": "React developer", "skills": {"must": ["React"]}})
    ranking = rank(brief, pool, overrides=Overrides({pinned: "Worked with us."}, {}))
    with sessions.begin() as session:
        keep_run(session, ranking, run_id="RUN-2", actor="m@x.example", at=NOW)
        session.add(
            MatchOverride(
                id="OVR-1", run_id="RUN-2", actor="m@x.example", kind="pin", candidate="ana",
                reason="Worked with us.", at=NOW,
            )
        )  # fmt: skip
    letter = as_letter(told(acting(sessions, "hr"), "ana"))
    assert said in letter
    assert "Who asked for the work put you first: Worked with us." in letter
    assert "@" not in letter


def test_a_correction_counts_from_now_on_and_leaves_the_past_as_it_was(sessions: Sessions) -> None:
    rank_both(sessions)
    done = correct(acting(sessions, "procurement"), "ben", "skills", '["React"]', "Asked.", embed)
    assert [one["name"] for one in done["now"]] == ["React"]
    assert replay(sessions, "RUN-1").same
    with sessions() as session:
        row = session.get(TalentRecord, "ben")
        assert row is not None
        assert row.data["skills"][0]["name"] == "React"
    assert acts(sessions) == ["talent.corrected"]


def test_forgetting_leaves_the_act_and_its_reason_in_the_trail(sessions: Sessions) -> None:
    assert forget_person(acting(sessions, "hr"), "ana", "Asked by letter.").profiles == ("ana",)
    with sessions() as session:
        entry = session.scalars(select(AuditEntry)).one()
    assert (entry.act, entry.details) == ("talent.forgotten", {"reason": "Asked by letter."})


@pytest.mark.parametrize("roles", [("requester",), ("budget_owner", "finance")])
def test_only_procurement_and_hr_act_on_what_people_ask(
    sessions: Sessions, roles: tuple[str, ...]
) -> None:
    ctx = acting(sessions, *roles)
    for act in (
        lambda: told(ctx, "ana"),
        lambda: correct(ctx, "ana", "headline", "x", "y", embed),
        lambda: forget_person(ctx, "ana"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_correction_needs_a_reason_a_known_person_and_a_field_that_may_change(
    sessions: Sessions,
) -> None:
    ctx = acting(sessions, "hr")
    with pytest.raises(Refused):
        correct(ctx, "ana", "headline", "x", " ", embed)
    with pytest.raises(NotFound):
        correct(ctx, "zoe", "headline", "x", "y", embed)
    with pytest.raises(BadInput):
        correct(ctx, "ana", "status", "active", "y", embed)
    with pytest.raises(BadInput):
        correct(ctx, "ana", "rating", "eleven", "y", embed)


def test_an_act_whose_line_cannot_be_written_is_not_done(world: World) -> None:
    ctx = world.acting("grace.okafor@calderfinch.example")
    with world.sessions.begin() as session:
        known = session.scalars(select(TalentRecord).order_by(TalentRecord.id)).first()
        assert known is not None
        session.execute(text(f"ALTER TABLE {AuditEntry.__tablename__} RENAME TO gone"))
    for act in (
        lambda: correct(ctx, known.id, "headline", "Baker", "Asked.", embed),
        lambda: forget_person(ctx, known.id),
    ):
        with pytest.raises(DBAPIError):
            act()
        with world.sessions() as session:
            kept = session.get(TalentRecord, known.id)
            assert kept is not None
            assert kept.data == known.data

"""What this enterprise decided, as pairs to learn from: choices, overrides, and how work went."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.records.requests import Request
from knowledge.records.talent import NO_REASON, MatchOverride, MatchRun, TalentRecord
from knowledge.talent import TalentProfile
from tools.matching.learning import Decision, decision_of

WELL, BADLY = 4.0, 3.0
"""From this rating on work went well, and below that one badly."""


class Dated(NamedTuple):
    """A decision, and when it was taken."""

    at: datetime
    decision: Decision


class Outcome(NamedTuple):
    """How the work of somebody who was confirmed went, and what the ranking had given them."""

    at: datetime
    went_well: bool
    contributions: Mapping[str, float]


def decisions(session: Session) -> list[Decision]:
    """Everything that says whom this enterprise prefers, oldest first."""
    found = [*_confirmed(session), *_overridden(session), *_proven(session)]
    return [one.decision for one in sorted(found, key=lambda dated: dated.at)]


def _matches(session: Session) -> Iterator[tuple[MatchRun, dict[str, Any]]]:
    """Each confirmed match with the ranking that it was chosen from."""
    asked = select(Request).where(Request.status == "match_confirmed").order_by(Request.id)
    for request in session.scalars(asked):
        if run := session.get(MatchRun, request.preferences.get("run", "")):
            yield run, request.match or {}


def _confirmed(session: Session) -> Iterator[Dated]:
    """Who was confirmed, against those shown with them."""
    for run, match in _matches(session):
        if decision := decision_of(run, match["id"]):
            yield Dated(run.at, decision)


def _overridden(session: Session) -> Iterator[Dated]:
    """Who was pinned over others, and who was left out for others, each with a reason."""
    asked = select(MatchOverride).where(MatchOverride.kind.in_(("pin", "exclude")))
    for said in session.scalars(asked.where(MatchOverride.reason != NO_REASON)):
        if said.kind == "pin":
            run = session.get(MatchRun, said.run_id)
            decision = decision_of(run, said.candidate) if run else None
        else:
            decision = _left_out(session, said)
        if decision:
            yield Dated(said.at, decision)


def _left_out(session: Session, said: MatchOverride) -> Decision | None:
    """The best of the others over the one who was left out of the ranking before."""
    asked = select(MatchRun).where(MatchRun.request_id == said.request_id, MatchRun.at < said.at)
    for run in session.scalars(asked.order_by(MatchRun.at.desc(), MatchRun.id)):
        shown = {one["id"]: one["contributions"] for one in run.outcome["results"]}
        if said.candidate in shown and len(shown) > 1:
            out = shown.pop(said.candidate)
            return Decision(next(iter(shown.values())), (out,))
    return None


def _proven(session: Session) -> Iterator[Dated]:
    """Those whose work went well or who were hired again, over those whose work went badly."""
    known = list(_outcomes(session))
    for good in known:
        worse = [
            bad.contributions
            for bad in known
            if good.went_well
            and not bad.went_well
            and bad.contributions.keys() == good.contributions.keys()
        ]
        if worse:
            yield Dated(good.at, Decision(good.contributions, tuple(worse)))


def _outcomes(session: Session) -> Iterator[Outcome]:
    """How work went for us that ended after the person was chosen for it."""
    for run, match in _matches(session):
        shown = {one["id"]: one["contributions"] for one in run.outcome["results"]}
        record = session.get(TalentRecord, match["id"])
        if record is None or match["id"] not in shown:
            continue
        went = _went(TalentProfile.model_validate(record.data), run.at)
        if went is not None:
            yield Outcome(run.at, went, shown[match["id"]])


def _went(profile: TalentProfile, chosen: datetime) -> bool | None:
    """Whether the work after the choice went well; None where nothing clear is known."""
    after = [one for one in profile.engagements if one.ended and one.ended >= chosen.date()]
    if any(one.rehired for one in after):
        return True
    ratings = [one.rating for one in after if one.rating is not None]
    mean = sum(ratings) / len(ratings) if ratings else None
    if mean is None or BADLY <= mean < WELL:
        return None
    return mean >= WELL

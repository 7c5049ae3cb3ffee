import re
from typing import Any

from hypothesis import given, settings

from knowledge.talent import Rate, TalentProfile
from tests.tools.matching.people import BRIEFS, brief_of, pool_of, pools
from tools.matching import Brief, rank
from tools.matching.explain import Candidate
from tools.matching.signals import NEUTRAL


def changed(profile: TalentProfile, candidate: Candidate) -> TalentProfile:
    """The profile as the counterfactual says it would have to be."""
    change = candidate.counterfactual
    assert change is not None
    if change.kind == "rate":
        return profile.model_copy(update={"rate": Rate(amount=float(change.value))})
    data = profile.model_dump() | {"available_from": change.value}
    return TalentProfile.model_validate(data)


@settings(max_examples=60, deadline=None)
@given(pools(least=3), BRIEFS)
def test_a_counterfactual_holds_when_it_is_run(
    people: tuple[TalentProfile, ...], brief: Brief
) -> None:
    for candidate in rank(brief, pool_of(*people), k=20).candidates:
        if candidate.counterfactual is None:
            continue
        other = [changed(p, candidate) if p.id == candidate.id else p for p in people]
        again = {c.id: c.rank for c in rank(brief, pool_of(*other), k=20).candidates}
        assert again[candidate.id] <= candidate.counterfactual.place < candidate.rank


def test_a_dear_candidate_is_told_the_rate_that_lifts_them() -> None:
    people = [
        TalentProfile.model_validate({"id": one, "skills": ["React", "TypeScript"], "rate": rate})
        for one, rate in (("dear", 110), ("fair", 60))
    ]
    ranking = rank(brief_of(budget={"amount": 90, "basis": "hourly"}), pool_of(*people))
    change = ranking.candidates[1].counterfactual
    assert change is not None
    assert (change.kind, change.value, change.place) == ("rate", "59", 1)
    assert change.text == "At $59 an hour would be first."


SENIORITY = re.compile(r"\b(?:Senior|Junior|Six years of) ?")


def without(profile: TalentProfile, signal: str) -> TalentProfile:
    """The profile without what a signal rests on."""
    no_level = {name: SENIORITY.sub("", getattr(profile, name)) for name in ("headline", "text")}
    emptied: dict[str, dict[str, Any]] = {
        "must_skills": {"skills": (), "text": "", "headline": ""},
        "nice_skills": {"skills": (), "text": "", "headline": ""},
        "role": {"headline": "", "text": ""},
        "relevance": {"skills": (), "text": "", "headline": ""},
        "price": {"rate": None},
        "availability": {"available_from": None, "hours_per_week": None},
        "reputation": {"rating": None, "ratings_count": 0},
        "responsiveness": {"response_rate": None},
        "timezone": {"timezone": None},
        "language": {"languages": ()},
        "level": no_level,
    }
    return profile.model_copy(update=emptied[signal])


@settings(max_examples=60, deadline=None)
@given(pools(least=2), BRIEFS)
def test_without_its_top_factor_a_candidate_scores_less(
    people: tuple[TalentProfile, ...], brief: Brief
) -> None:
    for candidate in rank(brief, pool_of(*people), k=20).candidates:
        top = candidate.contributions[0]
        if not top.known or top.value <= NEUTRAL or top.signal == "exploration":
            continue
        poorer = [without(p, top.signal) if p.id == candidate.id else p for p in people]
        again = rank(brief, pool_of(*poorer), k=20).candidates
        assert next(c.score for c in again if c.id == candidate.id) < candidate.score

"""A candidate, explained: contributions that add up, requirements with evidence, objections."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from knowledge.money import usd_rate
from knowledge.talent import TalentProfile, source_terms
from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.counterfactual import Counterfactual
from tools.matching.money import all_in, hourly_usd
from tools.matching.requirements import Requirement, requirements
from tools.matching.scoring import BriefVectors, Scores, view_of
from tools.matching.wording import (
    WORTH_SAYING,
    Contribution,
    RedFlag,
    Told,
    is_in_doubt,
    label_of,
    price_told,
    reasons_for,
    red_flags,
    strongest_against,
)

Band = Literal["strong", "good", "possible", "weak", "not_assessed"]
BANDS: tuple[tuple[float, Band], ...] = ((0.7, "strong"), (0.58, "good"), (0.42, "possible"))
FEW = 4
"""A good fit may lack one must-have in so many."""


@dataclass(frozen=True)
class Route:
    """A way to hire the person: a profile on a source, its rate and the whole cost with fees."""

    id: str
    source: str
    hourly_usd: float | None
    total_cost: float | None


@dataclass(frozen=True)
class Quote:
    """What somebody costs, converted for a budget in another currency at `usd_per_unit`."""

    currency: str
    usd_per_unit: float
    hourly: float | None
    total_cost: float | None


@dataclass(frozen=True)
class Confidence:
    """How sure the score is: the share of weight that rests on something stated."""

    level: Literal["high", "medium", "low"]
    share: float
    why: str


@dataclass(frozen=True)
class Candidate:
    """A person in the ranking; the contributions add up exactly to the score."""

    rank: int
    id: str
    name: str
    headline: str
    source: str
    vendor: str | None
    score: float
    band: Band
    contributions: tuple[Contribution, ...]
    requirements: tuple[Requirement, ...]
    red_flags: tuple[RedFlag, ...]
    reasons: tuple[str, ...]
    against: str | None
    rate: dict[str, Any] | None
    hourly_usd: float | None
    total_cost: float | None
    earliest_start: date | None
    confidence: Confidence
    routes: tuple[Route, ...] = ()
    pinned: str | None = None
    counterfactual: Counterfactual | None = None
    heads: int = 1
    """How many such people are wanted; the cost is that of one."""
    quoted: Quote | None = None
    """Rate and cost in the currency of the budget, where that is not USD."""
    alike: tuple[str, ...] = ()
    """Profiles that say almost the same, and are not shown beside this one."""

    def beside(self, alike: Sequence[str]) -> "Candidate":
        """The candidate shown once for several near-identical profiles."""
        if not alike:
            return self
        said = f"And {len(alike)} near-identical profile{'s' * (len(alike) > 1)}."
        flags = (*self.red_flags, RedFlag("quality", said))
        return replace(self, alike=tuple(alike), red_flags=flags)

    def as_json(self) -> dict[str, Any]:
        """The candidate for programs and records."""
        found = asdict(self)
        found["earliest_start"] = self.earliest_start.isoformat() if self.earliest_start else None
        return found


def explain(
    brief: Brief,
    pool: Columns,
    scores: Scores,
    places: Sequence[int],
    *,
    rank: int,
    pinned: Mapping[str, str],
    vectors: BriefVectors,
) -> Candidate:
    """Explain the candidate at the first place; the other places are further routes to them."""
    place = places[0]
    row = int(scores.rows[place])
    profile, reading = pool.profile(row)
    parts = contributions(scores, place)
    view = view_of(brief, pool, scores.rows[place : place + 1], vectors)
    asked = requirements(view, profile, reading)
    hourly = hourly_usd(profile.rate, brief.as_of)
    total = _total(brief, profile, hourly)
    cost = _measured(brief, profile, hourly, total)
    told = Told(brief, profile, asked, cost)
    fit, fits = float(scores.totals[place]), does_such_work(parts, asked)
    return Candidate(
        rank=rank,
        id=profile.id,
        name=profile.name,
        headline=profile.headline,
        source=profile.source,
        vendor=profile.vendor,
        score=fit,
        band=band(fit, asked, fits, in_doubt=is_in_doubt(brief, profile, cost)),
        contributions=parts,
        requirements=asked,
        red_flags=red_flags(brief, profile, asked, cost),
        reasons=reasons_for(parts, told),
        against=strongest_against(parts, told),
        rate=profile.rate.model_dump() if profile.rate else None,
        hourly_usd=hourly,
        total_cost=total,
        earliest_start=profile.available_from,
        confidence=confidence(parts, profile),
        routes=_routes(brief, pool, scores, places),
        pinned=pinned.get(profile.id),
        heads=brief.heads,
        quoted=_quote(brief, hourly, total),
    )


def contributions(scores: Scores, place: int) -> tuple[Contribution, ...]:
    """What each signal adds, largest first."""
    found = [
        Contribution(
            signal=name,
            label=label_of(name),
            value=float(scores.values[i, place]),
            weight=float(scores.weights[i]),
            contribution=float(scores.contributions[i, place]),
            known=bool(scores.known[i, place]),
        )
        for i, name in enumerate(scores.signals)
    ]
    return tuple(sorted(found, key=lambda c: (-c.contribution, c.signal)))


def does_such_work(parts: Sequence[Contribution], asked: Sequence[Requirement]) -> bool:
    """Whether a profile tells of work like this, or shows at least one of its must-haves."""
    told = next((one.value for one in parts if one.signal == "relevance"), 1.0)
    return told >= WORTH_SAYING or any(r.kind == "must" and r.status == "met" for r in asked)


def band(
    score: float, asked: Sequence[Requirement], does_it: bool = True, in_doubt: bool = False
) -> Band:
    """The score in a word; a good fit shows most must-haves, and silence is not assessed.

    Who does no such work is weak, however well price and dates suit. Who is far over the budget,
    or mostly did badly with us, is `in_doubt` and possible at most.
    """
    must = [one.status for one in asked if one.kind == "must"]
    if must and all(status == "not_assessed" for status in must):
        return "not_assessed"
    found: Band = next((name for least, name in BANDS if does_it and score >= least), "weak")
    missing, met = must.count("not_met"), must.count("met")
    if found == "strong" and met < len(must):
        found = "good"
    lacks = missing * FEW > len(must) or met * 2 < len(must)
    if found in ("strong", "good") and (lacks or in_doubt):
        found = "possible"
    return found


def confidence(parts: Sequence[Contribution], profile: TalentProfile) -> Confidence:
    """How much of the weight rests on something the profile states, and what is missing (R36)."""
    share = sum(c.weight for c in parts if c.known) / max(sum(c.weight for c in parts), 1e-9)
    unknown = [c.label.lower() for c in parts if not c.known]
    thin = profile.rating is not None and profile.ratings_count < 5
    why = f"Not stated: {', '.join(unknown)}." if unknown else "Everything asked is stated."
    if thin:
        why += f" Only {profile.ratings_count} reviews."
    level: Literal["high", "medium", "low"] = (
        "high" if share >= 0.85 and not thin else "medium" if share >= 0.6 else "low"
    )
    return Confidence(level, round(share, 4), why)


def _total(brief: Brief, profile: TalentProfile, hourly: float | None) -> float | None:
    if hourly is None or brief.hours is None:
        return None
    return round(all_in(profile, hourly, brief.hours), 2)


def _quote(brief: Brief, hourly: float | None, total: float | None) -> Quote | None:
    rate = usd_rate(brief.currency, as_of=brief.as_of)
    if rate is None or brief.currency == "USD":
        return None
    each, all_of = (None if usd is None else round(usd / rate, 2) for usd in (hourly, total))
    return Quote(brief.currency, rate, each, all_of)


def _measured(
    brief: Brief, profile: TalentProfile, hourly: float | None, total: float | None
) -> float | None:
    """The cost in the measure of the budget."""
    if brief.hourly_usd is not None and hourly is not None:
        return hourly * (1 + source_terms(profile.source, profile.vendor).fee_share)
    return total if brief.total_usd is not None else None


def price_words(brief: Brief, profile: TalentProfile) -> str:
    """What somebody costs beside the budget, in a sentence; empty while either is unknown."""
    hourly = hourly_usd(profile.rate, brief.as_of)
    return price_told(
        brief, profile, _measured(brief, profile, hourly, _total(brief, profile, hourly))
    )


def _routes(
    brief: Brief, pool: Columns, scores: Scores, places: Sequence[int]
) -> tuple[Route, ...]:
    if len(places) < 2:
        return ()
    found = []
    for place in places:
        profile, _ = pool.profile(int(scores.rows[place]))
        hourly = hourly_usd(profile.rate, brief.as_of)
        found.append(Route(profile.id, profile.source, hourly, _total(brief, profile, hourly)))
    return tuple(found)

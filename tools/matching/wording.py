"""What is said of a candidate: reasons for, the strongest against, red flags; all of it computed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.money import format_money
from knowledge.talent import TalentProfile, source_terms
from tools.matching.brief import Brief
from tools.matching.requirements import Requirement
from tools.matching.weights import signal_notes

FEW_REVIEWS = 5


@dataclass(frozen=True)
class Contribution:
    """What a signal adds to the score: value times weight; `known` is false where nothing is stated."""

    signal: str
    label: str
    value: float
    weight: float
    contribution: float
    known: bool

    def as_json(self) -> dict[str, Any]:
        """The contribution for programs."""
        return asdict(self)


@dataclass(frozen=True)
class RedFlag:
    """Something to look at before choosing (R34): quality, rate, responsiveness or compliance."""

    kind: str
    text: str

    def as_json(self) -> dict[str, str]:
        """The flag for programs."""
        return asdict(self)


def reasons_for(
    brief: Brief,
    profile: TalentProfile,
    contributions: Sequence[Contribution],
    asked: Sequence[Requirement],
    cost: float | None,
) -> tuple[str, ...]:
    """At most three reasons, those that add most to the score first."""
    told = _sentences(brief, profile, asked, cost)
    best = sorted(contributions, key=lambda c: -c.contribution)
    good = [c.signal for c in best if c.known and c.value >= 0.55]
    return tuple(told[name] for name in good if told.get(name))[:3]


def strongest_against(
    brief: Brief,
    contributions: Sequence[Contribution],
    asked: Sequence[Requirement],
    profile: TalentProfile,
    cost: float | None,
) -> str | None:
    """What costs the candidate most against a perfect one, in one sentence."""
    lost = [
        c for c in contributions if c.weight * (1 - c.value) > 0.005 and c.signal != "exploration"
    ]
    if not lost:
        return None
    worst = max(lost, key=lambda c: c.weight * (1 - c.value))
    return _against(worst, brief, asked, profile, cost)


def red_flags(
    brief: Brief, profile: TalentProfile, asked: Sequence[Requirement], cost: float | None
) -> tuple[RedFlag, ...]:
    """What to look at first, by kind."""
    return tuple(_flags(brief, profile, asked, cost))


def _flags(
    brief: Brief, profile: TalentProfile, asked: Sequence[Requirement], cost: float | None
) -> Iterator[RedFlag]:
    missing = [r.name for r in asked if r.kind == "must" and r.status == "not_met"]
    if missing:
        yield RedFlag("quality", f"Must-have not shown: {', '.join(missing)}.")
    if profile.rating is not None and profile.rating < 4 and profile.ratings_count >= FEW_REVIEWS:
        yield RedFlag(
            "quality", f"Rated {profile.rating:g} of 5 over {profile.ratings_count} reviews."
        )
    poor = [e for e in profile.engagements if e.rating is not None and e.rating < 3]
    if poor:
        yield RedFlag(
            "quality", f"{len(poor)} of {len(profile.engagements)} engagements with us went badly."
        )
    limit = brief.hourly_usd if brief.hourly_usd is not None else brief.total_usd
    if cost is not None and limit and cost > limit * 1.02:
        yield RedFlag(
            "rate", f"{round(100 * (cost / limit - 1))} % over the budget, fees included."
        )
    if profile.response_rate is not None and profile.response_rate < 0.5:
        yield RedFlag(
            "responsiveness", f"Answers {round(100 * profile.response_rate)} % of messages."
        )
    if profile.response_hours is not None and profile.response_hours > 48:
        yield RedFlag("responsiveness", f"Takes {profile.response_hours:g} hours to answer.")
    if profile.on_time_rate is not None and profile.on_time_rate < 0.75:
        yield RedFlag("quality", f"On time in {round(100 * profile.on_time_rate)} % of jobs.")
    if profile.rating is not None and profile.ratings_count < FEW_REVIEWS:
        yield RedFlag("quality", f"Few reviews ({profile.ratings_count}): the rating says little.")


def _sentences(
    brief: Brief, profile: TalentProfile, asked: Sequence[Requirement], cost: float | None
) -> Mapping[str, str]:
    must = [r for r in asked if r.kind == "must"]
    nice = [r.name for r in asked if r.kind == "nice" and r.status == "met"]
    met = [r.name for r in must if r.status == "met"]
    return {
        "must_skills": f"Shows {_list(met)} ({len(met)} of {len(must)} must-haves)." if met else "",
        "nice_skills": f"Also shows {_list(nice)}." if nice else "",
        "role": f"Works as “{profile.headline}”." if profile.headline else "",
        "relevance": "The profile's own words cover much of the brief.",
        "level": "The stated seniority meets what was asked.",
        "price": _price(brief, profile, cost),
        "availability": _free(brief, profile),
        "our_history": f"{_count(len(profile.engagements), 'engagement')} with us before, mostly good.",
        "reputation": f"Rated {profile.rating:g} of 5 over {profile.ratings_count} reviews."
        if profile.rating is not None
        else "",
        "responsiveness": f"Answers {round(100 * profile.response_rate)} % of messages."
        if profile.response_rate is not None
        else "",
        "timezone": f"Shares most working hours with {brief.location}." if brief.location else "",
        "language": f"Speaks {brief.language}." if brief.language else "",
        "screening": f"Checked: {_list(list(profile.screening))}." if profile.screening else "",
    }


def _against(
    worst: Contribution,
    brief: Brief,
    asked: Sequence[Requirement],
    profile: TalentProfile,
    cost: float | None,
) -> str:
    name = worst.signal
    kind = {"must_skills": "must", "nice_skills": "nice"}.get(name)
    short = [r.name for r in asked if r.kind == kind and r.status != "met"]
    if kind and short:
        return f"Does not clearly show {_list(short)}."
    if not worst.known:
        return f"{worst.label}: the profile does not say."
    told = {
        "price": _price(brief, profile, cost),
        "availability": _free(brief, profile),
        "role": f"The headline, “{profile.headline}”, is not quite the role.",
        "relevance": "The profile's own words cover little of the brief.",
        "level": "The stated seniority is not what was asked.",
        "language": f"Does not list {brief.language}.",
        "timezone": f"Shares few working hours with {brief.location}.",
    }
    return told.get(name) or f"{worst.label} counts only {round(100 * worst.value)} %."


def _price(brief: Brief, profile: TalentProfile, cost: float | None) -> str:
    limit = brief.hourly_usd if brief.hourly_usd is not None else brief.total_usd
    if cost is None or limit is None:
        return ""
    unit = " an hour" if brief.hourly_usd is not None else " in all"
    fee = " with fees" if source_terms(profile.source).fee_share else ""
    side = "within" if cost <= limit else "over"
    return (
        f"{format_money(round(cost))}{unit}{fee}, {side} the {format_money(round(limit))} budget."
    )


def _free(brief: Brief, profile: TalentProfile) -> str:
    if profile.available_from is None:
        return ""
    if brief.start and profile.available_from <= brief.start:
        return f"Free before the start on {brief.start}."
    return f"Free from {profile.available_from}."


def _list(names: Sequence[str]) -> str:
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def label_of(signal: str) -> str:
    """What a signal is called before people."""
    return signal_notes()[signal].label

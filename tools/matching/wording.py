"""What is said of a candidate: reasons, the strongest against, red flags; all computed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, NamedTuple

from knowledge.calendar import written
from knowledge.money import converted, format_money, in_currency
from knowledge.talent import TalentProfile, source_terms
from tools.matching.brief import Brief
from tools.matching.requirements import Requirement
from tools.matching.weights import signal_notes

FEW_REVIEWS = 5
WORTH_SAYING, MOST_REASONS = 0.55, 3
POOR, FAR_OVER = 3, 0.5
FIXED = {
    "relevance": "Describes work much like this.",
    "level": "The stated seniority meets what was asked.",
}
LITTLE = {
    "relevance": "Says little about work like this.",
    "level": "The stated seniority is not what was asked.",
}


@dataclass(frozen=True)
class Contribution:
    """What a signal adds to the score, value times weight; `known` where something is stated."""

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


class Told(NamedTuple):
    """What sentences are made of: the brief, the profile, what was asked, the cost."""

    brief: Brief
    profile: TalentProfile
    asked: Sequence[Requirement]
    cost: float | None


def reasons_for(contributions: Sequence[Contribution], told: Told) -> tuple[str, ...]:
    """At most three reasons, those that add most to the score first."""
    best = sorted(contributions, key=lambda c: -c.contribution)
    sentences = (_said(c.signal, told) for c in best if c.known and c.value >= WORTH_SAYING)
    return tuple(islice(filter(None, sentences), MOST_REASONS))


def strongest_against(contributions: Sequence[Contribution], told: Told) -> str | None:
    """What costs the candidate most against a perfect one, in one sentence.

    What speaks for somebody is not held against them as well, even where others have more of it.
    """
    lost = [c for c in contributions if c.weight * (1 - c.value) > 0.005]
    lost = [c for c in lost if c.signal != "exploration"]
    lost = [c for c in lost if c.signal not in LITTLE or c.value < WORTH_SAYING]
    if not lost:
        return None
    return _against(max(lost, key=lambda c: c.weight * (1 - c.value)), told)


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
    elif (must := [r.status for r in asked if r.kind == "must"]) and "met" not in must:
        yield RedFlag("quality", "Shows no must-have clearly.")
    if profile.rating is not None and profile.rating < 4 and profile.ratings_count >= FEW_REVIEWS:
        yield RedFlag(
            "quality", f"Rated {profile.rating:g} of 5 over {profile.ratings_count} reviews."
        )
    if poor := _went_badly(profile):
        yield RedFlag(
            "quality", f"{poor} of {len(profile.engagements)} engagements with us went badly."
        )
    if (over := _over(brief, cost)) > 0.02:
        yield RedFlag("rate", f"{round(100 * over)} % over the budget, fees included.")
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


def is_in_doubt(brief: Brief, profile: TalentProfile, cost: float | None) -> bool:
    """Whether somebody costs half as much again as the budget, or mostly did badly with us."""
    return _over(brief, cost) > FAR_OVER or _went_badly(profile) * 2 > len(profile.engagements)


def _over(brief: Brief, cost: float | None) -> float:
    """By which share of the budget a cost is over it, negative below; 0 where either is unknown."""
    limit = brief.hourly_usd if brief.hourly_usd is not None else brief.total_usd
    return cost / limit - 1 if cost is not None and limit else 0.0


def _went_badly(profile: TalentProfile) -> int:
    """How many engagements with us went badly."""
    return sum(e.rating is not None and e.rating < POOR for e in profile.engagements)


def _said(signal: str, told: Told) -> str:
    """The sentence for a signal that speaks for a candidate; empty where there is none."""
    maker = SAID.get(signal)
    return maker(told) if maker else FIXED.get(signal, "")


def _rated(told: Told) -> str:
    rating, count = told.profile.rating, told.profile.ratings_count
    return "" if rating is None else f"Rated {rating:g} of 5 over {count} reviews."


def _answers(told: Told) -> str:
    rate = told.profile.response_rate
    return "" if rate is None else f"Answers {round(100 * rate)} % of messages."


def _checked(told: Told) -> str:
    done = told.profile.screening
    return f"Checked: {_list(list(done))}." if done else ""


def _before(told: Told) -> str:
    return f"{_count(len(told.profile.engagements), 'engagement')} with us before, mostly good."


def _headline(told: Told) -> str:
    return f"Works as “{told.profile.headline}”." if told.profile.headline else ""


def _skills_shown(signal: str, asked: Sequence[Requirement]) -> str:
    kind = "must" if signal == "must_skills" else "nice"
    wanted = [r for r in asked if r.kind == kind]
    met = [r.name for r in wanted if r.status == "met"]
    if not met:
        return ""
    if kind == "nice":
        return f"Also shows {_list(met)}."
    return f"Shows {_list(met)} ({len(met)} of {len(wanted)} must-haves)."


def _against(worst: Contribution, told: Told) -> str:
    name = worst.signal
    kind = {"must_skills": "must", "nice_skills": "nice"}.get(name)
    short = [r.name for r in told.asked if r.kind == kind and r.status != "met"]
    if kind and short:
        return f"Does not clearly show {_list(short)}."
    if not worst.known:
        return UNKNOWN.get(name, f"{worst.label}: the profile does not say.")
    maker = AGAINST.get(name)
    said = maker(told) if maker else LITTLE.get(name, "")
    return said or f"{worst.label}: {round(100 * worst.value)} of 100."


def price_told(brief: Brief, profile: TalentProfile, cost: float | None) -> str:
    """The cost beside the budget; for all where several are wanted."""
    limit = brief.hourly_usd if brief.hourly_usd is not None else brief.total_usd
    if cost is None or limit is None:
        return ""
    each = brief.hourly_usd is not None
    heads = 1 if each else brief.heads
    unit = " an hour" if each else " in all" if heads == 1 else f" for {for_all(heads)}"
    fee = " with fees" if source_terms(profile.source, profile.vendor).fee_share else ""
    side = "within" if cost <= limit else "over"
    told = converted(cost * heads, brief.currency, as_of=brief.as_of)
    most = format_money(
        in_currency(limit * heads, brief.currency, as_of=brief.as_of), brief.currency
    )
    return f"{told[:1].upper()}{told[1:]}{unit}{fee}, {side} the {most} budget."


def for_all(heads: int) -> str:
    """Several people together: both, all 3."""
    return "both" if heads == 2 else f"all {heads}"


def _free(brief: Brief, profile: TalentProfile) -> str:
    if profile.available_from is None:
        return ""
    if brief.start and profile.available_from <= brief.start:
        return f"Free by the start on {written(brief.start)}."
    return f"Free from {written(profile.available_from)}."


def _list(names: Sequence[str]) -> str:
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def label_of(signal: str) -> str:
    """What a signal is called before people."""
    return signal_notes()[signal].label


SAID: Mapping[str, Callable[[Told], str]] = {
    "must_skills": lambda told: _skills_shown("must_skills", told.asked),
    "nice_skills": lambda told: _skills_shown("nice_skills", told.asked),
    "role": _headline,
    "price": lambda told: price_told(told.brief, told.profile, told.cost),
    "availability": lambda told: _free(told.brief, told.profile),
    "our_history": _before,
    "reputation": _rated,
    "responsiveness": _answers,
    "timezone": lambda told: f"Shares most working hours with {told.brief.location}.",
    "language": lambda told: f"Speaks {told.brief.language}.",
    "screening": _checked,
}
UNKNOWN = {
    "our_history": "Has not worked with us before.",
    "reputation": "No ratings are known.",
    "screening": "No checks are known.",
    "price": "Asks for no stated rate.",
    "availability": "Does not say when they are free.",
}
"""What is said against a candidate of whom a signal knows nothing."""
AGAINST: Mapping[str, Callable[[Told], str]] = {
    "must_skills": lambda _: "Lists some must-haves without work that shows them.",
    "price": lambda told: price_told(told.brief, told.profile, told.cost),
    "availability": lambda told: _free(told.brief, told.profile),
    "role": lambda told: (
        f"The headline, “{told.profile.headline}”, is not quite the role."
        if told.profile.headline
        else "The profile does not begin with this role."
    ),
    "language": lambda told: f"Does not list {told.brief.language}.",
    "timezone": lambda told: f"Shares few working hours with {told.brief.location}.",
}

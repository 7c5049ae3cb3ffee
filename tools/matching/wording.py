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
WORTH_SAYING, MOST_REASONS, LITTLE_LOST = 0.55, 3, 0.005
POOR, FAR_OVER = 3, 0.5
SKILLS = {"must_skills": "must", "nice_skills": "nice"}
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
    return tuple(islice(filter(None, (_for(one, told) for one in best)), MOST_REASONS))


def strongest_against(contributions: Sequence[Contribution], told: Told) -> str | None:
    """What costs the candidate most against a perfect one, in one sentence.

    What speaks for somebody is not held against them as well, even where others have more of it.
    """
    lost = sorted(contributions, key=lambda c: -c.weight * (1 - c.value))
    telling = (c for c in lost if c.weight * (1 - c.value) > LITTLE_LOST)
    return next(filter(None, (_against(one, told) for one in telling)), None)


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


def _for(one: Contribution, told: Told) -> str:
    """The sentence for a signal that speaks for a candidate; empty where it does not."""
    if not one.known or one.value < WORTH_SAYING:
        return ""
    maker = SAID.get(one.signal)
    return maker(told) if maker else FIXED.get(one.signal, "")


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
    kind = SKILLS[signal]
    wanted = [r for r in asked if r.kind == kind]
    met = [r.name for r in wanted if r.status == "met"]
    if not met:
        return ""
    if kind == "nice":
        return f"Also shows {_list(met)}."
    return f"Shows {_list(met)} ({len(met)} of {_count(len(wanted), 'must-have')})."


def _against(one: Contribution, told: Told) -> str:
    """The sentence for a signal that speaks against a candidate; empty where it does not."""
    if kind := SKILLS.get(one.signal):
        short = [r.name for r in told.asked if r.kind == kind and r.status != "met"]
        nice = ", which would be nice to have" if kind == "nice" else ""
        return f"Does not clearly show {_list(short)}{nice}." if short else ""
    if one.signal == "exploration" or _for(one, told):
        return ""
    if not one.known:
        return UNKNOWN.get(one.signal, f"{one.label}: the profile does not say.")
    maker = AGAINST.get(one.signal)
    said = maker(told) if maker else LITTLE.get(one.signal, "")
    return said or f"{one.label}: {round(100 * one.value)} of 100."


def _within(told: Told) -> str:
    return (
        "" if _over(told.brief, told.cost) > 0 else price_told(told.brief, told.profile, told.cost)
    )


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


def _in_time(told: Told) -> str:
    start, free = told.brief.start, told.profile.available_from
    if free is None or (start and free > start):
        return ""
    return f"Free by the start on {written(start)}." if start else f"Free from {written(free)}."


def _late_or_short(told: Told) -> str:
    start, free = told.brief.start, told.profile.available_from
    if free and (start is None or free > start):
        return f"Free from {written(free)}."
    has, asked = told.profile.hours_per_week, told.brief.hours_per_week
    return f"Has {has:g} of the {asked:g} hours a week." if has and asked and has < asked else ""


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
    "price": _within,
    "availability": _in_time,
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
    "price": lambda told: price_told(told.brief, told.profile, told.cost),
    "availability": _late_or_short,
    "role": lambda told: (
        f"The headline, “{told.profile.headline}”, is not quite the role."
        if told.profile.headline
        else "The profile does not begin with this role."
    ),
    "language": lambda told: f"Does not list {told.brief.language}.",
    "timezone": lambda told: f"Shares few working hours with {told.brief.location}.",
}

"""Selection and scoring rates by group, over rankings that were shown; groups only as declared."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.database import Sessions
from knowledge.errors import WrongState
from knowledge.records.talent import MatchRun, TalentRecord

CATEGORIES = ("sex", "ethnicity")
FEW = 20
SMALL_SHARE = 0.02
FOUR_FIFTHS = 0.8
UNKNOWN = "not declared"
METHOD = (
    "The method: everybody in the pool who declared a category was *considered* in each ranking; "
    "those among its results were *selected*. Where a ranking can be computed again, everybody "
    "with a score was *scored*, and those above the median of its scores scored high. A group's "
    "impact ratio is its rate over the highest rate of any group that is compared; below 0.8 "
    "(four-fifths rule) it is marked. NYC Local Law 144 asks for both ratios by sex, by race or "
    "ethnicity, and by both together, and allows groups of less than 2 % of those who declared to "
    "be left out of the comparison."
)
LIMITS = (
    "Categories are known only where people declared them; nothing is guessed from names.",
    "The pool is taken as it is today, without those who have left it since.",
    "Who never came into the pool cannot be seen here, nor why a person chose among the results.",
    "Being in a shortlist is no hiring: people decided afterwards.",
    "The figures show differences, not their cause, and are no legal finding.",
)
TINY = "Less than 2 % of those who declared: left out of the comparison, as the law allows."
SPARSE = f"Fewer than {FEW} people: one person more or less changes the ratio much."
NOBODY = "Nobody declared a category in the pool, so no ratio can be given for any group."


@dataclass(frozen=True)
class Group:
    """A group in a category: people, how often considered, selected and scored high, the ratios."""

    category: str
    group: str
    people: int
    considered: int
    selected: int
    rate: float
    impact_ratio: float | None
    below_four_fifths: bool
    scored: int = 0
    scored_high: int = 0
    scoring_rate: float | None = None
    scoring_impact_ratio: float | None = None
    scoring_below_four_fifths: bool = False
    note: str = ""


@dataclass(frozen=True)
class FairnessReport:
    """The groups over a period, how it was computed, and what it cannot know."""

    since: str | None
    until: str | None
    rankings: int
    rankings_scored: int
    people: int
    declared: Mapping[str, int]
    groups: tuple[Group, ...]
    findings: tuple[str, ...]
    method: str
    limits: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return asdict(self)


@dataclass(frozen=True)
class Counts:
    """By person: how often selected, scored and scored high; over how many rankings."""

    rankings: int
    selected: Mapping[str, int]
    scored: Mapping[str, int]
    high: Mapping[str, int]
    computed: int


def fairness_report(
    sessions: Sessions, since: datetime | None = None, until: datetime | None = None
) -> FairnessReport:
    """Selection and scoring rates, and impact ratios, over the rankings shown in a period."""
    with sessions() as session:
        asked = select(MatchRun).order_by(MatchRun.at, MatchRun.id)
        asked = asked.where(MatchRun.at >= since) if since else asked
        asked = asked.where(MatchRun.at < until) if until else asked
        counts = _counted(session, session.scalars(asked).all())
        rows = session.execute(select(TalentRecord.id, TalentRecord.data["self_declared"]))
        said = {one: values or {} for one, values in rows}
    names = (*CATEGORIES, "sex and ethnicity")
    declared = {name: _declared(name, said) for name in names}
    groups = tuple(group for name in names for group in impact(name, declared[name], counts))
    return FairnessReport(
        since=since.date().isoformat() if since else None,
        until=until.date().isoformat() if until else None,
        rankings=counts.rankings,
        rankings_scored=counts.computed,
        people=len(said),
        declared={n: sum(g != UNKNOWN for g in declared[n].values()) for n in names},
        groups=groups,
        findings=tuple(_findings(groups, counts)),
        method=METHOD,
        limits=LIMITS,
    )


def impact(category: str, declared: Mapping[str, str], counts: Counts) -> Iterator[Group]:
    """The groups of a category, by name."""
    people = Counter(declared.values())
    known = sum(n for group, n in people.items() if group != UNKNOWN)
    able = {g for g, n in people.items() if g != UNKNOWN and n >= SMALL_SHARE * known}

    def total(of: Mapping[str, int], group: str) -> int:
        return sum(of.get(one, 0) for one, said in declared.items() if said == group)

    chosen = {group: total(counts.selected, group) for group in people}
    scored = {group: total(counts.scored, group) for group in people}
    high = {group: total(counts.high, group) for group in people}
    considered = {group: n * counts.rankings for group, n in people.items()}
    rates, ratios = _ratios(chosen, considered, able)
    scoring, scoring_ratios = _ratios(high, scored, able)
    for group in sorted(people):
        sparse = SPARSE if people[group] < FEW else ""
        note = "" if group == UNKNOWN else sparse if group in able else TINY
        yield Group(
            category,
            group,
            people[group],
            considered[group],
            chosen[group],
            rates.get(group, 0.0),
            ratios.get(group),
            ratios.get(group, 1.0) < FOUR_FIFTHS,
            scored[group],
            high[group],
            scoring.get(group),
            scoring_ratios.get(group),
            scoring_ratios.get(group, 1.0) < FOUR_FIFTHS,
            note,
        )


def _ratios(
    hits: Mapping[str, int], of: Mapping[str, int], able: Iterable[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """The rate of each group, and its ratio to the highest of those that are compared."""
    rates = {group: hits[group] / n for group, n in of.items() if n}
    best = max((rates[group] for group in able if group in rates), default=0.0)
    compared = [group for group in able if group in rates and best]
    ratios = {group: round(rates[group] / best, 4) for group in compared}
    return {group: round(rate, 6) for group, rate in rates.items()}, ratios


def _counted(session: Session, runs: Sequence[MatchRun]) -> Counts:
    from tools.matching.runs import scores_of

    selected, scored, high = Counter[str](), Counter[str](), Counter[str]()
    computed = 0
    for run in runs:
        selected.update(one["id"] for one in run.outcome["results"])
        try:
            scores = scores_of(session, run)
        except WrongState:
            continue
        computed += 1
        middle = median(scores.values()) if scores else 0.0
        scored.update(scores.keys())
        high.update(one for one, score in scores.items() if score > middle)
    return Counts(len(runs), selected, scored, high, computed)


def _findings(groups: Sequence[Group], counts: Counts) -> Iterator[str]:
    """What an auditor reads first, in sentences."""
    if counts.computed < counts.rankings:
        left = counts.rankings - counts.computed
        yield f"{left} of {counts.rankings} rankings cannot be computed again: no scoring rates."
    compared = [group for group in groups if group.impact_ratio is not None]
    if not any(group.group != UNKNOWN for group in groups):
        yield NOBODY
    elif not compared:
        yield "No ranking of the period shows anybody who declared a category."
    for one in groups:
        for what, ratio in (("selected", one.impact_ratio), ("scored", one.scoring_impact_ratio)):
            if ratio is not None and ratio < FOUR_FIFTHS:
                few = " Few people: read it with care." if one.people < FEW else ""
                yield (
                    f"{one.category}, {one.group}: {what} at {ratio:.2f} of the highest rate, "
                    f"below four fifths.{few}"
                )
    if compared and not any(g.below_four_fifths or g.scoring_below_four_fifths for g in compared):
        yield "No group that is compared lies below four fifths."


def _declared(category: str, said: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What each person declared of a category, in one spelling; else that they did not."""
    names = category.split(" and ")
    found = {}
    for one, values in said.items():
        parts = [" ".join(str(values.get(name) or "").split()).lower() for name in names]
        found[one] = " / ".join(parts) if all(parts) else UNKNOWN
    return found

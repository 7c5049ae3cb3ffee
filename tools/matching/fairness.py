"""Selection rates by group, from rankings that were shown; groups only where people said them.

The method: everybody in a kept pool who declared a category was *considered*; those among the
results of a ranking were *selected*. A group's impact ratio is its rate over the highest rate
of any group with at least 20 considered (four-fifths rule; NYC Local Law 144 asks for sex, race or
ethnicity, and both together).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from knowledge.database import Sessions
from knowledge.records.talent import MatchRun, TalentRecord

CATEGORIES = ("sex", "ethnicity")
FEW = 20
FOUR_FIFTHS = 0.8
UNKNOWN = "not declared"
LIMITS = (
    "Categories are known only where people declared them; nothing is guessed from names.",
    "Groups with fewer than 20 considered are counted and not compared.",
    "Who never came into the pool cannot be seen here, nor why a person chose among the results.",
)


@dataclass(frozen=True)
class Group:
    """A group in a category: how many were considered and selected, its rate and impact ratio."""

    category: str
    group: str
    considered: int
    selected: int
    rate: float
    impact_ratio: float | None
    below_four_fifths: bool


@dataclass(frozen=True)
class FairnessReport:
    """The groups over a period, how it was computed, and what it cannot know."""

    rankings: int
    groups: tuple[Group, ...]
    method: str
    limits: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return asdict(self)


def fairness_report(
    sessions: Sessions, since: datetime | None = None, until: datetime | None = None
) -> FairnessReport:
    """Selection rates and impact ratios over the rankings shown in a period."""
    with sessions() as session:
        asked = select(MatchRun)
        asked = asked.where(MatchRun.at >= since) if since else asked
        asked = asked.where(MatchRun.at < until) if until else asked
        runs = list(session.scalars(asked))
        said = {
            row.id: row.data.get("self_declared") or {}
            for row in session.scalars(select(TalentRecord))
        }
    selected = Counter(one["id"] for run in runs for one in run.outcome["results"])
    groups = tuple(
        group
        for category in (*CATEGORIES, "sex and ethnicity")
        for group in impact(category, _declared(category, said), selected, len(runs))
    )
    method = (__doc__ or "").split("\n\n", 1)[1].replace("\n", " ").strip()
    return FairnessReport(len(runs), groups, method, LIMITS)


def impact(
    category: str, declared: Mapping[str, str], selected: Mapping[str, int], rankings: int
) -> Iterable[Group]:
    """The groups of a category, by name."""
    people = Counter(declared.values())
    chosen: Counter[str] = Counter()
    for one, group in declared.items():
        chosen[group] += selected.get(one, 0)
    considered = {group: count * rankings for group, count in people.items()}
    rates = {group: chosen[group] / max(n, 1) for group, n in considered.items()}
    able = [g for g, n in considered.items() if n >= FEW and g != UNKNOWN]
    best = max((rates[group] for group in able), default=0.0)
    for group in sorted(considered):
        ratio = round(rates[group] / best, 4) if group in able and best else None
        below = ratio is not None and ratio < FOUR_FIFTHS
        rate = round(rates[group], 6)
        yield Group(category, group, considered[group], chosen[group], rate, ratio, below)


def _declared(category: str, said: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    names = category.split(" and ")
    found = {}
    for one, values in said.items():
        parts = [values.get(name) for name in names]
        found[one] = " / ".join(map(str, parts)) if all(parts) else UNKNOWN
    return found

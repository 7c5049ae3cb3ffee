"""Rankings, standings, comparisons and fairness figures, in words for the terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from integrations import wording
from knowledge.money import format_money

if TYPE_CHECKING:
    from tools.matching.explain import Candidate

COLUMNS = ("#", "who", "id", "band", "score", "rate", "in_all", "why")


def ranked(candidates: "Sequence[Candidate]") -> list[dict[str, str]]:
    """The rows of a ranking: who, how well they fit, what they cost and the first reason."""
    return [
        {
            "#": str(one.rank),
            "who": f"{one.name}\n{one.headline}",
            "id": one.id,
            "band": one.band,
            "score": f"{one.score:.2f}",
            "rate": wording.budget(one.rate) if one.rate else "not stated",
            "in_all": _cost(one.total_cost),
            "why": next(iter(one.reasons), "") + (f" But: {one.against}" if one.against else ""),
        }
        for one in candidates
    ]


def standing_words(found: dict[str, Any]) -> Iterator[str]:
    """Where somebody stands and why, signal by signal; or why they have no place."""
    if not found["placed"]:
        yield f"{found['id']} has no place in this ranking: {found['reason']}"
        return
    place = f"place {found['rank']} of {found['of']:,}, {found['band']} ({found['score']:.2f})"
    yield f"{found['name']} ({found['id']}), {found['headline']}: {place}"
    yield f"Rate: {_rate(found['rate'])}; in all: {_cost(found['total_cost'])}"
    yield from (f"For: {reason}" for reason in found["reasons"])
    if found["against"]:
        yield f"Against: {found['against']}"
    yield from (f"Red flag: {flag['text']}" for flag in found["red_flags"])
    yield from (f"Asked for {one['name']}: {_spoken(one['status'])}" for one in _asked(found))
    yield "Points of a hundred:"
    for part in found["contributions"]:
        unknown = "" if part["known"] else " (not known, taken as average)"
        most = 100 * part["weight"]
        yield f"  {part['label']}: {100 * part['contribution']:.1f} of {most:.1f}{unknown}"


def comparison_words(found: dict[str, Any]) -> Iterator[str]:
    """How two people differ, the largest difference first; what is equal in one line."""
    one, other = found["scores"]
    yield f"{one} {found['scores'][one]:.2f} against {other} {found['scores'][other]:.2f}"
    for gap in found["differences"]:
        if gap["difference"]:
            mine, theirs = (f"{100 * gap[name]:.1f}" for name in (one, other))
            yield f"  {gap['label']}: {mine} against {theirs} points"
    same = [gap["label"] for gap in found["differences"] if not gap["difference"]]
    if same:
        yield f"The same: {', '.join(same)}."


def fairness_words(found: dict[str, Any]) -> Iterator[str]:
    """The figures group by group, what follows from them, how they are made and what they miss."""
    span = f"from {wording.day(found['since']) or 'the first ranking'}"
    span += f" to {wording.day(found['until']) or 'now'}"
    yield f"{found['rankings']:,} rankings {span}, {found['people']:,} people in the pool."
    for one in found["groups"]:
        rate = f"selected {one['selected']} of {one['considered']} times ({one['rate']:.1%})"
        ratio = "no ratio" if one["impact_ratio"] is None else f"ratio {one['impact_ratio']:.2f}"
        mark = ", BELOW four fifths" * (one["below_four_fifths"] or False)
        people = f"{one['people']:,} people"
        yield f"  {one['category']}, {one['group']}: {people}, {rate}, {ratio}{mark}"
        if one["note"]:
            yield f"    {one['note']}"
    yield from (*found["findings"], "", found["method"].replace("*", ""), *found["limits"])


def _asked(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in found["requirements"] if one["kind"] in ("must", "nice")]


def _rate(rate: dict[str, Any] | None) -> str:
    return wording.budget(rate) if rate else "not stated"


def _cost(cost: float | None) -> str:
    return format_money(round(cost)) if cost else "not known"


def _spoken(code: str) -> str:
    return code.replace("_", " ")

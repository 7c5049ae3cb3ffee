"""The six rulings on a request: facts in, a frozen Ruling out, and all of them in their order."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, cast

from knowledge.fields import RequestFields
from knowledge.rules.decisions import decide
from knowledge.rules.facts import Facts, facts_of
from knowledge.rules.ruling import Ruling

Row = dict[str, Any]


def _reasons(rows: Iterable[Row]) -> tuple[str, ...]:
    """The sentences of the rows, heaviest first, what is still open last, each once."""
    ordered = sorted(rows, key=lambda r: (r["effect"] == "unknown", -abs(r.get("points") or 0)))
    return tuple(dict.fromkeys(row["reason"] for row in ordered))


def _rules(rows: Iterable[Row], *more: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(row["rule"] for row in rows), *more)))


def risk(facts: Facts) -> Ruling:
    """How risky the work is: low, medium or high; the points of `details` sum to the score."""
    out = decide("risk", facts)
    return Ruling(
        rule_set="risk",
        verdict=out["verdict"],
        reasons=_reasons(out["hits"]),
        rules=_rules(out["hits"], out["verdict_rule"]),
        version=out["version"],
        score=float(out["score"]),
        details=tuple(out["hits"]),
    )


def classification(facts: Facts) -> Ruling:
    """Whether the work looks like employment: independent, review or resembles_employment.

    The four factors of `details` sum to the score; the last entry holds the jurisdiction's limits.
    """
    out = decide("classification", facts)
    limits = {
        "jurisdiction": facts["jurisdiction"],
        "review_from": out["review_from"],
        "employment_from": out["employment_from"],
        "law": out["law"],
        "rule": out["limit_rule"],
    }
    factors = (
        {
            **factor,
            "because": [hit for hit in out["hits"] if hit["factor"] == factor["factor"]],
        }
        for factor in out["factors"]
    )
    return Ruling(
        rule_set="classification",
        verdict=out["verdict"],
        reasons=(out["note"], *_reasons(out["hits"]), out["law"], out["notice"]),
        rules=_rules(out["hits"], out["limit_rule"], out["verdict_rule"]),
        version=out["version"],
        score=float(out["score"]),
        details=(*factors, limits),
    )


def approvals(facts: Facts) -> Ruling:
    """Who must agree, one entry of `details` a role, in order; paused where it looks like a job."""
    out = decide("approvals", _with_verdicts(facts))
    rows = sorted(out["hits"], key=lambda row: row["order"])
    chain: dict[str, Row] = {}
    for row in rows:
        if row.get("role"):
            entry = {key: row[key] for key in ("role", "rule", "reason")}
            chain.setdefault(row["role"], entry)
    return Ruling(
        rule_set="approvals",
        verdict=out["verdict"],
        reasons=_reasons(rows),
        rules=_rules(rows),
        version=out["version"],
        details=tuple(chain.values()),
    )


def channel(facts: Facts) -> Ruling:
    """Where to look: the best channel, or "none"; every channel with its points in `details`."""
    out = decide("channel", _with_verdicts(facts))
    ranked = sorted((_weighed(c, out) for c in out["channels"]), key=_rank)
    best = ranked[0]
    chosen = "none" if best["disqualified"] else str(best["channel"])
    why = [hit for hit in out["hits"] if hit.get("channel") in (None, best["channel"])]
    notes = [hit for hit in out["hits"] if hit["effect"] == "note"]
    return Ruling(
        rule_set="channel",
        verdict=chosen,
        reasons=_reasons((*why, *notes)),
        rules=_rules((*why, *notes), best["rule"], out["preferred_rule"]),
        version=out["version"],
        score=float(best["points"]),
        details=tuple(ranked),
    )


def _weighed(entry: Row, out: Row) -> Row:
    hits = [hit for hit in out["hits"] if hit.get("channel") == entry["channel"]]
    preferred = entry["channel"] == out.get("preferred")
    return {
        **entry,
        "points": sum(hit["points"] for hit in hits),
        "disqualified": any(hit["effect"] == "disqualified" for hit in hits),
        "preferred": preferred,
        "platform": out.get("platform") if preferred else None,
        "because": hits,
    }


def _rank(entry: Row) -> tuple[bool, int]:
    return entry["disqualified"], -entry["points"]


def billing(facts: Facts) -> Ruling:
    """How to pay: hourly, fixed, milestone or retainer."""
    out = decide("billing", facts)
    return Ruling(
        rule_set="billing",
        verdict=out["verdict"],
        reasons=(out["reason"], *_reasons(out["hits"])),
        rules=_rules(out["hits"], out["verdict_rule"]),
        version=out["version"],
        details=tuple(out["hits"]),
    )


def eligibility(facts: Facts) -> Ruling:
    """Whether a freelancer may do the work: eligible, review or not_eligible."""
    out = decide("eligibility", _with_verdicts(facts))
    weight = {"not_eligible": 0, "review": 1, "note": 2}
    refused = out["verdict"] == "not_eligible"
    told = (row for row in out["hits"] if not (refused and row["effect"] == "note"))
    rows = sorted(told, key=lambda row: weight[row["effect"]])
    return Ruling(
        rule_set="eligibility",
        verdict=out["verdict"],
        reasons=tuple(row["reason"] for row in rows),
        rules=_rules(rows),
        version=out["version"],
        details=tuple(rows),
    )


def _with_verdicts(facts: Facts) -> Facts:
    """The facts with the risk level and classification they imply, where these are not given."""
    if facts["risk"] is None:
        facts = cast(Facts, {**facts, "risk": risk(facts).verdict})
    if facts["classification"] is None:
        facts = cast(Facts, {**facts, "classification": classification(facts).verdict})
    return facts


def rulings_on(facts: Facts) -> dict[str, Ruling]:
    """Every ruling on the facts, by rule set, in the order of `RULE_SETS`."""
    first = {"risk": risk(facts), "classification": classification(facts)}
    verdicts = {name: ruling.verdict for name, ruling in first.items()}
    known = cast(Facts, {**facts, **verdicts})
    later: Mapping[str, Callable[[Facts], Ruling]] = {
        "approvals": approvals,
        "channel": channel,
        "billing": billing,
        "eligibility": eligibility,
    }
    return first | {name: rule(known) for name, rule in later.items()}


def rulings(
    fields: RequestFields,
    *,
    country: str,
    usd_total: float | None,
    work_type: str | None,
    as_of: date,
    bench_fits: bool | None = None,
    known_person: bool | None = None,
) -> dict[str, Ruling]:
    """Every ruling on a request, by the rules of the day `as_of`."""
    facts = facts_of(
        fields,
        country=country,
        usd_total=usd_total,
        work_type=work_type,
        as_of=as_of,
        bench_fits=bench_fits,
        known_person=known_person,
    )
    return rulings_on(facts)

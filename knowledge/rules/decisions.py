"""Finds the decision table in force on a day, compiles it once, and evaluates it."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zen import ZenEngine

RULE_SETS = ("risk", "classification", "approvals", "channel", "billing", "eligibility")
"""Every rule set, in the order of evaluation: later ones may use earlier verdicts."""


@cache
def tables() -> tuple[dict[str, Any], ...]:
    """Every table of every version, as JDM, by rule set and date."""
    folder = resources.files("knowledge.rules").joinpath("tables")
    loaded = [
        json.loads(f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".json")
    ]
    return tuple(
        sorted(loaded, key=lambda t: (RULE_SETS.index(t["rule_set"]), t["effective_from"]))
    )


@cache
def in_force(rule_set: str, day: str) -> dict[str, Any]:
    """The table in force on an ISO day; before the first one, the first."""
    versions = [table for table in tables() if table["rule_set"] == rule_set]
    begun = [table for table in versions if table["effective_from"] <= day]
    return (begun or versions[:1])[-1]


@cache
def _engine() -> "ZenEngine":
    """Every version compiled once, found by key: twenty times faster than a decision each."""
    import zen

    content = {f"{table['rule_set']} {table['version']}": table for table in tables()}
    return zen.ZenEngine({"loader": {"type": "static", "content": content}})


def decide(rule_set: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The table's outcome for the facts: `hits`, the rows that fired, and what it computes.

    The engine leaves out what is null.
    """
    table = in_force(rule_set, facts["as_of"])
    key = f"{rule_set} {table['version']}"
    outcome: dict[str, Any] = _engine().evaluate(key, dict(facts))["result"]
    return {**outcome, "version": table["version"], "notice": table.get("notice", "")}

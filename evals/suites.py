"""The suites by name, and the bars that each is held to."""

from typing import Any

from knowledge.errors import BadInput

SUITES = ("understanding", "scenarios")
PASS_ALL, MOST_TURNS = 0.95, 4
QUICK_EVERY = 6


def run_suites(
    suite: str = "all", *, model: str | None = None, quick: bool = False
) -> dict[str, Any]:
    """Run one suite or all; returns the bars and what lies behind them.

    Raises:
        BadInput: there is no suite of that name.
    """
    if suite not in (*SUITES, "all"):
        raise BadInput(f"There is no suite {suite!r}; there are {', '.join(SUITES)} and all.")
    wanted = SUITES if suite == "all" else (suite,)
    parts = {name: _run(name, model, quick) for name in wanted}
    return {
        "bars": [bar for part in parts.values() for bar in part["bars"]],
        "details": {
            name: {key: value for key, value in part.items() if key != "bars"}
            for name, part in parts.items()
        },
    }


def _run(name: str, model: str | None, quick: bool) -> dict[str, Any]:
    if name == "understanding":
        from evals.benchmarks.understanding import bench_understanding

        return bench_understanding(quick=quick)
    return _scenarios(model, quick)


def _scenarios(model: str | None, quick: bool) -> dict[str, Any]:
    from evals.runner import SEEDS, run_scenarios

    found = run_scenarios(
        seeds=1 if quick else SEEDS, model=model, every=QUICK_EVERY if quick else 1
    )
    turns = found["turns_to_confirmation"]
    bars = [
        {
            "name": f"scenarios.pass^{found['seeds']} ({found['scenarios']} scenarios)",
            "value": round(found["share"], 4),
            "unit": "share",
            "limit": PASS_ALL,
            "ok": found["share"] >= PASS_ALL,
        }
    ]
    if turns is not None:
        bars.append(
            {
                "name": "scenarios.turns to confirmation, complete but for two fields, median",
                "value": turns,
                "unit": "turns",
                "limit": MOST_TURNS,
                "ok": turns <= MOST_TURNS,
            }
        )
    return {"bars": bars, **found}

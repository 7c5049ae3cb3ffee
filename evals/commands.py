"""`sourcing eval` and `sourcing bench`: measuring the assistant against its bars."""

from typing import Annotated, Any

import typer

from assistant.commands.output import AsJson, print_result


def register(app: typer.Typer) -> None:
    """Add the commands that judge; called for the entry point `sourcing.commands`."""
    app.command("eval")(evaluate)
    app.command("bench")(bench)


def bench(
    name: Annotated[str, typer.Argument(help="What to measure; `list` names them.")] = "list",
    as_json: AsJson = False,
    quick: Annotated[bool, typer.Option("--quick", help="Smaller data, for a first look.")] = False,
) -> None:
    """Measure speed and quality; exits 1 when a bar is not met."""
    from evals.benchmarks.index import BENCHMARKS, run

    if name == "list":
        print("\n".join(f"{one:14} {entry.what}" for one, entry in BENCHMARKS.items()))
        return
    _log_to_stderr()
    _report(run(name, quick=quick), as_json=as_json)


def evaluate(
    suite: Annotated[str, typer.Option(help="understanding, scenarios or all.")] = "all",
    as_json: AsJson = False,
    model: Annotated[
        str | None, typer.Option("--model", help="Run on this live model instead.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="A part of each suite.")] = False,
) -> None:
    """Judge the conversation on scenarios and messages; exits 1 when a bar is not met."""
    from evals.suites import run_suites

    _log_to_stderr()
    _report(run_suites(suite, model=model, quick=quick), as_json=as_json)


def _log_to_stderr() -> None:
    from assistant.logs import configure
    from assistant.settings import read_settings

    configure(read_settings().log_level)


def _report(result: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_result(result, "", as_json)
    else:
        from assistant.terminal import show_bars

        show_bars(result)
    if not all(bar["ok"] for bar in result["bars"]):
        raise typer.Exit(1)

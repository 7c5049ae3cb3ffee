"""`sourcing report`: figures on what the assistant did."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from assistant.commands.output import AsJson, print_result

app = typer.Typer(help="Figures: language model, policy questions, fairness.", no_args_is_help=True)

COLUMNS = ("what", "calls", "input", "cached", "output", "cost", "seconds")


@app.command("usage")
def usage(
    as_json: AsJson = False,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only from that day on.")
    ] = None,
) -> None:
    """Tokens, cost and time of the language model: in all, a turn, and a filed request."""
    from assistant.bootstrap import open_world
    from tools.usage import usage_report

    with open_world().sessions() as session:
        report = usage_report(session, since.replace(tzinfo=UTC) if since else None)
    if as_json:
        print_result(report, "", as_json)
    else:
        _show_usage(report)


def _show_usage(report: dict[str, Any]) -> None:
    from assistant.terminal import show_table

    if not report["total"]["calls"]:
        print("No language model has been asked yet: the embedded one answers, at no cost.")
        return
    rows = [{"what": "in all", **report["total"]}]
    rows += [{"what": row["model"], **row} for row in report["models"]]
    for what, name in (("a turn", "per_turn"), ("a filed request", "per_filed_request")):
        if report[name]["count"]:
            rows.append({"what": f"{what} (median of {report[name]['count']})", **report[name]})
    for row in rows:
        tokens = {name: row[f"{name}_tokens"] for name in ("input", "cached", "output")}
        row.update(tokens, cost=_cost(row["cost_usd"]))
    show_table(rows, COLUMNS, "")
    total = report["total"]
    print(f"{total['failed']} calls failed; the embedded model answered {total['fallback']}.")
    for table in report["prices"]:
        print(
            f"Prices: {table['provider']} from {table['effective_from']}, "
            f"checked {table['checked']}, {table['source']}"
        )


def _cost(usd: float | None) -> str:
    return "unknown" if usd is None else f"${usd:,.4f}"

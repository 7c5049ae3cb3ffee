"""`sourcing approvals`: decisions that are late, and reminding whoever is."""

from typing import TYPE_CHECKING

import typer

from assistant.commands.output import AsJson, print_table

if TYPE_CHECKING:
    from tools.reminders import Late

app = typer.Typer(help="Decisions that are late by the turnaround target.", no_args_is_help=True)


@app.command("late")
def late(as_json: AsJson = False) -> None:
    """List the decisions that are late: whose, on what, and by how many working days."""
    from assistant.bootstrap import open_world
    from tools.reminders import late_approvals

    world = open_world()
    with world.sessions() as session:
        _show(late_approvals(session, world.clock()), as_json, "No decision is late.")


@app.command("remind")
def remind(as_json: AsJson = False) -> None:
    """Remind whoever is late, once in three working days; run it daily, from cron for example."""
    from assistant.bootstrap import open_world
    from tools.reminders import remind as remind_them

    _show(remind_them(open_world().itself()), as_json, "Nobody had to be reminded.")


def _show(found: "list[Late]", as_json: bool, nothing: str) -> None:
    rows = [one.as_json() for one in found]
    columns = ("request_id", "title", "approver", "role", "days_late", "reminders")
    print_table(rows, rows, columns, nothing, as_json)

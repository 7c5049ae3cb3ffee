"""`sourcing people`: the directory."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.output import AsJson, counted, print_result, print_table

app = typer.Typer(help="The directory: who works here, in which role.", no_args_is_help=True)


@app.command("import")
def import_people(
    file: Annotated[Path, typer.Argument(help="CSV, JSON or JSON Lines.")], as_json: AsJson = False
) -> None:
    """Add or update people from a file; each bad row is named, the rest is taken.

    A row has email, name, business_unit and country (two letters), and may have title, roles
    (separated by ;), manager (an e-mail address) and timezone (like Europe/Berlin). Who has the
    e-mail address of a row already is updated.
    """
    from assistant.bootstrap import open_world
    from tools import people

    done = people.import_people(open_world().sessions, file)
    for error in done.errors:
        print(error, file=sys.stderr)
    print_result(
        {"imported": done.taken, "errors": list(done.errors)},
        f"{counted(done.taken, 'person', 'people')} taken, {counted(len(done.errors), 'row')} not.",
        as_json,
    )
    if done.errors:
        raise typer.Exit(2)


@app.command("list")
def list_people(
    as_json: AsJson = False,
) -> None:
    """List everybody with roles, business unit, manager and country."""
    from assistant.bootstrap import open_world
    from tools.people import everybody

    names = ("email", "name", "title", "roles", "business_unit", "manager", "country", "timezone")
    with open_world().sessions() as session:
        rows = [{name: getattr(p, name) for name in names} for p in everybody(session)]
    shown = ("email", "name", "roles", "business_unit", "country")
    print_table(rows, rows, shown, "Nobody yet: `sourcing people import FILE`.", as_json)

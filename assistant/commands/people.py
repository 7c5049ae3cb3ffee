"""`sourcing people`: the directory."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The directory: who works here, in which role.", no_args_is_help=True)


@app.command("import")
def import_people(file: Annotated[Path, typer.Argument(help="CSV, JSON or JSON Lines.")]) -> None:
    """Add or update people from a file; each bad row is named, the rest is taken."""
    from assistant.bootstrap import open_world
    from tools import people

    done = people.import_people(open_world().sessions, file)
    for error in done.errors:
        print(error, file=sys.stderr)
    print(json.dumps({"imported": done.taken, "errors": list(done.errors)}))
    if done.errors:
        raise typer.Exit(2)


@app.command("list")
def list_people(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """List everybody with roles, business unit, manager and country."""
    from assistant.bootstrap import open_world
    from tools.people import everybody

    names = ("email", "name", "title", "roles", "business_unit", "manager", "country", "timezone")
    with open_world().sessions() as session:
        rows = [{name: getattr(p, name) for name in names} for p in everybody(session)]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        from assistant.terminal import show_table

        show_table(rows, ("name", "email", "business_unit", "roles", "country"), "Nobody yet.")

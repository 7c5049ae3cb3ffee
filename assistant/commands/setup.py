"""`sourcing seed`, `sourcing db` and `sourcing doctor`: setting up, and saying how things stand."""

import sys
from typing import Annotated

import typer

from assistant.commands.output import AsJson, print_result

db = typer.Typer(help="The database.", no_args_is_help=True)


def seed(
    force: Annotated[bool, typer.Option("--force", help="Seed again over what is there.")] = False,
) -> None:
    """Fill an empty home with the example organisation: people, policies, platforms, talent."""
    from assistant.bootstrap import open_world
    from assistant.seeding import is_seeded, seed_world

    world = open_world()
    if is_seeded(world) and not force:
        print("Already seeded: nothing to do. Use --force to seed again.", file=sys.stderr)
        return
    seed_world(world)


@db.command("upgrade")
def upgrade_database() -> None:
    """Bring the tables to this version; does nothing where they are."""
    from assistant.bootstrap import open_world
    from knowledge.database import engine_of

    world = open_world()
    url = engine_of(world.sessions).url.render_as_string(hide_password=True)
    print(f"{url} is up to date.", file=sys.stderr)


def doctor(
    as_json: AsJson = False,
) -> None:
    """Say what is configured, what falls back to an embedded default, and what is wrong."""
    from assistant.doctor import examine
    from assistant.settings import read_settings

    findings = examine(read_settings())
    if as_json:
        print_result([finding.as_json() for finding in findings], "", as_json)
    else:
        from assistant.terminal import show_findings

        show_findings(findings)
    if any(finding.state == "wrong" for finding in findings):
        raise typer.Exit(1)

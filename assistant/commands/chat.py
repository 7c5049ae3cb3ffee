"""`sourcing chat` and `sourcing demo`: the conversation in a terminal, and the guided tour."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.slack import PORT, Port, workspace

if TYPE_CHECKING:
    from assistant.bootstrap import World

MAYA = "maya.ortiz@calderfinch.example"


def chat(
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line in, one a line out.")
    ] = False,
    actor: Annotated[
        str | None,
        typer.Option("--as", help="Who you are: an e-mail address; else Maya Ortiz, an example."),
    ] = None,
    thread: Annotated[str, typer.Option(help="The thread to go on with.")] = "terminal",
) -> None:
    """Talk to the assistant in the terminal.

    With --json each line in is {"thread", "actor", "text"} or {"thread", "actor", "action",
    "value"}; each line out is {"thread", "replies", "request_id"}.
    """
    world = _seeded_world()
    if as_json:
        from assistant.lines import serve_lines
        from tools.people import find_person

        if actor is not None:
            with world.sessions() as session:
                find_person(session, actor)
        raise typer.Exit(serve_lines(world))
    from assistant.prompting import talk

    talk(world, actor or MAYA, thread)


def demo(
    script: Annotated[
        bool, typer.Option("--script", help="Only watch: play the whole job in the terminal.")
    ] = False,
    terminal: Annotated[
        bool, typer.Option("--terminal", help="Try it in the terminal, not in the browser.")
    ] = False,
    port: Port = PORT,
) -> None:
    """Try everything on an example organisation: a local Slack in the browser, unless told else."""
    if script:
        from assistant.prompting import play

        play(_seeded_world())
    elif terminal:
        from assistant.prompting import talk

        talk(_seeded_world(), MAYA, "terminal", say_what_to_try=True)
    else:
        from assistant.prompting import TRY

        where = "Write to “Sourcing assistant” on the left, or mention it in a channel."
        elsewhere = "Be somebody else with “View as” at the top right: Daniel approves, Grace buys."
        typer.echo("\n".join([where, *TRY[:2], elsewhere]), err=True)
        workspace(port)


def _seeded_world() -> "World":
    from assistant.bootstrap import open_world
    from assistant.seeding import is_seeded, seed_world

    world = open_world()
    if not is_seeded(world):
        seed_world(world)
    return world

"""`sourcing chat`: the conversation in a terminal, for people and, line by line, for programs."""

from typing import Annotated

import typer


def chat(
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line in, one a line out.")
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Set up the example and say what to try.")
    ] = False,
    script: Annotated[
        bool, typer.Option("--script", help="Play a guided example and end.")
    ] = False,
    actor: Annotated[
        str, typer.Option("--as", help="Who you are: an e-mail address.")
    ] = "maya.ortiz@calderfinch.example",
    thread: Annotated[str, typer.Option(help="The thread to go on with.")] = "terminal",
) -> None:
    """Talk to the assistant.

    With --json each line in is {"thread", "actor", "text"} or {"thread", "actor", "action",
    "value"}; each line out is {"thread", "replies", "request_id"}.
    """
    from assistant.bootstrap import open_world
    from assistant.seeding import is_seeded, seed_world

    world = open_world()
    if not is_seeded(world):
        seed_world(world)
    if as_json:
        from assistant.lines import serve_lines

        raise typer.Exit(serve_lines(world))
    from assistant.prompting import play, talk

    if script:
        play(world)
    else:
        talk(world, actor, thread, say_what_to_try=demo)

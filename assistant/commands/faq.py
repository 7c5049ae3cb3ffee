"""`sourcing policies faq`: answers of people, to be taken into the library or not."""

import json
from typing import Annotated

import typer

app = typer.Typer(help="Answers of people, to accept or decline.", no_args_is_help=True)

Actor = Annotated[str, typer.Option("--actor", help="Who decides: an e-mail address.")]
Number = Annotated[int, typer.Argument(help="The id that the list shows.")]


@app.command("list")
def list_candidates(
    actor: Actor,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """List the answers that wait to be accepted."""
    from assistant.bootstrap import open_world
    from tools import policy_faq

    world = open_world()
    policy_faq.gather_candidates(world.acting(actor))
    with world.sessions() as session:
        waiting = policy_faq.waiting_candidates(session)
    world.close()
    if as_json:
        print(json.dumps({"candidates": waiting}, ensure_ascii=False))
        return
    for one in waiting:
        print(f"{one['id']}  {one['question']}\n   {one['answer']} ({one['answered_by']})")


@app.command()
def accept(
    number: Number,
    actor: Actor,
    audience: Annotated[str, typer.Option(help="Role or unit that may read it.")] = "everyone",
) -> None:
    """Take an answer into the library, from today on."""
    _decide(number, actor, accepted=True, audience=audience)


@app.command()
def decline(number: Number, actor: Actor) -> None:
    """Leave an answer out of the library."""
    _decide(number, actor, accepted=False, audience="")


def _decide(number: int, actor: str, *, accepted: bool, audience: str) -> None:
    from assistant.bootstrap import open_world
    from tools.policy_faq import decide_candidate

    world = open_world()
    document = decide_candidate(world.acting(actor), number, accept=accepted, audience=audience)
    world.close()
    print(json.dumps({"accepted": accepted, "document": document}))

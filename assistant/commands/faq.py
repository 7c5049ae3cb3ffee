"""`sourcing policies faq`: answers of people, to be taken into the library or not."""

from typing import Annotated

import typer

from assistant.commands.output import AsJson, print_result

app = typer.Typer(help="Answers of people, to accept or decline.", no_args_is_help=True)

Actor = Annotated[str, typer.Option("--actor", help="Who decides: an e-mail address.")]
Number = Annotated[int, typer.Argument(min=1, max=2**31 - 1, help="The id that the list shows.")]


@app.command("list")
def list_candidates(
    actor: Actor,
    as_json: AsJson = False,
) -> None:
    """List the answers that wait to be accepted."""
    from assistant.bootstrap import open_world
    from tools.policy import faq as policy_faq

    world = open_world()
    ctx = world.acting(actor)
    policy_faq.must_keep_policies(ctx)
    policy_faq.gather_candidates(ctx)
    with world.sessions() as session:
        waiting = policy_faq.waiting_candidates(session)
    world.close()
    lines = [
        f"{one['id']}  {one['question']}\n   {one['answer']} ({one['answered_by']})"
        for one in waiting
    ]
    print_result({"candidates": waiting}, lines or "No answer waits to be accepted.", as_json)


@app.command()
def accept(
    number: Number,
    actor: Actor,
    audience: Annotated[str, typer.Option(help="Role or unit that may read it.")] = "everyone",
    as_json: AsJson = False,
) -> None:
    """Take an answer into the library, from today on."""
    document = _decide(number, actor, accepted=True, audience=audience)
    words = f"Answer {number} is in the library now, in {document}."
    print_result({"accepted": True, "document": document}, words, as_json)


@app.command()
def decline(number: Number, actor: Actor, as_json: AsJson = False) -> None:
    """Leave an answer out of the library."""
    document = _decide(number, actor, accepted=False, audience="")
    words = f"Answer {number} stays out of the library."
    print_result({"accepted": False, "document": document}, words, as_json)


def _decide(number: int, actor: str, *, accepted: bool, audience: str) -> str:
    from assistant.bootstrap import open_world
    from tools.policy.faq import decide_candidate

    world = open_world()
    document = decide_candidate(world.acting(actor), number, accept=accepted, audience=audience)
    world.close()
    return document

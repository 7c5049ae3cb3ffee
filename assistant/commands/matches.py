"""`sourcing matches` and `sourcing report fairness`: rankings shown, and weights."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from assistant.commands.output import AsJson, outline, print_result
from knowledge.errors import BadInput

matches = typer.Typer(help="Rankings that were shown.", no_args_is_help=True)


@matches.command("replay")
def replay_match(
    run: Annotated[str, typer.Argument(help="A ranking's id.")],
    as_json: AsJson = False,
) -> None:
    """Compute a ranking that was shown again, from its own inputs; 1 if it differs."""
    from assistant.bootstrap import open_world
    from tools.matching import replay

    again = replay(open_world().sessions, run)
    words = f"{again.run_id}: {'the same again' if again.same else 'it differs'}. {again.note}"
    result = {"id": again.run_id, "same": again.same, "note": again.note, **again.now}
    print_result(result, words.strip(), as_json)
    if not again.same:
        raise typer.Exit(1)


Buyer = Annotated[str, typer.Option("--as", help="The e-mail address of who decides.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it goes into the record.")]


@matches.command("learn")
def learn_command(
    actor: Buyer, reason: Reason = "Learnt from decisions and outcomes.", as_json: AsJson = False
) -> None:
    """Learn weights from choices, overrides and outcomes, compared on decisions held back."""
    from assistant.bootstrap import open_world
    from tools.matching.governing import learn_weights

    done = learn_weights(open_world().acting(actor), reason)
    print_result(done, outline(done), as_json)


@matches.command("promote")
def promote_command(
    version: Annotated[str, typer.Argument(help="A version of the weights, or an earlier one.")],
    actor: Buyer,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Put a version of the weights in force, with a reason; only procurement may."""
    from assistant.bootstrap import open_world
    from tools.matching.governing import promote_weights

    done = promote_weights(open_world().acting(actor), version, reason)
    print_result(done, outline(done), as_json)


@matches.command("weigh")
def weigh_command(
    signal: Annotated[str, typer.Argument(help="A signal, such as price.")],
    weight: Annotated[float, typer.Argument(help="Its weight, 0 to 1.")],
    actor: Buyer,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Set the weight of a signal for everybody, with a reason; only procurement may."""
    from assistant.bootstrap import open_world
    from tools.matching.governing import set_weights

    done = set_weights(open_world().acting(actor), {signal: weight}, reason)
    print_result(done, outline(done), as_json)


def report_fairness(
    since: Annotated[str, typer.Option("--since", help="First day, like 2026-01-01.")] = "",
    until: Annotated[str, typer.Option("--until", help="Day after the last.")] = "",
    as_json: AsJson = False,
) -> None:
    """Selection rates and impact ratios by self-declared group over a period."""
    from assistant.bootstrap import open_world
    from assistant.talent_words import fairness_words
    from tools.matching.fairness import fairness_report

    first, end = _day(since), _day(until)
    if first and end and end <= first:
        raise BadInput("No day is left: --until has to be after --since.")
    found = fairness_report(open_world().sessions, first, end).as_json()
    print_result(found, fairness_words(found), as_json)


def _day(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said).replace(tzinfo=UTC) if said else None
    except ValueError as error:
        raise BadInput(f"{said!r} is no day: write it like 2026-01-31.") from error

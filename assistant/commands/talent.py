"""`sourcing talent`, `sourcing skills` and `sourcing matches`: people, skills and rankings."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from knowledge.errors import BadInput

talent = typer.Typer(help="The talent pool: import, match, explain, forget.", no_args_is_help=True)
skills = typer.Typer(help="The skill taxonomy.", no_args_is_help=True)
matches = typer.Typer(help="Rankings that were shown.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Count = Annotated[int, typer.Option("-k", min=1, max=1000, help="How many.")]
BriefFile = Annotated[Path, typer.Option("--brief", help="The brief, a JSON file.")]
PoolFile = Annotated[
    Path | None, typer.Option("--pool", help="Profiles to rank, CSV or JSON Lines; else the pool.")
]


@talent.command("import")
def import_talent(
    file: Annotated[Path, typer.Argument(help="Profiles: CSV, or JSON Lines.")],
) -> None:
    """Add or replace profiles; each bad row is named with its line, the rest is taken."""
    from assistant.bootstrap import open_world
    from integrations.platforms.profiles import read_profiles
    from tools.matching import save_profiles

    world = open_world()
    read = read_profiles(file, fetched_at=world.clock())
    taken = save_profiles(world.sessions, read.profiles, world.embedder, world.clock())
    for error in read.errors:
        print(error, file=sys.stderr)
    print(json.dumps({"imported": taken, "errors": list(read.errors)}, ensure_ascii=False))
    if read.errors:
        raise typer.Exit(2)


@talent.command("match")
def match(
    brief: BriefFile,
    pool: PoolFile = None,
    count: Count = 10,
    as_json: AsJson = False,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Candidate A instead of names and links.")
    ] = False,
) -> None:
    """Rank people for a brief: the pool's, or those of a file."""
    from dataclasses import replace

    from tools.matching import rank
    from tools.matching.anonymous import anonymised

    wanted = _brief(brief)
    ranking = rank(wanted, _columns(pool), k=count)
    if anonymous:
        ranking = replace(ranking, candidates=anonymised(ranking.candidates, {})[0])
    if as_json:
        print(json.dumps(ranking.as_json(), ensure_ascii=False))
        return
    from assistant.terminal import show_table

    rows = [
        {"#": c.rank, "id": c.id, "band": c.band, "score": f"{c.score:.3f}", "headline": c.headline}
        for c in ranking.candidates
    ]
    show_table(rows, ("#", "id", "band", "score", "headline"), "Nobody fits.")


@talent.command("why")
def why(
    person: Annotated[str, typer.Argument(help="A profile's id.")],
    brief: BriefFile,
    pool: PoolFile = None,
    against: Annotated[str | None, typer.Option("--against", help="Compare with this id.")] = None,
) -> None:
    """Say where somebody stands in a ranking and why, or why they are not in it; prints JSON."""
    from tools.matching.comparing import compare, standing

    wanted, columns = _brief(brief), _columns(pool)
    found = (
        compare(wanted, columns, person, against) if against else standing(wanted, columns, person)
    )
    print(json.dumps(found, ensure_ascii=False))


Server = Annotated[str, typer.Option("--as", help="The e-mail address of procurement or HR.")]
Because = Annotated[str, typer.Option("--reason", help="Why; it goes into the record.")]


@talent.command("told")
def told_command(
    person: Annotated[str, typer.Argument(help="A profile's id.")],
    actor: Server,
    as_json: AsJson = False,
) -> None:
    """Say how a person was ranked, what counted and who decided, to hand to them."""
    from assistant.bootstrap import open_world
    from tools.matching.rights import as_letter, told

    found = told(open_world().acting(actor), person)
    print(json.dumps(found, ensure_ascii=False) if as_json else as_letter(found))


@talent.command("correct")
def correct_command(
    person: Annotated[str, typer.Argument(help="A profile's id.")],
    field: Annotated[str, typer.Option("--field", help="What is wrong, such as headline.")],
    value: Annotated[str, typer.Option("--value", help="What it should be: words, or JSON.")],
    actor: Server,
    reason: Because = "",
) -> None:
    """Correct what a profile says, with the reason; rankings of the past stay as they were."""
    from assistant.bootstrap import open_world
    from tools.matching.rights import correct

    world = open_world()
    done = correct(world.acting(actor), person, field, value, reason, world.embedder)
    print(json.dumps(done, ensure_ascii=False))


@talent.command("forget")
def forget_command(
    person: Annotated[str, typer.Argument(help="A profile's id, or the person's key.")],
    actor: Server,
    reason: Because = "",
) -> None:
    """Erase a person from the pool on every source, and from the pools kept for replay."""
    from assistant.bootstrap import open_world
    from tools.matching.rights import forget_person

    world = open_world()
    print(json.dumps(forget_person(world.acting(actor), person, reason).as_json()))


@talent.command("purge")
def purge(
    keep_days: Annotated[
        int, typer.Option("--keep-days", min=1, help="How long rankings can be computed again.")
    ] = 365,
) -> None:
    """Erase profiles whose source allows no longer keeping them, and what profiles once said."""
    from assistant.bootstrap import open_world
    from tools.matching import purge_expired
    from tools.matching.erasure import prune_past

    world = open_world()
    now = world.clock()
    erased = purge_expired(world.sessions, now).as_json()
    pruned = prune_past(world.sessions, now - timedelta(days=keep_days))
    print(json.dumps(erased | {"past_versions_let_go": pruned}))


@matches.command("replay")
def replay_match(
    run: Annotated[str, typer.Argument(help="A ranking's id.")],
) -> None:
    """Compute a ranking that was shown again, from its own inputs; 1 if it differs."""
    from assistant.bootstrap import open_world
    from tools.matching import replay

    again = replay(open_world().sessions, run)
    print(json.dumps({"id": again.run_id, "same": again.same, "note": again.note, **again.now}))
    if not again.same:
        raise typer.Exit(1)


Buyer = Annotated[str, typer.Option("--as", help="The e-mail address of who decides.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it goes into the record.")]


@matches.command("learn")
def learn_command(actor: Buyer, reason: Reason = "Learnt from decisions and outcomes.") -> None:
    """Learn weights from choices, overrides and outcomes, compared on decisions held back."""
    from assistant.bootstrap import open_world
    from tools.matching.governing import learn_weights

    print(json.dumps(learn_weights(open_world().acting(actor), reason)))


@matches.command("promote")
def promote_command(
    version: Annotated[str, typer.Argument(help="A version of the weights, or an earlier one.")],
    actor: Buyer,
    reason: Reason = "",
) -> None:
    """Put a version of the weights in force, with a reason; only procurement may."""
    from assistant.bootstrap import open_world
    from tools.matching.governing import promote_weights

    print(json.dumps(promote_weights(open_world().acting(actor), version, reason)))


@matches.command("weigh")
def weigh_command(
    signal: Annotated[str, typer.Argument(help="A signal, such as price.")],
    weight: Annotated[float, typer.Argument(help="Its weight, 0 to 1.")],
    actor: Buyer,
    reason: Reason = "",
) -> None:
    """Set the weight of a signal for everybody, with a reason; only procurement may."""
    from assistant.bootstrap import open_world
    from tools.matching.governing import set_weights

    print(json.dumps(set_weights(open_world().acting(actor), {signal: weight}, reason)))


def report_fairness(
    since: Annotated[str, typer.Option("--since", help="First day, like 2026-01-01.")] = "",
    until: Annotated[str, typer.Option("--until", help="Day after the last.")] = "",
) -> None:
    """Selection rates and impact ratios by self-declared group over a period; prints JSON."""
    from assistant.bootstrap import open_world
    from tools.matching.fairness import fairness_report

    found = fairness_report(open_world().sessions, _day(since), _day(until))
    print(json.dumps(found.as_json(), ensure_ascii=False))


def _day(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said).replace(tzinfo=UTC) if said else None
    except ValueError as error:
        raise BadInput(f"{said!r} is no day: write it like 2026-01-31.") from error


@skills.command("link")
def link_skills(
    titles: Annotated[
        Path | None, typer.Option("--titles", help="Link against these titles, one a line.")
    ] = None,
    count: Count = 10,
    as_json: AsJson = False,
) -> None:
    """Link each line of standard input to the taxonomy, or to a list of titles."""
    from knowledge.skills.linking import shared_linker

    linker = shared_linker() if titles is None else _title_linker(titles)
    for line in sys.stdin:
        found = [
            {"id": one.id, "name": one.name, "score": one.score}
            for one in linker.link(line.strip(), count)
        ]
        print(json.dumps(found, ensure_ascii=False) if as_json else _line(found), flush=True)


def _line(found: list[dict[str, Any]]) -> str:
    return "; ".join(f"{one['name']} ({one['score']:.2f})" for one in found)


def _brief(path: Path) -> Any:
    from tools.matching import Brief

    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        raise BadInput(f"{path.name} is no valid JSON.") from error
    if not isinstance(given, dict):
        raise BadInput(f"{path.name} has to hold one JSON object.")
    return Brief.from_json(given)


def _columns(pool: Path | None) -> Any:
    from assistant.bootstrap import open_world
    from knowledge.embedding import Embedder

    if pool is None:
        return open_world().pool.columns()
    from assistant.settings import read_settings
    from integrations.platforms.profiles import read_profiles
    from tools.matching import build_pool
    from tools.matching.building import remembered_vectors

    read = read_profiles(pool)
    for error in read.errors:
        print(error, file=sys.stderr)
    embed, folder = Embedder(), read_settings().home / "cache"
    return build_pool(
        read.profiles, embed, vectors=remembered_vectors(read.profiles, embed, folder)
    )


def _title_linker(path: Path) -> Any:
    from assistant.settings import read_settings
    from knowledge.embedding import Embedder
    from knowledge.skills.titles import read_titles

    return read_titles(path, Embedder(), read_settings().home / "cache")

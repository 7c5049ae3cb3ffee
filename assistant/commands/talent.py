"""`sourcing talent` and `sourcing skills`: people in the pool, and the taxonomy."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.commands.output import AsJson, counted, outline, print_result, print_table
from knowledge.errors import BadInput

talent = typer.Typer(help="The talent pool: import, match, explain, forget.", no_args_is_help=True)
skills = typer.Typer(help="The skill taxonomy.", no_args_is_help=True)

BRIEF_EXAMPLE = 'It holds what is wanted, like {"title": "Brand designer", "text": "A new logo."}.'
EMPTY_POOL = "Nobody is in the pool yet: `sourcing talent import FILE`, or `sourcing seed`."

Count = Annotated[int, typer.Option("-k", min=1, max=1000, help="How many.")]
BriefFile = Annotated[Path, typer.Option("--brief", help="The brief, a JSON file.")]
PoolFile = Annotated[
    Path | None, typer.Option("--pool", help="Profiles to rank, CSV or JSON Lines; else the pool.")
]


@talent.command("import")
def import_talent(
    file: Annotated[Path, typer.Argument(help="Profiles: CSV, or JSON Lines.")],
    as_json: AsJson = False,
) -> None:
    """Add or replace profiles; each bad row is named with its line, the rest is taken.

    A row has an id, and may have name, headline, summary, skills (separated by |), rate,
    location, languages, available_from and more; docs/matching.md shows an example file.
    """
    from assistant.bootstrap import open_world
    from integrations.platforms.profiles import read_profiles
    from tools.matching import save_profiles

    world = open_world()
    read = read_profiles(file, fetched_at=world.clock())
    taken = save_profiles(world.sessions, read.profiles, world.embedder, world.clock())
    for error in read.errors:
        print(error, file=sys.stderr)
    print_result(
        {"imported": taken, "errors": list(read.errors)},
        f"{counted(taken, 'profile')} taken, {counted(len(read.errors), 'problem')} named.",
        as_json,
    )
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
    """Rank people for a brief: the pool's, or those of a file.

    A brief is a JSON file with a title, a text, skills or several, such as {"title": "Brand
    designer", "text": "A new logo.", "skills": {"must": ["Figma"]}, "budget": {"amount": 8000},
    "duration_weeks": 3, "start_date": "2026-12-01"}; docs/matching.md explains each.
    """
    from dataclasses import replace

    from assistant.talent_words import COLUMNS, ranked
    from tools.matching import rank
    from tools.matching.anonymous import anonymised

    wanted = _brief(brief)
    people = _columns(pool)
    ranking = rank(wanted, people, k=count)
    if anonymous:
        ranking = replace(ranking, candidates=anonymised(ranking.candidates, {})[0])
    rows = ranked(ranking.candidates)
    empty = "Nobody fits." if len(people) else EMPTY_POOL
    print_table(ranking.as_json(), rows, COLUMNS, empty, as_json)


@talent.command("why")
def why(
    person: Annotated[str, typer.Argument(help="A profile's id.")],
    brief: BriefFile,
    pool: PoolFile = None,
    against: Annotated[str | None, typer.Option("--against", help="Compare with this id.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say where somebody stands in a ranking and why, or why they are not in it."""
    from assistant.talent_words import comparison_words, standing_words
    from tools.matching.comparing import compare, standing

    wanted, columns = _brief(brief), _columns(pool)
    if against:
        found = compare(wanted, columns, person, against)
        print_result(found, comparison_words(found), as_json)
    else:
        found = standing(wanted, columns, person)
        print_result(found, standing_words(found), as_json)


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
    print_result(found, as_letter(found), as_json)


@talent.command("correct")
def correct_command(
    person: Annotated[str, typer.Argument(help="A profile's id.")],
    field: Annotated[str, typer.Option("--field", help="What is wrong, such as headline.")],
    value: Annotated[str, typer.Option("--value", help="What it should be: words, or JSON.")],
    actor: Server,
    reason: Because = "",
    as_json: AsJson = False,
) -> None:
    """Correct what a profile says, with the reason; rankings of the past stay as they were."""
    from assistant.bootstrap import open_world
    from tools.matching.rights import correct

    world = open_world()
    done = correct(world.acting(actor), person, field, value, reason, world.embedder)
    print_result(done, [f"The profile of {person} is corrected.", *outline(done)], as_json)


@talent.command("forget")
def forget_command(
    person: Annotated[str, typer.Argument(help="A profile's id, or the person's key.")],
    actor: Server,
    reason: Because = "",
    as_json: AsJson = False,
) -> None:
    """Erase a person from the pool on every source, and from the pools kept for replay."""
    from assistant.bootstrap import open_world
    from tools.matching.rights import forget_person

    world = open_world()
    erased = forget_person(world.acting(actor), person, reason)
    words = f"Erased: {', '.join(erased.profiles)}; {_earlier(erased.earlier)}."
    print_result(erased.as_json(), words, as_json)


@talent.command("purge")
def purge(
    keep_days: Annotated[
        int, typer.Option("--keep-days", min=1, help="How long rankings can be computed again.")
    ] = 365,
    as_json: AsJson = False,
) -> None:
    """Erase profiles whose source allows no longer keeping them, and what profiles once said."""
    from assistant.bootstrap import open_world
    from tools.matching import purge_expired
    from tools.matching.erasure import prune_past

    world = open_world()
    now = world.clock()
    erased = purge_expired(world.sessions, now)
    pruned = prune_past(world.sessions, now - timedelta(days=keep_days))
    words = (
        f"Erased {counted(len(erased.profiles), 'profile')} that may no longer be kept; "
        f"{_earlier(erased.earlier)}. Let go of {counted(pruned, 'version')} older than "
        f"{counted(keep_days, 'day')}."
    )
    print_result(erased.as_json() | {"past_versions_let_go": pruned}, words, as_json)


def _earlier(count: int) -> str:
    return f"{counted(count, 'earlier version')} with them"


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
    from knowledge.text_files import read_text
    from tools.matching import Brief

    try:
        given = json.loads(read_text(path))
    except ValueError as error:
        raise BadInput(f"{path.name} is no valid JSON. {BRIEF_EXAMPLE}") from error
    if not isinstance(given, dict):
        raise BadInput(f"{path.name} has to hold one JSON object. {BRIEF_EXAMPLE}")
    brief = Brief.from_json(given)
    if not (brief.title or brief.text or brief.must or brief.nice):
        raise BadInput(f"The brief asks for nothing. {BRIEF_EXAMPLE}")
    return brief


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
    vectors = remembered_vectors(read.profiles, embed, folder)
    return build_pool(read.profiles, embed, datetime.now(UTC).date(), vectors=vectors)


def _title_linker(path: Path) -> Any:
    from assistant.settings import read_settings
    from knowledge.embedding import Embedder
    from knowledge.skills.titles import read_titles

    return read_titles(path, Embedder(), read_settings().home / "cache")

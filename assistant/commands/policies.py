"""`sourcing policies`: the policy library, its documents, and answers from it."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import faq
from knowledge.errors import BadInput, SourcingError

if TYPE_CHECKING:
    from assistant.bootstrap import World
    from knowledge.library import Library, Reader
    from knowledge.library.shelving import Progress

app = typer.Typer(help="The policy library: documents, search and answers.", no_args_is_help=True)
app.add_typer(faq.app, name="faq")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
AsOf = Annotated[str, typer.Option("--as-of", help="The day to answer for, like 2026-03-01.")]
Actor = Annotated[str, typer.Option("--actor", help="Who asks: an e-mail address.")]
Paths = Annotated[list[Path], typer.Argument(help="Files or folders.")]


@app.command()
def add(paths: Paths, as_json: AsJson = False) -> None:
    """Add or update documents from files and folders; each bad file is named, the rest is taken."""
    _take([str(path) for path in paths], as_json, sync=False, dry_run=False)


@app.command()
def sync(
    source: Annotated[str, typer.Argument(help="A folder, or the address of a git repository.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on following it until Ctrl-C or SIGTERM.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the library follow a folder or a git repository: what changes is said first."""
    if watch and dry_run:
        raise BadInput("--watch applies what changes: leave out --dry-run.")
    _take([source], as_json, sync=True, dry_run=dry_run)
    if watch:
        _follow(source, as_json)


@app.command()
def search(
    query: str,
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="How many sections.")] = 5,
    as_of: AsOf = "",
    actor: Actor = "",
    as_json: AsJson = False,
) -> None:
    """Find the sections that fit a question best."""
    from tools import policy

    with _world() as world:
        found = policy.search(
            _ready(world),
            query,
            reader=_reader(world, actor),
            as_of=_day(world, as_of),
            count=count,
        )
    results = [passage.as_json() for passage in found]
    if as_json:
        print(json.dumps({"results": results}, ensure_ascii=False))
        return
    for result in results:
        print(f"{result['score']:.2f}  {result['path']}  {' > '.join(result['heading_path'])}")


@app.command()
def ask(
    question: str,
    as_of: AsOf = "",
    actor: Actor = "",
    public: Annotated[
        bool, typer.Option("--public", help="As in a channel where everybody listens.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the library, word for word and cited, or say why it does not."""
    from tools import policy
    from tools.policy_feedback import ask_owners, record_question

    with _world() as world:
        reader = replace(_reader(world, actor), public_channel=public)
        found = policy.ask(_ready(world), question, reader=reader, as_of=_day(world, as_of))
        told = found.as_json()
        with world.sessions.begin() as session:
            number = record_question(session, told, reader.email, question, world.clock())
            ask_owners(session, found, world.clock())
    if as_json:
        print(json.dumps({**told, "question_number": number}, ensure_ascii=False))
        return
    print(found.answer)
    for citation in found.citations:
        print(f"  “{citation.words}”\n  {citation.title}, {citation.section}")


@app.command()
def feedback(
    number: Annotated[int, typer.Argument(help="The question_number of the answer.")],
    actor: Annotated[str, typer.Option("--actor", help="Who judges: an e-mail address.")],
    wrong: Annotated[bool, typer.Option("--wrong", help="It was wrong; give the reason.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="What was wrong.")] = "",
) -> None:
    """Say whether an answer was right; those who keep the policies read it in the report."""
    from tools.policy_feedback import give_feedback

    with _world() as world:
        give_feedback(world.acting(actor), number, right=not wrong, reason=reason)
    print(json.dumps({"question_number": number, "right": not wrong}))


@app.command("list")
def list_documents(actor: Actor = "", as_of: AsOf = "", as_json: AsJson = False) -> None:
    """List the documents that apply on a day and that the reader may read."""
    with _world() as world:
        found = _ready(world).editions(_reader(world, actor), _day(world, as_of))
    rows = [
        {"document": e.document, "title": e.title, "version": e.version, "owner": e.owner,
         "path": e.path, "effective_from": e.start or None}
        for e in found
    ]  # fmt: skip
    if as_json:
        print(json.dumps({"documents": rows}, ensure_ascii=False))
        return
    for row in rows:
        print(f"{row['document']}  {row['title']}  {row['version']}")


@app.command()
def show(document: str, actor: Actor = "", as_of: AsOf = "") -> None:
    """Print a document as it applies on a day, with who owns it and since when."""
    from knowledge.library.pages import read_page

    with _world() as world:
        page = read_page(_ready(world), document, _reader(world, actor), _day(world, as_of))
    edition = page.edition
    print(f"{edition.title}\n{edition.owner}, version {edition.version or 'without a number'}")
    print(
        f"In force {page.effective_from or 'always'} to {page.effective_until or 'further notice'}"
    )
    for section in page.sections:
        print(f"\n## {' > '.join(section.heading_path)}\n\n{section.text}")


@app.command()
def report(as_json: AsJson = False) -> None:
    """What is asked and refused, where the library has gaps, and what is due for review."""
    from tools.policy_feedback import policies_report

    with _world() as world, world.sessions() as session:
        found = policies_report(session, _ready(world), world.clock().date())
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    reasons = ", ".join(f"{name} {count}" for name, count in found["reasons"].items())
    print(
        f"{found['asked']} questions, {found['refused']} refused{reasons and f' ({reasons})'}; "
        f"judged right {found['judged_right']}, wrong {found['judged_wrong']}."
    )
    for group in found["most_asked"]:
        print(f"Asked {group['count']} times: {'; '.join(group['examples'])}")
    for refused in found["refused_questions"]:
        print(f"Refused ({refused['reason']}): {refused['question']}")
    for gap in found["gaps"]:
        print(f"Gap, asked {gap['count']} times: {'; '.join(gap['examples'])}")
    for group in found["off_topic"]:
        print(f"Off topic, asked {group['count']} times: {'; '.join(group['examples'])}")
    for wrong in found["wrong"]:
        print(f"Wrong: {wrong['about']} ({wrong['reason']})")
    for due in found["due_for_review"]:
        print(f"Review by {due['review_by']}: {due['document']} ({due['owner']})")
    for used in found["most_used"]:
        print(f"Used {used['count']} times: {used['document']}")
    unused = found["never_used"]
    print(f"Never used in an answer, {len(unused)} documents: {', '.join(unused)}")


@app.command()
def rebuild() -> None:
    """Build the index anew from the documents of record."""
    with _world() as world, _progress() as progress:
        world.library.rebuild(today=world.clock().date(), progress=progress)
    print(json.dumps({"rebuilt": True}))


def _take(sources: Sequence[str], as_json: bool, *, sync: bool, dry_run: bool) -> None:
    """Read, say what would change, then change it; JSON of the same goes to standard output."""
    from tools import policy_documents as documents

    reports = []
    with _world() as world, _progress() as progress:
        for reading in documents.read_sources(sources):
            prepared = documents.prepare(world.library, reading, sync=sync)
            reports.append(prepared.report)
            for bad in prepared.bad:
                print(bad.error, file=sys.stderr)
            print(documents.told(prepared.report), file=sys.stderr)
            if not dry_run:
                documents.apply(world.library, prepared, now=world.clock(), progress=progress)
    report = documents.merged(reports)
    if as_json or not sys.stdout.isatty():
        print(json.dumps(report, ensure_ascii=False))
    nothing = not any(report[name] for name in documents.COUNTED)
    if nothing and report["errors"]:
        raise typer.Exit(2)


def _follow(source: str, as_json: bool) -> None:
    """Take in what changes at the source, until the process is told to stop."""
    import signal
    from threading import Event

    from integrations.watching import changes

    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    print(f"Following {source}. Ctrl-C ends it.", file=sys.stderr)
    for _ in changes(source, stop):
        try:
            # What is wrong with a file is told by the report, and no reason to stop.
            with suppress(typer.Exit):
                _take([source], as_json, sync=True, dry_run=False)
        except SourcingError as problem:
            print(problem, file=sys.stderr)
    print("No longer following.", file=sys.stderr)


@contextmanager
def _world() -> "Iterator[World]":
    from assistant.bootstrap import open_world

    world = open_world()
    try:
        yield world
    finally:
        world.close()


@contextmanager
def _progress() -> "Iterator[Progress]":
    """A bar on standard error while sections are embedded."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading sections", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _ready(world: "World") -> "Library":
    """The library, brought up to date when its documents changed elsewhere."""
    library = world.library
    if library.is_stale():
        with _progress() as progress:
            library.refresh(today=world.clock().date(), progress=progress)
    return library


def _reader(world: "World", actor: str) -> "Reader":
    from tools import policy

    return policy.reader_for(world.acting(actor).actor) if actor else policy.ANYONE


def _day(world: "World", as_of: str) -> date:
    if not as_of:
        return world.clock().date()
    try:
        return date.fromisoformat(as_of)
    except ValueError as error:
        raise BadInput(f"--as-of {as_of!r} is not a date like 2026-03-01.") from error

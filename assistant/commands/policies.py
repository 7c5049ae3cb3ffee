"""`sourcing policies`: the policy library, its documents, and answers from it."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import faq
from assistant.commands.output import (
    AsJson,
    Group,
    counted,
    print_result,
    print_table,
    progress_bar,
)
from knowledge.errors import BadInput, SourcingError

if TYPE_CHECKING:
    from assistant.bootstrap import World
    from knowledge.library.library import Library
    from knowledge.library.rights import Reader
    from tools.policy.documents import Prepared

app = typer.Typer(help="The policy library: documents, search and answers.", no_args_is_help=True)
app.add_typer(faq.app, name="faq", cls=Group)

LARGEST_NUMBER = 2**31 - 1
"""The largest number that a record can have."""
ASKED = 'Write a question, like: sourcing policies ask "Who approves $40,000?"'
AsOf = Annotated[str, typer.Option("--as-of", help="The day to answer for, like 2026-03-01.")]
Actor = Annotated[str, typer.Option("--actor", help="Who asks: an e-mail address.")]
Paths = Annotated[list[Path], typer.Argument(help="Files or folders.")]


@app.command()
def add(paths: Paths, as_json: AsJson = False) -> None:
    """Add or update documents from files and folders.

    Each bad file is named and the rest is taken; the exit status is then 2.
    """
    if not _take([str(path) for path in paths], as_json, sync=False, dry_run=False):
        raise typer.Exit(2)


@app.command()
def sync(
    source: Annotated[str, typer.Argument(help="A folder, or the address of a git repository.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on following it until Ctrl-C or SIGTERM.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the library follow a folder or a git repository: what changed is said."""
    if watch and dry_run:
        raise BadInput("--watch applies what changes: leave out --dry-run.")
    all_taken = _take([source], as_json, sync=True, dry_run=dry_run)
    if watch:
        _follow(source, as_json)
    elif not all_taken:
        raise typer.Exit(2)


@app.command()
def search(
    query: str,
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="How many sections.")] = 5,
    as_of: AsOf = "",
    actor: Actor = "",
    as_json: AsJson = False,
) -> None:
    """Find the sections that fit a question best."""
    from tools.policy import asking as policy

    with _world() as world:
        found = policy.search(
            _ready(world),
            _written(query),
            reader=_reader(world, actor),
            as_of=_day(world, as_of),
            count=count,
        )
    results = [passage.as_json() for passage in found]
    rows = [
        {"score": f"{r['score']:.2f}", "document": r["document"], "section": r["heading_path"][-1]}
        for r in results
    ]
    columns = ("score", "document", "section")
    print_table({"results": results}, rows, columns, "No section fits that question.", as_json)


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
    from assistant.policy_words import answer_words
    from assistant.settings import read_settings
    from tools.policy import asking as policy
    from tools.policy.feedback import ask_owners, record_question

    question = _written(question)
    with _world() as world:
        reader = replace(_reader(world, actor), public_channel=public)
        found = policy.ask(_ready(world), question, reader=reader, as_of=_day(world, as_of))
        told = found.as_json()
        with world.sessions.begin() as session:
            number = record_question(session, told, reader.email, question, world.clock())
            ask_owners(session, found, world.clock())
    words = answer_words(told, number, read_settings().public_url)
    print_result({**told, "question_number": number}, words, as_json)


@app.command()
def feedback(
    number: Annotated[
        int, typer.Argument(min=1, max=LARGEST_NUMBER, help="The number that the answer shows.")
    ],
    actor: Annotated[str, typer.Option("--actor", help="Who judges: an e-mail address.")],
    wrong: Annotated[bool, typer.Option("--wrong", help="It was wrong; give the reason.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="What was wrong.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say whether an answer was right; those who keep the policies read it in the report."""
    from tools.policy.feedback import give_feedback

    with _world() as world:
        give_feedback(world.acting(actor), number, right=not wrong, reason=reason)
    done = {"question_number": number, "right": not wrong}
    judged = "wrong" if wrong else "right"
    print_result(done, f"Kept: the answer to question {number} was {judged}.", as_json)


@app.command("list")
def list_documents(actor: Actor = "", as_of: AsOf = "", as_json: AsJson = False) -> None:
    """List the documents that apply on a day and that the reader may read."""
    from knowledge.library.rights import from_number

    with _world() as world:
        found = _ready(world).editions(_reader(world, actor), _day(world, as_of))
    rows = [
        {"document": e.document, "title": e.title, "version": e.version, "owner": e.owner,
         "path": e.path, "effective_from": e.start or None}
        for e in found
    ]  # fmt: skip
    shown = [row | {"since": from_number(e.start)} for row, e in zip(rows, found, strict=True)]
    none = "No document that you may read applies on that day."
    columns = ("document", "title", "version", "since")
    print_table({"documents": rows}, shown, columns, none, as_json)


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="A document's id, or its path.")],
    actor: Actor = "",
    as_of: AsOf = "",
) -> None:
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
    from assistant.policy_words import report_words
    from tools.policy.feedback import policies_report

    with _world() as world, world.sessions() as session:
        found = policies_report(session, _ready(world), world.clock().date())
    print_result(found, report_words(found), as_json)


@app.command()
def rebuild(as_json: AsJson = False) -> None:
    """Build the index anew from the documents of record."""
    with _world() as world, progress_bar() as progress:
        world.library.rebuild(today=world.clock().date(), progress=progress)
        count = len(world.library.all_editions())
    words = f"The index is built anew, of {counted(count, 'edition')} of documents."
    print_result({"rebuilt": True}, words, as_json)


def _take(sources: Sequence[str], as_json: bool, *, sync: bool, dry_run: bool) -> bool:
    """Change what is to be changed, then say so; whether every file could be taken.

    The change comes first, so that nothing is left undone where nobody reads the words to the end.
    With JSON, words go to standard error.
    """
    from tools.policy import documents

    done: list[documents.Prepared] = []
    try:
        with _world() as world, progress_bar() as progress:
            for reading in documents.read_sources(sources):
                one = documents.prepare(world.library, reading, sync=sync)
                if not dry_run:
                    documents.apply(world.library, one, now=world.clock(), progress=progress)
                done.append(one)
    finally:
        _tell(done, as_json, dry_run=dry_run)
    return not any(one.bad for one in done)


def _tell(done: Sequence["Prepared"], as_json: bool, *, dry_run: bool) -> None:
    """Say what was taken and what could not be."""
    from tools.policy import documents

    for bad in (bad for one in done for bad in one.bad):
        print(bad.error, file=sys.stderr)
    for one in done:
        words = documents.told(one.report, dry_run=dry_run)
        print(words, file=sys.stderr if as_json else sys.stdout)
    if as_json and done:
        print_result(documents.merged([one.report for one in done]), "", as_json)


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


def _ready(world: "World") -> "Library":
    """The library, brought up to date when its documents changed elsewhere."""
    library = world.library
    if library.is_stale():
        with progress_bar() as progress:
            library.refresh(today=world.clock().date(), progress=progress)
    return library


def _written(question: str) -> str:
    if not any(letter.isalnum() for letter in question):
        raise BadInput(ASKED)
    return question


def _reader(world: "World", actor: str) -> "Reader":
    from tools.policy import asking as policy

    return policy.reader_for(world.acting(actor).actor) if actor else policy.ANYONE


def _day(world: "World", as_of: str) -> date:
    if not as_of:
        return world.clock().date()
    try:
        return date.fromisoformat(as_of)
    except ValueError as error:
        raise BadInput(f"--as-of {as_of!r} is not a date like 2026-03-01.") from error

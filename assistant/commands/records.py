"""`sourcing records`: requests as they stand, with their trail."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.commands.output import AsJson, print_result, print_table

app = typer.Typer(help="Show requests: what was asked, decided and matched.", no_args_is_help=True)

Actor = Annotated[
    str | None, typer.Option("--actor", help="Show only what this e-mail address may see.")
]


@app.command("show")
def show(request_id: str, as_json: AsJson = False, actor: Actor = None) -> None:
    """Show one request whole: fields, rulings, approvals, shortlist, the six audit answers."""
    from assistant.bootstrap import open_world
    from tools import views

    world = open_world()
    with world.sessions() as session:
        if actor:
            request = views.readable(session, world.acting(actor), request_id)
        else:
            request = views.get_request(session, request_id)
        record = views.audited_view(session, request)
    if as_json:
        print_result(record, "", as_json)
    else:
        from assistant.terminal import show_record

        show_record(record)


@app.command("sow")
def sow(
    request_id: str,
    docx: Annotated[
        Path | None, typer.Option("--docx", help="Write it there as a Word file as well.")
    ] = None,
    as_json: AsJson = False,
    actor: Actor = None,
) -> None:
    """Draft the statement of work of a request as Markdown, or as a Word file to edit."""
    from assistant.bootstrap import open_world
    from tools.statement import draft_statement
    from tools.views import get_request

    world = open_world()
    with world.sessions() as session:
        whose = get_request(session, request_id).requester
    statement = draft_statement(world.acting(actor or whose), request_id)
    if docx is not None:
        _write(docx, statement.docx)
    told = {"request_id": statement.request_id, "open_points": list(statement.open_points)}
    print_result(told | {"markdown": statement.markdown}, statement.markdown, as_json)
    if docx is not None and not as_json:
        written = f"{docx} holds the statement of work of {statement.request_id}."
        print(written, file=sys.stderr)


@app.command("sow-return")
def sow_return(
    file: Annotated[Path, typer.Argument(help="The edited statement: .docx or .md.")],
    actor: Annotated[str, typer.Option("--actor", help="Whose edits they are: an e-mail address.")],
    apply: Annotated[
        bool, typer.Option("--apply", help="Change the request; without it nothing is written.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring back an edited statement of work: show what differs, and change the request by it."""
    from assistant.bootstrap import open_world
    from integrations.documents import read_path
    from knowledge.errors import BadInput
    from tools.statement_returned import read_returned, take_returned

    if file.is_dir():
        raise BadInput(f"{file} is a folder: name the file.")
    reading = read_path(file)
    if reading.bad:
        raise BadInput(reading.bad[0].error)
    ctx, text = open_world().acting(actor), reading.drafts[0].text
    changed = None
    if apply:
        returned, changed = take_returned(ctx, text)
    else:
        returned = read_returned(ctx, text)
    told = returned.as_json() | {"version_now": changed["version"] if changed else None}
    print_result(told, _compared(told), as_json)


def _compared(told: dict[str, Any]) -> Iterator[str]:
    """The differences section by section, what is not taken and why, and what comes next."""
    for each in told["differences"]:
        yield f"{each['section']}{': not taken' if each['stays'] else ''}"
        yield from (f"  - {line}" for line in each["before"] if line not in each["after"])
        yield from (f"  + {line}" for line in each["after"] if line not in each["before"])
        yield from (f"  {each['stays']}",) * bool(each["stays"])
    number, fields = told["request_id"], ", ".join(told["changes"]).replace("_", " ")
    if not told["changes"]:
        yield f"Nothing in the file changes {number}."
    elif told["version_now"] is None:
        deciding = ", ".join(told["will_decide"])
        yield f"With --apply it changes {fields} of {number}; then decides: {deciding}."
    else:
        yield f"{number} is at version {told['version_now']} now, a draft to file: {fields}."


def _write(path: Path, content: bytes) -> None:
    from knowledge.errors import BadInput

    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from error


@app.command("list")
def list_records(
    as_json: AsJson = False,
    actor: Actor = None,
    status: Annotated[str | None, typer.Option(help="Only requests in this status.")] = None,
) -> None:
    """List requests, newest first."""
    from assistant.bootstrap import open_world

    found = _listed(open_world(), actor, status)
    columns = ("id", "status", "title", "requester", "updated_at")
    print_table(found, found, columns, "No requests yet.", as_json)


def _listed(world: Any, actor: str | None, status: str | None) -> list[dict[str, Any]]:
    from sqlalchemy import select

    from knowledge.errors import BadInput
    from knowledge.records.requests import STATUSES, Request
    from tools import views

    if status is not None and status not in STATUSES:
        raise BadInput(f"There is no status {status!r}; there are {', '.join(STATUSES)}.")
    with world.sessions() as session:
        if actor:
            requests = views.requests_for(session, world.acting(actor).actor)
        else:
            requests = list(session.scalars(select(Request).order_by(Request.updated_at.desc())))
        return [views.brief_view(r) for r in requests if status in (None, r.status)]

"""`sourcing records`: requests as they stand, with their trail."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(help="Show requests: what was asked, decided and matched.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
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
        print(json.dumps(record, ensure_ascii=False))
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
    if as_json:
        told = {"request_id": statement.request_id, "open_points": list(statement.open_points)}
        print(json.dumps(told | {"markdown": statement.markdown}, ensure_ascii=False))
    elif docx is None:
        print(statement.markdown)
    else:
        print(f"{docx} holds the statement of work of {statement.request_id}.")


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
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        from assistant.terminal import show_table

        show_table(found, ("id", "status", "title", "requester", "updated_at"), "No requests yet.")


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

"""Intake: drafts, what is written into them, and amending what was filed."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from knowledge.errors import BadInput, NotAllowed, WrongState
from knowledge.fields import RequestFields, refused
from knowledge.records.requests import CLOSED, EDITABLE, Request
from knowledge.templates import Template
from tools import routing
from tools.audit import last_change, record
from tools.context import Context
from tools.notices import tell
from tools.people import find_person, name_of
from tools.scoping.changes import apply_changes, check_people
from tools.scoping.prefill import assumptions, template_for, without_stale
from tools.scoping.ruled import rule
from tools.views import get_request, title_of, view


def current_request(session: Session, ctx: Context) -> Request | None:
    """The request that the actor is on in this thread: their latest, if one is open an open one."""
    found: Request | None = session.scalar(newest_here(ctx, Request))
    return found


def newest_here(ctx: Context, what: Any) -> Select[Any]:
    """Selects of the actor's requests in this thread the latest, open ones before closed ones."""
    mine = (Request.thread == ctx.thread, Request.requester == ctx.actor.email)
    newest = (Request.updated_at.desc(), Request.created_at.desc(), Request.id)
    return select(what).where(*mine).order_by(Request.status.in_(CLOSED), *newest).limit(1)


def start_request(ctx: Context, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Open a draft from what the person said, prefilled; returns the record.

    Drafts that are open together in one thread are linked: they share a `group`, the first's id.
    """
    with ctx.sessions.begin() as session:
        group = _group(current_request(session, ctx))
        request = Request(
            id=ctx.new_id("REQ"),
            status="draft",
            version=0,
            requester=ctx.actor.email,
            thread=ctx.thread,
            fields=RequestFields().as_json(),
            origins={},
            rulings={},
            shortlist=[],
            preferences={},
            match={},
            group=group,
            created_at=ctx.clock(),
            updated_at=ctx.clock(),
        )
        _write(session, ctx, request, changes, ())
        session.add(request)
        record(session, ctx, "request.opened", request, fields=sorted(changes))
        session.flush()
        return view(session, request)


def _group(beside: Request | None) -> str | None:
    if beside is None or beside.status not in EDITABLE:
        return None
    beside.group = beside.group or beside.id
    return beside.group


def update_request(
    ctx: Context,
    request_id: str,
    changes: Mapping[str, Any],
    clear: Sequence[str] = (),
    set_aside: Sequence[str] = (),
) -> dict[str, Any]:
    """Change a draft's fields; what is not named stays. Returns the record.

    Raises:
        NotAllowed: it is not the actor's own request.
        WrongState: it has been filed; amend it instead.
        BadInput: a value cannot be read.
    """
    with ctx.sessions.begin() as session:
        request = own(session, ctx, request_id)
        if request.status not in EDITABLE:
            raise WrongState(
                f"{request.id} is {spoken(request.status)}: say that you want to amend it.",
                rule="R1",
            )
        before, origins = request.what.as_json(), dict(request.origins)
        _write(session, ctx, request, changes, clear)
        asked_later = {*request.preferences.get("set_aside", ()), *set_aside} - set(changes)
        request.preferences = request.preferences | {"set_aside": sorted(asked_later)}
        if request.fields != before:
            _record_change(session, ctx, "request.changed", request, before, origins)
        return view(session, request)


def undo_change(ctx: Context, request_id: str) -> dict[str, Any]:
    """Take the last change of a draft back, as it stands in the audit trail; then the one before.

    What was filed and is amended stays a draft, to be filed again.

    Raises:
        NotAllowed: it is not the actor's own request.
        WrongState: it has been filed; amend it instead.
        BadInput: nothing was changed since it was opened or filed.
    """
    with ctx.sessions.begin() as session:
        request = own(session, ctx, request_id)
        if request.status not in EDITABLE:
            raise WrongState(
                f"{request.id} is {spoken(request.status)}: say what should be different, "
                "and it is amended.",
                rule="R1",
            )
        last = last_change(session, request, ["request.changed", "request.amended"])
        if last is None:
            raise BadInput(f"There is nothing to undo: {request.id} is as it was opened.")
        details = last["details"]
        before, changed = request.what.as_json(), details["fields"]
        was = details.get("origins", {})
        fields = RequestFields.model_validate(before | {k: old for k, (old, _) in changed.items()})
        template = template_for(fields, ctx.embed)
        request.template = template.id if template else None
        kept = {k: v for k, v in request.origins.items() if k not in changed}
        _store(session, ctx, request, fields, kept | was)
        record(session, ctx, "request.undone", request, fields=_changed(before, request))
        return view(session, request)


def turn_to(ctx: Context, request_id: str) -> dict[str, Any]:
    """Make another open request of the actor in this thread the one at hand.

    Raises:
        NotAllowed: it is somebody else's.
        WrongState: it is closed, or was begun in another thread, where it may not be seen by all.
    """
    with ctx.sessions.begin() as session:
        request = own(session, ctx, request_id)
        if request.status in CLOSED:
            raise WrongState(
                f"{request.id} is {spoken(request.status)}: copy it to a new request instead."
            )
        if request.thread != ctx.thread:
            raise WrongState(
                f"{request.id} was begun in another conversation: go on there, or copy it here."
            )
        request.updated_at = ctx.clock()
        return view(session, request)


def amend_request(ctx: Context, request_id: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Change a filed request: a new version, confirmed anew, back through what it affects."""
    with ctx.sessions.begin() as session:
        request = own(session, ctx, request_id)
        if request.status in CLOSED:
            raise WrongState(
                f"{request.id} is {spoken(request.status)}: copy it to a new request instead."
            )
        before, origins = request.what.as_json(), dict(request.origins)
        _write(session, ctx, request, changes, ())
        if request.fields == before:
            raise BadInput(f"{request.id} says that already: tell me what should be different.")
        request.status = "draft"
        _record_change(session, ctx, "request.amended", request, before, origins)
        waiting = routing.supersede_pending(session, request)
        text = f"{title_of(request)} ({request.id}) is being amended; nothing to decide for now."
        tell(session, ctx, waiting, request, text)
        return view(session, request)


def _record_change(
    session: Session,
    ctx: Context,
    act: str,
    request: Request,
    before: dict[str, Any],
    origins: Mapping[str, str],
) -> None:
    """Put into the trail what changed in a request, with where the old values came from."""
    changed = _changed(before, request)
    was = {name: origins[name] for name in changed if name in origins}
    record(session, ctx, act, request, fields=changed, origins=was)


def copy_request(ctx: Context, request_id: str) -> dict[str, Any]:
    """A new draft in this thread like an earlier request of the actor's, less its dates."""
    with ctx.sessions() as session:
        earlier = own(session, ctx, request_id, lock=False)
        kept = {k: v for k, v in earlier.fields.items() if v not in (None, [], "")}
    for dated in ("start_date", "deadline"):
        kept.pop(dated, None)
    return start_request(ctx, kept)


def own(session: Session, ctx: Context, request_id: str, *, lock: bool = True) -> Request:
    """The request, if it is the actor's own; locked, unless it is only read.

    Raises:
        NotAllowed: it is somebody else's.
    """
    request = get_request(session, request_id, lock=lock)
    if request.requester != ctx.actor.email:
        whose = name_of(session, request.requester)
        raise NotAllowed(
            f"{request.id} is {whose}'s request: only they can change or file it.",
            rule="R52",
        )
    return request


def spoken(status: str) -> str:
    """A status as people say it."""
    return status.replace("_", " ")


def _write(
    session: Session,
    ctx: Context,
    request: Request,
    changes: Mapping[str, Any],
    clear: Sequence[str],
) -> None:
    fields, origins, template = with_changes(session, ctx, request, changes, clear)
    request.template = template.id if template else None
    _store(session, ctx, request, fields, origins)


def with_changes(
    session: Session,
    ctx: Context,
    request: Request,
    changes: Mapping[str, Any],
    clear: Sequence[str] = (),
) -> tuple[RequestFields, dict[str, Any], Template | None]:
    """What a request would say with these changes: its fields, their origins, its template.

    Raises:
        BadInput: a value cannot be read.
    """
    try:
        fields = apply_changes(request.what, changes, clear)
    except ValidationError as error:
        name = str(next(iter(error.errors()[0]["loc"]), ""))
        raise BadInput(refused(name)) from error
    check_people(session, fields)
    origins = {k: v for k, v in request.origins.items() if k not in clear}
    fields, origins = without_stale(fields, changes, origins)
    origins |= dict.fromkeys(changes, "said")
    template = template_for(fields, ctx.embed)
    if template and template.id != request.template:
        fields, origins = _without_old_template(fields, origins)
    person = find_person(session, request.requester)
    guesses = assumptions(session, person, fields, origins, template)
    fields = apply_changes(fields, {k: v for k, (v, _) in guesses.items() if k not in clear}, ())
    origins |= {name: origin for name, (_, origin) in guesses.items() if name not in clear}
    return fields, origins, template


def _without_old_template(
    fields: RequestFields, origins: dict[str, Any]
) -> tuple[RequestFields, dict[str, Any]]:
    # Another role: what the old template assumed no longer holds, what the person said does.
    old = [name for name, origin in origins.items() if origin == "template"]
    return apply_changes(fields, {}, old), {k: v for k, v in origins.items() if k not in old}


def _store(
    session: Session, ctx: Context, request: Request, fields: RequestFields, origins: dict[str, Any]
) -> None:
    new = fields.as_json()
    if new == request.what.as_json() and request.version:
        return
    request.fields = new
    request.origins = origins
    request.version += 1
    request.status = "draft" if request.status == "awaiting_confirmation" else request.status
    request.updated_at = ctx.clock()
    request.shortlist = []
    requester = find_person(session, request.requester)
    request.rulings = {
        k: r.as_json() for k, r in rule(ctx, requester, fields, template_for(fields)).items()
    }


def _changed(before: dict[str, Any], request: Request) -> dict[str, Any]:
    return {k: [before.get(k), v] for k, v in request.fields.items() if before.get(k) != v}

"""Why somebody is not in a shortlist: the rule that left them out, or where they stand instead."""

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from knowledge.errors import NotFound
from knowledge.records.requests import Request
from knowledge.records.talent import TalentRecord
from tools.context import Context
from tools.selection import hides_names
from tools.sought import brief_of, said_by_people
from tools.views import with_shortlist

MOST = 3
"""How many people of a name are told."""


def why_absent(ctx: Context, request_id: str, person: str) -> dict[str, Any]:
    """Why somebody, by id or name, is not in the shortlist of the actor's request.

    Raises:
        NotFound: nobody in the pool is called that.
        NotAllowed: it is somebody else's request.
    """
    from tools.matching.standing import standing_of
    from tools.matching.store import joined_to

    pool = ctx.pool().columns()
    with ctx.sessions.begin() as session:
        request = with_shortlist(session, ctx, request_id)
        ids = _listed(request, person)
        ids = ids or _called(session, person, by_name=not hides_names(ctx, request))
        brief, overrides = brief_of(ctx, request), said_by_people(request)
        pool = joined_to(session, pool)
        shown = {one["id"]: n for n, one in enumerate(request.shortlist, 1)}
        places = [standing_of(session, brief, pool, one, overrides, ctx.now) for one in ids]
        names = {one["id"]: one["name"] for one in request.shortlist}
    told = [
        _said(names.get(one["id"], person), one, shown.get(one["id"]), len(ids)) for one in places
    ]
    return {"request_id": request_id, "people": places, "text": " ".join(told)}


def _called(session: Session, person: str, *, by_name: bool) -> list[str]:
    same = TalentRecord.id == person
    if by_name:
        name = func.lower(TalentRecord.data["name"].as_string())
        same = or_(same, name == person.strip().lower())
    found = session.scalars(select(TalentRecord.id).where(same).order_by(TalentRecord.id).limit(3))
    if not (ids := list(found)):
        alike = _alike(session, person) if by_name else ""
        raise NotFound(
            f"Nobody on the list is called {person}{alike or ', and nobody in the talent pool'}: "
            "take their id or full name."
        )
    return ids


def _listed(request: Request, person: str) -> list[str]:
    """Those on the list whose name has all of these words."""
    said = set(person.lower().split())
    return [one["id"] for one in request.shortlist if said <= set(one["name"].lower().split())]


def _alike(session: Session, person: str) -> str:
    """People of the pool with one of these first names or surnames, as part of a sentence."""
    name = func.lower(TalentRecord.data["name"].as_string())
    said = person.strip().lower().replace("%", "")
    like = or_(name.startswith(f"{said} ", autoescape=True), name.endswith(f" {said}"))
    found = session.scalars(select(TalentRecord).where(like).order_by(TalentRecord.id).limit(MOST))
    names = [f"{one.data['name']} ({one.id})" for one in found]
    return f"; in the talent pool there is {' and '.join(names)}" if names else ""


def _said(person: str, one: dict[str, Any], place: int | None, namesakes: int) -> str:
    called = person if namesakes == 1 else f"{person} ({one['id']})"
    if place:
        return f"{called} is number {place} of the list."
    if "reason" in one:
        return f"{called} was left out: {one['reason'].rstrip('.')}."
    against = f" {one['against']}" if one["against"] else ""
    return (
        f"{called} stands at place {one['place']} of {one['of']}, with {one['points']} of 100 "
        f"points; the list holds the first ten.{against}"
    )

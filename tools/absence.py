"""Why somebody is not in a shortlist: the rule that left them out, or where they stand instead."""

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from knowledge.errors import NotFound
from knowledge.records.talent import TalentRecord
from tools.context import Context
from tools.selection import hides_names
from tools.sought import brief_of, said_by_people
from tools.views import with_shortlist


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
        ids = _called(session, person, by_name=not hides_names(ctx, request))
        brief, overrides = brief_of(ctx, request), said_by_people(request)
        pool = joined_to(session, pool)
        shown = {one["id"]: n for n, one in enumerate(request.shortlist, 1)}
        places = [standing_of(session, brief, pool, one, overrides, ctx.now) for one in ids]
    told = [_said(person, one, shown.get(one["id"]), len(ids)) for one in places]
    return {"request_id": request_id, "people": places, "text": " ".join(told)}


def _called(session: Session, person: str, *, by_name: bool) -> list[str]:
    same = TalentRecord.id == person
    if by_name:
        name = func.lower(TalentRecord.data["name"].as_string())
        same = or_(same, name == person.strip().lower())
    found = session.scalars(select(TalentRecord.id).where(same).order_by(TalentRecord.id).limit(3))
    if not (ids := list(found)):
        raise NotFound(f"Nobody in the talent pool is called {person}: take their id or full name.")
    return ids


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

"""What the profiles say of the people on a shortlist, in answer to questions about them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from knowledge.records.requests import Request
from knowledge.records.talent import MatchRun
from knowledge.talent import TalentProfile
from tools.context import Context
from tools.selection import hides_names
from tools.sought import brief_of
from tools.views import with_shortlist

if TYPE_CHECKING:
    from tools.matching.reading import Reading

PLACE = ("location", "country", "timezone")
"""What is not told of people whose names are hidden."""
MOST_WORK = 3


def profiles_shown(ctx: Context, request_id: str, skills: Sequence[str] = ()) -> dict[str, Any]:
    """The people on the actor's shortlist, each with what their profile says.

    `skills` are looked for in each profile: met, partly, not_met or not_assessed.

    Raises:
        NotAllowed: it is somebody else's request.
    """
    from tools.matching.explain import price_words
    from tools.matching.store import joined_to

    pool = ctx.pool().columns()
    with ctx.sessions.begin() as session:
        request = with_shortlist(session, ctx, request_id)
        pool, brief = joined_to(session, pool), brief_of(ctx, request)
        here = [one["id"] for one in request.shortlist if pool.row(one["id"]) is not None]
        told: dict[str, dict[str, Any]] = {}
        for profile, reading in pool.records.profiles(here):
            facts = _facts(profile, hidden=hides_names(ctx, request))
            shown = {name: _status(name, profile, reading) for name in skills}
            standing = {"level": reading.level, "years": reading.years}
            priced = {"price": price_words(brief, profile)}
            told[profile.id] = facts | standing | priced | {"skills": shown}
        shortlist = [one | {"profile": told.get(one["id"])} for one in request.shortlist]
        return {"request_id": request.id, "shortlist": shortlist, **_considered(session, request)}


def _facts(profile: TalentProfile, *, hidden: bool) -> dict[str, Any]:
    names = ("languages", "rating", "ratings_count", "available_from", "hours_per_week")
    facts = profile.model_dump(mode="json", include={*names, *(() if hidden else PLACE)})
    work = [] if hidden else [one.title for one in profile.work[:MOST_WORK]]
    told = {"engagements": len(profile.engagements), "place_hidden": hidden, "work": work}
    return facts | told


def _status(name: str, profile: TalentProfile, reading: "Reading") -> str:
    from tools.matching.brief import Wanted
    from tools.matching.reading import wanted_key
    from tools.matching.requirements import of_skill

    return of_skill("must", Wanted(name, wanted_key(name)), profile, reading, 1.0).status


def _considered(session: Session, request: Request) -> dict[str, int]:
    """How many were looked at for the list as it stands, and how many a rule left out."""
    run = session.get(MatchRun, request.preferences.get("run") or "")
    if run is None:
        return {}
    dropped = sum(run.outcome["dropped_counts"].values())
    return {"considered": run.considered, "dropped": dropped}

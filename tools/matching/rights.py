"""What people in the pool may ask for: how they were ranked, a correction, to be forgotten."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.errors import BadInput, NotAllowed, NotFound, Refused
from knowledge.misfits import first_misfit
from knowledge.records.people import Person
from knowledge.records.requests import Request
from knowledge.records.talent import MatchOverride, MatchRun, TalentRecord
from knowledge.talent import TalentProfile
from tools.audit import note
from tools.context import Context
from tools.matching.columns import Embed
from tools.matching.erasure import Erased, forget
from tools.matching.saving import put, read
from tools.matching.weights import signal_notes

FIXED = ("id", "source", "external_id", "person", "expires_at", "status", "status_reason")
"""What a person cannot have corrected: where the data came from, and our own decisions."""
NEVER = (
    "Name, photo, contact data, age, gender, nationality and schools never enter the ranking; "
    "the number of reviews adds nothing by itself."
)
HUMAN = (
    "The order was a suggestion made by software. People in procurement decided, and may choose "
    "anybody with a reason."
)
LIMITS = (
    "Rankings keep the first ten: where you stood lower, or a rule left you out, is not listed.",
    "What is said of other candidates is left out.",
)


def told(ctx: Context, person: str) -> dict[str, Any]:
    """How somebody was ranked: where, with which contributions, what counts, who decided.

    Raises:
        NotAllowed: the actor is in neither procurement nor HR.
        NotFound: nobody in the pool has that id, and no ranking names it.
    """
    _must_serve(ctx)
    with ctx.sessions.begin() as session:
        known = session.get(TalentRecord, person)
        rankings = [_ranked(session, run, person) for run in _runs_with(session, person)]
        if known is None and not rankings:
            raise NotFound(f"Nobody in the talent pool has the id {person!r}.")
        note(session, ctx, "talent.told", person, {"rankings": len(rankings)})
    return {
        "id": person,
        "in_the_pool": known is not None,
        "rankings": rankings,
        "what_counts": {n.label: n.measures for n in signal_notes().values()},
        "what_never_counts": NEVER,
        "who_decides": HUMAN,
        "limits": list(LIMITS),
        "your_rights": "You may have what is wrong corrected, and may have everything erased.",
    }


def as_letter(found: dict[str, Any]) -> str:
    """What somebody is told, as a text to print."""
    lines = [f"How {found['id']} was ranked", ""]
    for one in found["rankings"]:
        lines.append(f"{one['at'][:10]}, {one['work']}: place {one['place']} of those shown.")
        lines += [
            f"  {part['label']}: {part['points']} of {part['of']} points"
            for part in one["contributions"]
        ]
        lines += [f"  {said}" for said in (one["moved_by_people"], *one["decisions"]) if said]
        lines.append("")
    if not found["rankings"]:
        lines += ["You were not among those shown in any ranking that is kept.", ""]
    lines += ["What counts:"]
    lines += [f"  {label}: {measures}" for label, measures in found["what_counts"].items()]
    said = (found["what_never_counts"], found["who_decides"], found["your_rights"])
    return "\n".join([*lines, "", *said, *found["limits"]])


def correct(
    ctx: Context, person: str, field: str, value: str, reason: str, embed: Embed
) -> dict[str, Any]:
    """Correct what a profile says, with the reason; rankings of the past stay as they were.

    Raises:
        NotAllowed: the actor is in neither procurement nor HR.
        NotFound: nobody in the pool has that id.
        BadInput: there is no such field, or it cannot have that value.
        Refused: no reason was given.
    """
    _must_serve(ctx)
    if not reason.strip():
        raise Refused("Say why the profile is corrected: it goes into the record.", rule="R32")
    with ctx.sessions.begin() as session:
        record = session.get(TalentRecord, person)
        if record is None:
            raise NotFound(f"Nobody in the talent pool has the id {person!r}.")
        before = dict(record.data)
        profile = _corrected(before, field, value)
        put(session, read([profile], embed, ctx.clock()), ctx.clock())
        note(session, ctx, "talent.corrected", person, {"field": field, "reason": reason.strip()})
    return {"id": person, "field": field, "before": before.get(field)} | {
        "now": profile.model_dump(mode="json")[field]
    }


def forget_person(ctx: Context, person: str, reason: str = "") -> Erased:
    """Erase somebody from the pool and from shortlists; the trail keeps ids, acts and reasons.

    The name in a confirmed match stays: it belongs to the record of a contract.

    Raises:
        NotAllowed: the actor is in neither procurement nor HR.
        NotFound: nobody in the pool has that id.
    """
    _must_serve(ctx)
    with ctx.sessions.begin() as session:
        erased = forget(session, person, ctx.clock())
        for request in session.scalars(select(Request)):
            request.shortlist = [_emptied(one, erased.profiles) for one in request.shortlist]
        for one in erased.profiles:
            note(session, ctx, "talent.forgotten", one, {"reason": reason.strip()})
    return erased


def _emptied(candidate: dict[str, Any], erased: Sequence[str]) -> dict[str, Any]:
    """What stays in a shortlist of somebody who was erased: the place and the score."""
    if candidate["id"] not in erased:
        return candidate
    kept = {name: candidate.get(name) for name in ("id", "rank", "score", "band", "source")}
    return kept | {"name": "Erased", "headline": "", "reasons": [], "red_flags": []}


def _corrected(before: dict[str, Any], field: str, value: str) -> TalentProfile:
    able = sorted(set(TalentProfile.model_fields) - set(FIXED))
    if field not in able:
        raise BadInput(f"{field!r} cannot be corrected; these can: {', '.join(able)}.")
    try:
        given = json.loads(value)
    except ValueError:
        given = value
    for one in (given, value):
        try:
            return TalentProfile.model_validate(before | {field: one})
        except ValidationError as error:
            problem = first_misfit(error)
    raise BadInput(f"{field} cannot be {value!r}. {problem}")


def _runs_with(session: Session, person: str) -> list[MatchRun]:
    """The rankings in which somebody was shown, oldest first."""
    runs = session.scalars(select(MatchRun).order_by(MatchRun.at, MatchRun.id))
    return [run for run in runs if any(one["id"] == person for one in run.outcome["results"])]


def _ranked(session: Session, run: MatchRun, person: str) -> dict[str, Any]:
    shown = [one["id"] for one in run.outcome["results"]]
    place = shown.index(person)
    mine = run.outcome["results"][place]
    return {
        "ranking": run.id,
        "request": run.request_id,
        "work": run.brief.get("title") or "a request",
        "at": run.at.isoformat(),
        "place": place + 1,
        "shown": len(shown),
        "considered": run.considered,
        "score": mine["score"],
        "band": mine["band"],
        "contributions": _points(run, mine["contributions"]),
        "model": run.model,
        "weights": run.weights["version"],
        "moved_by_people": _moved(run, person),
        "decisions": _decisions(session, run, person),
    }


def _moved(run: MatchRun, person: str) -> str:
    """That people, and not the points, settled places of this list; empty where they did not."""
    pinned = [*run.overrides.get("pinned", ())]
    if person in pinned:
        return "A person put you first here, whatever the points say."
    return "A person put somebody else first here, whatever the points say." if pinned else ""


def _points(run: MatchRun, contributions: dict[str, float]) -> list[dict[str, Any]]:
    """Each contribution in points of a hundred, with the most that it could have been."""
    shares, raised = run.weights["shares"], run.weights["priorities"]
    weights = {name: shares[name] * raised.get(name, 1.0) for name in contributions}
    whole = sum(weights.values()) or 1.0
    return [
        {
            "signal": name,
            "label": signal_notes()[name].label,
            "contribution": value,
            "points": round(100 * value, 1),
            "of": round(100 * weights[name] / whole, 1),
        }
        for name, value in sorted(contributions.items(), key=lambda pair: -pair[1])
    ]


def _decisions(session: Session, run: MatchRun, person: str) -> list[str]:
    """What people decided about somebody in a request, and who."""
    asked = select(MatchOverride).where(
        MatchOverride.run_id == run.id, MatchOverride.candidate == person
    )
    words = {"pin": "put you first", "exclude": "left you out", "choose": "chose you"}
    said = [
        f"{_capacity(session, one.actor)} {words.get(one.kind, one.kind)}: {one.reason}"
        for one in session.scalars(asked.order_by(MatchOverride.at))
    ]
    request = session.get(Request, run.request_id) if run.request_id else None
    match = (request.match or {}) if request else {}
    if match:
        what = "you" if match["id"] == person else "somebody else"
        who = _capacity(session, match["confirmed_by"])
        said.append(f"{who} confirmed {what} for this work.")
    return said or ["Nobody has decided on this work yet."]


def _capacity(session: Session, email: str) -> str:
    """As what somebody decided: a letter to an outsider names no employee."""
    found = session.get(Person, email)
    return "Procurement" if found and found.has("procurement") else "Who asked for the work"


def _must_serve(ctx: Context) -> None:
    if not (ctx.actor.has("procurement") or ctx.actor.has("hr")):
        raise NotAllowed("Only procurement and HR act on what people in the pool ask.", rule="R30")

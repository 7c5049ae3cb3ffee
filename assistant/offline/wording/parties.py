"""Words on requests of others, on work that is agreed already, and on figures over many."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from assistant.offline.deciders import asked_of_me, asked_to_decide, theirs
from assistant.offline.language import lexicon, pattern
from assistant.offline.people import picking
from assistant.offline.requests import engaged
from assistant.offline.talk import figures
from assistant.offline.turn import Turn
from assistant.offline.wording import asked_to_decide as decided
from assistant.offline.wording import matches
from assistant.offline.wording.facts import price
from assistant.offline.wording.lines import lines
from assistant.offline.wording.records import name_of, role_of, status_words
from assistant.offline.wording.speech import day, listed, phrase, sentence
from integrations.wording import whole_cost


def shown_words(turn: Turn, record: dict[str, Any]) -> list[str]:
    """What is said of a record that is shown for a remark, for who is wanted, or as agreed work."""
    if record.get("requester") not in (None, turn.me):
        return _of_theirs(turn, record)
    if turn.planned_by(asked_of_me.answers):
        asked = asked_of_me.waiting(record)[-1]
        who = name_of(turn, asked["by"])
        return [phrase("asked_of_you", turn.seed, who=who, question=asked["question"])]
    if turn.planned_by(engaged.is_spoken_of) and record.get("match"):
        changes = turn.read.intent in engaged.CHANGES and turn.read.fields
        name = record["match"]["name"]
        stays = [phrase("engaged_stays", turn.seed, name=name)] if changes else []
        return [" ".join([_engaged(record), *_kept_elsewhere(turn), *stays])]
    if turn.planned_by(engaged.asks_whether_booked):
        return [f"{phrase('not_booked', turn.seed)} {status_words(turn, record)}"]
    if turn.planned_by(engaged.stays_closed):
        return [f"{status_words(turn, record)} {phrase('closed_stays', turn.seed)}"]
    return []


def put_to_them(turn: Turn) -> bool:
    """Whether a question is offered to be put to the requester of the request that is shown."""
    shown = turn.last("show_request")
    return bool(shown and not shown.error and shown.args.get("words"))


def nothing_shown(turn: Turn) -> list[str]:
    """Why nothing was shown or opened: it is somebody else's, or no work was asked for."""
    if turn.planned_by(asked_to_decide.asks):
        return [decided.of_none(turn)]
    if turn.planned_by(figures.are_asked):
        return [str(lexicon("wording")["figures"][figures.topic(turn.text)])]
    if turn.planned_by(theirs.files_for_me):
        return [phrase("only_you_file", turn.seed)]
    if turn.planned_by(theirs.asks_of_somebody):
        who = str(theirs.named(turn)).title()
        return [phrase("not_yours", turn.seed, who=who)]
    unclear = turn.planned_by(theirs.remarks, theirs.says_verdict)
    return _opened_nothing(turn) if unclear else []


def _opened_nothing(turn: Turn) -> list[str]:
    """What a remark that opened nothing may be about: one request, one of several, or none."""
    if one := theirs.meant(turn):
        return [_remark(turn, one)]
    if several := [f"{one['title']} ({one['id']})" for one in theirs.waiting(turn)]:
        return [phrase("which_waiting", turn.seed, list=listed(several, "or"))]
    return [phrase("nothing_opened", turn.seed)]


def _of_theirs(turn: Turn, record: dict[str, Any]) -> list[str]:
    if turn.planned_by(asked_to_decide.asks):
        return [decided.of_request(turn, record)]
    if turn.last("ask_policy") and put_to_them(turn):
        return [decided.unsaid(turn, record)]
    asked = theirs.topic(turn.text) if turn.planned_by(theirs.asks_who_or_why) else None
    if asked == "wanted" or turn.planned_by(theirs.confirms):
        return [_wanted(turn, record)]
    if asked in ("people", "reasons") and record.get("shortlist"):
        return [_suggested(turn, asked, record["shortlist"])]
    if asked == "purpose":
        return [_purpose(turn, record)]
    one = theirs.meant(turn)
    return [_remark(turn, one)] if one and turn.planned_by(theirs.remarks) else []


def _remark(turn: Turn, one: Mapping[str, Any]) -> str:
    """Whose request it is, and what the person may do about it."""
    who = name_of(turn, str(one["requester"]))
    decides, matches = (
        one["id"] in {each["id"] for each in turn.state.get(name) or ()}
        for name in ("approvals_waiting", "matches_to_confirm")
    )
    key = "theirs_to_decide" if decides else "theirs_to_match" if matches else "theirs_to_tell"
    return f"{phrase('theirs', turn.seed, who=who)} {phrase(key, turn.seed, who=who)}"


def _wanted(turn: Turn, record: dict[str, Any]) -> str:
    """Who is confirmed, whom the requester put first, or whom the ranking suggests."""
    people = record.get("shortlist") or ()
    pinned = [one for one in people if one.get("pinned") is not None]
    chosen = [record["match"]] if record.get("match") else pinned or [*people][:1]
    key = "chosen" if record.get("match") else "pinned" if pinned else "ranked"
    who = name_of(turn, str(record["requester"]))
    if not chosen:
        return phrase("wanted_nobody", turn.seed, who=who)
    named = listed([str(one["name"]) for one in chosen])
    costs = f": {price(chosen[0])}" if len(chosen) == 1 and price(chosen[0]) else ""
    told = phrase(f"wanted_{key}", turn.seed, who=who, names=named, price=costs)
    matches = {one["id"] for one in turn.state.get("matches_to_confirm") or ()}
    if record["id"] in matches:
        return f"{told} {phrase('theirs_to_match', turn.seed)}"
    return told if record.get("match") else f"{told} {phrase('match_comes_later', turn.seed)}"


def _suggested(turn: Turn, asked: str, people: Sequence[Mapping[str, Any]]) -> str:
    """Those on the list of somebody else's request, or why one of them is on it."""
    if asked == "people":
        return "\n".join(lines(turn, [*enumerate(people[: picking.SHOWN], 1)]))
    pinned = [one for one in people if one.get("pinned") is not None]
    meant = picking.pointed_at(turn.text, people) or pinned or people
    return matches.about(turn, meant[0])


def _purpose(turn: Turn, record: dict[str, Any]) -> str:
    """What the work is for, in the requester's words, and what is handed over."""
    fields = record.get("fields") or {}
    who = name_of(turn, str(record["requester"]))
    scope = str(fields.get("scope") or role_of(record)).rstrip(".")
    told = [phrase("purpose", turn.seed, who=who, scope=scope)]
    if handed := fields.get("deliverables"):
        told.append(sentence(f"What is handed over: {', '.join(map(str, handed))}"))
    return " ".join(told)


def _kept_elsewhere(turn: Turn) -> list[str]:
    """Who has the signature, or what was paid until now, where that is asked."""
    asked = engaged.topic(turn)
    if asked == "signed":
        return [phrase("signed_elsewhere", turn.seed)]
    paid = asked == "cost" and pattern("parties", "until_now").search(turn.text)
    return [phrase("paid_elsewhere", turn.seed)] if paid else []


def _engaged(record: dict[str, Any]) -> str:
    """Who does the work, from when to when, and what it comes to."""
    match, fields = record["match"], record.get("fields") or {}
    title = role_of(record)
    told = [phrase("engaged", 0, name=match["name"], title=title, id=record["id"])]
    start, length = fields.get("start_date"), fields.get("duration_weeks")
    if start and length:
        first = date.fromisoformat(str(start))
        last = first + timedelta(weeks=float(length)) - timedelta(1)
        told.append(f"from {day(first)} to {day(last)}")
    elif start:
        told.append(f"from {day(str(start))}")
    if match.get("total_cost"):
        told.append(f"{whole_cost(match)} in total")
    return sentence(", ".join(told))

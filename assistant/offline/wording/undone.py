"""Words where nothing was done: no list, no pin, nothing to order by cost, no record made."""

from collections.abc import Callable

from assistant.offline import certain
from assistant.offline.changes import corrections, edits, handing_over, impossible
from assistant.offline.language import pattern
from assistant.offline.people import inquiring, of_list, shortlisting
from assistant.offline.requests import part_by_part
from assistant.offline.talk import following, incidents, replying
from assistant.offline.turn import SCOPING, Turn
from assistant.offline.wording import parties, scoping
from assistant.offline.wording.changed import people_names
from assistant.offline.wording.speech import (
    field_value,
    listed,
    mid_sentence,
    phrase,
    wanted,
    weeks,
)
from knowledge.fields import refused

MOST = 3
"""How many budget owners are named for instance."""


def nothing_done(turn: Turn) -> list[str]:
    """Why nothing was done about the people, where that is what was asked; else nothing."""
    if turn.planned_by(replying.asks_again):
        return [_again(turn)]
    if told := parties.nothing_shown(turn) or _role_stays(turn) or _not_there(turn):
        return told
    if stays := edits.doubted(turn):
        return [_stays(turn, stays)]
    if turn.planned_by(of_list.wants_it_cheaper):
        choices = listed(what_lowers(turn), "or")
        return [phrase("cheaper_without_list", turn.seed, choices=choices)]
    if turn.shortlist and pattern("corrections", "of_owner").search(turn.text):
        owners = [one.name for one in turn.people if "budget_owner" in one.roles][:MOST]
        return [phrase("owner_kept", turn.seed, owners=listed(owners, "or"))]
    key = _of_row(turn) or _of_list(turn)
    return [phrase(key, turn.seed)] if key else []


def _of_list(turn: Turn) -> str:
    """That the list stays as it is, where nothing is to be done about it."""
    about_list = turn.read.intent in ("match_question", "override_match")
    kept = turn.shortlist and about_list and not certain.asks_to_file(turn)
    return "list_kept" if kept else ""


def _of_row(turn: Turn) -> str:
    """The phrase for a row of the plan that did nothing; empty if it has none."""
    if turn.planned_by(certain.puts_on_hold) and turn.context == "filed":
        return "on_hold"
    if turn.planned_by(certain.leaves_it_to_us) and "budget" not in turn.asked:
        return ""
    return next((key for row, key in ROWS.items() if turn.planned_by(row)), "")


ROWS: dict[Callable[[Turn], bool], str] = {
    incidents.adds_to: "add_to_report",
    certain.leaves_it_to_us: "no_usual_rates",
    following.asks_of_nothing: "refers_to_nothing",
    certain.puts_on_hold: "draft_waits",
    replying.remarks: "small",
    replying.declines: "small",
    of_list.points_at_no_list: "no_list_yet",
    certain.asks_for_one_field: "one_field_alone",
    corrections.keeps: "field_kept",
    shortlisting.puts_back: "none_left_out",
    of_list.picks_somebody: "none_pinned",
    inquiring.keeps_list: "list_saved",
    part_by_part.wants_one_for_both: "one_for_both",
    part_by_part.shares_total_later: "one_total",
}
"""What is said where such a row of the plan did nothing."""


def _role_stays(turn: Turn) -> list[str]:
    """That a filed request stays for whom it is, and how to have somebody else."""
    role = edits.role_that_stays(turn)
    known = wanted(mid_sentence(turn.fields["role"])) if role else ""
    return [phrase("role_stays", turn.seed, known=known, other=wanted(role))] if role else []


def untaken(turn: Turn) -> list[str]:
    """What was given that no field can hold, and what it takes."""
    told = [refused(name) for name in impossible.refused_fields(turn)]
    if days := impossible.no_such_days(turn):
        told.append(phrase("no_such_day", turn.seed, days=listed(days, "or")))
    return told


def _not_there(turn: Turn) -> list[str]:
    """That there is nothing to take out of what is to go."""
    what = handing_over.absent(turn)
    return [phrase("nothing_of_that", turn.seed, what=what)] if what else []


def _stays(turn: Turn, names: list[str]) -> str:
    """That what is doubted stays as it was given, and that nothing is filed by it."""
    told = listed([field_value(name, turn.fields[name], people_names(turn)) for name in names])
    filing = turn.context == "awaiting_confirmation"
    asks = [phrase("confirm_filing", turn.seed, id=turn.request["id"])] if filing else []
    return " ".join([phrase("stays_as_given", turn.seed, told=told), *asks])


def _again(turn: Turn) -> str:
    """What was said last; nothing where a question is open, which ends the answer anyway."""
    if scoping.open_questions(turn):
        return ""
    if turn.context == "awaiting_confirmation":
        return phrase("confirm_filing", turn.seed, id=turn.request["id"])
    return phrase("complete" if turn.context in SCOPING else "what_i_do", turn.seed)


def what_lowers(turn: Turn) -> list[str]:
    """What would lower the cost of the request at hand, by what it says."""
    fields, told = turn.fields, []
    if length := fields.get("duration_weeks"):
        told.append(f"fewer than {weeks(length)}")
    if (people := int(fields.get("headcount") or 1)) > 1:
        told.append(f"fewer than {people} people")
    if len(fields.get("deliverables") or ()) > 1:
        told.append("fewer deliverables")
    if "remote" not in str(fields.get("location") or "remote").lower():
        told.append("remote work")
    words = " ".join(str(fields.get(name) or "") for name in ("role", "scope"))
    senior = pattern("picking", "senior").search(words)
    return [*told, "somebody less senior" if senior else "a role at a lower level"]

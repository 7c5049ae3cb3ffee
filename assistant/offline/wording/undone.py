"""Words where nothing was done: no list, no pin, nothing to order by cost, no record made."""

from assistant.offline import (
    certain,
    corrections,
    edits,
    following,
    handing_over,
    impossible,
    incidents,
    inquiring,
    of_list,
    replying,
    shortlisting,
)
from assistant.offline.language import pattern
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
    if replying.asks_again(turn):
        return [_again(turn)]
    if told := parties.nothing_shown(turn) or _role_stays(turn) or _not_there(turn):
        return told
    if stays := edits.doubted(turn):
        return [_stays(turn, stays)]
    if of_list.wants_it_cheaper(turn):
        choices = listed(what_lowers(turn), "or")
        return [phrase("cheaper_without_list", turn.seed, choices=choices)]
    if turn.shortlist and pattern("corrections", "of_owner").search(turn.text):
        owners = [one.name for one in turn.people if "budget_owner" in one.roles][:MOST]
        return [phrase("owner_kept", turn.seed, owners=listed(owners, "or"))]
    about_list = turn.read.intent in ("match_question", "override_match")
    said = (
        ("add_to_report", incidents.adds_to(turn)),
        ("no_usual_rates", certain.leaves_it_to_us(turn) and "budget" in turn.asked),
        ("refers_to_nothing", following.asks_of_nothing(turn)),
        ("on_hold", certain.puts_on_hold(turn) and turn.context == "filed"),
        ("draft_waits", certain.puts_on_hold(turn)),
        ("small", replying.remarks(turn) or replying.declines(turn)),
        ("no_list_yet", of_list.points_at_no_list(turn)),
        ("one_field_alone", certain.asks_for_one_field(turn)),
        ("field_kept", corrections.keeps(turn)),
        ("none_left_out", shortlisting.puts_back(turn)),
        ("none_pinned", turn.shortlist and shortlisting.unpins(turn)),
        ("list_saved", inquiring.keeps_list(turn)),
        ("list_kept", turn.shortlist and about_list and not certain.asks_to_file(turn)),
    )
    return [phrase(key, turn.seed) for key, applies in said if applies][:1]


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

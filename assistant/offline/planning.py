"""What to do about a message: the tool calls of the first step, and those that follow from them.

Who goes first: a text that is only quoted is put aside (`Turn.own`); a message that tells several
requests what each should be is parted (`part_by_part`); the request that is meant is turned to
(`which_request`); an order that names it is done (`ORDERS`); then what is certain by the words, the
first row that applies (`WHATEVER_THE_INTENT`); then the intent (`PLANS`); and when tools have
answered, what follows from that (`afterwards`). The turn keeps by which row it was planned
(`Turn.planned_by`), so that the wording need not decide it again.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.offline import afterwards, certain
from assistant.offline.changes import corrections, drafting, edits, in_house, requiring, usual_taken
from assistant.offline.deciders import asked_of_me, asked_to_decide, deciding, theirs
from assistant.offline.language import pattern
from assistant.offline.people import acquainted, inquiring, of_list, shortlisting
from assistant.offline.requests import (
    alike,
    each_request,
    engaged,
    naming,
    of_requests,
    part_by_part,
    settling,
    supposing,
    which_request,
)
from assistant.offline.talk import (
    asking,
    figures,
    following,
    going_around,
    incidents,
    replying,
    talking,
)
from assistant.offline.turn import REQUEST_ID, TURNING, About, Call, Turn, has_form, row_name

Plan = Callable[[Turn], list[Call]]


def next_calls(turn: Turn) -> tuple[Turn, list[Call]]:
    """The turn with its plan, and the calls to make now: none when it is time to word the answer.

    Where another model made the calls, the plan is the one that would have been made here.
    """
    own = turn.own
    if not own.text.strip():
        return turn.planned(""), []
    if told := part_by_part.parts(own):
        return turn.planned(""), part_by_part.next_calls(own, told)
    if not own.results or own.results[-1].name == TURNING:
        row, plan = _plan(own)
        return turn.planned(row), plan(own.planned(row))
    row = _plan(replace(own, results=()))[0] if own.row is None else own.row
    return turn.planned(row), afterwards.next_steps(own.planned(row))


def _plan(turn: Turn) -> tuple[str, Plan]:
    """What makes the first calls, or those after turning to the request that is meant; its row."""
    if not turn.results and turn.about and not following.is_listed(turn):
        to = _to_the_one_meant(turn, turn.about)
        if to is not None:
            return "", lambda _turn: to
    ordered = which_request.order(turn)
    if turn.results and (turn.results[-1].error or ordered == "opens"):
        return "", _nothing
    if ordered:
        return "", ORDERS[ordered]
    by_words = ((row_name(one), plan) for one, plan in WHATEVER_THE_INTENT if one(turn))
    if found := next(by_words, None):
        return found
    unsure = certain.says_nothing_sure(turn)
    return "", asking.ask if unsure else PLANS.get(turn.read.intent, _nothing)


def _to_the_one_meant(turn: Turn, about: About) -> list[Call] | None:
    """Turn to the request that the message is about, or look at it; None if it is at hand.

    Where several may be meant, it is asked; where none is, those that there are are listed.
    """
    if about.kind == "each":
        return each_request.show_each(about)
    if len(about.requests) != 1:
        return [] if about.requests else [Call("list_requests")]
    (one,) = about.requests
    looks = about.kind == "asks" or which_request.order(turn) == "opens"
    if one["id"] == turn.request.get("id"):
        return None
    if looks and (about.kind == "asks" or not naming.is_here(one)):
        return [Call("show_request", {"request_id": str(one["id"])})]
    return [Call(TURNING, {"request_id": str(one["id"])})]


def _nothing(_turn: Turn) -> list[Call]:
    return []


def _draft_statement(turn: Turn) -> list[Call]:
    return [Call("draft_statement", _named(turn) | certain.as_file(turn))]


def _show(turn: Turn) -> list[Call]:
    return [Call("show_request", _named(turn) or {"request_id": turn.request["id"]})]


def _explain(turn: Turn) -> list[Call]:
    """What the record says of itself; beside a price stands what is usual."""
    role = str(turn.fields.get("role") or "")
    priced = of_requests.topic_of(turn.text) == "price" and edits.role_named(role)
    return [*([Call("usual_terms", {"role": role})] if priced else []), *_show(turn)]


def _named(turn: Turn) -> dict[str, Any]:
    named = REQUEST_ID.search(turn.text)
    return {"request_id": named[0].upper()} if named else {}


def _propose(_turn: Turn) -> list[Call]:
    return [Call("propose_filing")]


def _status(turn: Turn) -> list[Call]:
    if not turn.request and has_form(turn, "asks_of_limits"):
        return asking.ask(turn)
    about_all = pattern("intents_plans", "all_requests").search(turn.text) or not turn.request
    return [Call("list_requests")] if about_all and not _named(turn) else _show(turn)


def _show_why(turn: Turn) -> list[Call]:
    one = of_requests.why_of(turn) or turn.request
    return [Call("show_request", {"request_id": str(one["id"])})]


def _list(_turn: Turn) -> list[Call]:
    return [Call("list_requests")]


WHATEVER_THE_INTENT: tuple[tuple[Callable[[Turn], bool], Plan], ...] = (
    # Decisions, which only clicks take; not for us; an answer to what was offered just before.
    (deciding.decides_several, deciding.decide_each),
    (certain.is_for_nothing, _nothing),
    (requiring.accepts, requiring.take),
    (requiring.declines, requiring.wait),
    (replying.puts_again, replying.write_again),
    (requiring.notes, requiring.note),
    (of_requests.goes_back, _status),
    # What must reach somebody, whatever else is said: confessions, incidents.
    (going_around.confesses, going_around.help_out),
    (incidents.is_told, incidents.help_out),
    (incidents.adds_to, _nothing),
    (asked_of_me.answers, asked_of_me.pass_on),
    (of_requests.chases_own, _status),
    (of_requests.asks_how_long, asking.how_long),
    (asked_to_decide.asks, asked_to_decide.look),
    (engaged.complains, engaged.put_right),
    # A question that the library lists, and talk, which is no work.
    (following.is_listed, asking.ask),
    (talking.asks_of_me, talking.look_up),
    (going_around.announces, going_around.explain),
    (usual_taken.takes, usual_taken.take),
    (following.objects, following.put_right),
    (talking.remarks, _nothing),
    (talking.tells_aside, _nothing),
    # Replies to the last answer.
    (replying.accepts, replying.hand_over),
    (replying.takes_back, settling.undo),
    (replying.declines, _nothing),
    (replying.remarks, _nothing),
    (replying.asks_again, replying.say_again),
    (supposing.takes_up, supposing.write),
    (certain.asks_for_statement_only, _draft_statement),
    (certain.picks_a_meaning, asking.ask),
    (asking.asks_usual_again, asking.usual),
    # What follows a policy answer.
    (following.weighs_rules, _nothing),
    (following.asks_about_answer, asking.about_answer),
    (following.asks_further, asking.ask),
    (following.asks_on, asking.ask),
    (of_requests.asks_why, _show_why),
    (following.asks_of_nothing, _nothing),
    (requiring.offers, requiring.wait),
    (certain.asks_of_limits, asking.ask),
    (certain.asks_of_country, asking.of_country),
    (certain.asks_who_minds, asking.of_team),
    # Figures, requests of others, work that is agreed.
    (figures.are_asked, figures.tell),
    (certain.asks_what_others_pay, asking.questions),
    (theirs.files_for_me, _nothing),
    (theirs.decides_for_me, theirs.decide),
    (theirs.says_verdict, deciding.decide),
    (theirs.asks_who_or_why, theirs.show),
    (theirs.asks_of_one, theirs.show),
    (theirs.asks_of_somebody, theirs.of_somebody),
    (theirs.asks_which_to_confirm, _list),
    (theirs.confirms, theirs.confirm),
    (engaged.is_spoken_of, engaged.answer),
    (engaged.asks_whether_booked, engaged.show),
    (engaged.stays_closed, engaged.show),
    # What-ifs, before any change is read from them.
    (supposing.supposes, supposing.look_ahead),
    (which_request.chooses_role, drafting.detail),
    (which_request.wishes_for_another, drafting.another),
    (of_list.wants_it_cheaper, shortlisting.cheaper),
    # The people shown: questions before choices.
    (inquiring.keeps_list, _nothing),
    (inquiring.filters, inquiring.look),
    (inquiring.contacts, inquiring.explain_contact),
    (inquiring.shows_again, inquiring.look),
    (inquiring.asks_of_process, inquiring.explain_process),
    (inquiring.asks_of_people, inquiring.look),
    (certain.leaves_it_to_us, asking.advise),
    (inquiring.seeks_from, shortlisting.find),
    (certain.asks_to_improve, asking.improve),
    (certain.asks_for_replacement, asking.ask),
    (certain.names_a_subject, asking.ask),
    (certain.tells_of_a_running_job, asking.ask),
    # Taking back, keeping, correcting; choices among people.
    (settling.takes_back, settling.withdraw),
    (certain.puts_on_hold, _nothing),
    (settling.is_filed_already, _show),
    (of_list.answers_beside_list, drafting.detail),
    (theirs.remarks, theirs.show),
    (certain.undoes, settling.undo),
    (corrections.keeps, _nothing),
    (shortlisting.goes_on, shortlisting.choose_also),
    (shortlisting.names_nobody, shortlisting.look_up),
    (shortlisting.puts_back, shortlisting.include),
    (shortlisting.takes_other, shortlisting.choose_other),
    (shortlisting.wants_usual_order, shortlisting.rank_as_usual),
    # Another request beside the one at hand, or both as one.
    (part_by_part.wants_one_for_both, _nothing),
    (part_by_part.shares_total_later, part_by_part.share),
    (alike.once_more, drafting.once_more),
    (which_request.says_the_same, drafting.same),
    (which_request.goes_elsewhere, _list),
    (which_request.opens_another, drafting.new),
    # Choosing, filing and the way there.
    (of_list.points_at_no_list, _nothing),
    (certain.asks_for_one_field, _nothing),
    (of_list.wants_the_next, shortlisting.further),
    (of_list.picks_somebody, shortlisting.choose),
    (certain.corrects_a_part, drafting.detail),
    (of_list.speaks_of_names, shortlisting.override),
    (settling.files_several, settling.look_beside),
    (certain.asks_to_file, settling.confirm),
    (of_list.wants_people, shortlisting.find),
    (in_house.is_sought, in_house.seek),
    (certain.asks_whom_to_see, drafting.named),
    (acquainted.brings_somebody, acquainted.engage),
    # Where things stand.
    (of_requests.asks_for_recap, _show),
    (of_requests.chases, _status),
    (of_requests.asks_of_decisions, settling.undecided),
    (of_requests.asks_who_holds, asking.ask),
    (of_requests.asks_what_waits, _list),
    (of_requests.shows_all, _list),
    (certain.tells_our_work, drafting.new),
    (of_requests.asks_about_request, _explain),
    (certain.moves_something, drafting.detail),
    (of_requests.names_a_request, _show),
    (certain.agrees_to_go_on, _propose),
)
"""What is certain by the words goes before the intent; the first that applies."""

ORDERS: dict[str, Plan] = {
    "opens": _show,
    "files": settling.hand_in,
    "withdraws": settling.withdraw,
}
"""What is done with the request that a message names, once it is at hand."""

PLANS: dict[str, Plan] = {
    "new_request": drafting.new,
    "provide_detail": drafting.detail,
    "amend": drafting.detail,
    "policy_question": asking.policy,
    "match_question": shortlisting.match_question,
    "override_match": shortlisting.override,
    "confirm": settling.confirm,
    "cancel": settling.cancel,
    "status": _status,
    "approve_or_reject": deciding.decide,
    "escalate": asking.escalate,
    "out_of_scope": asking.beside,
}
"""What each intent does first; small talk and attacks call no tool at all."""

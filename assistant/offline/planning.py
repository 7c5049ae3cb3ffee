"""What to do about a message: the tool calls of the first step, and those that follow from them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.offline import (
    afterwards,
    alike,
    asking,
    certain,
    copying,
    corrections,
    deciding,
    each_request,
    edits,
    engaged,
    figures,
    following,
    going_around,
    incidents,
    inquiring,
    naming,
    part_by_part,
    replying,
    settling,
    shortlisting,
    supposing,
    talking,
    theirs,
    which_request,
)
from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import REQUEST_ID, TURNING, About, Call, Turn

UNSURE = 0.35
HARMLESS = ("smalltalk", "out_of_scope", "injection")
"""Intents that open, ask and hand over nothing."""


def next_calls(turn: Turn) -> list[Call]:
    """The calls to make now; none when it is time to word the answer."""
    turn = turn.own
    if not turn.text.strip():
        return []
    if told := part_by_part.parts(turn):
        return part_by_part.next_calls(turn, told)
    if not turn.results and turn.about:
        to = _to_the_one_meant(turn, turn.about)
        if to is not None:
            return to
    turned = bool(turn.results) and turn.results[-1].name == TURNING
    if turned and (turn.results[-1].error or which_request.order(turn) == "opens"):
        return []
    return _first(turn) if not turn.results or turned else afterwards.next_steps(turn)


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


def _first(turn: Turn) -> list[Call]:
    if ordered := which_request.order(turn):
        return ORDERS[ordered](turn)
    by_intent = asking.ask if _says_nothing_sure(turn) else PLANS.get(turn.read.intent, _nothing)
    certain_by_words = (plan for applies, plan in WHATEVER_THE_INTENT if applies(turn))
    return next(certain_by_words, by_intent)(turn)


def _says_nothing_sure(turn: Turn) -> bool:
    """Whether words that state nothing could mean many things, and are no answer to a question."""
    told = turn.request and not pattern("intents_plans", "addressed").search(turn.text)
    bare = not told and not turn.read.fields
    return bare and turn.read.confidence < UNSURE and turn.read.intent not in HARMLESS


def _nothing(_turn: Turn) -> list[Call]:
    return []


def _known_person(turn: Turn) -> list[Call]:
    """Somebody who is known is engaged directly: noted, with the rule for it."""
    changes = edits.changes(turn)[0]
    opens = (turn.request or "role" in changes) and not certain.asks_of_known(turn)
    fields = {k: v for k, v in changes.items() if k != "scope"} | {"channel": "direct"}
    writes = (
        [Call("update_request", {"fields": fields})] if opens and turn.context != "filed" else []
    )
    question = lexicon("intents_plans")["known_person"]["question"]
    return [*writes, Call("ask_policy", {"question": question})]


def _draft_statement(turn: Turn) -> list[Call]:
    return [Call("draft_statement", _named(turn))]


def _show(turn: Turn) -> list[Call]:
    return [Call("show_request", _named(turn) or {"request_id": turn.request["id"]})]


def _explain(turn: Turn) -> list[Call]:
    """What the record says of itself; beside a price stands what is usual."""
    role = str(turn.fields.get("role") or "")
    priced = certain.topic_of(turn.text) == "price" and edits.role_named(role)
    return [*([Call("usual_terms", {"role": role})] if priced else []), *_show(turn)]


def _named(turn: Turn) -> dict[str, Any]:
    named = REQUEST_ID.search(turn.text)
    return {"request_id": named[0].upper()} if named else {}


def _propose(_turn: Turn) -> list[Call]:
    return [Call("propose_filing")]


def _detail(turn: Turn) -> list[Call]:
    """Write what was said, and answer the questions asked beside it."""
    writes = part_by_part.for_all(turn, edits.writes(turn))
    calls = [*writes, *([] if writes and edits.wishes(turn) else asking.questions(turn))]
    return calls or ([] if edits.doubted(turn) else shortlisting.weighed_anew(turn))


def _same(turn: Turn) -> list[Call]:
    """Write what was said just before of another request into this one as well."""
    return edits.writes(replace(turn, text=turn.earlier[-1]), less=["role"])


def _new(turn: Turn) -> list[Call]:
    """Open a request, or go on with the one at hand when no other one is meant."""
    if copying.copies(turn) and (earlier := copying.earlier(turn)):
        return [Call("copy_request", {"request_id": earlier})]
    another = which_request.is_another(turn)
    changes, clear = edits.changes(turn.apart() if another else turn)
    if certain.tells_our_work(turn):
        changes.setdefault("scope", turn.text.strip(" .!"))
    known = changes.get("role") or turn.fields.get("role")
    if not known and (meant := _role_meant(turn)):
        changes["role"] = meant
    if not turn.request and "role" not in changes and (asked := asking.questions(turn)):
        return asked
    args: dict[str, Any] = {"fields": turn.read.requests[0] if turn.read.requests else changes}
    if another:
        args = {"fields": alike.beside(turn, args["fields"]), "new": True}
    elif clear:
        args["clear"] = clear
    return [Call("update_request", args), *asking.questions(turn)]


def _once_more(turn: Turn) -> list[Call]:
    """Open a request like the one at hand, one a language, but for what is said otherwise."""
    said = edits.changes(alike.apart(turn))[0]
    languages: list[str | None] = [*alike.new_languages(turn)] or [None]
    opened = [alike.again(turn, {**said}, one) for one in languages]
    return [Call("update_request", {"fields": fields, "new": True}) for fields in opened]


def _role_meant(turn: Turn) -> str | None:
    """The role that the words name or describe; a question and a bare wish describe no work."""
    if copying.copies(turn) and (named := copying.trades(turn)):
        return named[0]
    if turn.read.questions or not turn.read.fields:
        return edits.role_named(turn.text)
    return edits.role_meant(turn.text, turn.read.fields)


def _status(turn: Turn) -> list[Call]:
    if not turn.request and certain.said(turn, "asks_of_limits"):
        return asking.ask(turn)
    about_all = pattern("intents_plans", "all_requests").search(turn.text) or not turn.request
    return [Call("list_requests")] if about_all and not _named(turn) else _show(turn)


def _list(_turn: Turn) -> list[Call]:
    return [Call("list_requests")]


WHATEVER_THE_INTENT: tuple[tuple[Callable[[Turn], bool], Callable[[Turn], list[Call]]], ...] = (
    (certain.is_for_nothing, _nothing),
    (going_around.confesses, going_around.help_out),
    (incidents.is_told, incidents.help_out),
    (incidents.adds_to, _nothing),
    (certain.chases_own, _status),
    (talking.asks_of_me, talking.look_up),
    (going_around.announces, going_around.explain),
    (talking.remarks, _nothing),
    (replying.accepts, replying.hand_over),
    (replying.takes_back, settling.undo),
    (replying.declines, _nothing),
    (replying.remarks, _nothing),
    (replying.asks_again, replying.say_again),
    (supposing.takes_up, supposing.write),
    (certain.asks_for_statement_only, _draft_statement),
    (certain.picks_a_meaning, asking.ask),
    (asking.asks_usual_again, asking.usual),
    (following.asks_about_answer, asking.about_answer),
    (following.asks_further, asking.ask),
    (following.asks_on, asking.ask),
    (figures.are_asked, figures.tell),
    (theirs.files_for_me, _nothing),
    (theirs.decides_for_me, theirs.decide),
    (theirs.asks_who_or_why, theirs.show),
    (theirs.asks_of_one, theirs.show),
    (theirs.asks_of_somebody, theirs.of_somebody),
    (theirs.asks_which_to_confirm, _list),
    (theirs.confirms, theirs.confirm),
    (engaged.is_spoken_of, engaged.answer),
    (engaged.asks_whether_booked, engaged.show),
    (engaged.stays_closed, engaged.show),
    (supposing.supposes, supposing.look_ahead),
    (certain.wants_it_cheaper, shortlisting.cheaper),
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
    (settling.takes_back, settling.withdraw),
    (certain.puts_on_hold, _nothing),
    (settling.is_filed_already, _show),
    (certain.answers_beside_list, _detail),
    (theirs.remarks, theirs.show),
    (certain.undoes, settling.undo),
    (corrections.keeps, _nothing),
    (shortlisting.goes_on, shortlisting.choose_also),
    (shortlisting.names_nobody, shortlisting.look_up),
    (shortlisting.puts_back, shortlisting.include),
    (shortlisting.takes_other, shortlisting.choose_other),
    (shortlisting.wants_usual_order, shortlisting.rank_as_usual),
    (alike.once_more, _once_more),
    (which_request.says_the_same, _same),
    (which_request.goes_elsewhere, _list),
    (which_request.opens_another, _new),
    (certain.points_at_no_list, _nothing),
    (certain.asks_for_one_field, _nothing),
    (certain.wants_the_next, shortlisting.further),
    (certain.picks_somebody, shortlisting.choose),
    (certain.corrects_a_part, _detail),
    (certain.speaks_of_names, shortlisting.override),
    (settling.files_several, settling.look_beside),
    (certain.asks_to_file, settling.confirm),
    (certain.wants_people, shortlisting.find),
    (certain.brings_somebody, _known_person),
    (certain.asks_for_recap, _show),
    (certain.chases, _status),
    (certain.asks_of_decisions, settling.undecided),
    (certain.asks_who_holds, asking.ask),
    (certain.asks_how_long, asking.how_long),
    (certain.asks_what_waits, _list),
    (certain.shows_all, _list),
    (certain.tells_our_work, _new),
    (certain.asks_about_request, _explain),
    (certain.moves_something, _detail),
    (certain.names_a_request, _show),
    (certain.agrees_to_go_on, _propose),
)
"""What is certain by the words goes before the intent; the first that applies."""

ORDERS: dict[str, Callable[[Turn], list[Call]]] = {
    "opens": _show,
    "files": settling.hand_in,
    "withdraws": settling.withdraw,
}
"""What is done with the request that a message names, once it is at hand."""

PLANS: dict[str, Callable[[Turn], list[Call]]] = {
    "new_request": _new,
    "provide_detail": _detail,
    "amend": _detail,
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

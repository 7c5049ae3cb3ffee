"""What is certain by the words of a message, whatever its intent is taken for."""

from collections.abc import Sequence
from typing import Any

from assistant.offline.changes import budgets, corrections, edits
from assistant.offline.changes.relative import relative
from assistant.offline.language import lexicon, pattern
from assistant.offline.requests.of_requests import topic_of
from assistant.offline.talk.talking import remark
from assistant.offline.turn import SCOPING, Turn, has_form
from knowledge.library.words import words_of
from knowledge.rules.wording import place
from tools.policy.clarifying import picked

DOUBTED = ("resembles_employment", "review")
UNSURE = 0.35
HARMLESS = ("smalltalk", "out_of_scope", "injection")
"""Intents that open, ask and hand over nothing."""
FEW = 6
VAGUE = ("budget", "duration_weeks", "sensitive_data")
"""What may be answered in words that hold no figure: "as little as possible"."""


def asks_for_help(turn: Turn) -> bool:
    """The person does not know what to do here, or why they are asked."""
    return has_form(turn, "how_it_works", "why_ask") and not turn.read.fields


def says_nothing_sure(turn: Turn) -> bool:
    """Whether words that state nothing could mean many things, and are no answer to a question."""
    told = turn.request and not has_form(turn, "addressed")
    bare = not told and not turn.read.fields
    return bare and turn.read.confidence < UNSURE and turn.read.intent not in HARMLESS


def asks_whom_to_see(turn: Turn) -> bool:
    """Whom to talk to about getting somebody of a trade is asked, which is done right here."""
    return not turn.request and has_form(turn, "whom_to_see") and bool(edits.role_named(turn.text))


def is_for_nothing(turn: Turn) -> bool:
    """An attack, or somebody who is lost: answered without a tool."""
    return turn.read.intent == "injection" or asks_for_help(turn)


def asks_for_statement(turn: Turn) -> bool:
    """The statement of work is wanted, and not a rule about statements."""
    return has_form(turn, "statement")


def as_file(turn: Turn) -> dict[str, Any]:
    """What a call for the statement says besides where it is wanted as a file to open."""
    return {"word_file": True} if has_form(turn, "as_word") else {}


def asks_for_statement_only(turn: Turn) -> bool:
    """The statement of work is wanted of a request that is there already."""
    return "role" not in turn.read.fields and asks_for_statement(turn)


def asks_of_limits(turn: Turn) -> bool:
    """What the limits or rules are, with no request that they could be those of."""
    return not turn.request and bool(turn.read.questions) and has_form(turn, "asks_of_rules")


def asks_of_country(turn: Turn) -> bool:
    """Whether people of a country may be engaged at all: "can I hire someone from Russia?"."""
    return bool(country_asked(turn.text))


def country_asked(text: str) -> str:
    """The country whose people a question is about, as it is called there; empty if none."""
    asked = pattern("intents_plans", "asks_of_country").search(text.strip(" ?"))
    return asked["place"] if asked and place(asked["place"]) else ""


def asks_who_minds(turn: Turn) -> bool:
    """Whether an office would object is asked: "is ten weeks ok, or will HR complain?"."""
    return has_form(turn, "asks_who_minds")


def picks_a_meaning(turn: Turn) -> bool:
    """The answer to which of several meanings a question about the rules had."""
    meant = picked(turn.text, turn.state.get("clarifying") or ())
    return meant is not None and not has_form(turn, "shows_or_files")


def asks_who_i_am(text: str) -> bool:
    """The person asks whether they are talking to software."""
    return bool(pattern("intents_plans", "are_you_software").search(text))


def is_no_policy(question: str) -> bool:
    """Whether a question is for the assistant itself: what it is, or whom it can show."""
    shows = pattern("intents_plans", "then_match").search(question)
    return asks_who_i_am(question) or bool(shows or remark(question))


def agrees_to_go_on(turn: Turn) -> bool:
    """A bare yes to a complete draft: it is shown for confirmation, which asks once more."""
    complete = turn.context in SCOPING and not turn.request.get("missing")
    return complete and has_form(turn, "bare_yes")


def asks_what_is_usual(question: str, beside: Sequence[str] = ()) -> bool:
    """What such work usually takes is asked, and not how long one of our own steps does.

    "It" may mean a step that is asked about `beside`: "who approves and how long does it take?"
    """
    if pattern("intents_plans", "others_pay").search(question):
        return True
    usual = pattern("intents_plans", "asks_usual").search(question)
    named = (question, *beside) if "it" in words_of(question) else (question,)
    return bool(usual) and not any(map(pattern("intents_plans", "procedure").search, named))


def asks_what_others_pay(turn: Turn) -> bool:
    """What is usual is asked, by what others do or back: "what do people pay?", "what's usual?"."""
    terms = not {"budget", "duration_weeks"}.isdisjoint(turn.asked)
    short = bool(turn.read.questions) and len(turn.text.split()) <= FEW
    back = terms and short and asks_what_is_usual(turn.text)
    return bool(turn.request) and (has_form(turn, "others_pay") or back)


def leaves_it_to_us(turn: Turn) -> bool:
    """What was asked is left to the assistant: "whatever you think", "the usual", "cheap"."""
    asked = turn.state.get("asked") if turn.context == "scoping" else ()
    forms = [pattern("intents_plans", "vague_terms", one) for one in VAGUE if one in (asked or ())]
    vague = any(form.search(turn.text) for form in forms)
    return bool(asked) and (has_form(turn, "leaves_to_us") or vague)


def asks_to_improve(turn: Turn) -> bool:
    """How a score or a risk that was told gets better is asked: "what would lower it?"."""
    asked = pattern("intents_plans", "improve", "said").search(turn.text)
    return bool(turn.request) and not turn.read.fields and asked is not None


def improvement(turn: Turn) -> str:
    """What the library is asked about it: the risk if that was asked before, or is all there is."""
    ruling = (turn.request.get("rulings") or {}).get("classification") or {}
    before = topic_of(turn.said_before)
    employed = before == "employee" or (ruling.get("verdict") in DOUBTED and before != "risk")
    asked: str = lexicon("intents_plans")["improve"]["employee" if employed else "risk"]
    return asked


def asks_for_replacement(turn: Turn) -> bool:
    """Whether somebody who left may be replaced is asked, and no role is named for a request."""
    return "?" in turn.text and "role" not in turn.read.fields and has_form(turn, "replaces")


def names_a_subject(turn: Turn) -> bool:
    """A subject of the rules is all that is said: "travel expenses"."""
    return has_form(turn, "subjects")


def undoes(turn: Turn) -> bool:
    """The last change is to be taken back."""
    return bool(turn.request) and corrections.undoes(turn.text)


def corrects_a_part(turn: Turn) -> bool:
    """A field is emptied, or a part of it is another: "no deadline", "15 icons, not 12"."""
    asks = "?" in turn.text or turn.read.intent == "new_request"
    return not asks and (
        corrections.is_correction(turn)
        or bool(turn.read.dropped)
        or bool(turn.fields.get("budget") and budgets.changes_currency(turn.text))
    )


def asks_for_one_field(turn: Turn) -> bool:
    """One field is to be as in an earlier request: "same budget as last one"."""
    return has_form(turn, "one_field_alone") and not turn.read.fields


def moves_something(turn: Turn) -> bool:
    """A field is to be moved by so much: "a week later", "10 % more budget"."""
    return bool(relative(turn))


def tells_our_work(turn: Turn) -> bool:
    """Work of ours is told in a few words, without a role or a wish: "fix our product feed"."""
    misread = turn.read.intent in ("new_request", "smalltalk", "out_of_scope")
    return misread and not turn.request and has_form(turn, "our_work")


def asks_to_file(turn: Turn) -> bool:
    """The draft is to be filed, said in so many words and nothing else."""
    return turn.context in SCOPING and (files_after_all(turn) or _sends_to_approver(turn))


def _sends_to_approver(turn: Turn) -> bool:
    """Whether the draft is to go to who decides on it: "can you send it to Daniel again?"."""
    match = pattern("intents_plans", "sends_to").search(turn.text)
    if not match or match["decides"]:
        return match is not None
    owner = turn.fields.get("budget_owner")
    known = next((one.name for one in turn.people if one.email == owner), "")
    return {*match["whom"].lower().split()} <= {*known.lower().split()}


def files_after_all(turn: Turn) -> bool:
    """Filing is told, at the end of what takes back a doubt at most: "never mind, file it"."""
    match = pattern("intents_plans", "after_all").search(turn.text)
    return (
        pattern("intents_plans", "files").search(match["order"] if match else turn.text) is not None
    )


def puts_on_hold(turn: Turn) -> bool:
    """The request is to wait, which is no state of a request: "put it on hold till January"."""
    return bool(turn.request) and "?" not in turn.text and has_form(turn, "on_hold")


def tells_of_a_running_job(turn: Turn) -> bool:
    """Somebody at work already is told of, and nobody is wanted: "she wants half upfront"."""
    free = not turn.request or edits.is_closed(turn)
    return free and "role" not in turn.read.fields and has_form(turn, "running")

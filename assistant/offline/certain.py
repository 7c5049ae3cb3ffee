"""What is certain by the words of a message, whatever its intent is taken for."""

from collections.abc import Sequence

from assistant.offline import corrections, edits, inquiring, picking, shortlisting
from assistant.offline.language import lexicon, pattern
from assistant.offline.picking import names_hidden, only_names, pointed_at
from assistant.offline.relative import relative
from assistant.offline.talking import remark
from assistant.offline.turn import REQUEST_ID, Turn
from assistant.offline.understanding.leftovers import FREE
from assistant.offline.understanding.passage import corrected
from knowledge.library.words import words_of
from tools.policy_clarifying import picked

SCOPING = ("scoping", "shortlist_shown")
DOUBTED = ("resembles_employment", "review")


def said(turn: Turn, *names: str) -> bool:
    """Whether a message has one of these forms."""
    return any(pattern("intents_plans", name).search(turn.text) for name in names)


def asks_for_help(turn: Turn) -> bool:
    """The person does not know what to do here, or why they are asked."""
    return said(turn, "how_it_works", "why_ask") and not turn.read.fields


def is_for_nothing(turn: Turn) -> bool:
    """An attack, or somebody who is lost: answered without a tool."""
    return turn.read.intent == "injection" or asks_for_help(turn)


def asks_for_statement(turn: Turn) -> bool:
    """The statement of work is wanted, and not a rule about statements."""
    return said(turn, "statement")


def asks_for_statement_only(turn: Turn) -> bool:
    """The statement of work is wanted of a request that is there already."""
    return "role" not in turn.read.fields and asks_for_statement(turn)


def picks_a_meaning(turn: Turn) -> bool:
    """The answer to which of several meanings a question about the rules had."""
    meant = picked(turn.text, turn.state.get("clarifying") or ())
    return meant is not None and not said(turn, "shows_or_files")


def asks_of_known(turn: Turn) -> bool:
    """Whether it is only asked if somebody known may be engaged."""
    known = pattern("intents_plans", "known_person", "said")
    return any(map(known.search, turn.read.questions)) or said(turn, "asks_why_not")


def asks_for_recap(turn: Turn) -> bool:
    """The person wants to hear what is written down so far."""
    return bool(turn.request) and not turn.read.fields and said(turn, "recap")


def asks_who_i_am(text: str) -> bool:
    """The person asks whether they are talking to software."""
    return bool(pattern("intents_plans", "are_you_software").search(text))


def is_no_policy(question: str) -> bool:
    """Whether a question is for the assistant itself: what it is, or whom it can show."""
    shows = pattern("intents_plans", "then_match").search(question)
    return asks_who_i_am(question) or bool(shows or remark(question))


def names_a_request(turn: Turn) -> bool:
    """A request is named by its id, and nothing that could be done with it."""
    nothing_else = turn.read.intent in ("smalltalk", "out_of_scope") and not turn.read.fields
    return nothing_else and bool(REQUEST_ID.search(turn.text))


def agrees_to_go_on(turn: Turn) -> bool:
    """A bare yes to a complete draft: it is shown for confirmation, which asks once more."""
    complete = turn.context in SCOPING and not turn.request.get("missing")
    return complete and said(turn, "bare_yes")


def asks_what_is_usual(question: str, beside: Sequence[str] = ()) -> bool:
    """What such work usually takes is asked, and not how long one of our own steps does.

    "It" may mean a step that is asked about `beside`: "who approves and how long does it take?"
    """
    usual = pattern("intents_plans", "asks_usual").search(question)
    named = (question, *beside) if "it" in words_of(question) else (question,)
    return bool(usual) and not any(map(pattern("intents_plans", "procedure").search, named))


def topic_of(text: str) -> str | None:
    """What a text asks of the request itself: its cost, its risk, who approves, what is next."""
    mended, topics = corrected(text), lexicon("intents_plans")["about"]
    return next((t for t in topics if pattern("intents_plans", "about", t).search(mended)), None)


def leaves_it_to_us(turn: Turn) -> bool:
    """What was asked is left to the assistant: "whatever you think", "what do you suggest?"."""
    asked = turn.context == "scoping" and turn.state.get("asked")
    return bool(asked) and said(turn, "leaves_to_us")


def asks_to_improve(turn: Turn) -> bool:
    """How a score or a risk that was told gets better is asked: "what would lower it?"."""
    asked = pattern("intents_plans", "improve", "said").search(turn.text)
    return bool(turn.request) and not turn.read.fields and asked is not None


def improvement(turn: Turn) -> str:
    """What the library is asked about it: the risk if that was asked before, or is all there is."""
    ruling = (turn.request.get("rulings") or {}).get("classification") or {}
    before = topic_of(turn.earlier[-1]) if turn.earlier else None
    employed = before == "employee" or (ruling.get("verdict") in DOUBTED and before != "risk")
    asked: str = lexicon("intents_plans")["improve"]["employee" if employed else "risk"]
    return asked


def asks_for_replacement(turn: Turn) -> bool:
    """Whether somebody who left may be replaced is asked, and no role is named for a request."""
    return "?" in turn.text and "role" not in turn.read.fields and said(turn, "replaces")


def names_a_subject(turn: Turn) -> bool:
    """A subject of the rules is all that is said: "travel expenses"."""
    return said(turn, "subjects")


def asks_about_request(turn: Turn) -> bool:
    """The request at hand is asked about, and nothing new is said."""
    # A question may have been taken for the free answer that was asked for.
    answers = {*turn.asked} & {*FREE}
    changes = set(turn.read.fields) - answers or turn.read.circumvents
    return bool(turn.request) and not changes and topic_of(turn.text) is not None


def undoes(turn: Turn) -> bool:
    """The last change is to be taken back."""
    return bool(turn.request) and corrections.undoes(turn.text)


def corrects_a_part(turn: Turn) -> bool:
    """A field is emptied, or a part of it is another: "no deadline", "15 icons, not 12"."""
    asks = "?" in turn.text or turn.read.intent == "new_request"
    return not asks and (
        corrections.is_correction(turn)
        or bool(turn.read.dropped)
        or bool(turn.fields.get("budget") and edits.changes_currency(turn.text))
    )


def picks_somebody(turn: Turn) -> bool:
    """Somebody on the list is chosen or left out: "go with the second", "take her", "not him"."""
    said = pattern("picking", "and_files").sub("", turn.text)
    if not turn.shortlist:
        return False
    if pattern("corrections", "picks").search(said) or shortlisting.unpins(turn):
        return True
    if only_names(said, turn.shortlist):
        return True
    if turn.read.fields.keys() <= set(FREE) and picking.orders_one(said, turn.shortlist):
        return True
    taken = pattern("picking", "takes_spoken").search(said) and inquiring.spoken_of(turn)
    return bool(taken or pattern("picking", "leaves_spoken").search(said))


def points_at_no_list(turn: Turn) -> bool:
    """One of a list is spoken of before there is one: "the second one is good"."""
    # "The first" is a day where one was asked for.
    free = {*FREE, "start_date", "deadline"} - ({*turn.asked} - {*FREE})
    spoken = pattern("picking", "of_a_list").search(turn.text)
    return (
        turn.context in SCOPING
        and not turn.shortlist
        and set(turn.read.fields) <= free
        and bool(spoken)
    )


def wants_it_cheaper(turn: Turn) -> bool:
    """The work is to cost less, and nothing is said of how."""
    asks = turn.context in SCOPING and pattern("picking", "cheaper_please").search(turn.text)
    return bool(asks) and set(turn.read.fields) <= set(FREE)


def asks_for_one_field(turn: Turn) -> bool:
    """One field is to be as in an earlier request: "same budget as last one"."""
    return said(turn, "one_field_alone") and not turn.read.fields


def wants_the_next(turn: Turn) -> bool:
    """Those further down the list are to be shown."""
    asks = pattern("picking", "next_ones").search(turn.text)
    return bool(turn.shortlist) and asks is not None


def moves_something(turn: Turn) -> bool:
    """A field is to be moved by so much: "a week later", "10 % more budget"."""
    return bool(relative(turn))


def chases(turn: Turn) -> bool:
    """Whoever decides is to be reminded: "nudge Daniel"."""
    return turn.context in ("none", "filed") and said(turn, "chases")


def chases_own(turn: Turn) -> bool:
    """Whoever decides on the request at hand is to be reminded."""
    return turn.context == "filed" and chases(turn)


def asks_of_decisions(turn: Turn) -> bool:
    """Whether somebody has decided is asked where no request is at hand: "did Daniel approve?"."""
    mine = turn.state.get("my_requests") or ()
    asks = topic_of(turn.text) in ("approvers", "said") and said(turn, "asks_decided", "asks_said")
    return bool(asks and mine and not turn.request and not turn.about)


def asks_who_holds(turn: Turn) -> bool:
    """Who holds an office of the company is asked: that is no question of matches."""
    return said(turn, "who_holds")


def asks_how_long(turn: Turn) -> bool:
    """How long it takes until a filed request is decided is asked: "when will I hear back?"."""
    asked = pattern("intents_plans", "how_long", "said").search(turn.text)
    return turn.context == "filed" and asked is not None


def asks_what_waits(turn: Turn) -> bool:
    """What is late or waits is asked for in so many words: "what's late?"."""
    return said(turn, "asks_what_waits")


def shows_all(turn: Turn) -> bool:
    """Every request that was opened together is to be shown: "show both"."""
    return bool(turn.request.get("group")) and said(turn, "shows_all")


def tells_our_work(turn: Turn) -> bool:
    """Work of ours is told in a few words, without a role or a wish: "fix our product feed"."""
    misread = turn.read.intent in ("new_request", "smalltalk", "out_of_scope")
    return misread and not turn.request and said(turn, "our_work")


def speaks_of_names(turn: Turn) -> bool:
    """The names on the list are to be hidden or shown."""
    return bool(turn.shortlist) and names_hidden(turn.text) is not None


def asks_to_file(turn: Turn) -> bool:
    """The draft is to be filed, said in so many words and nothing else."""
    return turn.context in SCOPING and files_after_all(turn)


def files_after_all(turn: Turn) -> bool:
    """Filing is told, at the end of what takes back a doubt at most: "never mind, file it"."""
    match = pattern("intents_plans", "after_all").search(turn.text)
    return (
        pattern("intents_plans", "files").search(match["order"] if match else turn.text) is not None
    )


def puts_on_hold(turn: Turn) -> bool:
    """The request is to wait, which is no state of a request: "put it on hold till January"."""
    return bool(turn.request) and "?" not in turn.text and said(turn, "on_hold")


def tells_of_a_running_job(turn: Turn) -> bool:
    """Somebody at work already is told of, and nobody is wanted: "she wants half upfront"."""
    free = not turn.request or edits.is_closed(turn)
    return free and "role" not in turn.read.fields and said(turn, "running")


def answers_beside_list(turn: Turn) -> bool:
    """What was asked for is answered while a list is shown, and nobody on it is meant."""
    misread = turn.read.intent in ("override_match", "match_question")
    answers = bool(turn.read.fields) and turn.read.fields.keys() <= {*turn.asked} - {*FREE}
    return misread and answers and not pointed_at(turn.text, turn.shortlist)


def wants_people(turn: Turn) -> bool:
    """The list is to be shown, or people of a role for the request at hand: "show me designers"."""
    if turn.context not in SCOPING or not turn.fields.get("role"):
        return False
    told = set(turn.read.fields)
    named = told <= {"role"} and said(turn, "shows_people")
    asks = said(turn, "shows_list") or pattern("picking", "asks_list").search(turn.text)
    # An order may have been taken for the free answer that was asked for.
    return named or bool(told <= set(FREE) and asks)


def brings_somebody(turn: Turn) -> bool:
    """There is a person already whom the requester knows and wants, and who is not on the list."""
    said = pattern("intents_plans", "known_person", "said").search(turn.text)
    return bool(said) and not pointed_at(turn.text, turn.shortlist)

"""What is certain by the words of a message about the people shown, or to be shown."""

from assistant.offline.language import pattern
from assistant.offline.people import inquiring, picking, shortlisting
from assistant.offline.people.picking import names_hidden, only_names, pointed_at
from assistant.offline.turn import SCOPING, Turn, has_form
from assistant.offline.understanding.leftovers import FREE


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
    spoken = inquiring.spoken_of(turn) or inquiring.first_of_all(turn)
    taken = spoken and pattern("picking", "takes_spoken").search(said)
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


def wants_the_next(turn: Turn) -> bool:
    """Those further down the list are to be shown."""
    asks = pattern("picking", "next_ones").search(turn.text)
    return bool(turn.shortlist) and asks is not None


def speaks_of_names(turn: Turn) -> bool:
    """The names on the list are to be hidden or shown."""
    return bool(turn.shortlist) and names_hidden(turn.text) is not None


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
    named = told <= {"role"} and has_form(turn, "shows_people")
    asks = has_form(turn, "shows_list") or pattern("picking", "asks_list").search(turn.text)
    # An order may have been taken for the free answer that was asked for.
    return named or bool(told <= set(FREE) and asks)

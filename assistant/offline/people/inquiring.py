"""Questions about the people shown: whom they mean, and what they ask of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import compiled, lexicon, pattern
from assistant.offline.people import picking
from assistant.offline.turn import SCOPING, Call, Result, Turn
from assistant.offline.understanding.leftovers import FREE
from assistant.offline.understanding.places import is_language, place_named
from assistant.offline.understanding.text.passage import numbered

PAIR = 2
REMEMBERED = 3
"""How many messages back "she" may have been spoken of."""


def asks_of_people(turn: Turn) -> bool:
    """Whether a message asks something of those shown that their profiles or the list tell."""
    asked = topics(turn.text)
    beside = "source" not in asked and pattern("picking", "of_others").search(turn.text)
    if not turn.shortlist or beside:
        return False
    if compared(turn) or {"nobody"} & {*asked}:
        return True
    if not pattern("picking", "asks").search(turn.text):
        return False
    if {"considered", "left_out", "chosen"} & {*asked}:
        return True
    return bool(asked) and (bool(meant(turn)) or of_all(turn.text) or bool(place_asked(turn.text)))


def asks_of_process(turn: Turn) -> bool:
    """Whether a message asks how people are found and chosen, and of nobody in particular."""
    asks = turn.shortlist and pattern("picking", "asks").search(turn.text)
    of_request = ("office", "approvers") if turn.context == "filed" else ("office",)
    if any(pattern("intents_plans", "about", one).search(turn.text) for one in of_request):
        return False
    return bool(asks) and turn.read.fields.keys() <= set(FREE) and bool(_process(turn.text))


def explain_process(turn: Turn) -> list[Call]:
    """Look up what is known of finding and choosing people."""
    return [Call("ask_policy", {"question": _process(turn.text)})]


def _process(text: str) -> str:
    """The question to the library that asks the same of the process; empty if none does."""
    known = lexicon("picking")["process"]
    return next((question for form, question in known if compiled(form).search(text)), "")


def filters(turn: Turn) -> bool:
    """Whether the list is to hold only some kind of people: "drop everyone over budget"."""
    here = turn.shortlist and turn.context == "shortlist_shown"
    wished = "?" not in turn.text and pattern("picking", "filter").search(turn.text)
    if not here or not (wished or pattern("picking", "some_kind").search(turn.text)):
        return False
    if "budget" in turn.read.fields and "budget" in turn.asked:
        return False
    told = turn.read.fields.keys() - {*FREE} - {"location", "budget", "start_date"}
    return not told and not picking.pointed_at(turn.text, turn.shortlist)


def seeks_from(turn: Turn) -> bool:
    """Whether people from a place are asked for, before there is a list: "anyone from Berlin?"."""
    here = turn.context in SCOPING and turn.fields.get("role")
    return bool(here) and not turn.shortlist and bool(place_asked(turn.text))


def look(turn: Turn) -> list[Call]:
    """Read the profiles of those shown, for what is asked."""
    skills = skills_asked(turn.text)
    return [Call("read_profiles", {"skills": skills} if skills else {})]


def look_there(turn: Turn, _last: Result) -> list[Call]:
    """Read where those just listed are, if people from a place were asked for."""
    return look(turn) if turn.planned_by(seeks_from) else []


def topics(text: str) -> list[str]:
    """What is asked, in the order in which it is answered."""
    known = lexicon("picking")["topics"]
    found = [one for one in known if pattern("picking", "topics", one).search(text)]
    if "nobody" in found:
        return ["nobody"]
    told = {"language": languages_asked, "skill": skills_asked, "place": place_asked}
    found += [one for one, read in told.items() if one not in found and read(text)]
    found = [one for one in found if one != "availability" or "soonest" not in found]
    # "Which one is free and knows Figma" asks both; "has worked with us" asks for no skill.
    return sorted(found, key=[*told, *known].index)


def compared(turn: Turn) -> list[Mapping[str, Any]]:
    """Those to be compared with one another; empty where none are, or only one is named."""
    asks, which, alone = (
        pattern("picking", "compares", one).search(turn.text) for one in ("asks", "which", "alone")
    )
    if not (asks or which):
        return []
    meant: Sequence[Mapping[str, Any]] = both(turn)
    if few := pattern("picking", "compares", "few").search(numbered(turn.text)):
        meant = meant if len(meant) > 1 else turn.shortlist[: int(few["number"])]
    if len(meant) < PAIR and asks:
        everybody = pattern("picking", "compares", "people").search(turn.text)
        meant = turn.shortlist if everybody or alone else meant
    return [*meant] if len(meant) > 1 else []


def both(turn: Turn) -> list[Mapping[str, Any]]:
    """Those whom a message means, each name once, and "she" who is held against somebody."""
    found = one_a_name(picking.pointed_at(turn.text, turn.shortlist), turn.text)
    against = " than " in turn.text.lower() or pattern("picking", "compares", "asks").search(
        turn.text
    )
    if len(found) == 1 and against and pattern("picking", "pronoun").search(turn.text):
        she = spoken_of(turn) or [one for one in turn.shortlist if one.get("pinned") is not None]
        found = [*[one for one in she[:1] if one not in found], *found]
    return found


def one_a_name(people: Sequence[Mapping[str, Any]], text: str) -> list[Mapping[str, Any]]:
    """Those named in the order of the text; of namesakes by first name, the one higher up."""
    low = text.lower()
    firsts: dict[str, Mapping[str, Any]] = {}
    for one in people:
        name = str(one["name"]).lower()
        firsts.setdefault(name if name in low else name.split()[0], one)
    # By place they are in the order of the text already, and no name stands in it.
    said = sorted(firsts, key=lambda name: low.find(name.split()[0]))
    return list({str(firsts[name]["id"]): firsts[name] for name in said}.values())


def contacts(turn: Turn) -> bool:
    """Whether somebody on the list is to be written to or asked: "ask her if she is free"."""
    order = pattern("picking", "contacts").search(turn.text)
    if not turn.shortlist or not order:
        return False
    named = picking.pointed_at(order["who"], turn.shortlist)
    she = pattern("picking", "pronoun").match(order["who"].strip())
    return bool(named or (she and turn.context != "filed"))


def explain_contact(_turn: Turn) -> list[Call]:
    """Look up how people are talked to before one is chosen."""
    return [Call("ask_policy", {"question": lexicon("picking")["contact_question"]})]


def keeps_list(turn: Turn) -> bool:
    """Whether the list is to be kept, or sent as a file: "save the list for tomorrow"."""
    return bool(turn.shortlist) and pattern("picking", "keeps_list").search(turn.text) is not None


def shows_again(turn: Turn) -> bool:
    """Whether the list of a filed request is to be shown: "show me the list again"."""
    asked = pattern("picking", "list_again").search(turn.text)
    return turn.context == "filed" and bool(turn.shortlist) and asked is not None


def of_all(text: str) -> bool:
    """Whether the list as a whole is asked about: "which of them", "who of these"."""
    return pattern("picking", "of_all").search(text) is not None


def meant(turn: Turn) -> list[Mapping[str, Any]]:
    """Those whom a message means, by what it says or, for "she", by what was said before."""
    found = both(turn)
    if found or of_all(turn.text) or not pattern("picking", "pronoun").search(turn.text):
        return found
    return spoken_of(turn) or _held_together(turn) or first_of_all(turn)


def _held_together(turn: Turn) -> list[Mapping[str, Any]]:
    """The two of the message before, either of whom "he" may be."""
    before = picking.pointed_at("".join(turn.earlier[-1:]), turn.shortlist)
    return before if len(before) == PAIR else []


def first_of_all(turn: Turn) -> list[Mapping[str, Any]]:
    """Who is first on the list, for "why her?" before anybody was spoken of."""
    alone = pattern("picking", "one_person").search(turn.text)
    lately = (picking.pointed_at(said, turn.shortlist) for said in turn.earlier[-REMEMBERED:])
    return list(turn.shortlist[:1]) if alone and turn.context != "filed" and not any(lately) else []


def spoken_of(turn: Turn) -> list[Mapping[str, Any]]:
    """The one person last spoken of, if that was lately and one alone.

    What put the list in another order ends the search: its places were others before.
    """
    for said in reversed(turn.earlier[-REMEMBERED:]):
        if pattern("picking", "reorders").search(said):
            chosen = pattern("picking", "takes_spoken").search(said)
            return list(turn.shortlist[:1]) if chosen or puts_first(said, turn) else []
        if found := picking.pointed_at(said, turn.shortlist):
            return found if len(found) == 1 else []
    return []


def puts_first(said: str, turn: Turn) -> bool:
    """Whether a message put somebody first: "pin number 2"."""
    return "pin" in picking.overrides(said, turn.shortlist)


def languages_asked(text: str) -> list[str]:
    """The languages that a question names."""
    words = pattern("picking", "words").findall(text)
    return list(dict.fromkeys(word.capitalize() for word in words if is_language(word)))


def place_asked(text: str) -> str:
    """The place that a question asks for people from; empty if it names none."""
    match = pattern("picking", "from_place").search(text)
    return place_named(match["place"]) if match else ""


def skills_asked(text: str) -> list[str]:
    """The skills that a question names: those of the taxonomy, else what follows "knows"."""
    from knowledge.skills.mentions import find_skills

    found = [one.name for one in find_skills(text, 0.8) if not is_language(one.name)]
    named = pattern("picking", "knows").search(text)
    if not found and named and not languages_asked(named["what"]):
        found = [named["what"].strip()]
    return list(dict.fromkeys(found))

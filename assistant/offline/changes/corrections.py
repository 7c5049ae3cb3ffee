"""Corrections that name a part of the request: a place in a list, a number, a field, "undo"."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from assistant.offline.changes.exchanging import exchanged
from assistant.offline.changes.handing_over import added, only_some
from assistant.offline.language import compiled, lexicon, pattern, put_in
from assistant.offline.turn import Turn
from assistant.offline.understanding.asides import SHARE
from assistant.offline.understanding.dropped import dropped_items
from assistant.offline.understanding.skills.skill_names import skill_named
from assistant.offline.understanding.tagger import SKILLS
from assistant.offline.understanding.text.passage import numbered
from assistant.offline.understanding.text.phrases import trim
from assistant.offline.understanding.wanted.headcount import another_audience

LISTS = ("deliverables", "acceptance_criteria", "systems", "requirements")
DATES = ("start_date", "deadline")
COUNTED = ("deliverables", "scope")
"""Where something may be counted that is no person."""
COUNTED_ALONE = frozenset(("duration_weeks", "budget", "hours_per_week"))
"""What a bare number answers when it was asked for."""
Corrected = dict[str, Any]


def corrections(turn: Turn) -> Corrected:
    """The fields that a message corrects by naming a part of them, with their new values."""
    found: Corrected = {}
    for correct in CORRECTING:
        found |= correct(turn)
    return found


def emptied(turn: Turn) -> list[str]:
    """The fields that a message empties: "no deadline after all", "clear the language"."""
    match = _form("empties").search(turn.text) or _form("does_not_matter").search(turn.text)
    if not match:
        return []
    names = lexicon("corrections")["fields"]
    named = [name for name, words in names.items() if re.fullmatch(words, match["field"], re.I)]
    return [name for name in named if turn.fields.get(name)]


def keeps(turn: Turn) -> bool:
    """Whether a field is to stay as it is, and nothing else is said: "leave the budget alone"."""
    if not turn.request or any(turn.fields.get(n) != v for n, v in turn.read.fields.items()):
        return False
    stays = _form("keeps").search(turn.text)
    return bool(stays and not turn.read.fields) or _stays_at(turn)


def _stays_at(turn: Turn) -> bool:
    """Whether a value that the request has is told to stay: "no, leave it at 6"."""
    match = _form("keeps_at").search(numbered(turn.text))
    if not match:
        return False
    amount = (turn.fields.get("budget") or {}).get("amount")
    known = [amount, *(turn.fields.get(n) for n in (*COUNTED_ALONE, "headcount") if n != "budget")]
    scale = 1000 if match["scale"] else 1
    return scale * float(match["number"].replace(",", "")) in known


def undoes(text: str) -> bool:
    """Whether the last change is to be taken back."""
    return pattern("corrections", "undoes").search(text) is not None


def orders(text: str) -> bool:
    """Whether a message tells what to do with the request, and describes no work."""
    return pattern("corrections", "orders").search(text) is not None


def takes_out(turn: Turn) -> bool:
    """Whether a message wants something out of a request whose work is told already."""
    return bool(turn.fields.get("scope")) and bool(_form("takes_out").search(turn.text))


def is_correction(turn: Turn) -> bool:
    """Whether a message corrects a part of the request at hand, whatever else it looks like."""
    return bool(turn.fields and (emptied(turn) or corrections(turn)))


def _recounted(turn: Turn) -> Corrected:
    """Another number of what is counted already: "80 products" beside "photos of 60 products"."""
    numbers = list(_counts(numbered(turn.text)))
    told: Corrected = {}
    origins = turn.request.get("origins") or {}
    # A scope that was made of the deliverables is made of them anew.
    for name in (one for one in COUNTED if origins.get(one) != "deliverables"):
        known = turn.fields.get(name)
        items = known if isinstance(known, list) else [known] if known else []
        new = [_with_counts(item, numbers) for item in items]
        if new != items:
            told[name] = new if isinstance(known, list) else new[0]
    said = turn.read.fields.get("deliverables") or ()
    others = [one for one in said if not any(noun in one.lower() for _, noun in numbers)]
    return {} if others else told


def _another_audience(turn: Turn) -> Corrected:
    """Another number of people that the work is done for: "make it 90 people"."""
    if "headcount" in turn.asked or {"scope", "role"} & turn.read.fields.keys():
        return {}
    said, told = numbered(turn.text), {}
    for name in (name for name in COUNTED if turn.fields.get(name)):
        known = turn.fields[name]
        items = known if isinstance(known, list) else [known]
        new = [another_audience(said, item) for item in items]
        if new != items:
            told[name] = new if isinstance(known, list) else new[0]
    return told


def counts(text: str) -> bool:
    """Whether a text says how many there are of something: "3 films"."""
    return any(_counts(numbered(text)))


def _counts(text: str) -> Iterator[tuple[str, str]]:
    """The numbers of a text, each with the noun that it counts: ("15", "icon")."""
    for form in lexicon("corrections")["counts"]:
        for match in re.finditer(put_in(form, lexicon("corrections")), text, re.IGNORECASE):
            noun = _stem(match["noun"])
            if noun not in lexicon("corrections")["measures"]:
                yield match["number"], noun


def _with_counts(item: str, numbers: Sequence[tuple[str, str]]) -> str:
    """An item with the numbers of what it counts put in place of its own."""
    for number, noun in numbers:
        counted = rf"\b\d[\d,.]*(?=\s+(?:[\w'-]+\s+){{0,2}}{re.escape(noun)})"
        item = re.sub(counted, number, item, count=1, flags=re.IGNORECASE)
    return item


def _stem(noun: str) -> str:
    low = noun.lower()
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


def _renamed(turn: Turn) -> Corrected:
    """One of a list in other words: "make the first deliverable ten tutorials"."""
    match = _form("renames").search(turn.text)
    return _at_place(turn, match, [match["new"].strip(" .!\"“”'")]) if match else {}


def _shortened(turn: Turn) -> Corrected:
    """A list without one that is named by its place: "drop the second deliverable"."""
    match = _form("drops_place").search(turn.text)
    return _at_place(turn, match, []) if match else {}


def _at_place(turn: Turn, match: re.Match[str], instead: list[str]) -> Corrected:
    """The list that is meant with something else, or nothing, at the place that is named."""
    lists = [name for name in LISTS if turn.fields.get(name)]
    if not lists:
        return {}
    name = _list_named(match["list"], lists)
    items = list(turn.fields[name])
    told = lexicon("corrections")["ordinals"][match["place"].lower()]
    place = told if told >= 0 else len(items) + told
    return {name: [*items[:place], *instead, *items[place + 1 :]]} if place < len(items) else {}


def _swapped(turn: Turn) -> Corrected:
    """One of a list by something else: "swap the posters for a lookbook cover"."""
    match = pattern("corrections", "swaps").search(turn.text)
    for name in LISTS[:2] if match and not exchanged(turn) else ():
        known = list(turn.fields.get(name) or ())
        gone = dropped_items([match["gone"]], known) if match else []
        if match and len(gone) == 1:
            return {name: [match["new"].strip() if one == gone[0] else one for one in known]}
    return {}


def _added(turn: Turn) -> Corrected:
    """What is added by naming the list: "add hand lettering to the skills"."""
    match = _form("adds").search(turn.text)
    if not match:
        return {}
    new = [trim(one) for one in re.split(r",\s*(?:and\s+)?|\s+and\s+", match["new"]) if trim(one)]
    lists = lexicon("corrections")["lists"]
    name = next((one for one in LISTS if re.match(lists[one], match["list"], re.IGNORECASE)), None)
    if name:
        known = list(turn.fields.get(name) or ())
        return {name: [*known, *(one for one in new if one not in known)]}
    group = "nice" if match["list"].lower().startswith("nice") else "must"
    skills = {one: list((turn.fields.get("skills") or {}).get(one) or ()) for one in SKILLS}
    named = [skill_named(one, ()) for one in new]
    kept = {one: [skill for skill in skills[one] if skill not in named] for one in SKILLS}
    return {"skills": {**kept, group: [*kept[group], *named]}}


def _list_named(words: str | None, lists: Sequence[str]) -> str:
    names = lexicon("corrections")["lists"]
    named = (name for name in lists if words and re.match(names[name], words, re.IGNORECASE))
    return next(named, lists[0])


def _day_of_month(turn: Turn) -> Corrected:
    """A bare day, in the month of the day that it corrects: "change the start to the 20th".

    The work of a single day stays that: it is moved as a whole.
    """
    match = pattern("corrections", "bare_day").search(turn.text)
    listed = turn.context == "shortlist_shown"
    if not match or listed or pattern("corrections", "month").search(turn.text):
        return {}
    ends = pattern("corrections", "of_the_end").search(turn.text)
    order = ("deadline", "start_date") if ends else ("start_date", "deadline")
    name = next((name for name in order if turn.fields.get(name)), None)
    if name is None:
        return {}
    known = date.fromisoformat(str(turn.fields[name]))
    try:
        days = [known.replace(day=int(day)) for day in match.group("day", "last") if day]
    except ValueError:
        return {}
    if days[0] < turn.now.date():
        return {}
    single = turn.fields.get("start_date") == turn.fields.get("deadline")
    names = DATES if single or len(days) > 1 else (name,)
    return dict(zip(names, (day.isoformat() for day in [*days, days[0]]), strict=False))


def _only_day(turn: Turn) -> Corrected:
    """Another date where the request has one: "the date should be 8 February"."""
    said = turn.read.fields.get("deadline")
    known = turn.fields.get("start_date")
    ends = turn.fields.get("deadline") or pattern("corrections", "of_the_end").search(turn.text)
    dated = pattern("corrections", "the_date").search(turn.text)
    begins = "start_date" not in turn.read.fields
    return {"start_date": said} if said and known and dated and begins and not ends else {}


def _heads(turn: Turn) -> Corrected:
    """How many after all: "just one of them", "make it 1", "forget the second person"."""
    if _another_audience(turn):
        return {}
    text, known = numbered(turn.text), int(turn.fields.get("headcount") or 1)
    head = "".join(str(turn.fields.get("role") or "").rsplit(maxsplit=1)[-1:])
    # A bare number may answer what was asked: weeks, an amount.
    alone = known > 1 and not {*turn.asked} & COUNTED_ALONE
    for name in ("so_many", "alone")[: 1 + alone]:
        if match := re.search(_of_head(name, head), text, re.IGNORECASE):
            told = next(value for value in match.groupdict().values() if value).lower()
            number = lexicon("corrections")["small"].get(told) or int(told)
            return {"headcount": number} if turn.fields.get("headcount") else {}
    if known > 1 and re.search(_of_head("one_less", head), text, re.IGNORECASE):
        return {"headcount": known - 1}
    if head and re.search(_of_head("one_more", head), text, re.IGNORECASE):
        return {"headcount": known + 1}
    return {}


def _of_head(name: str, head: str) -> str:
    """A form with the word for whoever is wanted put in: tester, host."""
    return put_in(_form(name).pattern, {"head": re.escape(head) or "(?!)"})


def _scaled(turn: Turn) -> Corrected:
    """The budget times so much: "double it"; a share that somebody bears scales nothing."""
    budget: dict[str, Any] = turn.fields.get("budget") or {}
    scaled = lexicon("corrections")["scaled"]
    factors = [factor for form, factor in scaled if re.search(form, turn.text, re.IGNORECASE)]
    if not (budget and factors) or SHARE in turn.read.asides:
        return {}
    ends = {end: budget[end] * factors[0] for end in ("amount", "max") if budget.get(end)}
    return {"budget": {**budget, **ends}}


@cache
def _form(name: str) -> re.Pattern[str]:
    words = lexicon("corrections")
    fields = "|".join(words["fields"].values())
    places = "|".join(words["ordinals"])
    lists = "|".join(words["lists"].values())
    put = {**words, "fields": fields, "places": places, "lists": lists}
    return compiled(words[name], put)


CORRECTING: tuple[Callable[[Turn], Corrected], ...] = (
    _another_audience,
    _recounted,
    _renamed,
    _shortened,
    _swapped,
    _added,
    added,
    only_some,
    _day_of_month,
    _only_day,
    _heads,
    _scaled,
)
"""The ways to correct a part; a later one holds where two would change the same field."""

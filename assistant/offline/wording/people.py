"""Words for questions about the people shown: yes, no, or that the profile does not say."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.offline.people import inquiring, of_list
from assistant.offline.turn import Result, Turn
from assistant.offline.wording import matches
from assistant.offline.wording.compared import (
    better_rated,
    first_free,
    history_words,
    most_senior,
    rating_words,
    side_by_side,
    sooner,
    source_words,
    standing_words,
    work_words,
)
from assistant.offline.wording.facts import (
    flag_words,
    full_place,
    heads,
    price,
    start_words,
    together,
)
from assistant.offline.wording.filtered import filtered_words, next_ones
from assistant.offline.wording.speech import listed, phrase, sentence
from integrations import wording

Person = Mapping[str, Any]
People = Sequence[Person]
MOST = 3
SHOWS = {"met": "shows", "partly": "partly shows", "not_met": "does not show"}


def asked_words(turn: Turn, result: Result) -> list[str]:
    """What is asked of those who are meant, or of the whole list where nobody is."""
    found = list(result.data.get("shortlist") or ())
    if turn.planned_by(inquiring.filters):
        return filtered_words(turn, result)
    if turn.planned_by(of_list.wants_the_next):
        return [next_ones(turn, found)]
    by_id = {one["id"]: one for one in found}
    meant = [by_id[one["id"]] for one in inquiring.meant(turn) if one["id"] in by_id]
    if turn.planned_by(inquiring.shows_again):
        return matches.shortlist_words(turn, result)
    topics = inquiring.topics(turn.text)
    if together := [by_id[one["id"]] for one in inquiring.compared(turn) if one["id"] in by_id]:
        meant = together
    if together and not topics:
        return [side_by_side(turn, together)]
    told = [ANSWERS[topic](turn, result, meant or found, bool(meant)) for topic in topics]
    return [" ".join(dict.fromkeys(one for one in told if one))]


def _profile(one: Person) -> dict[str, Any]:
    return one.get("profile") or {}


def _each(people: People, told: Callable[[Person], str]) -> str:
    """A sentence for each of the first few."""
    return " ".join(sentence(told(one)) for one in people[:MOST])


def _who(people: People, those: str, all_of: int, seed: int) -> str:
    """Who of the list something is true of."""
    if not people:
        return phrase("none_of_list", seed, what=those)
    names = listed([str(one["name"]) for one in people])
    return phrase("some_of_list", seed, what=those, names=names, number=all_of)


def _language(turn: Turn, _result: Result, people: People, named: bool) -> str:
    asked = inquiring.languages_asked(turn.text)

    def lists(one: Person, language: str) -> bool:
        said = _profile(one).get("languages") or ()
        return any(known.lower().startswith(language.lower()) for known in said)

    if not named:
        those = ((name, [one for one in people if lists(one, name)]) for name in asked)
        return " ".join(_who(some, name, len(people), turn.seed) for name, some in those)

    def told(one: Person) -> str:
        known = list(_profile(one).get("languages") or ())
        if not known:
            return f"The profile of {one['name']} says nothing of languages"
        if all(lists(one, name) for name in asked):
            return f"Yes: {one['name']} speaks {listed(known)}"
        return f"No: {one['name']} lists {listed(known)} only"

    return _each(people, told)


def _skill(turn: Turn, result: Result, people: People, named: bool) -> str:
    asked = result.args.get("skills") or ()

    def of(one: Person, skill: str) -> str:
        return str((_profile(one).get("skills") or {}).get(skill) or "not_assessed")

    if not named:
        those = ((name, [one for one in people if of(one, name) == "met"]) for name in asked)
        return " ".join(_who(some, name, len(people), turn.seed) for name, some in those)

    def told(one: Person) -> str:
        said = [f"{SHOWS[of(one, s)]} {s}" for s in asked if of(one, s) in SHOWS]
        if not said:
            return f"The profile of {one['name']} does not say"
        yes = {of(one, skill) for skill in asked}
        lead = "Yes" if yes == {"met"} else "Not quite" if yes - {"not_met"} else "No"
        return f"{lead}: the profile of {one['name']} {listed(said)}"

    return _each(people, told)


def _place(turn: Turn, _result: Result, people: People, named: bool) -> str:
    if not named and (asked := inquiring.place_asked(turn.text)):
        there = [one for one in people if asked.lower() in full_place(one)]
        elsewhere = "" if there else f" {phrase('ranks_there', turn.seed, place=asked)}"
        return _who(there, asked, len(people), turn.seed) + elsewhere

    def told(one: Person) -> str:
        profile = _profile(one)
        if profile.get("place_hidden"):
            return f"The place of {one['name']} is hidden with the name"
        where = ", ".join(str(p) for p in (profile.get("location"), profile.get("country")) if p)
        return f"{one['name']}: {where}" if where else f"{one['name']} does not say where"

    return _each(people, told) if named else sentence("; ".join(map(told, people[:5])))


def _price(turn: Turn, _result: Result, people: People, named: bool) -> str:
    def told(one: Person) -> str:
        number = heads(turn)
        rate, each = price(one), one.get("total_cost")
        if not rate:
            return f"{one['name']} asks for no stated rate"
        facts = [price(one, number)]
        against = str(_profile(one).get("price") or "")
        if number > 1 and each and not against:
            facts.append(f"{wording.whole_cost(one, number)} for {together(number)}")
        if not each:
            facts.append("the total needs the length of the work")
        return " ".join([sentence(f"{one['name']}: {', '.join(facts)}"), against])

    return _each(people if named else people[:MOST], told)


def _cheaper(turn: Turn, result: Result, people: People, named: bool) -> str:
    if named and len(people) == 1 and " than " in turn.text.lower():
        return _cheaper_than(turn, result, people[0])
    if len(people) != 2:
        return _cheapest(turn, result, people, named)
    costs = [_cost(one) for one in people]
    if None in costs:
        return _price(turn, result, people, named)
    first, second = people
    less = costs[0] == min(c for c in costs if c is not None)
    asks_more = "more expensive" in turn.text.lower() or "costs more" in turn.text.lower()
    yes = "Yes" if less is not asks_more else "No"
    facts = [f"{one['name']} {price(one, heads(turn))}" for one in (first, second)]
    return sentence(f"{yes}: {'; '.join(facts)}")


def _cheaper_than(turn: Turn, result: Result, one: Person) -> str:
    """Who of the list costs less than somebody on it."""
    limit = _cost(one)
    if limit is None:
        return _price(turn, result, [one], True)
    costs = [(cost, other) for other in result.data["shortlist"] if (cost := _cost(other))]
    less = [other for cost, other in sorted(costs, key=lambda pair: pair[0]) if cost < limit]
    if not less:
        return sentence(f"No: {one['name']} is the cheapest on the list: {price(one, heads(turn))}")
    told = [f"{other['name']} {price(other, heads(turn))}" for other in less[:MOST]]
    return sentence(f"Yes: {'; '.join(told)}")


def _cost(one: Person) -> float | None:
    cost = one.get("total_cost") or one.get("hourly_usd")
    return float(cost) if cost else None


def _cheapest(turn: Turn, result: Result, _people: People, _named: bool) -> str:
    priced = [one for one in result.data["shortlist"] if _cost(one)]
    best = min(priced, key=lambda one: _cost(one) or 0, default=None)
    if best is None:
        return "Nobody on the list states a rate."
    return sentence(f"{best['name']} is the cheapest on the list: {price(best, heads(turn))}")


def _rating(turn: Turn, _result: Result, people: People, named: bool) -> str:
    def told(one: Person) -> str:
        rated = _profile(one).get("rating") is not None
        return f"{one['name']} {'is' if rated else 'has'} {rating_words(one)}"

    if named:
        return " ".join(part for part in (better_rated(people), _each(people, told)) if part)
    rated = [one for one in people if _profile(one).get("rating") is not None]
    rated.sort(key=lambda o: (-_profile(o)["rating"], -_profile(o)["ratings_count"]))
    if not rated:
        return _who([], "Ratings", len(people), turn.seed)
    return sentence(f"The best rated first: {'; '.join(map(told, rated[:MOST]))}")


def _history(turn: Turn, _result: Result, people: People, named: bool) -> str:
    def told(one: Person) -> str:
        return f"{one['name']} {history_words(one)}"

    if named:
        return _each(people, told)
    those = [one for one in people if _profile(one).get("engagements")]
    return _who(those, "Work with us before", len(people), turn.seed)


def _availability(turn: Turn, _result: Result, people: People, named: bool) -> str:
    def told(one: Person) -> str:
        free = start_words(turn, one)
        said = free.replace("from", "is free from", 1) if free.startswith("from") else f"is {free}"
        return f"{one['name']} {said}" if free else f"{one['name']} does not say when they are free"

    stated = [phrase("free_as_stated", turn.seed)] if named else []
    return " ".join([_each(people, told), *stated])


def _soonest(turn: Turn, _result: Result, people: People, named: bool) -> str:
    return sooner(turn, people) if named and len(people) > 1 else first_free(turn, people)


def _senior(turn: Turn, _result: Result, people: People, named: bool) -> str:
    """How senior those meant are, or who of the list is the most, by their own words."""
    return _each(people, standing_words) if named else most_senior(turn, people)


def _work(turn: Turn, _result: Result, people: People, _named: bool) -> str:
    return f"{_each(people, work_words)} {phrase('no_samples', turn.seed)}"


def _source(_turn: Turn, _result: Result, people: People, _named: bool) -> str:
    return _each(people, source_words)


def _flags(_turn: Turn, _result: Result, people: People, named: bool) -> str:
    if named:
        return _each(people, matches.against)
    first = ((one["name"], flag_words(one["red_flags"][0])) for one in people if one["red_flags"])
    flagged = [f"{name}: {flag.rstrip('.')}" for name, flag in first]
    return sentence("; ".join(flagged[:MOST])) if flagged else "No red flags on this list."


def _considered(_turn: Turn, result: Result, people: People, _named: bool) -> str:
    considered, dropped = (result.data.get(name) or 0 for name in ("considered", "dropped"))
    kept = len(result.data["shortlist"])
    left = f"{considered:,} people were considered and {dropped:,} left out by the rules"
    return sentence(f"{left}; the list holds the {kept} who fit best")


def _chosen(turn: Turn, result: Result, _people: People, _named: bool) -> str:
    """Whom the requester put first, else who is first by the ranking."""
    found = result.data["shortlist"]
    if told := wording.chosen({"shortlist": found}):
        return sentence(f"You chose {told}")
    return phrase("none_chosen", turn.seed, first=found[0]["name"]) if found else ""


def _nobody(turn: Turn, result: Result, people: People, named: bool) -> str:
    """What can be done where nobody on the list will do."""
    return f"{_considered(turn, result, people, named)} {phrase('nobody_fits', turn.seed)}"


def _left_out(turn: Turn, result: Result, people: People, named: bool) -> str:
    """Whom the requester took off the list, and how many the rules left out."""
    mine = [f"{one['name']} ({str(one['reason']).rstrip('.')})" for one in turn.left_out]
    told = sentence(f"You left out {listed(mine)}" if mine else "You left nobody out")
    return f"{told} {_considered(turn, result, people, named)}"


ANSWERS: dict[str, Callable[[Turn, Result, People, bool], str]] = {
    "language": _language,
    "skill": _skill,
    "considered": _considered,
    "chosen": _chosen,
    "nobody": _nobody,
    "left_out": _left_out,
    "cheaper": _cheaper,
    "cheapest": _cheapest,
    "place": _place,
    "price": _price,
    "rating": _rating,
    "history": _history,
    "availability": _availability,
    "work": _work,
    "source": _source,
    "soonest": _soonest,
    "senior": _senior,
    "flags": _flags,
}
"""The topics of `topics` in the lexicon, and the two that name what is asked, with the answers."""

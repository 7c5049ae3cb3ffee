"""Words that hold people of a list against one another: in figures, on what is asked or on all."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import Turn
from assistant.offline.wording import matches
from assistant.offline.wording.facts import heads, price, start_words
from assistant.offline.wording.speech import listed, phrase, sentence

Person = Mapping[str, Any]
PAIR, MOST_NAMED, MOST_SENIOR = 2, 5, 3


def side_by_side(turn: Turn, people: Sequence[Person]) -> str:
    """What sets two apart, or a line each where there are more."""
    if len(people) == PAIR and all(one.get("contributions") for one in people):
        return matches.difference(turn, *sorted(people, key=lambda one: -float(one["score"])))
    return "\n".join(_line(turn, one) for one in people)


def _line(turn: Turn, one: Person) -> str:
    """The figures of one person: score, price, start, ratings, work with us."""
    told = [f"{100 * float(one['score']):.0f} of 100"] if one.get("score") is not None else []
    told += [part for part in (price(one, heads(turn)), start_words(turn, one)) if part]
    told += [rating_words(one), history_words(one)] if one.get("profile") else []
    return "- " + sentence(f"{one['name']}: {', '.join(told)}")


def rating_words(one: Person) -> str:
    """How somebody was rated elsewhere."""
    profile = one.get("profile") or {}
    rating, count = profile.get("rating"), profile.get("ratings_count")
    return f"rated {rating:g} of 5 over {count} reviews" if rating is not None else "no ratings"


def history_words(one: Person) -> str:
    """How often somebody has worked with us."""
    done = (one.get("profile") or {}).get("engagements") or 0
    times = "once" if done == 1 else f"{done} times"
    return f"has worked with us {times}" if done else "has not worked with us before"


def work_words(one: Person) -> str:
    """The work that somebody tells of."""
    titles = [f"“{title}”" for title in (one.get("profile") or {}).get("work") or ()]
    told = f"tells of {listed(titles)}" if titles else "names no earlier work"
    return f"the profile of {one['name']} {told}"


def source_words(one: Person) -> str:
    """Through which marketplace or other source somebody is found."""
    source = str(one.get("source") or "")
    told = lexicon("wording")["channels"].get(source, "a source that is not named")
    vendor = f" ({one['vendor']})" if one.get("vendor") else ""
    return f"{one['name']} is found through {told}{vendor}"


def standing_words(one: Person) -> str:
    """How senior somebody is and for how many years, as far as the profile says so."""
    profile = one.get("profile") or {}
    level, years = profile.get("level"), profile.get("years")
    if level is None:
        return f"{one['name']} does not say how senior they are"
    worked = f", {counted_years(years)}" if years else ""
    return f"{one['name']} ({lexicon('wording')['levels'][level]}{worked})"


def most_senior(turn: Turn, people: Sequence[Person]) -> str:
    """The most senior of a list by their own words, or that nobody says."""
    stated = [one for one in people if (one.get("profile") or {}).get("level") is not None]
    first = sorted(stated, key=_standing, reverse=True)[:MOST_SENIOR]
    told = sentence(f"The most senior first: {'; '.join(map(standing_words, first))}")
    none = phrase("none_of_list", turn.seed, what="Years or seniority")
    return f"{told} {phrase('as_stated', turn.seed)}" if first else none


def _standing(one: Person) -> tuple[int, float]:
    return int(one["profile"]["level"]), float(one["profile"].get("years") or 0)


def counted_years(years: float) -> str:
    """So many years, as they are said: "a year", "12 years"."""
    return "a year" if years == 1 else f"{years:g} years"


def better_rated(people: Sequence[Person]) -> str:
    """Which of two is rated higher; empty where both have no ratings, or the same."""
    known = [(one.get("profile") or {}).get("rating") for one in people]
    ratings = [float(rating) for rating in known if rating is not None]
    if not len(people) == len(ratings) == PAIR or ratings[0] == ratings[1]:
        return ""
    ahead = people[0] if ratings[0] > ratings[1] else people[1]
    return sentence(f"{ahead['name']} is rated higher")


def first_free(turn: Turn, people: Sequence[Person]) -> str:
    """Who of a list can start first: all who are free on the same day."""
    today = turn.now.date().isoformat()
    dated = [one for one in people if one.get("earliest_start")]
    days = [max(str(one["earliest_start"]), today) for one in dated]
    first = [one for one, day in zip(dated, days, strict=True) if day == min(days)]
    names = listed([str(one["name"]) for one in first[:MOST_NAMED]])
    if not first:
        return ""
    speed = pattern("picking", "speed").search(turn.text)
    told = sentence(f"{names} can start first: {start_words(turn, first[0])}")
    return " ".join([told, *([phrase("speed", turn.seed)] if speed else [])])


def sooner(turn: Turn, people: Sequence[Person]) -> str:
    """Which of those who are meant can start first, with the day of each."""
    dated = [one for one in people if one.get("earliest_start")]
    if len(dated) < len(people):
        unsaid = [str(one["name"]) for one in people if one not in dated]
        return sentence(f"{listed(unsaid)} {'does' if len(unsaid) == 1 else 'do'} not say when")
    today = turn.now.date().isoformat()
    days = {max(str(one["earliest_start"]), today) for one in dated}
    told = "; ".join(f"{one['name']}: {start_words(turn, one)}" for one in dated)
    if len(days) == 1:
        return f"{sentence(f'They can start on the same day: {told}')} {phrase('speed', turn.seed)}"
    first = min(dated, key=lambda one: str(one["earliest_start"]))
    return sentence(f"{first['name']} can start first: {told}")

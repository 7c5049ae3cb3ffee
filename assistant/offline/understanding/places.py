"""Where the work happens and in which language people work."""

import re
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.days.durations import read_hours
from assistant.offline.understanding.text.passage import Found, Passage, Scene, passage

HOURS_PER_DAY = 8


def read_location(passage: Passage, scene: Scene) -> list[Found]:
    """Remote, a place, or both: "remote, Germany"."""
    if free := _stated(passage, "from_home"):
        return [Found("location", "remote", *free, certain=True)]
    remote = _stated(passage, "remote")
    hours = _hours(passage)
    places = _places(passage, "location" in scene.asked)
    spans = [span for span in (remote, *((s, e) for _, s, e in places)) if span]
    hybrid = places and (_is_hybrid(passage, scene) or _stated(passage, "hybrid"))
    parts = ["remote"] if remote else ["hybrid"] if hybrid else []
    parts += [name for name, _, _ in places][:2] or ([f"{hours} hours"] if hours and remote else [])
    if not parts:
        return _loose(passage, scene)
    names = list(dict.fromkeys(parts))
    joined = " or ".join(names)
    if names[0] in ("remote", "hybrid") or _is_within(passage, places):
        joined = ", ".join(names)
    return [Found("location", joined, *spans[0], _is_of_role(passage, scene, spans[0]))]


def _is_within(passage: Passage, places: list[tuple[str, int, int]]) -> bool:
    """Whether a place is told with its country behind it: "Paris, France"."""
    if len(places) < 2:
        return False
    (first, _, end), (second, start, _) = places[:2]
    countries = _country_names()
    return passage.text[end:start].strip() == "," and second in countries and first not in countries


def place_named(text: str) -> str:
    """The first place that a few words name; empty if they name none."""
    return next((name for name, _, _ in _places(passage(text), asked=True)), "")


def _is_hybrid(passage: Passage, scene: Scene) -> bool:
    """Whether only some of the days of a week are in the office: "two days in the office" of 3."""
    match = pattern("places", "office_days").search(passage.counted)
    told = [one.value for one in read_hours(passage, scene)]
    hours = [*told, scene.known.get("hours_per_week")][0]
    return bool(match and hours and HOURS_PER_DAY * int(match["days"]) < hours)


def _is_of_role(passage: Passage, scene: Scene, place: tuple[int, int]) -> bool:
    """Whether a place is right behind who is wanted: "a developer in Berlin", "a cook, Turin"."""
    from assistant.offline.understanding.wanted.roles import wanted_roles

    alone = pattern("places", "alone_after").match(passage.text, place[1])
    forms = ["behind_role", *(["comma_behind_role"] if alone else [])]
    return any(
        pattern("places", form).fullmatch(passage.text, one.end, place[0])
        for one in wanted_roles(passage, scene)
        for form in forms
    )


def read_language(passage: Passage, scene: Scene) -> list[Found]:
    """The working language or languages."""
    asked, spoken = "language" in scene.asked, list[re.Match[str]]()
    for match in _languages().finditer(passage.text):
        also = spoken and pattern("places", "also").fullmatch(
            passage.text, spoken[-1].end(), match.start()
        )
        denied = passage.negated(match.start(), 18, listed=False)
        speaks = (
            _speaks(passage, match, asked) and not denied and not _is_translated(passage, match)
        )
        if (also or speaks) and not _is_optional(passage, match):
            spoken.append(match)
    names = ", ".join(dict.fromkeys(_language_name(match[0]) for match in spoken))
    return [Found("language", names, *one.span(), _is_set_off(passage, one)) for one in spoken[:1]]


def _is_set_off(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a language stands in a clause of its own behind the work: "two pages, in German"."""
    before, after = passage.low[: match.start()], passage.low[match.end() :]
    led = pattern("places", "set_off_before").search(before)
    return bool(led and pattern("places", "set_off_after").match(after))


def _is_translated(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a language is one end of a translation: "English to German"."""
    pairs = (one.span() for one in _pairs().finditer(passage.text))
    return any(start <= match.start() < end for start, end in pairs)


def language_pair(text: str) -> str | None:
    """From which language to which a text is to be translated, as it is written."""
    match = _pairs().search(text)
    return match[0] if match else None


@cache
def _pairs() -> re.Pattern[str]:
    named = _languages().pattern
    return re.compile(rf"{named}\s*(?:to|into|->|→|>)\s*{named}", re.IGNORECASE)


def _is_optional(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a language is only nice to have, which no field of a request holds."""
    return pattern("abilities", "after", "nice").match(passage.text, match.end()) is not None


def _stated(passage: Passage, form: str) -> tuple[int, int] | None:
    """Where a form stands that is not negated."""
    for match in pattern("places", form).finditer(passage.text):
        if not passage.negated(match.start(), 20, listed=False):
            return match.start(), match.end()
    return None


def _hours(passage: Passage) -> str | None:
    for name in lexicon("places")["hours"]:
        for match in pattern("places", "hours", name).finditer(passage.text):
            unneeded = pattern("abilities", "unneeded", "after").match(passage.text, match.end())
            if not unneeded and not passage.negated(match.start(), 20, listed=False):
                return str(name)
    return None


def _loose(passage: Passage, scene: Scene) -> list[Found]:
    match = pattern("places", "hybrid").search(passage.text)
    if match and not passage.negated(match.start(), 18):
        return [Found("location", "hybrid", match.start(), match.end())]
    match = pattern("places", "anywhere").search(passage.text)
    if match and (
        "location" in scene.asked or re.search(r"anywhere|location|worldwide", match[0], re.I)
    ):
        return [Found("location", "anywhere", match.start(), match.end())]
    return []


def _places(passage: Passage, asked: bool) -> list[tuple[str, int, int]]:
    """The places named; where one is said to be where the work is, those alone."""
    found, best, taken = [], [], 0
    asked = asked or _are_all(passage.text)
    for match in _names().finditer(passage.text):
        name = _place_name(match[0])
        if name and match.start() >= taken and _is_place(passage, match, asked):
            found.append((name, match.start(), match.end()))
            taken = match.end()
            if pattern("places", "place_best").search(passage.low[: match.start()]):
                best.append(found[-1])
    return best if best and _apart(passage, found) else found


def _are_all(text: str) -> bool:
    """Whether a text says nothing but places: "frankfurt or remote", "berlin, hamburg"."""
    named = [match[0].lower() for match in _names().finditer(text)]
    sure = any(one not in lexicon("places")["need_cue"] for one in named)
    return (
        sure and pattern("places", "beside_places").fullmatch(_names().sub(" ", text)) is not None
    )


def _apart(passage: Passage, found: list[tuple[str, int, int]]) -> bool:
    """Whether places are named in different sentences, so that they are not one list."""
    between = passage.text[found[0][2] : found[-1][1]]
    return re.search(r"[.;:!?\n]", between) is not None


def _is_place(passage: Passage, match: re.Match[str], asked: bool) -> bool:
    """A capitalised name, or one after a word of place; never negated, never a market."""
    before = passage.low[max(0, match.start() - 40) : match.start()]
    after = passage.low[match.end() : match.end() + 26]
    office = pattern("places", "office_after").match(after)
    moved = pattern("places", "moves_to").search(passage.low[: match.start()])
    aimed_at = pattern("places", "not_place_before").search(before) and not (office or moved)
    if aimed_at or (not office and pattern("places", "not_place_after").match(after)):
        return False
    if pattern("places", "place_of_others").search(before) or passage.negated(match.start(), 22):
        return False
    if pattern("places", "named_for").search(before) and _names_thing(passage, match):
        return False
    return _is_told(match, before, after, asked=asked, office=office is not None)


def _names_thing(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a place only tells which thing is meant: "the London marathon"."""
    return re.match(lexicon("places")["named_for_after"], passage.text[match.end() :]) is not None


def _is_told(match: re.Match[str], before: str, after: str, *, asked: bool, office: bool) -> bool:
    """Whether a name is surely one of a place: by its case, else by the words around it."""
    led = pattern("places", "place_before").search(before)
    cue = bool(led or office or pattern("places", "place_after").match(after))
    low, capital = match[0].lower(), match[0][0].isupper()
    if low in lexicon("places")["risky_countries"]:
        return cue and capital
    known = match[0] in lexicon("places")["exact_case"] or low in lexicon("places")["offices"]
    return cue or asked or known or (capital and low not in lexicon("places")["need_cue"])


def is_place_name(written: str) -> bool:
    """Whether a word names a place, wherever it stands."""
    return _place_name(written) is not None


def is_language(written: str) -> bool:
    """Whether a name is that of a language: "Hindi", "Hindi-speaking"."""
    return _languages().match(written) is not None


def languages_apart(written: str) -> str:
    """Languages that are told in a row, with commas: "german english"; other words as they are."""
    named = [_language_name(one[0]) for one in _languages().finditer(written)]
    return written if _languages().sub("", written).strip() else ", ".join(named)


def _place_name(written: str) -> str | None:
    table = lexicon("places")
    if written in table["exact_case"]:
        return str(table["exact_case"][written])
    return _canonical().get(written.lower().rstrip("."))


@cache
def _country_names() -> frozenset[str]:
    import pycountry

    return frozenset({c.name for c in pycountry.countries} | {*lexicon("places")["countries"]})


@cache
def _canonical() -> dict[str, str]:
    import pycountry

    table = lexicon("places")
    names = {c.name.lower(): c.name for c in pycountry.countries if "," not in c.name}
    for groups in (table["countries"], table["regions"]):
        names |= {alias: name for name, aliases in groups.items() for alias in aliases}
    names |= {city.lower(): city for city in [*table["cities"], *table["towns"], *table["states"]]}
    for language_like in ("us", "eu", "uk"):
        names.pop(language_like, None)
    return names | {"uk": "United Kingdom", "u.k": "United Kingdom", "u.s": "United States"}


@cache
def _names() -> re.Pattern[str]:
    exact = any_of(lexicon("places")["exact_case"])
    return re.compile(rf"\b(?:(?-i:{exact})|(?i:{any_of(_canonical())}))(?!\w)")


def _speaks(passage: Passage, match: re.Match[str], asked: bool) -> bool:
    """Whether a language is asked of the worker, rather than part of what is made."""
    clause = re.split(r"[.;!?\n]", passage.low[max(0, match.start() - 44) : match.start()])[-1]
    after = passage.low[match.end() :]
    if pattern("places", "not_language_before").search(clause):
        return False
    if pattern("places", "language_after").match(after):
        return True
    if pattern("places", "not_language_after").match(after):
        return False
    alone = pattern("places", "language_alone_before").search(
        passage.low[max(0, match.start() - 44) : match.start()]
    ) and pattern("places", "language_alone_after").search(after)
    if alone or _is_set_off(passage, match) or (asked and "into" not in clause.split()):
        return True
    cue = pattern("places", "language_cue").search(clause)
    return bool(cue) and not pattern("places", "made_in").search(clause)


def _language_name(written: str) -> str:
    return " ".join(word.capitalize() for word in written.split())


@cache
def _languages() -> re.Pattern[str]:
    import pycountry

    table = lexicon("places")
    names = {
        language.name.split(" (")[0]
        for language in pycountry.languages
        if hasattr(language, "alpha_2") and " " not in language.name.split(" (")[0]
    }
    names = (names | set(table["extra_languages"])) - set(table["skip_languages"])
    return re.compile(rf"\b(?:{any_of(names)})\b", re.IGNORECASE)

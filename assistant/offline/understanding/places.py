"""Where the work happens and in which language people work."""

import re
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.passage import Found, Passage, Scene

PLACE_CUE = r"\b(?:in|from|near|based (?:in|out of)|within|located in|location:?|around|at our|at the|anywhere in|to be in|or|and|not)\s+(?:the |our |greater )?$"


def read_location(passage: Passage, scene: Scene) -> list[Found]:
    """Remote, a place, or both: "remote, Germany"."""
    remote = _remote(passage)
    hours = _hours(passage)
    places = _places(passage, "location" in scene.asked)
    spans = [span for span in (remote, *((s, e) for _, s, e in places)) if span]
    parts = ["remote"] if remote else []
    parts += [name for name, _, _ in places][:2] or ([f"{hours} hours"] if hours and remote else [])
    if not parts:
        return _loose(passage, scene)
    names = list(dict.fromkeys(parts))
    joined = ", ".join(names) if remote or len(names) < 2 else " or ".join(names)
    return [Found("location", joined, *spans[0])] if spans else []


def read_language(passage: Passage, scene: Scene) -> list[Found]:
    """The working language or languages."""
    names, first = [], None
    for match in _languages().finditer(passage.text):
        if _speaks(passage, match, "language" in scene.asked) and not passage.negated(
            match.start(), 18
        ):
            first = first or match
            names.append(_language_name(match[0]))
    unique = list(dict.fromkeys(names))
    return [Found("language", ", ".join(unique), first.start(), first.end())] if first else []


def _remote(passage: Passage) -> tuple[int, int] | None:
    for match in pattern("places", "remote").finditer(passage.text):
        if not passage.negated(match.start(), 20):
            return match.start(), match.end()
    if match := pattern("places", "hybrid").search(passage.text):
        return None if match else None
    return None


def _hours(passage: Passage) -> str | None:
    for name in lexicon("places")["hours"]:
        if pattern("places", "hours", name).search(passage.text):
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
    found, taken = [], 0
    for match in _names().finditer(passage.text):
        name = _place_name(match[0])
        if name and match.start() >= taken and _is_place(passage, match, asked):
            found.append((name, match.start(), match.end()))
            taken = match.end()
    return found


def _is_place(passage: Passage, match: re.Match[str], asked: bool) -> bool:
    """A capitalised name, or one after a word of place; never negated, never a language."""
    before = passage.low[max(0, match.start() - 24) : match.start()]
    after = passage.low[match.end() : match.end() + 26]
    if passage.negated(match.start(), 22):
        return False
    if re.match(
        r"\s*(?:market|customers?|launch|tax|law|gaap|site|website|store|campaign|subsidiary|-speak)",
        after,
    ):
        return False
    if re.search(r"(?:for|into|to) (?:the |our )?$", before) and not re.match(
        r"\s*(?:office|based)", after
    ):
        return False
    cue = bool(re.search(PLACE_CUE, before)) or bool(
        re.match(r"[- ]based|\s*(?:office|only|time ?zone|preferred)", after)
    )
    if match[0].lower() in lexicon("places")["risky_countries"]:
        return cue and match[0][0].isupper()
    return (
        cue
        or asked
        or match[0][0].isupper()
        and match[0].lower() not in ("bath", "perth", "lima", "turin", "sofia", "us", "est")
    )


def _place_name(written: str) -> str | None:
    table = lexicon("places")
    if written in table["exact_case"]:
        return str(table["exact_case"][written])
    return _canonical().get(written.lower().rstrip("."))


@cache
def _canonical() -> dict[str, str]:
    import pycountry

    table = lexicon("places")
    names = {c.name.lower(): c.name for c in pycountry.countries if "," not in c.name}
    for groups in (table["countries"], table["regions"]):
        names |= {alias: name for name, aliases in groups.items() for alias in aliases}
    names |= {city.lower(): city for city in [*table["cities"], *table["states"]]}
    for language_like in ("us", "eu", "uk"):
        names.pop(language_like, None)
    return names | {"uk": "United Kingdom", "u.k": "United Kingdom", "u.s": "United States"}


@cache
def _names() -> re.Pattern[str]:
    exact = any_of(lexicon("places")["exact_case"])
    return re.compile(rf"\b(?:(?-i:{exact})|(?i:{any_of(_canonical())}))(?!\w)")


def _speaks(passage: Passage, match: re.Match[str], asked: bool) -> bool:
    """Whether a language is asked of the worker, rather than part of what is made."""
    before = passage.low[max(0, match.start() - 44) : match.start()]
    clause = re.split(r"[.;!?\n]", before)[-1]
    after = passage.low[match.end() : match.end() + 30]
    if re.match(
        r"[- ]+(?:language )?(?:speak\w*|native|fluen\w+|skills?|required|preferred|is a must|essential|mother)",
        after,
    ):
        return True
    if re.match(
        r"\s+(?:to|into|->|copy|market|customers?|version|website|site|law|office)\b", after
    ):
        return False
    if asked and not re.search(r"\binto\b", clause):
        return True
    alone = re.search(lexicon("places")["language_alone_before"], before)
    if alone and re.search(lexicon("places")["language_alone_after"], passage.low[match.end() :]):
        return True
    cue = r"(?:speak\w*|fluent(?:ly)?(?: in)?|native(?: level)?|languages?(?: is| are|:)?|bilingual(?: in)?|communicat\w+(?: is| are)?(?: in)?|work(?:ing)? in|written|spoken|business|good|excellent|perfect|flawless|clear|proper|decent|writes?|native-level|read and write|must be in|mother tongue|proficient in|conversational|everything in|calls in|meetings in|answer in|in)"
    return bool(
        re.search(rf"\b{cue}[^.;]{{0,12}}(?:\b[a-z]+ (?:and|or|,|&) )?$", clause)
    ) and not re.search(
        r"\b(?:translat\w+|localis\w+|localiz\w+|articles?|copy|posts|descriptions|versions?|into)\b[^.;]{0,20}$",
        clause,
    )


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

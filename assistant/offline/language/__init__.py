"""Languages as data: a folder a language, a file a subject; English is the first."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

Compiled = re.Pattern[str]

LANGUAGE = "en"
CLASS = re.compile(r"\{([a-z]+)\}")


@cache
def lexicon(subject: str, language: str = LANGUAGE) -> Any:
    """The words and patterns of one subject, read once from `<language>/<subject>.json`."""
    path = Path(__file__).parent / language / f"{subject}.json"
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def pattern(subject: str, *keys: str | int) -> Compiled:
    """A pattern of the lexicon, compiled once and blind to case."""
    entry = lexicon(subject)
    for key in keys:
        entry = entry[key]
    return compiled(entry)


def compiled(entry: str | list[str], words: Mapping[str, str] = MappingProxyType({})) -> Compiled:
    """A pattern, or one for any of several, with `words` and classes of words put in: `{verbs}`."""
    form = entry if isinstance(entry, str) else "|".join(entry)
    return re.compile(put_in(put_in(form, words), classes()), re.IGNORECASE)


def put_in(form: str, words: Mapping[str, str]) -> str:
    """A pattern with these words where it names them in braces; other names stay as they are."""
    return CLASS.sub(lambda match: words.get(match[1], match[0]), form)


@cache
def classes() -> dict[str, str]:
    """The classes of words that a pattern may name in braces, each as a pattern of its own."""
    work = lexicon("work")
    return {
        "verbs": any_of(work["verbs"]),
        "does": any_of(map(does, work["verbs"])),
        "things": any_of(work["things"]),
        "events": lexicon("time")["events"],
        "heads": any_of(lexicon("roles")["heads"]),
        "stop": any_of(lexicon("roles")["stop"]),
        **{name: lexicon("choices")[name] for name in ("kit", "lent", "rooms")},
        "systems": any_of(lexicon("systems")["named"]),
        **{name: lexicon("picking")[name] for name in ("agrees", "marketplaces")},
        **{name: lexicon("intents_plans")[name] for name in ("deciders", "filing", "lately")},
        "opener": lexicon("statements")["opener"],
        "closer": lexicon("statements")["closer"],
    }


def does(verb: str) -> str:
    """The verb as somebody does it: "plans", "looks after", "publishes"."""
    first, blank, rest = verb.partition(" ")
    if re.search(r"[^aeiou]y$", first):
        return f"{first[:-1]}ies{blank}{rest}"
    ending = "es" if first.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"
    return f"{first}{ending}{blank}{rest}"


def any_of(words: Any) -> str:
    """A pattern for any of these words, the longest first, so that none hides another."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def others() -> dict[str, str]:
    """The small words of other languages and of our own, by which each is known."""
    path = Path(__file__).parent / "others.json"
    words: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return words

"""Every pattern of the language reads something that people say: see `examples.json`.

The examples are by subject, or by the key of what they say. A bar stands where a pattern looks only
at what is before a name or an amount, or behind it: "20 hours @| 50".
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from assistant.offline import language
from assistant.offline.language import compiled, lexicon, put_in
from assistant.offline.understanding.reader import Understanding

EXAMPLES: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "examples.json").read_text(encoding="utf-8")
)
SUBJECTS = sorted(path.stem for path in (Path(language.__file__).parent / "en").glob("*.json"))
PATTERN = re.compile(r"\\[bsdwWSDB.]|\(\?|\[\^|\)\?|\)\*")
LENDING = ("time", "money")
GROUP = re.compile(r"\(\?P<\w+>|\(\?\(\w+\)")
ELSEWHERE = re.compile(r"\{[a-z]+\}|\(\?P=\w+\)")


CODED = [key for key in EXAMPLES if key.startswith("choices.")]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_form_of_a_pattern_reads_an_example_of_its_subject(subject: str) -> None:
    said = list(_said(subject))
    unread = [form for form in _forms(subject) if not any(map(_alone(form, subject).search, said))]
    assert unread == []


def test_every_example_is_of_a_subject() -> None:
    assert {key.split(".")[0] for key in EXAMPLES} <= set(SUBJECTS)


@pytest.mark.parametrize("key", CODED)
def test_what_is_said_for_a_code_is_read_as_it(
    read: Callable[..., Understanding], key: str
) -> None:
    field, *code = key.split(".")[1:]
    wanted = {"arrangement": code, "sensitive_data": False}.get(field, "".join(code))
    told = {said: read(said).fields.get(field) for said in EXAMPLES[key]}
    assert {said: found for said, found in told.items() if found != wanted} == {}


def _forms(subject: str) -> Iterator[str]:
    """The forms of a subject, less the parts that need no words at all."""
    for _, form in _texts(lexicon(subject)):
        if PATTERN.search(form) and not _alone(form, subject).fullmatch(""):
            yield form


def _said(subject: str) -> Iterator[str]:
    """The examples of a subject, whole and as they are before and behind a bar."""
    for key, examples in EXAMPLES.items():
        if key.split(".")[0] == subject:
            for example in examples:
                yield from {example.replace("|", ""), *example.split("|")}


@cache
def _alone(form: str, subject: str) -> re.Pattern[str]:
    """A form with the parts that it names put in; what the code puts in may be anything."""
    for _ in range(4):
        form = put_in(put_in(put_in(form, _parts(subject)), language.classes()), _parts(*LENDING))
    return compiled(GROUP.sub("(?:", ELSEWHERE.sub("(?:.+?)", form)))


@cache
def _parts(*subjects: str) -> dict[str, str]:
    """What the patterns of these subjects may name in braces, by its key."""
    parts: dict[str, list[str]] = {}
    for key, text in chain.from_iterable(_texts(lexicon(one)) for one in subjects):
        parts.setdefault(key, []).append(text)
    return {key: f"(?:{'|'.join(texts)})" for key, texts in parts.items()}


def _texts(entry: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """All texts of an entry, each with the nearest key above it."""
    if isinstance(entry, str):
        yield key, entry
    elif isinstance(entry, list):
        yield from chain.from_iterable(_texts(one, key) for one in entry)
    elif isinstance(entry, dict):
        yield from chain.from_iterable(_texts(one, name) for name, one in entry.items())

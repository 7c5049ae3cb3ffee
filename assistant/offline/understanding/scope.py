"""What the work is: found where a sentence opens a task, ended where another field begins."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.offline.language import any_of, filled, lexicon, pattern
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.phrases import (
    SENTENCE_END,
    before_fields,
    is_unknown,
    sentence_end,
    trim,
)

BESIDE = re.compile(r"[^,.;:!?\n]{0,40}")
"""What may stand between a role and the "for" that says what it is wanted for."""

Spans = Sequence[tuple[int, int]]
Opening = tuple[int, int]
"""Where the phrase starts, and from where its end is looked for."""


def read_scope(passage: Passage, scene: Scene, taken: Sequence[Found] = ()) -> list[Found]:
    """What the work is, in the manager's words; `taken` are the fields read before."""
    role = [(one.start, one.end) for one in taken if one.field == "role"]
    others = [one for one in taken if one.field != "role"]
    for openings in (_tasks, _works, _purposes, _wishes, _fragments):
        for start, end in openings(passage, role):
            last = _phrase_end(passage, end, others, named=openings is not _tasks)
            phrase = trim(passage.text[start:last])
            if openings in (_wishes, _fragments) and any(
                o.start < last and start < o.end for o in others
            ):
                continue
            if re.search(r"[a-z]{3}", phrase, re.I) and not _is_noise(phrase):
                return [Found("scope", phrase, start, last)]
    return _answer(passage, scene)


def _answer(passage: Passage, scene: Scene) -> list[Found]:
    """The whole of a reply, when the scope was the question."""
    asked = tuple(scene.asked)[:1] == ("scope",)
    if not asked or len(passage.text.split()) < 3 or is_unknown(passage.text):
        return []
    told = trim(passage.text[: sentence_end(passage.text, 0)])
    return [Found("scope", told, 0, len(passage.text))] if told else []


def _tasks(passage: Passage, _role: Spans) -> Iterator[Opening]:
    """`scope: …`, "someone to …", "a developer who can …", "we want to …", "redesign our …"."""
    for match in _task_openings().finditer(passage.text):
        other = pattern("scope", "not_task_before").search(passage.text[: match.start()])
        if not other and not pattern("scope", "no_task").match(passage.text[match.end() :]):
            yield match.end(), match.end()


def _purposes(passage: Passage, role: Spans) -> Iterator[Opening]:
    """`for the spring campaign`; without an article only after a role: "recruiter for shops"."""
    for match in pattern("scope", "purpose").finditer(passage.text):
        other = pattern("scope", "not_purpose_before").search(passage.text[: match.start()])
        before = passage.text[: match.start()]
        follows_role = pattern("scope", "wanted_for").search(before) or any(
            end <= match.start() and BESIDE.fullmatch(before, end) for _, end in role
        )
        opens = (
            match["the"]
            or match["bare"] is not None
            or (follows_role and not _is_thing(passage, match.end()))
        )
        if opens and not other and not passage.negated(match.start(), 12):
            yield match.end(), match.end()


def _is_thing(passage: Passage, start: int) -> bool:
    """Whether "for …" names what is handed over, or one word only: "for three short clips"."""
    if re.match(r"\d", passage.counted[start:]):
        return True
    words = re.split(r"[.,;!?\n]|\b(?:in|by|at|from|with|and)\b", passage.text[start:])[0].split()
    last = words[-1].lower() if words else ""
    made = last in lexicon("deliverables")["nouns"] and last not in lexicon("work")["works"]
    return len(words) < 2 or made


def _works(passage: Passage, _role: Spans) -> Iterator[Opening]:
    """Work named by a noun: "migration of 300 articles", "payment service refactoring"."""
    for match in pattern("scope", "work_of").finditer(passage.text):
        yield match.start("work"), match.end()
    for match in pattern("scope", "work_fragment").finditer(passage.text):
        yield match.start("work"), match.end("work")


def _wishes(passage: Passage, role: Spans) -> Iterator[Opening]:
    """`We need a website relaunch`, "we are planning a survey", "our dashboard is a mess"."""
    for match in pattern("scope", "work_wanted").finditer(passage.text):
        yield match.end(), match.end("work")
    if not role and not pattern("scope", "somebody").search(passage.text):
        return
    for match in pattern("scope", "situation").finditer(passage.text):
        yield match.end(), match.end()
    for match in pattern("scope", "complaint").finditer(passage.text):
        if not any(start < match.end() and match.start() < end for start, end in role):
            yield match.start("what"), match.end("what")


def _fragments(passage: Passage, role: Spans) -> Iterator[Opening]:
    """A phrase that stands by itself among others: "UX writer - texts of the shop - 2 weeks"."""
    for match in pattern("scope", "fragment").finditer(passage.text, role[0][1]) if role else ():
        if not pattern("deliverables", "verb").search(match["work"]):
            yield match.start("work"), match.end("work")


def _phrase_end(passage: Passage, start: int, taken: Sequence[Found], *, named: bool) -> int:
    """A phrase ends with its sentence, a new clause, another field; a `named` one with a verb."""
    found = SENTENCE_END.search(passage.text, start)
    last = found.start() if found else len(passage.text)
    clause = pattern("scope", "clause").search(passage.counted, start, last)
    last = max(start, clause.start()) if clause else last
    verb = pattern("scope", "finite").search(passage.text, start, last) if named else None
    last = verb.start() if verb else last
    return before_fields(passage, start, last, taken)


def _is_noise(phrase: str) -> bool:
    """Words that open like a scope and say where, when, who or nothing at all."""
    units: dict[str, list[str]] = lexicon("organisation")["units"]
    low = phrase.lower()
    named = any(low in (unit.lower(), *aliases) for unit, aliases in units.items())
    return named or bool(
        pattern("scope", "noise").match(phrase)
        or pattern("scope", "empty").fullmatch(phrase)
        or _roles().search(phrase)
    )


@cache
def _task_openings() -> re.Pattern[str]:
    forms = "|".join(f"(?:{form})" for form in lexicon("scope")["tasks"])
    return re.compile(filled(forms), re.IGNORECASE)


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:[\w-]+ ){{0,2}}(?:{any_of(lexicon('roles')['heads'])})s?(?: who\b.*)?$", re.I
    )

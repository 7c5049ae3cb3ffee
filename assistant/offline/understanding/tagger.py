"""What a message says in words that no rule foresees: a learned tagger over its words.

Two transformer layers on the local embedding's fourth mark, for every word and field, whether it
begins a value, goes on with one, or is outside. `evals.understanding.train_tagger` makes them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.offline.language import LANGUAGE
from assistant.offline.understanding.abilities import skills_in
from assistant.offline.understanding.features import reading
from assistant.offline.understanding.passage import Found, Passage
from assistant.offline.understanding.phrases import trim

if TYPE_CHECKING:
    import numpy as np

MODEL = Path(__file__).parents[1] / "language" / LANGUAGE / "tagger.onnx"
TEXTS = ("scope", "language", "location", "business_unit", "channel_reason")
LISTS = ("deliverables", "acceptance_criteria", "systems")
SKILLS = ("must", "nice", "excluded")
TAGGED = ("role", *TEXTS, *LISTS, *SKILLS)
"""The fields in the order of the model; the role is left to rules, which know its words better."""
OUTSIDE, BEGINS, GOES_ON = range(3)
LIKELY, MAYBE = 0.5, 0.2
"""A value is words that are LIKELY in it and those beside them that MAYBE are."""
SURE = {**dict.fromkeys(TAGGED, 0.9), "location": 0.95}
"""How sure of one word at least the tagger must be; places are named that are not the work's."""
WORD = re.compile(r"[^\W_]+(?:['.\-/+&][^\W_]+)*[+#]*|\S")
SHAPES = tuple(
    re.compile(form)
    for form in (
        *(r"\d", r"[A-Z]", r"[A-Z0-9]+$", r"\W$", r"[,;]", r".*[.!?:]$", r"[$€£]"),
        r"\d+(?:[.,]\d+)?[kKmM]?$",
    )
)
"""Looks of a word that the embedding, which knows no capitals, does not see."""
READ = (
    *("role", "skills", "systems", "language", "location", "acceptance_criteria"),
    *("business_unit", "budget_owner", "channel_reason", "channel"),
)
"""Fields of which the tagger is told where a rule read them; the others are told as one."""


@dataclass(frozen=True)
class Words:
    """A text's words: their spans, and for each token of the embedding the word it belongs to."""

    spans: tuple[tuple[int, int], ...]
    states: "np.ndarray"
    owners: tuple[int | None, ...]

    @property
    def first(self) -> dict[int, int]:
        """The first token of every word that has one."""
        return {
            word: token
            for token, word in reversed(list(enumerate(self.owners)))
            if word is not None
        }


def completed(passage: Passage, found: Sequence[Found]) -> list[Found]:
    """What rules found, and what the tagger reads where they read nothing, or beside it."""
    values: dict[str, Any] = {one.field: one.value for one in found}
    more = [
        one
        for name, listed in _by_field(tagged(passage, found)).items()
        for one in _added(name, values.get(name), listed)
    ]
    replaced = {one.field for one in more}
    return [*(one for one in found if one.field not in replaced), *more]


def tagged(passage: Passage, found: Sequence[Found]) -> Iterator[Found]:
    """The values that the tagger is sure enough of, in the words of the passage."""
    words = split(passage.text)
    if not words.first:
        return
    chances = _chances(words, passage.text, found)
    for number, name in enumerate(TAGGED):
        for start, end, sure in _runs(chances[:, number]):
            at, to = words.spans[start][0], words.spans[end - 1][1]
            value = trim(passage.text[at:to])
            if value and sure >= SURE[name]:
                yield Found(name, value, at, to)


def split(text: str) -> Words:
    """The words of a text with what the embedding makes of each."""
    spans = tuple((m.start(), m.end()) for m in WORD.finditer(text))
    starts = [start for start, _ in spans]
    read = reading(text)
    owners = tuple(
        bisect_right(starts, start) - 1 if end > start and spans else None
        for start, end in read.spans
    )
    return Words(spans, read.states, owners)


def looks(words: Words, text: str, found: Sequence[Found]) -> "np.ndarray":
    """One row a token: the looks of its word, and which fields rules read there."""
    import numpy as np

    rows = np.zeros((len(words.owners), len(SHAPES) + 1 + len(READ) + 1), np.float32)
    for token, word in enumerate(words.owners):
        if word is None:
            continue
        start, end = words.spans[word]
        before = text[words.spans[word - 1][1] : start] if word else "\n"
        met = [bool(shape.match(text[start:end])) for shape in SHAPES]
        rows[token, : len(SHAPES) + 1] = [*met, "\n" in before]
        for one in found:
            if one.start < end and start < one.end:
                place = READ.index(one.field) if one.field in READ else len(READ)
                rows[token, len(SHAPES) + 1 + place] = 1.0
    return rows


def _chances(words: Words, text: str, found: Sequence[Found]) -> "np.ndarray":
    """For every word, each of TAGGED: how likely it is outside, begins, goes on."""
    import numpy as np

    given = {"states": words.states[None], "looks": looks(words, text, found)[None]}
    (scores,) = _session().run(None, given)
    powers = np.exp(scores[0] - scores[0].max(-1, keepdims=True))
    chances = powers / powers.sum(-1, keepdims=True)
    every = np.zeros((len(words.spans), *chances.shape[1:]), np.float32)
    every[..., OUTSIDE] = 1.0
    for word, token in words.first.items():
        every[word] = chances[token]
    return every


def _runs(chances: "np.ndarray") -> Iterator[tuple[int, int, float]]:
    """Stretches of words that are one value of a field: from where to where, and how surely."""
    inside = 1 - chances[:, OUTSIDE]
    within = _spread(inside > LIKELY, inside > MAYBE)
    starts = [n for n, here in enumerate(within) if here and (n == 0 or not within[n - 1])]
    for start in starts:
        end = next((n for n in range(start, len(within)) if not within[n]), len(within))
        yield start, end, float(inside[start:end].max())


def _spread(sure: "np.ndarray", possible: "np.ndarray") -> list[bool]:
    """The sure places, and the possible ones that touch them without a gap."""
    within: list[bool] = sure.tolist()
    for order in (range(1, len(within)), range(len(within) - 2, -1, -1)):
        for place in order:
            beside = within[place - order.step]
            within[place] = within[place] or (beside and bool(possible[place]))
    return within


def _by_field(found: Iterator[Found]) -> dict[str, list[Found]]:
    """Values by the field they belong to; the groups of skills are one field."""
    listed: dict[str, list[Found]] = {}
    for one in found:
        listed.setdefault("skills" if one.field in SKILLS else one.field, []).append(one)
    return listed


def _added(name: str, known: Any, listed: Sequence[Found]) -> Iterator[Found]:
    """The field with what the tagger adds to it, if it adds anything."""
    where = listed[0].start, listed[0].end
    if name in TEXTS and not known:
        longest = max(listed, key=lambda one: one.end - one.start)
        yield Found(name, longest.value, longest.start, longest.end)
    elif name in LISTS:
        kept = list(known or ())
        for one in listed:
            if not _among(one.value, kept):
                kept.append(one.value)
        yield Found(name, kept, *where)
    elif name == "skills":
        yield Found(name, _with_skills(known or {}, listed), *where)


def _with_skills(known: Mapping[str, Sequence[str]], listed: Sequence[Found]) -> dict[str, Any]:
    groups = {group: list(names) for group, names in known.items()}
    for one in listed:
        named = (skills_in([one.value]) or [one.value])[0]
        if not any(_among(name, names) for name in (one.value, named) for names in groups.values()):
            groups.setdefault(one.field, []).append(named)
    return groups


def _among(value: str, kept: Sequence[str]) -> bool:
    low = value.lower()
    return any(low in other.lower() or other.lower() in low for other in kept)


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(MODEL, options, providers=["CPUExecutionProvider"])

"""What a message says in words of its own: a learned tagger over its words.

Five transformer layers on the local embedding's first mark, for every word and field, whether it
begins a value, goes on with one, or is outside. They are told what rules read where, and what was
asked. `evals.understanding.train_tagger` makes them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.offline.language import LANGUAGE
from assistant.offline.understanding.abilities import skills_in
from assistant.offline.understanding.features import THREADS, reading
from assistant.offline.understanding.passage import Found
from assistant.offline.understanding.phrases import trim
from assistant.offline.understanding.roles import tidy
from knowledge.embedding import inference

if TYPE_CHECKING:
    import numpy as np

MODEL = Path(__file__).parents[1] / "language" / LANGUAGE / "tagger.onnx"
SKILLS = ("must", "nice", "excluded")
TOLD = (
    *("role", "scope", "language", "location", "business_unit", "channel_reason"),
    *("deliverables", "acceptance_criteria", "systems", *SKILLS),
)
"""Fields whose values are words of the message: the tagger reads them."""
PARSED = (
    *("budget", "billing_model", "duration_weeks", "hours_per_week", "headcount"),
    *("start_date", "deadline", "urgency", "arrangement", "channel", "budget_owner"),
    *("security_classification", "sensitive_data"),
)
"""Fields whose values rules make of the words: the tagger says whether these are meant."""
FIELDS = (*TOLD, *PARSED)
"""The fields in the order of the model."""
OUTSIDE, BEGINS, GOES_ON = range(3)
LIKELY, MAYBE = 0.5, 0.2
"""A value is words that are LIKELY in it and those beside them that MAYBE are."""
SURE = {**dict.fromkeys(TOLD, 0.7), "scope": 0.5}
"""How sure of one word at least the tagger must be to read a value there."""
MEANT = 0.3
"""And to leave a value that rules read there."""
FEW = 6
"""So few words are about nothing else: what rules read in them is meant."""
WORD = re.compile(r"[^\W_]+(?:['.\-+&][^\W_]+)*[+#]*|\S")
SHAPES = tuple(
    re.compile(form)
    for form in (
        *(r"\d", r"[A-Z]", r"[A-Z0-9]+$", r"\W$", r"[,;]", r".*[.!?:]$", r"[$€£]"),
        r"\d+(?:[.,]\d+)?[kKmM]?$",
    )
)
"""Looks of a word that the embedding, which knows no capitals, does not see."""
BLANKED = len(SHAPES) + 1
HINTED = BLANKED + 1
ASKED = HINTED + len(FIELDS)
SEEN = ASKED + len(FIELDS)
"""Where the looks of a word end: its shapes, whether it opens a line, whether it is blanked for
rules, which fields rules read there, which fields were asked for."""


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


@dataclass(frozen=True)
class Hints:
    """What is known of a text: what rules read, what of it they looked at, what was asked for."""

    found: Sequence[Found] = ()
    stated: str = ""
    asked: Sequence[str] = ()


def tagged(text: str, hints: Hints) -> list[Found]:
    """The values that a text tells, and of those that rules read the ones that are meant.

    What lies beyond the tokens that the embedding reads is left as rules read it.
    """
    words = split(text)
    if not words.first:
        return list(hints.found)
    chances = _chances(words, looks(words, text, hints))
    certain = [one for one in hints.found if one.certain]
    told = [one for one in _told(text, words, chances, hints.found) if not _among(one, certain)]
    few = len(text.split()) <= FEW
    held = [one for one in hints.found if few or one.certain or _kind(one) in hints.asked]
    meant = [one for one in hints.found if one in held or _is_meant(one, words, chances)]
    return [*told, *(one for one in meant if not _among(one, told))]


def _told(
    text: str, words: Words, chances: "np.ndarray", found: Sequence[Found]
) -> Iterator[Found]:
    for number, name in enumerate(TOLD):
        for start, end, sure in _runs(chances[:, number]):
            at, to = words.spans[start][0], words.spans[end - 1][1]
            value = _value(name, text[at:to], [o for o in found if o.start < to and at < o.end])
            if value and sure >= SURE[name]:
                yield Found(name, value, at, to)


def _among(one: Found, told: Sequence[Found]) -> bool:
    """Whether a rule's value stands where one of its kind was told."""
    return any(
        one.start < other.end and other.start < one.end and _kind(one) == _kind(other)
        for other in told
    )


def _kind(one: Found) -> str:
    return "skills" if one.field in SKILLS else one.field


def _value(name: str, written: str, found: Sequence[Found]) -> str:
    """The words, or what rules know them as: a skill by its name, a place as it is spelt."""
    if name == "acceptance_criteria":
        return written.strip(" .,:;!-")
    told = trim(written)
    kind = "skills" if name in SKILLS else name
    known = next((one.value for one in found if _kind(one) == kind), None)
    if name == "role":
        return str(known) if known and tidy(told) in known else tidy(told)
    if known is None and name in SKILLS:
        known = next(iter(skills_in([told])), None)
    return str(known or told)


def _is_meant(one: Found, words: Words, chances: "np.ndarray") -> bool:
    """Whether the tagger leaves a rule's value; it must where it read nothing."""
    read = [word for word in _covered(words, one) if word in words.first]
    inside = 1 - chances[read, FIELDS.index(one.field), OUTSIDE]
    return not read or bool(inside.max() >= MEANT)


def _covered(words: Words, one: Found) -> list[int]:
    return [n for n, (at, to) in enumerate(words.spans) if at < one.end and one.start < to]


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


def looks(words: Words, text: str, hints: Hints) -> "np.ndarray":
    """What is seen of each token beside its meaning; of shape (tokens, SEEN)."""
    import numpy as np

    by_word = np.zeros((len(words.spans), SEEN), np.float32)
    for word, (start, end) in enumerate(words.spans):
        before = text[words.spans[word - 1][1] : start] if word else "\n"
        met = [bool(shape.match(text[start:end])) for shape in SHAPES]
        by_word[word, :BLANKED] = [*met, "\n" in before]
        by_word[word, BLANKED] = bool(hints.stated) and not hints.stated[start:end].strip()
    for one in hints.found:
        by_word[_covered(words, one), HINTED + FIELDS.index(one.field)] = 1.0
    for name in hints.asked:
        groups = SKILLS if name == "skills" else (name,)
        by_word[:, [ASKED + FIELDS.index(one) for one in groups if one in FIELDS]] = 1.0
    rows = np.zeros((len(words.owners), SEEN), np.float32)
    for token, owner in enumerate(words.owners):
        if owner is not None:
            rows[token] = by_word[owner]
    return rows


def _chances(words: Words, seen: "np.ndarray") -> "np.ndarray":
    """For every word, each of FIELDS: how likely it is outside, begins, goes on."""
    import numpy as np

    given = {"states": words.states[None], "looks": seen[None]}
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


@cache
def _session() -> Any:
    return inference(MODEL, THREADS)

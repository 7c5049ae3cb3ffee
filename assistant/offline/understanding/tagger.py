"""What a message says in words of its own: a learned tagger over its words.

Five transformer layers on the local embedding's first mark, for every word and field, whether it
begins a value, goes on with one, or is outside; and for every code of a field with fixed ones,
whether the word tells it. They are told what rules read where, and what was asked. Two taggers that
learned apart share a file, which gives the mean of their scores: `evals.understanding.train_tagger`
makes it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from assistant.offline.language import LANGUAGE, lexicon, pattern
from assistant.offline.understanding.days.calendar_words import OTHER_DAY, is_a_day
from assistant.offline.understanding.places import languages_apart
from assistant.offline.understanding.reading import THREADS, Words, split
from assistant.offline.understanding.skills.abilities import names_trade_tool
from assistant.offline.understanding.skills.skill_names import apart, skill_named
from assistant.offline.understanding.text.passage import LETTER, Found
from assistant.offline.understanding.text.phrases import trim
from assistant.offline.understanding.wanted.role_names import tidy
from knowledge.embedding import inference
from knowledge.fields import Arrangement, BillingModel, Channel, SecurityClassification, Urgency

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
    *("budget", "duration_weeks", "hours_per_week", "headcount"),
    *("start_date", "deadline", "budget_owner"),
)
"""Fields whose values rules make of the words: the tagger says whether these are meant."""
FIELDS = (*TOLD, *PARSED)
CODES: dict[str, tuple[Any, ...]] = {
    "arrangement": get_args(Arrangement),
    "billing_model": get_args(BillingModel),
    "channel": get_args(Channel),
    "security_classification": get_args(SecurityClassification),
    "sensitive_data": (True, False),
    "urgency": get_args(Urgency),
}
"""Fields with fixed codes: the tagger says which of these the text tells."""
CODED = tuple((name, code) for name, codes in CODES.items() for code in codes)
SIGNS = (*FIELDS, *CODED)
"""All that a word may tell, in the order of the model."""
OUTSIDE, BEGINS, GOES_ON = range(3)
LIKELY, MAYBE = 0.5, 0.2
"""A value is words that are LIKELY in it and those beside them that MAYBE are."""
SURE = dict.fromkeys(TOLD, 0.7) | dict.fromkeys(SKILLS, 0.62) | {"scope": 0.5, "role": 0.5}
"""How sure of one word at least the tagger must be to read a value there."""
MEANT = dict.fromkeys(FIELDS, 0.3) | {"location": 0.5, "budget_owner": 0.5}
"""And to leave a value that rules read there; places and people are often only told of."""
CODE_SURE, CODE_MEANT = 0.6, 0.02
"""The same of a code that no rule read, and of one that a rule did."""
FEW = 6
"""So few words are about nothing else: what rules read in them is meant."""
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
ASKED = HINTED + len(SIGNS)
SEEN = ASKED + len(FIELDS) + len(CODES)
"""Where the looks of a word end: its shapes, whether it opens a line, whether it is blanked for
rules, which signs rules read there, which fields were asked for."""


@dataclass(frozen=True)
class Hints:
    """What rules read, what they looked at, what was asked for, what no rule reads by itself."""

    found: Sequence[Found] = ()
    stated: str = ""
    asked: Sequence[str] = ()
    possible: Sequence[Found] = ()


def tagged(text: str, hints: Hints) -> list[Found]:
    """The values that a text tells, and of those that rules read the ones that are meant.

    What lies beyond the tokens that the embedding reads is left as rules read it.
    """
    words = split(text)
    if not words.first:
        return list(hints.found)
    scores = _scores(words, looks(words, text, hints))
    chances = _chances(words, scores)
    certain = [one for one in hints.found if one.certain]
    placed = any(one.field == "location" for one in certain)
    told = [
        one
        for one in _told(text, words, chances, hints.found)
        if not _among(one, certain) and not (placed and one.field == "location")
    ]
    few = len(text.split()) <= FEW
    held = [
        one
        for one in hints.found
        if few or one.certain or _kind(one) in hints.asked or names_trade_tool(one, told)
    ]
    settled = [one for one in held if one.field in CODES]
    coded = settled if few else _coded(words, scores, hints.found, settled)
    parsed = [
        one
        for one in hints.found
        if one.field not in CODES and (one in held or not _outdone(one, hints, words, chances))
    ]
    meant = [one for one in parsed if one in held or _is_meant(one, words, chances)]
    if not few:
        meant += [one for one in hints.possible if _is_left(one, meant, words, chances)]
    return apart([*told, *coded, *(one for one in meant if not _among(one, told))], text)


def _is_meant(one: Found, words: Words, chances: "np.ndarray") -> bool:
    """Whether what a rule read is likely enough to be left."""
    return _likely(one, words, chances) >= MEANT[one.field]


def _outdone(one: Found, hints: Hints, words: Words, chances: "np.ndarray") -> bool:
    """Whether the same value is likelier to be meant otherwise: a day to begin, one to be done."""
    least = max(LIKELY, _likely(one, words, chances))
    same = (one.value, OTHER_DAY.get(one.field))
    here = (o for o in hints.possible if o.start == one.start)
    others = (o for o in here if o.value in same or o.field in same)
    return any(_likely(other, words, chances) > least for other in others)


def _is_left(one: Found, meant: Sequence[Found], words: Words, chances: "np.ndarray") -> bool:
    """Whether what only might be meant is likely, and neither its field nor its place is taken."""
    free = all(
        one.field != other.field and (other.end <= one.start or one.end <= other.start)
        for other in meant
    )
    return free and _likely(one, words, chances) > LIKELY


def _coded(
    words: Words, scores: "np.ndarray", found: Sequence[Found], settled: Sequence[Found]
) -> list[Found]:
    """The codes that a text tells: the settled ones, and of the others the likely ones."""
    import numpy as np

    logits = scores[:, 3 * len(FIELDS) :]
    chances = 1 / (1 + np.exp(-logits.max(0)))
    read = {(one.field, one.value): one for one in found if one.field in CODES}
    told = list(settled)
    for number in np.argsort(-chances):
        name, code = CODED[number]
        rule = read.get((name, code))
        enough = chances[number] >= (CODE_MEANT if rule else CODE_SURE)
        free = name == "arrangement" or all(one.field != name for one in told)
        if enough and free and rule not in told:
            told.append(rule or Found(name, code, *words.told_by(logits[:, number])))
    return told


def _told(
    text: str, words: Words, chances: "np.ndarray", found: Sequence[Found]
) -> Iterator[Found]:
    for number, name in enumerate(TOLD):
        for start, end, sure in _runs(chances[:, number]):
            at, to = words.spans[start][0], words.spans[end - 1][1]
            hinted = [(o, text[o.start : o.end]) for o in found if o.start < to and at < o.end]
            value = _value(name, text[at:to], hinted)
            if LETTER.search(value) and sure >= SURE[name] and not _is_none(name, value):
                yield Found(name, value, at, to)


def _is_none(name: str, value: str) -> bool:
    """Whether a value is none by its form: a quarter is no skill, "notary-certified" no role."""
    dated = name in SKILLS and is_a_day(value)
    return dated or (name == "role" and bool(pattern("roles", "none").search(value)))


def _among(one: Found, told: Sequence[Found]) -> bool:
    """Whether a rule's value stands where one of its kind was told."""
    return any(one.overlaps(other) and _kind(one) == _kind(other) for other in told)


def _kind(one: Found) -> str:
    return "skills" if one.field in SKILLS else one.field


def _value(name: str, written: str, hinted: Sequence[tuple[Found, str]]) -> str:
    """The words, or what rules know them as: a skill by its name, a place as it is spelt."""
    if name == "acceptance_criteria":
        return written.strip(" .,:;!-")
    told = trim(written)
    if name in SKILLS:
        known = [(one.value, words) for one, words in hinted if one.field in SKILLS]
        return skill_named(told, known)
    value = next((one.value for one, _ in hinted if one.field == name), None)
    if name == "role":
        whole = value and (tidy(told) in value or _only_runs_on(tidy(told), str(value)))
        return str(value) if whole else tidy(told)
    return languages_apart(told) if name == "language" and not value else str(value or told)


def _only_runs_on(told: str, value: str) -> bool:
    """Whether a role goes on with loose words alone: "interpreter for"."""
    loose = {*lexicon("roles")["stop"]} - {*lexicon("roles")["heads"]}
    return told.startswith(value) and {*told[len(value) :].lower().split()} <= loose


def _likely(one: Found, words: Words, chances: "np.ndarray") -> float:
    """How likely the words of a rule's value tell it; 1 where the tagger read nothing."""
    read = [word for word in _covered(words, one) if word in words.first]
    inside = 1 - chances[read, FIELDS.index(one.field), OUTSIDE]
    return float(inside.max()) if read else 1.0


def _covered(words: Words, one: Found) -> range:
    first = bisect_right(words.spans, one.start, key=lambda span: span[1])
    return range(first, bisect_left(words.spans, one.end, key=lambda span: span[0]))


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
        sign = (one.field, one.value) if one.field in CODES else one.field
        by_word[_covered(words, one), HINTED + SIGNS.index(sign)] = 1.0
    asked = {*hints.asked, *(SKILLS if "skills" in hints.asked else ())}
    by_word[:, ASKED:] = [name in asked for name in (*FIELDS, *CODES)]
    rows = np.zeros((len(words.owners), SEEN), np.float32)
    for token, owner in enumerate(words.owners):
        if owner is not None:
            rows[token] = by_word[owner]
    return rows


def _scores(words: Words, seen: "np.ndarray") -> "np.ndarray":
    """For every token: outside, begins and goes on of each of FIELDS, then each of CODED."""
    given = {"states": words.states[None], "looks": seen[None]}
    (scores,) = _session().run(None, given)
    every: np.ndarray = scores[0]
    return every


def _chances(words: Words, scores: "np.ndarray") -> "np.ndarray":
    """For every word, each of FIELDS: how likely it is outside, begins, goes on."""
    import numpy as np

    fields = scores[:, : 3 * len(FIELDS)].reshape(len(scores), len(FIELDS), 3)
    powers = np.exp(fields - fields.max(-1, keepdims=True))
    chances = powers / powers.sum(-1, keepdims=True)
    every = np.zeros((len(words.spans), len(FIELDS), 3), np.float32)
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

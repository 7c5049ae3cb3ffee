"""What a model may say about rules: sentence by sentence what the cited words carry, else quoted.

A sentence about a rule needs a mark such as [1] for a citation of this turn, and has to pass
`verify` against it. What does not is left out; an answer of which nothing is left is given in the
words of the library. Refusals are always given in the library's words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.library.passages import Passage, Words
from knowledge.library.sections import split_sections
from knowledge.library.verification import FEW, MARK, SENTENCE, stands_in, verify
from knowledge.library.words import terms_of

RULE_TALK = re.compile(
    r"\b(?:may|must|can|cannot|can't|need(?:s|ed)?|never|always|only|allow(?:s|ed)?|permit\w*"
    r"|forbid\w*|forbidden|prohibit\w*|requir\w*|mandator\w*|polic(?:y|ies)|rules?|limits?"
    r"|thresholds?|approv\w*|exempt\w*|entitled|have to|has to|should)\b",
    re.IGNORECASE,
)
# What tells of a rule by itself: narrower than RULE_TALK, as "you may also say what it is for" does
# not.
CLAIM = re.compile(
    r"\b(?:must|may not|never|always|(?:not|is|are) (?:allowed|required|permitted)|forbidden"
    r"|prohibited|mandatory|polic(?:y|ies)|rules?|requires?|exempt|entitled|thresholds?|capped"
    r"|(?:within|up to|at most|at least|(?:no )?more than|limit of|maximum of) [$€£]?\d[\d,.]*)\b",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Said:
    """A sentence that is kept, and which results of the turn it rests on, counted from nought."""

    text: str
    results: frozenset[int] = frozenset()


def grounded(text: str, results: Sequence[dict[str, Any]], *, other_tools: bool = False) -> str:
    """A model's words after its policy answers, reduced to what these carry.

    `results` are the answers of the turn, in order, as `answer_in_thread` returned them. Beside
    other tools, sentences that speak of no rule may stay without a citation.
    """
    passages = [[_passage(c) for c in result.get("citations", ())] for result in results]
    kept = [
        [said for one in sentences if (said := _said(one, passages, other_tools))]
        for sentences in _sentences(text)
    ]
    carried = frozenset().union(*(one.results for said in kept for one in said))
    quoted = [
        str(result["answer"])
        for number, result in enumerate(results)
        if result.get("answer") and (result.get("refused") or number not in carried)
    ]
    words = [" ".join(one.text for one in said) for said in kept if said]
    notes = [n for i in sorted(carried) for n in results[i].get("notes", ()) if n not in text]
    return "\n\n".join(dict.fromkeys([*quoted, *words, *notes]))


def without_claims(text: str, known: Sequence[str]) -> str:
    """A model's words without what they tell of rules and none of the `known` texts says.

    For a turn in which the library was not asked; what is told of the request stands in its state.
    """
    everything = " ".join(known)
    if not any(_is_made_up(one, everything) for said in _sentences(text) for one in said):
        return text
    kept = [
        " ".join(one for one in sentences if not _is_made_up(one, everything))
        for sentences in _sentences(text)
    ]
    return "\n\n".join(filter(None, kept))


def rests_on(text: str, known: str) -> bool:
    """Whether a sentence says so much of what is `known` that it answers from there."""
    sentences = [one for paragraph in _sentences(text) for one in paragraph]
    return any(len(set(terms_of(one))) > FEW and stands_in(one, known) for one in sentences)


def _is_made_up(sentence: str, known: str) -> bool:
    return bool(CLAIM.search(sentence)) and not stands_in(MARK.sub("", sentence), known)


def _sentences(text: str) -> list[list[str]]:
    """The sentences of each paragraph."""
    return [
        [m.group().strip() for m in SENTENCE.finditer(paragraph) if m.group().strip()]
        for paragraph in PARAGRAPH.split(text)
    ]


def _said(sentence: str, passages: list[list[Passage]], other_tools: bool) -> Said | None:
    """The sentence as it may be said, with marks that count through the turn; None if it may not.

    A model may count the citations of each answer anew, or through all of the turn.
    """
    if not MARK.search(sentence):
        harmless = sentence.endswith("?") or (other_tools and not RULE_TALK.search(sentence))
        return Said(sentence) if harmless and not _holds_unproven(sentence) else None
    offset = 0
    every = [passage for listed in passages for passage in listed]
    for number, listed in enumerate(passages):
        if verify(sentence, listed).ok:
            return Said(_renumbered(sentence, offset), frozenset([number]))
        offset += len(listed)
    if verify(sentence, every).ok:
        return Said(sentence, frozenset(_owners(sentence, passages)))
    return None


def _holds_unproven(sentence: str) -> bool:
    """Whether a question states a rule with a figure beside asking: "It is $900, right?"."""
    return bool(RULE_TALK.search(sentence) and re.search(r"\d", sentence))


def _renumbered(sentence: str, offset: int) -> str:
    def moved(mark: re.Match[str]) -> str:
        return "[" + ", ".join(str(int(n) + offset) for n in mark[1].split(",")) + "]"

    return MARK.sub(moved, sentence) if offset else sentence


def _owners(sentence: str, passages: list[list[Passage]]) -> Iterator[int]:
    """Which results the marks of a sentence that counts through the turn belong to."""
    owner = [number for number, listed in enumerate(passages) for _ in listed]
    for mark in MARK.findall(sentence):
        yield from (owner[int(n) - 1] for n in mark.split(","))


def _passage(citation: dict[str, Any]) -> Passage:
    """A citation as the passage that a sentence is checked against: its quoted words alone."""
    quote, title = str(citation["quote"]), str(citation.get("title") or citation["document"])
    since = citation.get("effective_from")
    units = [unit for section in split_sections(quote, title) for unit in section.units]
    return Passage(
        document=str(citation["document"]),
        title=title,
        path="",
        section=str(citation["section"]),
        heading_path=tuple(citation.get("heading_path") or (citation["section"],)),
        anchor="",
        version=str(citation.get("version") or ""),
        effective_from=date.fromisoformat(since) if since else None,
        effective_until=None,
        owner="",
        audience=(),
        jurisdiction=(),
        department="",
        score=0.0,
        text=quote,
        units=tuple(Words(unit.words, unit.words, unit.kind) for unit in units),
    )

"""What a message states, as against what it asks or takes back."""

import re
from dataclasses import dataclass, field

from assistant.offline.understanding.passage import Passage

SENTENCE = re.compile(r"(?:(?<=[.!?])(?<!\d\.)(?<!e\.g\.)(?<!i\.e\.)(?<!approx\.)\s+|\n+|;\s+)")
NOUNLIKE = r"(?:i|we|they|he|she|it|you|the|an?|this|that|these|those|there|freelancers?|someone|anyone|contractors?|people|my|our|your|any|all|such|candidates?|do|have|who|what)"
OPENS = rf"(?:and |so |but |also |ok |okay |hey |hi |hello |btw |oh |wait |quick question:? |question:? |by the way,? |out of curiosity,? |just wondering:? |sorry,? |um,? |well,? )*"
QUESTION = re.compile(
    rf"^\W*{OPENS}[, ]*(?:(?:can|could|may|might|do|does|did|is|are|am|was|were|will|would|should|shall|must|has|have|isn't|aren't|can't|don't|doesn't)\s+{NOUNLIKE}\b|(?:what|which|who|whom|whose|when|where|why|how|what's|who's|where's|how's|whats)\b(?!\s*:)|i(?:'m| am)? (?:wonder(?:ing)?|curious)\b|any (?:idea|chance)\b)",
    re.IGNORECASE,
)
ASKING_FOR = re.compile(
    r"\b(?:can|could|would|may|might)\s+(?:you|we|i|someone)\s+(?:please |maybe |perhaps |possibly |just |also |help (?:me |us )?)?(?:get|have|find|book|source|help|arrange|organi[sz]e|set (?:me |us )?up|look for|make|change|switch|push|move|bump|raise|lower|increase|reduce|cut|extend|shorten|add|remove|update|drop|start|do|go|put|swap|open|raise|create|line up|recommend|send|set|hire)\b(?! (?:the (?:order|ranking|list))?\s*$)|\b(?:do|have) (?:you|we) (?:have|know|got)?\s*(?:of )?(?:any|some)?(?:one|body)\b|\bis there (?:any|some)(?:one|body)\b|\b(?:any )?chance (?:of|we|i|to)\b|\bwho (?:can|could|might) (?:help|do|design|write|build|make)\b|\b(?:what|how) about\b|\bwould it be (?:possible|ok|okay) to (?:get|have|change|make|add|move)\b|\bwhat if we\b|\bwhat would (?:it take|i need)\b|\bis it possible to (?:get|have|change|make|add|move|find)\b|\bdo we have (?:a|an)\b",
    re.IGNORECASE,
)
TRAILING = re.compile(
    rf"(?:,| -|\band\b|\bbut\b|\balso\b)\s+(?={OPENS}(?:can|could|do|does|is|are|will|would|should|what|which|who|how|why|when|where|may)\s+{NOUNLIKE}\b)",
    re.IGNORECASE,
)
TAKEN_BACK = (
    re.compile(
        r"\b(?:instead of|rather than|as opposed to|in place of)\s+(?P<old>[^,.;!?\n]{1,40}?)(?=\s*(?:[,.;!?\n]|$|\bmake\b|\blet's\b|\bwe\b|\bi\b|\bplease\b|\bit\b|\buse\b))",
        re.I,
    ),
    re.compile(
        r"(?:,|-|\(|\band)\s*not\s+(?!(?:more|over|above|before|later|less|under|urgent|needed|required|sure|yet|confidential|a must|sensitive|only|just|exceed\w*|the full|earlier|until)\b)(?P<old>(?:in |on |the |a |for |by |from )?[^,.;!?\n]{1,30}?)(?=[,.;!?)\n]|$)",
        re.I,
    ),
    re.compile(
        r"(?:^|[.!?;]\s*|\b(?:sorry|oops|no|actually|wait|correction)[,:]?\s+)not\s+(?!(?:more|over|above|before|later|less|under|urgent|needed|required|sure|yet|confidential|a must|sensitive|only|just)\b)(?P<old>[^,.;!?\n]{1,30}?)(?=\s*(?:,|;|\bbut\b|-))",
        re.I,
    ),
    re.compile(
        r"\b(?:was|were|said|had said|it said|i wrote|i said)\s+(?P<old>[$€£]?\d[\w.,]*(?:\s*(?:weeks?|days?|months?|k|hours?))?)(?=\s*(?:,|but|;|\.|-|before|earlier))",
        re.I,
    ),
    re.compile(
        r"\b(?:change|move|switch|raise|lower|increase|cut|reduce|push|bump|extend|shorten|bring|swap|went|goes?|update|shift|take)\b[^.;!?\n]{0,40}?\bfrom\s+(?P<old>[^.;!?\n]{1,30}?)(?=\s+to\b)",
        re.I,
    ),
)
CORRECTING = re.compile(
    r"\b(?:actually|correction|i meant|meant to say|instead|scratch that|rather than|make (?:it|that|this)|change|changed|update|switch|let's (?:say|make|do|go)|on second thoughts?|no wait|wait,? no|sorry,? (?:i|it|that)|not \w+[,;] |turns out|correct(?:ed)?|revise|amend|adjust|bump|raise the|lower the|push (?:it|the|back)|move (?:it|the)|swap|extend|shorten|cut (?:it|the)|reduce|increase|remove|add|drop the|no longer|should (?:have been|be)|must be .{0,12} not|typo|oops|i was wrong|forgot)\b",
    re.I,
)


@dataclass(frozen=True)
class Statements:
    """A message parted: what it states (same offsets), its questions, whether it corrects."""

    stated: Passage
    questions: tuple[str, ...] = ()
    pure: tuple[str, ...] = ()
    corrects: bool = False
    sentences: tuple[str, ...] = field(default=())


def part(passage: Passage) -> Statements:
    """Part a message into statements and questions, and blank what it takes back."""
    asked: list[tuple[int, int]] = []
    requests: list[str] = []
    pure: list[str] = []
    sentences = _sentences(passage.text)
    for start, end in sentences:
        text = passage.text[start:end]
        if not is_question(text):
            continue
        if ASKING_FOR.search(text):
            requests.append(text)
            continue
        asked.append((start, end))
        pure.append(text)
    stated = passage.without(asked)
    replaced = [m.span("old") for form in TAKEN_BACK for m in form.finditer(stated.text)]
    told = tuple(passage.text[start:end].strip() for start, end in sentences)
    return Statements(
        stated.without(replaced),
        tuple(pure + requests),
        tuple(pure),
        bool(replaced) or bool(CORRECTING.search(passage.text)),
        told,
    )


def is_question(text: str) -> bool:
    """Whether a sentence asks: by its mark, or by how it opens."""
    return text.rstrip().endswith("?") or bool(QUESTION.match(text))


def _sentences(text: str) -> list[tuple[int, int]]:
    """Sentences; a question hung on a statement by a comma or "and" counts as its own."""
    spans, start = [], 0
    for match in [*SENTENCE.finditer(text), None]:
        end = match.start() if match else len(text)
        spans += _hung(text, start, end)
        start = match.end() if match else end
    return [(s, e) for s, e in spans if text[s:e].strip()]


def _hung(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if not text[start:end].rstrip().endswith("?"):
        return [(start, end)]
    match = TRAILING.search(text, start + 3, end)
    return (
        [(start, match.start()), (match.end(), end)]
        if match and match.start() > start + 8
        else [(start, end)]
    )

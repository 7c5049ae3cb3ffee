"""What is to be done: scope, deliverables, and when the work counts as accepted."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.passage import Found, Passage, Scene

LONGEST = 400
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n|;")
ARTICLES = re.compile(
    r"^(?:(?:and|plus|also|then|as well as|a|an|the|our|some|of|to|us|is|are|be|both|finally|about|around|roughly)\b\s*|[:,-]\s*)+",
    re.I,
)


def read_acceptance(passage: Passage, scene: Scene) -> list[Found]:
    """What must hold for the work to be accepted."""
    cue = pattern("work", "acceptance_cues")
    for match in cue.finditer(passage.text):
        start = (
            match.start()
            if re.search(lexicon("work")["pass_words"], match[0], re.I)
            else match.end()
        )
        end = _sentence_end(passage.text, match.end())
        items = _split_criteria(passage.text[start:end])
        if items:
            return [Found("acceptance_criteria", items, match.start(), end)]
    if tuple(scene.asked) == ("acceptance_criteria",) and len(passage.text) > 8:
        return [Found("acceptance_criteria", _split_criteria(passage.text), 0, len(passage.text))]
    return []


def read_deliverables(passage: Passage, scene: Scene) -> list[Found]:
    """The things handed over: a cued list, or things to make."""
    for match in pattern("work", "deliverable_cues").finditer(passage.text):
        end = _list_end(passage, match.end())
        items = _split_items(passage.text[match.end() : end])
        if (
            items
            and not passage.negated(match.start(), 16)
            and (_has_noun(items) or ":" in match[0] or "deliverable" in match[0].lower())
        ):
            return [Found("deliverables", items, match.start(), end)]
    made = _made(passage, "deliverables" in scene.asked)
    if made:
        return made
    if "deliverables" in scene.asked and 3 < len(passage.text) <= 200:
        rest = re.sub(
            r"^\s*(?:yes|no|nope|yeah|ok|well|just|only|mainly)\b[,.!]?\s*(?:and |it'?s |but )?",
            "",
            passage.text,
            flags=re.I,
        )
        items = _split_items(rest)
        return (
            [Found("deliverables", items, 0, len(passage.text))]
            if _has_noun(items) or len(scene.asked) == 1 and items
            else []
        )
    return []


def read_scope(passage: Passage, scene: Scene) -> list[Found]:
    """What the work is, in the manager's words, up to where another field begins."""
    for match in _scope_openings().finditer(passage.text):
        end = _phrase_end(passage, match.end())
        phrase = _trim(passage.text[match.start("what") : end])
        if len(phrase.split()) >= 2 and not _is_noise(phrase):
            return [Found("scope", phrase, match.start("what"), end)]
    if match := _purpose(passage):
        return [match]
    if tuple(scene.asked)[:1] == ("scope",) and len(passage.text.split()) >= 3:
        return [Found("scope", passage.text[:LONGEST].strip(" ."), 0, len(passage.text))]
    return []


def _purpose(passage: Passage) -> Found | None:
    """`for the spring campaign`: a purpose whose head is a thing that work is done on."""
    for match in re.finditer(
        r"\b(?:for|on)\s+(?P<what>(?:the|our|a|an|my|this|its)\s+)", passage.text, re.I
    ):
        end = _phrase_end(passage, match.end())
        phrase = passage.text[match.end() : end]
        noun = pattern("work", "scope_nouns").search(phrase)
        if noun and len(phrase.split()) <= 14:
            return Found("scope", _trim(phrase), match.end(), end)
    return None


def _is_noise(phrase: str) -> bool:
    return bool(
        re.match(
            r"(?:start|begin|be |know|speak|have|work (?:in|with|from|full|part|on-?site|remote)|join|attend|use|access|get|pay|see|be able|come|sign|help us out|file|submit|report)\b",
            phrase,
            re.I,
        )
    )


def _made(passage: Passage, asked: bool) -> list[Found]:
    """Things named after a verb of making, or counted: "write ten blog posts"."""
    items: list[str] = []
    first: tuple[int, int] | None = None
    for match in _nouns().finditer(passage.text):
        start = _noun_start(passage.text, match.start())
        phrase = _trim(passage.text[start : match.end()])
        before = passage.text[max(0, start - 40) : start]
        counted = re.match(r"\d+", passage.counted[start:].strip())
        made = pattern("work", "making").search(before)
        listed = (
            items
            and first
            and re.fullmatch(
                r"[\s,]*(?:and|plus|&|,|with)?\s*(?:an?|the|our|some)?\s*",
                passage.text[first[1] : start],
                re.I,
            )
        )
        if not (counted or listed or made or asked) or passage.negated(start, 18):
            continue
        if (
            not asked
            and not counted
            and not listed
            and re.search(r"\bfor\s+(?:the|our|a|an|my)\s*$", before, re.I)
        ):
            continue
        items.append(phrase)
        first = (first[0] if first else start, match.end())
    return [Found("deliverables", list(dict.fromkeys(items)), *first)] if items and first else []


def _noun_start(text: str, head: int) -> int:
    """Walk left over the words that belong to the thing: "six short product videos"."""
    stop = set(lexicon("roles")["stop"]) - {"short", "one", "few", "couple"} | set(
        lexicon("work")["scope_verbs"]
    )
    start = head
    for match in reversed(list(re.finditer(r"[\w'&-]+", text[:head]))):
        gap = text[match.end() : start]
        if (
            gap != " "
            or match[0].lower() in stop
            or start - match.start() > 40
            or re.fullmatch(r"\w+ing", match[0].lower())
            and match[0].lower()
            not in ("landing", "opening", "onboarding", "training", "spring", "pricing")
        ):
            break
        start = match.start()
    return start


def _split_items(text: str) -> list[str]:
    parts = re.split(
        r"\s*(?:[;\n•]|(?<=\w),(?!\d{3})|\s-\s|\band also\b|\bas well as\b|\bplus\b|\band\b|\s&\s|\s\+\s)\s*",
        text,
    )
    items = [_trim(part) for part in parts if part]
    return [item for item in items if 1 < len(item) <= 120 and re.search(r"[a-z]", item, re.I)][:12]


def _split_criteria(text: str) -> list[str]:
    parts = re.split(
        r"\s*(?:[;\n•]|,\s+and\s+|,\s+(?=(?:all|no|every|the|each|at least|zero|we|it|they|page|tests?)\b)|\s-\s)\s*",
        text,
    )
    return [part.strip(" .,:;!-") for part in parts if len(part.strip(" .,:;!-")) > 3][:10]


def _has_noun(items: Sequence[str]) -> bool:
    return any(_nouns().search(item) for item in items)


def _trim(text: str) -> str:
    text = ARTICLES.sub("", text.strip())
    return re.sub(
        r"(?:[\s,.;:!-]|\b(?:and|for|with|please|pls|thanks|by|in|on|at|the|is|are|it's|we)\b(?=\s*$))+$",
        "",
        text,
        flags=re.I,
    )[:LONGEST].strip(" ,.;:!-")


def _sentence_end(text: str, start: int) -> int:
    match = SENTENCE_END.search(text, start)
    while match and match[0] == ";":
        match = SENTENCE_END.search(text, match.end())
    return match.start() if match else len(text)


def _list_end(passage: Passage, start: int) -> int:
    end = _sentence_end(passage.text, start)
    cut = re.search(
        r"\b(?:budget|done when|accepted|acceptance|starting|deadline|by (?:the end|mid|next|\d|friday|monday)|for (?:about |around )?[$€£]|within|in \d|over \d)\b|[$€£]\d",
        passage.low[start:end],
    )
    return start + cut.start() if cut else end


def _phrase_end(passage: Passage, start: int) -> int:
    """A phrase ends with the sentence, or where money, time or another field begins."""
    end = _sentence_end(passage.text, start)
    cut = pattern("work", "boundaries").search(passage.counted, start, end)
    comma = re.search(
        r",\s*(?=(?:budget|about|around|roughly|start\w*|remote|on-?site|from|for|max|up to|\d|[$€£]|no |by |ideally|must|should|needs?|done|urgent|asap|it|we|i|and (?:we|i|it)|in |full|part|confidential|internal|public|nice|daniel|helen|tomas|budget|nothing|two|three|four|six|with|they|not|please)\b|[$€£~]\d)",
        passage.low[start:end],
    )
    ends = [end] + ([cut.start()] if cut else []) + ([start + comma.start()] if comma else [])
    return min(ends)


@cache
def _scope_openings() -> re.Pattern[str]:
    verbs = any_of(lexicon("work")["scope_verbs"])
    cues = lexicon("work")["scope_cues"]
    to_do = rf"\b(?:to|who can|who could|who will|can|and|,)\s+(?=(?:{verbs})\b)"
    return re.compile(rf"(?:{cues}|{to_do})(?P<what>)", re.IGNORECASE)


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(lexicon('work')['deliverable_nouns'])})\b", re.IGNORECASE)

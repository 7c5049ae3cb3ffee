"""Policy answers, sections and the report on the library, in words for the terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from assistant.commands.output import counted
from integrations import wording
from integrations.reply import Citation

NAMED = 8
"""So many documents are named in a line; the rest is counted, and JSON has them all."""
FEEDBACK = "Question {number}: judge it with `sourcing policies feedback {number} --actor WHO`."


def answer_words(told: dict[str, Any], number: int, address: str = "") -> Iterator[str]:
    """The answer, where it stands by edition and link, and the number to judge it by.

    `address` is where people reach the policy pages, if they are served.
    """
    yield told["answer"]
    yield from (f"  - {option}" for option in told["options"])
    for place, data in enumerate(told["citations"], 1):
        cited = Citation(**{f.name: str(data.get(f.name) or "") for f in fields(Citation)})
        yield f"[{place}] {cited.title}, {cited.section}: {wording.edition(cited)}"
        if cited.words not in told["answer"]:
            yield f"    “{cited.words}”"
        link = f"{address.rstrip('/')}{cited.link}" if address and cited.link else ""
        yield f"    {link or f'sourcing policies show {cited.document}'}"
    yield FEEDBACK.format(number=number)


def report_words(found: dict[str, Any]) -> Iterator[str]:
    """What is asked and refused, gaps, what was judged wrong, what is due, used and never used."""
    reasons = ", ".join(f"{_spoken(name)} {count}" for name, count in found["reasons"].items())
    yield (
        f"{counted(found['asked'], 'question')}, {found['refused']} refused"
        f"{f' ({reasons})' if reasons else ''}; judged right {found['judged_right']}, "
        f"wrong {found['judged_wrong']}."
    )
    yield from _part("Asked most", [_group(one) for one in found["most_asked"]])
    refused = [
        f"{one['question']} ({_spoken(one['reason'])})" for one in found["refused_questions"]
    ]
    yield from _part("Refused last", refused)
    yield from _part("Gaps: asked, and not in the library", [_group(one) for one in found["gaps"]])
    yield from _part("Off topic", [_group(one) for one in found["off_topic"]])
    yield from _part("Judged wrong", [f"{w['about']} ({w['reason']})" for w in found["wrong"]])
    due = [
        f"{wording.day(one['review_by'])}: {one['document']} ({one['owner']})"
        for one in found["due_for_review"]
    ]
    yield from _part("Due for review", due)
    used = [f"{one['document']}, {counted(one['count'], 'time')}" for one in found["most_used"]]
    yield from _part("Used most", used)
    unused = found["never_used"]
    if unused:
        left = len(unused) - NAMED
        yield f"\nNever used in an answer: {counted(len(unused), 'document')}"
        yield from (f"  {document}" for document in unused[:NAMED])
        yield from (f"  and {left} more; --json names them all",) * (left > 0)


def _part(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"\n{heading}"
        yield from (f"  {line}" for line in lines)


def _group(group: dict[str, Any]) -> str:
    return f"{counted(group['count'], 'time')}: {'; '.join(group['examples'])}"


def _spoken(code: str) -> str:
    return code.replace("_", " ")

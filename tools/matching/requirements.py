"""Each thing a brief asks for: met, partly, not met or not assessed, with the words."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from knowledge.skills import Taxonomy, stand_ins
from knowledge.talent import TalentProfile
from tools.matching.brief import Brief, Wanted
from tools.matching.evidence import Span, text_of
from tools.matching.measures import language_name
from tools.matching.other_words import Meant, meant_by
from tools.matching.reading import Reading
from tools.matching.view import View

Status = Literal["met", "partly", "not_met", "not_assessed"]
MET, PARTLY = 0.6, 0.3
READ_ENOUGH = 12


@dataclass(frozen=True)
class Requirement:
    """One thing asked for: `evidence` are the words it rests on, `via` the skill that stands in."""

    kind: str
    name: str
    status: Status
    evidence: Span | None = None
    via: str | None = None
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The requirement for programs."""
        return asdict(self)


def requirements(view: View, profile: TalentProfile, reading: Reading) -> tuple[Requirement, ...]:
    """All that the brief asks for that the profile of the view's only row can show."""
    return tuple(_all(view, profile, reading))


def _all(view: View, profile: TalentProfile, reading: Reading) -> Iterator[Requirement]:
    brief, kept = view.brief, float(view.own_trade[0])
    meant = meant_by(view, (*brief.must, *brief.nice))
    for kind, asked in (("must", brief.must), ("nice", brief.nice)):
        for wanted in asked:
            named = of_skill(kind, wanted, profile, reading, kept)
            yield _in_other_words(named, reading, meant.get(wanted.name))
    if brief.language:
        yield _language(brief.language, profile)
    if brief.start:
        yield _start(brief, profile)


def of_skill(
    kind: str, wanted: Wanted, profile: TalentProfile, reading: Reading, kept: float
) -> Requirement:
    """Whether a profile shows a skill: itself, through another, not, or not to be told.

    `kept` is the share of credit that is left where all speaks of other people's trade.
    """
    if denial := reading.denied.get(wanted.key):
        return Requirement(
            kind, wanted.name, "not_met", denial, note="The profile says it does not."
        )
    shares = {wanted.key: 1.0} | stand_ins(wanted.key)
    shown = [(reading.credit.get(key, 0.0) * share * kept, key) for key, share in shares.items()]
    credit, key = max(shown, key=lambda pair: (pair[0], pair[1] == wanted.key, pair[1]))
    via = None if key == wanted.key else Taxonomy.load().label(key)
    evidence = reading.spans.get(key)
    if evidence and credit >= PARTLY:
        return Requirement(kind, wanted.name, "met" if credit >= MET else "partly", evidence, via)
    if evidence and credit > 0:
        note = "Only wanted, small or long ago, as the profile tells it."
        return Requirement(kind, wanted.name, "not_met", evidence, via, note)
    if not reading.credit and len(profile.text.split()) < READ_ENOUGH:
        return Requirement(kind, wanted.name, "not_assessed", note="The profile says too little.")
    return Requirement(kind, wanted.name, "not_met")


def _in_other_words(named: Requirement, reading: Reading, meant: Meant | None) -> Requirement:
    """What was found by name, or the sentence that says the same where no name does."""
    if named.status in ("met", "partly") or named.evidence or meant is None:
        return named
    if meant.credit < PARTLY:
        return named
    status: Status = "met" if meant.credit >= MET else "partly"
    span = reading.units[meant.unit]
    return Requirement(named.kind, named.name, status, span, note="In other words.")


def _language(wanted: str, profile: TalentProfile) -> Requirement:
    asked = language_name(wanted)
    for index, said in enumerate(profile.languages):
        if language_name(said) == asked:
            words = text_of(profile, f"languages[{index}]")
            return Requirement(
                "language", wanted, "met", Span(f"languages[{index}]", 0, len(words), words)
            )
    status: Status = "not_met" if profile.languages else "not_assessed"
    return Requirement("language", wanted, status)


def _start(brief: Brief, profile: TalentProfile) -> Requirement:
    asked = f"free on {brief.start}"
    free = profile.available_from
    if free is None or brief.start is None:
        return Requirement("start", asked, "not_assessed")
    words = free.isoformat()
    span = Span("available_from", 0, len(words), words)
    if free <= brief.start:
        return Requirement("start", asked, "met", span)
    return Requirement(
        "start", asked, "partly", span, note=f"{(free - brief.start).days} days later."
    )

"""The shortlist: a few lines a candidate, why this order, and a comparison side by side."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock, TableBlock

from integrations.reply import Action
from integrations.slack.blocks.limits import clip, clip_escaped, escape
from integrations.slack.blocks.markdown import table_block
from integrations.slack.blocks.parts import buttons, header, small, target, text
from integrations.wording import CHANNEL, budget, day, looked_at, whole_cost
from knowledge.money import format_money

SHOWN = 3
ASSUMED = "nothing on record, the middle is assumed"
BANDS = {
    "strong": "Strong fit",
    "good": "Good fit",
    "possible": "Possible fit",
    "weak": "Weak fit",
    "not_assessed": "Not assessed: nothing on record",
}
Candidate = Mapping[str, Any]


def shortlist_card(record: Mapping[str, Any], *, confirming: bool = False) -> list[Block]:
    """Three candidates, each with its band, reasons, red flags and buttons; more on request."""
    candidates = list(record.get("shortlist") or ())
    blocks: list[Block] = [header("Suggested matches")]
    if not candidates:
        return [
            *blocks,
            *text("Nobody in the pool fits these needs. Widen the skills or the dates."),
        ]
    for place, candidate in enumerate(candidates[:SHOWN], 1):
        blocks += [
            *_candidate(place, candidate),
            *_candidate_buttons(record, candidate, place, confirming),
        ]
        blocks.append(DividerBlock())
    looked = clip_escaped(told, 600) if (told := looked_at(record)) else ""
    blocks.append(small(looked, "A person decides; the order is a suggestion."))
    actions = [Action("compare", target(record), "Compare side by side")]
    rest = len(candidates) - SHOWN
    if rest > 0:
        actions.append(Action("more", target(record), f"See {rest} more"))
    if confirming:
        actions.append(
            Action("choose_match", target(record, request=record["id"]), "Choose another…")
        )
    return blocks + buttons(actions)


def everybody(record: Mapping[str, Any]) -> list[Block]:
    """The whole shortlist, to read."""
    blocks: list[Block] = []
    for place, candidate in enumerate(list(record.get("shortlist") or ())[:20], 1):
        blocks += [*_candidate(place, candidate), DividerBlock()]
    return blocks or text("There is no shortlist any more: ask for matches again.")


def choice(record: Mapping[str, Any], candidate: Candidate) -> str:
    """What a candidate's button carries: the request, its version and the candidate."""
    named = {"request": record["id"], "id": candidate_id(candidate)}
    return json.dumps({**named, "version": record.get("version")})


def candidate_id(candidate: Candidate) -> str:
    """The id that pins, exclusions and confirmations name."""
    return str(candidate.get("id") or candidate.get("profile_id") or candidate.get("profile") or "")


def candidate_name(candidate: Candidate) -> str:
    """The candidate's name, or the id where names are hidden."""
    return str(candidate.get("name") or candidate_id(candidate) or "A candidate")


def _candidate(place: int, candidate: Candidate) -> list[Block]:
    pin = " 📌" if candidate.get("pinned") else ""
    name = clip_escaped(candidate_name(candidate), 120)
    lines = [f"*{place}. {name}* · {escape(band(candidate))}{pin}"]
    lines += [f"⚠️ {clip_escaped(flag, 200)}" for flag in red_flags(candidate)[:3]]
    if candidate.get("headline"):
        lines.append(clip_escaped(str(candidate["headline"]), 200))
    lines.append(escape(" · ".join(facts(candidate))))
    lines += [f"✓ {clip_escaped(reason, 220)}" for reason in reasons(candidate)[:3]]
    lines += [f"– {clip_escaped(against, 220)}" for against in missing(candidate)[:1]]
    return text("\n".join(line for line in lines if line))


def facts(candidate: Candidate) -> list[str]:
    """Rate with total, earliest start, and where the profile comes from; what is known of it."""
    return [known for number in range(4) if (known := fact(candidate, number))]


def fact(candidate: Candidate, number: int) -> str:
    """One of the four facts: rate, cost, start, source; empty when it is not known."""
    cost = candidate.get("total_cost")
    start, one = candidate.get("earliest_start"), (candidate.get("heads") or 1) == 1
    source = str(candidate.get("vendor") or candidate.get("source") or "")
    return (
        _rate(candidate),
        f"about {whole_cost(candidate).removeprefix('about ')} {'in all' if one else 'each'}"
        if cost
        else "",
        f"free from {day(str(start))}" if start else "",
        CHANNEL.get(source, source.replace("_", " ").capitalize()),
    )[number]


def _rate(candidate: Candidate) -> str:
    """The rate as it was stated, and in dollars by the hour where that says more."""
    stated, hourly = candidate.get("rate") or {}, candidate.get("hourly_usd")
    dollars = f"{format_money(round(float(hourly)))} an hour" if hourly else ""
    if not stated.get("amount") or (stated.get("currency"), stated.get("basis")) == (
        "USD",
        "hourly",
    ):
        return dollars
    return budget(stated) + (f" (about {dollars})" if dollars else "")


def band(candidate: Candidate) -> str:
    """The score in a word; the exact figure stands in the explanation."""
    named = str(candidate.get("band") or "")
    return BANDS.get(named, named.replace("_", " ").capitalize() or "Not assessed")


def reasons(candidate: Candidate) -> list[str]:
    """What speaks for a candidate."""
    return [str(reason) for reason in candidate.get("reasons") or ()]


def missing(candidate: Candidate) -> list[str]:
    """What speaks most against a candidate, if anything does."""
    return [str(candidate["against"])] if candidate.get("against") else []


def red_flags(candidate: Candidate) -> list[str]:
    """The red flags in words."""
    return [
        str(flag.get("text") or flag.get("words") or flag.get("kind") or flag)
        if isinstance(flag, Mapping)
        else str(flag)
        for flag in candidate.get("red_flags") or ()
    ]


def _candidate_buttons(
    record: Mapping[str, Any], candidate: Candidate, place: int, confirming: bool
) -> list[Block]:
    value = choice(record, candidate)
    why = Action("why", value, "Why this order?")
    if confirming and place == 1:
        return buttons([Action("confirm_match", value, "Confirm this match", "primary"), why])
    if confirming:
        return buttons([Action("choose_match", value, "Choose this one…"), why])
    if record.get("status") not in ("draft", "awaiting_confirmation", "changes_requested"):
        return buttons([why])
    pin = () if candidate.get("pinned") else (Action("pin", value, "Pin"),)
    return buttons([why, *pin, Action("exclude", value, "Leave out…")])


def contributions(candidate: Candidate) -> list[tuple[str, str]]:
    """What each signal added to the score: its name, and points of the most it could add."""
    return [
        (
            str(each.get("label") or each.get("signal"))
            + ("" if each.get("known", True) else f" ({ASSUMED})"),
            _points(each),
        )
        for each in candidate.get("contributions") or ()
    ]


def _points(each: Mapping[str, Any]) -> str:
    points, most = 100 * float(each.get("contribution") or 0), each.get("weight")
    return f"{points:.1f} of {100 * float(most):.1f}" if most is not None else f"{points:.1f}"


def why_blocks(candidate: Candidate) -> list[Block]:
    """Why a candidate stands where it stands: each signal and what it added."""
    added = contributions(candidate)[:90]
    rows = [list(row) for row in [("Signal", "Points"), *added]]
    line = f"*{clip_escaped(candidate_name(candidate), 150)}* · {escape(band(candidate))}"
    if isinstance(candidate.get("score"), int | float):
        line += f" · {100 * float(candidate['score']):.1f} of 100 points"
    blocks = text(line)
    if len(rows) > 1:
        blocks.append(table_block(rows))
    sure = candidate.get("confidence") or {}
    if sure.get("level"):
        blocks += text(
            f"*Confidence: {escape(str(sure['level']))}.* {escape(str(sure.get('why')))}"
        )
    return [*blocks, small("The points add up to the score. A person decides.")]


def _in_a_row(said: Sequence[str]) -> str:
    """Sentences in one line, parted by semicolons alone."""
    return "; ".join(each.rstrip(". ") for each in said)


def comparison(candidates: Sequence[Candidate]) -> TableBlock:
    """Candidates side by side, one column each."""
    chosen = list(candidates)[:4]
    rows = [["Candidate", *[clip(candidate_name(c), 60) for c in chosen]]]
    rows.append(["Fit", *[band(c) for c in chosen]])
    for number, name in enumerate(("Rate", "Cost", "Start", "Found at")):
        rows.append([name, *[fact(c, number) for c in chosen]])
    rows.append(["For", *[" ".join(reasons(c)[:2]) for c in chosen]])
    rows.append(["Against", *[_in_a_row(missing(c)) or "nothing noted" for c in chosen]])
    rows.append(["Red flags", *[_in_a_row(red_flags(c)) or "none" for c in chosen]])
    return table_block(rows)

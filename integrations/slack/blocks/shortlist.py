"""The shortlist: a few lines a candidate, why this order, and a comparison side by side."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock, TableBlock

from integrations.reply import Action
from integrations.slack.blocks.limits import clip, clip_escaped, escape
from integrations.slack.blocks.markdown import table_block
from integrations.slack.blocks.parts import buttons, header, small, target, text
from integrations.slack.blocks.wording import day, money

SHOWN = 3
Candidate = Mapping[str, Any]


def shortlist_card(
    record: Mapping[str, Any], *, confirming: bool = False, shown: int = SHOWN
) -> list[Block]:
    """Three candidates, each with its band, reasons, red flags and buttons."""
    candidates = list(record.get("shortlist") or ())
    blocks: list[Block] = [header("Suggested matches")]
    if not candidates:
        return [
            *blocks,
            *text("Nobody in the pool fits these needs. Widen the skills or the dates."),
        ]
    for place, candidate in enumerate(candidates[:shown], 1):
        blocks += [
            *_candidate(place, candidate),
            *_candidate_buttons(record, candidate, confirming),
        ]
        blocks.append(DividerBlock())
    rest = len(candidates) - shown
    more = f"{rest} more below these" if rest > 0 else "These are all"
    blocks.append(small(f"{more}. A person decides; the order is a suggestion."))
    actions = [Action("compare", target(record), "Compare side by side")]
    if confirming:
        actions.append(
            Action("choose_match", target(record, request=record["id"]), "Choose another…")
        )
    return blocks + buttons(actions)


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
    lines = []
    flags = [_flag(flag) for flag in candidate.get("red_flags") or candidate.get("flags") or ()]
    lines += [f"🔴 {clip_escaped(flag, 200)}" for flag in flags[:3]]
    head = f"*{place}. {clip_escaped(candidate_name(candidate), 120)}* · {escape(band(candidate))}"
    lines += [head, escape(" · ".join(_facts(candidate)))]
    lines += [f"＋ {clip_escaped(reason, 220)}" for reason in _reasons(candidate)[:3]]
    against = [str(each) for each in candidate.get("against") or candidate.get("missing") or ()]
    if against:
        lines.append(f"－ {clip_escaped(against[0], 220)}")
    return text("\n".join(line for line in lines if line))


def _facts(candidate: Candidate) -> list[str]:
    facts = []
    rate = candidate.get("rate") or candidate.get("hourly_rate")
    if isinstance(rate, Mapping) and rate.get("amount") is not None:
        facts.append(money(float(rate["amount"]), str(rate.get("currency") or "USD")) + " an hour")
    elif isinstance(rate, int | float):
        facts.append(money(float(rate), str(candidate.get("currency") or "USD")) + " an hour")
    if isinstance(candidate.get("total"), int | float):
        facts.append(f"about {money(float(round(candidate['total'])))} in all")
    if candidate.get("available_from"):
        facts.append(f"from {day(str(candidate['available_from']))}")
    if candidate.get("location") or candidate.get("country"):
        facts.append(str(candidate.get("location") or candidate.get("country")))
    return facts


def band(candidate: Candidate) -> str:
    """The score as a band; the exact figure stands in the explanation."""
    if candidate.get("band"):
        return str(candidate["band"]).replace("_", " ").capitalize()
    score = float(candidate.get("score") or 0)
    whole = score * 100 if score <= 1 else score
    limits = ((75, "Strong fit"), (55, "Good fit"), (35, "Partial fit"))
    return next((name for limit, name in limits if whole >= limit), "Weak fit")


def _reasons(candidate: Candidate) -> list[str]:
    reasons = candidate.get("reasons") or candidate.get("why") or ()
    return [
        str(r.get("text") or r.get("reason") or r) if isinstance(r, Mapping) else str(r)
        for r in reasons
    ]


def _flag(flag: Any) -> str:
    return (
        str(flag.get("text") or flag.get("flag") or flag)
        if isinstance(flag, Mapping)
        else str(flag)
    )


def _candidate_buttons(
    record: Mapping[str, Any], candidate: Candidate, confirming: bool
) -> list[Block]:
    value = choice(record, candidate)
    why = Action("why", value, "Why this order?")
    if confirming:
        return buttons([Action("confirm_match", value, "Confirm this match", "primary"), why])
    if record.get("status") in ("match_confirmed", "rejected", "withdrawn", "expired"):
        return buttons([why])
    pin = Action("pin", value, "Pinned 📌" if candidate.get("pinned") else "Pin")
    return buttons([why, pin, Action("exclude", value, "Leave out…")])


def contributions(candidate: Candidate) -> list[tuple[str, float, str]]:
    """What each signal added to the score: name, points, and the words for it."""
    found = candidate.get("contributions") or candidate.get("components") or {}
    if isinstance(found, Mapping):
        return [(str(name), _points(value), "") for name, value in found.items()]
    return [
        (
            str(each.get("signal") or each.get("name")),
            _points(each.get("points", each.get("contribution", each.get("value")))),
            str(each.get("reason") or each.get("why") or each.get("text") or ""),
        )
        for each in found
    ]


def _points(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def why_blocks(candidate: Candidate) -> list[Block]:
    """Why a candidate stands where it stands: each signal and what it added."""
    rows = [["Signal", "Points", "Why"]]
    rows += [[n.replace("_", " "), f"{p:.1f}", why] for n, p, why in contributions(candidate)[:90]]
    head = f"*{clip_escaped(candidate_name(candidate), 150)}* · {escape(band(candidate))}"
    total = candidate.get("score")
    line = f"{head} · score {float(total):.1f}" if isinstance(total, int | float) else head
    blocks = text(line)
    if len(rows) > 1:
        blocks.append(table_block(rows))
    return [*blocks, small("The points sum to the score. Ask procurement how the weights are set.")]


def comparison(candidates: Sequence[Candidate]) -> TableBlock:
    """Candidates side by side, one column each."""
    chosen = list(candidates)[:6]
    rows = [["", *[clip(candidate_name(c), 60) for c in chosen]]]
    rows.append(["Fit", *[band(c) for c in chosen]])
    rows.append(["Facts", *[" · ".join(_facts(c)) for c in chosen]])
    rows.append(["For", *["; ".join(_reasons(c)[:3]) for c in chosen]])
    rows.append(["Missing", *[", ".join(str(m) for m in c.get("missing") or ()) for c in chosen]])
    flags = [[_flag(f) for f in c.get("red_flags") or c.get("flags") or ()] for c in chosen]
    rows.append(["Red flags", *["; ".join(each) or "none" for each in flags]])
    return table_block(rows)

"""Words for a shortlist: who fits, why, and the strongest point against."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline import picking
from assistant.offline.turn import Result, Turn
from assistant.offline.understanding.passage import Scene, passage
from assistant.offline.understanding.places import read_language, read_location
from assistant.offline.wording.speech import (
    day,
    listed,
    mid_sentence,
    money,
    phrase,
    plain,
    sentence,
)

SHOWN = 3


def shortlist_words(turn: Turn, result: Result) -> list[str]:
    """The first three in a line each, and how many were considered."""
    found = result.data.get("shortlist") or []
    if not found:
        return [
            "Nobody in the pool fits this as it stands. Widen the place, the dates or the skills."
        ]
    asked = turn.read.intent == "match_question"
    pointed = picking.pointed_at(turn.text, found) if asked else []
    if len(pointed) == 2 and all(one.get("contributions") for one in pointed):
        return [difference(turn, *sorted(pointed, key=lambda one: -float(one["score"])))]
    if pointed:
        return [about(turn, one) for one in pointed[:2]]
    if asked and (answered := _compared(turn, found) or _not_told(turn)):
        return [answered]
    told = [_lead(result)]
    told += [line(turn, place, one) for place, one in enumerate(found[:SHOWN], 1)]
    return ["\n".join(told)]


def line(turn: Turn, place: int, one: Mapping[str, Any]) -> str:
    """A candidate in one line."""
    parts = [p for p in (_price(one, _heads(turn)), _start(turn, one)) if p]
    reasons = [r for r in _reasons(one) if not re.match(r"[$€£]", r)][:2]
    told = f"{place}. {one['name']}" + (f" ({', '.join(parts)})" if parts else "")
    told += f": {'; '.join(reasons)}." if reasons else "."
    flags = one.get("red_flags") or ()
    against = _flag(flags[0]) if flags else str(one.get("against") or "")
    return told + (f" Against: {against.rstrip('.')}." if against else "")


def about(turn: Turn, one: Mapping[str, Any]) -> str:
    """What is known of one candidate, in answer to a question."""
    reasons = _reasons(one)[:3]
    parts = [
        _topic(turn, one),
        sentence(f"{one['name']}: {'; '.join(reasons) or 'no reasons are recorded'}"),
    ]
    facts = [p for p in (_price(one, _heads(turn)), _start(turn, one)) if p]
    if facts:
        parts.append(sentence(listed(facts)))
    flags = [_flag(flag) for flag in one.get("red_flags") or ()]
    against = flags or [str(one["against"])] if flags or one.get("against") else []
    if against:
        parts.append(sentence("Against: " + "; ".join(a.rstrip(".") for a in against[:2])))
    parts += [_score(one), _lifted(one)]
    return " ".join(part for part in parts if part)


def difference(turn: Turn, ahead: Mapping[str, Any], behind: Mapping[str, Any]) -> str:
    """What puts one candidate before another: the signals that differ most, in points of 100."""
    gaps = _gaps(ahead, behind)
    names = [str(one["name"]) for one in (ahead, behind)]
    scores = [f"{100 * float(one['score']):.0f}" for one in (ahead, behind)]
    told = [sentence(f"{names[0]} scores {scores[0]} of 100, {names[1]} {scores[1]}")]
    for name, speaks in zip(names, (1, -1), strict=True):
        points = [f"{label} (+{gap * speaks:.0f})" for gap, label in gaps if gap * speaks >= 0.5]
        if points:
            told.append(sentence(f"For {name}: {listed(points[:3])}"))
    facts = [
        listed([p for p in (_price(one, _heads(turn)), _start(turn, one)) if p])
        for one in (ahead, behind)
    ]
    told.append(" ".join(sentence(f"{n}: {f}") for n, f in zip(names, facts, strict=True) if f))
    return " ".join(part for part in [*told, _lifted(behind)] if part)


def _lifted(one: Mapping[str, Any]) -> str:
    """What would lift a candidate by a place, where something would."""
    change = str((one.get("counterfactual") or {}).get("text") or "")
    return f"{one['name']}: {mid_sentence(change)}" if change else ""


def _gaps(ahead: Mapping[str, Any], behind: Mapping[str, Any]) -> list[tuple[float, str]]:
    """How many points each signal gives one more than the other, the widest gap first."""
    theirs = {c["signal"]: float(c["contribution"]) for c in behind["contributions"]}
    gaps = [
        (100 * (float(c["contribution"]) - theirs.get(c["signal"], 0.0)), str(c["label"]).lower())
        for c in ahead["contributions"]
    ]
    return sorted(gaps, key=lambda gap: -abs(gap[0]))


def _reasons(one: Mapping[str, Any]) -> list[str]:
    return [str(reason).rstrip(".") for reason in one.get("reasons") or ()]


def _topic(turn: Turn, one: Mapping[str, Any]) -> str:
    """Whether the candidate has the skill or language asked about, as far as the record tells."""
    from knowledge.skills.mentions import find_skills

    asked = find_skills(turn.text, 0.8)
    if not asked:
        return ""
    stated = json.dumps(one, ensure_ascii=False, default=str).lower()
    topic = asked[0].name
    key = "seen" if topic.lower() in stated else "not_seen"
    return phrase(key, turn.seed, name=one["name"], topic=topic)


def _score(one: Mapping[str, Any]) -> str:
    confidence = one.get("confidence") or {}
    level = confidence.get("level") if isinstance(confidence, Mapping) else None
    told = f"Score {100 * float(one['score']):.0f} of 100" if one.get("score") is not None else ""
    return sentence(f"{told}, {level} confidence" if level and told else told)


def _lead(result: Result) -> str:
    considered, dropped = result.data.get("considered"), result.data.get("dropped")
    left_out = dropped if isinstance(dropped, int) else len(dropped or ())
    opening = _what_was_done(result) if result.name == "adjust_shortlist" else "Who fits best:"
    if not considered:
        return opening
    return f"{opening[:-1]}, of {considered:,} considered and {left_out:,} left out:"


def _what_was_done(result: Result) -> str:
    """Whom the list was changed for: "Ana Silva is first now; the order:"."""
    found = result.data.get("shortlist") or []
    pinned = [one["name"] for one in found if one["id"] in (result.args.get("pin") or ())]
    return f"{pinned[0]} is first now; the order:" if pinned else "The new order:"


def _compared(turn: Turn, found: Sequence[Mapping[str, Any]]) -> str:
    """Cheapest, earliest: the questions that a list answers by itself."""
    text = turn.text
    if re.search(r"\bcheap\w*|\blowest (?:rate|price|cost)|least expensive", text, re.IGNORECASE):
        priced = [one for one in found if one.get("total_cost") or one.get("hourly_usd")]
        best = min(
            priced,
            key=lambda o: float(o.get("total_cost") or o.get("hourly_usd") or 0),
            default=None,
        )
        return (
            sentence(f"{best['name']} is the cheapest on the list: {_price(best)}") if best else ""
        )
    if re.search(
        r"\b(?:soonest|earliest|first available|start first|available)\b", text, re.IGNORECASE
    ):
        dated = [one for one in found if one.get("earliest_start")]
        first = min(dated, key=lambda o: str(o["earliest_start"]), default=None)
        return sentence(f"{first['name']} can start first: {_start(turn, first)}") if first else ""
    if re.search(r"\bred flags?\b", text, re.IGNORECASE):
        flagged = [
            f"{one['name']}: {_flag(one['red_flags'][0])}" for one in found if one.get("red_flags")
        ]
        return sentence("; ".join(flagged[:3])) if flagged else "No red flags on this list."
    return ""


def _not_told(turn: Turn) -> str:
    """Places and languages of people are weighed when they are asked for, and not listed."""
    if "?" not in turn.text:
        return ""
    said = passage(turn.text)
    found = [*read_location(said, Scene(turn.now)), *read_language(said, Scene(turn.now))]
    return phrase("list_does_not_tell", turn.seed, what=found[0].value) if found else ""


def _flag(flag: Any) -> str:
    if isinstance(flag, Mapping):
        return str(
            flag.get("text") or flag.get("reason") or flag.get("why") or flag.get("label") or ""
        )
    return str(flag)


def _price(one: Mapping[str, Any], heads: int = 1) -> str:
    """The rate, and what the whole work comes to; for each where several are wanted."""
    rate, total = one.get("rate"), one.get("total_cost")
    told = []
    if isinstance(rate, Mapping) and rate.get("amount"):
        told.append(money(dict(rate)))
    if total:
        told.append(f"${plain(round(float(total)))} {'each' if heads > 1 else 'in total'}")
    return ", ".join(told)


def _heads(turn: Turn) -> int:
    return int(turn.fields.get("headcount") or 1)


def _start(turn: Turn, one: Mapping[str, Any]) -> str:
    """When they can start: now, or from a day to come."""
    if not one.get("earliest_start"):
        return ""
    start = str(one["earliest_start"])
    return "free now" if start <= turn.now.date().isoformat() else f"from {day(start)}"

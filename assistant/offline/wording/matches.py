"""Words for a shortlist: who fits, why, and the strongest point against."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import pattern
from assistant.offline.people import inquiring, picking
from assistant.offline.turn import Result, Turn
from assistant.offline.wording.facts import flag_words, heads, price, start_words
from assistant.offline.wording.lines import lines
from assistant.offline.wording.speech import listed, mid_sentence, phrase, sentence, wanted

OF_THE_TRADE = 0.9
"""From this value of the signal on a headline names the trade that is asked for."""
SHORT_OF_GOOD = ("possible", "weak")


def shortlist_words(turn: Turn, result: Result) -> list[str]:
    """The first three in a line each, and how many were considered."""
    found = result.data.get("shortlist") or []
    if not found:
        return [
            "Nobody in the pool fits this as it stands. Widen the place, the dates or the skills."
        ]
    asked = turn.read.intent == "match_question"
    meant = [one["id"] for one in inquiring.meant(turn)] if asked else []
    pointed = picking.pointed_at(turn.text, found) if asked else []
    pointed = pointed or [one for one in found if one["id"] in meant]
    if len(pointed) == 2 and all(one.get("contributions") for one in pointed):
        return [difference(turn, *sorted(pointed, key=lambda one: -float(one["score"])))]
    if pointed:
        return [about(turn, one) for one in pointed[: picking.SHOWN]]
    told = [_lead(turn, result)]
    return ["\n".join([*told, *lines(turn, list(enumerate(found[: picking.SHOWN], 1)))])]


def about(turn: Turn, one: Mapping[str, Any]) -> str:
    """What is known of one candidate, in answer to a question."""
    reasons = _reasons(one)[:3]
    parts = [
        sentence(f"{one['name']}: {'; '.join(reasons) or 'no reasons are recorded'}"),
    ]
    facts = [p for p in (price(one, heads(turn)), start_words(turn, one)) if p]
    if facts:
        parts.append(sentence(listed(facts)))
    parts += [sentence(f"Against: {told}")] if (told := _objections(one)) else []
    parts += [_score(one), _lifted(one)]
    return " ".join(part for part in parts if part)


def against(one: Mapping[str, Any]) -> str:
    """What speaks against one candidate."""
    return f"against {one['name']}: {_objections(one) or 'nothing that the profile tells'}"


def _objections(one: Mapping[str, Any]) -> str:
    """The red flags of one candidate, else the strongest point against."""
    flags = [flag_words(flag) for flag in one.get("red_flags") or ()]
    found = flags or [str(one.get("against") or "")]
    return "; ".join(each.rstrip(".") for each in found[:2])


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
        listed([p for p in (price(one, heads(turn)), start_words(turn, one)) if p])
        for one in (ahead, behind)
    ]
    told.append(" ".join(sentence(f"{n}: {f}") for n, f in zip(names, facts, strict=True) if f))
    next_to = behind.get("rank") == (ahead.get("rank") or 0) + 1
    return " ".join(part for part in [*told, _lifted(behind) if next_to else ""] if part)


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


def _score(one: Mapping[str, Any]) -> str:
    confidence = one.get("confidence") or {}
    level = confidence.get("level") if isinstance(confidence, Mapping) else None
    told = f"Score {100 * float(one['score']):.0f} of 100" if one.get("score") is not None else ""
    return sentence(f"{told}, {level} confidence" if level and told else told)


def _lead(turn: Turn, result: Result) -> str:
    considered, dropped = result.data.get("considered"), result.data.get("dropped")
    left_out = dropped if isinstance(dropped, int) else len(dropped or ())
    adjusted = result.name in ("adjust_shortlist", "undo_change")
    found = result.data.get("shortlist") or []
    opening = _what_was_done(turn, result) if adjusted else "Who fits best:"
    weak = all(one.get("band") == "weak" for one in found)
    if not adjusted and weak and _lacks_trade(turn, found):
        role = wanted(mid_sentence(str(turn.fields["role"])))
        opening = phrase("trade_missing", turn.seed, role=role)
    elif not adjusted and weak:
        opening = phrase("only_weak_fits", turn.seed)
    elif not adjusted and all(one.get("band") in SHORT_OF_GOOD for one in found[: picking.SHOWN]):
        opening = phrase("nobody_fits_well", turn.seed)
    if not considered:
        return opening
    return f"{opening[:-1]}, of {considered:,} considered and {left_out:,} left out:"


def _lacks_trade(turn: Turn, found: Sequence[Mapping[str, Any]]) -> bool:
    """Whether nobody on a list works in the trade that is asked for, by their headlines."""
    trades = [
        float(c["value"])
        for one in found
        for c in one.get("contributions") or ()
        if c["signal"] == "role"
    ]
    return bool(turn.fields.get("role") and trades) and max(trades) < OF_THE_TRADE


def _what_was_done(turn: Turn, result: Result) -> str:
    """Whom the list was changed for: "Ana Silva is first now; the order:"."""
    args = result.args
    if result.name == "undo_change":
        return "That is taken back; the order:"
    if args.get("order") == "cost":
        found = result.data.get("shortlist") or []
        ahead = any(one.get("pinned") is not None for one in found)
        return f"The cheapest first{', after whom you pinned' if ahead else ''}; the order:"
    if args.get("order") == "fit":
        return "Everything weighs as usual again; the order:"
    if args.get("priorities"):
        return _weighed(turn, args["priorities"])
    return _moved(turn, result)


def _moved(turn: Turn, result: Result) -> str:
    """Who was put first, left out or taken back."""
    args, found = result.args, result.data.get("shortlist") or []
    if args.get("unpin"):
        return "Not pinned any more; the order:"
    first = [str(one["name"]) for one in found if one["id"] in (args.get("pin") or ())]
    gone = [one["id"] for one in args.get("exclude") or ()]
    out = [str(one["name"]) for one in turn.shortlist if one["id"] in gone]
    back = [str(one["name"]) for one in turn.left_out if one["id"] in (args.get("include") or ())]
    told = [f"{listed(first)} {'is' if len(first) == 1 else 'are'} first now"] if first else []
    told += [f"Left out: {listed(out)}"] if out else []
    told += [f"Back among those considered: {listed(back)}"] if back else []
    return f"{'. '.join(told)}; the order:" if told else "The new order:"


def _weighed(turn: Turn, priorities: Mapping[str, float]) -> str:
    """What counts more or less now."""
    only = pattern("picking", "only").search(turn.text)
    limits = "The list can't be limited to that. " if only else ""
    return f"{limits}{listed([_weighs(*one) for one in priorities.items()])} now; the order:"


def _weighs(signal: str, weight: float) -> str:
    """What a priority comes to: "History with us counts double"."""
    from tools.matching.wording import label_of

    times = {0: "does not count", 0.5: "counts half", 3: "counts triple", 4: "counts fourfold"}
    return f"{label_of(signal)} {times.get(weight, 'counts double')}"

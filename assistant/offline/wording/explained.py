"""What the record says of itself, in answer to a question about it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from assistant.offline.changes.amounts import paid_alike
from assistant.offline.language import lexicon, pattern
from assistant.offline.requests.of_requests import AGAINST
from assistant.offline.turn import Turn, has_form
from assistant.offline.understanding.prices.money import read_budget
from assistant.offline.understanding.text.passage import Scene, passage
from assistant.offline.wording import deciders
from assistant.offline.wording.changed import people_names
from assistant.offline.wording.records import (
    approvers_words,
    channel_words,
    status_words,
)
from assistant.offline.wording.speech import (
    day,
    field_value,
    listed,
    mid_sentence,
    money,
    phrase,
    sentence,
    wanted,
    weeks,
)
from knowledge.fields import Budget
from knowledge.money import day_rate_usd, told_in, usd_total
from tools.views import OVERSIGHT

MOST_REASONS = 4


def explained(turn: Turn, topic: str, record: dict[str, Any]) -> str:
    """The answer on a topic: what it costs, who approves, why the rules say what they say."""
    return EXPLAINED[topic](turn, record)


def _cost(turn: Turn, record: dict[str, Any]) -> str:
    """The whole cost at the upper end of the budget, and what was taken for granted in it."""
    total, fields = record.get("total") or {}, record.get("fields") or {}
    if not total.get("usd"):
        return _no_total(turn, fields)
    taken = [str(one) for one in total.get("assumptions") or ()]
    amount, people = float(total["usd"]), int(fields.get("headcount") or 1)
    key = "total_given" if fields["budget"]["basis"] == "fixed" else "total"
    currency = str(fields["budget"].get("currency") or "USD")
    told = phrase(key, turn.seed, amount=_told(amount, currency), budget=money(fields["budget"]))
    one = _told(amount / people, currency)
    each = [phrase("total_each", turn.seed, amount=one)] if people > 1 else []
    fees = pattern("intents_plans", "with_fees").search(turn.text)
    return " ".join([told, *each, *taken, *([phrase("with_fees", turn.seed)] if fees else [])])


def _told(usd: float, currency: str) -> str:
    return told_in(round(usd, 2), currency)


def _no_total(turn: Turn, fields: dict[str, Any]) -> str:
    """What is missing for a total: a budget or a rate, and the length where it is not given."""
    lacking = [name for name in ("budget", "duration_weeks") if not fields.get(name)]
    labels = [lexicon("wording")["fields"][name] for name in lacking]
    return phrase("no_total_yet", turn.seed, missing=listed([f"the {label}" for label in labels]))


def _value(turn: Turn, record: dict[str, Any]) -> str:
    """What the request says in one field, or that it says nothing there."""
    asked = pattern("intents_plans", "about", "value").search(turn.text)
    said, fields = (asked["field"] if asked else ""), record.get("fields") or {}
    names = lexicon("intents_plans")["asked_fields"]
    name = next((n for n, words in names.items() if re.fullmatch(words, said, re.I)), "")
    label = str(lexicon("wording")["fields"].get(name, said))
    value = fields.get(name)
    if value and (name != "skills" or any(value.values())):
        told = field_value(name, value, people_names(turn)).removeprefix(f"{label}: ")
        return sentence(told if told.endswith(label) else f"{label}: {told}")
    if name == "deadline" and fields.get("start_date") and fields.get("duration_weeks"):
        start = date.fromisoformat(str(fields["start_date"]))
        length = float(fields["duration_weeks"])
        last = day(start + timedelta(weeks=length) - timedelta(1))
        return phrase("ends_on", turn.seed, day=last, start=day(start), length=weeks(length))
    return phrase("not_said", turn.seed, field=label)


def _starts(turn: Turn, record: dict[str, Any]) -> str:
    """When the work is to start, as the request says it; the rules may make it later."""
    start = (record.get("fields") or {}).get("start_date")
    if not start:
        return phrase("not_said", turn.seed, field=lexicon("wording")["fields"]["start_date"])
    confirmed = record.get("status") == "match_confirmed"
    told = sentence(f"The request says {day(start)}")
    return told if confirmed else f"{told} {phrase('starts_once', turn.seed)}"


def _changed(turn: Turn, record: dict[str, Any]) -> str:
    """What changed since the request was filed, or opened where it never was."""
    changed = record.get("changed") or {}
    since = "it was filed" if changed.get("filed") else "it was opened"
    since += " before" if changed.get("anew") else ""
    told = [_from_to(turn, name, *both) for name, both in (changed.get("fields") or {}).items()]
    if not told:
        return phrase("nothing_changed", turn.seed, since=since)
    return phrase("was_changed", turn.seed, since=since, told="; ".join(told))


def _from_to(turn: Turn, name: str, was: Any, now: Any) -> str:
    """A field, with what it says now and what it said before."""
    names = people_names(turn)
    said = [
        field_value(name, one, names) if one or one is False else "nothing" for one in (was, now)
    ]
    label = lexicon("wording")["fields"].get(name, name)
    plain = [one.removeprefix(f"{label}: ") for one in said]
    named = "" if label in plain[1] else f"{label} "
    return f"{named}{plain[1]} (before: {plain[0]})"


def _readers(turn: Turn, _record: dict[str, Any]) -> str:
    """Who may see the request: those with a part in it, and those who oversee all."""
    roles = [lexicon("wording")["roles"][role] for role in OVERSIGHT]
    return phrase("readers", turn.seed, roles=listed(roles))


def _price(turn: Turn, record: dict[str, Any]) -> str:
    """Whether the budget fits the market, as far as a total and usual rates allow to say."""
    budget = (record.get("fields") or {}).get("budget")
    if asked := _amount_asked_about(turn):
        return _beside_usual(turn, asked)
    if not budget or not (record.get("total") or {}).get("usd"):
        return _no_total(turn, record.get("fields") or {})
    if turn.last("usual_terms") is None:
        return _no_figures(turn)
    doubts = ((record.get("rulings") or {}).get("plausibility") or {}).get("reasons") or ()
    return " ".join(map(str, doubts)) or phrase("price_fits", turn.seed, budget=money(budget))


def _no_figures(turn: Turn) -> str:
    """That the market for a role is not known here."""
    role = str(turn.fields.get("role") or "")
    return phrase("no_usual_rates", turn.seed, role=wanted(mid_sentence(role)) if role else "this")


def _amount_asked_about(turn: Turn) -> dict[str, Any] | None:
    """The amount that a question names, paid as the request is: "is 600 too low?"."""
    found = read_budget(passage(turn.text), Scene(turn.now, asked=("budget",)))
    return paid_alike(turn.text, found[0].value, turn.fields.get("budget") or {}) if found else None


def _beside_usual(turn: Turn, asked: dict[str, Any]) -> str:
    """Whether an amount is below, within or above what is usual in all, or for a day."""
    usual = turn.last("usual_terms")
    budget = Budget.model_validate(asked)
    by_day, total = day_rate_usd(budget), usd_total(budget, None).usd
    if usual is None or usual.error or (by_day or total) is None:
        return _no_figures(turn)
    terms = usual.data
    span = terms["budget_usd"]
    low, high = terms["day_rate_usd"][terms["level"]] if by_day else (span["least"], span["most"])
    amount = float(by_day or total or 0)
    key = "price_below" if amount < low else "price_above" if amount > high else "price_fits"
    return phrase(key, turn.seed, budget=money(asked))


def _employee(turn: Turn, record: dict[str, Any]) -> str:
    """How the screening of worker classification came out, and what it rests on."""
    ruling = (record.get("rulings") or {}).get("classification")
    if not ruling:
        return phrase("no_ruling_yet", turn.seed)
    verdict = lexicon("wording")["verdicts_in_full"][ruling["verdict"]]
    return " ".join([sentence(verdict), *_reasons(ruling)])


def _risk(turn: Turn, record: dict[str, Any]) -> str:
    """The level of risk and what raised it."""
    ruling = (record.get("rulings") or {}).get("risk")
    if not ruling:
        return phrase("no_ruling_yet", turn.seed)
    named = pattern("intents_plans", "risk_named").search(turn.text)
    level, thought = ruling["verdict"], named["level"].lower() if named else ""
    told = f"{level}, not {thought}" if thought not in ("", level) else level
    return " ".join([sentence(f"The risk is {told}"), *_reasons(ruling)])


def _problem(turn: Turn, record: dict[str, Any]) -> str:
    """What stands in the way, the gravest first: forbidden, doubted, or to be looked at."""
    return " ".join(_gravest(record)) or phrase("no_problem", turn.seed)


def _gravest(record: dict[str, Any]) -> list[str]:
    rulings = record.get("rulings") or {}
    grave = (
        rulings[name]
        for name, bad in GRAVE.items()
        if (rulings.get(name) or {}).get("verdict") in bad
    )
    return next(map(_reasons, grave), [])


def _why(turn: Turn, record: dict[str, Any]) -> str:
    """What was said against it; else what the rules found grave, and why whom they name decides."""
    if record.get("status") in AGAINST:
        return status_words(turn, record)
    needed = ((record.get("rulings") or {}).get("approvals") or {}).get("details") or ()
    told = [*_gravest(record), *(str(one["reason"]) for one in needed)]
    return " ".join(dict.fromkeys(told)) or phrase("no_ruling_yet", turn.seed)


def _reasons(ruling: dict[str, Any]) -> list[str]:
    return [str(reason) for reason in ruling["reasons"][:MOST_REASONS]]


def _owner(turn: Turn, record: dict[str, Any]) -> str:
    """Whose budget it is."""
    owner = (record.get("fields") or {}).get("budget_owner")
    told = field_value("budget_owner", owner, people_names(turn)) if owner else "nobody yet"
    return sentence(f"The record has {told}")


def _changing(turn: Turn, record: dict[str, Any]) -> str:
    """Whether it can still be changed, and what that sets off."""
    filed = record.get("status") in ("in_approval", "approved")
    later = has_form(turn, "after_filing")
    key = "can_be_amended" if filed else "can_be_changed_later" if later else "can_be_changed"
    return phrase(key, turn.seed)


def _next(turn: Turn, record: dict[str, Any]) -> str:
    """What is still needed, and who acts after that."""
    told = [status_words(turn, record)]
    if record.get("status") in ("draft", "changes_requested", "awaiting_confirmation"):
        told += [phrase("then_you_file", turn.seed), approvers_words(turn, record)]
    return " ".join(part for part in told if part)


def _after(turn: Turn, record: dict[str, Any]) -> str:
    """Who acts from here on: the requester, those who decide, procurement."""
    status = str(record.get("status") or "")
    if status in SETTLED:
        now = [phrase("procurement_now", turn.seed)] if status == "approved" else []
        return " ".join([status_words(turn, record), *now])
    first = [] if status == "in_approval" else [phrase("first_you_file", turn.seed)]
    decide = approvers_words(turn, record)
    return " ".join([*first, *([decide] if decide else []), phrase("then_procurement", turn.seed)])


SETTLED = ("approved", "match_confirmed", "rejected", "withdrawn")
"""Where nobody has yet to file or to approve."""

GRAVE = {
    "eligibility": ("not_eligible",),
    "classification": ("resembles_employment", "review"),
    "plausibility": ("doubtful",),
    "risk": ("high", "medium"),
}
"""The rulings that make a request a problem, by verdict, the gravest first."""

EXPLAINED: dict[str, Callable[[Turn, dict[str, Any]], str]] = {
    "readers": _readers,
    "said": deciders.what_they_said,
    "changed": _changed,
    "starts": _starts,
    "value": _value,
    "approvers": deciders.who_decides,
    "approver": deciders.why_role,
    "office": deciders.who_in_role,
    "channel": channel_words,
    "price": _price,
    "cost": _cost,
    "employee": _employee,
    "risk": _risk,
    "problem": _problem,
    "why": _why,
    "owner": _owner,
    "changing": _changing,
    "next": _next,
    "after": _after,
}
"""The topics of `about` in the lexicon, each with what answers it."""

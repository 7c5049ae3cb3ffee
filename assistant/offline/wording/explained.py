"""What the record says of itself, in answer to a question about it."""

from collections.abc import Callable
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import Turn
from assistant.offline.wording.changed import people_names
from assistant.offline.wording.records import approvers_words, channel_words, status_words
from assistant.offline.wording.speech import field_value, money, phrase, sentence

MOST_REASONS = 4


def explained(turn: Turn, topic: str, record: dict[str, Any]) -> str:
    """The answer on a topic: what it costs, who approves, why the rules say what they say."""
    return EXPLAINED[topic](turn, record)


def _cost(turn: Turn, record: dict[str, Any]) -> str:
    """The whole cost at the upper end of the budget, and what was taken for granted in it."""
    total, fields = record.get("total") or {}, record.get("fields") or {}
    if not total.get("usd"):
        return phrase("no_total_yet", turn.seed)
    taken = [str(one) for one in total.get("assumptions") or ()]
    amount = money({"amount": total["usd"], "currency": "USD"})
    key = "total_given" if fields["budget"]["basis"] == "fixed" else "total"
    told = phrase(key, turn.seed, amount=amount, budget=money(fields["budget"]))
    return " ".join([told, *taken])


def _price(turn: Turn, record: dict[str, Any]) -> str:
    """Whether the budget fits the market, as far as a total and usual rates allow to say."""
    budget = (record.get("fields") or {}).get("budget")
    if not budget or not (record.get("total") or {}).get("usd"):
        return phrase("no_total_yet", turn.seed)
    if turn.last("usual_terms") is None:
        return phrase("no_usual_rates", turn.seed)
    doubts = ((record.get("rulings") or {}).get("plausibility") or {}).get("reasons") or ()
    return " ".join(map(str, doubts)) or phrase("price_fits", turn.seed, budget=money(budget))


def _employee(turn: Turn, record: dict[str, Any]) -> str:
    """How the screening of worker classification came out, and what it rests on."""
    ruling = (record.get("rulings") or {}).get("classification")
    if not ruling:
        return phrase("no_ruling_yet", turn.seed)
    verdict = lexicon("wording")["verdicts_in_full"][ruling["verdict"]]
    return " ".join([sentence(verdict), *_reasons(ruling)])


def _approver(turn: Turn, record: dict[str, Any]) -> str:
    """Why a role decides on the request, or that it does not."""
    asked = pattern("intents_plans", "about", "approver").search(turn.text)
    role = asked["role"].lower() if asked else ""
    needed = ((record.get("rulings") or {}).get("approvals") or {}).get("details") or ()
    if reasons := [str(one["reason"]) for one in needed if one["role"] == role]:
        return " ".join(reasons)
    name = lexicon("wording")["roles"].get(role, role)
    return f"{sentence(f'{name} does not decide on this')} {approvers_words(turn, record)}"


def _risk(turn: Turn, record: dict[str, Any]) -> str:
    """The level of risk and what raised it."""
    ruling = (record.get("rulings") or {}).get("risk")
    if not ruling:
        return phrase("no_ruling_yet", turn.seed)
    return " ".join([sentence(f"The risk is {ruling['verdict']}"), *_reasons(ruling)])


def _problem(turn: Turn, record: dict[str, Any]) -> str:
    """What stands in the way, the gravest first: forbidden, doubted, or to be looked at."""
    rulings = record.get("rulings") or {}
    for name, verdicts in GRAVE.items():
        ruling = rulings.get(name) or {}
        if ruling.get("verdict") in verdicts:
            return " ".join(_reasons(ruling))
    return phrase("no_problem", turn.seed)


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
    return phrase("can_be_amended" if filed else "can_be_changed", turn.seed)


def _next(turn: Turn, record: dict[str, Any]) -> str:
    """What is still needed, and who acts after that."""
    told = [status_words(turn, record)]
    if record.get("status") in ("draft", "changes_requested", "awaiting_confirmation"):
        told += [phrase("then_you_file", turn.seed), approvers_words(turn, record)]
    return " ".join(part for part in told if part)


GRAVE = {
    "eligibility": ("not_eligible",),
    "classification": ("resembles_employment", "review"),
    "plausibility": ("doubtful",),
    "risk": ("high", "medium"),
}
"""The rulings that make a request a problem, by verdict, the gravest first."""

EXPLAINED: dict[str, Callable[[Turn, dict[str, Any]], str]] = {
    "approvers": approvers_words,
    "approver": _approver,
    "channel": channel_words,
    "price": _price,
    "cost": _cost,
    "employee": _employee,
    "risk": _risk,
    "problem": _problem,
    "owner": _owner,
    "changing": _changing,
    "next": _next,
}
"""The topics of `about` in the lexicon, each with what answers it."""

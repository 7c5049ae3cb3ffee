"""From the missing-fields modal to changes of a request, with an error under each wrong field."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from knowledge.errors import BadInput
from knowledge.fields import RequestFields, what_it_takes
from knowledge.money import usd_rate

GROUP = 4
"""So many digits are no thousands left out: "6 to 8k" and not "6000 to 8k"."""
LISTS = ("deliverables", "acceptance_criteria", "systems", "requirements")
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
PERIODS = {"hour": "hourly", "h": "hourly", "day": "daily", "d": "daily", "month": "retainer"}
END = r"([$€£]?) ?(\d[\d,.]*(?: \d{3})*) ?(k\b)? ?([A-Z]{3}|[$€£])?"
BUDGET = re.compile(
    rf"(?i:about|around|between|from|up to|max)? ?(?i:{END})(?: ?(?i:to|and|-|–) ?(?i:{END}))?"
    r"(?: ?(?i:an|a|per|/) ?(?i:(hours?|h|day|d|month))| (?i:in all|in total|fixed))?"
)
"""An amount or two, and for what; whatever else is written is not guessed at."""
WRITTEN = re.compile(r"(\d+(?:[,.]\d{3})*)(?:[,.](\d{1,2}))?")
"""A whole number, in groups of three or not, and its cents."""
BUDGET_HELP = "Write it like 8000 USD, 6000 to 8000 EUR, or 45 USD an hour."


def read_form(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The changes in a submitted modal, and an error a block for what cannot be read."""
    changes: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, entry in values.items():
        said = value_of(entry)
        if said in (None, ""):
            continue
        try:
            fields = RequestFields.model_validate({name: _read(name, str(said))})
        except ValidationError:
            errors[name] = what_it_takes(name)
        except BadInput as error:
            errors[name] = str(error)
        else:
            changes[name] = fields.as_json()[name]
    return changes, errors


def value_of(entry: Mapping[str, Any]) -> Any:
    """What stands in an input: text, a chosen option, or a date."""
    state: Mapping[str, Any] = next(iter(entry.values()), {})
    option = state.get("selected_option")
    return option["value"] if option else state.get("value") or state.get("selected_date")


def _read(name: str, said: str) -> Any:
    if name == "budget":
        return read_budget(said)
    if name == "sensitive_data":
        return said == "yes"
    if name in LISTS:
        return [line.strip(" •-\t") for line in said.splitlines() if line.strip(" •-\t")]
    if name == "budget_owner":
        return said.strip().lower()
    return said.strip()


def read_budget(said: str) -> dict[str, Any]:
    """Money as people write it.

    Raises:
        BadInput: it is no amount, in no currency that is known, or says more than for what.
    """
    written = BUDGET.fullmatch(" ".join(said.split()).rstrip("."))
    if written is None:
        raise BadInput(BUDGET_HELP)
    sign, low, low_k, code, other_sign, high, high_k, other_code, period = written.groups()
    amounts = [_amount(low, bool(low_k or (high_k and len(low) < GROUP)))]
    amounts += [_amount(high, bool(high_k))] if high else []
    named = code or other_code or sign or other_sign or "USD"
    currency = SIGNS.get(named, named.upper())
    if not all(amounts) or usd_rate(currency) is None:
        raise BadInput(BUDGET_HELP)
    return {
        "amount": amounts[0],
        "max": amounts[1] if high else None,
        "currency": currency,
        "basis": PERIODS[period.lower().rstrip("s")] if period else "fixed",
    }


def _amount(digits: str, thousand: bool) -> float:
    written = WRITTEN.fullmatch(digits.replace(" ", "").strip(",."))
    if written is None:
        return 0.0
    whole, cents = re.sub(r"[,.]", "", written[1]), written[2] or "0"
    return float(f"{whole}.{cents}") * (1_000 if thousand else 1)

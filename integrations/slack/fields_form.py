"""From the missing-fields modal to changes of a request, with an error under each wrong field."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from knowledge.errors import BadInput
from knowledge.fields import RequestFields

LISTS = ("deliverables", "acceptance_criteria", "systems", "requirements")
PERIODS = (
    ("hour", "hourly"),
    ("day", "daily"),
    ("month", "retainer"),
)
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
AMOUNT = re.compile(r"(\d[\d,. ]*)\s*(k\b)?", re.IGNORECASE)
WRITTEN = re.compile(r"(\d+(?:[,.]\d{3})*)(?:[,.](\d{1,2}))?")
"""A whole number, in groups of three or not, and its cents."""
CURRENCY = re.compile(r"\b([A-Z]{3})\b")
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
        except ValidationError as error:
            errors[name] = error.errors()[0]["msg"].removeprefix("Value error, ")[:150]
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
        BadInput: there is no amount in it.
    """
    amounts = [_amount(*match) for match in AMOUNT.findall(said)]
    amounts = [amount for amount in amounts if amount > 0]
    if not 0 < len(amounts) <= 2:
        raise BadInput(BUDGET_HELP)
    low, high = amounts[0], amounts[-1] if len(amounts) == 2 else None
    sign = next((code for mark, code in SIGNS.items() if mark in said), "USD")
    code = CURRENCY.search(said)
    words = said.lower()
    basis = next((name for word, name in PERIODS if word in words), "fixed")
    return {
        "amount": low,
        "max": high,
        "currency": code.group(1) if code else sign,
        "basis": basis,
    }


def _amount(digits: str, thousand: str) -> float:
    written = WRITTEN.fullmatch(digits.replace(" ", "").strip(",."))
    if written is None:
        return 0.0
    whole, cents = re.sub(r"[,.]", "", written[1]), written[2] or "0"
    return float(f"{whole}.{cents}") * (1_000 if thousand else 1)

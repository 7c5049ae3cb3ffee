"""What a message makes of the budget that is there: its currency, its limit, so much for each."""

from typing import Any

from assistant.offline.changes import amounts
from assistant.offline.changes.implied import FULL_WEEK
from assistant.offline.changes.relative import leaves_nothing
from assistant.offline.language import pattern
from assistant.offline.turn import Turn
from assistant.offline.understanding.prices.money import impossible, read_budget
from assistant.offline.understanding.text.passage import Scene, passage

FEW = 3
DOLLARS = "USD"
CURRENCIES = ("EUR", "GBP", DOLLARS, "CHF")


def no_budget(turn: Turn) -> str:
    """Why a budget that is said can be none: "below", "above" or "lowered"; else empty."""
    return impossible(passage(turn.text)) or ("lowered" if leaves_nothing(turn) else "")


def changes_currency(text: str) -> bool:
    """Whether only the currency of the budget is to be another: "same but in euros"."""
    return pattern("edits", "in_currency").search(text) is not None


def carry_currency(turn: Turn, fields: dict[str, Any]) -> None:
    """A currency alone corrects the budget that is there; an amount alone keeps its currency."""
    known = turn.fields.get("budget")
    said = pattern("edits", "taken_back").sub(" ", turn.text)
    alone = len(turn.text.split()) <= FEW or turn.read.corrects or said != turn.text
    alone = alone or changes_currency(turn.text)
    named = [one for one in CURRENCIES if pattern("edits", "currencies", one).search(said)]
    if known and named and alone and "budget" not in fields:
        # "Dollars, not euros" puts a slip right; "in dollars, please" asks for the same money.
        slip = said != turn.text
        reckoned = amounts.in_currency(turn.earlier, known, named[0])
        fields["budget"] = {**known, "currency": named[0]} if slip else reckoned
    elif known and not named and "budget" in fields and fields["budget"]["currency"] == DOLLARS:
        # An amount without a currency is read as dollars; beside pounds it means pounds.
        fields["budget"] = {**fields["budget"], "currency": known["currency"]}


def settle_amount(turn: Turn, fields: dict[str, Any]) -> None:
    """An amount said alone is paid as the one before; one said for each is the budget for all."""
    people = int(fields.get("headcount") or turn.fields.get("headcount") or 1)
    if "budget" in fields:
        alike = amounts.paid_alike(turn.text, fields["budget"], turn.fields.get("budget") or {})
        fields["budget"] = amounts.for_all(turn.text, alike, people)


def settle_limit(turn: Turn, fields: dict[str, Any]) -> None:
    """A rate with a total that it may come to: so many hours a week as the total pays for.

    The total may have been told before the length was; it holds alone if the hours come to more.
    """
    known, now = turn.fields.get("budget") or {}, {**turn.fields, **fields}
    texts = (turn.text, *turn.earlier[::-1])
    told = [both for text in texts if (both := amounts.rate_within_limit(text, known))]
    newest = amounts.rate_within_limit(turn.text, known) if "budget" in fields else None
    both = newest or (told[0] if told and "duration_weeks" in fields else None)
    held = {one["amount"] for one in (known, fields.get("budget")) if one}
    if not both or not held & {one["amount"] for one in both}:
        return
    hours = (
        FULL_WEEK if "full_time" in (now.get("arrangement") or ()) else now.get("hours_per_week")
    )
    paid = amounts.hours_paid(*both, now)
    before = [amounts.hours_paid(*one, turn.fields) for one in told]
    reckoned = hours in before and "hours_per_week" not in fields
    over = hours and paid and hours > paid and not reckoned
    fields["budget"] = both[1] if over else both[0]
    if paid and paid < FULL_WEEK and (reckoned or not hours):
        fields["hours_per_week"] = paid


def settle_price(turn: Turn, fields: dict[str, Any]) -> None:
    """A price a piece for the pieces that the request counts: "300 per episode" of six episodes.

    For several people "each" is each of them.
    """
    people = int(fields.get("headcount") or turn.fields.get("headcount") or 1)
    price = pattern("edits", "a_piece").search(passage(turn.text).counted)
    if not price or (people > 1 and price[0].endswith("each")):
        return
    now = {**turn.fields, **fields}
    for told in (*(now.get("deliverables") or ()), str(now.get("scope") or "")):
        alone, counted = (_priced(turn, text) for text in (turn.text, f"{told}: {turn.text}"))
        if counted and counted["basis"] == "fixed" and counted != alone:
            fields["budget"] = counted
            return


def _priced(turn: Turn, text: str) -> dict[str, Any]:
    """The budget that a text states as an answer to what can be spent; empty if it states none."""
    asked = Scene(turn.now, asked=("budget",))
    return next((one.value for one in read_budget(passage(text), asked)), {})


def settle_pieces(turn: Turn, fields: dict[str, Any]) -> None:
    """More or fewer pieces at the price a piece that was told: "make it 12 illustrations"."""
    known, pieces = turn.fields.get("budget"), fields.get("deliverables")
    if known and pieces and "budget" not in fields:
        old = turn.fields.get("deliverables") or ()
        if budget := amounts.for_as_many(turn.earlier, known, old, pieces):
            fields["budget"] = budget

"""What a request looks for in people, and what was said about them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.records.requests import Request
from tools.context import Context
from tools.scoping.doubts import leaves_hours_open
from tools.scoping.prefill import template_for
from tools.scoping.ruled import total_of

if TYPE_CHECKING:
    from tools.matching import Brief, Overrides


def brief_of(ctx: Context, request: Request) -> "Brief":
    """What a request looks for, as the ranking needs it.

    How many hours are worked is not known where the budget pays for a small part of the length: two
    pages by mid December, 24 stickers within four weeks.
    """
    from tools.matching import Brief

    brief = Brief.from_fields(
        request.what,
        priorities=request.preferences.get("priorities", {}),
        barred=_barred(request),
        as_of=ctx.today,
    )
    total = total_of(request.what, ctx.today).usd
    unknown = leaves_hours_open(request.what, template_for(request.what), total)
    return replace(brief, hours=None) if unknown else brief


def said_by_people(request: Request) -> "Overrides":
    """Who was pinned and who was left out, each with the reason."""
    from tools.matching import Overrides

    return Overrides.from_json(request.preferences)


def _barred(request: Request) -> dict[str, str]:
    """The channels that the rules forbid for this request, each with its reason."""
    weighed = request.rulings.get("channel", {}).get("details", ())
    return {
        entry["channel"]: next(
            (hit["reason"] for hit in entry["because"] if hit["effect"] == "disqualified"), ""
        )
        for entry in weighed
        if entry["disqualified"]
    }

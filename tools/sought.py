"""What a request looks for in people, and what was said about them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.records.requests import Request
from tools.context import Context
from tools.scoping.doubts import pays_for_a_part
from tools.scoping.prefill import template_for
from tools.scoping.ruled import total_of

if TYPE_CHECKING:
    from tools.matching import Brief, Overrides


def brief_of(ctx: Context, request: Request) -> "Brief":
    """What a request looks for, as the ranking needs it.

    How many hours are worked is not known where the length is only the time until the deadline and
    the budget pays for a small part of it: two pages by mid December.
    """
    from tools.matching import Brief

    brief = Brief.from_fields(
        request.what,
        priorities=request.preferences.get("priorities", {}),
        barred=_barred(request),
        as_of=ctx.today,
    )
    total = total_of(request.what, ctx.today).usd
    part = pays_for_a_part(request.what, template_for(request.what), total)
    return replace(brief, hours=None) if part else brief


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

"""What a request looks for in people, and what was said about them."""

from typing import TYPE_CHECKING

from knowledge.records.requests import Request
from tools.context import Context

if TYPE_CHECKING:
    from tools.matching import Brief, Overrides


def brief_of(ctx: Context, request: Request) -> "Brief":
    """What a request looks for, as the ranking needs it."""
    from tools.matching import Brief

    return Brief.from_fields(
        request.what,
        priorities=request.preferences.get("priorities", {}),
        barred=_barred(request),
        as_of=ctx.today,
    )


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

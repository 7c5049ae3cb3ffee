"""What the rules would say of a request if a value in it were another; nothing is written."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from knowledge.records.requests import Request
from tools.context import Context
from tools.intake import with_changes
from tools.people import find_person
from tools.routing import will_decide
from tools.scoping.ruled import rule, total_of
from tools.views import readable


def what_if(ctx: Context, request_id: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The rulings, the total and who would decide with these changes, beside the rulings of now.

    Raises:
        NotAllowed: the actor may not see the request.
        BadInput: a value cannot be read.
    """
    with ctx.sessions() as session:
        request = readable(session, ctx, request_id)
        fields, _, template = with_changes(session, ctx, request, changes)
        requester = find_person(session, request.requester)
        rulings = {k: r.as_json() for k, r in rule(ctx, requester, fields, template).items()}
        supposed = Request(requester=request.requester, fields=fields.as_json(), rulings=rulings)
        return {
            "request_id": request.id,
            "supposed": dict(changes),
            "fields": supposed.fields,
            "rulings": rulings,
            "before": request.rulings,
            "total": asdict(total_of(fields, ctx.today)),
            "will_decide": will_decide(session, supposed),
        }

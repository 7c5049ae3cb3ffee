"""Selection: suggestions for a request, the requester's overrides, procurement's choice."""

KEPT = 10

"""What comes with a click."""

import json
from dataclasses import dataclass

from knowledge.errors import BadInput


@dataclass(frozen=True)
class Value:
    """What came with a click: an id, or JSON with id, request, version and reason."""

    id: str = ""
    request: str | None = None
    version: int | None = None
    reason: str = ""

    @classmethod
    def read(cls, text: str) -> "Value":
        """Read the value of a click.

        Raises:
            BadInput: it is neither an id nor JSON with the right members.
        """
        text = text.strip()
        if not text.startswith("{"):
            return cls(id=text)
        try:
            data = json.loads(text)
            version = data.get("version")
            return cls(
                id=str(data.get("id") or data.get("request") or ""),
                request=str(data["request"]) if data.get("request") else None,
                version=None if version is None else int(version),
                reason=str(data.get("reason") or ""),
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise BadInput(
                'The value must be an id, or JSON such as {"id": "REQ-…", "reason": "…"}.'
            ) from error

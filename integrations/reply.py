"""What the assistant says, in a form that every surface can render."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

CardKind = Literal[
    "request_summary",
    "shortlist",
    "confirm",
    "approval",
    "match_confirmation",
    "status",
]
NEEDS_REASON = (
    *("approve_on_condition", "reject", "request_changes", "exclude", "choose_match"),
    *("ask_requester", "answer_asked"),
)
"""Actions for which every surface asks the person for words before they are done: a reason."""
ACTION_OF = {
    "approved": "approve_on_condition",
    "changes_requested": "request_changes",
    "rejected": "reject",
}
"""The action that takes a reason, by the verdict that it is given for."""


@dataclass(frozen=True)
class Citation:
    """The words relied on, and where they stand: `quote` verbatim, `words` without markup.

    `link` is where the policy pages show them, such as `/policies/leave#how-many-days`; a document
    that not everyone may read has none.
    """

    document: str
    section: str
    quote: str
    title: str = ""
    version: str = ""
    effective_from: str = ""
    effective_until: str = ""
    words: str = ""
    link: str = ""


@dataclass(frozen=True)
class Action:
    """Something a person may click: `value` is an id, or JSON with id, version and reason."""

    action: str
    value: str
    label: str
    style: Literal["primary", "danger", "default"] = "default"


def decisions(value: str, said: Mapping[str, str] | None = None) -> tuple[Action, ...]:
    """What an approver may decide, worded the same on every surface.

    What they `said` already, a verdict with its reason, goes with the button of that verdict.
    """
    verdict, reason = (said or {}).get("verdict", ""), (said or {}).get("reason", "")
    given = {ACTION_OF.get(verdict): json.dumps(json.loads(value) | {"reason": reason})}
    told = given if reason else {}
    return (
        Action("approve", value, "Approve", "primary"),
        Action(
            "approve_on_condition",
            told.get("approve_on_condition", value),
            "Approve with a condition",
        ),
        Action("request_changes", told.get("request_changes", value), "Ask for changes"),
        Action("reject", told.get("reject", value), "Reject", "danger"),
    )


@dataclass(frozen=True)
class Card:
    """A record to show; `data` is its JSON view, the same on every surface."""

    kind: CardKind
    data: dict[str, Any]


@dataclass(frozen=True)
class Attachment:
    """The statement of work of a request as a Word file, beside a reply.

    Only its name goes with the reply: each surface has the file made for the person whom it gives
    it to, so that nobody gets one of a request which they may not read.
    """

    name: str
    request_id: str


@dataclass(frozen=True)
class Reply:
    """One message of the assistant; `audience` asker means that only the asker may see it.

    `question_id` is that of a question which was just handed to people.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    actions: tuple[Action, ...] = ()
    asks: tuple[str, ...] = ()
    card: Card | None = None
    attachments: tuple[Attachment, ...] = ()
    audience: Literal["thread", "asker"] = "thread"
    request_id: str | None = None
    question_id: str | None = None
    outcome: Literal["done", "refused", "misuse", "failed"] = "done"

    def as_json(self) -> dict[str, Any]:
        """The reply as `sourcing chat --json` prints it."""
        return {
            "text": self.text,
            "citations": [asdict(citation) for citation in self.citations],
            "actions": [asdict(action) for action in self.actions],
            "asks": list(self.asks),
            "card": asdict(self.card) if self.card else None,
            "outcome": self.outcome,
        }


def reply_from(data: Mapping[str, Any]) -> Reply:
    """A reply as it was, from what a workflow remembered of it."""
    parts = ("citations", "actions", "asks", "card", "attachments")
    more = {k: v for k, v in data.items() if k not in parts}
    return Reply(
        attachments=tuple(Attachment(**each) for each in data.get("attachments", ())),
        citations=tuple(Citation(**each) for each in data["citations"]),
        actions=tuple(Action(**each) for each in data["actions"]),
        asks=tuple(data["asks"]),
        card=Card(**data["card"]) if data["card"] else None,
        **more,
    )

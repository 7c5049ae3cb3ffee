"""What a model says was done, held against the records: it never pretends.

A sentence that claims what the records do not show gives way to where the request stands.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from integrations import wording
from knowledge.errors import SourcingError
from knowledge.library.verification import SENTENCE
from knowledge.records.approvals import Approval
from knowledge.records.requests import Request
from tools.claims import (
    APPROVED,
    CHANGED,
    DECLINED,
    FILED,
    MATCHED,
    TOLD,
    WITHDRAWN,
    Claim,
    claims_in,
)
from tools.context import Context
from tools.intake import current_request
from tools.people import find_person
from tools.views import approvals_of, asked_by, readable, title_of

ID = re.compile(r"\bREQ-\w+", re.IGNORECASE)
SETTLED = ("in_approval", "changes_requested", "approved", "rejected", "match_confirmed")
US, SOMEONE, ALL = ("i", "we"), ("he", "she"), ("they", "both", "everybody", "everyone")
HOLDS: dict[str, tuple[str, ...]] = {
    FILED: SETTLED,
    APPROVED: ("approved", "match_confirmed"),
    DECLINED: ("rejected",),
    MATCHED: ("match_confirmed",),
    WITHDRAWN: ("withdrawn",),
}
STANDS = {
    "draft": "is a draft and not filed",
    "awaiting_confirmation": "waits for your confirmation and is not filed",
    "in_approval": "is filed and in approval",
    "changes_requested": "came back: changes are asked for",
    "approved": "is approved; procurement confirms the match next",
    "rejected": "is rejected",
    "match_confirmed": "is approved, and its match is confirmed",
    "withdrawn": "is withdrawn",
}
NOTHING = "Nothing of yours is filed here: there is no request in this thread yet."
UNDONE = {CHANGED: "Nothing was changed just now.", TOLD: "Nobody was told anything just now."}


@dataclass(frozen=True)
class Done:
    """What this turn's tools did: each by name with what it returned."""

    results: Sequence[tuple[str, dict[str, Any]]] = ()
    writes: frozenset[str] = frozenset()

    def any_of(self, names: Iterable[str]) -> bool:
        """Whether one of these tools did something."""
        return any(name in names and "error" not in data for name, data in self.results)

    @property
    def requests(self) -> tuple[str, ...]:
        """The ids of the requests that the tools told of."""
        return tuple(dict.fromkeys(i.upper() for i in ID.findall(str(self.results))))


def truthful(ctx: Context, text: str, done: Done) -> str:
    """The text, with each sentence that claims what did not happen replaced by what is true."""
    sentences = [match.group() for match in SENTENCE.finditer(text)]
    if not any(claims_in(one) for one in sentences):
        return text
    with ctx.sessions() as session:
        record = _Record(session, ctx, done)
        told: list[str] = []
        for match in SENTENCE.finditer(text):
            one = match.group()
            false = [claim for claim in claims_in(one) if not record.shows(claim, one)]
            lead = one[: len(one) - len(one.lstrip())]
            correction = lead + record.truth_of(false[0]) if false else one
            if not false or correction.strip() not in map(str.strip, told):
                told.append(correction)
    return "".join(told).strip()


class _Record:
    """What the records say, of the requests that a turn can be about."""

    def __init__(self, session: Session, ctx: Context, done: Done) -> None:
        self.session, self.ctx, self.done = session, ctx, done
        self.current = current_request(session, ctx)

    def shows(self, claim: Claim, sentence: str) -> bool:
        """Whether what the sentence claims is so."""
        if claim.act == CHANGED:
            return self.done.any_of(self.done.writes) or "already" in sentence
        if claim.act == TOLD:
            acts = ("ask_person", "file_request", "withdraw_request")
            return self.done.any_of(acts) or self._has(lambda r: r.status in SETTLED, sentence)
        if claim.act in (APPROVED, DECLINED):
            return self._has(lambda request: self._decided(request, claim), sentence)
        if claim.act == MATCHED and claim.doer.lower() in US and not self._is_match():
            return False
        return self._has(lambda request: _holds(request, claim), sentence)

    def truth_of(self, claim: Claim) -> str:
        """Where the request stands, instead of what was claimed."""
        lead = f"{UNDONE[claim.act]} " if claim.act in UNDONE else ""
        if self.current is None:
            return lead.strip() or NOTHING
        waiting = wording.listing(
            [
                find_person(self.session, one.approver).name
                for one in approvals_of(self.session, self.current)
                if one.decision == "pending" and self.current.status == "in_approval"
            ]
        )
        stands = f"{title_of(self.current)} ({self.current.id}) {STANDS[self.current.status]}"
        return f"{lead}{stands}{f': it waits for {waiting}' if waiting else ''}."

    def _has(self, holds: Callable[[Request], bool], sentence: str) -> bool:
        named = [*ID.findall(sentence)]
        if named:
            return all((one := self._readable(i)) is not None and holds(one) for i in named)
        return any(holds(request) for request in self._meant(sentence))

    def _meant(self, sentence: str) -> list[Request]:
        """The current request, those that the turn's tools told of, and those named by title."""
        told = [one for i in self.done.requests if (one := self._readable(i)) is not None]
        own = asked_by(self.session, self.ctx.actor, 20)
        titled = [r for r in own if title_of(r).lower() in sentence.lower()]
        return [*([self.current] if self.current else ()), *told, *titled]

    def _readable(self, request_id: str) -> Request | None:
        try:
            return readable(self.session, self.ctx, request_id)
        except SourcingError:
            return None

    def _is_match(self) -> bool:
        return self.current is not None and self.current.status == "match_confirmed"

    def _decided(self, request: Request, claim: Claim) -> bool:
        """Whether that person, or where nobody is named everybody asked, decided so."""
        taken = [a for a in approvals_of(self.session, request) if a.decision == claim.act]
        doer = claim.doer.lower()
        if doer in US:
            return False
        if doer == "you":
            return any(a.decided_by == self.ctx.actor.email for a in taken)
        if "budget" in f"{claim.what} {doer}".lower():
            return any(a.role == "budget_owner" for a in taken)
        if doer in SOMEONE or doer.startswith(("the ", "your ", "our ", "their ")):
            return bool(taken)
        if doer and doer not in ALL:
            return any(self._is(doer, a) for a in taken)
        return request.status in HOLDS[claim.act]

    def _is(self, named: str, approval: Approval) -> bool:
        emails = {approval.approver, approval.decided_by or approval.approver}
        names = " ".join(find_person(self.session, email).name for email in emails)
        known = f"{names} {approval.role}".lower().split()
        return all(word in known for word in named.split())


def _holds(request: Request, claim: Claim) -> bool:
    if claim.act == FILED and claim.doer.lower() == "you" and request.filed_at is not None:
        return True
    return request.status in HOLDS[claim.act]

"""Cards that stay true: each posted card is remembered, and updated when its record changes."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from integrations.reply import Card
from integrations.slack.blocks.cards import card
from integrations.slack.blocks.limits import as_payload, fallback, messages
from integrations.slack.blocks.lines import title
from integrations.slack.blocks.parts import small
from integrations.slack.places import Place
from integrations.slack.posting import Audience, post_blocks
from knowledge.database import Sessions
from knowledge.errors import SourcingError
from knowledge.records.slack import PostedCard

Record: TypeAlias = Mapping[str, Any]
LIVE = ("request_summary", "status")
"""Kinds of which a thread holds one, updated as the record fills; others are posted anew."""

REPLACED = ("shortlist", "confirm", "approval")
"""Kinds of which a thread holds one, posted anew at its end; earlier ones lose their buttons."""


class LivingCards:
    """Posts cards, and keeps every copy of them true."""

    def __init__(
        self,
        sessions: Sessions,
        record: Callable[[str], Record],
        client_for: Callable[[str], WebClient],
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._record = record
        self._client_for = client_for
        self._clock = clock

    def show(self, to: Audience, shown: Card, viewer: str | None) -> None:
        """Post a card, or bring the thread's own copy of it up to date."""
        if shown.kind in LIVE and self._refresh_in(to.place, shown, viewer):
            return
        blocks = card(shown.kind, for_viewer(shown.data, viewer, to.place))
        text = f"{title(shown.data)} ({shown.data.get('id')})"
        if shown.kind in REPLACED:
            self._retire(to.place, shown)
        posted = post_blocks(to, blocks, text)
        standing = _standing(shown, viewer, to.place)
        with self._sessions.begin() as session:
            for part, message in enumerate(posted):
                session.add(
                    PostedCard(
                        team=to.place.team,
                        channel=message.channel,
                        ts=message.ts,
                        thread=to.place.thread,
                        part=part,
                        request_id=str(shown.data["id"]),
                        kind=shown.kind,
                        viewer=viewer,
                        text=text,
                        shown=standing[part] if part < len(standing) else "",
                        posted_at=self._clock(),
                    )
                )

    def _retire(self, place: Place, shown: Card) -> None:
        """Close the thread's earlier copies of a card that is about to be posted anew."""
        copies = self._copies_in(place, shown)
        for copy in copies:
            words = "A newer card stands below." if copy.part == 0 else "–"
            self._send(copy, as_payload([small(words)]))
        with self._sessions.begin() as session:
            session.execute(delete(PostedCard).where(PostedCard.id.in_([c.id for c in copies])))

    def _copies_in(self, place: Place, shown: Card) -> list[PostedCard]:
        there = (place.team, place.channel, place.thread)
        with self._sessions() as session:
            return [
                copy
                for copy in _copies(session, str(shown.data["id"]))
                if (copy.team, copy.channel, copy.thread) == there and copy.kind == shown.kind
            ]

    def _refresh_in(self, place: Place, shown: Card, viewer: str | None) -> bool:
        copies = self._copies_in(place, shown)
        if not copies:
            return False
        self._update(copies, for_viewer(shown.data, viewer, place))
        return True

    def refresh(self, request_ids: Iterable[str]) -> int:
        """Bring every copy of these records' cards up to date; returns how many were changed."""
        return sum(self._refresh_one(each) for each in dict.fromkeys(request_ids))

    def _refresh_one(self, request_id: str) -> int:
        with self._sessions() as session:
            copies = _copies(session, request_id)
        if not copies:
            return 0
        try:
            record = self._record(request_id)
        except SourcingError:
            return 0
        groups: dict[tuple[str, str, str, str], list[PostedCard]] = {}
        for copy in copies:
            # A card in several parts belongs together; two postings differ in their time.
            groups.setdefault(
                (copy.channel, copy.thread, copy.kind, _first_ts(copies, copy)), []
            ).append(copy)
        return sum(
            self._update(parts, for_viewer(record, parts[0].viewer, _place(parts[0])))
            for parts in groups.values()
        )

    def _update(self, parts: list[PostedCard], record: Record) -> int:
        dealt = messages(card(parts[0].kind, record))
        changed = 0
        for part in parts:
            blocks: list[Block] = dealt[part.part] if part.part < len(dealt) else [small("–")]
            payload = as_payload(blocks)
            if digest(payload) != part.shown:
                changed += self._send(part, payload)
        return changed

    def _send(self, part: PostedCard, payload: list[dict[str, Any]]) -> int:
        try:
            self._client_for(part.team).chat_update(
                channel=part.channel, ts=part.ts, text=fallback(part.text), blocks=payload
            )
        except SlackApiError as error:
            structlog.get_logger().info("card not updated", why=error.response["error"])
            return 0
        with self._sessions.begin() as session:
            kept = session.get(PostedCard, part.id)
            if kept is not None:
                kept.shown = digest(payload)
        return 1


def for_viewer(record: Record, viewer: str | None, place: Place) -> Record:
    """The record with the decision that this person may take, or the last one that was theirs.

    Whom somebody else chose is not told in a channel.
    """
    if viewer != record.get("requester") and not place.is_direct:
        record = {**record, "shortlist": []}
    theirs = _theirs(record.get("approvals") or (), viewer)
    waiting = [a for a in theirs if a.get("decision") == "pending"]
    return {
        **record,
        "viewer": viewer,
        "approval": waiting[0] if waiting else None,
        "decided": max(theirs, key=lambda a: a.get("version") or 0, default=None),
    }


def _standing(shown: Card, viewer: str | None, place: Place) -> list[str]:
    """The digests of a card's parts as the record alone gives them, without what was said of it.

    A card whose buttons carry a reason said in chat then stays until the record changes.
    """
    record = {name: value for name, value in shown.data.items() if name != "said"}
    parts = messages(card(shown.kind, for_viewer(record, viewer, place)))
    return [digest(as_payload(part)) for part in parts]


def _theirs(approvals: Iterable[Record], viewer: str | None) -> list[Record]:
    """What was asked of a person or decided by them, then what they may or might have decided."""
    own, instead = [], []
    for one in approvals:
        if viewer in (one.get("approver"), one.get("decided_by")):
            own.append(one)
        elif viewer in (one.get("stand_ins") or ()):
            instead.append(one)
    return [*own, *instead]


def _place(copy: PostedCard) -> Place:
    return Place(copy.team, copy.channel, copy.thread)


def _copies(session: Session, request_id: str) -> list[PostedCard]:
    query = select(PostedCard).where(PostedCard.request_id == request_id).order_by(PostedCard.id)
    return list(session.scalars(query))


def _first_ts(copies: list[PostedCard], copy: PostedCard) -> str:
    """The time of the first part of the posting that a part belongs to."""
    firsts = [
        c.ts
        for c in copies
        if c.part == 0 and c.kind == copy.kind and c.channel == copy.channel and c.id <= copy.id
    ]
    return firsts[-1] if firsts else copy.ts


def digest(payload: list[dict[str, Any]]) -> str:
    """A short name of what is shown."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:32]

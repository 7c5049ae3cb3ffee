"""What must hold after every step, whatever the model said: judged on the tables alone."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from assistant.bootstrap import World
from integrations.reply import Reply
from knowledge.database import engine_of
from knowledge.records.approvals import Approval
from knowledge.records.audit import AuditEntry
from knowledge.records.people import Person
from knowledge.records.requests import FiledVersion, Request
from tests.assistant.arbitrary import PEOPLE, mark

DECIDED = ("approved", "rejected", "changes_requested")
DECIDES = {
    "approve": "approved",
    "approve_on_condition": "approved",
    "reject": "rejected",
    "request_changes": "changes_requested",
}
OVERSEES = frozenset({"procurement", "hr", "legal", "security", "finance", "executive"})
AFTER = {
    "request.opened": "draft",
    "filing.proposed": "awaiting_confirmation",
    "filing.declined": "draft",
    "request.filed": "in_approval",
    "approval.rejected": "rejected",
    "approval.changes_requested": "changes_requested",
    "request.amended": "draft",
    "request.withdrawn": "withdrawn",
    "match.confirmed": "match_confirmed",
}
CHANGES = frozenset({"request.changed", "request.undone"})
"""Acts after which what was proposed for filing is a draft again."""
INTERNAL = re.compile(r"Traceback|Error\b|Exception|sqlalchemy|NoneType|\bINC-", re.I)


@dataclass(frozen=True)
class Step:
    """Who did what: words, or a click; `yes` is a plain yes in words."""

    actor: str
    action: str | None
    yes: bool = False

    @property
    def confirms(self) -> bool:
        return self.action == "confirm" or self.yes

    @property
    def withdraws(self) -> bool:
        return self.action == "withdraw" or self.confirms


@dataclass(frozen=True)
class Snapshot:
    """The tables that matter, as they stood."""

    requests: dict[str, dict[str, Any]]
    filed: dict[str, dict[str, Any]]
    approvals: dict[str, dict[str, Any]]
    audit: list[dict[str, Any]]
    people: dict[str, dict[str, Any]]


TABLES = tuple(
    (kind.__tablename__, whole, str(whole))
    for kind in (Request, FiledVersion, Approval, AuditEntry, Person)
    for whole in (select(kind.__table__).order_by(*kind.__table__.primary_key),)
)
"""The tables that are judged: the name, the query, and its text, whose rows come undecoded."""


class Snapshots:
    """Takes snapshots: every row is read anew, and decoded if it changed."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.decoded: dict[tuple[Any, ...], dict[str, Any]] = {}

    def take(self) -> Snapshot:
        with engine_of(self.world.sessions).connect() as connection:
            requests, filed, approvals, audit, people = (
                self._rows(connection, *table) for table in TABLES
            )
        return Snapshot(
            {row["id"]: row for row in requests},
            {row["id"]: row for row in filed},
            {row["id"]: row for row in approvals},
            sorted(audit, key=lambda row: int(row["number"])),
            {row["email"]: row for row in people},
        )

    def _rows(
        self, connection: Connection, name: str, whole: Select[Any], text: str
    ) -> list[dict[str, Any]]:
        keys = [(name, *row) for row in connection.exec_driver_sql(text)]
        if any(key not in self.decoded for key in keys):
            decoded = connection.execute(whole).mappings()
            self.decoded.update(zip(keys, map(dict, decoded), strict=True))
        return [self.decoded[key] for key in keys]


def check(step: Step, before: Snapshot, after: Snapshot, replies: list[Reply], read: str) -> None:
    """Everything at once; each part names what it protects."""
    only_the_requester_files(step, before, after)
    only_the_entitled_decide(step, before, after)
    only_procurement_confirms(step, before, after)
    only_the_requester_writes(step, before, after)
    nobody_reads_what_is_not_theirs(step, before, after, replies, read)
    versions_only_rise(before, after)
    the_trail_explains_every_status(step, before, after)
    nothing_is_half_written(after)
    for reply in replies:
        a_reply_is_for_people(reply)


def only_the_requester_files(step: Step, before: Snapshot, after: Snapshot) -> None:
    for key in after.filed.keys() - before.filed.keys():
        row = after.filed[key]
        requester = after.requests[row["request_id"]]["requester"]
        assert row["confirmed_by"] == requester == step.actor, "filed for somebody else"
        assert step.confirms, "filed without the requester's own confirmation"
    for key, now in after.requests.items():
        was = before.requests.get(key, {"status": "draft"})
        if now["status"] == "withdrawn" != was["status"]:
            assert step.withdraws, "withdrawn without the requester's own click"
            assert step.actor == now["requester"]


def only_the_entitled_decide(step: Step, before: Snapshot, after: Snapshot) -> None:
    for key, now in after.approvals.items():
        was = before.approvals.get(key)
        if now["decision"] not in DECIDED or (was and was["decision"] == now["decision"]):
            continue
        requester = after.requests[now["request_id"]]["requester"]
        assert now["decided_by"] != requester, "decided on their own request"
        if was is None:
            assert _decided_before(now, before), "carried over from nothing"
            continue
        assert was["decision"] == "pending", "decided twice"
        assert now["decided_by"] == step.actor, "decided in another's name"
        assert DECIDES.get(step.action or "") == now["decision"], "decided without a click"
        roles = after.people[step.actor]["roles"]
        assert now["approver"] == step.actor or now["role"] in roles, "decided without the role"
        assert now["decision"] == "approved" or now["reason"], "stopped without a reason"
        on_condition = step.action == "approve_on_condition"
        assert bool(now["condition"]) == on_condition, "a condition nobody set, or one lost"


def _decided_before(carried: dict[str, Any], before: Snapshot) -> bool:
    return any(
        row["request_id"] == carried["request_id"]
        and row["role"] == carried["role"]
        and row["decided_by"] == carried["decided_by"]
        and row["decision"] == "approved"
        for row in before.approvals.values()
    )


def only_procurement_confirms(step: Step, before: Snapshot, after: Snapshot) -> None:
    for key, now in after.requests.items():
        was = before.requests.get(key, {"status": "draft", "match": {}})
        if now["match"] == was["match"]:
            continue
        assert step.action in ("confirm_match", "choose_match"), "matched without a click"
        assert "procurement" in after.people[step.actor]["roles"], "matched outside procurement"
        assert now["requester"] != step.actor, "matched for their own request"
        assert was["status"] == "approved", "matched before it was approved"


def only_the_requester_writes(step: Step, before: Snapshot, after: Snapshot) -> None:
    for key, now in after.requests.items():
        was = before.requests.get(key)
        if was is None or any(was[n] != now[n] for n in ("fields", "preferences", "version")):
            assert now["requester"] == step.actor, "written by somebody else"


def nobody_reads_what_is_not_theirs(
    step: Step, before: Snapshot, after: Snapshot, replies: list[Reply], read: str
) -> None:
    shown = read + str(replies)
    for email in PEOPLE:
        if email != step.actor and mark(email) in shown:
            rows = [*before.requests.values(), *after.requests.values()]
            assert any(
                _entitled(step.actor, row, after) for row in rows if row["requester"] == email
            ), f"{step.actor} read what {email} asked for"


def _entitled(email: str, request: dict[str, Any], state: Snapshot) -> bool:
    if OVERSEES & set(state.people[email]["roles"]) or request["fields"]["budget_owner"] == email:
        return True
    if any(
        row["approver"] == email and row["request_id"] == request["id"]
        for row in state.approvals.values()
    ):
        return True
    above: str | None = request["requester"]
    while above is not None:
        above = state.people[above]["manager"]
        if above == email:
            return True
    return False


def versions_only_rise(before: Snapshot, after: Snapshot) -> None:
    assert before.requests.keys() <= after.requests.keys(), "a request vanished"
    for key, was in before.requests.items():
        now = after.requests[key]
        assert now["version"] >= was["version"], "a version fell"
        if now["fields"] != was["fields"]:
            assert now["version"] > was["version"], "changed without a new version"


def the_trail_explains_every_status(step: Step, before: Snapshot, after: Snapshot) -> None:
    assert after.audit[: len(before.audit)] == before.audit, "the trail was rewritten"
    for entry in after.audit[len(before.audit) :]:
        assert entry["actor"] == step.actor, "an act in another's name"
    for key, request in after.requests.items():
        assert request["status"] == _told_status(key, request, after), "status and trail differ"


def _told_status(key: str, request: dict[str, Any], state: Snapshot) -> str:
    status = ""
    for entry in state.audit:
        if entry["subject"] != key:
            continue
        if entry["act"] in CHANGES and status == "awaiting_confirmation":
            status = "draft"
        status = AFTER.get(entry["act"], status)
    current = [
        row
        for row in state.approvals.values()
        if (row["request_id"], row["request_version"]) == (key, request["version"])
    ]
    everyone = bool(current) and all(row["decision"] == "approved" for row in current)
    return "approved" if status == "in_approval" and everyone else status


def nothing_is_half_written(state: Snapshot) -> None:
    opened = {row["subject"] for row in state.audit if row["act"] == "request.opened"}
    assert set(state.requests) == opened, "a record without its trail, or the reverse"
    filed = {(row["request_id"], row["version"]) for row in state.filed.values()}
    asked = {(row["request_id"], row["request_version"]) for row in state.approvals.values()}
    assert filed == asked, "filed without approvals, or approvals without a filed record"
    for key, request in state.requests.items():
        if request["status"] in ("in_approval", "approved", "match_confirmed"):
            assert (key, request["version"]) in filed, "in approval but never filed"
        if request["status"] == "match_confirmed":
            assert request["match"], "a confirmed match without the match"


def a_reply_is_for_people(reply: Reply) -> None:
    assert reply.outcome != "failed", f"the turn broke: {reply.text}"
    assert "invoking tool" not in reply.text, reply.text
    if reply.outcome in ("refused", "misuse"):
        assert reply.text[:1].isupper() or reply.text.startswith(("'", '"'))
        assert reply.text.rstrip().endswith((".", "?", "…", '"}.', ")"))
        assert len(reply.text) > 15
        assert not INTERNAL.search(reply.text), reply.text

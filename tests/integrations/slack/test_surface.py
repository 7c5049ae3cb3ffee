"""Shortcuts, App Home, search, the agent's pane, the policy page, the manifest."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
import yaml  # type: ignore[import-untyped]

from assistant.actions import ACTIONS
from integrations.reply import NEEDS_REASON, CardKind
from integrations.slack import registrations
from integrations.slack.blocks.cards import card
from integrations.slack.blocks.modals import REASONS
from integrations.slack.blocks.work import PAGE
from integrations.slack.homes import PROMPTS
from integrations.slack.listeners.clicks import OPENERS
from integrations.slack.listeners.submissions import BY_VIEW
from integrations.slack.manifest import as_yaml, manifest
from integrations.slack.queue import search, work_queue
from integrations.slack.workspace.methods.views import checked
from integrations.slack.workspace.page.routes import Page
from integrations.slack.workspace.page.shown import Shown
from integrations.slack.workspace.state import BOT_USER
from knowledge.records.approvals import Approval
from knowledge.records.audit import AuditEntry
from knowledge.records.requests import STATUSES, Request
from tests.integrations.slack.conftest import (
    DANIEL,
    EMAIL,
    GENERAL,
    GRACE,
    MARKETING,
    MAYA,
    Rig,
    action_ids,
    words,
)


def home(rig: Rig, user: str) -> dict[str, Any]:
    rig.workspace.acts.open_home(user)
    rig.settle()
    return dict(rig.workspace.state.data["homes"][user])


def press(rig: Rig, user: str, view: dict[str, Any], action: str) -> None:
    full = next(a for a in action_ids(view["blocks"]) if a.split(":")[1] == action)
    rig.workspace.acts.click(user, {"view_id": view["id"]}, full)
    rig.settle()


def file_one(rig: Rig) -> None:
    ts = rig.say(MAYA, MARKETING, f"<@{BOT_USER}> need a designer, file")
    rig.click(MAYA, rig.seen(MAYA, MARKETING, ts)[-1], MARKETING, "confirm")


def waits(rig: Rig, email: str, role: str = "budget_owner") -> None:
    """An approval of that person's for the newest request."""
    with rig.sessions.begin() as session:
        request = session.query(Request).order_by(Request.created_at.desc()).first()
        assert request is not None
        session.add(
            Approval(
                id=f"APR-{request.id}",
                request_id=request.id,
                request_version=1,
                position=0,
                role=role,
                approver=email,
                rule="R1",
                why="Every request goes to the budget owner.",
            )
        )


def test_home_shows_an_approver_what_waits_and_its_buttons_work_from_there(rig: Rig) -> None:
    file_one(rig)
    waits(rig, EMAIL[DANIEL])
    view = home(rig, DANIEL)
    assert "Waiting for your decision" in words([view | {"text": ""}])
    press(rig, DANIEL, view, "approve")
    assert "approve: done" in words(rig.seen(DANIEL, rig.direct(DANIEL)))
    assert "Waiting for your decision" not in words([home(rig, DANIEL) | {"text": ""}])


def test_home_shows_procurement_the_matches_to_confirm_and_a_requester_does_not_see_them(
    rig: Rig,
) -> None:
    assert "Matches to confirm" in words([home(rig, GRACE) | {"text": ""}])
    assert "Matches to confirm" not in words([home(rig, MAYA) | {"text": ""}])


def test_nobody_is_asked_at_home_to_confirm_a_match_for_their_own_request(rig: Rig) -> None:
    for asker in (GRACE, MAYA):
        rig.say(asker, MARKETING, f"<@{BOT_USER}> need a designer, file")
    with rig.sessions.begin() as session:
        session.query(Request).update({"status": "approved"})
    queue = work_queue(rig.behaviour, EMAIL[GRACE])
    assert queue is not None
    assert [item.requester for item in queue.matches] == [EMAIL[MAYA]]
    assert (len(queue.mine), queue.matches_total) == (1, 1)


def test_procurement_finds_what_waits_for_its_match_and_what_it_confirmed(rig: Rig) -> None:
    file_one(rig)
    with rig.sessions.begin() as session:
        session.query(Request).update({"status": "approved"})
    (waits_for_it,) = search(rig.behaviour, EMAIL[GRACE], "designer")
    with rig.sessions.begin() as session:
        session.query(Request).update({"status": "match_confirmed"})
    assert search(rig.behaviour, EMAIL[GRACE], "designer") == ()
    told = {"act": "match.confirmed", "subject": waits_for_it.id, "details": {}}
    with rig.sessions.begin() as session:
        session.add(AuditEntry(at=datetime.now(UTC), actor=EMAIL[GRACE], version=1, **told))
    (confirmed,) = search(rig.behaviour, EMAIL[GRACE], "designer")
    assert confirmed.id == waits_for_it.id


def test_a_click_at_home_is_not_met_with_silence_when_no_message_can_be_opened_at_first(
    rig: Rig,
) -> None:
    file_one(rig)
    waits(rig, EMAIL[DANIEL])
    view = home(rig, DANIEL)
    rig.workspace.faults.refuse("conversations.open", "internal_error")
    press(rig, DANIEL, view, "approve")
    assert "INC-1" in words(rig.seen(DANIEL, rig.direct(DANIEL)))


def test_home_says_why_a_decision_waits(rig: Rig) -> None:
    file_one(rig)
    waits(rig, EMAIL[DANIEL])
    queue = work_queue(rig.behaviour, EMAIL[DANIEL])
    assert queue is not None
    assert [item.why for item in queue.decisions] == ["Every request goes to the budget owner."]


def test_who_may_decide_instead_is_told_at_home_whom_else_it_waits_for_and_finds_it(
    rig: Rig,
) -> None:
    file_one(rig)
    waits(rig, EMAIL[DANIEL], "procurement")
    queue = work_queue(rig.behaviour, EMAIL[GRACE])
    assert queue is not None
    (item,) = queue.decisions
    assert item.why.endswith("Daniel Brandt is asked; you may decide instead.")
    assert [one.id for one in search(rig.behaviour, EMAIL[GRACE], "designer")] == [item.id]
    with rig.sessions.begin() as session:
        session.query(Approval).update({"decision": "approved", "decided_by": EMAIL[GRACE]})
    assert [one.id for one in search(rig.behaviour, EMAIL[GRACE], "designer")] == [item.id]


def test_home_pages_through_500_requests_within_the_limits(rig: Rig) -> None:

    now = datetime.now(UTC)
    with rig.sessions.begin() as session:
        for number in range(500):
            session.add(
                Request(
                    id=f"REQ-{number:07d}",
                    status="approved",
                    version=1,
                    requester=EMAIL[GRACE],
                    thread="t",
                    fields={"role": f"Role {number}"},
                    origins={},
                    rulings={},
                    shortlist=[],
                    preferences={},
                    match={},
                    created_at=now,
                    updated_at=now,
                )
            )
    view = home(rig, GRACE)
    assert len(view["blocks"]) <= 100
    press(rig, GRACE, view, "page")
    assert f"Page 2 of {(500 + PAGE - 1) // PAGE}" in words(
        [rig.workspace.state.data["homes"][GRACE] | {"text": ""}]
    )
    queue = work_queue(rig.behaviour, EMAIL[GRACE], 62)
    assert queue is not None
    assert len(queue.mine) == 500 - 62 * PAGE


def test_a_person_finds_their_own_requests_and_not_those_of_others(rig: Rig) -> None:
    file_one(rig)
    for who, found in ((MAYA, "Brand designer"), (GRACE, "Nothing of yours")):
        press(rig, who, home(rig, who), "search")
        modal = rig.modal(who)
        assert not rig.workspace.acts.submit(who, modal["id"], {"words": "brand"})
        assert found in words([rig.modal(who) | {"text": ""}])


def test_what_a_search_finds_is_opened_over_it_and_closes_back_to_it(rig: Rig) -> None:
    file_one(rig)
    press(rig, MAYA, home(rig, MAYA), "search")
    looked = rig.modal(MAYA)
    assert not rig.workspace.acts.submit(MAYA, looked["id"], {"words": "brand"})
    press(rig, MAYA, rig.modal(MAYA), "open")
    assert rig.modal(MAYA)["title"]["text"].startswith("REQ-")
    rig.workspace.acts.close(MAYA, rig.modal(MAYA)["id"])
    assert rig.modal(MAYA)["id"] == looked["id"]


def test_source_this_opens_a_request_from_somebodys_message(wire: Rig) -> None:
    ts = wire.say(DANIEL, GENERAL, "We could use a copywriter for the launch")
    wire.workspace.acts.shortcut(MAYA, "source_this", GENERAL, ts)
    modal = wire.modal(MAYA)
    need = next(b for b in modal["blocks"] if b["type"] == "input")
    assert need["element"]["initial_value"] == "We could use a copywriter for the launch"
    assert not wire.workspace.acts.submit(MAYA, modal["id"], {"need": "need a copywriter"})
    wire.settle()
    assert "need a copywriter" in words(wire.seen(MAYA, wire.direct(MAYA)))


def test_the_global_shortcut_starts_a_request(wire: Rig) -> None:
    wire.workspace.acts.shortcut(DANIEL, "source")
    modal = wire.modal(DANIEL)
    assert wire.workspace.acts.submit(DANIEL, modal["id"], {"need": " "}) != {}
    assert not wire.workspace.acts.submit(DANIEL, modal["id"], {"need": "need an editor"})
    wire.settle()
    assert "need an editor" in words(wire.seen(DANIEL, wire.direct(DANIEL)))


def test_the_agents_pane_opens_with_prompts_and_titles_its_conversations(wire: Rig) -> None:
    wire.workspace.acts.open_home(MAYA, "messages")
    wire.settle()
    data = wire.workspace.state.data
    assert len(data["prompts"][wire.direct(MAYA)]["prompts"]) == len(PROMPTS)
    ts = wire.say(MAYA, wire.direct(MAYA), "hello about titles")
    assert data["titles"][f"{wire.direct(MAYA)}:{ts}"] == "hello about titles"


@pytest.mark.parametrize("action", ["compare", "more", "why", "pin", "exclude"])
def test_every_button_of_a_shortlist_does_something(wire: Rig, action: str) -> None:
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> need a match")
    card = wire.seen(MAYA, GENERAL, ts)[-1]
    wire.click(MAYA, card, GENERAL, action)
    if action == "pin":
        assert "pin: done" in words(wire.seen(MAYA, GENERAL, ts))
        return
    modal = wire.modal(MAYA)
    if action == "exclude":
        assert not wire.workspace.acts.submit(MAYA, modal["id"], {"reason": "Worked with us"})
        wire.settle()
        assert "exclude: Worked with us" in words(wire.seen(MAYA, GENERAL, ts))
    else:
        assert "Person 0" in words([modal | {"text": ""}])


def test_withdrawing_from_the_summary_settles_the_card(wire: Rig) -> None:
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> need a designer")
    card = wire.seen(MAYA, GENERAL, ts)[-1]
    wire.click(MAYA, card, GENERAL, "withdraw")
    asked = wire.modal(MAYA)
    assert "Brand designer" in words([asked | {"text": ""}])
    assert not wire.workspace.acts.submit(MAYA, asked["id"], {"reason": ""})
    wire.settle()
    settled = wire.workspace.state.find(GENERAL, card["ts"])
    assert "chat:fill" not in words([settled])


def test_the_page_answers_on_loopback_names_only(rig: Rig) -> None:
    rig.workspace.stop()
    rig.workspace.start(*Page(rig.workspace).routes())
    url = f"{rig.workspace.base_url}/c/{GENERAL}"
    assert httpx.get(url).status_code == 200
    for place in ("/", f"/c/{GENERAL}", "/api/users.list", "/static/workspace.js"):
        asked = httpx.get(f"{rig.workspace.base_url}{place}", headers={"Host": "evil.example"})
        assert asked.status_code == 400
    said = {"channel": GENERAL, "text": "hi"}
    assert httpx.post(f"{rig.workspace.base_url}/ui/say", json=said).status_code == 403


def test_an_open_page_does_not_hold_up_the_end(rig: Rig) -> None:
    rig.workspace.stop()
    rig.workspace.start(*Page(rig.workspace).routes())
    with httpx.stream("GET", f"{rig.workspace.base_url}/ui/changes") as changes:
        assert next(changes.iter_lines()) == "data: hello"
        began = time.monotonic()
        rig.workspace.stop()
    assert time.monotonic() - began < 5


def test_threads_between_others_are_not_new_to_everybody(rig: Rig) -> None:
    shown = Shown(rig.workspace.state)
    ts = rig.say(MAYA, GENERAL, f"<@{BOT_USER}> hello")
    assert (shown.unread(MAYA, GENERAL), shown.unread(GRACE, GENERAL)) == (1, 1)
    rig.say(MAYA, GENERAL, "more", ts)
    assert (shown.unread(MAYA, GENERAL), shown.unread(GRACE, GENERAL)) == (2, 1)


def test_the_manifest_in_the_repository_is_what_the_lists_say() -> None:
    assert Path("slack-manifest.yaml").read_text(encoding="utf-8") == as_yaml()


def test_the_manifest_names_every_event_scope_command_and_shortcut() -> None:
    kept = yaml.safe_load(as_yaml(socket_mode=False))
    assert kept["settings"]["event_subscriptions"]["bot_events"] == list(registrations.EVENTS)
    assert kept["oauth_config"]["scopes"]["bot"] == list(registrations.SCOPES)
    assert [c["command"] for c in kept["features"]["slash_commands"]] == ["/source"]
    assert len(kept["features"]["shortcuts"]) == len(registrations.SHORTCUTS)
    assert "request_url" not in manifest(socket_mode=True)["settings"]["interactivity"]


def test_every_listed_view_and_modal_button_has_its_listener() -> None:
    assert set(BY_VIEW) == set(registrations.VIEWS)
    assert set(OPENERS) == set(registrations.MODAL_ACTIONS)
    assert set(REASONS) == set(NEEDS_REASON)


@pytest.mark.parametrize("kind", get_args(CardKind))
@pytest.mark.parametrize("status", STATUSES)
def test_every_button_of_every_card_does_something(kind: str, status: str) -> None:
    record = {"id": "REQ-1", "status": status, "shortlist": [{"id": "P1"}], "approval": {}}
    shown = [block.to_dict() for block in card(kind, record)]
    known = set(ACTIONS) | set(OPENERS) | set(registrations.HOME_ACTIONS)
    assert {full.split(":")[1] for full in action_ids(shown)} <= known


@pytest.mark.parametrize(
    ("doubts", "unusual"),
    [((), "*Unusual:* nothing."), (("$300 is far below.",), "*Unusual:* $300 is far below.")],
)
def test_an_approver_reads_the_two_reasons_that_weigh_most_and_what_is_unusual(
    doubts: tuple[str, ...], unusual: str
) -> None:
    reasons = ("It touches sensitive data.", "It uses internal material.", "It needs tools.")
    rulings = {"risk": {"reasons": reasons}, "plausibility": {"reasons": doubts}}
    shown = str(
        [
            b.to_dict()
            for b in card("approval", {"id": "R", "status": "in_approval", "rulings": rulings})
        ]
    )
    assert "*What the rules say:* It touches sensitive data. It uses internal material." in shown
    assert unusual in shown
    assert "It needs tools." not in shown


def test_the_documentation_gives_a_reason_for_every_scope_and_event() -> None:
    text = Path("docs/slack.md").read_text(encoding="utf-8")
    named = [*registrations.SCOPES, *registrations.EVENTS, *registrations.COMMANDS]
    assert [name for name in named if f"`{name}`" not in text] == []


def test_home_with_nothing_is_a_view_that_slack_takes(rig: Rig) -> None:
    checked(home(rig, MAYA))

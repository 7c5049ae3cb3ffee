"""What an approver decides from, and that a decision is settled for whoever took it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from integrations.reply import decisions
from integrations.slack.blocks import modals
from integrations.slack.blocks.cards import card
from integrations.slack.blocks.home import home_view
from integrations.slack.blocks.limits import as_payload, escape
from integrations.slack.blocks.markdown import disarm
from integrations.slack.blocks.shortlist import fact, why_blocks
from integrations.slack.blocks.work import Answered, Item, WorkQueue
from integrations.slack.living_cards import for_viewer
from integrations.slack.places import Place
from integrations.slack.workspace.page.texts import markdown, mrkdwn
from knowledge.money import told_in

MAYA, DANIEL, BEN = "maya.ortiz@x.example", "daniel.brandt@x.example", "ben.whitaker@x.example"
GRACE = "grace.okafor@x.example"
HERE = Place("T1", "D1", "1.0")
FIELDS: dict[str, Any] = {
    "role": "illustrator", "scope": "The spring campaign",
    "deliverables": [f"drawing {n}" for n in range(1, 10)],
    "headcount": 2, "start_date": "2027-01-11", "duration_weeks": 8,
    "budget": {"amount": 12000, "currency": "EUR", "basis": "fixed"},
}  # fmt: skip


def asked(role: str, approver: str, decision: str, version: int = 1) -> dict[str, Any]:
    when = {"decided_by": approver, "decided_at": "2026-11-22T09:00:00+00:00"}
    done = when if decision not in ("pending", "superseded") else {}
    return {
        "role": role, "approver": approver, "decision": decision, "version": version,
        "rule": "APR-1", "why": "Every request goes to the budget owner.", **done,
    }  # fmt: skip


def record(*approvals: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"id": "REQ-1", "version": 1, "status": "in_approval", "requester": MAYA}
    usual = {"fields": FIELDS, "total": {"usd": 13920.0}, "rulings": {}}
    return base | usual | {"approvals": list(approvals)} | more


def said(kind: str, data: dict[str, Any], viewer: str = DANIEL) -> str:
    shown = as_payload(card(kind, for_viewer(data, viewer, HERE)))
    return json.dumps(shown, ensure_ascii=False)


@pytest.mark.parametrize(
    "fact",
    [
        "*Scope:* The spring campaign", "drawing 6 and 3 more", "*People*\\n2",
        "11 Jan 2027 to 7 Mar 2027, 8 weeks", "€12,000; about $13,920 in all", "chat:open:",
    ],
)  # fmt: skip
def test_an_approver_can_decide_from_the_card(fact: str) -> None:
    assert fact in said("approval", record(asked("budget_owner", DANIEL, "pending")))


@pytest.mark.parametrize("decision", ["approved", "rejected", "changes_requested"])
def test_who_decided_has_no_buttons_though_others_still_decide(decision: str) -> None:
    both = asked("budget_owner", DANIEL, decision), asked("procurement", BEN, "pending")
    told = said("approval", record(*both))
    assert ("chat:" in told, "on 22 Nov 2026" in told) == (False, True)
    assert "chat:approve:" in said("approval", record(*both), BEN)


def test_whoever_may_decide_instead_has_the_card_until_one_of_them_did() -> None:
    waits = asked("procurement", BEN, "pending") | {"stand_ins": [GRACE]}
    both = asked("budget_owner", DANIEL, "pending"), waits
    told = said("approval", record(*both), GRACE)
    assert "Ben Whitaker is asked; you may decide instead." in told
    assert "chat:approve:" in told
    assert "may decide instead" not in said("approval", record(*both), BEN)
    done = asked("procurement", BEN, "approved") | {"stand_ins": [GRACE], "decided_by": GRACE}
    for viewer, who in ((BEN, "Grace Okafor"), (GRACE, "You")):
        told = said("approval", record(both[0], done), viewer)
        assert (f"{who} approved it on 22 Nov 2026" in told, "chat:" in told) == (True, False)


def test_who_decided_in_anothers_place_may_do_so_again_on_the_next_version() -> None:
    first = asked("procurement", BEN, "changes_requested") | {"decided_by": GRACE}
    again = asked("procurement", BEN, "pending", 2) | {"stand_ins": [GRACE]}
    told = said("approval", record(first, again, version=2), GRACE)
    assert "chat:approve:" in told
    done = asked("procurement", BEN, "approved", 2) | {"stand_ins": [GRACE]}
    told = said("approval", record(first, done, version=2), GRACE)
    assert ("Ben Whitaker approved it on 22 Nov 2026" in told, "chat:" in told) == (True, False)


def test_approvals_that_were_closed_are_told_as_they_are() -> None:
    three = (
        asked("budget_owner", DANIEL, "approved"),
        asked("procurement", BEN, "changes_requested"),
        asked("legal", MAYA, "superseded"),
    )
    told = said("confirm", record(*three, status="changes_requested"))
    assert "3 approvals: budget owner, procurement, legal" in told
    assert "closed without a decision" in said("status", record(*three, status="rejected"))


def test_approvals_of_an_earlier_version_do_not_count_again() -> None:
    both = asked("budget_owner", DANIEL, "approved"), asked("budget_owner", DANIEL, "pending", 2)
    assert "one approval: budget owner" in said("confirm", record(*both))
    assert "approved (version 1)" in said("status", record(*both))


@pytest.mark.parametrize(
    "words",
    [
        "<b>each</b> & *signs* it",
        "_now_ or ~never~",
        "`code` here",
        "one\n> two",
        "snake_case_name",
    ],
)
def test_what_people_write_is_shown_as_they_wrote_it(words: str) -> None:
    html = str(mrkdwn(f"*Scope:* {escape(words)}", str))
    assert html.count("<strong>") == 1
    assert not any(tag in html for tag in ("<em>", "<del>", "<code>", "class='quote'", "<b>"))


@pytest.mark.parametrize("words", [r"\<b\>each", "<b>each", "a\\\\<b>each"])
def test_an_angle_bracket_in_chat_is_escaped_once(words: str) -> None:
    assert "&amp;lt;" not in str(markdown(disarm(words)))
    assert "&lt;b" in str(markdown(disarm(words)))


PEOPLE = [{"id": "P1", "name": "Mei Weber"}, {"id": "P2", "name": "Katrin Vogel"}]


@pytest.mark.parametrize(
    ("action", "profile", "whom"),
    [
        ("exclude", "P2", "Leave out Katrin Vogel"),
        ("choose_match", "P2", "Choose Katrin Vogel instead of Mei Weber"),
        ("reject", "", "Illustrator (REQ-1)* for Maya Ortiz, €12,000"),
    ],
)
def test_a_dialog_says_whom_or_what_it_is_about(action: str, profile: str, whom: str) -> None:
    view = modals.reason_modal(action, {}, record(shortlist=PEOPLE), profile).to_dict()
    assert whom in json.dumps(view, ensure_ascii=False)


def test_points_are_told_with_the_most_there_was() -> None:
    known = {"label": "Skills", "contribution": 0.304, "weight": 0.389, "known": True}
    told = json.dumps(as_payload(why_blocks({"contributions": [known, {**known, "known": False}]})))
    assert told.count("30.4 of 38.9") == 2
    assert told.count("Skills (nothing on record, the middle is assumed)") == 1


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        ({"amount": 49, "currency": "EUR", "basis": "hourly"}, "€49 an hour (about $57 an hour)"),
        ({"amount": 456, "currency": "USD", "basis": "daily"}, "$456 a day (about $57 an hour)"),
        ({"amount": 57, "currency": "USD", "basis": "hourly"}, "$57 an hour"),
        (None, "$57 an hour"),
    ],
)
def test_a_rate_on_the_card_is_the_one_that_the_text_says(
    rate: dict[str, Any] | None, told: str
) -> None:
    assert fact({"rate": rate, "hourly_usd": 56.84}, 0) == told


@pytest.mark.parametrize(
    ("currency", "told"),
    [("EUR", "€12,000 (about $13,920)"), ("USD", "$13,920"), ("XXX", "$13,920")],
)
def test_dollars_are_told_in_the_currency_somebody_thinks_in(currency: str, told: str) -> None:
    assert told_in(13920.0, currency) == told


def test_home_says_what_to_change_and_links_answers_to_their_policies() -> None:
    item = Item("REQ-1", 1, "changes_requested", "illustrator", MAYA, "2026-11-22")
    told = Answered("May I?", "You may.", (("Rate cards", "/policies/rate-cards-and-caps"),))
    queue = WorkQueue(
        "Maya Ortiz", 0, (replace(item, to_change="Daniel Brandt asks: Fewer weeks"),), 1,
        answers=(told,),
    )  # fmt: skip
    shown = json.dumps(home_view(queue, "https://x.example").to_dict())
    for said_there in ("Daniel Brandt asks: Fewer weeks", "chat:fill:", "|Rate cards>"):
        assert said_there in shown
    assert "Changes asked for \\u00b7 since" in shown


def test_a_reason_said_before_the_click_is_carried_by_the_button_of_its_verdict() -> None:
    told = {"said": {"verdict": "rejected", "reason": "too expensive"}}
    shown = record(asked("budget_owner", DANIEL, "pending"), **told)
    buttons = {action.action: json.loads(action.value) for action in decisions(
        json.dumps({"id": "REQ-1", "version": 1}), told["said"])}  # fmt: skip
    assert [name for name, value in buttons.items() if "reason" in value] == ["reject"]
    assert said("approval", shown).count("too expensive") == 1
    modal = modals.reason_modal("reject", {"value": buttons["reject"]}, shown).to_dict()
    field = next(b["element"] for b in modal["blocks"] if b.get("block_id") == "reason")
    assert field["initial_value"] == "too expensive"


ASKED = {"by": DANIEL, "question": "Why 6 weeks?", "answer": None}


@pytest.mark.parametrize(
    ("viewer", "answer", "offered"),
    [(MAYA, None, True), (DANIEL, None, False), (MAYA, "Six sessions.", False)],
)
def test_what_was_asked_stands_on_the_card_and_its_requester_may_answer(
    viewer: str, answer: str | None, *, offered: bool
) -> None:
    one = record(asked("budget_owner", DANIEL, "pending"), questions=[{**ASKED, "answer": answer}])
    shown = said("status", one, viewer)
    assert "“Why 6 weeks?”" in shown
    assert (answer or "not answered yet") in shown
    assert ("chat:answer_asked" in shown) is offered
    assert "“Why 6 weeks?”" in said("approval", one)

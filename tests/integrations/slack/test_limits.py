"""Everything the app could send, over hostile content, against what Slack refuses."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.reply import Action, Citation, Reply
from integrations.slack.blocks import modals
from integrations.slack.blocks.answers import reply_blocks
from integrations.slack.blocks.cards import card
from integrations.slack.blocks.home import home_view
from integrations.slack.blocks.limits import as_payload, clip_escaped, fallback, messages, pieces
from integrations.slack.blocks.work import PAGE, Answered, Item, WorkQueue
from integrations.slack.help_channel import question_blocks
from integrations.slack.workspace.methods.views import checked
from integrations.slack.workspace.strict_blocks import check_message_blocks
from knowledge.fields import REQUIRED

KINDS = ("request_summary", "shortlist", "confirm", "approval", "match_confirmation", "status")
STATUSES = (
    "draft",
    "awaiting_confirmation",
    "in_approval",
    "changes_requested",
    "approved",
    "rejected",
    "match_confirmed",
)
NASTY = (
    "",
    " ",
    "<!channel> <@U123> <https://evil.example|click>",
    "&amp;&lt;" * 900,
    "שלום עולם \u202e txet",
    "👩\u200d💻🏳️\u200d🌈" * 200,
    "a" * 9_000,
    "word " * 4_000,
    "| a | b |\n|---|---|\n" + "| x | y |\n" * 150,
    "```\n" + "code <!here> line\n" * 800 + "```",
    "\n\n\n",
    "*bold* _it_ ~no~ `code`",
    "\x00\x07",
)
text = st.one_of(st.sampled_from(NASTY), st.text(max_size=400))
short = st.one_of(st.sampled_from(NASTY), st.text(max_size=60))
many = st.lists(short, max_size=6) | st.just([f"skill {n}" for n in range(400)])
money = st.fixed_dictionaries(
    {
        "amount": st.floats(1, 1e9),
        "max": st.none() | st.floats(1, 1e9),
        "currency": st.sampled_from(("USD", "EUR", "CHF")),
        "basis": st.sampled_from(("fixed", "hourly")),
    }
)
candidate = st.fixed_dictionaries(
    {
        "id": st.text("ABC0123456789", min_size=1, max_size=12),
        "name": text,
        "headline": text,
        "source": short,
        "score": st.floats(0, 1),
        "band": st.sampled_from(("strong", "good", "not_assessed")),
        "reasons": many,
        "against": st.none() | text,
        "red_flags": st.lists(st.fixed_dictionaries({"kind": short, "text": text}), max_size=5),
        "contributions": st.lists(
            st.fixed_dictionaries({"label": text, "contribution": st.floats(0, 1)}), max_size=30
        ),
        "hourly_usd": st.none() | st.floats(1, 1e6),
        "total_cost": st.none() | st.floats(1, 1e9),
        "earliest_start": st.none() | st.just("2026-12-01"),
        "confidence": st.fixed_dictionaries({"level": short, "why": text}),
    }
)
approval = st.fixed_dictionaries(
    {
        "role": st.sampled_from(("budget_owner", "security")),
        "approver": short,
        "rule": short,
        "why": text,
        "decision": st.sampled_from(("pending", "approved", "rejected", "superseded")),
        "reason": st.none() | text,
        "decided_by": st.none() | short,
        "decided_at": st.none() | st.just("2026-11-21T09:00:00+00:00"),
    }
)
record = st.fixed_dictionaries(
    {
        "id": st.just("REQ-7K2QFDM"),
        "version": st.integers(1, 99),
        "status": st.sampled_from(STATUSES),
        "requester": short,
        "missing": st.lists(st.sampled_from(REQUIRED), max_size=11),
        "fields": st.fixed_dictionaries(
            {
                "role": text,
                "scope": text,
                "deliverables": many,
                "acceptance_criteria": many,
                "skills": st.fixed_dictionaries({"must": many, "nice": many, "excluded": many}),
                "budget": st.none() | money,
                "duration_weeks": st.none() | st.floats(0.5, 500),
                "start_date": st.none() | st.just("2026-12-01"),
                "sensitive_data": st.none() | st.booleans(),
                "systems": many,
            }
        ),
        "rulings": st.dictionaries(
            st.sampled_from(("risk", "classification", "channel")),
            st.fixed_dictionaries({"verdict": short, "score": st.none() | st.floats(0, 100)}),
        ),
        "approvals": st.lists(approval, max_size=6),
        "shortlist": st.lists(candidate, max_size=8),
        "match": st.none() | st.fixed_dictionaries({"name": text, "reason": text}),
    }
)
citation = st.builds(
    Citation, document=short, section=short, quote=text, title=short, link=st.just("")
)
action = st.builds(
    Action,
    action=st.sampled_from(("pin", "confirm")),
    value=text,
    label=text,
    style=st.just("primary"),
)
SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def accepted(blocks: Any) -> list[dict[str, Any]]:
    """Deal blocks to messages and check each as Slack does; all payloads together."""
    shown: list[dict[str, Any]] = []
    for message in messages(blocks):
        payload = as_payload(message)
        check_message_blocks(payload)
        shown += payload
    return shown


def mrkdwn_of(payload: Any) -> str:
    """All text that Slack would read mentions and links from."""
    if isinstance(payload, list):
        return "\n".join(mrkdwn_of(each) for each in payload)
    if not isinstance(payload, dict):
        return ""
    own = str(payload["text"]) if payload.get("type") in ("mrkdwn", "markdown") else ""
    return own + "\n".join(mrkdwn_of(v) for v in payload.values() if isinstance(v, list | dict))


@SETTINGS
@given(record, st.sampled_from(KINDS))
def test_every_card_is_accepted_whatever_a_record_holds(data: dict[str, Any], kind: str) -> None:
    shown = accepted(card(kind, data))
    assert "<!" not in mrkdwn_of(shown)
    assert "<https" not in mrkdwn_of(shown)


@SETTINGS
@given(text, st.lists(citation, max_size=6), st.lists(action, max_size=9))
def test_every_answer_is_accepted_whatever_it_says(
    said: str, citations: list[Citation], actions: list[Action]
) -> None:
    reply = Reply(said, citations=tuple(citations), actions=tuple(actions))
    shown = accepted(reply_blocks(reply, policy_url="https://policies.example"))
    assert "<!" not in mrkdwn_of(shown)
    assert 0 < len(fallback(said)) <= 600


@SETTINGS
@given(record)
def test_every_modal_is_accepted_whatever_a_record_holds(data: dict[str, Any]) -> None:
    meta = {"channel": "C1", "thread": "1.0", "id": data["id"]}
    views = [
        modals.fill_modal(data, meta, REQUIRED),
        modals.reason_modal("choose_match", meta, data),
        modals.reason_modal("reject", meta, data),
        modals.reason_modal("exclude", meta, data, "A1"),
        modals.withdraw_modal(meta, data),
        modals.comparison_modal(data),
        modals.record_modal(data),
        modals.match_modal(data),
        modals.shortlist_modal(data),
        *[modals.why_modal(data, c["id"]) for c in data["shortlist"][:1]],
    ]
    for view in views:
        checked(json.loads(json.dumps(view.to_dict())))


@SETTINGS
@given(short, text, st.lists(st.fixed_dictionaries({"document": text, "quote": text}), max_size=9))
def test_every_question_to_people_is_accepted(
    asker: str, question: str, passages: list[dict[str, Any]]
) -> None:
    assert accepted(question_blocks(asker, question, passages))


@SETTINGS
@given(text, text, st.sampled_from(STATUSES), st.integers(0, 60))
def test_home_stays_within_a_views_limits_at_500_open_items(
    title: str, why: str, status: str, page: int
) -> None:
    item = Item("REQ-1", 1, status, title or "x", "maya.ortiz@x", "2026-12-01", None, why, why)
    queue = WorkQueue(
        name=title,
        page=page,
        mine=(item,) * PAGE,
        mine_total=500,
        decisions=(item,) * PAGE,
        decisions_total=500,
        matches=(item,) * PAGE,
        matches_total=500,
        shows_matches=True,
        answers=(Answered(title, why, ((title, "/policies/x"),) * 4),) * 3,
    )
    view = home_view(queue).to_dict()
    checked(json.loads(json.dumps(view)))
    assert len(view["blocks"]) <= 100


@SETTINGS
@given(text, st.integers(60, 3000))
def test_splitting_loses_no_word(said: str, limit: int) -> None:
    parts = list(pieces(said, limit))
    assert all(len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(said.split())


@SETTINGS
@given(text, st.integers(5, 400))
def test_escaped_labels_stay_within_their_limit_and_keep_entities_whole(
    said: str, limit: int
) -> None:
    kept = clip_escaped(said, limit)
    assert len(kept) <= limit
    assert not kept.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").count("&")

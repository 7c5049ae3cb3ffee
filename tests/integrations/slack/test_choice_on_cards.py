"""Whom a requester chose, and how many were looked at, on the cards and for whom."""

import json
from typing import Any

import pytest

from integrations import wording
from integrations.slack.blocks.cards import card
from integrations.slack.blocks.limits import as_payload
from integrations.slack.living_cards import for_viewer
from integrations.slack.places import Place

MAYA, DANIEL = "maya.ortiz@calderfinch.example", "daniel.brandt@calderfinch.example"
LEILA = {"id": "T-1", "name": "Leila Wojcik", "score": 0.806, "source": "upwork", "pinned": "hers"}
OTHER = {"id": "T-2", "name": "Diego Keller", "score": 0.7, "source": "agency", "pinned": None}
RECORD: dict[str, Any] = {
    "id": "REQ-1", "version": 1, "requester": MAYA, "fields": {"role": "copywriter"},
    "shortlist": [LEILA, OTHER], "match": None,
    "looked_at": {"considered": 1014, "left_out": {"unavailable": 2, "out_of_reach": 4}},
}  # fmt: skip
CHOSEN = "Leila Wojcik, 0.81, through Upwork; procurement confirms"
CARDS = (
    ("confirm", "awaiting_confirmation"),
    ("status", "in_approval"),
    ("approval", "in_approval"),
    ("match_confirmation", "approved"),
)


def shown(kind: str, **more: Any) -> str:
    """All that a card says."""
    return json.dumps(as_payload(card(kind, {**RECORD, **more})), ensure_ascii=False)


@pytest.mark.parametrize(("kind", "status"), CARDS)
def test_whom_the_requester_chose_stands_on_the_cards_of_filing(kind: str, status: str) -> None:
    assert f"*Chosen:* {CHOSEN}" in shown(kind, status=status)


@pytest.mark.parametrize(("kind", "status"), CARDS)
def test_nobody_is_chosen_where_the_ranking_stands_as_it_is(kind: str, status: str) -> None:
    assert "Chosen" not in shown(kind, status=status, shortlist=[OTHER])


def test_once_procurement_confirmed_somebody_the_choice_is_settled() -> None:
    told = shown("status", status="match_confirmed", match={"name": "Diego Keller"})
    assert ("Diego Keller" in told, "Chosen" in told) == (True, False)


@pytest.mark.parametrize(
    ("source", "through"),
    [("agency", "an agency"), ("direct", "a direct contract"), ("toptal", "Toptal")],
)
def test_a_channel_is_named_as_in_a_sentence(source: str, through: str) -> None:
    record = {"shortlist": [{**LEILA, "source": source}]}
    assert f"through {through};" in wording.chosen(record)


@pytest.mark.parametrize(
    ("viewer", "channel", "sees"),
    [(MAYA, "C1", True), (DANIEL, "D1", True), (DANIEL, "C1", False)],
)
def test_in_a_channel_nobody_reads_whom_somebody_else_chose(
    viewer: str, channel: str, sees: bool
) -> None:
    record = for_viewer({**RECORD, "status": "in_approval"}, viewer, Place("T1", channel, "1.0"))
    assert bool(wording.chosen(record)) is sees


def test_the_list_says_how_many_were_looked_at_and_why_some_are_left_out() -> None:
    told = "1,014 considered, 6 left out: 4 more than twice the budget, 2 not free in time"
    assert told in shown("shortlist", status="draft")


def test_a_list_from_before_it_was_counted_says_nothing_of_it() -> None:
    assert "considered" not in shown("shortlist", status="draft", looked_at=None)

"""Intake: what is assumed, what is asked, and what it takes to file."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from assistant.bootstrap import World
from knowledge.errors import Incomplete, Misuse, NotAllowed, Refused, Stale, WrongState
from knowledge.records.requests import Request
from tests.conftest import DANIEL, GRACE, MAYA
from tests.tools.conftest import file_again
from tools import filing, intake, views
from tools.sought import brief_of

Make = Callable[..., dict[str, Any]]


def record(world: World, request_id: str) -> dict[str, Any]:
    with world.sessions() as session:
        return views.audited_view(session, views.get_request(session, request_id))


def test_a_draft_is_prefilled_from_template_and_directory(world: World) -> None:
    made = intake.start_request(world.acting(MAYA, "t1"), {"role": "brand designer"})
    assert made["fields"]["business_unit"] == "Marketing"
    assert made["fields"]["budget_owner"] == DANIEL
    assert made["fields"]["deliverables"]
    assert made["origins"]["deliverables"] == "template"


@pytest.mark.parametrize(
    ("scope", "assumed"),
    [
        ("a poster for the open day", ["Final artwork: poster for the open day"]),
        ("a logo for the outlet line", ["Logo and visual identity", "Brand guidelines"]),
    ],
)
def test_what_is_handed_over_is_assumed_anew_when_the_work_is_told(
    world: World, scope: str, assumed: list[str]
) -> None:
    ctx = world.acting(MAYA, "t1")
    made = intake.start_request(ctx, {"role": "designer"})
    told = intake.update_request(ctx, made["id"], {"scope": scope})["fields"]["deliverables"]
    assert len(told) == len(assumed) + 1
    assert all(one.startswith(part) for one, part in zip(told, assumed, strict=False))


def test_what_is_handed_over_stays_when_it_was_said(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    made = intake.start_request(ctx, {"role": "designer", "deliverables": ["3 labels"]})
    told = intake.update_request(ctx, made["id"], {"scope": "a poster"})
    assert told["fields"]["deliverables"] == ["3 labels"]


def test_what_no_template_item_suits_is_asked_for(world: World) -> None:
    said = {"role": "paid media specialist", "scope": "audit of our ads account"}
    made = intake.start_request(world.acting(MAYA, "t1"), said)
    assert "deliverables" in made["missing"]


def test_drafts_opened_together_in_a_thread_are_linked(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    first = intake.start_request(ctx, {"role": "brand designer"})
    second = intake.start_request(ctx, {"role": "copywriter"})
    assert second["group"] == record(world, first["id"])["group"] == first["id"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"start_date": "2026-11-01"}, "is past: say 23 Nov 2026 or later; or did you mean 1 Nov"),
        ({"start_date": "2024-02-29"}, "did you mean 28 Feb 2027?"),
        ({"deadline": "2026-12-02"}, "start earlier, or move the deadline"),
        ({"deadline": "2026-12-12"}, "shorten the work to 1 week, "),
        ({"deadline": "2026-11-25"}, "before the work could start"),
        ({"budget": {"amount": 300}}, "$300 is far below: it buys a day at most"),
        ({"budget": {"amount": 80_000}}, "$80,000 is far above"),
    ],
)
def test_what_can_hardly_be_right_is_said_with_numbers(
    draft: Make, change: dict[str, Any], sentence: str
) -> None:
    assert draft()["rulings"]["plausibility"]["verdict"] == "plausible"
    (doubt,) = draft(**change)["rulings"]["plausibility"]["reasons"]
    assert sentence in doubt


def test_the_time_until_a_deadline_is_not_taken_for_days_of_work(draft: Make) -> None:
    weeks = {"start_date": "2026-12-01", "deadline": "2027-01-26", "duration_weeks": 8}
    little = draft(**weeks, budget={"amount": 2400})
    assert little["rulings"]["plausibility"]["verdict"] == "plausible"
    told = draft(**weeks, budget={"amount": 2400}, hours_per_week=40)
    assert "far below" in told["rulings"]["plausibility"]["reasons"][0]


def test_who_is_paid_for_a_part_of_the_time_is_not_weighed_by_all_of_it(
    world: World, draft: Make
) -> None:
    ctx = world.acting(MAYA, "t1")
    weeks = {"start_date": "2026-12-01", "deadline": "2027-01-26", "duration_weeks": 8}
    hours = []
    for amount in (2400, 24_000):
        made = draft(**weeks, budget={"amount": amount})
        with world.sessions() as session:
            hours.append(brief_of(ctx, views.get_request(session, made["id"])).hours)
    assert hours == [None, 320]


@pytest.mark.parametrize(
    ("results", "told", "hours"),
    [
        (["24 stickers"], {}, None),
        (["a rebuilt shop"], {}, 160),
        (["a trailer"], {"scope": "edit 6 episodes"}, None),
        (["a trailer"], {"scope": "edit 6 episodes", "role": "podcast editor"}, None),
        (["24 stickers"], {"hours_per_week": 20}, 80),
        (["24 stickers"], {"budget": {"amount": 40, "basis": "hourly"}}, 160),
    ],
)
def test_a_fixed_price_for_things_counted_leaves_open_how_long_they_take(
    world: World, draft: Make, results: list[str], told: dict[str, Any], hours: float | None
) -> None:
    ctx = world.acting(MAYA, "t1")
    said: dict[str, Any] = {"deliverables": results, "duration_weeks": 4, "budget": {"amount": 960}}
    said |= told
    made = draft(**said)
    with world.sessions() as session:
        brief = brief_of(ctx, views.get_request(session, made["id"]))
    assert brief.hours == hours
    doubted = "PLA-4" in made["rulings"]["plausibility"]["rules"]
    assert doubted is (hours is not None and said["budget"]["amount"] == 960)


def test_at_most_two_things_are_asked_and_the_most_deciding_first(world: World) -> None:
    made = intake.start_request(world.acting(MAYA, "t1"), {"role": "brand designer"})
    assert made["ask_next"] == ["scope", "budget"]


def test_what_is_not_known_yet_is_set_aside(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    made = intake.start_request(ctx, {"role": "brand designer"})
    made = intake.update_request(ctx, made["id"], {}, set_aside=["scope"])
    assert made["ask_next"] == ["budget", "duration_weeks"]


def test_a_correction_changes_exactly_what_was_named(world: World, draft: Make) -> None:
    before = draft()
    after = intake.update_request(world.acting(MAYA, "t1"), before["id"], {"duration_weeks": 6})
    changed = {k for k, v in after["fields"].items() if before["fields"][k] != v}
    assert changed == {"duration_weeks"}


def test_a_new_amount_replaces_the_whole_range(world: World, draft: Make) -> None:
    made = draft(budget={"amount": 6000, "max": 8000, "currency": "USD"})
    made = intake.update_request(world.acting(MAYA, "t1"), made["id"], {"budget": {"amount": 5000}})
    assert made["fields"]["budget"]["max"] is None


def test_another_unit_brings_its_own_budget_owner(world: World, draft: Make) -> None:
    change = {"business_unit": "Customer Care"}
    made = intake.update_request(world.acting(MAYA, "t1"), draft()["id"], change)
    assert made["fields"]["budget_owner"] == "helen.marsh@calderfinch.example"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"budget_owner": "nobody@calderfinch.example"}, "Nobody in the directory"),
        ({"budget_owner": GRACE}, "holds no budget; Daniel Brandt does"),
        ({"business_unit": "Sales"}, "no business unit 'Sales'"),
        ({"budget": {"amount": -5}}, "I can't take that for budget. It takes an amount over 0"),
        ({"budget": {"amount": 5, "currency": "XAU"}}, "no exchange rate for XAU"),
    ],
)
def test_bad_values_get_one_clear_sentence_and_change_nothing(
    world: World, draft: Make, change: dict[str, Any], sentence: str
) -> None:
    before = draft()
    with pytest.raises(Misuse, match=sentence):
        intake.update_request(world.acting(MAYA, "t1"), before["id"], change)
    assert record(world, before["id"])["fields"] == before["fields"]


def test_an_incomplete_draft_cannot_be_proposed(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    made = intake.start_request(ctx, {"role": "brand designer"})
    with pytest.raises(Incomplete, match="still needed: scope, budget"):
        filing.propose_filing(ctx, made["id"])


def test_work_that_the_rules_forbid_cannot_be_proposed(world: World, draft: Make) -> None:
    made = draft(duration_weeks=60)
    with pytest.raises(Refused, match="52 weeks"):
        filing.propose_filing(world.acting(MAYA, "t1"), made["id"])


def test_nothing_is_filed_without_the_requesters_confirmation(world: World, draft: Make) -> None:
    ctx = world.acting(MAYA, "t1")
    made = filing.propose_filing(ctx, draft()["id"])
    with pytest.raises(NotAllowed, match="own confirmation"):
        filing.file_request(ctx, made["id"], made["version"])
    assert record(world, made["id"])["status"] == "awaiting_confirmation"


def test_somebody_elses_confirmation_files_nothing(world: World, draft: Make) -> None:
    made = filing.propose_filing(world.acting(MAYA, "t1"), draft()["id"])
    theirs = world.acting(DANIEL, "t1").confirmed(made["id"], made["version"])
    with pytest.raises(NotAllowed, match="only they can change or file it"):
        filing.file_request(theirs, made["id"], made["version"])


def test_a_record_that_changed_after_it_was_shown_is_not_filed(world: World, draft: Make) -> None:
    ctx = world.acting(MAYA, "t1")
    made = filing.propose_filing(ctx, draft()["id"])
    intake.update_request(ctx, made["id"], {"duration_weeks": 4})
    filing.propose_filing(ctx, made["id"])
    with pytest.raises(Stale, match="has changed since you saw it"):
        filing.file_request(ctx.confirmed(made["id"], made["version"]), made["id"], made["version"])


def test_filing_happens_once(world: World, filed: Make) -> None:
    made = filed()
    ctx = world.acting(MAYA, "t1").confirmed(made["id"], made["version"])
    with pytest.raises(WrongState):
        filing.file_request(ctx, made["id"], made["version"])
    acts = [entry["act"] for entry in record(world, made["id"])["audit"]]
    assert acts.count("request.filed") == 1


def test_a_filed_request_brings_suggestions_for_procurement(filed: Make) -> None:
    assert len(filed()["shortlist"]) >= 3


def test_a_filed_request_is_amended_as_a_new_version(world: World, filed: Make) -> None:
    made = filed()
    amended = intake.amend_request(world.acting(MAYA, "t1"), made["id"], {"duration_weeks": 5})
    assert (amended["status"], amended["version"]) == ("draft", made["version"] + 1)
    again = file_again(world, made["id"])
    assert again["status"] == "in_approval"


def test_a_withdrawn_request_stays_withdrawn(world: World, filed: Make) -> None:
    made = filed()
    ctx = world.acting(MAYA, "t1").confirmed(made["id"], made["version"])
    filing.withdraw_request(ctx, made["id"], "not needed")
    with pytest.raises(WrongState, match="withdrawn already"):
        filing.withdraw_request(ctx, made["id"])


def test_a_copy_keeps_the_work_and_drops_the_dates(world: World, filed: Make) -> None:
    made = filed()
    copy = intake.copy_request(world.acting(MAYA, "t2"), made["id"])
    assert copy["id"] != made["id"]
    assert copy["fields"]["scope"] == made["fields"]["scope"]
    assert copy["fields"]["start_date"] is None


def test_the_trail_cannot_be_rewritten(world: World, filed: Make) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    filed()
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with world.sessions() as session, pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(statement))


def test_drafts_opened_together_are_gone_on_with_in_turn(world: World) -> None:
    maya = world.acting(MAYA, "t1")
    first = intake.start_request(maya, {"role": "brand designer"})
    second = intake.start_request(maya, {"role": "copywriter"})
    world.clock.now += timedelta(minutes=1)  # type: ignore[attr-defined]
    intake.turn_to(maya, first["id"])
    with world.sessions() as session:
        at_hand = intake.current_request(session, maya)
    assert at_hand is not None
    assert (at_hand.id, second["group"]) == (first["id"], first["id"])


def test_a_draft_is_not_pulled_into_another_thread_or_by_another_person(world: World) -> None:
    made = intake.start_request(world.acting(MAYA, "t1"), {"role": "brand designer"})
    with pytest.raises(WrongState, match="begun in another conversation"):
        intake.turn_to(world.acting(MAYA, "t2"), made["id"])
    with pytest.raises(NotAllowed):
        intake.turn_to(world.acting(DANIEL, "t1"), made["id"])


def test_what_is_also_asked_for_is_copied_and_amended_without_new_approvals(
    world: World, filed: Make
) -> None:
    made = filed(requirements=["no weekend work"])
    copied = intake.copy_request(world.acting(MAYA, "t2"), made["id"])
    assert copied["fields"]["requirements"] == ["no weekend work"]
    more = {"requirements": ["no weekend work", "own laptop"]}
    amended = intake.amend_request(world.acting(MAYA, "t1"), made["id"], more)
    assert (amended["status"], amended["version"]) == ("draft", made["version"] + 1)


def test_a_draft_from_before_a_field_was_known_is_changed_and_undone(
    world: World, draft: Make
) -> None:
    made = draft()
    with world.sessions.begin() as session:
        request = session.get(Request, made["id"])
        assert request is not None
        request.fields = {k: v for k, v in request.fields.items() if k != "requirements"}
    ctx = world.acting(MAYA, "t1")
    intake.update_request(ctx, made["id"], {"location": "Hamburg"})
    assert intake.undo_change(ctx, made["id"])["fields"] == made["fields"]

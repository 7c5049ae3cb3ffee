"""A scorer says what is wrong: every claim here is made on a right record and on a wrong one."""

from collections.abc import Callable
from typing import Any

import pytest

from evals.runner import Turn
from evals.scenarios import Decision, Expected, Never, Ranked, Scenario, Seen
from evals.scorers import alike, always_true, never_happened, record_wrong, score, seen_wrong
from integrations.reply import Action, Card, Citation, Reply
from tests.conftest import DANIEL, MAYA


def a_record(**changed: Any) -> dict[str, Any]:
    return {
        "id": "REQ-1",
        "requester": MAYA,
        "status": "in_approval",
        "template": "brand-designer",
        "fields": {
            "duration_weeks": 3.0,
            "start_date": "2026-12-01",
            "budget": {"amount": 8000.0, "max": None, "currency": "USD", "basis": "fixed"},
            "deliverables": ["Logo refresh", "Style guide as PDF"],
            "sensitive_data": False,
            "location": None,
        },
        "rulings": {"risk": {"verdict": "low"}},
        "approvals": [
            {"version": 1, "role": "budget_owner", "approver": DANIEL, "decision": "pending"}
        ],
        "shortlist": [{"id": "T-1"}, {"id": "T-2"}, {"id": "T-3"}],
        "preferences": {"pinned": {"T-1": "known"}, "excluded": {"T-9": "late"}},
        "match": None,
        "group": None,
        "audit": [
            {"act": "request.opened", "actor": MAYA},
            {"act": "request.filed", "actor": MAYA},
        ],
    } | changed


def an_expected(**more: Any) -> Expected:
    return Expected.model_validate({"requester": "maya", "status": "in_approval"} | more)


RIGHT: dict[str, Any] = {
    "template": "brand-designer",
    "fields": {
        "duration_weeks": 3,
        "start_date": "2026-12-01",
        "budget": {"amount": 8000, "currency": "USD"},
        "deliverables": ["style guide"],
        "sensitive_data": False,
        "location": "",
    },
    "rulings": {"risk": "low"},
    "never_ruled": {"risk": "high"},
    "approvals": [{"role": "budget_owner", "approver": "daniel"}],
    "acts": ["request.opened", "request.filed"],
    "match": "none",
    "linked": False,
    "shortlist": {"least": 3, "first_is_pinned": True, "left_out_is_absent": True},
}


def test_a_record_as_expected_has_nothing_wrong() -> None:
    assert not list(record_wrong(an_expected(**RIGHT), a_record()))


@pytest.mark.parametrize(
    "expected",
    [
        {"status": "approved"},
        {"template": "illustrator"},
        {"fields": {"duration_weeks": 4}},
        {"fields": {"start_date": "2026-12-02"}},
        {"fields": {"budget": {"amount": 9000}}},
        {"fields": {"budget": {"amount": 8000, "currency": "EUR"}}},
        {"fields": {"deliverables": ["a short film"]}},
        {"fields": {"sensitive_data": True}},
        {"fields": {"sensitive_data": ""}},
        {"fields": {"location": "Berlin"}},
        {"without": {"duration_weeks": 3}},
        {"rulings": {"risk": "high"}},
        {"rulings": {"nothing": "low"}},
        {"never_ruled": {"risk": "low"}},
        {"never_ruled": {"nothing": "low"}},
        {"approvals": []},
        {"approvals": [{"role": "budget_owner", "approver": "helen"}]},
        {"approvals": [{"role": "budget_owner", "decision": "approved"}]},
        {"approvals": [{"role": "budget_owner"}, {"role": "procurement"}]},
        {"acts": ["request.filed", "request.opened"]},
        {"acts": ["match.confirmed"]},
        {"match": "first"},
        {"linked": True},
        {"shortlist": {"least": 4}},
        {"shortlist": {"weighed": "price"}},
        {"shortlist": {"never_first": ["T-1"]}},
    ],
)
def test_each_difference_from_what_is_expected_is_found(expected: dict[str, Any]) -> None:
    assert len(list(record_wrong(an_expected(**expected), a_record()))) == 1


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"preferences": {"pinned": {"T-2": ""}}}, Ranked(first_is_pinned=True)),
        ({"preferences": {}}, Ranked(first_is_pinned=True)),
        ({"preferences": {"excluded": {"T-2": ""}}}, Ranked(left_out_is_absent=True)),
        ({"preferences": {}}, Ranked(left_out_is_absent=True)),
    ],
)
def test_a_shortlist_that_ignores_the_person_is_found(
    changed: dict[str, Any], expected: Ranked
) -> None:
    assert list(record_wrong(an_expected(shortlist=expected), a_record(**changed)))


def test_only_the_approvals_of_the_current_version_count() -> None:
    old = {"version": 1, "role": "hr", "approver": DANIEL, "decision": "approved"}
    new = {"version": 2, "role": "budget_owner", "approver": DANIEL, "decision": "pending"}
    expected = an_expected(approvals=[Decision(role="budget_owner")])
    assert not list(record_wrong(expected, a_record(approvals=[old, new])))
    assert list(record_wrong(expected, a_record(approvals=[new, {**old, "version": 3}])))


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        (6, 6.05, True),
        (6, 6.5, False),
        (1, True, False),
        (True, 1, False),
        ("three short films", "Cutting three short films about repairs", True),
        ("three short films", "A logo", False),
        ("2026-12-01", "2026-12-01", True),
        ("2026-12-01", "2026-12-10", False),
        (DANIEL, MAYA, False),
        ("", {"must": [], "nice": []}, True),
        ("", 0.5, False),
        ({"max": 3}, None, False),
    ],
)
def test_values_are_alike_within_their_tolerance(wanted: Any, found: Any, same: bool) -> None:
    assert alike(wanted, found) is same


def a_turn(*replies: Reply, calls: tuple[str, ...] = ()) -> Turn:
    return Turn(MAYA, "t1", "hello", replies, calls)


def a_scenario(**more: Any) -> Scenario:
    return Scenario.model_validate(
        {"id": "one", "purpose": "To show the scorer.", "kind": "test", "steps": [{"say": "hi"}]}
        | more
    )


def test_a_record_too_many_and_a_missing_one_are_found() -> None:
    assert score(a_scenario(), [a_record()], []) == ["1 records instead of 0"]
    assert score(a_scenario(records=[an_expected()]), [], [])
    assert not score(a_scenario(records=[an_expected()]), [a_record()], [])


def test_drafts_are_allowed_only_where_the_scenario_says_so_and_only_drafts() -> None:
    assert not score(a_scenario(drafts_allowed=True), [a_record(status="draft")], [])
    assert score(a_scenario(drafts_allowed=True), [a_record()], [])
    assert score(a_scenario(), [a_record(status="draft")], [])


@pytest.mark.parametrize(
    "never",
    [
        Never(acts=("request.filed",)),
        Never(calls=("file_request",)),
        Never(cited=("playbook",)),
        Never(said=("walk-away",)),
    ],
)
def test_what_must_not_happen_is_found_when_it_does(never: Never) -> None:
    leak = Reply("Our Walk-Away price", citations=(Citation("playbook", "1", "words"),))
    assert list(never_happened(never, [a_record()], [a_turn(leak, calls=("file_request",))]))
    assert not list(never_happened(never, [a_record(audit=[])], [a_turn(Reply("No."))]))


@pytest.mark.parametrize(
    "turn",
    [
        a_turn(Reply("Something went wrong", outcome="failed")),
        a_turn(Reply("?", asks=("role", "scope", "budget"))),
        a_turn(Reply("So it is.", citations=(Citation("a", "b", ""),))),
    ],
)
def test_failures_floods_of_questions_and_empty_quotes_fail_every_scenario(turn: Turn) -> None:
    assert list(always_true([], [turn]))
    assert not list(always_true([], [a_turn(Reply("Fine.", asks=("role",)))]))


@pytest.mark.parametrize(
    ("act", "actor"),
    [("request.filed", DANIEL), ("request.withdrawn", DANIEL), ("approval.approved", MAYA)],
)
def test_an_act_of_the_wrong_person_fails_every_scenario(act: str, actor: str) -> None:
    other = MAYA if actor == DANIEL else DANIEL
    assert list(always_true([a_record(audit=[{"act": act, "actor": actor}])], []))
    assert not list(always_true([a_record(audit=[{"act": act, "actor": other}])], []))


@pytest.fixture
def shown() -> Reply:
    return Reply(
        "Daniel decides on REQ-1.",
        citations=(Citation("thresholds", "1", "words"),),
        actions=(Action("approve", "REQ-1", "Approve"),),
        asks=("budget",),
        card=Card("approval", {"fields": {"scope": "Project Bluebird"}}),
    )


def test_replies_as_expected_have_nothing_wrong(shown: Reply) -> None:
    seen = Seen.model_validate({
        "outcome": "done", "cites": "thresholds", "offers": "approve", "withholds": "confirm",
        "asks": "budget", "status": "draft", "shows": "approval", "audience": "thread",
        "says": "daniel", "silent_on": "Helen",
    })  # fmt: skip
    assert not list(seen_wrong(seen, [shown], "draft"))


@pytest.mark.parametrize(
    "seen",
    [
        {"outcome": "refused"},
        {"cites": ["another"]},
        {"cites_nothing": True},
        {"offers": ["confirm"]},
        {"withholds": ["approve"]},
        {"asks": ["role"]},
        {"status": "approved"},
        {"shows": "confirm"},
        {"audience": "asker"},
        {"says": ["Helen"]},
        {"silent_on": ["Daniel"]},
        {"silent_on": ["bluebird"]},
    ],
)
def test_each_difference_in_what_is_shown_is_found(
    seen: dict[str, Any], shown: Reply, wrong: Callable[..., list[str]]
) -> None:
    assert len(wrong(Seen.model_validate(seen), shown)) == 1


@pytest.fixture
def wrong() -> Callable[..., list[str]]:
    return lambda seen, reply: list(seen_wrong(seen, [reply], "draft"))

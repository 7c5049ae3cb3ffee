"""Why a question is refused, what is asked back, and which facts of the asker shape an answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from assistant.bootstrap import World
from integrations.reply import Reply
from knowledge.library.documents import read_document
from knowledge.library.library import Library
from knowledge.library.rights import Reader
from knowledge.records.requests import Request
from knowledge.records.threads import Notice
from tests.conftest import DANIEL, GRACE, MAYA, Clock, offered
from tests.knowledge.library.conftest import library, policy
from tests.tools.conftest import WHOLE
from tests.tools.test_policy import NOW, TODAY, put, world
from tools import intake
from tools.policy import asking as answers
from tools.policy.clarifying import picked, section_options
from tools.policy.facts import OpenRequest, covers

__all__ = ["library", "world"]

AISHA = "aisha.bello@calderfinch.example"
LUKAS = "lukas.weber@calderfinch.example"
LIMITS = "What limits apply to a freelancer?"
UNCLEAR = "How long does it take?"
Say = Callable[..., Reply]


def told(library: Library, question: str, reader: Reader = answers.ANYONE) -> dict[str, Any]:
    return answers.ask(library, question, reader=reader, as_of=TODAY).as_json()


def test_a_rule_that_ended_is_not_in_force_and_not_quoted(library: Library) -> None:
    put(library, bikes=policy(
        "# Bicycles\n\nA leased bicycle is paid for 36 months.", effective_until="2026-02-28"
    ))  # fmt: skip
    found = told(library, "How long is a leased bicycle paid?")
    assert (found["refused"], found["reason"], found["citations"]) == (True, "not in force", [])
    assert "applied until 28 Feb 2026" in found["answer"]
    assert "36" not in found["answer"]


def test_a_rule_to_come_is_not_in_force_yet(library: Library) -> None:
    put(library, bikes=policy(
        "# Bicycles\n\nA leased bicycle is paid for 36 months.", effective_from="2027-01-01"
    ))  # fmt: skip
    found = told(library, "How long is a leased bicycle paid?")
    assert found["reason"] == "not in force"
    assert "comes into force on 1 Jan 2027" in found["answer"]


def test_an_ended_rule_that_was_for_others_is_not_known_of(library: Library) -> None:
    open_text = "# Trains\n\nTrains are second class."
    put(library, trains=open_text)
    before = told(library, "How high is the zebra bonus?")
    secret = policy("# Zebra bonus\n\nThe zebra bonus is 7.", audience="[hr]",
                    effective_until="2026-02-28")  # fmt: skip
    put(library, pay=secret)
    after = told(library, "How high is the zebra bonus?")
    assert (before["reason"], before["answer"]) == (after["reason"], after["answer"])
    reader = Reader("h@x.example", ("hr",))
    theirs = answers.ask(library, "How high is the zebra bonus?", reader=reader, as_of=TODAY)
    assert (theirs.reason, theirs.private) == ("not in force", True)


def test_where_others_listen_only_those_who_may_read_it_are_sent_to_a_direct_message(
    library: Library,
) -> None:
    put(library, trains="# Trains\n\nTrains are second class.",
        pay=policy("# Zebra bonus\n\nThe zebra bonus is 7 percent.", audience="[hr]"))  # fmt: skip
    question = "How high is the zebra bonus?"
    may, may_not = (Reader("a@x.example", roles, True) for roles in (("hr",), ("legal",)))
    found = answers.ask(library, question, reader=may, as_of=TODAY)
    assert (found.reason, found.private) == ("not for this reader", True)
    assert "zebra" not in found.answer.lower()
    assert (found.citations, found.options) == ((), ())
    other = answers.ask(library, question, reader=may_not, as_of=TODAY)
    assert other.as_json() == told(library, question)


def test_one_question_is_asked_back_and_the_reply_settles_it(world: World, say: Say) -> None:
    asked = say(UNCLEAR)
    assert asked.text.count("?") == 1
    assert {a.action for a in asked.actions} == {"clarify"}
    settled = say("the background checks")
    assert settled.citations[0].document == "background-checks"


def test_what_introduces_a_document_is_none_of_several_meanings(library: Library) -> None:
    bills = "# Invoices\n\nInvoices are paid.\n\n## Form\n\nOn paper."
    pay, late = (f"# {name}\n\n## {name}, when?\n\nInvoices are paid." for name in ("Pay", "Late"))
    put(library, bills=bills, pay=pay, late=late)
    found = [
        replace(passage, score=1.0, features={"covered_any": 1.0})
        for passage in library.search("invoices paid", as_of=TODAY, count=3)
    ]
    found.sort(key=lambda passage: passage.document)
    assert found[0].section == "Invoices"
    assert section_options("invoices paid", found, 0.0) == ()
    labels = {option.label for option in section_options("invoices paid", found[1:], 0.0)}
    assert labels == {"Pay, when?", "Late, when?"}


def test_a_citation_says_until_when_its_rule_was_in_force(library: Library) -> None:
    ended = {"effective_from": "2025-01-01", "effective_until": "2026-02-28"}
    put(library, bikes=policy("# Bicycles\n\nA leased bicycle is paid for 36 months.", **ended))
    found = answers.ask(library, "How long is a leased bicycle paid?", as_of=date(2026, 1, 31))
    cited = found.citations[0].as_json()
    assert (cited["effective_from"], cited["effective_until"]) == ("2025-01-01", "2026-02-28")


def test_a_click_settles_it_as_well(say: Say) -> None:
    choice = offered(say(UNCLEAR), "clarify")
    settled = say(action="clarify", value=choice.value)
    assert settled.citations[0].section == choice.label


def test_what_was_asked_back_is_forgotten_when_something_else_is_said(
    world: World, say: Say
) -> None:
    say(UNCLEAR)
    say("Hello")
    ctx = world.acting(MAYA, "t1")
    assert answers.answer_in_thread(ctx, "the first")["question"] == "the first"


@pytest.mark.parametrize(
    ("reply", "choice"),
    [
        ("2", 1), ("the second one", 1), ("the last", 2), ("Germany", 0), ("in the UK please", 1),
        ("background", 2), ("I need a designer in Germany for three weeks from 1 December", None),
        ("no idea", None), ("", None),
    ],
)  # fmt: skip
def test_a_reply_picks_by_number_place_or_word(reply: str, choice: int | None) -> None:
    labels = ["Germany", "the United Kingdom", "How long do background checks take?"]
    assert picked(reply, labels) == choice


def test_without_a_place_the_question_back_names_the_places(world: World) -> None:
    found = told(world.library, LIMITS)
    assert (found["refused"], found["reason"]) == (True, "ambiguous")
    assert {"Germany", "California", "the United Kingdom"} <= set(found["options"])


@pytest.mark.parametrize(
    ("who", "document", "name"),
    [
        (MAYA, "worker-classification-us", "the United States"),
        (AISHA, "worker-classification-uk", "the United Kingdom"),
        (LUKAS, "worker-classification-germany", "Germany"),
    ],
)
def test_the_asker_s_country_decides_and_is_said(
    world: World, who: str, document: str, name: str
) -> None:
    found = answers.answer_in_thread(world.acting(who), LIMITS)
    assert {c["document"] for c in found["citations"]} == {document}
    assert found["facts"] == [f"country: {name}"]
    assert found["answer"].endswith(f"That is for {name}, where you are.")


def test_the_place_of_the_open_request_goes_before_the_asker_s(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    record = intake.start_request(ctx, WHOLE | {"location": "Hamburg"})
    found = answers.answer_in_thread(ctx, LIMITS)
    assert found["citations"][0]["document"] == "worker-classification-germany"
    assert found["facts"] == [f"place of work in {record['id']}: Germany"]


def test_a_place_that_is_said_goes_before_both_and_is_no_fact(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    found = answers.answer_in_thread(ctx, "What limits apply to a freelancer in the UK?")
    assert found["citations"][0]["document"] == "worker-classification-uk"
    assert found["facts"] == []


def test_a_rule_of_another_department_says_so(library: Library) -> None:
    put(library, shoots=policy("# Photo shoots\n\nA photo shoot takes two days.",
                               department="Marketing"))  # fmt: skip
    mine = Reader("a@x.example", business_unit="Marketing")
    other = Reader("b@x.example", business_unit="Finance")
    question = "How many days does a photo shoot take?"
    assert told(library, question, mine)["facts"] == ["department: Marketing"]
    assert "you are in Finance" in told(library, question, other)["answer"]


def test_a_restricted_answer_says_through_what_it_may_be_read(world: World) -> None:
    found = answers.answer_in_thread(world.acting(GRACE), "When do we walk away from a supplier?")
    assert found["restricted"]
    assert found["facts"] == ["you may read it as procurement"]


@pytest.mark.parametrize(
    ("places", "mine", "held"),
    [
        ({"US"}, "US-CA", True), ({"US-CA"}, "US", False), ({"EU"}, "FR", True),
        ({"EU"}, "GB", False), ({"GB", "DE"}, "DE", True),
    ],
)  # fmt: skip
def test_a_country_s_rule_holds_in_its_states(places: set[str], mine: str, held: bool) -> None:
    assert covers(places, mine) is held


def test_a_filed_request_is_answered_by_the_rules_of_its_day(world: World, clock: Clock) -> None:
    question = "Which total of a request needs procurement to approve?"
    filed = OpenRequest("REQ-1", filed_on=date(2026, 2, 3))
    then = answers.ask(world.library, question, as_of=TODAY, request=filed)
    assert {c.document for c in then.citations} == {"budget-thresholds-and-approvals-2025"}
    assert "These are the rules of 3 Feb 2026, when REQ-1 was filed." in then.answer
    assert then.answer.endswith("They applied until 28 Feb 2026.")
    now = answers.ask(world.library, f"{question[:-1]} now?", as_of=TODAY, request=filed)
    assert now.as_of == TODAY


def test_the_day_of_filing_is_taken_from_the_request_of_the_thread(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    record = intake.start_request(ctx, WHOLE)
    with world.sessions.begin() as session:
        session.get_one(Request, record["id"]).filed_at = datetime(2026, 2, 3, tzinfo=UTC)
    assert answers.answer_in_thread(ctx, "Do we need an NDA?")["as_of"] == "2026-02-03"


def test_a_question_of_the_thread_helps_to_understand_the_next(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    answers.answer_in_thread(ctx, "What limits apply to a freelancer in Germany?")
    follow = answers.answer_in_thread(ctx, "And in the UK?")
    assert follow["citations"][0]["document"] == "worker-classification-uk"


def test_when_documents_disagree_their_owners_are_asked_once_and_only_what_they_may_read(
    world: World,
) -> None:
    for name, sum_paid, owner, audience in (
        ("hotels", 150, DANIEL, "everyone"), ("travel", 180, GRACE, "procurement"),
    ):  # fmt: skip
        text = f"# {name.title()}\n\nA hotel night in London is paid up to {sum_paid} pounds."
        facts = policy(text, owner=owner, audience=f"[{audience}]")
        drafts = [read_document(facts, f"{name}.md")]
        world.library.apply(world.library.plan(drafts, "/docs"), "/docs", NOW)
    for _ in range(2):
        found = answers.answer_in_thread(
            world.acting(GRACE), "Up to what is a hotel night in London paid?"
        )
    assert (found["refused"], found["reason"]) == (True, "conflicting")
    assert {c["document"] for c in found["citations"]} == {"hotels", "travel"}
    with world.sessions() as session:
        notices = {n.recipient: n.text for n in session.scalars(select(Notice))}
    assert set(notices) == {DANIEL, GRACE}
    assert "180" in notices[GRACE]
    assert "180" not in notices[DANIEL]


@pytest.mark.parametrize("owner", ["Facilities Team", ""])
def test_procurement_is_asked_about_a_conflict_where_an_owner_is_nobody_here(
    world: World, owner: str
) -> None:
    for name, sum_paid, by in (("hotels", 150, owner), ("travel", 180, DANIEL)):
        text = f"# {name.title()}\n\nA hotel night in London is paid up to {sum_paid} pounds."
        drafts = [read_document(policy(text, owner=by), f"{name}.md")]
        world.library.apply(world.library.plan(drafts, "/docs"), "/docs", NOW)
    answers.answer_in_thread(world.acting(GRACE), "Up to what is a hotel night in London paid?")
    with world.sessions() as session:
        assert {GRACE, DANIEL} <= {n.recipient for n in session.scalars(select(Notice))}


def test_rules_for_different_places_do_not_disagree(library: Library) -> None:
    text = "# Hotels\n\nA hotel night in town is paid up to {} euros."
    put(library, one=policy(text.format(150), jurisdiction="[DE]"),
        two=policy(text.format(180), jurisdiction="[GB]"))  # fmt: skip
    reader = Reader("a@x.example", country="DE")
    found = told(library, "Up to what is a hotel night in town paid?", reader)
    assert (found["refused"], found["citations"][0]["document"]) == (False, "one")


def test_a_rule_and_its_denial_disagree(library: Library) -> None:
    one = "A freelancer may keep a company laptop over the weekend."
    put(library, one=f"# Laptops\n\n{one}", two=f"# Devices\n\n{one.replace('may', 'may not')}")
    found = told(library, "May a freelancer keep a company laptop over the weekend?")
    assert found["reason"] == "conflicting"


def test_a_question_that_stands_alone_is_not_bent_by_the_thread(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    answers.answer_in_thread(ctx, "who owns the source files?")
    told = answers.answer_in_thread(ctx, "when do freelancers get paid?")
    assert {one["section"] for one in told["citations"]} == {"When do freelancers get paid?"}


@pytest.mark.parametrize(
    ("question", "roles", "amount", "told"),
    [
        ("Up to what is a team dinner paid?", ("requester",), "30", "requester, your role"),
        ("Up to what is a team dinner paid?", ("budget_owner",), "90", "budget owner, your role"),
        (
            "Up to what is a team dinner of budget owners paid?",
            ("requester",),
            "90",
            "is requester",
        ),
    ],
)
def test_of_rules_for_several_roles_the_asker_s_own_is_given_and_told(
    library: Library, question: str, roles: tuple[str, ...], amount: str, told: str
) -> None:
    body = "# Team dinners for {}\n\nA team dinner is paid up to {} euros."
    put(library, one=body.format("requesters", 30), two=body.format("budget owners", 90))
    reader = Reader("a@x.example", roles)
    found = answers.ask(library, question, reader=reader, as_of=TODAY)
    assert (found.refused, f"{amount} euros" in found.answer) == (False, True)
    assert told in found.answer

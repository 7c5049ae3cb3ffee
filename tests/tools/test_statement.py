"""A statement of work says what the request says, carries every term, and invents nothing."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from assistant.bootstrap import World
from assistant.cli import app
from assistant.settings import Settings
from integrations.drafts import Bullets, DraftedDocument, Section, Table, as_docx, as_markdown
from integrations.reply import Reply
from knowledge.errors import BadInput, NotAllowed, Refused
from knowledge.fields import RequestFields
from tests.conftest import DANIEL, MAYA, PRIYA, START, settings_at
from tools import approvals
from tools.statement import Statement, draft_statement
from tools.statement_milestones import last_day, milestones
from tools.statement_terms import terms

Draft = Callable[..., dict[str, Any]]


@pytest.fixture
def stored(home: Path) -> Settings:
    """One kind of database is enough for what only reads."""
    return settings_at(home)


def drafted(world: World, request_id: str, actor: str = MAYA) -> Statement:
    return draft_statement(world.acting(actor, "t1"), request_id)


def test_it_says_what_the_request_says(world: World, draft: Draft) -> None:
    text = drafted(world, draft()["id"]).markdown
    for said in ("spring campaign", "1. Logo refresh", "1 Dec 2026", "21 Dec 2026", "$8,000"):
        assert said in text
    assert "Maya Ortiz" in text
    assert "Daniel Brandt" in text


@pytest.mark.parametrize(
    "term",
    [
        "Ownership of deliverables",
        "Source files and derivative rights",
        "Confidentiality",
        "Subcontractors",
        "Retention of work files",
        "Deletion at the end",
        "Payment",
        "End of the engagement",
    ],
)
def test_no_term_is_left_to_the_platform(world: World, draft: Draft, term: str) -> None:
    text = drafted(world, draft()["id"]).markdown
    assert f"## {term}\n\n{dict(terms())[term][:40]}" in text


@pytest.mark.parametrize("model", ["hourly", "fixed", "milestone", "retainer"])
def test_the_billing_model_that_was_chosen_is_the_one_that_is_written(
    world: World, draft: Draft, model: str
) -> None:
    text = drafted(world, draft(billing_model=model)["id"]).markdown
    assert f"{model} " in text.lower().replace(":", " ").replace("milestones", "milestone")
    assert ("100 %" in text) == (model == "fixed")


def test_what_is_missing_is_listed_and_not_invented(world: World, draft: Draft) -> None:
    statement = drafted(world, draft(budget=None, start_date=None)["id"])
    assert {"Budget.", "Start date."} <= set(statement.open_points)
    assert "Price: To be agreed." in statement.markdown
    assert "$" not in statement.markdown


def test_a_range_leaves_the_final_price_open(world: World, draft: Draft) -> None:
    budget = {"amount": 7000, "max": 9000, "currency": "EUR", "basis": "fixed"}
    statement = drafted(world, draft(budget=budget)["id"])
    assert "€7,000 to €9,000" in statement.markdown
    assert "Final price within the range." in statement.open_points


def test_an_hourly_price_carries_its_cap(world: World, draft: Draft) -> None:
    hourly = {"amount": 90, "currency": "USD", "basis": "hourly"}
    made = draft(budget=hourly, hours_per_week=20, billing_model="hourly")
    text = drafted(world, made["id"]).markdown
    assert "$90 an hour" in text
    assert "Cap: 60 hours in all." in text


@pytest.mark.parametrize(
    ("basis", "billed"),
    [("hourly", "Hourly: a weekly"), ("daily", "Hourly: a weekly"), ("retainer", "Retainer: a")],
)
def test_a_rate_is_billed_as_it_was_said_whatever_the_rules_advise(
    world: World, draft: Draft, basis: str, billed: str
) -> None:
    made = draft(budget={"amount": 500, "currency": "USD", "basis": basis})
    text = drafted(world, made["id"]).markdown
    assert billed in text
    assert "Milestones: each" not in text


def test_conditions_of_approvers_are_copied_into_it(
    world: World, filed: Callable[..., dict[str, Any]]
) -> None:
    made = filed()
    approvals.decide(world.acting(DANIEL), made["id"], "approved", condition="Two rounds at most")
    assert "Budget owner: Two rounds at most" in drafted(world, made["id"]).markdown


def test_who_may_not_read_the_request_gets_no_statement(world: World, draft: Draft) -> None:
    made = draft()
    with pytest.raises(NotAllowed):
        drafted(world, made["id"], PRIYA)


def test_work_that_freelancers_may_not_do_gets_no_statement(world: World, draft: Draft) -> None:
    made = draft(duration_weeks=60)
    with pytest.raises(Refused):
        drafted(world, made["id"])


def test_the_word_file_holds_the_same_headings_tables_and_words(world: World, draft: Draft) -> None:
    import docx

    statement = drafted(world, draft()["id"])
    word = docx.Document(BytesIO(statement.docx))
    headings = [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [section.heading for section in statement.document.sections]
    assert len(word.tables) == 2
    assert "spring campaign" in "\n".join(p.text for p in word.paragraphs)
    assert word.core_properties.author == "Maya Ortiz"


def test_the_model_gets_the_short_form_and_the_person_the_whole(
    world: World, say: Callable[..., Reply], draft: Draft
) -> None:
    made = draft()
    statement = drafted(world, made["id"])
    assert len(statement.summary) < 3000
    assert "Standard terms" in statement.summary
    reply = say(action="statement", value=made["id"])
    assert reply.text == statement.markdown
    assert say(actor=PRIYA, action="statement", value=made["id"]).outcome == "refused"


def test_the_requester_of_a_filed_request_is_offered_it(
    say: Callable[..., Reply], filed: Callable[..., dict[str, Any]]
) -> None:
    filed()
    reply = say("Where is my request?")
    offer = next(action for action in reply.actions if action.action == "statement")
    assert "## Deliverables" in say(action="statement", value=offer.value).text


def test_the_command_writes_it_for_word(
    world: World, draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = draft()
    monkeypatch.setenv("SOURCING_HOME", str(world.settings.home))
    file = tmp_path / "sow.docx"
    done = CliRunner().invoke(app, ["records", "sow", made["id"], "--docx", str(file)])
    assert done.exit_code == 0
    assert file.read_bytes().startswith(b"PK")
    printed = CliRunner().invoke(app, ["records", "sow", made["id"]])
    assert "# Statement of work: Brand designer" in printed.stdout
    nowhere = ["records", "sow", made["id"], "--docx", str(tmp_path / "no" / "x.docx")]
    assert isinstance(CliRunner().invoke(app, nowhere).exception, BadInput)
    others = ["records", "sow", made["id"], "--actor", PRIYA]
    assert isinstance(CliRunner().invoke(app, others).exception, NotAllowed)


names = st.text(min_size=1, max_size=20).filter(str.strip)


@settings(deadline=None)
@given(
    deliverables=st.lists(names, min_size=1, max_size=12),
    amount=st.floats(min_value=1, max_value=1e7),
    weeks=st.integers(1, 52),
    model=st.sampled_from(("fixed", "milestone")),
)
def test_milestones_pay_the_whole_price_once_in_order_and_on_time(
    deliverables: list[str], amount: float, weeks: int, model: str
) -> None:
    money = {"amount": round(amount, 2)}
    fields = RequestFields.model_validate(
        {
            "deliverables": deliverables,
            "budget": money,
            "duration_weeks": weeks,
            "start_date": date(2026, 12, 1),
        }
    )
    made = milestones(fields, model, last_day(fields))
    assert 1 <= len(made) <= 5
    assert sum(one.share for one in made) == 100
    assert sum(one.amount or 0 for one in made) == pytest.approx(money["amount"], abs=0.011)
    days = [one.due for one in made if one.due]
    assert days == sorted(days)
    assert days[-1] == last_day(fields)
    assert all(name in " ".join(one.name for one in made) for name in deliverables)


def test_time_is_not_cut_into_milestones() -> None:
    assert milestones(RequestFields(deliverables=("Shifts",)), "hourly", None) == ()


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_whatever_was_written_stays_text(said: str) -> None:
    table = Table(("What",), ((said,),))
    document = DraftedDocument(said, said, (Section("One", (said, Bullets((said,)), table)),))
    lines = as_markdown(document).splitlines()
    assert [line for line in lines if line.startswith("## ")] == ["## One"]
    assert sum(line.startswith("|") for line in lines) == 3
    assert as_docx(document, author="A", at=START).startswith(b"PK")


def test_a_milestone_is_accepted_by_the_criteria_of_its_own_deliverables() -> None:
    fields = RequestFields(
        deliverables=("Logo refresh", "Landing pages", "Style guide"),
        acceptance_criteria=(
            "The logo is readable at 16 pixels",
            "Each landing page loads in two seconds",
            "Everything follows WCAG 2.2",
        ),
    )
    logo, pages, guide = (one.accepted_when for one in milestones(fields, "milestone", None))
    assert logo == "The logo is readable at 16 pixels. Everything follows WCAG 2.2."
    assert pages == "Each landing page loads in two seconds. Everything follows WCAG 2.2."
    assert guide == "Everything follows WCAG 2.2. The source files are handed over."


def test_a_deliverable_that_no_criterion_speaks_of_is_named_as_its_own_test() -> None:
    fields = RequestFields(
        deliverables=("Logo refresh", "Style guide"),
        acceptance_criteria=("The logo is readable at 16 pixels",),
    )
    *_, guide = (one.accepted_when for one in milestones(fields, "milestone", None))
    assert guide == "Style guide: accepted in writing. The source files are handed over."


def test_a_version_for_review_is_not_yet_held_to_all_criteria() -> None:
    fields = RequestFields(deliverables=("Logo",), acceptance_criteria=("It opens",))
    review, final = (one.accepted_when for one in milestones(fields, "milestone", None))
    assert review == "Logo: reviewed, and the changes asked for are listed."
    assert final == "All acceptance criteria. The source files are handed over."


def test_the_channel_is_written_as_its_name(world: World, draft: Callable[..., Any]) -> None:
    made = draft(channel="toptal", channel_reason="they replace people")
    text = drafted(world, made["id"]).markdown
    assert "Data-processing terms of the channel: Toptal." in text


def test_what_is_also_asked_for_stands_in_the_statement(world: World, draft: Draft) -> None:
    made = draft(requirements=["no weekend work", "own laptop"])
    assert "## Also asked for" in drafted(world, made["id"]).markdown
    assert "own laptop" in drafted(world, made["id"]).markdown
    assert "Also asked for" not in drafted(world, draft()["id"]).markdown

"""What the embedded model says: the answer first, short, honest about what it assumed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from assistant.offline import language
from assistant.offline.wording.scoping import in_brief
from assistant.offline.wording.speech import wanted, weeks
from knowledge.templates import Template, load_templates
from tests.assistant.offline.planned import Result

WORDS = Path(language.__file__).parent
Ask = Callable[..., AIMessage]
RECORD: dict[str, Any] = {
    "id": "REQ-1", "status": "draft",
    "fields": {"role": "Brand designer", "business_unit": "Marketing",
               "budget": {"amount": 8000, "currency": "USD", "basis": "fixed"},
               "security_classification": "internal"},
    "origins": {"role": "said", "budget": "said", "business_unit": "directory",
                "security_classification": "template"},
    "rulings": {"risk": {"verdict": "low"}, "channel": {"verdict": "upwork"},
                "classification": {"verdict": "independent"},
                "eligibility": {"verdict": "eligible"},
                "approvals": {"details": [{"role": "budget_owner"}]}},
}  # fmt: skip
UPDATED = {
    "request": RECORD, "missing": ["scope", "duration_weeks", "start_date"],
    "ask_next": ["scope", "duration_weeks"], "rulings": RECORD["rulings"],
}  # fmt: skip
ARGS = {"fields": {"role": "brand designer", "budget": RECORD["fields"]["budget"]}}


def said(model: Ask, data: dict[str, Any] = UPDATED) -> str:
    return str(model("I need a brand designer, $8k", ("update_request", ARGS, data)).text)


def test_it_says_what_it_understood_and_assumed(model: Ask) -> None:
    text = said(model)
    assert "$8,000" in text
    assert "Marketing" in text
    assert "internal" in text


def test_a_role_that_nobody_named_is_told_as_assumed(model: Ask) -> None:
    text = model("refresh our logo, $8k", ("update_request", ARGS, UPDATED)).text
    assert "brand designer as the role" in text
    assert "as the role" not in said(model)


def test_what_is_handed_over_is_named_in_brief_where_it_is_assumed(model: Ask) -> None:
    items = ["Logo in two directions", "Brand guidelines as PDF", "Source files of all artwork"]
    record = {
        **RECORD,
        "fields": {**RECORD["fields"], "deliverables": [*items, "A film"]},
        "origins": {**RECORD["origins"], "deliverables": "template"},
    }
    text = said(model, {**UPDATED, "request": record})
    assert "the usual deliverables (logo, brand guidelines, source files …)" in text


@pytest.mark.parametrize("role", load_templates(), ids=lambda role: role.id)
def test_the_things_of_every_template_have_short_names(role: Template) -> None:
    assert all(len(in_brief(item).split()) <= 8 for item in role.deliverables)


@pytest.mark.parametrize(
    ("said", "told"),
    [("why security?", "It needs our systems."), ("why hr?", "HR does not decide on this.")],
)
def test_why_a_role_decides_is_told_or_that_it_does_not(model: Ask, said: str, told: str) -> None:
    asked = {"details": [{"role": "security", "reason": "It needs our systems."}]}
    record = {**RECORD, "rulings": RECORD["rulings"] | {"approvals": asked}}
    shown: Result = ("show_request", {}, {"record": record})
    assert model(said, shown, request=record).text.startswith(told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("why is it high risk?", "The risk is low, not high."),
        ("why is this a medium risk?", "The risk is low, not medium."),
        ("why is the risk low?", "The risk is low."),
    ],
)
def test_a_mistaken_level_of_risk_is_put_right(model: Ask, said: str, told: str) -> None:
    risk = {"verdict": "low", "reasons": ["It uses internal material."]}
    record = {**RECORD, "rulings": RECORD["rulings"] | {"risk": risk}}
    shown: Result = ("show_request", {}, {"record": record})
    text = model(said, shown, context="scoping", request=record).text
    assert text.startswith(f"{told} It uses")


def test_whoever_asks_what_was_assumed_is_told(model: Ask) -> None:
    shown: Result = ("show_request", {}, {"record": RECORD})
    text = model("what did you assume?", shown, context="scoping", request=RECORD).text
    assert "Marketing" in text
    assert "internal material" in text


def test_it_says_what_the_rules_say_so_far(model: Ask) -> None:
    assert "low risk, one approval (budget owner). Upwork fits best." in said(model)


def test_the_channel_that_was_chosen_is_told_beside_the_one_that_fits(model: Ask) -> None:
    direct = {**RECORD, "fields": RECORD["fields"] | {"channel": "direct"}}
    text = said(model, {**UPDATED, "request": direct})
    assert "You chose a direct contract; Upwork would fit best." in text


def test_it_asks_two_questions_at_most(model: Ask) -> None:
    assert said(model).count("?") == 2


def test_it_stays_under_sixty_words_beside_its_questions(model: Ask) -> None:
    assert len(said(model).rsplit("\n\n", 1)[0].split()) < 60


def test_the_same_thread_is_worded_the_same(model: Ask) -> None:
    assert said(model) == said(model)


def test_a_refusal_of_a_tool_is_told_in_its_own_words(model: Ask) -> None:
    assert "There is no business unit 'Sales'." in said(
        model, {"error": "There is no business unit 'Sales'.", "rule": "R45"}
    )


def test_what_the_library_does_not_say_is_not_made_up(model: Ask) -> None:
    refused = (
        "ask_policy",
        {"question": "x"},
        {"answer": "The library does not say.", "refused": True},
    )
    assert "does not say" in model("What is the policy on unicorns?", refused).text


def test_after_a_detour_the_open_question_comes_back(model: Ask) -> None:
    draft = {**RECORD, "version": 1, "missing": ["budget"], "ask_next": ["budget"]}
    answer = ("ask_policy", {"question": "x"}, {"answer": "Yes, always.", "citations": []})
    text = model("Do we need an NDA?", answer, context="scoping", request=draft).text
    assert text.startswith("Yes, always.")
    assert text.endswith("?")


def test_a_forbidden_request_is_not_called_complete(model: Ask) -> None:
    barred = {"verdict": "not_eligible", "reasons": ["Production access is never given."]}
    rulings = {**RECORD["rulings"], "eligibility": barred}
    record = {**RECORD, "rulings": rulings}
    text = said(model, {"request": record, "missing": [], "ask_next": [], "rulings": rulings})
    assert "Production access is never given." in text
    assert "file" not in text.lower()


def test_a_filed_request_says_who_decides(model: Ask) -> None:
    record = {
        **RECORD,
        "approvals": [{"approver": "daniel.brandt@calderfinch.example", "decision": "pending"}],
    }
    filed = ("file_request", {"request_id": "REQ-1", "version": 1}, {"record": record})
    text = model("file it", filed, context="awaiting_confirmation", request=record).text
    assert "Daniel Brandt decides" in text


def test_another_errand_is_declined_without_guessing(model: Ask) -> None:
    message = model("book me a flight to Hamburg")
    assert not message.tool_calls
    assert "sourcing" in message.text


@pytest.mark.parametrize(
    ("role", "headcount", "said"),
    [
        ("illustrator", 1, "an illustrator"),
        ("QA tester", 1, "a QA tester"),
        ("SEO specialist", 1, "an SEO specialist"),
        ("UX designer", 1, "a UX designer"),
        ("support agent", 2, "two support agents"),
        ("data person", 3, "three data people"),
        ("data people", 2, "two data people"),
        ("head of sales", 2, "two heads of sales"),
        ("developer or tester", 2, "two developers or testers"),
    ],
)
def test_who_is_wanted_is_said_in_good_english(role: str, headcount: int, said: str) -> None:
    assert wanted(role, headcount) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (3.4, "three weeks and two days"),
        (1.2, "one week and one day"),
        (6.0, "six weeks"),
        (2.5, "2.5 weeks"),
        (0.8, "four days"),
    ],
)
def test_a_length_is_said_in_weeks_and_days(length: float, said: str) -> None:
    assert weeks(length) == said


def test_why_not_a_channel_is_answered_from_the_ruling(model: Ask) -> None:
    reason = {"effect": "for", "points": 30, "reason": "Harbour is preferred."}
    barred = {"effect": "disqualified", "points": 0, "reason": "Sensitive data never goes there."}
    channels = [
        {"name": "Staffing firm", "disqualified": False, "because": [reason]},
        {"name": "Upwork", "disqualified": True, "because": [barred]},
    ]
    record = RECORD | {"rulings": RECORD["rulings"] | {"channel": {"details": channels}}}
    said = model(
        "why not Upwork?", ("show_request", {}, {"record": record}), request=RECORD,
        context="scoping",
    )  # fmt: skip
    assert "Staffing firm fits best. Harbour is preferred." in said.text
    assert "Upwork is ruled out. Sensitive data never goes there." in said.text


def test_another_language_is_told_which_one_is_read(model: Ask) -> None:
    assert "English only" in str(
        model("Bonjour, j'ai besoin d'un traducteur pour trois semaines").text
    )


def test_what_was_just_left_open_is_not_asked_for_again(model: Ask) -> None:
    left = ["start_date", "sensitive_data"]
    data = UPDATED | {"missing": left, "ask_next": left}
    args = {"fields": {}, "set_aside": left}
    text = str(model("don't know", ("update_request", args, data)).text)
    assert "can't be filed without start and sensitive data" in text
    assert "?" not in text


@pytest.mark.parametrize(
    "said",
    [
        "they'll have names of customers but nothing sensitive, so no",
        "customer e-mails, but that's not sensitive",
    ],
)
def test_what_counts_as_sensitive_all_the_same_is_explained(model: Ask, said: str) -> None:
    written = ("update_request", {"fields": {"sensitive_data": True}}, UPDATED)
    assert "counts as sensitive" in str(model(said, written, context="scoping").text)
    plain = str(model("yes, customer e-mails", written, context="scoping").text)
    assert "counts as sensitive" not in plain


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("is 600 too low?", "$600 is below that"),
        ("would 20k be ok?", "$20,000 is above that"),
        ("is 40 an hour enough?", "$40 an hour is"),
        ("is €100 a day realistic?", "€100 a day is below that"),
    ],
)
def test_an_amount_that_is_asked_about_is_held_against_the_usual(
    model: Ask, said: str, verdict: str
) -> None:
    usual = {
        "role": "Copywriter", "level": "mid",
        "duration_weeks": {"least": 1, "usual": 2, "most": 6},
        "budget_usd": {"least": 1000, "usual": 3000, "most": 9000},
        "day_rate_usd": {"source": "a rate card", "mid": [280, 460]},
    }  # fmt: skip
    results: tuple[Result, ...] = (
        ("usual_terms", {}, usual),
        ("show_request", {}, {"record": RECORD}),
    )
    assert verdict in str(model(said, *results, request=RECORD, context="scoping").text)


@pytest.mark.parametrize("path", sorted(WORDS.glob("*/*.json")), ids=lambda path: path.stem)
def test_no_word_or_pattern_is_told_twice_under_one_name(path: Path) -> None:
    twice: list[str] = []

    def seen(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        twice.extend(name for name in names if names.count(name) > 1)
        return dict(pairs)

    json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=seen)
    assert twice == []

"""What a model says about rules is shown as far as the cited words carry it, else quoted."""

from typing import Any

import pytest

from tools.policy.grounding import grounded, without_claims

PAY = "Invoices are paid 30 days after they are accepted. Freelancers never get production access."
NDA = "An NDA is signed before any internal document is shared."


def result(quote: str, **more: Any) -> dict[str, Any]:
    citation = {"document": "pay", "title": "Payment", "section": "Payment", "quote": quote}
    return {"answer": quote, "citations": [citation], "refused": False, "notes": [], **more}


REFUSED = {"answer": "The policy library does not say.", "citations": [], "refused": True}


def test_a_faithful_cited_answer_stays_as_it_is() -> None:
    said = "An accepted invoice is paid after 30 days [1]. Shall I go on with the request?"
    assert grounded(said, [result(PAY)]) == said


@pytest.mark.parametrize(
    "wrong",
    [
        "Invoices are paid after 45 days [1].",
        "Invoices are paid 30 days after they are accepted.",
        "Freelancers get production access [1].",
        "Priya decides about invoices [1].",
        "Invoices are paid 30 days after they are accepted [2].",
        "Everybody may order pizza on Fridays [1].",
        "You may have $900 a day, right?",
    ],
)
def test_what_fails_is_dropped_and_the_library_is_quoted_instead(wrong: str) -> None:
    assert grounded(wrong, [result(PAY)]) == PAY


def test_a_wrong_sentence_beside_a_right_one_is_dropped_alone() -> None:
    right = "Invoices are paid 30 days after they are accepted [1]."
    assert grounded(f"{right} Late ones cost $50 [1].", [result(PAY)]) == right


def test_each_of_two_answers_is_covered_and_marks_count_through_the_turn() -> None:
    said = "Invoices are paid 30 days after they are accepted [1]. An NDA is signed first [1]."
    both = grounded(said, [result(PAY), result(NDA)])
    assert "accepted [1]" in both
    assert "An NDA is signed first [2]." in both
    one = grounded("Invoices are paid 30 days after they are accepted [1].",
                   [result(PAY), result(NDA)])  # fmt: skip
    assert one.startswith(NDA)


def test_a_refusal_is_told_in_the_words_of_the_library() -> None:
    said = "Freelancers get 25 days of holiday. Shall I ask a person?"
    assert grounded(said, [REFUSED]) == f"{REFUSED['answer']}\n\nShall I ask a person?"


def test_beside_other_tools_only_rules_need_a_citation() -> None:
    said = "Noted: three weeks from 1 December. Freelancers may use production."
    mixed = grounded(said, [result(PAY)], other_tools=True)
    assert mixed == f"{PAY}\n\nNoted: three weeks from 1 December."


def test_for_whom_the_rule_is_stays_said() -> None:
    noted = result(PAY, notes=["That is for Germany, where you are."])
    said = "Invoices are paid 30 days after they are accepted [1]."
    assert grounded(said, [noted]).endswith("That is for Germany, where you are.")


STATE = "REQ-1 budget 8000; the rules name Daniel Brandt and procurement, above 10,000 USD."


@pytest.mark.parametrize(
    "made_up",
    [
        "Invoices must be paid within 45 days.",
        "Freelancers are never allowed into production.",
        "You can pay up to $900 a day.",
    ],
)
def test_a_rule_told_without_asking_the_library_is_dropped(made_up: str) -> None:
    said = f"Noted: 8000. {made_up}\n\nWhen does it start?"
    assert without_claims(said, [STATE]) == "Noted: 8000.\n\nWhen does it start?"


@pytest.mark.parametrize(
    "known",
    [
        "The rules name Daniel Brandt and procurement.",
        "You may also say what it is for.",
        "I noted three weeks. When does it start?",
    ],
)
def test_what_the_state_says_and_plain_talk_stay(known: str) -> None:
    assert without_claims(known, [STATE]) == known

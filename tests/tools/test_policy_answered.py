"""What is asked of an answer just given is told from the documents it cited, or asked anew."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.bootstrap import World
from knowledge.errors import NotFound
from knowledge.library.library import Library
from tests.conftest import GRACE, MAYA
from tests.knowledge.library.conftest import library, policy
from tests.tools.test_policy import TODAY, put, world
from tools.policy import asking as answers
from tools.policy.answered import Aspect, about_last_answer
from tools.policy.further import NO_CASE

__all__ = ["library", "world"]

LIMITS = "Who approves a 12k request?"
PAID = "When are freelancers paid?"
CARD = "Can I pay a freelancer with the company card?"


def told(world: World, aspect: Aspect, *questions: str) -> dict[str, Any]:
    """What is told of the last answer after questions in one thread."""
    ctx = world.acting(MAYA, "t1")
    for question in questions:
        answers.answer_in_thread(ctx, question)
    return about_last_answer(ctx, aspect)


@pytest.mark.parametrize(
    ("aspect", "words"),
    [
        ("source", "“Who has to approve my request?” in Budget thresholds and approvals"),
        ("source", "Grace Okafor answers for it"),
        ("since", "in force since 1 Mar 2026. Another wording applied until 28 Feb 2026"),
        ("certainty", "Grace Okafor can"),
        ("contact", "Grace Okafor, Head of Procurement, is at grace.okafor@calderfinch.example"),
    ],
)
def test_an_answer_is_told_to_stand_where_it_was_quoted_from(
    world: World, aspect: Aspect, words: str
) -> None:
    found = told(world, aspect, LIMITS)
    assert words in found["answer"]
    assert {c["document"] for c in found["citations"]} == {"budget-thresholds-and-approvals"}


def test_what_changed_is_the_same_question_before_and_since(world: World) -> None:
    found = told(world, "change", LIMITS)
    before, _, since = found["answer"].partition("Since then: ")
    assert "Until 28 Feb 2026: In 2025" in before
    assert "Above 5,000" in before
    assert "Above 10,000" in since
    again = told(world, "change", "and in January?")
    assert again["answer"] == found["answer"]


def test_whom_an_answer_names_is_told_with_their_address(world: World) -> None:
    found = told(world, "contact", "Who has our Upwork login?")["answer"]
    assert "Ben Whitaker" in found
    assert "is at ben.whitaker@calderfinch.example" in found
    assert "Grace" not in found


@pytest.mark.parametrize(
    ("before", "case", "open_"),
    [
        ("Does a freelancer get a laptop?", "and if they lose it?", True),
        ("Do we need an NDA?", "and if they don't?", True),
        ("Do we need an NDA?", "what if they refuse?", True),
        ("Does a freelancer get a laptop?", "and if security asks for it?", False),
        (PAID, "and if we pay late?", False),
    ],
)
def test_a_case_of_which_the_section_says_nothing_is_said_to_be_open(
    world: World, before: str, case: str, open_: bool
) -> None:
    ctx = world.acting(MAYA, "t1")
    answers.answer_in_thread(ctx, before)
    found = answers.answer_in_thread(ctx, case)
    assert not found["refused"]
    assert (NO_CASE in found["answer"]) == open_


def test_a_short_question_with_an_amount_is_not_taken_for_more_of_the_one_before(
    world: World,
) -> None:
    ctx = world.acting(MAYA, "t1")
    for question in ("Who can see my request?", "who approves 8k?"):
        found = answers.answer_in_thread(ctx, question)
    assert found["citations"][0]["document"] == "budget-thresholds-and-approvals"


def test_where_there_is_no_earlier_wording_that_is_said(world: World) -> None:
    assert "no earlier wording" in told(world, "change", PAID)["answer"]
    assert "no earlier wording" in told(world, "since")["answer"]


def test_a_reason_is_the_section_that_gives_it_or_none_is_made_up(world: World) -> None:
    assert "shadow spend" in told(world, "reason", CARD)["answer"]
    refused = told(world, "reason", PAID)
    assert (refused["refused"], refused["citations"]) == (True, [])
    assert "gives no reason" in refused["answer"]


def test_more_is_the_rest_of_the_section_and_then_the_other_ones(world: World) -> None:
    whole = told(world, "rest", LIMITS)["answer"]
    assert "exactly 10,000 USD stays in the first row" in whole
    assert "“What happens if we pay late?”" in told(world, "rest", PAID)["answer"]


def test_nothing_is_told_of_a_refusal_or_of_no_answer_at_all(world: World) -> None:
    with pytest.raises(NotFound):
        about_last_answer(world.acting(MAYA, "t2"), "since")
    found = told(world, "source", "Who won the football cup?")
    assert (found["refused"], found["citations"]) == (True, [])


def test_where_others_listen_nothing_is_told_of_what_not_all_may_read(world: World) -> None:
    theirs = world.acting(GRACE, "t1")
    answers.answer_in_thread(theirs, "When do we walk away from a supplier?")
    assert about_last_answer(theirs, "source")["restricted"]
    listening = replace(theirs, public_channel=True)
    found = about_last_answer(listening, "source")
    assert (found["refused"], found["citations"]) == (True, [])


@pytest.mark.parametrize(
    ("further", "said"),
    [
        ("and for 60k?", "Above 50,000"),
        ("what about $5,000?", "Up to 10,000"),
        ("and if it is 200k?", "Above 150,000"),
        ("and what did it say in January?", "Above 5,000"),
        ("was it the same in 2025?", "Above 5,000"),
        ("what about Poland?", "written for all places, so for Poland too"),
        ("and for agencies?", "says nothing of its own about agencies"),
    ],
)
def test_a_few_words_change_one_thing_of_the_question_before(
    world: World, further: str, said: str
) -> None:
    ctx = world.acting(MAYA, "t1")
    answers.answer_in_thread(ctx, LIMITS)
    answers.answer_in_thread(ctx, "and for 30k?")
    answers.answer_in_thread(ctx, "and for 12k?")
    assert said in answers.answer_in_thread(ctx, further)["answer"]


def test_a_place_in_place_of_another_takes_the_rule_written_for_it(library: Library) -> None:
    texts = {
        name: policy(f"# Leave\n\n## How many days of leave?\nThere are {n} days.",
                     jurisdiction=f"[{code}]", title=f"Leave {name}")
        for name, n, code in (("de", 30, "DE"), ("uk", 25, "GB"))
    }  # fmt: skip
    put(library, **texts)
    before = ["How many days of leave are there in Germany?"]
    found = answers.ask(library, "and in the UK?", as_of=TODAY, thread_questions=before)
    assert "25" in found.answer


def test_a_question_of_its_own_takes_nothing_from_the_one_before(world: World) -> None:
    ctx = world.acting(MAYA, "t1")
    answers.answer_in_thread(ctx, LIMITS)
    found = answers.answer_in_thread(ctx, "and who signs the NDA?")
    assert found["question"] == "and who signs the NDA?"
    assert found["as_of"] == date(2026, 11, 21).isoformat()

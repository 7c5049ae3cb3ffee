"""Several things asked at once, things asked in passing, and which of several sections answers."""

from collections.abc import Sequence

import pytest

from knowledge.library.library import Library
from knowledge.library.rights import ANYONE, Reader
from tests.knowledge.library.conftest import library, policy
from tests.tools.test_policy import TODAY, put
from tests.tools.test_policy_listed import shipped
from tools.policy import asking as answers
from tools.policy.answers import PolicyAnswer
from tools.policy.parts import parts_asked

__all__ = ["library", "shipped"]

MANAGER = Reader("m@calderfinch.example", ("requester",), country="US")
NDA, LAPTOP = "confidentiality-and-ndas", "equipment-and-devices"


def told(
    library: Library, question: str, reader: Reader = MANAGER, before: Sequence[str] = ()
) -> PolicyAnswer:
    return answers.ask(library, question, reader=reader, as_of=TODAY, thread_questions=before)


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Does a freelancer need an NDA and who pays for the laptop?", {NDA, LAPTOP}),
        ("do they need an NDA? also, does a freelancer get a company laptop?", {NDA, LAPTOP}),
        ("How fast must invoices be paid, and can I pay in advance?",
         {"payment-terms", "billing-models"}),
        ("who signs the contract; who owns the code?",
         {"contracts-and-statements-of-work", "ip-and-source-files"}),
        ("Are gifts okay, and what about insurance?",
         {"conflicts-of-interest", "insurance-and-liability"}),
    ],
)  # fmt: skip
def test_each_of_several_things_that_are_asked_at_once_is_answered_and_cited(
    shipped: Library, question: str, cited: set[str]
) -> None:
    found = told(shipped, question)
    assert {one.document for one in found.citations} == cited
    assert all(one.words in " ".join(found.answer.split()) for one in found.citations[:1])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which background checks are there for high risk, and how long do they take?",
         "references about three days"),
        ("Who approves 60k and how long do they have to decide?", "two working days"),
        ("What was the approval threshold in January and what is it now?", "Above 10,000"),
    ],
)  # fmt: skip
def test_the_second_thing_may_be_about_the_first(
    shipped: Library, question: str, said: str
) -> None:
    assert said in told(shipped, question).answer


def test_what_the_library_does_not_say_of_several_things_is_named(shipped: Library) -> None:
    found = told(shipped, "Does a freelancer need an NDA and can I bring my dog to the office?")
    assert {one.document for one in found.citations} == {NDA}
    assert "“Can I bring my dog to the office?” The policy library does not say." in found.answer


def test_several_things_of_which_none_is_known_are_refused_once(shipped: Library) -> None:
    found = told(shipped, "Can I bring my dog and who won the football cup?")
    assert (found.refused, found.citations) == (True, ())


@pytest.mark.parametrize(
    "question",
    [
        "How and when do I file a request?",
        "Do I need approval or can I just start?",
        "When the contract ends, who removes the access?",
        "Does it matter where they live and what they do?",
        "my cousin is an illustrator, can she do the flyer?",
        "Can freelancers come to the office and do admin work?",
        "What happens if I split it and the total is over 10k?",
        "tell me who approves and how long it takes",
    ],
)
def test_one_question_is_not_taken_apart(question: str) -> None:
    assert parts_asked(question) == ()


def test_a_case_that_opens_a_message_holds_for_all_that_it_asks() -> None:
    assert parts_asked("If a freelancer quits, who do I tell and what do I pay?") == (
        "If a freelancer quits, who do I tell?",
        "If a freelancer quits, what do I pay?",
    )


@pytest.mark.parametrize(
    ("before", "further", "section"),
    [
        ("How do I end an engagement early?", "what about the laptop?",
         "How does a company laptop come back?"),
        ("How fast are invoices paid?", "what if we pay late?", "What happens if we pay late?"),
        ("Do freelancers need an NDA?", "and insurance?", "Does a freelancer need insurance?"),
        ("Can a freelancer see customer data?", "what about employee data?",
         "Can a freelancer see personal data of our employees?"),
        ("Can a freelancer use ChatGPT?", "what about customer data?",
         "Can a freelancer use ChatGPT or other AI tools for our work?"),
        ("What is the highest daily rate?", "and for agencies?",
         "What is the highest daily rate we can pay?"),
    ],
)  # fmt: skip
def test_a_thing_asked_in_passing_is_answered_from_its_own_section_if_it_has_one(
    shipped: Library, before: str, further: str, section: str
) -> None:
    found = told(shipped, further, before=[before])
    assert [one.section for one in found.citations[:1]] == [section]


def test_the_lines_that_open_a_document_do_not_answer_in_place_of_its_section(
    shipped: Library,
) -> None:
    found = told(shipped, "How long does a freelancer have to keep things confidential afterwards?")
    assert found.citations[0].section == "How long does the duty of confidentiality last?"


def test_a_rule_for_all_answers_before_one_for_the_place_about_something_else(
    shipped: Library,
) -> None:
    reader = Reader("o@calderfinch.example", ("requester",), country="GB")
    found = told(shipped, "do I need a written contract for a 300 pound job?", reader)
    assert found.citations[0].section == "Do we need a contract for a small job?"


LEAVE = "# Leave {place}\n\n## How many days of leave do employees have?\nThey have {days} days."


def test_a_question_that_two_places_list_is_answered_for_the_askers_own(library: Library) -> None:
    texts = {
        name: policy(LEAVE.format(place=name, days=days), jurisdiction=f"[{name}]")
        for name, days in (("DE", 30), ("GB", 25))
    }
    put(library, **texts)
    asked = "How many days of leave do employees have?"
    for country, days in (("DE", "30 days"), ("GB", "25 days")):
        found = told(library, asked, Reader("a@x.example", country=country))
        assert (days in found.answer, found.refused) == (True, False)
    for reader in (Reader("a@x.example", country="US"), ANYONE):
        back = told(library, asked, reader)
        assert (back.refused, len(back.options)) == (True, 2)


def test_a_rule_is_told_with_the_exceptions_behind_it_and_not_with_those_of_another(
    library: Library,
) -> None:
    text = (
        "# Receipts\n\n## When is a receipt needed?\nA receipt is needed above 25 dollars.\n\n"
        "## Exceptions\nTips need no receipt.\n\n"
        "## When is an expense claim handed in?\nAn expense claim is handed in by Friday."
    )
    put(library, receipts=text)
    rule = told(library, "When is a receipt needed?")
    assert [one.section for one in rule.citations] == ["When is a receipt needed?", "Exceptions"]
    other = told(library, "When is an expense claim handed in?")
    assert "Tips" not in other.answer

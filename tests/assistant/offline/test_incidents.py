"""Incidents that are told of: what to do at once, and nothing is opened for them."""

import pytest
from langchain_core.messages import HumanMessage

from tests.assistant.offline.planned import DRAFT, Ask, called

LOST = [("ask_policy", {"question": "What if a freelancer sees data by mistake or loses a file?"})]
LEAKED = [("ask_policy", {"question": "What if a freelancer breaks confidentiality?"})]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I forwarded the payroll file to the wrong agency", LOST),
        ("we shared the wrong folder with our contractor", LOST),
        ("oh no, I accidentally shared our price list with a translator", LOST),
        ("the tester left her laptop on the train", LOST),
        ("my freelancer's laptop was stolen last night", LOST),
        ("he opened a folder he was not supposed to see", LOST),
        ("there has been a data breach", LOST),
        ("our photographer has posted our campaign pictures on LinkedIn", LEAKED),
        ("She told her friends about our launch", LEAKED),
        ("The agency leaked our prices?", LEAKED),
        ("our designs were leaked, what now?", LEAKED),
    ],
)
@pytest.mark.parametrize("request_at_hand", [None, DRAFT])
def test_whoever_tells_of_an_incident_is_told_what_to_do_at_once(
    model: Ask, said: str, told: object, request_at_hand: dict[str, object] | None
) -> None:
    context = "scoping" if request_at_hand else "none"
    assert called(model(said, context=context, request=request_at_hand)) == told


@pytest.mark.parametrize(
    "said", ["what do I do now?", "should I tell the customers?", "is it bad?"]
)
def test_whoever_told_of_an_incident_may_ask_on(model: Ask, said: str) -> None:
    before = [HumanMessage("I forwarded the payroll file to the wrong agency")]
    assert called(model(said, before=before, context="none", request=None)) == LOST


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("I forwarded the payroll file to the wrong agency", "it was this morning, 40 names"),
        ("I paid the translator via PayPal", "that was in October, 600 dollars for a brochure"),
    ],
)
def test_more_of_what_went_wrong_belongs_in_the_report(model: Ask, before: str, said: str) -> None:
    message = model(said, before=[HumanMessage(before)], context="none", request=None)
    assert called(message) == []
    assert "when you report it" in message.text


@pytest.mark.parametrize(
    "said", ["I need to report a data breach", "we must report a privacy issue"]
)
def test_an_incident_to_be_reported_is_handed_to_security(model: Ask, said: str) -> None:
    handed = ("ask_person", {"question": said, "team": "security"})
    assert called(model(said, context="none", request=None)) == [*LOST, handed]


@pytest.mark.parametrize(
    "said",
    [
        "can a freelancer put our designs on her portfolio?",
        "what if a contractor leaked our plans?",
        "we were hacked last year, need a security tester for 3 weeks, 9k",
        "he sent me the wrong file again",
    ],
)
def test_work_and_rules_are_no_incident(model: Ask, said: str) -> None:
    calls = called(model(said, context="none", request=None))
    assert calls not in (LOST, LEAKED)

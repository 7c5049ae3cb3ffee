"""What a model says was done is read; what it asks, conditions or denies is no claim."""

import pytest

from tools.claims import claims_in


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("I have filed your request and Daniel approved it.", {"filed", "approved"}),
        ("I've just submitted it for you.", {"filed"}),
        ("Your brand designer request has been filed.", {"filed"}),
        ("Good news: REQ-7K2QFDM is now filed.", {"filed"}),
        ("Filed!", {"filed"}),
        ("Done, filed and approved.", {"filed", "approved"}),
        ("I can confirm that your request was submitted.", {"filed"}),
        ("I sent it for approval.", {"filed"}),
        ("After checking the rules, I filed it.", {"filed"}),
        ("Approved.", {"approved"}),
        ("The budget owner has already approved it.", {"approved"}),
        ("It was approved by Daniel Brandt this morning.", {"approved"}),
        ("Daniel's approval is in.", {"approved"}),
        ("The approval has been granted.", {"approved"}),
        ("Your request got approval.", {"approved"}),
        ("Priya rejected it.", {"rejected"}),
        ("I have confirmed the match.", {"match_confirmed"}),
        ("The candidate is booked.", {"match_confirmed"}),
        ("I hired Ada Lovelace for you.", {"match_confirmed"}),
        ("I have withdrawn your request.", {"withdrawn"}),
        ("It has been cancelled.", {"withdrawn"}),
        ("I've updated the budget to $9,000.", {"changed"}),
        ("I have told Daniel about it.", {"told"}),
        ("I've asked procurement.", {"told"}),
    ],
)
def test_a_statement_that_something_was_done_is_a_claim(sentence: str, acts: set[str]) -> None:
    assert {claim.act for claim in claims_in(sentence)} == acts


@pytest.mark.parametrize(
    "sentence",
    [
        "Shall I file it?",
        "Has Daniel approved it?",
        "Was your request filed?",
        "Once it is filed, Daniel decides.",
        "It is filed when you confirm.",
        "Your request is filed only after you confirm it.",
        "If Daniel approved it, procurement confirms the match.",
        "As soon as it is approved, you are told.",
        "It will be filed by you.",
        "It has to be approved by Daniel.",
        "It can be withdrawn at any time.",
        "It is not filed yet.",
        "I have not filed anything.",
        "Nothing is filed until you say so.",
        "Nobody has approved it so far.",
        "Neither Daniel nor Priya has approved it.",
        "Your request is approved by the budget owner.",
        "It is approved by Daniel first, then by security.",
        "The approved budget is $8,000.",
        "Finance approved vendors only.",
        "Requests above $5,000 are approved by finance.",
        "You confirmed Daniel Brandt as the budget owner.",
        "The start date is confirmed.",
        "She is free and booked through Upwork.",
        "I have three candidates for you.",
        "Say *file it* and I file it.",
        "Would you like it filed?",
        "Let me know whether Daniel approved it.",
        "The documents are filed under marketing.",
        "I was told that you need a designer.",
        "What was written down: three weeks, $8,000.",
    ],
)
def test_what_is_asked_conditional_to_come_or_denied_is_no_claim(sentence: str) -> None:
    assert claims_in(sentence) == ()

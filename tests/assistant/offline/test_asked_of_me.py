"""What a requester says where somebody waits for an answer about the request at hand."""

from typing import Any

import pytest

from tests.assistant.offline.planned import Ask, called

DANIEL, MAYA = "daniel.brandt@calderfinch.example", "maya.ortiz@calderfinch.example"
ASKED = {"by": DANIEL, "question": "Why 6 weeks?", "answer": None}


def filed(*questions: dict[str, Any]) -> dict[str, Any]:
    fields = {"role": "trainer", "duration_weeks": 6}
    record = {"id": "REQ-1", "status": "in_approval", "requester": MAYA, "fields": fields}
    return {"context": "filed", "request": {**record, "questions": [*questions]},
            "person": {"email": MAYA}}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "because two reviewers read it, a week each",
            "because two reviewers read it, a week each",
        ),
        ("There are six sessions, one a week", "There are six sessions, one a week"),
        ("we need 6 weeks for the rehearsals", "we need 6 weeks for the rehearsals"),
        ("tell Daniel that 3 weeks is too short", "3 weeks is too short"),
        ("let him know it's the directors who come", "it's the directors who come"),
    ],
)
def test_an_answer_is_passed_on_and_changes_nothing(model: Ask, said: str, words: str) -> None:
    state = filed(ASKED)
    assert called(model(said, **state)) == [
        ("show_request", {"request_id": "REQ-1", "words": words})
    ]
    shown = ("show_request", {"request_id": "REQ-1"}, {"record": state["request"], "words": words})
    assert "Daniel Brandt asked: “Why 6 weeks?”" in model(said, shown, **state).text


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("make it 4 weeks", [ASKED]),
        ("where does it stand?", [ASKED]),
        ("because two reviewers read it", [{**ASKED, "answer": "Two readers."}]),
        ("because two reviewers read it", []),
    ],
)
def test_other_words_are_read_as_ever(model: Ask, said: str, asked: list[Any]) -> None:
    assert all("words" not in args for _, args in called(model(said, **filed(*asked))))

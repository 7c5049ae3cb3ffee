"""Questions are told apart by how they are put."""

from knowledge.library.asked_for import kinds


def test_questions_are_told_apart_by_how_they_begin() -> None:
    assert kinds("What is a rate card?") == [1.0, 0.0, 1.0]
    assert kinds("and can they do that") == [0.0, 1.0, 1.0]
    assert kinds("laptop broken, second time") == [0.0, 0.0, 0.0]

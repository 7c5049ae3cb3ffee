"""A figure that is asked for has to stand near what it counts."""

import pytest

from knowledge.library import Library, Passage
from knowledge.library.asked_for import figure_missing, kinds
from tests.knowledge.library.conftest import TODAY, Add

PAGE = """# Notice

Freelancers have 14 days of notice. The agency trains its staff in Bristol.

# Desk

Call the desk at 503 555-0100.
"""


@pytest.fixture
def found(library: Library, add: Add) -> list[Passage]:
    add(notice=PAGE)
    return library.search("notice agency desk", as_of=TODAY)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("how many days of notice", 0.0),
        ("how many staff does the agency have", 1.0),
        ("what is the phone number of the agency", 1.0),
        ("who trains the staff", 0.0),
    ],
)
def test_a_figure_or_contact_that_no_line_has_is_missing(
    found: list[Passage], question: str, missing: float
) -> None:
    notice = [passage for passage in found if passage.section == "Notice"]
    assert figure_missing(question, notice) == missing


def test_a_contact_that_stands_there_is_not_missing(found: list[Passage]) -> None:
    assert figure_missing("what is the phone number of the desk", found) == 0.0


def test_questions_are_told_apart_by_how_they_begin() -> None:
    assert kinds("What is a rate card?") == [1.0, 0.0, 0.0, 1.0]
    assert kinds("and can they do that") == [0.0, 1.0, 1.0, 1.0]
    assert kinds("laptop broken, second time") == [0.0, 0.0, 0.0, 0.0]

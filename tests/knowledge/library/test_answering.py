"""Answers are short, quoted word for word, and tables stay together."""

from collections.abc import Callable

import pytest

from knowledge.library.answering import Extract, extracts
from knowledge.library.library import Library
from tests.knowledge.library.conftest import TODAY, Add

Best = Callable[[str], Extract]

FEES = """# Fees

## Which fee do we pay on a site?

Each site has one fee.

| Site | Fee |
|---|---|
| Alpha | 5 % |
| Beta | 10 % |

## How long do we keep records of a job?

Seven years after the end of the job. That covers the request, the approvals, the contract,
the invoices and everything that was written about the work while it went on. Legal can stop a
deletion when a dispute is open. Whoever asks for a deletion before that time is told who decides
and until when the decision has to be made, and gets the reasons in writing. Records of requests
that never became a job are kept for two years. After that they are made anonymous, and nobody can
bring them back from anywhere.

## Which steps are needed?

These steps are needed, in this order, and none of them may ever be left out by anybody:

1. Sign the contract with the person who does the work, before anything else is done at all.
2. Order the access that the work needs and no other, with an end on the last day of it.
3. Name whom to call when something goes wrong in the evening, at night or at a weekend.
"""


@pytest.fixture
def best(library: Library, add: Add) -> Best:
    add(fees=FEES)

    def of(question: str) -> Extract:
        return extracts(library.consult(question, as_of=TODAY))[0]

    return of


def test_of_a_table_the_head_and_the_row_asked_about_are_quoted(best: Best) -> None:
    (head, words), (row, other) = best("Which fee do we pay on a site like Beta?").quotations
    assert head == "Each site has one fee.\n\n| Site | Fee |"
    assert row == "| Beta | 10 % |"
    assert (words, other) == ("Each site has one fee. Site · Fee", "Beta · 10 %")


def test_the_one_row_of_a_table_is_told_by_the_heads_of_its_columns(best: Best) -> None:
    told = best("Which fee do we pay on a site like Beta?").words
    assert told == "Each site has one fee. Beta: fee 10 %."


def test_rows_of_a_table_and_the_sentence_above_it_are_one_quotation(best: Best) -> None:
    ((quote, words),) = best("Which fee do we pay on a site?").quotations
    assert quote.startswith("Each site has one fee.\n\n| Site | Fee |")
    assert quote.endswith("| Beta | 10 % |")
    assert words.endswith("Site · Fee; Alpha · 5 %; Beta · 10 %")


def test_a_question_as_heading_is_answered_from_its_first_sentence_on(best: Best) -> None:
    found = best("How long do we keep records of a job?")
    assert found.words.startswith("Seven years after the end of the job.")
    assert len(found.words.split()) < len(found.passage.text.split())


def test_no_sentence_between_two_that_are_said_is_left_out(best: Best) -> None:
    found = best("How long do we keep records of requests that never became a job?")
    ((quote, _),) = found.quotations
    assert quote in found.passage.text


def test_a_list_comes_with_the_line_above_it_and_whole(best: Best) -> None:
    found = best("Which steps are needed?")
    assert found.words.startswith("These steps are needed")
    assert len(found.units) == 4


BAYS = """# Bays

## Motorbikes

Motorbikes stand in the rack behind the gate.

| Vehicle | Monthly fee |
|---|---|
| Car | 45 euros |
| Van | 80 euros |

Contracts end with the job.
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "What is the monthly fee of a van?",
            "Motorbikes stand in the rack behind the gate. Van: monthly fee 80 euros.",
        ),
        (
            "Where do motorbikes stand?",
            "Motorbikes stand in the rack behind the gate. Contracts end with the job.",
        ),
    ],
)
def test_what_stands_beside_the_rows_or_the_sentences_asked_about_is_left_out(
    library: Library, add: Add, question: str, words: str
) -> None:
    add(bays=BAYS)
    assert extracts(library.consult(question, as_of=TODAY))[0].words == words


CAMP = """# Camp

## Tents

Tents are lent by the warden to groups that have paid the deposit at the gate in advance.[^1]
They are dried on the line behind the barn before they are handed back, by those who slept in them.
Pegs that are lost are charged on the day of departure at two euros for each of them, in cash only.
No more than six people sleep in one tent. The warden may allow eight for a single night.

[^1]: Schools pay no deposit.

| Tent | Warden |
|---|---|
| Red | Ann lends it out on Mondays and at weekends, to groups of grown people alone |
| Blue | Ben lends it out on every other day of the week, to schools and to families |
"""


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("How many people sleep in one tent?", "allow eight", "Pegs"),
        ("Who has paid the deposit at the gate for tents?", "Schools pay no deposit.", "Ben"),
    ],
)
def test_what_is_quoted_comes_with_its_footnote_and_without_what_lies_far_from_it(
    library: Library, add: Add, question: str, has: str, lacks: str
) -> None:
    add(camp=CAMP)
    words = extracts(library.consult(question, as_of=TODAY))[0].words
    assert has in words
    assert lacks not in words

"""What the models make of a message before anything is read in it."""

import numpy as np

from assistant.offline.understanding.reading import reading
from knowledge.embedding import DIMENSIONS, MAX_TOKENS


def test_every_token_is_read_where_it_stands() -> None:
    text = "Copywriter, 3 weeks"
    read = reading(text)
    assert [text[start:end] for start, end in read.spans[1:-1]] == [
        *("Copy", "writer", ",", "3", "weeks")
    ]
    assert read.states.shape == (7, DIMENSIONS)


def test_the_same_word_means_another_thing_elsewhere() -> None:
    money, shore = (reading(text).states[2] for text in ("the bank pays", "the bank of a river"))
    assert not np.allclose(money, shore, atol=0.1)


def test_of_a_long_text_the_beginning_is_read() -> None:
    text = "This is about a feed. " * 300
    read = reading(text)
    assert len(read.spans) == len(read.states) == MAX_TOKENS
    assert read.spans[:-1] == reading(text[: read.spans[-2][1]]).spans[:-1]


def test_what_is_meant_alike_is_nearer_than_what_is_not() -> None:
    who, approver, order = (
        reading(text).meaning
        for text in ("Who approves this?", "Who has to sign it off?", "Book the second one.")
    )
    assert who @ approver > who @ order


def test_an_empty_text_is_read_as_well() -> None:
    assert reading("").states.shape == (2, DIMENSIONS)

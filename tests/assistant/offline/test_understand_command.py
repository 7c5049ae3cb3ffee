"""`sourcing understand --json`: a message a line in, its intent and fields a line out."""

import json

import pytest

from assistant.commands.understand import understand_lines
from knowledge.errors import BadInput


def test_each_line_is_read_at_its_own_moment() -> None:
    line = {"text": "tomorrow", "context": "scoping", "now": "2026-11-18T09:00:00-08:00"}
    (told,) = understand_lines([json.dumps(line)])
    assert json.loads(told)["fields"] == {"start_date": "2026-11-19"}


@pytest.mark.parametrize(
    ("said", "day"), [("today", 18), ("ok, today then", 18), ("from tomorrow please", 19)]
)
def test_a_bare_day_is_an_answer_and_no_talk(said: str, day: int) -> None:
    line = {"text": said, "context": "scoping", "now": "2026-11-18T09:00:00+00:00"}
    (told,) = understand_lines([json.dumps(line)])
    found = {"intent": "provide_detail", "fields": {"start_date": f"2026-11-{day}"}}
    assert json.loads(told) == found


def test_a_line_may_leave_context_and_now_out() -> None:
    (told,) = understand_lines(['{"text": "hello"}'])
    assert json.loads(told) == {"intent": "smalltalk", "fields": {}}


@pytest.mark.parametrize(
    ("line", "named"),
    [("{", "Line 1"), ('{"text": 3}', "text"), ('{"text": "x", "context": "y"}', "context"),
     ('{"text": "x", "now": "soon"}', "now")],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(line: str, named: str) -> None:
    with pytest.raises(BadInput, match=named):
        list(understand_lines([line]))

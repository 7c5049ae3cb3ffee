"""The statement of work as a Word file: asked for in words or by a click, a file to open."""

import io
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from assistant.attached import written
from assistant.bootstrap import World
from assistant.in_slack import behaviour
from assistant.lines import serve_lines
from integrations.reply import Reply
from knowledge.errors import NotAllowed
from tests.conftest import DANIEL, MAYA, PRIYA, offered

ASK = (
    "I need a brand designer for three weeks from 1 December, $8k: a logo refresh, a key visual "
    "and a style guide. No sensitive data"
)


@pytest.fixture
def request_id(say: Callable[..., Reply]) -> str:
    return str(say(ASK).request_id)


@pytest.mark.parametrize(
    "wish",
    [
        "can I have it as a Word file?",
        "Could you send me the SOW as a .docx?",
        "give me the statement of work in Word please",
        "I'd like to download the statement of work",
        "export the statement of work as a file",
    ],
)
def test_asking_for_a_word_file_ends_with_one(
    world: World, say: Callable[..., Reply], request_id: str, wish: str
) -> None:
    reply = say(wish)
    (path,) = written(world, MAYA, reply)
    assert request_id in path.name
    paragraphs = docx.Document(str(path)).paragraphs
    headings = [p.text for p in paragraphs if p.style and p.style.name == "Heading 1"]
    assert {"Scope", "Deliverables", "Payment"} <= set(headings)
    assert "`" not in reply.text, "no command that a manager cannot run"


@pytest.mark.parametrize(
    "wish",
    ["draft the statement of work", "show me the SOW", "can I see the statement of work?"],
)
def test_asking_for_the_statement_alone_shows_it_to_the_asker_and_makes_no_file(
    say: Callable[..., Reply], request_id: str, wish: str
) -> None:
    reply = say(wish)
    assert not reply.attachments
    assert "Scope" in reply.text
    assert reply.audience == "asker"


def test_the_statement_that_is_shown_offers_the_file(
    say: Callable[..., Reply], request_id: str
) -> None:
    shown = say(action="statement", value=request_id)
    click = offered(shown, "statement_word")
    (file,) = say(action=click.action, value=click.value).attachments
    assert file.request_id == request_id


def test_a_file_that_is_there_is_never_overwritten(
    world: World, say: Callable[..., Reply], request_id: str
) -> None:
    reply = say("can I have it as a Word file?")
    (first,) = written(world, MAYA, reply)
    first.write_text("edited")
    (second,) = written(world, MAYA, reply)
    assert second != first
    assert first.read_text() == "edited"


def test_programs_are_told_where_the_file_is(world: World, request_id: str) -> None:
    out = io.StringIO()
    turn = {"thread": "t1", "actor": MAYA, "text": "can I have it as a Word file?"}
    assert serve_lines(world, [json.dumps(turn)], out) == 0
    (reply,) = json.loads(out.getvalue())["replies"]
    (path,) = reply["files"]
    assert Path(path).read_bytes().startswith(b"PK")


def test_no_surface_makes_the_file_for_somebody_who_may_not_read_the_request(
    world: World, say: Callable[..., Reply], request_id: str
) -> None:
    reply = say("can I have it as a Word file?")
    with pytest.raises(NotAllowed):
        written(world, PRIYA, reply)
    with pytest.raises(NotAllowed):
        behaviour(world).word_file(request_id, PRIYA)
    assert docx.Document(BytesIO(behaviour(world).word_file(request_id, MAYA))).paragraphs
    refused = say(action="statement_word", value=request_id, actor=PRIYA)
    assert (refused.outcome, refused.attachments) == ("refused", ())


def returned(world: World, content: bytes, actor: str = MAYA) -> Reply:
    (reply,) = behaviour(world).statement_back("t1", actor, "“a.docx”", content)
    return reply


def edited(world: World, request_id: str, old: str, new: str) -> bytes:
    """The Word file of a request, with one line of it changed as somebody would in Word."""
    word = docx.Document(BytesIO(behaviour(world).word_file(request_id, MAYA)))
    line = [each for each in word.paragraphs if old in each.text][-1]
    line.text, file = new, BytesIO()
    word.save(file)
    return file.getvalue()


def test_a_file_that_comes_back_changes_the_request_and_the_answer_says_what(
    world: World, request_id: str
) -> None:
    content = edited(
        world, request_id, "key visual", "two [key](https://x.example) <!channel> visuals"
    )
    reply = returned(world, content)
    assert reply.card is not None
    assert (
        "two [key](https://x.example) <!channel> visuals"
        in reply.card.data["fields"]["deliverables"]
    )
    assert "out: key visual" in reply.text
    assert "[key](" not in reply.text, "words of a file are no markup"
    again = returned(world, content)
    assert again.outcome == "refused"
    assert "earlier" in again.text or "version" in again.text


def test_what_policy_fixes_stays_and_the_answer_says_why(world: World, request_id: str) -> None:
    reply = returned(world, edited(world, request_id, "30 days after", "Paid at once."))
    assert (reply.outcome, reply.card, reply.audience) == ("misuse", None, "asker")
    assert f"Nothing in your file changes {request_id}" in reply.text
    assert "Not taken: Payment. Standard terms are fixed by policy" in reply.text


@pytest.mark.parametrize(
    ("content", "actor", "told"),
    [
        (b"PK no word file", MAYA, "“a.docx”: cannot be read as DOCX"),
        (b"hello", MAYA, "“a.docx”: cannot be read as DOCX"),
        (None, PRIYA, "it is Maya Ortiz's"),
        (None, DANIEL, "Maya Ortiz's"),
    ],
)
def test_a_file_that_is_not_taken_is_answered_with_the_reason_to_its_sender_alone(
    world: World, request_id: str, content: bytes | None, actor: str, told: str
) -> None:
    reply = returned(world, content or edited(world, request_id, "key visual", "key"), actor)
    assert told in reply.text
    assert reply.outcome in ("misuse", "refused")
    assert reply.audience == "asker"


def test_a_file_of_a_closed_request_is_refused(
    world: World, say: Callable[..., Reply], request_id: str
) -> None:
    content = edited(world, request_id, "key visual", "two key visuals")
    say(action="withdraw", value=request_id)
    say(action="confirm", value=request_id)
    reply = returned(world, content)
    assert reply.outcome == "refused"

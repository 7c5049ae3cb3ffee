"""A Word file that somebody asks for arrives in Slack, for them alone."""

import base64
from typing import Any

import httpx
import pytest

from integrations.slack.uploads import LARGEST, is_slacks
from integrations.slack.workspace.page.routes import Page
from integrations.slack.workspace.state import BOT_TOKEN, BOT_USER
from tests.integrations.slack.conftest import DANIEL, EMAIL, GENERAL, MARKETING, MAYA, Rig, words

CONTENT = b"PK the statement of REQ-1"


def files(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [file for message in messages for file in message.get("files", ())]


def test_a_file_asked_for_in_a_direct_message_is_in_its_thread(wire: Rig) -> None:
    direct = wire.direct(MAYA)
    ts = wire.say(MAYA, direct, "can I have it as a Word file?")
    (file,) = files(wire.seen(MAYA, direct, ts))
    assert (file["name"], file["size"]) == ("REQ-1.docx", len(CONTENT))


def test_a_file_asked_for_in_a_channel_goes_to_the_asker_and_not_to_the_channel(wire: Rig) -> None:
    before = len(files(wire.seen(MAYA, wire.direct(MAYA))))
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> can I have it as a Word file?")
    assert not files(wire.seen(MAYA, GENERAL))
    assert "in our direct message" in words(wire.seen(MAYA, GENERAL, ts))
    assert "in our direct message" not in words(wire.seen(DANIEL, GENERAL, ts))
    assert len(files(wire.seen(MAYA, wire.direct(MAYA)))) == before + 1


def test_who_may_not_read_the_request_is_told_so_and_gets_no_file(wire: Rig) -> None:
    direct = wire.direct(DANIEL)
    ts = wire.say(DANIEL, direct, "can I have it as a Word file?")
    seen = wire.seen(DANIEL, direct, ts)
    assert not files(seen)
    assert "can't show you REQ-1" in words(seen)


def test_a_file_that_slack_refuses_is_said_with_the_reason(rig: Rig) -> None:
    rig.workspace.faults.refuse("files.getUploadURLExternal", "missing_scope")
    ts = rig.say(MAYA, rig.direct(MAYA), "can I have it as a Word file?")
    assert "lacks the right files:write" in words(rig.seen(MAYA, rig.direct(MAYA), ts))


def test_the_page_gives_a_file_to_those_who_see_its_message(rig: Rig) -> None:
    rig.workspace.stop()
    rig.workspace.start(*Page(rig.workspace).routes())
    direct = rig.direct(MAYA)
    ts = rig.say(MAYA, direct, "can I have it as a Word file?")
    (file,) = files(rig.seen(MAYA, direct, ts))
    with httpx.Client(base_url=rig.workspace.base_url) as page:
        given = page.get(f"/files/{file['id']}", params={"as": MAYA})
        assert given.content == CONTENT
        assert "REQ-1.docx" in given.headers["content-disposition"]
        assert page.get(f"/files/{file['id']}", params={"as": DANIEL}).status_code == 404
        where = {"as": MAYA, "channel": direct, "thread": ts}
        assert f"/files/{file['id']}" in page.get("/ui/regions", params=where).json()["thread"]


def test_an_upload_is_taken_once_and_whole(rig: Rig) -> None:
    head = {"Authorization": f"Bearer {BOT_TOKEN}"}
    with httpx.Client(base_url=rig.workspace.base_url, headers=head) as slack:

        def call(method: str, **args: Any) -> Any:
            return slack.post(f"/api/{method}", json=args).json()

        where = call("files.getUploadURLExternal", filename="a.docx", length="3")
        share = {"files": [{"id": where["file_id"]}], "channel_id": rig.direct(MAYA)}
        assert call("files.completeUploadExternal", **share)["error"] == "file_not_found"
        assert slack.post(where["upload_url"], content=b"four").status_code == 400
        assert slack.post(where["upload_url"], content=b"abc").status_code == 200
        assert slack.post(where["upload_url"], content=b"xyz").status_code == 400
        assert call("files.completeUploadExternal", **share)["ok"]
        assert call("files.completeUploadExternal", **share)["error"] == "file_not_found"


def test_an_edited_file_shared_in_the_requests_thread_reaches_the_use_case_whole(
    wire: Rig,
) -> None:
    ts = wire.say(MAYA, MARKETING, f"<@{BOT_USER}> need a designer")
    wire.share(MAYA, MARKETING, "REQ-1.DOCX", b"PK edited" * 9_000, ts)
    thread, actor, name, content = wire.assistant.files[-1]
    assert thread.endswith(f"{MARKETING}:{ts}")
    assert (actor, name, content) == (EMAIL[MAYA], "“REQ-1.DOCX”", b"PK edited" * 9_000)
    assert "the scope of REQ-1 changed" in words(wire.seen(DANIEL, MARKETING, ts))


def test_who_may_not_give_it_back_is_told_alone(wire: Rig) -> None:
    ts = wire.say(MAYA, MARKETING, f"<@{BOT_USER}> need a designer")
    wire.share(DANIEL, MARKETING, "REQ-1.docx", thread=ts)
    assert "belongs to Maya" in words(wire.seen(DANIEL, MARKETING, ts))
    assert "belongs to Maya" not in words(wire.seen(MAYA, MARKETING, ts))


def test_a_file_in_a_thread_between_people_is_nobodys_business_of_the_app(wire: Rig) -> None:
    before = len(wire.assistant.files)
    ts = wire.say(DANIEL, GENERAL, "look at this")
    wire.share(DANIEL, GENERAL, "holiday.docx", thread=ts)
    assert len(wire.assistant.files) == before
    assert not wire.seen(DANIEL, GENERAL, ts)


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [
        ("plan.pdf", 9, "plan.pdf” aside"),
        ("old.doc", 9, "as a Word file (.docx)"),
        ("big.docx", LARGEST + 1, "too large: a Word file may have 5 MB"),
    ],
)
def test_what_cannot_be_taken_is_said_in_a_sentence_and_never_fetched(
    wire: Rig, name: str, size: int, told: str
) -> None:
    before = len(wire.assistant.files), len(wire.assistant.turns)
    direct = wire.direct(MAYA)
    ts = wire.share(MAYA, direct, name, b"x" * size)
    assert told in words(wire.seen(MAYA, direct, ts))
    assert (len(wire.assistant.files), len(wire.assistant.turns)) == before


def test_a_file_that_is_larger_than_slack_said_is_dropped_on_the_way(rig: Rig) -> None:
    file = rig.workspace.state.add_file("a.docx", 5, MAYA)
    file["content"] = base64.b64encode(b"x" * (LARGEST + 1)).decode()
    ts = rig.workspace.acts.say(MAYA, rig.direct(MAYA), "", "", file["id"])
    rig.settle()
    assert "too large" in words(rig.seen(MAYA, rig.direct(MAYA), ts))
    assert not rig.assistant.files


def test_a_file_without_the_right_to_read_it_is_said_with_the_reason(rig: Rig) -> None:
    rig.workspace.faults.refuse("files-pri", "missing_scope")
    ts = rig.share(MAYA, rig.direct(MAYA), "a.docx")
    assert "lacks the right files:read" in words(rig.seen(MAYA, rig.direct(MAYA), ts))


def test_words_beside_a_file_are_never_dropped_in_silence(rig: Rig) -> None:
    direct = rig.direct(MAYA)
    for name in ("a.docx", "a.png"):
        file = rig.workspace.state.add_file(name, 2, MAYA)
        file["content"] = base64.b64encode(b"PK").decode()
        rig.workspace.acts.say(MAYA, direct, "and five weeks", "", file["id"])
        rig.settle()
    assert "send it as a message" in words(rig.seen(MAYA, direct))
    assert "You said: and five weeks" in words(rig.seen(MAYA, direct))
    assert len(rig.assistant.files) == 1


@pytest.mark.parametrize("name", ["<!channel>.docx", "[x](javascript:alert).docx", "*a*\n# b.docx"])
def test_a_files_name_is_shown_as_words(rig: Rig, name: str) -> None:
    ts = rig.share(MAYA, rig.direct(MAYA), name)
    shown = words(rig.seen(MAYA, rig.direct(MAYA), ts))
    assert "I took" in shown
    assert "<!channel>" not in shown
    assert "[x](" not in shown
    assert "*a*" not in shown


@pytest.mark.parametrize(
    ("url", "api", "right"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/a.docx", "https://slack.com/api/", True),
        ("https://slack.com/files/a.docx", "https://slack.com/api/", True),
        ("http://files.slack.com/a.docx", "https://slack.com/api/", False),
        ("https://files.slack.com.evil.example/a.docx", "https://slack.com/api/", False),
        ("https://files.slack.com@evil.example/a.docx", "https://slack.com/api/", False),
        ("https://x@files.slack.com/a.docx", "https://slack.com/api/", False),
        ("https://evil.example/files.slack.com", "https://slack.com/api/", False),
        ("http://127.0.0.1:9/a.docx", "http://127.0.0.1:8/api/", False),
        ("https://[bad", "https://slack.com/api/", False),
        ("file:///etc/passwd", "https://slack.com/api/", False),
        ("", "https://slack.com/api/", False),
    ],
)
def test_the_token_goes_to_slack_alone(url: str, api: str, right: bool) -> None:
    assert is_slacks(url, api) is right


def test_the_page_shares_a_file_in_a_thread_and_takes_no_more_than_it_says(rig: Rig) -> None:
    rig.workspace.stop()
    rig.workspace.start(*Page(rig.workspace).routes())
    direct = rig.direct(MAYA)
    ts = rig.say(MAYA, direct, "hello")
    where = {"as": MAYA, "channel": direct, "thread": ts, "name": "REQ-1.docx"}
    with httpx.Client(base_url=rig.workspace.base_url, params=where) as page:
        assert page.post("/ui/upload", content=b"PK").status_code == 403
        page.headers["X-Workspace"] = "1"
        assert page.post("/ui/upload", content=b"").json()["error"] == "file_empty"
        assert page.post("/ui/upload", content=b"x" * 10_000_001).status_code == 413
        assert page.post("/ui/upload", content=b"PK").json()["ok"]
    rig.settle()
    assert "the scope of REQ-1 changed" in words(rig.seen(MAYA, direct, ts))

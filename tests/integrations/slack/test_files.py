"""A Word file that somebody asks for arrives in Slack, for them alone."""

from typing import Any

import httpx

from integrations.slack.workspace.page.routes import Page
from integrations.slack.workspace.state import BOT_TOKEN, BOT_USER
from tests.integrations.slack.conftest import DANIEL, GENERAL, MAYA, Rig, words

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

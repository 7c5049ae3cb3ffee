"""files.*: an address to upload to, and sharing what was uploaded, in two calls as in Slack."""

from typing import Any

from integrations.slack.workspace.methods.call import Call
from integrations.slack.workspace.methods.messages import root_of
from integrations.slack.workspace.refusals import Refusal

Answer = dict[str, Any]
LARGEST = 5_000_000
"""Bytes of a file; Slack takes a gigabyte, the local one keeps files with its messages."""


def upload_url(call: Call) -> Answer:
    """files.getUploadURLExternal: where the bytes go, for one upload."""
    name, length = call.text("filename"), call.text("length")
    if not length.isdigit() or not 0 < int(length) <= LARGEST:
        raise Refusal("invalid_arguments", "[ERROR] length")
    file_id = call.state.add_file(name, int(length), call.token["user"])["id"]
    return {"file_id": file_id, "upload_url": f"{call.base_url}/upload/{file_id}"}


def complete_upload(call: Call) -> Answer:
    """files.completeUploadExternal: share what was uploaded, as one message."""
    asked = call.parsed("files")
    if not isinstance(asked, list) or not asked:
        raise Refusal("invalid_arguments", "[ERROR] files")
    channel = call.channel("channel_id")
    files = [_uploaded(call, each) for each in asked]
    message = {
        "type": "message",
        "subtype": "file_share",
        "user": call.token["user"],
        "bot_id": call.token["bot"],
        "text": call.text("initial_comment", required=False),
        "blocks": [],
        "files": [shown_file(file, call.base_url) for file in files],
    }
    thread = call.text("thread_ts", required=False)
    if thread:
        message["thread_ts"] = root_of(call, channel["id"], thread)
    kept = call.state.add_message(channel["id"], message)
    for file in files:
        file |= {"channel": channel["id"], "ts": kept["ts"]}
    call.deliveries.echo(channel, kept)
    return {"files": message["files"]}


def _uploaded(call: Call, asked: Any) -> dict[str, Any]:
    """A file whose bytes are here and which was not shared before."""
    file_id = asked.get("id") if isinstance(asked, dict) else None
    found: dict[str, Any] | None = call.state.data["files"].get(file_id)
    if found is None or not found["content"] or found["channel"]:
        raise Refusal("file_not_found")
    found["title"] = str(asked.get("title") or found["name"])
    return found


def shown_file(file: dict[str, Any], base_url: str) -> dict[str, Any]:
    """A file as the API tells of it; with a token its content is behind `url_private`."""
    url = f"{base_url}/files-pri/{file['id']}"
    shown = {name: file[name] for name in ("id", "name", "title", "size", "user")}
    private = {"url_private": url, "url_private_download": f"{url}/download"}
    return shown | private | {"permalink": f"{base_url}/files/{file['id']}"}

"""chat.startStream, appendStream, stopStream: an answer that grows as it is written."""

from typing import Any

from integrations.slack.workspace.methods.call import Call, with_ids
from integrations.slack.workspace.methods.messages import forget_status, root_of
from integrations.slack.workspace.refusals import Refusal
from integrations.slack.workspace.strict_blocks import check_message_blocks

LIFETIME = 300
"""Seconds after which Slack ends a stream by itself."""
Answer = dict[str, Any]


def start(call: Call) -> Answer:
    """chat.startStream: always a reply, and in a channel always for one named person."""
    channel = call.channel()
    thread = root_of(call, channel["id"], call.text("thread_ts"))
    if not channel["is_im"] and not call.args.get("recipient_user_id"):
        raise Refusal("missing_recipient_user_id")
    if not channel["is_im"] and not call.args.get("recipient_team_id"):
        raise Refusal("missing_recipient_team_id")
    message = {
        "type": "message",
        "user": call.token["user"],
        "bot_id": call.token["bot"],
        "text": "",
        "blocks": [],
        "tasks": [],
        "thread_ts": thread,
        "streaming": True,
        "stream_until": call.state.clock() + LIFETIME,
    }
    grow(call, message)
    kept = call.state.add_message(channel["id"], message)
    forget_status(call, channel["id"], thread)
    return {"channel": channel["id"], "ts": kept["ts"]}


def append(call: Call) -> Answer:
    """chat.appendStream."""
    channel, message = _streaming(call)
    grow(call, message)
    call.state.tell(channel["id"])
    return {"channel": channel["id"], "ts": message["ts"]}


def stop(call: Call) -> Answer:
    """chat.stopStream: the last text, and blocks that go under it."""
    channel, message = _streaming(call)
    grow(call, message)
    blocks = call.parsed("blocks") or []
    if blocks:
        check_message_blocks(blocks)
    message["blocks"] = with_ids([*_written(message), *blocks])
    check_message_blocks(message["blocks"])
    message["streaming"] = False
    if call.parsed("metadata"):
        message["metadata"] = call.parsed("metadata")
    call.state.tell(channel["id"])
    call.deliveries.echo(channel, message)
    return {"channel": channel["id"], "ts": message["ts"], "message": message}


def _streaming(call: Call) -> tuple[dict[str, Any], dict[str, Any]]:
    channel = call.channel()
    message = call.state.find(channel["id"], call.text("ts"))
    if message.get("streaming") and message["stream_until"] < call.state.clock():
        message["streaming"] = False
    if not message.get("streaming"):
        raise Refusal("message_not_in_streaming_state")
    return channel, message


def grow(call: Call, message: dict[str, Any]) -> None:
    """Add what a call brings: markdown text, task updates, blocks."""
    added = str(call.args.get("markdown_text") or "")
    for chunk in call.parsed("chunks") or []:
        match chunk.get("type"):
            case "markdown_text":
                added += str(chunk.get("text") or "")
            case "task_update":
                _task(message, chunk)
            case "plan_update":
                message["plan"] = str(chunk.get("title") or "")
            case "blocks":
                check_message_blocks(chunk.get("blocks"))
                message.setdefault("extra", []).extend(chunk["blocks"])
            case other:
                raise Refusal("invalid_chunks", f"[ERROR] unknown chunk type: {other}")
    if len(added) > 12_000:
        raise Refusal("msg_too_long")
    message["text"] += added
    message["revision"] = int(message.get("revision", 0)) + 1
    message["blocks"] = with_ids(_written(message))


def _task(message: dict[str, Any], chunk: dict[str, Any]) -> None:
    if not chunk.get("id") or not chunk.get("title"):
        raise Refusal("invalid_chunks", "[ERROR] a task needs an id and a title")
    if chunk.get("status") not in ("pending", "in_progress", "complete", "error"):
        raise Refusal("invalid_chunks", "[ERROR] unknown task status")
    known = next((t for t in message["tasks"] if t["id"] == chunk["id"]), None)
    if known is None:
        message["tasks"].append(dict(chunk))
    else:
        known.update(chunk)


def _written(message: dict[str, Any]) -> list[dict[str, Any]]:
    tasks = [
        {"type": "task_card", "task_id": t["id"], "title": t["title"], "status": t["status"]}
        | ({"output_text": t["output"]} if t.get("output") else {})
        for t in message["tasks"]
    ]
    text = message["text"]
    prose = [
        {"type": "markdown", "text": text[at : at + 12_000]} for at in range(0, len(text), 12_000)
    ]
    return [*tasks, *prose, *message.get("extra", [])]

"""chat.*: posting, updating, deleting, ephemeral messages and permanent links."""

from typing import Any

from integrations.slack.workspace.methods.call import Call, content
from integrations.slack.workspace.refusals import Refusal

Answer = dict[str, Any]


def post(call: Call) -> Answer:
    """chat.postMessage."""
    channel = call.channel()
    message = {
        "type": "message",
        "user": call.token["user"],
        "bot_id": call.token["bot"],
        **content(call),
    }
    thread = call.text("thread_ts", required=False)
    if thread:
        message["thread_ts"] = root_of(call, channel["id"], thread)
    if call.parsed("metadata"):
        message["metadata"] = call.parsed("metadata")
    kept = call.state.add_message(channel["id"], message)
    forget_status(call, channel["id"], thread)
    call.deliveries.echo(channel, kept)
    return {"channel": channel["id"], "ts": kept["ts"], "message": kept}


def root_of(call: Call, channel: str, thread_ts: str) -> str:
    """The thread's root; a reply's own time leads to its root, an unknown one is refused."""
    try:
        root = call.state.find(channel, thread_ts)
    except Refusal:
        raise Refusal("thread_not_found") from None
    return str(root.get("thread_ts") or root["ts"])


def forget_status(call: Call, channel: str, thread: str) -> None:
    """A reply takes the status away, as in Slack."""
    call.state.data["statuses"].pop(f"{channel}:{thread}", None)


def post_ephemeral(call: Call) -> Answer:
    """chat.postEphemeral: only one member sees it, and the app cannot update it."""
    channel = call.channel()
    user = call.text("user")
    if user not in channel["members"]:
        raise Refusal("user_not_in_channel")
    message = {
        "type": "message",
        "user": call.token["user"],
        "bot_id": call.token["bot"],
        "ephemeral_to": user,
        **content(call),
    }
    if call.args.get("thread_ts"):
        message["thread_ts"] = root_of(call, channel["id"], call.text("thread_ts"))
    kept = call.state.add_message(channel["id"], message)
    return {"message_ts": kept["ts"]}


def update(call: Call) -> Answer:
    """chat.update: the app's own messages only; without blocks the old ones are dropped."""
    channel = call.channel()
    message = call.state.find(channel["id"], call.text("ts"))
    if message.get("user") != call.token["user"] or message.get("ephemeral_to"):
        raise Refusal("cant_update_message")
    if message.get("streaming"):
        raise Refusal("streaming_state_conflict")
    message.update(content(call))
    message.pop("tasks", None)
    message["edited"] = {"user": call.token["user"], "ts": call.state.new_ts()}
    message["revision"] = int(message.get("revision", 0)) + 1
    if call.parsed("metadata"):
        message["metadata"] = call.parsed("metadata")
    call.state.tell(channel["id"])
    return {
        "channel": channel["id"],
        "ts": message["ts"],
        "text": message["text"],
        "message": message,
    }


def delete(call: Call) -> Answer:
    """chat.delete: the app's own messages only."""
    channel = call.channel()
    message = call.state.find(channel["id"], call.text("ts"))
    if message.get("user") != call.token["user"]:
        raise Refusal("cant_delete_message")
    call.state.data["messages"][channel["id"]].remove(message)
    call.state.tell(channel["id"])
    return {"channel": channel["id"], "ts": message["ts"]}


def permalink(call: Call) -> Answer:
    """chat.getPermalink: the message's address on the page."""
    channel = call.channel()
    message = call.state.find(channel["id"], call.text("message_ts"))
    thread = f"?thread={message['thread_ts']}" if message.get("thread_ts") else ""
    link = f"{call.base_url}/c/{channel['id']}{thread}#m{message['ts']}"
    return {"channel": channel["id"], "permalink": link}

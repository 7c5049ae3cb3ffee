"""assistant.threads.*: the agent pane's prompts, titles and loading status."""

from typing import Any

from integrations.slack.workspace.methods.call import Call
from integrations.slack.workspace.methods.messages import root_of
from integrations.slack.workspace.refusals import Refusal

Answer = dict[str, Any]


def set_status(call: Call) -> Answer:
    """assistant.threads.setStatus: shown until a reply comes, or for two minutes."""
    channel = call.channel("channel_id")
    thread = root_of(call, channel["id"], call.text("thread_ts"))
    status = str(call.args.get("status") or "")
    messages = call.parsed("loading_messages") or []
    if len(messages) > 10:
        raise Refusal("invalid_arguments", "[ERROR] no more than 10 loading messages")
    key = f"{channel['id']}:{thread}"
    if status:
        until = call.state.clock() + 120
        call.state.data["statuses"][key] = {"status": status, "messages": messages, "until": until}
    else:
        call.state.data["statuses"].pop(key, None)
    call.state.tell(channel["id"])
    return {}


def set_title(call: Call) -> Answer:
    """assistant.threads.setTitle."""
    channel = call.channel("channel_id")
    thread = root_of(call, channel["id"], call.text("thread_ts"))
    call.state.data["titles"][f"{channel['id']}:{thread}"] = call.text("title")[:250]
    call.state.tell(channel["id"])
    return {}


def set_prompts(call: Call) -> Answer:
    """assistant.threads.setSuggestedPrompts: at most four, each with a title and a message."""
    channel = call.channel("channel_id")
    prompts = call.parsed("prompts")
    if not isinstance(prompts, list) or not 0 < len(prompts) <= 4:
        raise Refusal("invalid_arguments", "[ERROR] 1 to 4 prompts")
    if any(not p.get("title") or not p.get("message") for p in prompts):
        raise Refusal("invalid_arguments", "[ERROR] a prompt needs a title and a message")
    title = str(call.args.get("title") or "")
    call.state.data["prompts"][channel["id"]] = {"title": title, "prompts": prompts}
    call.state.tell(channel["id"])
    return {}

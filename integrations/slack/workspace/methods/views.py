"""views.*: modals on a stack of three, and each person's App Home."""

import json
from typing import Any

from integrations.slack.workspace.methods.call import Call, with_ids
from integrations.slack.workspace.refusals import Refusal
from integrations.slack.workspace.state import APP, BOT, TEAM, State
from integrations.slack.workspace.strict_blocks import check_view_blocks

TRIGGER_LIFETIME = 3.0
STACK = 3
VIEW_CHARACTERS = 250_000
Answer = dict[str, Any]
View = dict[str, Any]


def checked(view: Any) -> View:
    """A view as the app sent it, refused where Slack refuses it."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        raise Refusal("invalid_arguments", "[ERROR] type must be modal or home")
    check_view_blocks(view.get("blocks"))
    if len(str(view.get("private_metadata") or "")) > 3_000:
        raise Refusal("invalid_arguments", "[ERROR] private_metadata must be less than 3001")
    if len(str(view.get("callback_id") or "")) > 255:
        raise Refusal("invalid_arguments", "[ERROR] callback_id must be less than 256")
    if len(json.dumps(view)) > VIEW_CHARACTERS:
        raise Refusal("view_too_large")
    if view["type"] == "modal":
        _check_modal(view)
    return {**view, "blocks": with_ids(view["blocks"])}


def _check_modal(view: View) -> None:
    for name in ("title", "submit", "close"):
        text = view.get(name)
        if text is None and name != "title":
            continue
        said = (text or {}).get("text") or ""
        if not 0 < len(said) <= 24 or (text or {}).get("type") != "plain_text":
            raise Refusal("invalid_arguments", f"[ERROR] {name} must be 1 to 24 characters")
    if any(block["type"] == "input" for block in view["blocks"]) and not view.get("submit"):
        raise Refusal("invalid_arguments", "[ERROR] submit is required with input blocks")


def trigger_user(state: State, trigger_id: str) -> str:
    """Who may be shown a modal: a trigger works once and for three seconds."""
    trigger = state.data["triggers"].get(trigger_id)
    if trigger is None:
        raise Refusal("invalid_trigger_id")
    if trigger["used"]:
        raise Refusal("exchanged_trigger_id")
    if state.clock() - trigger["at"] > TRIGGER_LIFETIME:
        raise Refusal("expired_trigger_id")
    trigger["used"] = True
    return str(trigger["user"])


def put(state: State, user: str, view: View, *, push: bool = False) -> View:
    """Show a modal to a person: alone, or on top of what is open."""
    stack = state.data["stacks"].setdefault(user, [])
    if not push:
        stack.clear()
    if len(stack) >= STACK:
        raise Refusal("push_limit_reached")
    view_id = state.new_id("V")
    kept = {
        **view,
        "id": view_id,
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT,
        "hash": state.new_id("h"),
        "user": user,
        "root_view_id": stack[0] if stack else view_id,
        "previous_view_id": stack[-1] if stack else None,
        "state": {"values": {}},
    }
    state.data["views"][view_id] = kept
    stack.append(view_id)
    state.tell(f"view:{user}")
    return kept


def open_view(call: Call) -> Answer:
    """views.open."""
    view = checked(call.parsed("view"))
    return {"view": put(call.state, trigger_user(call.state, call.text("trigger_id")), view)}


def push_view(call: Call) -> Answer:
    """views.push: at most three on a stack."""
    view = checked(call.parsed("view"))
    user = trigger_user(call.state, call.text("trigger_id"))
    return {"view": put(call.state, user, view, push=True)}


def update_view(call: Call) -> Answer:
    """views.update: by id; a hash that is not the newest is refused."""
    view = checked(call.parsed("view"))
    kept = call.state.data["views"].get(call.text("view_id"))
    if kept is None:
        raise Refusal("not_found")
    _same_hash(call, kept)
    return {"view": replace(call.state, kept, view)}


def replace(state: State, kept: View, view: View) -> View:
    """Put another content into an open view."""
    kept.update(view)
    kept["hash"] = state.new_id("h")
    state.tell(f"view:{kept['user']}")
    return kept


def _same_hash(call: Call, kept: View) -> None:
    given = call.args.get("hash")
    if given and given != kept["hash"]:
        raise Refusal("hash_conflict")


def publish(call: Call) -> Answer:
    """views.publish: a person's App Home."""
    view = checked(call.parsed("view"))
    if view["type"] != "home":
        raise Refusal("invalid_arguments", "[ERROR] a published view is of type home")
    user = call.text("user_id")
    call.state.user(user)
    known = call.state.data["homes"].get(user)
    if known is not None:
        _same_hash(call, known)
    view_id = known["id"] if known else call.state.new_id("V")
    kept = {**view, "id": view_id, "team_id": TEAM, "app_id": APP, "bot_id": BOT, "user": user}
    kept |= {"hash": call.state.new_id("h"), "state": {"values": {}}}
    call.state.data["homes"][user] = kept
    call.state.tell(f"home:{user}")
    return {"view": kept}

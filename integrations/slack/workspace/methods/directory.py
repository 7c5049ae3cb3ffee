"""auth.*, apps.*, oauth.*, users.* and conversations.*: who and where."""

from typing import Any

from integrations.slack.registrations import SCOPES
from integrations.slack.workspace.methods.call import Call
from integrations.slack.workspace.refusals import Refusal
from integrations.slack.workspace.state import APP, BOT, BOT_USER, TEAM

Answer = dict[str, Any]


def auth_test(call: Call) -> Answer:
    """auth.test."""
    return {
        "url": call.base_url + "/",
        "team": "Calder & Finch",
        "user": "sourcing",
        "team_id": call.token["team"],
        "user_id": call.token["user"],
        "bot_id": call.token["bot"],
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Answer:
    """apps.connections.open: an address for one Socket Mode connection."""
    if call.token["kind"] != "app":
        raise Refusal("not_allowed_token_type")
    ticket = call.state.new_id("ticket")
    call.deliveries.sockets.tickets.add(ticket)
    return {"url": f"{call.base_url.replace('http', 'ws', 1)}/socket?ticket={ticket}"}


def oauth_access(call: Call) -> Answer:
    """oauth.v2.access: exchange a code, once, for a workspace's bot token."""
    code = call.state.data["codes"].pop(call.text("code"), None)
    if code is None:
        raise Refusal("invalid_code")
    token = call.state.new_id("xoxb-")
    team = str(code["team"])
    call.state.data["tokens"][token] = {"team": team, "user": BOT_USER, "bot": BOT, "kind": "bot"}
    return {
        "app_id": APP,
        "access_token": token,
        "token_type": "bot",
        "scope": ",".join(SCOPES),
        "bot_user_id": BOT_USER,
        "team": {"id": team, "name": code["name"]},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": code["user"]},
    }


def user_info(call: Call) -> Answer:
    """users.info."""
    return {"user": as_user(call.state.user(call.text("user")))}


def user_by_email(call: Call) -> Answer:
    """users.lookupByEmail."""
    return {"user": as_user(call.state.user_by_email(call.text("email")))}


def users_list(call: Call) -> Answer:
    """users.list, in one page."""
    members = [as_user(user) for user in call.state.data["users"].values()]
    return {"members": members, "response_metadata": {"next_cursor": ""}}


def as_user(user: dict[str, Any]) -> dict[str, Any]:
    """A member as the API shows them."""
    profile = {
        "email": user["email"],
        "real_name": user["name"],
        "display_name": user["name"],
        "title": user["title"],
    }
    return {
        "id": user["id"],
        "team_id": TEAM,
        "name": user["email"].split("@")[0] or "sourcing",
        "real_name": user["name"],
        "tz": user["tz"],
        "is_bot": user["is_bot"],
        "deleted": False,
        "profile": profile,
    }


def conversation_open(call: Call) -> Answer:
    """conversations.open with one member: the direct message with the app."""
    users = [each for each in call.text("users").split(",") if each]
    if len(users) != 1:
        raise Refusal("not_enough_users" if not users else "too_many_users")
    return {"channel": {"id": call.state.im(users[0])["id"]}}


def conversation_info(call: Call) -> Answer:
    """conversations.info."""
    channel = call.state.channel(call.text("channel"))
    shown = {name: channel[name] for name in ("id", "name", "is_im")}
    return {"channel": shown | {"is_channel": not channel["is_im"], "is_private": channel["is_im"]}}


def conversations_list(call: Call) -> Answer:
    """conversations.list: the channels, in one page."""
    channels = [c for c in call.state.data["channels"].values() if not c["is_im"]]
    shown = [{"id": c["id"], "name": c["name"], "is_channel": True} for c in channels]
    return {"channels": shown, "response_metadata": {"next_cursor": ""}}


def replies(call: Call) -> Answer:
    """conversations.replies: a thread, root first."""
    channel = call.channel()
    root = call.state.find(channel["id"], call.text("ts"))
    everything = call.state.visible(channel["id"], call.token["user"])
    thread = [m for m in everything if root["ts"] in (m["ts"], m.get("thread_ts"))]
    return {"messages": thread, "has_more": False}


def history(call: Call) -> Answer:
    """conversations.history: newest first."""
    channel = call.channel()
    everything = call.state.visible(channel["id"], call.token["user"])
    roots = [m for m in everything if not m.get("thread_ts")]
    limit = int(call.args.get("limit") or 100)
    return {"messages": list(reversed(roots))[:limit], "has_more": len(roots) > limit}

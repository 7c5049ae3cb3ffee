"""The app's manifest, written from the registration lists, so that it cannot fall behind them."""

from typing import Any

from integrations.slack.homes import PROMPTS
from integrations.slack.registrations import COMMANDS, EVENTS, SCOPES, SHORTCUTS

EXAMPLE_URL = "https://sourcing.example.com/slack/events"
REDIRECT_URL = "https://sourcing.example.com/slack/oauth_redirect"
HEADER = (
    "# Written from integrations/slack/registrations.py; a test keeps it true to the lists there.\n"
)


def manifest(*, url: str = EXAMPLE_URL, socket_mode: bool = True) -> dict[str, Any]:
    """The manifest as Slack reads it; with Socket Mode no address is needed."""
    return {
        "display_information": {
            "name": "Sourcing assistant",
            "description": "Ask for outside work, by the rules, with people deciding",
            "background_color": "#2b6e57",
        },
        "features": _features(url, socket_mode),
        "oauth_config": {"redirect_urls": [REDIRECT_URL], "scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": _addressed(url, socket_mode) | {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True} | _addressed(url, socket_mode),
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _addressed(url: str, socket_mode: bool) -> dict[str, str]:
    return {} if socket_mode else {"request_url": url}


def _features(url: str, socket_mode: bool) -> dict[str, Any]:
    commands = [
        {
            "command": command,
            "description": description,
            "usage_hint": hint,
            "should_escape": False,
        }
        | ({} if socket_mode else {"url": url})
        for command, (description, hint) in COMMANDS.items()
    ]
    shortcuts = [
        {"name": s.name, "type": s.kind, "callback_id": s.callback_id, "description": s.description}
        for s in SHORTCUTS
    ]
    prompts = [{"title": title, "message": message} for title, message in PROMPTS]
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "agent_view": {
            "agent_description": "Finds freelancers and agencies by the rules of the house",
            "suggested_prompts": prompts,
        },
        "bot_user": {"display_name": "Sourcing assistant", "always_online": True},
        "shortcuts": shortcuts,
        "slash_commands": commands,
    }


def as_yaml(**how: Any) -> str:
    """The manifest as the file that is kept with the project."""
    import yaml  # type: ignore[import-untyped]

    text: str = yaml.safe_dump(manifest(**how), sort_keys=False, allow_unicode=True, width=96)
    return HEADER + text

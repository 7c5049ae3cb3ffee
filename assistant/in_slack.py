"""Slack's part of the composition root: what the listeners are handed, made from a world."""

import threading
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from integrations.reply import Reply
from integrations.slack.behaviour import Behaviour
from integrations.slack.config import SlackConfig
from knowledge.errors import SourcingError

if TYPE_CHECKING:
    from pydantic import SecretStr
    from starlette.routing import BaseRoute

    from assistant.bootstrap import World


def slack_config(world: "World", **given: Any) -> SlackConfig:
    """The app's settings, from the program's; what is given by name wins."""
    settings = world.settings
    database = settings.database
    beside = database.startswith("sqlite")
    told = {
        "bot_token": _secret(settings.slack_bot_token),
        "app_token": _secret(settings.slack_app_token),
        "signing_secret": _secret(settings.slack_signing_secret),
        "api_url": settings.slack_api_url,
        "client_id": settings.slack_client_id,
        "client_secret": _secret(settings.slack_client_secret),
        "encryption_key": _secret(settings.encryption_key),
        "help_channel": settings.help_channel,
        "policy_url": f"{settings.public_url.rstrip('/')}/policies" if settings.public_url else "",
        "inbox_url": f"sqlite:///{settings.home / 'slack-inbox.db'}" if beside else database,
        # The embedded model computes here, where more threads only wait for each other.
        "workers": 8 if settings.openai_api_key else 2,
        "workflows_url": f"sqlite:///{settings.home / 'workflows.db'}" if beside else database,
    }
    return SlackConfig(**(told | given))


def _secret(value: "SecretStr | None") -> str:
    return value.get_secret_value() if value else ""


class WarmUp:
    """Opens what turns need, once and in one thread; every turn waits until that is done.

    Several workers that opened the agent and the index at the same moment would trip each other up.
    """

    def __init__(self, world: "World") -> None:
        self._world = world
        self._lock = threading.Lock()
        self._done = False

    def __call__(self) -> None:
        """Open everything, unless that has been done."""
        with self._lock:
            if not self._done:
                self._world.warm()
                self._done = True


def behaviour(world: "World", *, at_once: bool = False) -> Behaviour:
    """What Slack's listeners may call, over this world; `at_once` begins to warm up now."""
    from assistant.conversation import answer
    from assistant.returned import statement_back
    from tools.views import deciding, matching

    warm = WarmUp(world)
    if at_once:
        threading.Thread(target=warm, name="warm-up", daemon=True).start()

    def answer_when_warm(*args: Any, **more: Any) -> list[Reply]:
        warm()
        return answer(world, *args, **more)

    return Behaviour(
        answer=answer_when_warm,
        record=partial(_record, world),
        edit=partial(_edit, world),
        sessions=world.sessions,
        to_decide=deciding,
        to_match=matching,
        incident=world.incident,
        passages=partial(_passages, world, warm),
        word_file=partial(_word_file, world),
        statement_back=partial(statement_back, world),
        clock=world.clock,
    )


def _word_file(world: "World", request_id: str, actor: str) -> bytes:
    """The statement of work of a request as a Word file, for somebody who may read it."""
    from tools.statement import draft_statement

    return draft_statement(world.acting(actor), request_id).docx


def _passages(world: "World", warm: WarmUp, question: str) -> list[dict[str, Any]]:
    """What the library has near a question, of what everybody may read."""
    from tools.policy.asking import search

    warm()
    found = search(world.library, question, as_of=world.clock().date(), count=3)
    return [{"document": p.document, "section": p.section, "quote": p.text[:700]} for p in found]


def _record(world: "World", request_id: str, actor: str | None) -> Mapping[str, Any]:
    """A record as that person may see it, or as it is; the app itself keeps cards true with it."""
    from tools.views import get_request, readable, view

    with world.sessions() as session:
        if actor is None:
            return view(session, get_request(session, request_id))
        return view(session, readable(session, world.acting(actor), request_id))


def _edit(
    world: "World", thread: str, actor: str, request_id: str, changes: dict[str, Any]
) -> list[Reply]:
    """Fields that were filled in; in the thread of the request itself."""
    from assistant.replies import record_reply
    from tools.intake import own, update_request

    try:
        ctx = world.acting(actor, thread)
        update_request(ctx, request_id, changes)
    except SourcingError as problem:
        return [Reply(str(problem), audience="asker", outcome="refused")]
    with ctx.sessions() as session:
        request = own(session, ctx, request_id, lock=False)
        return [record_reply(session, ctx, "Taken. It now reads:", "request_summary", request)]


def must_be_complete(config: SlackConfig) -> None:
    """Refuse to start where Slack could not be spoken with.

    Raises:
        BadInput: a token is missing; the message says which.
    """
    from knowledge.errors import BadInput

    if not config.bot_token and not config.many_workspaces:
        raise BadInput(
            "Set SLACK_BOT_TOKEN (xoxb-…); docs/slack.md says where it comes from. Without a Slack "
            "of your own, `sourcing workspace` opens a local one, with the policy pages."
        )
    if not config.app_token and not config.signing_secret:
        raise BadInput(
            "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for events over HTTP."
        )


def must_be_let_in(config: SlackConfig) -> None:
    """Refuse to start with a token that Slack refuses; a Slack out of reach is waited for.

    Raises:
        BadInput: Slack refuses the token; the message says why.
    """
    from slack_sdk.errors import SlackApiError

    from integrations.slack.app import web_client
    from knowledge.errors import BadInput

    if config.many_workspaces:
        return
    try:
        web_client(config).auth_test()
    except SlackApiError as refused:
        why = refused.response["error"]
        raise BadInput(f"Slack refuses the token in SLACK_BOT_TOKEN: {why}.") from refused
    except OSError as problem:
        structlog.get_logger().warning("Slack is out of reach for now", why=str(problem))


def policy_pages(world: "World") -> "list[BaseRoute]":
    """The pages that citations link to; only what everybody may read is shown there."""
    from integrations.dashboard.policies import policy_routes
    from knowledge.library.pages import PolicyPage, read_page
    from knowledge.library.rights import ANYONE

    def page(document: str, day: date | None) -> PolicyPage:
        return read_page(world.library, document, ANYONE, world.clock().date(), day)

    return policy_routes(page, lambda: world.library.editions(ANYONE, world.clock().date()))

"""The doctor: what is configured, what falls back to an embedded default, and what is wrong."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any, Literal

from assistant.settings import Settings
from knowledge.errors import SourcingError


@dataclass(frozen=True)
class Finding:
    """One part of the program: set by the operator, an embedded default, or wrong."""

    part: str
    state: Literal["set", "default", "wrong"]
    says: str

    def as_json(self) -> dict[str, Any]:
        """The finding, for programs."""
        return asdict(self)


def examine(settings: Settings) -> list[Finding]:
    """Look at every part; a part that fails is a finding, never an error."""
    return [check(settings) for check in CHECKS] + _misspelt(settings)


def _misspelt(settings: Settings) -> list[Finding]:
    """Variables that are no setting and nearly one: what they say is not done."""
    names = [field.alias for field in type(settings).model_fields.values() if field.alias]
    given = [name for name in os.environ if name.startswith("SOURCING_") and name not in names]
    meant = {name: get_close_matches(name, names, 1, 0.8) for name in sorted(given)}
    return [
        Finding("settings", "wrong", f"{name} is no setting: {near[0]} is.")
        for name, near in meant.items()
        if near
    ]


def _home(settings: Settings) -> Finding:
    try:
        settings.made_home()
    except SourcingError as problem:
        return Finding("home", "wrong", str(problem))
    given = "home" in settings.model_fields_set
    return Finding("home", "set" if given else "default", f"Everything is kept in {settings.home}.")


def _database(settings: Settings) -> Finding:
    from knowledge.database import connect, engine_of, is_current

    try:
        sessions = connect(settings.database)
        engine, current = engine_of(sessions), is_current(sessions)
        engine.dispose()
    except (SourcingError, OSError) as problem:
        return Finding("database", "wrong", str(problem))
    name = engine.dialect.name
    state = "up to date" if current else "made or upgraded at the next start"
    if settings.database_url:
        return Finding("database", "set", f"{name}, {state}.")
    return Finding("database", "default", f"SQLite in the home folder, {state}.")


def _model(settings: Settings) -> Finding:
    if settings.openai_api_key is None:
        return Finding(
            "chat model", "default", "The embedded model answers. Set OPENAI_API_KEY for another."
        )
    where = settings.openai_base_url or "OpenAI"
    return Finding(
        "chat model", "set", f"{settings.model} at {where}; the embedded one where it fails."
    )


def _embeddings(settings: Settings) -> Finding:
    from knowledge.embedding import MODEL_NAME, Embedder

    try:
        Embedder()(["ready"])
    except SourcingError as problem:
        return Finding("embeddings", "wrong", str(problem))
    return Finding("embeddings", "default", f"{MODEL_NAME} on this machine.")


def _slack(settings: Settings) -> Finding:
    if settings.slack_client_id:
        return _several_workspaces(settings)
    if settings.slack_bot_token is None:
        if settings.slack_app_token or settings.slack_signing_secret:
            return Finding("Slack", "wrong", "SLACK_BOT_TOKEN is missing beside the other token.")
        return Finding("Slack", "default", "Not connected. `sourcing workspace` is a local Slack.")
    if settings.slack_app_token:
        return Finding("Slack", "set", "Connects by Socket Mode.")
    if settings.slack_signing_secret:
        return Finding("Slack", "set", f"Signed events over HTTP on port {settings.port}.")
    return Finding(
        "Slack", "wrong", "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)."
    )


def _several_workspaces(settings: Settings) -> Finding:
    needed = {
        "SLACK_CLIENT_SECRET": settings.slack_client_secret,
        "SOURCING_ENCRYPTION_KEY": settings.encryption_key,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret or settings.slack_app_token,
    }
    missing = [name for name, value in needed.items() if value is None]
    if missing:
        return Finding("Slack", "wrong", f"SLACK_CLIENT_ID also needs {' and '.join(missing)}.")
    return Finding("Slack", "set", f"Workspaces install it by OAuth, on port {settings.port}.")


def _content(settings: Settings) -> Finding:
    from assistant.bootstrap import World
    from assistant.seeding import is_seeded

    try:
        with closing(World(settings)) as world:
            filled = is_seeded(world)
    except SourcingError as problem:
        return Finding("content", "wrong", str(problem))
    if filled:
        return Finding("content", "set", "People, platforms, policies and talent are there.")
    return Finding("content", "default", "Empty. `sourcing seed` fills in the example.")


def _policy_index(settings: Settings) -> Finding:
    from knowledge.library.index import index_fault

    home = settings.home / "library"
    wrong = index_fault(home)
    if wrong:
        says = f"{wrong} is missing or damaged. `sourcing policies rebuild` builds the index anew."
        return Finding("policy index", "wrong", says)
    if not (home / "CURRENT").is_file():
        return Finding("policy index", "default", "Not built yet; the first document builds it.")
    return Finding("policy index", "set", "Every file is as it was built.")


CHECKS: tuple[Callable[[Settings], Finding], ...] = (
    _home,
    _database,
    _model,
    _embeddings,
    _slack,
    _content,
    _policy_index,
)

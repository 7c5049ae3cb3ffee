"""Settings: read once from the environment, typed, frozen, secrets masked."""

import os
import re
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.sensitive import KINDS
from knowledge.errors import BadInput
from knowledge.misfits import misfit

ON = ("all", "true", "1", "yes", "on", "y", "t")
OFF = ("none", "false", "0", "no", "off", "n", "f")
LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
"""Log levels by name, with the number that logging knows them by."""
NO_HOME = "{home} cannot be written: set SOURCING_HOME to a folder that can."


def _kinds_named(given: Any) -> str:
    """The kinds to mask as one text; on and off, true and false are all and none."""
    text = str(given).strip().lower()
    if text in (*ON, *OFF):
        return "all" if text in ON else "none"
    named = tuple(dict.fromkeys(re.split(r"[\s,;]+", text)))
    unknown = [name for name in named if name not in KINDS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of all, none, {', '.join(KINDS)}")
    return ",".join(named)


def _level_named(given: Any) -> str:
    """A log level's name in small letters."""
    name = str(given).strip().lower()
    if name not in LEVELS:
        raise ValueError(f"{name!r} is none of {', '.join(LEVELS)}")
    return name


def _address_of_a_server(given: Any) -> str:
    """An address of the web as it was given, or none."""
    if given and not re.match(r"https?://[^/\s]+", str(given)):
        raise ValueError(f"it has to be an address like https://host, not {given!r}")
    return str(given)


Address = Annotated[str, BeforeValidator(_address_of_a_server)]


class Settings(BaseSettings):
    """Every setting of the program; each has an embedded default."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    home: Path = Field(
        default_factory=lambda: user_data_path("sourcing-assistant"),
        alias="SOURCING_HOME",
        description="Folder for the database, the indexes and the conversation state.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        alias="SOURCING_DATABASE_URL",
        description="Where records are kept; SQLite in the home folder unless set.",
    )
    pool_in_memory: int = Field(
        default=2_000_000,
        ge=0,
        alias="SOURCING_POOL_IN_MEMORY",
        description="From more people on, PostgreSQL with pgvector finds whom a ranking scores.",
    )
    openai_api_key: SecretStr | None = Field(
        default=None,
        alias="OPENAI_API_KEY",
        description="Key of an OpenAI-compatible endpoint; the embedded model answers unless set.",
    )
    openai_base_url: Address | None = Field(
        default=None,
        alias="OPENAI_BASE_URL",
        description="Address of an OpenAI-compatible endpoint other than OpenAI's own.",
    )
    model: str = Field(
        default="gpt-5-mini",
        alias="SOURCING_MODEL",
        description="Name of the chat model at that endpoint.",
    )
    model_timeout: float = Field(
        default=60.0,
        gt=0,
        alias="SOURCING_MODEL_TIMEOUT",
        description="Seconds to wait for the chat model before the embedded model takes over.",
    )
    anonymous: bool = Field(
        default=False,
        alias="SOURCING_ANONYMOUS",
        description="Show candidates as Candidate A, B and so on until a match is confirmed.",
    )
    redact: Annotated[str, BeforeValidator(_kinds_named)] = Field(
        default="all",
        alias="SOURCING_REDACT",
        description="What a remote model is not sent: all, none, or kinds such as tax,card,bank.",
    )
    slack_bot_token: SecretStr | None = Field(
        default=None, alias="SLACK_BOT_TOKEN", description="Bot token of the Slack app (xoxb-)."
    )
    slack_app_token: SecretStr | None = Field(
        default=None, alias="SLACK_APP_TOKEN", description="App token for Socket Mode (xapp-)."
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        alias="SLACK_SIGNING_SECRET",
        description="Signing secret for events over HTTP, used where there is no app token.",
    )
    slack_api_url: Address = Field(
        default="https://slack.com/api/",
        alias="SLACK_API_URL",
        description="Address of Slack's Web API; the local Slack sets its own.",
    )
    slack_client_id: str = Field(
        default="",
        alias="SLACK_CLIENT_ID",
        description="With the secret: several workspaces install the app through OAuth.",
    )
    slack_client_secret: SecretStr | None = Field(
        default=None, alias="SLACK_CLIENT_SECRET", description="Secret of the Slack app."
    )
    encryption_key: SecretStr | None = Field(
        default=None,
        alias="SOURCING_ENCRYPTION_KEY",
        description="Fernet key that the tokens of installed workspaces are encrypted with.",
    )
    help_channel: str = Field(
        default="",
        alias="SLACK_HELP_CHANNEL",
        description="Id of the channel where people answer what the library does not.",
    )
    port: int = Field(
        default=3000,
        ge=0,
        le=65535,
        alias="SOURCING_PORT",
        description="Port on which `sourcing serve` listens for Slack's HTTP events.",
    )
    public_url: Address = Field(
        default="",
        alias="SOURCING_PUBLIC_URL",
        description="Address under which people reach the policy pages; citations link there.",
    )
    log_level: Annotated[str, BeforeValidator(_level_named)] = Field(
        default="warning", alias="SOURCING_LOG_LEVEL", description="debug, info, warning or error."
    )

    @property
    def redacted_kinds(self) -> tuple[str, ...]:
        """The kinds of what is masked before anything leaves this machine."""
        if self.redact in ("all", "none"):
            return KINDS if self.redact == "all" else ()
        return tuple(self.redact.split(","))

    @property
    def database(self) -> str:
        """The database's address: the one that is set, or SQLite in the home folder."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.home / 'sourcing.db'}"

    def made_home(self) -> Path:
        """The home folder, made where it is missing: its owner's alone, for it holds all records.

        Raises:
            BadInput: it cannot be made, or not be written.
        """
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(NO_HOME.format(home=self.home)) from error
        if not os.access(self.home, os.W_OK | os.X_OK):
            raise BadInput(NO_HOME.format(home=self.home))
        return self.home


def read_settings(**given: Any) -> Settings:
    """Read the settings from the environment; what is given by name wins.

    Raises:
        BadInput: a setting cannot be read.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        problem = error.errors()[0]
        raise BadInput(f"The setting {problem['loc'][0]} is wrong: {misfit(problem)}.") from error

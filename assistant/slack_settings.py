"""Settings of the Slack app beyond its tokens: several workspaces, and where people are asked."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class SlackSettings(BaseSettings):
    """All are optional: one workspace needs only its tokens."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    client_id: str = Field(
        default="",
        alias="SLACK_CLIENT_ID",
        description="With the secret: several workspaces install the app through OAuth.",
    )
    client_secret: SecretStr = Field(
        default=SecretStr(""), alias="SLACK_CLIENT_SECRET", description="Secret of the Slack app."
    )
    encryption_key: SecretStr = Field(
        default=SecretStr(""),
        alias="SOURCING_ENCRYPTION_KEY",
        description="Fernet key that the tokens of installed workspaces are encrypted with.",
    )
    help_channel: str = Field(
        default="",
        alias="SLACK_HELP_CHANNEL",
        description="Id of the channel where people answer what the library does not.",
    )

"""Several workspaces: OAuth v2 with the SDK's stores, and tokens encrypted where they are kept."""

import copy
from typing import TYPE_CHECKING, Any

from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, Table, Text, select

from integrations.slack.config import SlackConfig
from integrations.slack.registrations import SCOPES
from knowledge.database import Sessions, engine_of
from knowledge.errors import BadInput

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

SECRETS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token")
STATE_SECONDS = 600


class EncryptedStore(SQLAlchemyInstallationStore):
    """Keeps installations as the SDK does, with every token unreadable without the key."""

    def __init__(self, client_id: str, sessions: Sessions, key: "Fernet") -> None:
        super().__init__(client_id=client_id, engine=engine_of(sessions))
        self._key = key

    @classmethod
    def build_installations_table(cls, metadata: MetaData, table_name: str) -> Table:
        """The SDK's table, with room for encrypted tokens."""
        return _with_room(super().build_installations_table(metadata, table_name))

    @classmethod
    def build_bots_table(cls, metadata: MetaData, table_name: str) -> Table:
        """The SDK's table, with room for encrypted tokens."""
        return _with_room(super().build_bots_table(metadata, table_name))

    def save(self, installation: Installation) -> None:
        """Keep an installation, and its bot, encrypted."""
        super().save(self._sealed(installation))

    def save_bot(self, bot: Bot) -> None:
        """Keep a bot; what comes from `save` is encrypted already."""
        super().save_bot(self._sealed(bot))

    def find_bot(self, **whom: Any) -> Bot | None:
        """The bot of a workspace, its token readable."""
        bot: Bot | None = self._opened(super().find_bot(**whom))
        return bot

    def find_installation(self, **whom: Any) -> Installation | None:
        """The newest installation in a workspace, its tokens readable."""
        installation: Installation | None = self._opened(super().find_installation(**whom))
        return installation

    def teams(self) -> list[str]:
        """The workspaces that the app is installed in."""
        query = select(self.bots.c.team_id).where(self.bots.c.client_id == self.client_id)
        with self.engine.begin() as connection:
            return sorted({str(row.team_id) for row in connection.execute(query)})

    def _sealed(self, kept: Any) -> Any:
        sealed = copy.copy(kept)
        for name in SECRETS:
            value = getattr(sealed, name, None)
            if value and not value.startswith("gAAAA"):
                setattr(sealed, name, self._key.encrypt(value.encode()).decode())
        return sealed

    def _opened(self, kept: Any) -> Any:
        if kept is None:
            return None
        for name in SECRETS:
            value = getattr(kept, name, None)
            if value and value.startswith("gAAAA"):
                setattr(kept, name, self._key.decrypt(value.encode()).decode())
        return kept


def _with_room(table: Table) -> Table:
    for name in SECRETS:
        if name in table.c:
            table.c[name].type = Text()
    return table


def key_from(text: str) -> "Fernet":
    """The key that tokens are encrypted with.

    Raises:
        BadInput: it is missing or no Fernet key.
    """
    from cryptography.fernet import Fernet

    try:
        return Fernet(text.encode())
    except ValueError as error:
        raise BadInput(
            "SOURCING_ENCRYPTION_KEY must be a Fernet key: make one with `python -c 'from "
            "cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'`."
        ) from error


def installation_store(config: SlackConfig, sessions: Sessions) -> EncryptedStore:
    """The store of installations, its tables made where they are missing."""
    store = EncryptedStore(config.client_id, sessions, key_from(config.encryption_key))
    store.metadata.create_all(engine_of(sessions))
    return store


def oauth_flow(config: SlackConfig, store: EncryptedStore, client: WebClient) -> OAuthFlow:
    """The installation flow: /slack/install, and back at /slack/oauth_redirect."""
    states = SQLAlchemyOAuthStateStore(expiration_seconds=STATE_SECONDS, engine=store.engine)
    states.metadata.create_all(store.engine)
    settings = OAuthSettings(
        client_id=config.client_id,
        client_secret=config.client_secret,
        scopes=list(SCOPES),
        installation_store=store,
        installation_store_bot_only=True,
        state_store=states,
        state_expiration_seconds=STATE_SECONDS,
        authorization_url=config.api_url.replace("/api/", "/oauth/v2/authorize"),
    )
    return OAuthFlow(client=client, settings=settings)

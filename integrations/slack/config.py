"""How the app is set up: tokens, addresses, limits. Read by the assistant, handed in here."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SlackConfig:
    """Settings of the Slack app; secrets stay out of its repr.

    With `app_token` events come over Socket Mode, else over HTTP signed with `signing_secret`.
    `bot_token` serves one workspace; with `client_id` and `client_secret` many install the app.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = "https://slack.com/api/"
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    encryption_key: str = field(default="", repr=False)
    policy_url: str = ""
    help_channel: str = ""
    inbox_url: str = "sqlite:///inbox.db"
    workflows_url: str = "sqlite:///workflows.db"
    workers: int = 4
    turns_a_person: int = 30
    turns_a_workspace: int = 1_200

    @property
    def socket_mode(self) -> bool:
        """Whether events come over a socket."""
        return bool(self.app_token)

    @property
    def many_workspaces(self) -> bool:
        """Whether workspaces install the app themselves."""
        return bool(self.client_id and self.client_secret)

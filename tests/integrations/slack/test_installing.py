"""Several workspaces: the OAuth flow over real HTTP, tokens encrypted at rest."""

from collections.abc import Iterator

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from integrations.slack.workspace.state import BOT_USER, TEAM
from knowledge.database import engine_of
from knowledge.errors import BadInput
from tests.integrations.slack.conftest import GENERAL, MAYA, Rig, words


@pytest.fixture(scope="module")
def open_to_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    rig = Rig(
        tmp_path_factory.mktemp("many"),
        bot_token="",
        client_id="111.222",
        client_secret="s3cret",
        encryption_key=Fernet.generate_key().decode(),
    )
    yield rig
    rig.stop()


def install(rig: Rig, team: str) -> httpx.Response:
    """Go through the flow as a browser would."""
    app = rig.workspace.deliveries.request_url.removesuffix("/slack/events")
    with httpx.Client() as browser:
        page = browser.get(f"{app}/slack/install")
        state = page.text.split("state=")[1].split("&")[0].split('"')[0]
        browser.cookies.set("slack-app-oauth-state", state)
        allowed = browser.get(
            f"{rig.workspace.base_url}/oauth/v2/authorize",
            params={"state": state, "team": team, "back": f"{app}/slack/oauth_redirect"},
        )
        return browser.get(
            allowed.headers["location"], headers={"Cookie": f"slack-app-oauth-state={state}"}
        )


def test_a_workspace_installs_the_app_and_is_answered(open_to_all: Rig) -> None:
    assert install(open_to_all, TEAM).status_code == 200
    ts = open_to_all.say(MAYA, GENERAL, f"<@{BOT_USER}> hello")
    assert "You said: hello" in words(open_to_all.seen(MAYA, GENERAL, ts))


def test_tokens_are_unreadable_in_the_database(open_to_all: Rig) -> None:
    install(open_to_all, "T0SECOND01")
    with engine_of(open_to_all.sessions).begin() as connection:
        kept = connection.execute(text("select bot_token from slack_bots")).scalars().all()
        more = connection.execute(text("select bot_token from slack_installations")).scalars().all()
    assert len(kept) >= 1
    assert not [token for token in [*kept, *more] if "xoxb" in token]


def test_each_workspace_is_spoken_to_with_its_own_token(open_to_all: Rig) -> None:
    install(open_to_all, TEAM)
    install(open_to_all, "T0SECOND01")
    tokens = {client.token for _, client in open_to_all.app.workspaces()}
    assert {team for team, _ in open_to_all.app.workspaces()} == {TEAM, "T0SECOND01"}
    assert len(tokens) == 2


def test_a_state_is_accepted_once(open_to_all: Rig) -> None:
    app = open_to_all.workspace.deliveries.request_url.removesuffix("/slack/events")
    answer = httpx.get(f"{app}/slack/oauth_redirect?code=x&state=made-up")
    assert answer.status_code >= 400


def test_a_key_that_is_none_is_refused_with_the_way_to_make_one() -> None:
    from integrations.slack.installations import key_from

    with pytest.raises(BadInput, match="generate_key"):
        key_from("not a key")

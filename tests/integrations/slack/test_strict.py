"""The local Slack refuses what Slack refuses."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from integrations.slack.workspace.server import Workspace
from integrations.slack.workspace.state import BOT_TOKEN, BOT_USER, State
from knowledge.errors import Unavailable


@pytest.fixture(scope="module")
def slack() -> Iterator[Workspace]:
    workspace = Workspace().start()
    workspace.deliveries.echoes = False
    workspace.state.add_user("U1", "ana@x.example", "Ana")
    workspace.state.add_user("U2", "ben@x.example", "Ben")
    workspace.state.add_channel("C1", "general", ["U1", BOT_USER])
    workspace.state.add_channel("C2", "closed", ["U1"])
    yield workspace
    workspace.stop()


@pytest.fixture(scope="module")
def client(slack: Workspace) -> WebClient:
    return WebClient(BOT_TOKEN, base_url=slack.api_url)


def section(text: str = "x") -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(**more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Go"}
    element = {"type": "button", "action_id": "go", "text": text} | more
    return {"type": "actions", "elements": [element]}


MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Title"},
    "blocks": [section()],
}
SELECT = {
    "type": "static_select",
    "action_id": "s",
    "options": [{"text": {"type": "plain_text", "text": "x"}, "value": str(n)} for n in range(101)],
}


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ([section()] * 51, "invalid_blocks"),
        ([section("x" * 3001)], "invalid_blocks"),
        ([section("")], "invalid_blocks"),
        ([section("x" * 2900)] * 5, "msg_blocks_too_long"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks"),
        ([button(text={"type": "plain_text", "text": "x" * 76})], "invalid_blocks"),
        ([button(value="x" * 2001)], "invalid_blocks"),
        ([button(action_id="x" * 256)], "invalid_blocks"),
        ([button(url="https://" + "x" * 3000)], "invalid_blocks"),
        ([button(style="big")], "invalid_blocks"),
        ([{"type": "actions", "elements": []}], "invalid_blocks"),
        ([{"type": "actions", "elements": button()["elements"] * 2}], "invalid_blocks"),
        ([{"type": "actions", "elements": [SELECT]}], "invalid_blocks"),
        ([{"type": "markdown", "text": "x" * 12_001}], "invalid_blocks"),
        (
            [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}],
            "invalid_blocks",
        ),
        ([{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}], "invalid_blocks"),
        (
            [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2,
            "invalid_attachments",
        ),
        ([{"type": "context", "elements": [section()["text"]] * 11}], "invalid_blocks"),
        ([{"type": "carpet"}], "invalid_blocks"),
        ([{"type": "input", "label": {"type": "plain_text", "text": "x"}}], "invalid_blocks"),
        ([section() | {"block_id": "a"}, section() | {"block_id": "a"}], "invalid_blocks"),
        ([{"type": "section", "fields": [section()["text"]] * 11}], "invalid_blocks"),
        ("nonsense", "invalid_arguments"),
    ],
)
def test_wrong_blocks_are_refused_by_slacks_own_name(
    client: WebClient, blocks: Any, code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C1", text="x", blocks=blocks)
    assert refused.value.response["error"] == code


@pytest.mark.parametrize(
    ("method", "args", "code"),
    [
        ("chat.postMessage", {"channel": "C9", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C2", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "C1"}, "no_text"),
        ("chat.postMessage", {"channel": "C1", "text": "x" * 40_001}, "msg_too_long"),
        (
            "chat.postMessage",
            {"channel": "C1", "text": "x", "thread_ts": "1.0"},
            "thread_not_found",
        ),
        ("chat.postEphemeral", {"channel": "C1", "user": "U2", "text": "x"}, "user_not_in_channel"),
        ("chat.update", {"channel": "C1", "ts": "1.0", "text": "x"}, "message_not_found"),
        ("chat.getPermalink", {"channel": "C1"}, "invalid_arguments"),
        ("users.info", {"user": "U9"}, "user_not_found"),
        ("users.lookupByEmail", {"email": "nobody@x"}, "users_not_found"),
        ("conversations.open", {"users": "U1,U2"}, "too_many_users"),
        ("views.open", {"trigger_id": "made-up", "view": MODAL}, "invalid_trigger_id"),
        ("views.update", {"view_id": "V9", "view": MODAL}, "not_found"),
        ("apps.connections.open", {}, "not_allowed_token_type"),
        ("oauth.v2.access", {"code": "used"}, "invalid_code"),
        ("chat.fly", {}, "unknown_method"),
    ],
)
def test_wrong_calls_are_refused_by_slacks_own_name(
    client: WebClient, method: str, args: dict[str, Any], code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, json=args)
    assert refused.value.response["error"] == code


def test_a_wrong_token_is_refused(slack: Workspace) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth"):
        WebClient("xoxb-wrong", base_url=slack.api_url).auth_test()
    with pytest.raises(SlackApiError, match="not_authed"):
        WebClient(base_url=slack.api_url).auth_test()


def test_a_trigger_works_once_and_for_three_seconds(slack: Workspace, client: WebClient) -> None:
    fresh, late = slack.acts.trigger("U1"), slack.acts.trigger("U1")
    slack.state.data["triggers"][late]["at"] -= 3.1
    client.views_open(trigger_id=fresh, view=MODAL)
    for trigger, code in ((fresh, "exchanged_trigger_id"), (late, "expired_trigger_id")):
        with pytest.raises(SlackApiError, match=code):
            client.views_open(trigger_id=trigger, view=MODAL)


def test_a_fourth_modal_is_one_too_many(slack: Workspace, client: WebClient) -> None:
    client.views_open(trigger_id=slack.acts.trigger("U1"), view=MODAL)
    for _ in range(2):
        client.views_push(trigger_id=slack.acts.trigger("U1"), view=MODAL)
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=slack.acts.trigger("U1"), view=MODAL)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"title": None},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"blocks": [section()] * 101},
        {"blocks": []},
        {"submit": {"type": "plain_text", "text": "x" * 25}},
    ],
)
def test_a_wrong_modal_is_refused(
    slack: Workspace, client: WebClient, wrong: dict[str, Any]
) -> None:
    with pytest.raises(SlackApiError, match="invalid_"):
        client.views_open(trigger_id=slack.acts.trigger("U1"), view=MODAL | wrong)


def test_a_view_with_an_old_hash_is_not_updated(slack: Workspace, client: WebClient) -> None:
    view = client.views_open(trigger_id=slack.acts.trigger("U1"), view=MODAL)["view"]
    client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)


def test_the_app_updates_its_own_lasting_messages_only(slack: Workspace, client: WebClient) -> None:
    theirs = slack.state.add_message("C1", {"user": "U1", "text": "mine"})
    whispered = client.chat_postEphemeral(channel="C1", user="U1", text="psst")["message_ts"]
    for ts in (theirs["ts"], whispered):
        with pytest.raises(SlackApiError, match="cant_update_message"):
            client.chat_update(channel="C1", ts=ts, text="changed")


def test_an_update_without_blocks_drops_them(client: WebClient, slack: Workspace) -> None:
    ts = client.chat_postMessage(channel="C1", text="x", blocks=[section("old")])["ts"]
    client.chat_update(channel="C1", ts=ts, text="new")
    assert slack.state.find("C1", ts)["blocks"] == []


def test_an_ephemeral_message_is_seen_by_one_person(slack: Workspace, client: WebClient) -> None:
    slack.state.add_channel("C3", "both", ["U1", "U2", BOT_USER])
    client.chat_postEphemeral(channel="C3", user="U1", text="for Ana")
    assert [m["text"] for m in slack.state.visible("C3", "U1")] == ["for Ana"]
    assert slack.state.visible("C3", "U2") == []


def test_a_stream_ends_after_five_minutes_by_itself(slack: Workspace, client: WebClient) -> None:
    root = client.chat_postMessage(channel="C1", text="root")["ts"]
    stream = client.chat_stream(
        channel="C1", thread_ts=root, recipient_team_id="T", recipient_user_id="U1", buffer_size=1
    )
    stream.append(markdown_text="hello")
    slack.state.find("C1", stream.ts)["stream_until"] -= 301
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        stream.append(markdown_text="more")
    client.chat_update(channel="C1", ts=str(stream.ts), text="mended")


def test_a_stream_in_a_channel_names_its_reader(client: WebClient) -> None:
    root = client.chat_postMessage(channel="C1", text="root")["ts"]
    with pytest.raises(SlackApiError, match="missing_recipient"):
        client.chat_startStream(channel="C1", thread_ts=root)


def test_a_response_address_works_five_times(slack: Workspace) -> None:
    url = slack.acts.response_url("U1", "C1", {})
    answers = [WebhookClient(url).send(text=f"{n}").status_code for n in range(6)]
    assert answers == [200] * 5 + [404]


def test_slow_down_is_said_with_the_seconds_to_wait(slack: Workspace, client: WebClient) -> None:
    slack.faults.rate_limit("auth.test", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        client.auth_test()
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"


def test_the_state_outlives_the_server(tmp_path: Any) -> None:
    first = State(tmp_path / "state.json")
    first.add_channel("C1", "general", ["U1"])
    first.add_message("C1", {"user": "U1", "text": "kept"})
    first.save()
    again = State(tmp_path / "state.json")
    assert [m["text"] for m in again.visible("C1", "U1")] == ["kept"]
    assert again.new_ts() > first.data["messages"]["C1"][0]["ts"]


def test_trouble_is_asked_for_and_seen_over_http(slack: Workspace) -> None:
    mine, url = {"X-Workspace": "1"}, slack.base_url
    limit = {"rate_limit": {"method": "auth.test", "times": 1, "retry_after": 3}}
    assert httpx.post(f"{url}/control/faults", json=limit, headers=mine).status_code == 200
    with pytest.raises(SlackApiError, match="ratelimited"):
        WebClient(BOT_TOKEN, base_url=slack.api_url).auth_test()
    slack.faults.delay_seconds = 60
    said = {"as": "ana@x.example", "text": "over http"}
    assert httpx.post(f"{url}/control/say", json=said, headers=mine).status_code == 200
    seen = httpx.get(f"{url}/control/sees", params={"as": "ana@x.example"}).json()
    assert [m["text"] for m in seen["messages"]] == ["over http"]


def test_trouble_is_not_made_by_other_sites(slack: Workspace) -> None:
    url = f"{slack.base_url}/control/faults"
    assert httpx.post(url, json={"reorder": 2}).status_code == 403
    strange = {"Host": "evil.example", "X-Workspace": "1"}
    assert httpx.post(url, json={"reorder": 2}, headers=strange).status_code == 400


def test_a_port_that_is_taken_is_named(slack: Workspace) -> None:
    with pytest.raises(Unavailable, match=f"Port {slack.port} is taken"):
        Workspace(port=slack.port).start()

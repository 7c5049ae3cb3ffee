"""What the assistant hands to Slack, over a real world."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.bootstrap import World
from assistant.in_slack import (
    behaviour,
    must_be_complete,
    must_be_let_in,
    policy_pages,
    slack_config,
)
from integrations.reply import Citation, Reply
from integrations.slack.config import SlackConfig
from integrations.slack.listening import free_port
from integrations.slack.places import Place
from integrations.slack.turns import Turns
from integrations.slack.workspace.server import Workspace
from integrations.slack.workspace.state import BOT_TOKEN
from knowledge.errors import BadInput, NotAllowed
from knowledge.records.slack import EngagedThread, PolicyAnswer
from tests.conftest import DANIEL, MAYA, PRIYA, Clock
from tools.policy.asking import ask

ASK = "I need a freelance brand designer for three weeks from 1 December, roughly $8k"


@pytest.fixture
def slack() -> Iterator[Workspace]:
    workspace = Workspace().start()
    yield workspace
    workspace.stop()


@pytest.fixture
def request_id(say: Callable[..., Reply]) -> str:
    return str(say(ASK).request_id)


def test_an_incident_in_slack_is_found_by_its_number_where_the_operator_looks(
    world: World,
) -> None:
    number = behaviour(world).incident(RuntimeError("the disk is full"))
    kept = (world.settings.home / "incidents.log").read_text()
    assert number in kept
    assert "the disk is full" in kept


def test_fields_from_a_modal_change_the_draft(world: World, request_id: str) -> None:
    (reply,) = behaviour(world).edit("t1", MAYA, request_id, {"scope": "A new logo"})
    assert reply.card is not None
    assert reply.card.data["fields"]["scope"] == "A new logo"


def test_somebody_elses_draft_is_not_changed_and_they_are_told_alone(
    world: World, request_id: str
) -> None:
    (reply,) = behaviour(world).edit("t1", DANIEL, request_id, {"scope": "Mine now"})
    assert (reply.outcome, reply.audience) == ("refused", "asker")


def test_a_record_is_shown_to_those_who_have_a_part_in_it(world: World, request_id: str) -> None:
    record = behaviour(world).record
    assert record(request_id, MAYA)["id"] == request_id
    assert record(request_id, None)["id"] == request_id
    with pytest.raises(NotAllowed):
        record(request_id, PRIYA)


def test_people_who_are_asked_see_the_passages_that_everybody_may_read(world: World) -> None:
    found = behaviour(world).passages("Can a freelancer get access to customer data?")
    assert found
    assert all(passage["quote"] for passage in found)


def test_a_policy_page_shows_what_everybody_may_read_and_nothing_else(world: World) -> None:
    client = TestClient(Starlette(routes=policy_pages(world)))
    open_to_all = {e.document for e in world.library.editions()}
    restricted = {e.document for e in world.library.all_editions()} - open_to_all
    listed = client.get("/policies").text
    assert restricted
    for name in restricted:
        assert client.get(f"/policies/{name}").status_code == 404
        assert name not in listed
    assert client.get("/policies/data-access-for-freelancers").status_code == 200


def test_the_link_of_a_citation_opens_the_wording_of_its_day_at_the_section(world: World) -> None:
    client = TestClient(Starlette(routes=policy_pages(world)))
    then = ask(
        world.library, "Who had to approve a request in January 2026?", as_of=date(2026, 11, 21)
    )
    for citation in then.citations:
        shown = client.get(citation.link)
        assert f'<section id="{citation.link.split("#")[1]}">' in shown.text
        assert "no longer in force" in shown.text


def test_a_page_that_is_not_there_says_so_of_the_day_only_where_one_is_named(world: World) -> None:
    client = TestClient(Starlette(routes=policy_pages(world)))
    assert "no policy &#39;moon&#39;." in client.get("/policies/moon").text
    early = client.get("/policies/freelancers-and-ai-tools?on=2026-01-01").text
    assert "with a wording for 2026-01-01" in early


@pytest.mark.parametrize(
    ("config", "named"),
    [
        ({}, "SLACK_BOT_TOKEN"),
        ({"bot_token": "xoxb-1"}, "SLACK_APP_TOKEN"),
    ],
)
def test_a_missing_token_is_named_before_anything_starts(
    config: dict[str, Any], named: str
) -> None:
    with pytest.raises(BadInput, match=named):
        must_be_complete(SlackConfig(**config))


def test_a_token_that_slack_refuses_is_named_before_anything_starts(slack: Workspace) -> None:
    refused = SlackConfig(bot_token="xoxb-wrong", signing_secret="s", api_url=slack.api_url)
    with pytest.raises(BadInput, match="SLACK_BOT_TOKEN: invalid_auth"):
        must_be_let_in(refused)
    must_be_let_in(replace(refused, bot_token=BOT_TOKEN))


def test_a_slack_out_of_reach_is_waited_for() -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/api/"
    must_be_let_in(SlackConfig(bot_token="xoxb-1", signing_secret="s", api_url=nowhere))


def test_secrets_are_not_shown_by_the_settings_of_the_app(world: World) -> None:
    config = slack_config(world, bot_token="xoxb-secret", signing_secret="hush")
    assert "xoxb-secret" not in repr(config)
    assert "hush" not in repr(config)


def test_what_slack_keeps_is_dated_by_the_clock_of_the_world(world: World, clock: Clock) -> None:
    clock.now += timedelta(days=4000)
    turns, place = (
        Turns(SlackConfig(), behaviour(world), lambda _: WebClient()),
        Place("T", "C", "1"),
    )
    turns.engaged.add(place)
    cited = Reply("Yes.", citations=(Citation("leave", "Days", "Yes."),))
    turns.help.remember("A-1", MAYA, "Leave?", [cited])
    with world.sessions() as session:
        moments = (
            session.get_one(EngagedThread, place.key).since,
            session.get_one(PolicyAnswer, "A-1").at,
        )
    assert all(abs(moment - clock.now) < timedelta(seconds=1) for moment in moments)

"""What the assistant hands to Slack, over a real world."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.bootstrap import World
from assistant.in_slack import behaviour, must_be_complete, policy_page, slack_config
from integrations.reply import Reply
from integrations.slack.config import SlackConfig
from knowledge.errors import BadInput, NotAllowed
from tests.conftest import DANIEL, MAYA, PRIYA

ASK = "I need a freelance brand designer for three weeks from 1 December, roughly $8k"


@pytest.fixture
def request_id(say: Callable[..., Reply]) -> str:
    return str(say(ASK).request_id)


def test_fields_from_a_modal_change_the_draft(world: World, request_id: str) -> None:
    (reply,) = behaviour(world).edit("t1", MAYA, request_id, {"scope": "A new logo"})
    assert reply.card is not None
    assert reply.card.data["fields"]["scope"] == "A new logo"


def test_somebody_elses_draft_is_not_changed_and_they_are_told_alone(
    world: World, request_id: str
) -> None:
    (reply,) = behaviour(world).edit("t1", DANIEL, request_id, {"scope": "Mine now"})
    assert (reply.outcome, reply.audience) == ("refused", "asker")


def test_a_request_is_withdrawn_by_its_requester(world: World, request_id: str) -> None:
    (reply,) = behaviour(world).withdraw("t1", MAYA, request_id)
    assert reply.card is not None
    assert reply.card.data["status"] == "withdrawn"


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
    page = policy_page(world)
    restricted = {e.document for e in world.library.index.editions} - {  # type: ignore[union-attr]
        e.document for e in world.library.editions()
    }
    assert page("data-access") is not None or page("data-access-for-freelancers") is not None
    assert restricted
    assert [name for name in restricted if page(name) is not None] == []


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


def test_secrets_are_not_shown_by_the_settings_of_the_app(world: World) -> None:
    config = slack_config(world, bot_token="xoxb-secret", signing_secret="hush")
    assert "xoxb-secret" not in repr(config)
    assert "hush" not in repr(config)

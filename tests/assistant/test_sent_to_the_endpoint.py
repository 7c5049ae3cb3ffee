"""What a remote endpoint is sent: nothing that identifies or pays a person, and a bounded rest."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.bootstrap import World
from assistant.conversation import answer
from integrations.reply import Reply
from tests.assistant.openai_server import OpenAIServer, remote_settings, says, uses
from tests.conftest import MAYA
from tests.tools.conftest import WHOLE

Ask = Callable[..., Reply]

SECRETS = {
    "a US tax number": "123-45-6789",
    "a German VAT number": "VAT DE123456789",
    "a card": "4111 1111 1111 1111",
    "a card without spaces": "5555555555554444",
    "a bank account": "DE89 3704 0044 0532 0130 00",
    "a private address": "jo.freelancer@gmail.com",
    "a phone number": "+49 151 234 56789",
    "a phone number without spaces": "4155552671",
    "a tax number with its name": "tax number 123456789",
    "a sort code": "sort code 20-00-00",
    "a street": "10 Downing Street",
    "a messenger name": "Telegram @jo77",
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_what_identifies_or_pays_a_person_never_leaves_the_machine(
    ask: Ask, server: OpenAIServer, secret: str
) -> None:
    fields = WHOLE | {"scope": f"Pay to {secret} please"}
    server.will(uses(("update_request", {"fields": fields})), says("Noted."), says("Yes."))
    ask(f"I need a designer, her details: {secret}. Thanks")
    ask("Did you get that?")
    assert len(server.bodies) == 3
    for body in server.bodies:
        assert secret not in body.decode()
        assert secret not in json.dumps(json.loads(body), ensure_ascii=False)


def test_colleagues_addresses_stay_readable(ask: Ask, server: OpenAIServer) -> None:
    ask("Hello")
    assert MAYA in server.bodies[0].decode()


def test_redaction_can_be_turned_off(home: Path, server: OpenAIServer) -> None:
    open_hearted = World(remote_settings(home, server, SOURCING_REDACT=False))
    answer(open_hearted, "t1", MAYA, text="Write to jo.freelancer@gmail.com")
    open_hearted.close()
    assert "jo.freelancer@gmail.com" in server.bodies[0].decode()


def test_only_the_kinds_that_the_setting_names_are_masked(home: Path, server: OpenAIServer) -> None:
    some = World(remote_settings(home, server, SOURCING_REDACT="card,bank"))
    answer(some, "t1", MAYA, text="Card 4111 1111 1111 1111, or write to jo.freelancer@gmail.com")
    some.close()
    assert "jo.freelancer@gmail.com" in server.bodies[0].decode()
    assert "4111" not in server.bodies[0].decode()


def prefix(body: bytes) -> bytes:
    """Everything before the first thing that differs between turns: the rules and the tools."""
    asked = json.loads(body)
    assert asked["messages"][0]["role"] == "system"
    return json.dumps([asked["tools"], asked["messages"][0]]).encode()


def test_the_prefix_is_the_same_bytes_in_every_turn_thread_and_person(
    ask: Ask, server: OpenAIServer
) -> None:
    server.will(uses(("update_request", {"fields": WHOLE})))
    ask("I need a designer")
    ask("And a second thing")
    ask("What may I see?", thread="t2", actor="grace.okafor@calderfinch.example")
    assert len({prefix(body) for body in server.bodies}) == 1
    assert len(server.bodies) == 4


def test_what_is_sent_stays_bounded_in_a_long_thread(ask: Ask, server: OpenAIServer) -> None:
    server.will(uses(("update_request", {"fields": WHOLE})))
    sizes = []
    for turn in range(30):
        ask(f"Turn {turn}: {'tell me more about it ' * 20}")
        sizes.append(len(server.bodies[-1]))
    assert max(sizes[15:]) <= 1.002 * max(sizes[:15]) <= 1.05 * max(sizes[:8])


def test_of_older_turns_the_model_is_told_how_they_began(ask: Ask, server: OpenAIServer) -> None:
    for number in range(20):
        ask(f"Matter {number} {'of the spring fair ' * 20}")
    told = server.bodies[-1].decode()
    assert "Matter 13 of the spring fair" in told
    assert "Matter 6 of the spring fair" in told
    assert "Matter 5 of" not in told
    assert told.count("of the spring fair") < 7 * 20 + 8 * 5


def test_what_was_written_long_ago_is_masked_too(ask: Ask, server: OpenAIServer) -> None:
    ask("Write to jo.freelancer@gmail.com")
    for number in range(8):
        ask(f"Matter {number}")
    assert "Write to" in server.bodies[-1].decode()
    assert "jo.freelancer@gmail.com" not in server.bodies[-1].decode()


def test_what_is_stored_of_a_long_thread_stays_small(remote: World, server: OpenAIServer) -> None:
    for turn in range(12):
        server.will(uses(("update_request", {"fields": WHOLE | {"duration_weeks": turn + 1}})))
        answer(remote, "stored", MAYA, text=f"Make it {turn + 1} weeks")
    config = {"configurable": {"thread_id": f"stored|{MAYA}"}}
    kept = remote.agent.graph.get_state(config).values["messages"]
    assert [m.type for m in kept[-4:]] == ["human", "ai", "tool", "ai"]
    assert sum(m.type == "tool" for m in kept) == 1
    assert sum(m.type == "human" for m in kept) == 6

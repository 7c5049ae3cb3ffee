"""Cards in the terminal: what was chosen stands apart from what the rules advise."""

from assistant.bootstrap import World
from assistant.terminal import console, show_reply
from integrations.reply import Card, Reply
from tests.conftest import MAYA
from tools import intake


def test_the_way_of_billing_that_the_rules_advise_is_called_advice(world: World) -> None:
    said = {"role": "brand designer", "duration_weeks": 3, "billing_model": "hourly"}
    budget = {"amount": 8000, "currency": "USD", "basis": "fixed"}
    made = intake.start_request(world.acting(MAYA, "t1"), {**said, "budget": budget})
    with console.capture() as shown:
        show_reply(Reply(text="Here it is.", card=Card("request_summary", made)))
    lines = [" ".join(line.strip("│ ").split()) for line in shown.get().splitlines()]
    assert "Billing model Hourly" in lines
    advice = next(line for line in lines if line.startswith("Best billing"))
    assert "hourly" not in advice.lower()

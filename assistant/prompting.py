"""The terminal conversation for people: typing, clicking by number, and a guided example."""

import json
import time
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from assistant.attached import written
from assistant.click import Value
from assistant.conversation import answer
from assistant.telling import told
from assistant.terminal import console, show_reply
from integrations.reply import NEEDS_REASON, Action, Reply
from knowledge.errors import NotFound, SourcingError

if TYPE_CHECKING:
    from assistant.bootstrap import World

TRY = (
    """Ask for work:   I need a freelance brand designer for about three weeks from 1 December, \
roughly $8k, for the spring campaign""",
    "Ask about rules at any time:   Can they get access to customer data?",
    "Be somebody else with /as daniel (budget owner) or /as grace (procurement); /quit ends.",
)


@dataclass
class Talk:
    """One person at the terminal: who they are, in which thread, and what they may click."""

    world: "World"
    actor: str
    thread: str
    actions: list[Action] = field(default_factory=list)
    alone: bool = False
    """Whether only what this thread is about is told, as in an example played again."""

    def take(self, line: str) -> None:
        """One line: a number clicks, /as changes the person, anything else is said."""
        if line.startswith("/as "):
            try:
                self.become(line[4:].strip())
            except NotFound as nobody:
                console.print(escape(str(nobody)))
        elif line.isdigit() and 1 <= int(line) <= len(self.actions):
            self.click(self.actions[int(line) - 1])
        else:
            with console.status("thinking"):
                replies = answer(self.world, self.thread, self.actor, text=line)
            self.show(replies)

    def click(self, action: Action, reason: str = "") -> None:
        """Do what the action offers, with the reason that some need."""
        value = action.value
        if action.action in NEEDS_REASON:
            given = reason or Value.read(value).reason or console.input("[bold]Why?[/bold] ")
            value = _with_reason(value, given)
        replies = answer(self.world, self.thread, self.actor, action=action.action, value=value)
        self.show(replies)

    def become(self, who: str) -> None:
        """Speak as somebody else: an e-mail address, or the beginning of a name.

        Raises:
            NotFound: nobody has that address or name.
        """
        person = _somebody(self.world, who)
        if person is None:
            raise NotFound(f"Nobody here is called {who}: try `sourcing people list`.")
        self.actor, self.actions = person.email, []
        console.rule(f"{escape(person.name)}, {escape(person.title)}")
        self.show([])

    def show(self, replies: list[Reply]) -> None:
        """Print the replies, then what the person is to be told."""
        shown = [*replies, *told(self.world, self.actor, self.thread if self.alone else None)]
        for reply in shown:
            show_reply(reply)
            for path in written(self.world, self.actor, reply):
                console.print(f"The file is here: {escape(str(path))}", soft_wrap=True)
        offered = [action for reply in shown for action in reply.actions]
        self.actions = offered if shown else self.actions


def talk(world: "World", actor: str, thread: str, *, say_what_to_try: bool = False) -> None:
    """Converse until /quit or the end of the input.

    Raises:
        NotFound: nobody has the address or name of `actor`.
    """
    one = Talk(world, actor, thread)
    one.become(actor)
    if say_what_to_try:
        console.print(*(f"[cyan]{escape(line)}[/cyan]" for line in TRY), sep="\n")
    while True:
        try:
            line = console.input("[bold]>[/bold] ").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line in ("/quit", "/exit"):
            return
        if line:
            one.take(line)


def play(world: "World", pause: float = 0.6) -> None:
    """Play the guided example, from the first message to the confirmed match."""
    steps = json.loads(files("assistant").joinpath("guided.json").read_text(encoding="utf-8"))
    one = Talk(world, "", world.new_id("example"), alone=True)
    for step in steps:
        time.sleep(pause if console.is_terminal else 0)
        _play_step(one, step)


def _play_step(one: Talk, step: dict[str, Any]) -> None:
    if "note" in step:
        console.print(f"\n[italic cyan]{escape(step['note'])}[/italic cyan]")
    if "as" in step:
        one.become(step["as"])
    if "say" in step:
        console.print(f"[bold]> {escape(step['say'])}[/bold]")
        one.take(step["say"])
    if "click" in step:
        found = next((a for a in one.actions if a.action == step["click"]), None)
        if found is None:
            raise SourcingError(f"The example stopped: there was no {step['click']} to click.")
        console.print(f"[bold]> {escape(found.label)}[/bold]")
        one.click(found, step.get("reason", ""))


def _with_reason(value: str, reason: str) -> str:
    data = json.loads(value) if value.startswith("{") else {"id": value}
    return json.dumps(data | {"reason": reason})


def _somebody(world: "World", who: str) -> Any:
    from tools.people import everybody

    with world.sessions() as session:
        people = everybody(session)
    sought = who.lower()
    exact = [p for p in people if p.email == sought]
    return next(iter(exact or [p for p in people if p.name.lower().startswith(sought)]), None)

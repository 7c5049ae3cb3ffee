"""A person who answers what is asked, each time in other words drawn from a seed."""

from collections.abc import Mapping, Sequence
from random import Random

from evals.scenarios import usual_answers
from knowledge.errors import BadInput

JOINS = (". ", ", ", "; ", " and ", "\n", ". Also, ")
OPENINGS = ("", "", "", "Sure: ", "Ok, ", "Right. ", "Let me see... ")
ENDINGS = ("", "", "", ".", ". Thanks!")


class SimulatedUser:
    """Answers fields by name; the same seed gives the same words."""

    def __init__(self, rng: Random, answers: Mapping[str, Sequence[str]]) -> None:
        self.rng = rng
        self.answers = {**usual_answers().answers, **answers}
        self._left: dict[tuple[str, ...], list[str]] = {}

    def say(self, wordings: Sequence[str]) -> str:
        """One of the wordings; none is repeated before all were used, `<name>` is a usual one."""
        named = wordings[0].strip("<>") if len(wordings) == 1 else ""
        wordings = usual_answers().messages.get(named, wordings)
        left = self._left.setdefault(tuple(wordings), [])
        if not left:
            left.extend(self.rng.sample(list(wordings), len(wordings)))
        return left.pop()

    def answer(self, asks: Sequence[str]) -> str:
        """An answer to all that is asked, in one message.

        Raises:
            BadInput: neither the scenario nor the usual answers know the field.
        """
        unknown = [field for field in asks if field not in self.answers]
        if unknown:
            raise BadInput(f"The simulated user has no answer for {unknown[0]!r}.")
        parts = [self.say(self.answers[field]).rstrip(".") for field in asks]
        said = self.rng.choice(JOINS).join(parts)
        return f"{self.rng.choice(OPENINGS)}{said}{self.rng.choice(ENDINGS)}"

    def ask_to_file(self) -> str:
        """A way to say that the request can be filed."""
        return self.say(usual_answers().file_it)

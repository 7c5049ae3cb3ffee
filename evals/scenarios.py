"""The form of a scenario, and reading all of them from their files."""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from knowledge.errors import BadInput

Half = Literal["tune", "report"]
HELD_OUT = ("other_voices",)
"""Kinds that were written after tuning, in another style: none of them is tuned on."""


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Part(BaseModel):
    """A piece of a scenario: unchangeable, and no member is misspelt unnoticed."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Seen(Part):
    """What the replies to one turn must show; never how it is worded."""

    outcome: Literal["done", "refused", "misuse"] | None = None
    cites: Texts = ()
    cites_nothing: bool = False
    offers: Texts = ()
    withholds: Texts = ()
    asks: Texts = ()
    status: str | None = None
    shows: str | None = None
    audience: Literal["thread", "asker"] | None = None
    says: Texts = ()
    """Facts that the words must hold, such as a name or a number."""
    silent_on: Texts = ()
    """Facts that must not be told, in words or in the card."""


class Step(Part):
    """One thing that happens: somebody writes, answers, clicks, or the program starts anew."""

    who: str | None = Field(default=None, alias="as")
    thread: str | None = None
    say: Texts = ()
    answer_all: bool = False
    to_confirmation: bool = False
    click: str | None = None
    which: int = 0
    value: str | None = None
    reason: str | None = None
    restart: bool = False
    days: int = 0
    expect: Seen | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Step":
        does = (self.say, self.answer_all, self.to_confirmation, self.click, self.restart)
        if sum(map(bool, (*does, self.days))) != 1:
            raise ValueError("a step does exactly one thing")
        return self


class Decision(Part):
    """An approval of the record's current version: which role, with whom, and how it ended."""

    role: str
    approver: str | None = None
    decision: str = "pending"


class Ranked(Part):
    """What must hold of a shortlist."""

    least: int = 1
    first_is_pinned: bool = False
    left_out_is_absent: bool = False
    weighed: Texts = ()
    never_first: Texts = ()


class Expected(Part):
    """A record as it must be at the end; what is not named is not judged."""

    requester: str
    nth: int = 1
    status: str
    template: str | None = None
    fields: dict[str, Any] = {}
    without: dict[str, Any] = {}
    approvals: tuple[Decision, ...] | None = None
    rulings: dict[str, str] = {}
    never_ruled: dict[str, str] = {}
    acts: Texts = ()
    shortlist: Ranked | None = None
    match: Literal["first", "other", "none"] | None = None
    linked: bool | None = None


class Never(Part):
    """What must not have happened, whatever was said."""

    acts: Texts = ()
    calls: Texts = ()
    cited: Texts = ()
    said: Texts = ()


class Planted(Part):
    """Hostile content that was there before the conversation: a profile or a document."""

    profile: dict[str, Any] | None = None
    document: str | None = None


class Scenario(Part):
    """One conversation and how it must end."""

    id: str = Field(pattern="^[a-z0-9-]+$")
    purpose: str = Field(min_length=12)
    kind: str
    complete_but_two: bool = False
    planted: tuple[Planted, ...] = ()
    answers: dict[str, Texts] = {}
    steps: tuple[Step, ...] = Field(min_length=1)
    records: tuple[Expected, ...] = ()
    drafts_allowed: bool = False
    """Whether further drafts, never filed, may have been opened."""
    questions: int | None = None
    never: Never = Never()

    @property
    def half(self) -> Half:
        """Which half it belongs to, by its name alone, unless its whole kind is held out."""
        if self.kind in HELD_OUT:
            return "report"
        return "tune" if sha256(self.id.encode()).digest()[0] % 2 else "report"


class Answers(Part):
    """How people answer what a scenario says nothing about."""

    answers: dict[str, Texts]
    file_it: Texts
    messages: dict[str, Texts]


@cache
def scenarios(half: Half | None = None) -> tuple[Scenario, ...]:
    """All scenarios, or those of one half, by name."""
    folder = files("evals") / "cases"
    found = [
        Scenario.model_validate({"kind": entry.name.removesuffix(".toml"), **raw})
        for entry in folder.iterdir()
        if entry.name.endswith(".toml") and entry.name != "answers.toml"
        for raw in tomllib.loads(entry.read_text(encoding="utf-8"))["scenario"]
    ]
    return tuple(
        sorted((s for s in found if half in (None, s.half)), key=lambda scenario: scenario.id)
    )


@cache
def usual_answers() -> Answers:
    """The answers that every simulated user falls back on."""
    text = (files("evals") / "cases" / "answers.toml").read_text(encoding="utf-8")
    return Answers.model_validate(tomllib.loads(text))


@cache
def address(first_name: str) -> str:
    """The e-mail address of the colleague with that first name.

    Raises:
        BadInput: nobody, or more than one, is called that.
    """
    from knowledge.seed import organisation

    found = [
        p.email for p in organisation().people if p.name.lower().split()[0] == first_name.lower()
    ]
    if len(found) != 1:
        raise BadInput(f"{len(found)} colleagues are called {first_name!r}; a scenario needs one.")
    return found[0]

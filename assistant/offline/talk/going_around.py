"""Ways around intake: what is announced, and what was done already."""

from dataclasses import dataclass

from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import Call, Result, Turn
from assistant.offline.understanding.intents import circumvents

REMEMBERED = 3
"""How many messages back somebody may have told of what was done."""


@dataclass(frozen=True)
class Rule:
    """The policy question behind a way around intake, and in a sentence why it is closed.

    It is `named` if the words name this way; one that no rule names is taken for an own account.
    """

    question: str
    why: str
    named: bool


def announces(turn: Turn) -> bool:
    """A way around intake is announced, or asked about."""
    return turn.read.circumvents


def rule(text: str) -> Rule:
    """The first rule that names the way around that a text takes."""
    rules = lexicon("around")["rules"]
    ways = (
        one for at, one in enumerate(rules) if pattern("around", "rules", at, "said").search(text)
    )
    found = next(ways)
    return Rule(found["question"], found["why"], bool(found["said"]))


def explain(turn: Turn) -> list[Call]:
    """Look the rule up, and answer what is asked beside it; nothing is written."""
    found = rule(turn.text)
    asked = [one for one in turn.read.questions if not _asks_of_it(one)]
    beside = [one.strip() for one in asked if not circumvents(one)]
    own = asked[0].strip() if asked and not beside and not found.named else found.question
    return [Call("ask_policy", {"question": one}) for one in (own, *beside[:1])]


def is_the_rule(turn: Turn, result: Result) -> bool:
    """Whether a result is the rule that is told in one sentence, as it was announced, not asked."""
    questions = turn.read.questions or (turn.text,) * ("?" in turn.text)
    asks = any(circumvents(one) or _asks_of_it(one) for one in questions)
    own = result.args.get("question") == rule(turn.text).question
    return turn.planned_by(announces) and not asks and own


def _asks_of_it(question: str) -> bool:
    """Whether it is only asked if what was just told is allowed: "is that ok?"."""
    return pattern("around", "asks_of_it").search(question) is not None


def confesses(turn: Turn) -> bool:
    """Somebody tells that it was done already, or asks on after telling so."""
    if turn.state.get("approvals_waiting"):
        return False
    earlier = any(map(tells_it, turn.earlier[-REMEMBERED:]))
    return tells_it(turn.text) or (earlier and asks_on(turn.text))


def tells_it(text: str) -> bool:
    """Whether a text tells of somebody engaged outside intake."""
    done = pattern("around", "done").search(text)
    return bool(done) and not pattern("around", "through_us").search(text)


def asks_on(text: str) -> bool:
    """Whether a text asks what to do or what follows, after something was told."""
    return pattern("around", "afterwards").search(text) is not None


def reports(turn: Turn, **team: str) -> list[Call]:
    """The hand-over to a person, of a team that is named, of what somebody wants to report."""
    asks = pattern("around", "reports").search(turn.text)
    return [Call("ask_person", {"question": turn.text.strip(), **team})] if asks else []


def help_out(turn: Turn) -> list[Call]:
    """What to do once it is done: tell procurement today, pause, get help."""
    words = lexicon("around")
    fears = pattern("around", "punished", "said").search(turn.text) and not tells_it(turn.text)
    question = words["punished"]["question"] if fears else words["already_done"]
    return [Call("ask_policy", {"question": str(question)}), *reports(turn)]

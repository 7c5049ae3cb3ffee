"""Which template an opening message takes: the right one, or honestly none."""

from collections import Counter
from collections.abc import Callable

import pytest

from assistant.offline.changes import edits
from assistant.offline.understanding.reader import Understanding
from evals.understanding.sets import Half, load
from knowledge.templates import find_template


def _taken(text: str, read: Callable[..., Understanding]) -> str | None:
    """The id of the template that a message opens a request with."""
    fields = read(text, context="none").fields
    role = fields.get("role") or edits.role_meant(text, fields)
    found = find_template(role) if role else None
    return found.id if found else None


@pytest.fixture(scope="module")
def shares(read: Callable[..., Understanding]) -> Callable[..., Counter[str]]:
    """Of some of the trades, how many messages take the right template, none, or a wrong one."""

    def counted(half: Half | None, name: str = "trades") -> Counter[str]:
        found: Counter[str] = Counter()
        for row in load(name, half):
            taken = _taken(row["text"], read)
            right = taken == row["template"]
            found["right" if right else "missed" if taken is None else "wrong"] += 1
        return found

    return counted


@pytest.mark.parametrize(("half", "right", "wrong"), [("tune", 0.95, 0.02), ("report", 0.85, 0.11)])
def test_a_message_takes_its_own_template_and_hardly_ever_another(
    shares: Callable[..., Counter[str]], half: Half, right: float, wrong: float
) -> None:
    found = shares(half)
    assert found["right"] >= right * found.total(), found
    assert found["wrong"] <= wrong * found.total(), found


def test_messages_written_without_sight_of_the_templates_take_their_own(
    shares: Callable[..., Counter[str]],
) -> None:
    found = shares(None, "trades_blind")
    assert found["right"] >= 0.8 * found.total(), found
    assert found["wrong"] <= 0.1 * found.total(), found


@pytest.mark.parametrize(
    "role",
    [
        "garden designer",
        "game dev",
        "opera singer",
        "sports coach",
        "radio host",
        "fashon desinger",
    ],
)
def test_a_trade_without_a_template_takes_none(role: str) -> None:
    assert find_template(role) is None


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        ("senior freelance designer", "brand-designer"),
        ("poster designer", "brand-designer"),
        ("experienced German writer", "content-writer"),
        ("API developer", "backend-developer"),
        ("booth host", "event-host"),
        ("Excel trainer", "trainer"),
        ("executive asistant", "virtual-assistant"),
    ],
)
def test_a_plain_head_means_its_template_beside_words_of_its_work(role: str, wanted: str) -> None:
    found = find_template(role)
    assert found is not None
    assert found.id == wanted


@pytest.mark.parametrize(
    "said", ["someone to take portraits", "a market researcher", "pattern maker"]
)
def test_words_of_another_sense_are_no_misspelling(said: str) -> None:
    assert find_template(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "wash the windows of our shop every Monday",
        "repair torn jackets for our customers",
        "negotiate the lease with our landlord",
        "draw the technical plans of a steel frame",
    ],
)
def test_work_of_a_trade_without_a_template_is_no_other_trade(
    said: str, read: Callable[..., Understanding]
) -> None:
    assert _taken(f"Somebody to {said}, two weeks, $2,000", read) is None

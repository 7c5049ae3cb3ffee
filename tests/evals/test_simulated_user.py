"""The simulated user answers what is asked, in other words each time, and the same for a seed."""

from random import Random

import pytest

from evals.scenarios import usual_answers
from evals.simulated_user import SimulatedUser
from knowledge.errors import BadInput
from knowledge.fields import REQUIRED

ANSWERS = {"budget": ["$8,000", "8k dollars", "eight thousand dollars"]}


def test_the_same_seed_gives_the_same_words() -> None:
    first, again = (SimulatedUser(Random("a"), ANSWERS) for _ in range(2))
    asked = [("budget", "start_date"), ("sensitive_data",), ("budget",)]
    assert [first.answer(a) for a in asked] == [again.answer(a) for a in asked]


def test_other_seeds_give_other_words() -> None:
    said = {SimulatedUser(Random(seed), ANSWERS).answer(("budget",)) for seed in range(30)}
    assert len(said) > 5


def test_everything_asked_is_answered_with_the_scenarios_own_words() -> None:
    for seed in range(30):
        said = SimulatedUser(Random(seed), ANSWERS).answer(("budget", "sensitive_data"))
        assert any(words in said for words in ANSWERS["budget"])
        assert "data" in said


def test_no_wording_comes_back_before_all_were_used() -> None:
    user = SimulatedUser(Random(1), ANSWERS)
    assert {user.say(ANSWERS["budget"]) for _ in range(3)} == set(ANSWERS["budget"])


def test_a_usual_message_is_said_by_its_name() -> None:
    user = SimulatedUser(Random(1), {})
    assert user.say(["<designer>"]) in usual_answers().messages["designer"]


def test_a_question_that_nobody_prepared_for_is_an_error_and_no_silence() -> None:
    with pytest.raises(BadInput, match="'favourite_colour'"):
        SimulatedUser(Random(1), ANSWERS).answer(("favourite_colour",))


def test_every_required_field_but_the_role_has_a_usual_answer() -> None:
    assert set(usual_answers().answers) >= set(REQUIRED) - {"role"}

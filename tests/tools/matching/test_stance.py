import pytest

from knowledge.talent import TalentProfile
from tests.tools.matching.people import NOW
from tools.matching.reading import read_profile, skill_key

PRACTISED = [
    "I build shops in React.",
    "Not only React but also Vue.",
    "I never ship React code without tests.",
    "I couldn't work without React.",
    "Without a doubt React is my strongest skill.",
    "I used to do PHP; for the last five years it has been React.",
    "I built a learning platform in React.",
    "Built a recruiting tool with React and Node.",
    "Clients hire me for React.",
    "I taught React for a year and have built with it for eight.",
    "I am not a designer; I write React.",
    "I am happy to work in React.",
]
NOT_PRACTISED = [
    "No experience with React so far.",
    "I don't do React.",
    "I used to do React, now I only do project management.",
    "I stopped using React in 2018.",
    "I no longer take React projects.",
    "I left React behind when I became a manager.",
    "Formerly a React developer; today I run a bakery.",
    "I am learning React in my spare time.",
    "I would love to learn React.",
    "Looking for my first React job.",
    "Completed a React bootcamp last month.",
    "My React is rusty.",
    "Hardly any React.",
    "We place React engineers across Europe.",
    "I help companies hire React developers.",
    "My colleagues handle React.",
    "I work closely with React developers as their scrum master.",
    "The React part was done by somebody else.",
    "React? Not really.",
    "Neither React nor Angular.",
]


def credit(text: str) -> float:
    reading = read_profile(TalentProfile(id="a", text=text), NOW.date())
    return reading.credit.get(skill_key("React"), 0.0)


@pytest.mark.parametrize("text", PRACTISED)
def test_a_skill_that_is_practised_counts(text: str) -> None:
    assert credit(text) >= 0.6


@pytest.mark.parametrize("text", NOT_PRACTISED)
def test_a_skill_that_is_wanted_past_or_somebody_elses_does_not(text: str) -> None:
    assert credit(text) < 0.3

"""Who is wanted: short names of trades, freelancers of a field, and who is only named."""

from collections.abc import Callable

import pytest

from assistant.offline.understanding.reader import Understanding
from assistant.offline.understanding.wanted.role_names import tidy

Read = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Brand photog needed for the summit dinner, Saturday 5 December, $700", "Brand photog"),
        ("Emcee wanted for the anniversary gala", "Emcee"),
        ("PPC freelancer to look after the spring adverts, 1,500 a month", "PPC freelancer"),
        ("GDPR freelancer for a data map, ten days", "GDPR freelancer"),
    ],
)
def test_a_short_name_or_a_freelancer_of_a_field_is_a_role(
    read: Read, said: str, role: str
) -> None:
    assert read(said, context="none").fields["role"] == role


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("PR freelancers", "PR freelancer"),
        ("motion designer freelancer", "motion designer"),
        ("freelance dev", "dev"),
        ("good freelancer", ""),
    ],
)
def test_freelancer_is_kept_only_where_no_other_word_names_who(written: str, role: str) -> None:
    assert tidy(written) == role


@pytest.mark.parametrize(
    "said",
    [
        "For the ski-pass leaflet copywriter, make it 6 weeks",
        "the sock-range illustrator now starts on 3 January",
        "Our summit photographer has to be done on 9 January",
    ],
)
def test_a_filed_request_that_is_named_by_its_role_gets_no_other(read: Read, said: str) -> None:
    assert "role" not in read(said, context="filed").fields


def test_another_role_for_a_filed_request_is_read(read: Read) -> None:
    assert read("Change the copywriter to an editor", context="filed").fields["role"] == "editor"


@pytest.mark.parametrize(
    "said", ["anyone but another Wix developer please", "Not another Wix developer, I beg you"]
)
def test_who_is_not_wanted_is_no_role(read: Read, said: str) -> None:
    assert "role" not in read(said).fields


@pytest.mark.parametrize(
    "said",
    ["the workshop starts at 3 pm", "lunch is from 1 pm", "we open at 2:30 pm", "the 11 pm show"],
)
def test_an_hour_of_the_clock_is_nobody_wanted(read: Read, said: str) -> None:
    assert not {"role", "headcount"} & read(said, context="scoping").fields.keys()


def test_project_managers_are_still_counted(read: Read) -> None:
    fields = read("We need 3 PMs for the rollout, 8 weeks").fields
    assert (fields["role"], fields["headcount"]) == ("PM", 3)


@pytest.mark.parametrize(
    "said",
    [
        "interviews with 9 nurses",
        "calls with 12 retail buyers",
        "a survey of 40 shoppers",
        "four workshops, 12 people each",
    ],
)
def test_whom_the_work_is_done_with_is_not_wanted(read: Read, said: str) -> None:
    assert "headcount" not in read(f"An analyst for {said}, 3 weeks", context="none").fields

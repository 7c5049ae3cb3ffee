"""What people answer in a few words is read as an answer to what was asked."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("6", 6), ("four", 4), ("about 3", 3), ("maybe 5 or 6", 6), ("12-14", 14),
        ("two, maybe three", 3), ("10 or so", 10), ("i'd say 8", 8), ("ok 6", 6),
    ],
)  # fmt: skip
def test_a_bare_number_answers_how_many_weeks(read: Read, text: str, weeks: float) -> None:
    fields = read(text, asked=("duration_weeks", "start_date")).fields
    assert fields == {"duration_weeks": weeks}


@pytest.mark.parametrize("text", ["4000, 6", "6 / 4k", "$4,000 and 6", "6, 4000"])
def test_of_two_bare_numbers_the_small_one_is_the_length(read: Read, text: str) -> None:
    fields = read(text, asked=("budget", "duration_weeks")).fields
    assert (fields["budget"]["amount"], fields["duration_weeks"]) == (4000, 6)


@pytest.mark.parametrize("text", ["3 jan", "12.1.", "4.5k", "3000", "2 people", "3 logos"])
def test_what_has_a_unit_of_its_own_is_no_number_of_weeks(read: Read, text: str) -> None:
    assert "duration_weeks" not in read(text, asked=("budget", "duration_weeks")).fields


@pytest.mark.parametrize("text", ["400 a month", "€500 a week", "1.5k a month"])
def test_what_money_is_paid_for_is_no_length(read: Read, text: str) -> None:
    assert read(text, asked=("budget", "duration_weeks")).fields.keys() == {"budget"}


@pytest.mark.parametrize("text", ["40", "about 65"])
def test_a_bare_number_that_no_work_costs_in_all_is_paid_by_the_hour(read: Read, text: str) -> None:
    assert read(text, asked=("budget",)).fields["budget"]["basis"] == "hourly"


@pytest.mark.parametrize(
    ("text", "sensitive"),
    [
        ("nah", False), ("not really", False), ("I don't think so", False), ("they won't", False),
        ("probably not", False), ("we won't share any data", False), ("just flyers", False),
        ("only product pictures", False), ("everything is public", False),
        ("they won't see anything", False),
        ("I think so", True), ("probably", True), ("they see payroll", True),
        ("only company names in there, no personal stuff", False), ("just product names", False),
        ("only names of our products", False), ("only customer names in there", True),
        ("they get the names in there", True), ("some emails", True),
        ("they get access to our CRM", True), ("only names", True),
    ],
)  # fmt: skip
def test_what_is_told_of_the_data_answers_whether_it_is_sensitive(
    read: Read, text: str, sensitive: bool
) -> None:
    assert read(text, asked=("sensitive_data",)).fields["sensitive_data"] is sensitive


@pytest.mark.parametrize("text", ["no idea", "they can start monday", "what counts as that?"])
def test_what_tells_nothing_of_the_data_leaves_it_open(read: Read, text: str) -> None:
    assert "sensitive_data" not in read(text, asked=("sensitive_data",)).fields


@pytest.mark.parametrize(
    ("text", "sensitive"),
    [
        ("yes, they'd see our security documentation", True),
        ("sure, they will get access to customer accounts", True),
        ("no, they never see any names", False),
    ],
)
def test_a_yes_that_goes_on_with_what_they_see_is_told_of_the_data(
    read: Read, text: str, sensitive: bool
) -> None:
    fields = read(text, asked=("duration_weeks", "start_date")).fields
    assert fields["sensitive_data"] is sensitive


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("frankfurt", "Frankfurt"), ("frankfurt or remote", "remote, Frankfurt"),
        ("munich or berlin", "Munich or Berlin"), ("paris, france", "Paris, France"),
    ],
)  # fmt: skip
def test_a_bare_place_is_where_the_work_is_though_it_was_not_asked(
    read: Read, text: str, place: str
) -> None:
    assert read(text, asked=("budget", "duration_weeks")).fields == {"location": place}


@pytest.mark.parametrize("text", ["nice", "reading", "nice and reading"])
def test_a_word_that_happens_to_be_a_place_is_none(read: Read, text: str) -> None:
    fields: dict[str, Any] = read(text, asked=("budget", "duration_weeks")).fields
    assert "location" not in fields


@pytest.mark.parametrize("asked", [("acceptance_criteria", "deliverables"), ("start_date",)])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("that it works again", "it works again"), ("when I like it", "I like it"),
        ("when Daniel is happy with it", "Daniel is happy with it"),
        ("done when everything is live", "everything is live"),
        ("as soon as the team has approved it", "the team has approved it"),
    ],
)  # fmt: skip
def test_a_condition_that_is_all_a_message_says_is_how_the_work_is_accepted(
    read: Read, text: str, told: str, asked: tuple[str, ...]
) -> None:
    assert read(text, asked=asked).fields == {"acceptance_criteria": [told]}


@pytest.mark.parametrize(
    "text", ["Daniel signs it off", "my boss has to like it", "that they hold"]
)
def test_who_accepts_the_work_answers_when_it_is_done(read: Read, text: str) -> None:
    fields = read(text, asked=("acceptance_criteria", "security_classification")).fields
    assert fields.keys() == {"acceptance_criteria"}


@pytest.mark.parametrize(
    "text", ["that works for us", "that is fine", "when they are ready to start", "if you like"]
)
def test_a_nod_is_no_condition(read: Read, text: str) -> None:
    assert "acceptance_criteria" not in read(text, asked=("start_date",)).fields


@pytest.mark.parametrize("text", ["two sprints", "a sprint", "3 sprints"])
def test_sprints_are_no_work(read: Read, text: str) -> None:
    understood = read(text, asked=("scope", "duration_weeks"))
    assert understood.fields == {}
    assert understood.sprints


@pytest.mark.parametrize("text", ["newsletters 🙂", "🎬 newsletters", "newsletters ✨🙏"])
def test_pictures_around_an_answer_are_no_part_of_it(read: Read, text: str) -> None:
    assert read(text, asked=("scope", "budget")).fields == {"scope": "newsletters"}


KNOWN = {"role": "consultant", "scope": "our ISO audit"}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("gap analysis, policies, internal audit", ["gap analysis", "policies", "internal audit"]),
        ("wireframes, mockups and a prototype", ["wireframes", "mockups", "prototype"]),
        ("posters, flyers and banners", ["posters", "flyers", "banners"]),
    ],
)
def test_a_bare_list_of_what_is_made_is_handed_over(read: Read, text: str, made: list[str]) -> None:
    fields = read(text, known=KNOWN, asked=("start_date", "sensitive_data")).fields
    assert fields == {"deliverables": made}


@pytest.mark.parametrize(
    "text", ["Jira, Confluence and Miro", "patient, friendly, funny", "french, german and spanish"]
)
def test_a_bare_list_of_tools_traits_or_languages_is_not_handed_over(read: Read, text: str) -> None:
    fields = read(text, known=KNOWN, asked=("start_date", "sensitive_data")).fields
    assert "deliverables" not in fields


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("a week or two", 2), ("a week maybe two", 2), ("two weeks, maybe three", 3),
        ("2 weeks or maybe 3", 3), ("4 weeks, 5 at most", 4), ("4 weeks, at most 6", 6),
        ("a month or two", 9), ("a day or two", 0.4),
    ],
)  # fmt: skip
def test_a_range_that_is_said_behind_counts_to_its_upper_end(
    read: Read, text: str, weeks: float
) -> None:
    fields = read(text, asked=("budget", "duration_weeks")).fields
    assert fields == {"duration_weeks": weeks}


@pytest.mark.parametrize(
    ("text", "weeks"), [("4, from jan 11", 4), ("3; 4 jan", 3), ("6, starting in March", 6)]
)
def test_a_bare_number_beside_a_start_is_the_length(read: Read, text: str, weeks: float) -> None:
    fields = read(text, asked=("duration_weeks", "start_date")).fields
    assert fields["duration_weeks"] == weeks
    assert "start_date" in fields


@pytest.mark.parametrize("text", ["ok ok I won't", "I won't then", "fine, I can't"])
def test_what_the_asker_will_not_do_is_no_answer_on_data(read: Read, text: str) -> None:
    assert "sensitive_data" not in read(text, asked=("sensitive_data",)).fields

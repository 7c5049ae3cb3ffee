from typing import Any

import pytest

from knowledge.talent import TalentProfile, read_leniently
from knowledge.talent.shapes import rate_in, read_rate

HOURLY = {"amount": 85.0, "currency": "USD", "basis": "hourly"}


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        ("$85/hr", HOURLY),
        ("USD 85 per hour", HOURLY),
        ("85 USD/h", HOURLY),
        ("$70-85/hour", HOURLY),
        ("€600/day", {"amount": 600.0, "currency": "EUR", "basis": "daily"}),
        ("£1,200 a day", {"amount": 1200.0, "currency": "GBP", "basis": "daily"}),
        ("450 euros per day", {"amount": 450.0, "currency": "EUR", "basis": "daily"}),
        ({"amount": 60, "currency": "gbp", "unit": "hour"},
         {"amount": 60, "currency": "GBP", "basis": "hourly"}),
        ({"daily": 480, "currency": "EUR"}, {"amount": 480, "currency": "EUR", "basis": "daily"}),
        ({"rawValue": "64.0", "currency": "USD"}, {"amount": 64.0, "currency": "USD"}),
        (75, {"amount": 75}),
        ("75", {"amount": 75.0}),
        ("by agreement", None),
    ],
)  # fmt: skip
def test_rates_are_read_however_they_are_written(said: Any, rate: dict[str, Any] | None) -> None:
    assert read_rate(said) == rate


@pytest.mark.parametrize(
    "text", ["Raised $2M in a day.", "3 days a week", "Grew sales by $400", "24 hours", "5 days"]
)
def test_what_is_no_rate_is_not_taken_for_one(text: str) -> None:
    assert rate_in(text) is None


def test_a_rate_in_the_text_counts_where_no_field_states_one() -> None:
    told = TalentProfile.model_validate({"id": "a", "text": "My rate is $60 per hour."})
    assert told.rate is not None
    assert (told.rate.amount, told.rate.basis) == (60, "hourly")


def test_fields_by_other_names_and_in_other_shapes_are_the_same_fields() -> None:
    profile, wrong = read_leniently(
        {
            "id": 7,
            "title": "Designer",
            "bio": "I draw.",
            "skills": [{"skill": "Figma", "level": "Senior"}, "Sketch"],
            "past_work": ["Rebrand of a brewery"],
            "location": {"city": "Berlin", "country": "Germany"},
            "languages": [{"name": "German", "level": "native"}],
            "day_rate": 480,
            "availability": {"from": "2026-12-01", "hours_per_week": 20},
            "reviews": 12,
            "shoe_size": 44,
        }
    )
    assert wrong == ()
    assert (profile.id, profile.headline, profile.text) == ("7", "Designer", "I draw.")
    assert [(one.name, one.level) for one in profile.skills] == [
        ("Figma", "advanced"),
        ("Sketch", None),
    ]
    assert profile.work[0].title == "Rebrand of a brewery"
    assert (profile.location, profile.languages) == ("Berlin, Germany", ("German (native)",))
    assert profile.rate is not None
    assert (profile.rate.basis, profile.rate.hourly) == ("daily", 60)
    assert (str(profile.available_from), profile.hours_per_week) == ("2026-12-01", 20)
    assert profile.ratings_count == 12


def test_a_field_that_cannot_be_read_is_left_out_and_named() -> None:
    profile, wrong = read_leniently({"id": "a", "rating": 11, "rate": "-5", "headline": "Writer"})
    assert (profile.headline, profile.rating, profile.rate) == ("Writer", None, None)
    assert [one.split(":")[0] for one in wrong] == ["rating", "rate.amount"]


def test_a_profile_survives_being_kept() -> None:
    one = TalentProfile.model_validate({"id": "a", "text": "I ask €500 a day.", "skills": "Figma"})
    assert TalentProfile.model_validate(one.model_dump(mode="json")) == one

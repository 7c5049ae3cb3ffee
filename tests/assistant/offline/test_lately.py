"""A message that was read a moment ago is read the same, and only the same."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from assistant.offline.understanding.reader import Understanding, understand
from tests.assistant.offline.conftest import NOW

Read = Callable[..., Understanding]
SAID = "I need a brand designer from tomorrow, with Figma"


def test_what_a_caller_changes_of_a_reading_is_not_in_the_next(read: Read) -> None:
    first = read(SAID)
    kept = first.fields["skills"]["must"].copy()
    first.fields["skills"]["must"].append("Cobol")
    assert kept
    assert read(SAID).fields["skills"]["must"] == kept


def test_an_equal_moment_elsewhere_is_another_day() -> None:
    days = [
        understand(SAID, context="scoping", now=NOW.astimezone(ZoneInfo(zone))).fields["start_date"]
        for zone in ("America/Los_Angeles", "Pacific/Kiritimati")
    ]
    assert days == ["2026-11-19", "2026-11-20"]


def test_what_was_asked_just_before_is_part_of_what_a_number_means(read: Read) -> None:
    assert read("6", asked=["duration_weeks"]).fields == {"duration_weeks": 6}
    assert read("6", asked=["headcount"]).fields == {"headcount": 6}

"""What is in force when, after a document was corrected, taken back, planned and reverted."""

from datetime import UTC, date, datetime

import pytest

from knowledge.library.documents import read_document
from knowledge.library.library import Library
from knowledge.library.rights import ANYONE, Reader
from tests.knowledge.library.conftest import TODAY, Add, policy

HR = Reader("h@x.example", ("hr",))
SPRING, SUMMER = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 7, 1, 9, tzinfo=UTC)


def fee(amount: int, **facts: str) -> str:
    return policy(f"# Badge\n\nA lost badge costs EUR {amount}.", **facts)


def said(library: Library, day: date = TODAY, reader: Reader = ANYONE) -> str:
    """The amounts that are quoted on a day, one after another."""
    found = library.search("lost badge", reader=reader, as_of=day, count=9)
    return " ".join(passage.text.rstrip(".").split()[-1] for passage in found)


@pytest.mark.parametrize("begins", ["2026-02-01", "2026-03-01", "2026-04-01"])
def test_a_correction_takes_the_place_of_the_wording_whenever_it_begins(
    library: Library, add: Add, begins: str
) -> None:
    add(badge=fee(30, version="1.0", effective_from="2026-03-01"))
    add(badge=fee(55, version="1.0", effective_from=begins))
    assert said(library) == "55"
    assert said(library, date.fromisoformat(begins)) == "55"
    assert "30" not in said(library, date(2026, 3, 15))


@pytest.mark.parametrize("begins", ["2026-02-01", "2026-03-01", "2026-04-01"])
@pytest.mark.parametrize("version", ["1.0", ""])
def test_a_correction_of_the_audience_leaves_nothing_open_from_its_day_on(
    library: Library, add: Add, begins: str, version: str
) -> None:
    add(badge=fee(175, version=version, effective_from="2026-03-01"))
    add(badge=fee(190, version=version, effective_from=begins, audience="[hr]"))
    assert (said(library), said(library, reader=HR)) == ("", "190")
    assert [e.title for e in library.editions(ANYONE, TODAY)] == []


def test_a_correction_without_a_date_holds_since_its_version_began(
    library: Library, add: Add
) -> None:
    add(badge=fee(30, version="1.0"), now=SPRING)
    add(badge=fee(55, version="1.0"))
    assert said(library, date(2026, 4, 1)) == "55"


def test_a_planned_version_that_is_taken_back_to_draft_never_begins(
    library: Library, add: Add
) -> None:
    add(badge=fee(10, version="1.0"), now=SPRING)
    add(badge=fee(20, version="2.0", effective_from="2027-01-01"))
    add(badge=fee(20, version="2.0", effective_from="2027-01-01", status="draft"))
    assert said(library) == said(library, date(2027, 2, 1)) == "10"


def test_a_version_that_is_taken_back_to_draft_did_apply_until_then(
    library: Library, add: Add
) -> None:
    add(badge=fee(10, version="1.0"), now=SPRING)
    add(badge=fee(10, version="1.0", status="draft"), now=SUMMER)
    assert (said(library, date(2026, 6, 30)), said(library)) == ("10", "")
    add(badge=fee(12, version="1.0"))
    assert said(library) == "12"


@pytest.mark.parametrize("dated", [True, False])
def test_a_file_that_goes_back_to_an_earlier_version_is_answered_from_that_one(
    library: Library, add: Add, dated: bool
) -> None:
    one, two = (
        fee(amount, version=version, **({"effective_from": begins} if dated else {}))
        for amount, version, begins in ((11, "1.0", "2026-01-01"), (22, "2.0", "2026-07-01"))
    )
    add(badge=one, now=SPRING)
    add(badge=two, now=SUMMER)
    assert len(library.plan([read_document(one, "badge.md")], "/docs").changed) == 1
    add(badge=one)
    days = (date(2026, 6, 30), date(2026, 7, 1), TODAY)
    assert [said(library, day) for day in days] == ["11", "22", "11"]


def test_an_older_version_that_is_added_late_is_history(library: Library, add: Add) -> None:
    add(badge=fee(22, version="2.0", effective_from="2026-07-01"), now=SUMMER)
    add(badge=fee(11, version="1.0", effective_from="2026-01-01"))
    assert [said(library, day) for day in (date(2026, 6, 30), TODAY)] == ["11", "22"]


def test_superseded_without_an_end_means_until_that_was_recorded(
    library: Library, add: Add
) -> None:
    add(badge=fee(10, version="1.0"), now=SPRING)
    add(badge=fee(10, version="1.0", status="superseded"))
    assert (said(library, date(2026, 11, 20)), said(library)) == ("10", "")


def test_of_a_text_that_came_superseded_nothing_says_when_it_applied(
    library: Library, add: Add
) -> None:
    add(badge=fee(10, status="superseded", effective_from="2019-01-01"))
    assert said(library, date(2020, 1, 1)) == said(library) == ""

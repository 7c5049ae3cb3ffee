"""The library keeps time, rights and history."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge.errors import Unavailable
from knowledge.library.documents import read_document
from knowledge.library.index import index_fault
from knowledge.library.library import Library
from knowledge.library.rights import Reader
from tests.knowledge.library.conftest import NOW, TODAY, Add, policy

OLD = policy(
    "# Limits\n\nRequests above 5,000 dollars need procurement.",
    id="limits-2025", version="1", status="superseded",
    effective_from="2025-01-01", effective_until="2026-02-28",
)  # fmt: skip
NEW = policy(
    "# Limits\n\nRequests above 10,000 dollars need procurement.",
    id="limits", version="2", effective_from="2026-03-01", supersedes="limits-2025",
)  # fmt: skip
SECRET = policy("# Pay\n\nThe procurement bonus is 7 percent.", id="pay", audience="[hr]")


def texts(library: Library, question: str, day: date = TODAY, **reader: object) -> list[str]:
    found = library.search(question, reader=Reader(**reader), as_of=day, count=10)  # type: ignore[arg-type]
    return [passage.text for passage in found]


def test_the_wording_of_the_day_is_found_and_no_other(library: Library, add: Add) -> None:
    add(old=OLD, new=NEW)
    assert texts(library, "procurement") == ["Requests above 10,000 dollars need procurement."]
    spring = texts(library, "procurement", date(2026, 2, 28))
    assert spring == ["Requests above 5,000 dollars need procurement."]


def test_a_document_is_found_only_by_its_audience(library: Library, add: Add) -> None:
    add(pay=SECRET)
    assert texts(library, "procurement bonus") == []
    assert texts(library, "procurement bonus", email="a@b.c", roles=("requester",)) == []
    assert len(texts(library, "procurement bonus", email="a@b.c", roles=("hr",))) == 1


def test_a_public_channel_sees_only_what_everyone_may_read(library: Library, add: Add) -> None:
    add(pay=SECRET)
    assert texts(library, "bonus", email="a@b.c", roles=("hr",), public_channel=True) == []


def test_a_changed_document_answers_from_its_new_text(library: Library, add: Add) -> None:
    add(leave="# Leave\n\nTwenty days of leave.", now=datetime(2026, 5, 1, tzinfo=UTC))
    before = library.version
    add(leave="# Leave\n\nTwenty five days of leave.")
    assert texts(library, "leave days") == ["Twenty five days of leave."]
    assert texts(library, "leave days", date(2026, 6, 1)) == ["Twenty days of leave."]
    assert library.version != before


def test_adding_the_same_text_again_changes_nothing(library: Library, add: Add) -> None:
    add(new=NEW)
    planned = library.plan([read_document(NEW, "new.md")], "/docs")
    assert planned.added == planned.changed == ()
    assert len(planned.unchanged) == 1


def test_a_document_that_left_the_folder_is_no_longer_quoted(library: Library, add: Add) -> None:
    add(leave="# Leave\n\nTwenty days.", new=NEW, now=datetime(2026, 5, 1, tzinfo=UTC))
    add(new=NEW, sync=True)
    assert "Twenty days." not in texts(library, "leave twenty days")
    assert "Twenty days." in texts(library, "leave twenty days", date(2026, 6, 1))


def test_a_draft_is_never_quoted(library: Library, add: Add) -> None:
    add(plan=policy("# Plan\n\nSoon everybody gets a pony.", status="draft"))
    assert texts(library, "pony") == []


def test_a_second_writer_is_refused(library: Library, add: Add) -> None:
    other = Library(library.home, library.embed, library.sessions)
    with library.writing(), pytest.raises(Unavailable, match="Another process"):
        other.rebuild(today=NOW.date())


def test_a_rebuilt_index_finds_the_same(library: Library, add: Add) -> None:
    add(old=OLD, new=NEW)
    before = texts(library, "procurement")
    library.rebuild(today=TODAY)
    assert texts(library, "procurement") == before


def test_a_section_is_found_by_how_people_ask_for_it_and_quoted_without_that(
    library: Library, add: Add
) -> None:
    asked = "\n\nAlso asked: Can my nephew help out?"
    add(age=f"# Age\n\nEverybody is at least 18 years old.{asked}", pay="# Pay\n\nWe pay late.")
    best = library.search("can my nephew help out", as_of=TODAY)[0]
    assert (best.section, best.text) == ("Age", "Everybody is at least 18 years old.")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def blot(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


@pytest.mark.parametrize("harm", [cut, blot, Path.unlink])
@pytest.mark.parametrize(
    "name", ["manifest.json", "vectors.npy", "chunks.npy", "lexical/*.npy", "chroma/chroma.sqlite3"]
)
def test_a_damaged_index_is_named_and_built_anew_at_open(
    library: Library, add: Add, name: str, harm: Callable[[Path], None]
) -> None:
    add(old=OLD, new=NEW)
    built = library.index.folder if library.index else Path()
    library.close()
    damaged = min(built.glob(name))
    harm(damaged)
    assert index_fault(library.home) == damaged.relative_to(built).as_posix()
    again = Library(library.home, library.embed, library.sessions)
    assert texts(again, "procurement") == ["Requests above 10,000 dollars need procurement."]
    assert index_fault(library.home) == ""
    again.close()


def test_an_index_that_was_used_is_still_as_it_was_built(library: Library, add: Add) -> None:
    add(old=OLD, new=NEW)
    texts(library, "procurement")
    library.close()
    assert index_fault(library.home) == ""

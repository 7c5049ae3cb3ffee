"""A folder or repository is followed: what changes is known, nothing is lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.errors import BadInput
from knowledge.library.library import Library
from tests.integrations.test_repository import git, repository
from tests.knowledge.library.conftest import TODAY, library
from tools.policy import documents

__all__ = ["library", "repository"]

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
LEAVE = "# Leave\n\nTwenty days of leave."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    (made / "people").mkdir(parents=True)
    (made / "people" / "leave.md").write_text(LEAVE)
    (made / "travel.md").write_text("# Travel\n\nTrains.")
    return made


def take(
    library: Library, *sources: object, sync: bool = False, now: datetime = NOW
) -> documents.Report:
    reports = []
    for reading in documents.read_sources([str(source) for source in sources]):
        prepared = documents.prepare(library, reading, sync=sync)
        reports.append(prepared.report)
        documents.apply(library, prepared, now=now)
    return documents.merged(reports)


def names(library: Library) -> set[str]:
    return {edition.document for edition in library.editions(as_of=TODAY)}


def test_nothing_is_changed_by_preparing(library: Library, folder: Path) -> None:
    (reading,) = documents.read_sources([str(folder)])
    assert documents.prepare(library, reading, sync=True).report["added"] == [
        "people/leave", "travel",
    ]  # fmt: skip
    assert names(library) == set()


def test_a_renamed_file_keeps_its_document_and_history(library: Library, folder: Path) -> None:
    take(library, folder, sync=True)
    (folder / "people" / "leave.md").rename(folder / "time-off.md")
    report = take(library, folder, sync=True)
    assert report["renamed"] == [{"from": "people/leave.md", "to": "time-off.md"}]
    assert report["added"] == report["removed"] == []
    (found,) = library.search("leave", as_of=TODAY, count=1)
    assert (found.document, found.path) == ("people/leave", "time-off.md")
    (folder / "time-off.md").write_text(LEAVE.replace("Twenty", "Thirty"))
    assert take(library, folder, sync=True)["changed"] == ["people/leave"]


def test_a_document_with_an_id_of_its_own_may_move_and_change_at_once(
    library: Library, folder: Path
) -> None:
    (folder / "a.md").write_text("---\nid: pay\n---\n# Pay\n\nSeven.")
    take(library, folder, sync=True)
    (folder / "a.md").unlink()
    (folder / "b.md").write_text("---\nid: pay\n---\n# Pay\n\nEight.")
    report = take(library, folder, sync=True)
    assert report["changed"] == ["pay"]
    assert report["renamed"] == [{"from": "a.md", "to": "b.md"}]
    assert report["removed"] == []


def test_a_removed_file_is_no_longer_quoted(library: Library, folder: Path) -> None:
    take(library, folder, sync=True)
    (folder / "travel.md").unlink()
    assert take(library, folder, sync=True)["removed"] == ["travel"]
    assert names(library) == {"people/leave"}


def test_a_file_that_turned_bad_keeps_what_it_said_before(library: Library, folder: Path) -> None:
    take(library, folder, sync=True)
    (folder / "travel.md").write_bytes(b"\0\0\0")
    report = take(library, folder, sync=True)
    assert [bad["path"] for bad in report["errors"]] == ["travel.md"]
    assert report["removed"] == []
    assert "travel" in names(library)


def test_an_empty_folder_removes_nothing(library: Library, folder: Path) -> None:
    take(library, folder, sync=True)
    for file in folder.rglob("*.md"):
        file.unlink()
    with pytest.raises(BadInput, match="nothing is removed"):
        take(library, folder, sync=True)


def test_one_file_of_a_known_folder_is_the_same_document(library: Library, folder: Path) -> None:
    take(library, folder)
    (folder / "people" / "leave.md").write_text(LEAVE.replace("Twenty", "Thirty"))
    assert take(library, folder / "people" / "leave.md")["changed"] == ["people/leave"]
    assert names(library) == {"people/leave", "travel"}


def test_a_repository_is_followed_from_commit_to_commit(library: Library, repository: Path) -> None:
    take(library, repository.as_uri(), sync=True)
    git(repository, "mv", "leave.md", "days-off.md")
    (repository / "gym.md").write_text("# Gym\n\nAt six.")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Move")
    report = take(library, repository.as_uri(), sync=True)
    assert (report["added"], report["removed"]) == (["gym"], [])
    assert report["renamed"] == [{"from": "leave.md", "to": "days-off.md"}]


def test_a_version_taken_back_to_draft_is_no_longer_quoted(library: Library, folder: Path) -> None:
    take(library, folder, now=datetime(2026, 5, 1, tzinfo=UTC))
    (folder / "travel.md").write_text("---\nstatus: draft\n---\n# Travel\n\nTrains, perhaps.")
    take(library, folder)
    assert names(library) == {"people/leave"}


def test_the_draft_of_a_next_version_leaves_the_present_one_in_force(
    library: Library, folder: Path
) -> None:
    take(library, folder, now=datetime(2026, 5, 1, tzinfo=UTC))
    (folder / "travel.md").write_text("---\nstatus: draft\nversion: 2\n---\n# Travel\n\nPlanes.")
    take(library, folder)
    (found,) = library.search("travel by trains", as_of=TODAY, count=1)
    assert found.text == "Trains."


def test_files_that_differ_in_their_ending_are_two_documents_and_stay_so(
    library: Library, folder: Path
) -> None:
    (folder / "travel.txt").write_text("Trains and buses.")
    assert take(library, folder)["added"] == ["people/leave", "travel", "travel.txt"]
    (folder / "travel.html").write_text("<p>Planes.</p>")
    report = take(library, folder)
    assert (report["added"], report["changed"]) == (["travel.html"], [])


def test_two_folders_never_share_a_document(library: Library, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "more"
    other.mkdir()
    (other / "travel.md").write_text("# Travel\n\nBuses.")
    take(library, folder)
    assert take(library, other)["added"] == ["more/travel"]
    assert take(library, other)["unchanged"] == ["more/travel"]


def test_an_id_given_twice_is_said(library: Library, folder: Path) -> None:
    for name in ("a.md", "b.md"):
        (folder / name).write_text(f"---\nid: pay\n---\n# Pay {name}\n\nSeven.")
    (bad,) = take(library, folder)["errors"]
    assert bad == {"path": "b.md", "error": "b.md: a.md has the id 'pay' already."}


def test_an_id_of_another_folder_is_refused_until_that_file_is_gone(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "more"
    other.mkdir()
    (folder / "pay.md").write_text("---\nid: pay\n---\n# Pay\n\nSeven.")
    (other / "pay.md").write_text("---\nid: pay\n---\n# Pay\n\nEight.")
    take(library, folder)
    (bad,) = take(library, other)["errors"]
    assert "'pay' is that of" in bad["error"]
    assert "Eight." not in {passage.text for passage in library.search("eight", as_of=TODAY)}
    (folder / "pay.md").unlink()
    assert take(library, other)["changed"] == ["pay"]
    assert take(library, folder, sync=True)["removed"] == []


def test_names_that_nobody_has_are_told(library: Library, folder: Path) -> None:
    (folder / "pay.md").write_text(
        "---\nowner: Facilities\naudience: [hr-team, hr]\nsupersedes: s-odl\nlayout: x\n---\nSeven."
    )
    report = take(library, folder)
    (told,) = report["unknown"]
    assert told["names"] == [
        "fact “layout”", "owner “Facilities”", "audience “hr-team”", "superseded “s-odl”",
    ]  # fmt: skip
    assert "unknown audience “hr-team”: pay" in documents.told(report)


def test_what_is_missing_is_told_with_the_documents_that_lack_it(
    library: Library, folder: Path
) -> None:
    told = documents.told(take(library, folder))
    assert "added: people/leave, travel" in told
    assert "EVERYONE may read, as no audience is given: people/leave, travel" in told
    assert "without owner, version, status," in told
    assert "jurisdiction, department, audience, source: people/leave, travel" in told


RULES = "Book trains at {n} weeks. Ask your manager before a flight. Keep every receipt for a year."


@pytest.mark.parametrize(
    ("fresh", "alike"),
    [
        ("# Travel rules\n\n" + RULES.format(n=3), True),
        ("# Travel 2027\n\n" + RULES.format(n=2) + " Ferries are paid as well.", True),
        ("# Travel rules\n\nAsk your manager before a flight. The rest is new. We walk.", True),
        ("---\nsupersedes: travel\n---\n# Travel rules\n\n" + RULES.format(n=3), False),
        ("# Ferries\n\nAsk your manager before a flight. Sail on Mondays. Wear warm hats.", False),
        ("# Travel rules\n\nWe stay at home all year. Nobody ever leaves the house.", False),
    ],
)  # fmt: skip
def test_a_new_document_that_looks_like_one_that_stays_is_named_with_it(
    library: Library, tmp_path: Path, fresh: str, alike: bool
) -> None:
    for place, text in (
        ("old/travel.md", "# Travel rules\n\n" + RULES.format(n=2)),
        ("new/a.md", fresh),
    ):
        (tmp_path / place).parent.mkdir()
        (tmp_path / place).write_text(text)
    take(library, tmp_path / "old")
    report = take(library, tmp_path / "new")
    assert report["added"] == ["a"]
    assert report["alike"] == ([{"document": "a", "looks_like": "travel"}] if alike else [])
    assert ("“supersedes: travel”" in documents.told(report)) is alike

"""A repository of policies is read at its newest commit, and can do nothing else."""

import subprocess
from pathlib import Path

import pytest

from integrations.documents import read_source
from integrations.repository import without_secrets
from knowledge.errors import BadInput, Unavailable


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@x.example")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "policies"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "leave.md").write_text("# Leave\n\nTwenty days.")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Leave")
    return folder


def test_a_repository_is_read_as_committed(repository: Path) -> None:
    (repository / "draft.md").write_text("# Not committed")
    reading = read_source(repository.as_uri())
    assert [draft.path for draft in reading.drafts] == ["leave.md"]
    assert reading.root == repository.as_uri()


def test_a_bare_repository_on_this_machine_is_one_too(repository: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "-q", "--bare", str(repository), str(bare))
    (draft,) = read_source(str(bare)).drafts
    assert draft.text.startswith("# Leave")


def test_a_link_in_a_repository_shows_no_file_of_this_machine(
    repository: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("# The secret is seven")
    (repository / "innocent.md").symlink_to(tmp_path / "secret.md")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "A link")
    for source in (repository.as_uri(), str(repository)):
        assert "seven" not in repr(read_source(source))


def test_hooks_and_commands_in_an_address_are_not_run(repository: Path, tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    with pytest.raises(BadInput, match="only file, https"):
        read_source(f"ext::sh -c 'touch {sign}'://x")
    with pytest.raises(Unavailable):
        read_source(f"file://{tmp_path}/none --upload-pack=touch {sign}")
    assert not sign.exists()


def test_what_cannot_be_fetched_is_said_without_secrets() -> None:
    with pytest.raises(Unavailable) as failed:
        read_source("https://ann:hunter2@127.0.0.1:9/policies.git?token=abc")
    assert "hunter2" not in str(failed.value)
    assert "abc" not in str(failed.value)
    assert without_secrets("ssh://git@host.example/p.git") == "ssh://host.example/p.git"

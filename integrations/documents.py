"""Files become Markdown drafts: Markdown, HTML, PDF, DOCX and text, bounded in size and time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from integrations.bounded import BoundedReader
from integrations.file_reader import CONVERTED, MARKDOWN
from integrations.repository import checked_out, is_repository, without_secrets
from knowledge.errors import BadInput
from knowledge.library.documents import Draft
from knowledge.library.hidden import INVISIBLE

SKIPPED_FOLDERS = ("node_modules", "__pycache__")


@dataclass(frozen=True)
class BadFile:
    """A file that could not be taken, and why."""

    path: str
    error: str


@dataclass(frozen=True)
class Reading:
    """What a folder or file gave: its root, the drafts, and the files that could not be taken."""

    root: str
    drafts: tuple[Draft, ...]
    bad: tuple[BadFile, ...]


def read_source(source: str) -> Reading:
    """Read a file, a folder as it lies, or the newest commit of a repository.

    Raises:
        BadInput: there is nothing there.
        Unavailable: the repository cannot be fetched.
    """
    if not is_repository(source):
        return read_path(Path(source))
    with checked_out(source) as folder:
        return replace(read_path(folder), root=without_secrets(source))


def read_upload(content: bytes, name: str) -> Draft:
    """Read a Word file that came as bytes; `name` is what is said of it, never where it is put.

    Raises:
        BadInput: it cannot be read as one.
    """
    with TemporaryDirectory(prefix="sourcing-") as folder, BoundedReader() as reader:
        file = Path(folder) / "upload.docx"
        file.write_bytes(content)
        return reader.read(file, name)


def read_path(path: Path) -> Reading:
    """Read a file, or every document under a folder.

    Raises:
        BadInput: the path does not exist.
    """
    if not path.exists():
        raise BadInput(f"{path}: there is no such file or folder.")
    root = path if path.is_dir() else path.parent
    drafts: dict[str, Draft] = {}
    bad = []
    with BoundedReader() as reader:
        for file in _files(path):
            name = " ".join(INVISIBLE.sub("", file.relative_to(root).as_posix()).split())
            try:
                draft = reader.read(file, name)
                if draft.explicit_id and draft.id in drafts:
                    before = drafts[draft.id].path
                    raise BadInput(f"{name}: {before} has the id {draft.id!r} already.")
            except BadInput as error:
                bad.append(BadFile(name, str(error)))
            else:
                drafts[draft.id if draft.explicit_id else f"path {name}"] = draft
    return Reading(str(root.resolve()), tuple(drafts.values()), tuple(bad))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        parts = file.relative_to(path).parts
        hidden = any(part.startswith(".") or part in SKIPPED_FOLDERS for part in parts)
        known = file.suffix.lower() in (*MARKDOWN, *CONVERTED)
        # A link may point anywhere on this machine; what it points to is no part of the folder.
        if known and not hidden and file.is_file() and not file.is_symlink():
            yield file

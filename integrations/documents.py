"""Files become Markdown drafts: Markdown, HTML, PDF, DOCX and text, bounded in size and time."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from integrations.repository import checked_out, is_repository, without_secrets
from knowledge.errors import BadInput, SourcingError
from knowledge.library.documents import Draft, read_document
from knowledge.library.hidden import INVISIBLE, strip_hidden

MARKDOWN = (".md", ".markdown", ".mdx", ".txt", ".text", ".rst")
HTML = (".html", ".htm")
BEGINNINGS = {".pdf": b"%PDF-", ".docx": b"PK"}
CONVERTED = (*HTML, *BEGINNINGS)
MAX_BYTES = 20_000_000
MAX_UNPACKED = 100_000_000
"""Bytes that a Word file may unpack to: a small one may hold gigabytes, all read at once."""
MAX_SECONDS = 60
LONGEST_NAME = 500
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
    for file in _files(path):
        name = " ".join(INVISIBLE.sub("", file.relative_to(root).as_posix()).split())
        try:
            draft = read_file(file, name)
            if draft.explicit_id and draft.id in drafts:
                raise BadInput(f"{name}: {drafts[draft.id].path} has the id {draft.id!r} already.")
        except SourcingError as error:
            bad.append(BadFile(name, str(error)))
        except OSError:
            bad.append(BadFile(name, f"{name}: this file cannot be opened; check its rights."))
        else:
            drafts[draft.id if draft.explicit_id else f"path {name}"] = draft
    return Reading(str(root.resolve()), tuple(drafts.values()), tuple(bad))


def read_file(file: Path, name: str) -> Draft:
    """Read one file as a draft called `name`.

    Raises:
        BadInput: the file is too large, of an unknown kind, empty, or cannot be converted.
    """
    kind = file.suffix.lower()
    if kind not in (*MARKDOWN, *CONVERTED):
        raise BadInput(f"{name}: {kind or 'a file without ending'} is not a kind that is read.")
    if len(name) > LONGEST_NAME:
        raise BadInput(f"{name[:80]}…: a path may have {LONGEST_NAME} characters.")
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise BadInput(
            f"{name}: {size / 1e6:,.0f} MB; a file may have {MAX_BYTES // 1_000_000} MB."
        )
    if kind in MARKDOWN:
        text, findings = strip_hidden(_decoded(file, name))
    else:
        text, findings = _converted(file, name)
    if not text.strip():
        raise BadInput(f"{name}: there is no text in it.")
    return read_document(text, name, _sidecar(file, name), findings)


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


def _decoded(file: Path, name: str) -> str:
    data = file.read_bytes()
    if b"\0" in data[:4096]:
        raise BadInput(f"{name}: this is not text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _converted(file: Path, name: str) -> tuple[str, tuple[str, ...]]:
    """Convert in a process of its own, so that a hostile file can neither hang nor crash us."""
    kind = file.suffix.lower()
    with file.open("rb") as opened:
        begins = opened.read(1024).lstrip().startswith(BEGINNINGS.get(kind, b""))
    if not begins:
        raise BadInput(f"{name}: cannot be read as {kind[1:].upper()}.")
    if kind == ".docx":
        _must_unpack_small(file, name)
    # -P: the folder that the program was called in may be anybody's, and must not give modules.
    command = [sys.executable, "-P", "-m", "integrations.converter", str(file.resolve())]
    try:
        done = subprocess.run(  # noqa: S603  (our own module, the path as one argument)
            command, capture_output=True, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput(f"{name}: took longer than {MAX_SECONDS} seconds to convert.") from error
    if done.returncode:
        locked = b"PasswordIncorrect" in done.stderr or b"Encryption" in done.stderr
        why = "it is locked with a password" if locked else "it is damaged, or of another kind"
        raise BadInput(f"{name}: cannot be read as {kind[1:].upper()}: {why}.")
    converted = json.loads(done.stdout)
    return converted["text"], tuple(converted["findings"])


def _must_unpack_small(file: Path, name: str) -> None:
    try:
        with ZipFile(file) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except BadZipFile as error:
        raise BadInput(f"{name}: cannot be read as DOCX.") from error
    if unpacked > MAX_UNPACKED:
        raise BadInput(
            f"{name}: unpacks to {unpacked / 1e6:,.0f} MB; "
            f"a file may unpack to {MAX_UNPACKED // 1_000_000} MB."
        )


def _sidecar(file: Path, name: str) -> dict[str, Any]:
    """Facts about the document from a file beside it, such as leave.pdf.yaml."""
    for beside in (file.with_name(f"{file.name}.yaml"), file.with_name(f"{file.name}.json")):
        if beside.is_file():
            return dict(_mapping(beside, name))
    return {}


def _mapping(beside: Path, name: str) -> Iterable[tuple[str, Any]]:
    import yaml  # type: ignore[import-untyped]

    try:
        text = beside.read_text(encoding="utf-8")
        loaded = json.loads(text) if beside.suffix == ".json" else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as error:
        raise BadInput(f"{name}: {beside.name} cannot be read.") from error
    if not isinstance(loaded, dict):
        raise BadInput(f"{name}: {beside.name} must hold names and values.")
    return ((str(key).lower(), value) for key, value in loaded.items())

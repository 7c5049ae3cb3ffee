"""Read one file after another as drafts, in a process of its own that has little memory.

Whatever a file costs is paid here, before anything is recorded: it is converted, its front matter
read, and its text cut into sections and drawn as a page once. Standard input gives a path and a
name on each line, standard output answers with a draft or with what is wrong, as JSON.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO
from zipfile import BadZipFile, ZipFile

from integrations.typewritten import with_headings
from knowledge.errors import BadInput, SourcingError
from knowledge.library.documents import Draft, read_document
from knowledge.library.hidden import strip_hidden
from knowledge.library.sections import split_sections

MARKDOWN = (".md", ".markdown", ".mdx", ".txt", ".text", ".rst")
PLAIN = (".txt", ".text")
BEGINNINGS = {".pdf": b"%PDF-", ".docx": b"PK"}
CONVERTED = (".html", ".htm", *BEGINNINGS)
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How text in UTF-16 begins."""
MAX_BYTES = 20_000_000
MAX_UNPACKED = 100_000_000
"""Bytes that a Word file may unpack to: a small one may hold gigabytes, all read at once."""
MAX_MEMORY = 1_000_000_000
"""Bytes that this process may take; the converters alone need a fifth of it."""
MAX_PARSE_SECONDS = 10
"""Seconds of work that a text may take each time that the index or its page is made."""
LONGEST_NAME = 500


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
        text = with_headings(text) if kind in PLAIN else text
    else:
        text, findings = _converted(file, name)
    if not text.strip():
        raise BadInput(f"{name}: there is no text in it.")
    draft = read_document(text, name, _sidecar(file, name), findings)
    _must_parse_soon(draft)
    return draft


def serve(requests: TextIO, answers: TextIO) -> None:
    """Answer each path and name with a draft or an error, until there are no more."""
    for line in requests:
        path, name = json.loads(line)
        answers.write(json.dumps(_answer(Path(path), name), default=str) + "\n")
        answers.flush()


def _answer(file: Path, name: str) -> dict[str, Any]:
    try:
        return {"draft": asdict(read_file(file, name))}
    except SourcingError as error:
        return {"error": str(error)}
    except OSError:
        return {"error": f"{name}: this file cannot be opened; check its rights."}
    except MemoryError:
        return {"memory": True}


def _must_parse_soon(draft: Draft) -> None:
    """Do once what is done with a text each time that it is indexed or shown."""
    from integrations.safe_html import render_safely

    began = time.process_time()
    for section in split_sections(draft.text, draft.title):
        render_safely(section.text)
    if time.process_time() - began > MAX_PARSE_SECONDS:
        raise BadInput(
            f"{draft.path}: takes longer than {MAX_PARSE_SECONDS} seconds to cut into sections."
        )


def _decoded(file: Path, name: str) -> str:
    data = file.read_bytes()
    if data.startswith(WIDE):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:4096]:
        raise BadInput(f"{name}: this is not text.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _converted(file: Path, name: str) -> tuple[str, tuple[str, ...]]:
    from integrations.converter import to_markdown

    kind = file.suffix.lower()
    with file.open("rb") as opened:
        begins = opened.read(1024).lstrip().startswith(BEGINNINGS.get(kind, b""))
    if not begins:
        raise BadInput(f"{name}: cannot be read as {kind[1:].upper()}.")
    if kind == ".docx":
        _must_unpack_small(file, name)
    try:
        return to_markdown(file)
    except MemoryError:
        raise
    except Exception as error:
        told = repr(error)
        locked = "PasswordIncorrect" in told or "Encryption" in told
        # A converter that runs out of memory mostly says that the file is wrong.
        other = "it is damaged, of another kind, or takes too much memory"
        why = "it is locked with a password" if locked else other
        raise BadInput(f"{name}: cannot be read as {kind[1:].upper()}: {why}.") from error


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
    return ((str(key), value) for key, value in loaded.items())


def _limit_memory() -> None:
    """Take no more memory than is allowed, where the system can hold a process to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY, MAX_MEMORY))


def _private_output() -> TextIO:
    """Standard output for answers alone; what a converter prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    _limit_memory()
    serve(sys.stdin, _private_output())

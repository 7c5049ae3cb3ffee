"""A git repository as a folder for as long as it is read: cloned shallow, bounded, and inert.

Only the program `git` is asked, without a shell, without hooks, filters, submodules or prompts.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from knowledge.errors import BadInput, Unavailable

SECONDS = 120
SCHEMES = ("file", "https", "ssh", "git+ssh")
AT_HOST = re.compile(r"[\w.-]+@[\w.-]+:(?!//)\S+")
INERT = (
    "core.hooksPath=/dev/null",
    "core.symlinks=false",
    "core.autocrlf=false",
    "submodule.recurse=false",
    "filter.lfs.smudge=",
    "filter.lfs.process=",
    "filter.lfs.required=false",
)


def is_repository(source: str) -> bool:
    """Whether the source is the address of a repository, and not a folder to read as it lies."""
    if "://" in source or AT_HOST.fullmatch(source):
        return True
    folder = Path(source)
    return all((folder / name).exists() for name in ("HEAD", "objects", "refs"))


def without_secrets(source: str) -> str:
    """The address as it may be shown and kept: without a user or password in it."""
    if "://" not in source:
        return source
    parts = urlsplit(source)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


@contextmanager
def checked_out(source: str) -> Iterator[Path]:
    """The newest commit of a repository's default branch, as a folder that goes away again.

    Raises:
        BadInput: the address is of no kind that is followed.
        Unavailable: git is missing, or the repository cannot be read in time.
    """
    shown = without_secrets(source)
    if "://" in source and urlsplit(source).scheme not in SCHEMES:
        raise BadInput(
            f"{shown}: only {', '.join(SCHEMES)} addresses of repositories are followed."
        )
    with tempfile.TemporaryDirectory(prefix="sourcing-") as folder:
        target = Path(folder) / "repository"
        _clone(source, shown, target)
        yield target


def _clone(source: str, shown: str, target: Path) -> None:
    settings = [part for setting in INERT for part in ("-c", setting)]
    command = ["git", *settings, "clone", "--quiet", "--depth", "1", "--single-branch"]
    address = source if "://" in source or AT_HOST.fullmatch(source) else Path(source).as_uri()
    asking_nobody = {"GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -oBatchMode=yes"}
    allowed = {"GIT_ALLOW_PROTOCOL": "file:https:ssh"}
    try:
        done = subprocess.run(  # noqa: S603  (no shell, and the address stands behind --)
            [*command, "--", address, str(target)],
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=os.environ | asking_nobody | allowed,
        )
    except FileNotFoundError as error:
        raise Unavailable("To follow a repository, git must be installed.") from error
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"{shown}: took longer than {SECONDS} seconds to fetch.") from error
    if done.returncode:
        raise Unavailable(f"{shown}: git cannot read this repository; check address and rights.")

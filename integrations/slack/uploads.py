"""A Word file that somebody shares: fetched from Slack alone, bounded in bytes and seconds."""

import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx
from slack_sdk import WebClient

from integrations.drafts import plain
from integrations.reply import Reply
from integrations.slack.blocks.limits import clip
from knowledge.errors import BadInput, SourcingError, Unavailable

WORD = ".docx"
LARGEST = 5_000_000
"""Bytes of a shared file that are read at most; a statement of work has some 40,000."""
SECONDS, ANSWERS_WITHIN = 30.0, 10.0
NAME = 80
NOT_WORD = (
    "I read one kind of file: a statement of work as a Word file (.docx) that I gave out. I left "
    "{names} aside; what I should know of it, tell me in words."
)
ONE = "Share one Word file at a time: each changes the version that the next one is held against."
TOO_LARGE = f"{{name}} is too large: a Word file may have {LARGEST // 1_000_000} MB."
NOT_FETCHED = "I could not fetch {name} from Slack: {why}. Nothing was changed; share it again."
NO_RIGHT = "the app lacks the right files:read, or the file is gone"
BESIDE = (
    "I went by the file alone. If what you wrote beside it should count too, send it as a message."
)
Take = Callable[[str, bytes], list[Reply]]


def set_aside(files: Sequence[dict[str, Any]]) -> str:
    """What to say of files none of which is a Word file; nothing where one is."""
    if any(_is_word(file) for file in files):
        return ""
    names = [_called(file) for file in files[:3]] + [f"{len(files) - 3} more"] * (len(files) > 3)
    return NOT_WORD.format(names=", ".join(names))


def taken(files: Sequence[dict[str, Any]], client: WebClient, take: Take) -> list[Reply]:
    """Fetch the one Word file of a message and hand it to `take` with its name; its replies."""
    word = [file for file in files if _is_word(file)]
    try:
        if len(word) > 1:
            raise BadInput(ONE)
        name = _called(word[0])
        if word[0]["size"] > LARGEST:
            raise BadInput(TOO_LARGE.format(name=name))
        return take(name, fetched(word[0]["url"], name, client))
    except SourcingError as problem:
        failed = isinstance(problem, Unavailable)
        return [Reply(str(problem), audience="asker", outcome="failed" if failed else "misuse")]


def fetched(url: str, name: str, client: WebClient) -> bytes:
    """The bytes of a shared file, with the app's token, which only Slack itself may see.

    Raises:
        BadInput: it is larger than a file may be, whatever was said of it.
        Unavailable: Slack does not give it, or not in time.
    """
    if not is_slacks(url, client.base_url):
        raise _missing(name, "it is not kept in Slack")
    headers = {"Authorization": f"Bearer {client.token}", "Accept-Encoding": "identity"}
    until, content = time.monotonic() + SECONDS, bytearray()
    try:
        with httpx.stream("GET", url, headers=headers, timeout=ANSWERS_WITHIN) as answer:
            # Without the right to a file Slack leads to its page for signing in.
            if answer.is_redirect or "html" in answer.headers.get("content-type", ""):
                raise _missing(name, NO_RIGHT)
            answer.raise_for_status()
            for piece in answer.iter_raw():
                content += piece
                if len(content) > LARGEST:
                    raise BadInput(TOO_LARGE.format(name=name))
                if time.monotonic() > until:
                    raise _missing(name, f"it took longer than {SECONDS:.0f} seconds")
    except httpx.HTTPError as error:
        raise _missing(name, "Slack did not give it") from error
    return bytes(content)


def is_slacks(url: str, api_url: str) -> bool:
    """Whether an address is at the Slack that the app speaks with, or at its host for files."""
    try:
        asked, api = urlsplit(url), urlsplit(api_url)
        same = (asked.scheme, asked.port) == (api.scheme, api.port)
    except ValueError:
        return False
    plain_address = same and not asked.username and not asked.password
    return plain_address and asked.hostname in (api.hostname, f"files.{api.hostname}")


def _missing(name: str, why: str) -> Unavailable:
    return Unavailable(NOT_FETCHED.format(name=name, why=why))


def _is_word(file: dict[str, Any]) -> bool:
    return bool(file["name"].lower().endswith(WORD))


def _called(file: dict[str, Any]) -> str:
    """A file's name as words: clipped, and without the marks that would make it more."""
    return f"“{plain(clip(file['name'], NAME))}”" if file["name"] else "the file"

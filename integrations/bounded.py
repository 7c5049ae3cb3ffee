"""Files are read in a process of its own, so that a hostile one can neither hang nor crash us."""

import json
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

from integrations.file_reader import MAX_MEMORY
from knowledge.errors import BadInput
from knowledge.library.documents import Draft

MAX_SECONDS = 60
DATES = ("effective_from", "effective_until", "review_by")


class BoundedReader:
    """One process that reads file after file; it is ended, and begun anew, when one is too much."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, file: Path, name: str) -> Draft:
        """Read one file as a draft called `name`.

        Raises:
            BadInput: it cannot be read, or not within the time and memory that a file may take.
        """
        used = self._process is not None
        answer = self._answer(json.dumps([str(file.resolve()), name]), name)
        if "draft" in answer:
            return _draft(answer["draft"])
        if "error" in answer:
            raise BadInput(answer["error"])
        self.close()
        if used:
            # Files before this one may have left little of the memory.
            return self.read(file, name)
        raise BadInput(
            f"{name}: cannot be read: it is damaged, or takes more than "
            f"{MAX_MEMORY // 1_000_000:,} MB of memory."
        )

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            with suppress(BrokenPipeError):
                self._process.communicate()
            self._process = None

    def _answer(self, request: str, name: str) -> dict[str, Any]:
        """What the process says of a file; nothing where it ended before."""
        process = self._process = self._process or _started()
        late: list[bool] = []

        def end() -> None:
            late.append(True)
            process.kill()

        timer = Timer(MAX_SECONDS, end)
        timer.start()
        try:
            line = _asked(process, request)
        finally:
            timer.cancel()
        if late:
            self.close()
            raise BadInput(f"{name}: took longer than {MAX_SECONDS} seconds to read.")
        answer: dict[str, Any] = json.loads(line) if line.endswith("\n") else {}
        return answer


def _started() -> "subprocess.Popen[str]":
    # -P: the folder that the program was called in may be anybody's, and must not give modules.
    command = [sys.executable, "-P", "-m", "integrations.file_reader"]
    return subprocess.Popen(  # noqa: S603  (our own module; paths go to its standard input)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )


def _asked(process: "subprocess.Popen[str]", request: str) -> str:
    if process.stdin is None or process.stdout is None:
        return ""
    try:
        process.stdin.write(request + "\n")
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return ""


def _draft(told: dict[str, Any]) -> Draft:
    """A draft as the process told it: dates as text, tuples as lists."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in told.items()}
    values.update((k, date.fromisoformat(values[k])) for k in DATES if values[k])
    return Draft(**values)

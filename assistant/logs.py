"""Logs: structured, on stderr; incidents in a file that only the operator reads."""

import logging
import sys
import traceback
from pathlib import Path

import structlog

from assistant.settings import LEVELS


def configure(level: str) -> None:
    """Log to stderr as JSON lines at the given level; stdout stays for results."""
    number = LEVELS[level]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        # Looked up for each line: whoever replaces stderr, as tests do, gets the lines.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )
    logging.basicConfig(level=number, stream=sys.stderr)


def keep_incident(home: Path, number: str, error: Exception) -> Path:
    """Keep a traceback for the operator under its incident number; returns the file.

    Whoever calls says that it happened: the command line to its person, a server in its log.
    """
    path = home / "incidents.log"
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{number}\n{''.join(traceback.format_exception(error))}\n")
    return path

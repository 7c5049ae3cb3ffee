"""Loads the understanding sets and parts them, by a hash of the text, into tune and report."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

Half = Literal["tune", "report"]
FOLDER = Path(__file__).parent
NOW = "2026-11-18T09:00:00-08:00"
"""The moment the messages of these sets were written: a Wednesday morning in Portland."""


def half_of(text: str) -> Half:
    """Which half a message belongs to; it never changes as messages are added."""
    return "tune" if sha256(text.encode()).digest()[0] % 2 else "report"


def load(name: str, half: Half | None = None) -> list[dict[str, Any]]:
    """The rows of `intents` or `extraction`, of one half or of both."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    return [row for row in rows if half is None or half_of(row["text"]) == half]

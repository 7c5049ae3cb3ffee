"""Loads the understanding sets, each parted into a half to tune on and a half to report on."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

Half = Literal["tune", "report"]
FOLDER = Path(__file__).parent
NOW = "2026-11-18T09:00:00-08:00"
"""The moment the messages of these sets were written, where they name none: a Wednesday morning."""


def half_of(message: dict[str, Any]) -> Half:
    """Which half a message belongs to: the one it names, else by a hash of its text."""
    if named := message.get("part"):
        return "tune" if named == "tune" else "report"
    return "tune" if sha256(message["text"].encode()).digest()[0] % 2 else "report"


def load(name: str, half: Half | None = None) -> list[dict[str, Any]]:
    """The rows of a set, such as `intents` or `strangers`, of one half or of both."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    return [row for row in rows if half is None or half_of(row) == half]

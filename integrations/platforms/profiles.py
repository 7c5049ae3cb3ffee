"""Profiles out of a CSV or JSON Lines file: what cannot be read is named, the rest is taken."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.errors import BadInput
from knowledge.misfits import first_misfit
from knowledge.talent import TalentProfile, read_leniently, source_terms
from knowledge.text_files import read_text


@dataclass(frozen=True)
class ImportedProfiles:
    """What a file gave: the profiles, and a sentence for every row or field left out."""

    profiles: tuple[TalentProfile, ...]
    errors: tuple[str, ...]


def read_profiles(path: Path, *, fetched_at: datetime | None = None) -> ImportedProfiles:
    """Read the profiles of a file; with `fetched_at`, data gets the expiry its source demands.

    Raises:
        BadInput: there is no such file, or it is no UTF-8 text.
    """
    profiles: dict[str, TalentProfile] = {}
    errors = []
    for line, row in _rows(path):
        try:
            profile, wrong = _profile(row, fetched_at)
        except (ValidationError, BadInput) as error:
            errors.append(f"{path.name}, line {line}: {_problem(error)}")
            continue
        errors += [f"{path.name}, line {line}: {one}" for one in wrong]
        if profile.id in profiles:
            errors.append(f"{path.name}, line {line}: id {profile.id!r} was on an earlier line.")
            continue
        profiles[profile.id] = profile
    return ImportedProfiles(tuple(profiles.values()), tuple(errors))


def _profile(row: Any, fetched_at: datetime | None) -> tuple[TalentProfile, tuple[str, ...]]:
    if isinstance(row, BadInput):
        raise row
    if not isinstance(row, Mapping):
        raise BadInput("each line has to be a JSON object.")
    values = {str(key).strip(): value for key, value in row.items() if value not in (None, "")}
    if "id" not in values and values.get("external_id"):
        values["id"] = f"{values.get('source', 'direct')}:{values['external_id']}"
    profile, wrong = read_leniently(values)
    hours = source_terms(profile.source).retention_hours
    if hours is None or fetched_at is None:
        return profile, wrong
    latest = fetched_at + timedelta(hours=hours)
    earliest = min(profile.expires_at, latest) if profile.expires_at else latest
    return profile.model_copy(update={"expires_at": earliest}), wrong


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    text = read_text(path)
    return _csv_rows(text) if path.suffix.lower() == ".csv" else _json_rows(text)


def _csv_rows(text: str) -> Iterator[tuple[int, Any]]:
    reader = csv.DictReader(io.StringIO(text))
    try:
        for row in reader:
            over = row.pop(None, None)
            yield reader.line_num, BadInput("more cells than columns.") if over else row
    except csv.Error:
        yield reader.line_num, BadInput("no readable CSV: a quotation mark may be left open.")


def _json_rows(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, BadInput("no valid JSON.")


def _problem(error: Exception) -> str:
    return first_misfit(error) if isinstance(error, ValidationError) else str(error)

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from integrations.platforms.profiles import read_profiles
from knowledge.errors import BadInput

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_file_gives_profiles(tmp_path: Path) -> None:
    text = (
        "id,headline,skills,rate,rate_currency,country,languages\n"
        "a,Brand designer,Figma|Logo design,60,EUR,DE,German|English\n"
    )
    (one,) = read_profiles(written(tmp_path, "p.csv", text)).profiles
    assert [skill.name for skill in one.skills] == ["Figma", "Logo design"]
    assert one.rate is not None
    assert (one.rate.amount, one.rate.currency) == (60, "EUR")
    assert one.languages == ("German", "English")


def test_each_bad_row_and_field_is_named_with_its_line_and_the_rest_is_taken(
    tmp_path: Path,
) -> None:
    lines = [
        '{"id": "a", "skills": ["React"]}',
        '{"headline": "no id"}',
        "not json",
        "[1, 2]",
        "",
        '{"id": "b", "rate": -5}',
        '{"id": "a"}',
        '{"id": "c"}',
    ]
    read = read_profiles(written(tmp_path, "p.jsonl", "\n".join(lines)))
    assert [p.id for p in read.profiles] == ["a", "b", "c"]
    assert read.profiles[1].rate is None
    assert [error.split(":")[0] for error in read.errors] == [
        "p.jsonl, line 2",
        "p.jsonl, line 3",
        "p.jsonl, line 4",
        "p.jsonl, line 6",
        "p.jsonl, line 7",
    ]


def test_a_csv_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    read = read_profiles(written(tmp_path, "p.csv", "id,headline\na,b,c\nd,e\n"))
    assert [p.id for p in read.profiles] == ["d"]
    assert read.errors == ("p.csv, line 2: more cells than columns.",)


def test_data_from_upwork_expires_within_a_day_whatever_the_file_says(tmp_path: Path) -> None:
    text = '{"id": "a", "source": "upwork", "expires_at": "2030-01-01T00:00:00Z"}'
    (one,) = read_profiles(written(tmp_path, "p.jsonl", text), fetched_at=NOW).profiles
    assert one.expires_at == NOW + timedelta(hours=24)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        read_profiles(tmp_path / "none.csv")

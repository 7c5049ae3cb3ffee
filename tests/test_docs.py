"""The documents tell the truth: every command, setting and benchmark is in them."""

import re
import subprocess
import sys
from pathlib import Path

from assistant.settings import Settings
from evals.benchmarks.index import BENCHMARKS

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\((?!http)([^)#]+)")


def test_the_command_reference_is_what_the_program_says(tmp_path: Path) -> None:
    made = tmp_path / "commands.md"
    subprocess.run(
        [sys.executable, "-m", "typer", "assistant.cli", "utils", "docs",
         "--name", "sourcing", "--output", str(made)],
        check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    kept = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert kept == made.read_text(encoding="utf-8"), "run make docs"


def test_every_setting_is_documented_as_it_is() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    for field in Settings.model_fields.values():
        assert f"`{field.alias}`" in page
        assert str(field.description) in page


def test_every_benchmark_can_be_loaded() -> None:
    assert all(callable(benchmark.load()) for benchmark in BENCHMARKS.values())


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_of_the_readme_exists() -> None:
    from typer.main import get_command

    from assistant.cli import app

    command = get_command(app)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in re.findall(r"`sourcing ([a-z]+)", page):
        assert line in command.commands  # type: ignore[attr-defined]


def test_every_package_stands_in_the_layers() -> None:
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(c["layers"] for c in contracts["contracts"] if c["type"] == "layers")
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages == set(layers)

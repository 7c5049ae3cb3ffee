"""Prompts, as prose files."""

from functools import cache
from importlib.resources import files


@cache
def read_prompt(name: str) -> str:
    """The text of the prompt with that name."""
    return files(__package__).joinpath(f"{name}.md").read_text(encoding="utf-8")

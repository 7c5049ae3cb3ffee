"""What commands print: words where people look, JSON for programs that ask for it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from knowledge.library.shelving import Progress

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


class Group(TyperGroup):
    """Commands whose first sentences stand whole in the list of them, over two lines if need be."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, its first sentence kept from being cut."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and command.help and not command.short_help:
            command.short_help = " ".join(command.help.split("\n\n")[0].split())
        return command


def print_result(result: Any, words: str | Iterable[str], as_json: bool) -> None:
    """Print a result as one line of JSON, or as its words: a text, or lines."""
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(words if isinstance(words, str) else "\n".join(words))


def print_table(
    result: Any,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    empty: str,
    as_json: bool,
) -> None:
    """Print a result as one line of JSON, or its rows as a table, or `empty` where it has none."""
    if as_json:
        print_result(result, "", as_json)
        return
    from assistant.terminal import show_table

    show_table(rows, columns, empty)


def outline(result: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Names and values a line each; what lies within a value stands indented under its name."""
    for name, value in result.items():
        called = f"{indent}{str(name).replace('_', ' ').capitalize() if not indent else name}"
        if isinstance(value, Mapping) and value:
            yield f"{called}:"
            yield from outline(value, f"{indent}  ")
        else:
            yield f"{called}: {_worded(value)}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 question, 2 questions."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _worded(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, "", [], {}):
        return "none"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return ", ".join(map(_worded, value)) if isinstance(value, list | tuple) else str(value)


@contextmanager
def progress_bar() -> "Iterator[Progress]":
    """A bar on standard error while sections are embedded; none without a terminal."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Reading sections", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

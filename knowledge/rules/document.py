"""Writes the decision tables as Markdown, so that the page about the rules is never out of date.

`python -m knowledge.rules.document docs/rules.md` renews the part of the page below the mark.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.rules.checks import decision_tables
from knowledge.rules.decisions import tables

MARK = "<!-- Everything below is written from the tables; see knowledge/rules/document.py. -->\n"
SAID_ELSEWHERE = ("reason", "law", "note")
HEADER = "| Rule | From | When | Then | Said |\n|---|---|---|---|---|"


def as_markdown() -> str:
    """Every table of every version: a line a row, with its id, requirement, condition, outcome."""
    return "\n".join(line for table in tables() for line in _section(table))


def renewed(page: str) -> str:
    """The page with everything below the mark written anew."""
    return page.partition(MARK)[0] + MARK + as_markdown()


def _section(table: dict[str, Any]) -> Iterator[str]:
    until = f" until {table['effective_until']}" if table["effective_until"] else ""
    yield f"\n## {table['title']}, version {table['version']}\n"
    yield f"In force from {table['effective_from']}{until}. Owner: {table['owner']}.\n"
    yield f"{table['about']}\n"
    for node in decision_tables(table):
        first = node["content"]["hitPolicy"] == "first"
        how = "The first row that fits decides." if first else "Every row that fits counts."
        yield f"### {table['title']}: {node['name']}\n\n{how}\n\n{HEADER}"
        yield from (_line(node, row) for row in node["content"]["rules"])
        yield ""


def _line(node: dict[str, Any], row: dict[str, str]) -> str:
    when = [_condition(c, row.get(c["id"], "")) for c in node["content"]["inputs"]]
    outputs = {c["field"]: row.get(c["id"], "null") for c in node["content"]["outputs"]}
    then = [
        name.replace("_", " ") + " " + value.strip("'")
        for name, value in outputs.items()
        if not name.endswith("rule") and name not in SAID_ELSEWHERE and value != "null"
    ]
    said = " ".join(outputs[name].strip("`") for name in SAID_ELSEWHERE if name in outputs)
    cells = (row["_id"], row["_description"], _listed(when) or "always", _listed(then), said)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _condition(column: dict[str, str], cell: str) -> str:
    return f"`{column['field']}: {cell}`" if cell and "field" in column else cell and f"`{cell}`"


def _listed(parts: list[str]) -> str:
    return ", ".join(part for part in parts if part)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(renewed(path.read_text("utf-8")), "utf-8")

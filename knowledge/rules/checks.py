"""Finds what is wrong with the decision tables, so that an edit cannot silently switch a rule off.

The engine takes a cell that fails for a cell that does not match; nobody would be told.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from knowledge.rules.decisions import RULE_SETS, tables
from knowledge.rules.facts import Facts

RULE_ID = re.compile(r"^(RSK|CLS|APR|CHN|BIL|ELG)-\d+$")
OWN_WORDS = frozenset(["and", "or", "not", "in", "true", "false", "null"])
FUNCTIONS = frozenset(["contains", "len", "sum", "map", "filter", "some", "min"])


def problems() -> tuple[str, ...]:
    """One sentence for each thing that is wrong, with the table and row; empty when all is well."""
    return (*(line for table in tables() for line in problems_of(table)), *_of_versions())


def problems_of(table: dict[str, Any]) -> tuple[str, ...]:
    """What is wrong with one table: its rule ids, and the cells that would silently never match."""
    return (*_of_ids(table), *_of_cells(table))


def decision_tables(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The decision tables within a rule set's graph, in order."""
    yield from (node for node in table["nodes"] if node["type"] == "decisionTableNode")


def rows(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every row of a rule set's tables, in order."""
    for node in decision_tables(table):
        yield from node["content"]["rules"]


def _of_ids(table: dict[str, Any]) -> Iterator[str]:
    ids = [row["_id"] for row in rows(table)]
    yield from (f"{_name(table)}: {i} occurs twice" for i, n in Counter(ids).items() if n > 1)
    yield from (f"{_name(table)}: {i} is no rule id" for i in ids if not RULE_ID.match(i))
    for row in rows(table):
        said = {value for key, value in row.items() if key.endswith("rule")}
        if said != {f"'{row['_id']}'"}:
            yield f"{_name(table)}: {row['_id']} does not put out its own id"
        if not re.match(r"^R\d+$", row.get("_description", "")):
            yield f"{_name(table)}: {row['_id']} names no requirement"


def _of_cells(table: dict[str, Any]) -> Iterator[str]:
    known = set(Facts.__annotations__) | _computed(table)
    for node in table["nodes"]:
        for where, text, unary in _cells(node):
            unknown = _words(text) - known - OWN_WORDS - FUNCTIONS
            wrong = _syntax_error(text, unary=unary)
            if unknown or wrong:
                about = f"unknown {', '.join(sorted(unknown))}" if unknown else wrong
                yield f"{_name(table)}: {where}: {text}: {about}"


def _cells(node: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    content = node.get("content", {})
    for expression in content.get("expressions", ()):
        yield node["id"], expression["value"], False
    columns = [(c["id"], "field" in c) for c in content.get("inputs", ())]
    columns += [(c["id"], False) for c in content.get("outputs", ())]
    for column in content.get("inputs", ()):
        yield node["id"], column.get("field", ""), False
    for row in content.get("rules", ()):
        for column, unary in columns:
            yield row["_id"], row.get(column, ""), unary


def _computed(table: dict[str, Any]) -> set[str]:
    found = {"hits", "score"}
    for node in table["nodes"]:
        content = node.get("content", {})
        found |= {e["key"] for e in content.get("expressions", ())}
        found |= {c["field"] for c in content.get("outputs", ())}
    return found


def _words(text: str) -> set[str]:
    """The names an expression reads: not its strings, its members, or its object keys."""
    inside = " ".join(re.findall(r"\$\{([^}]*)\}", text))
    bare = re.sub(r"`[^`]*`", " ", text) + " " + inside
    bare = re.sub(r"'[^']*'", " ", bare)
    return set(re.findall(r"(?<![\w.#$])[A-Za-z_]\w*(?!\w*\s*:)", bare))


def _syntax_error(text: str, *, unary: bool) -> str:
    import zen

    read = zen.compile_unary_expression if unary else zen.compile_expression
    try:
        return "" if not text or read(text) else "cannot be read"
    except (RuntimeError, ValueError):
        return "cannot be read"


def _of_versions() -> Iterator[str]:
    every: Iterable[dict[str, Any]] = tables()
    for rule_set in RULE_SETS:
        versions = [t for t in every if t["rule_set"] == rule_set]
        if not versions:
            yield f"{rule_set}: no table"
        for earlier, later in pairwise(versions):
            if not (earlier["effective_until"] or "9999") < later["effective_from"]:
                yield f"{_name(earlier)} and {later['version']} are in force on the same day"


def _name(table: dict[str, Any]) -> str:
    return f"{table['rule_set']} {table['version']}"

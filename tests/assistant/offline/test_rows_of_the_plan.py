"""What the wording and later steps ask of the plan is one of its rows, each of its own name."""

import ast
from collections.abc import Iterator
from pathlib import Path

from assistant.offline import planning
from assistant.offline.turn import row_name
from assistant.offline.wording import undone

ROWS = [row_name(applies) for applies, _ in planning.WHATEVER_THE_INTENT]


def _asked_for() -> Iterator[str]:
    """The rows that the code asks for by `planned_by`, each with its module."""
    for path in Path(planning.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".planned_by"):
                named = [ast.unparse(one) for one in node.args]
                yield from (one if "." in one else f"{path.stem}.{one}" for one in named)


def test_every_row_has_a_name_of_its_own() -> None:
    assert len(ROWS) == len({*ROWS})


def test_what_is_asked_of_the_plan_is_a_row_of_it() -> None:
    in_a_loop = {"undone.row"}
    asked = {*_asked_for()} - in_a_loop | {row_name(one) for one in undone.ROWS}
    assert len(asked) > len(undone.ROWS)
    assert asked <= {*ROWS}

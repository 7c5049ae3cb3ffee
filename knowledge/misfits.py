"""What pydantic finds wrong with a value, as one sentence that says what is expected."""

from typing import Any

from pydantic import ValidationError

EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
COUNTRY = "^[A-Z]{2}$"
FORMS = {
    EMAIL: "an e-mail address like ana@firm.example",
    COUNTRY: "a country of two capital letters like GB",
    "^[A-Z]{3}$": "a currency of three capital letters like USD",
}
"""What a pattern asks for, in words."""
OBJECT = "an object of names and values, {{…}}"
EXPECTED = {
    "bool": "true or false",
    "date": "a day like 2026-12-01",
    "datetime": "a time like 2026-12-01T09:00",
    "dict": OBJECT,
    "finite": "a finite number",
    "float": "a number",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "int": "a whole number",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "list": "a list",
    "literal": "one of {expected}",
    "model": OBJECT,
    "string": "text",
    "string_too_long": "at most {max_length} characters",
    "string_too_short": "at least {min_length} characters",
    "tuple": "a list",
}
"""What is expected, by pydantic's name of the problem or how that name begins."""
LONGEST_INPUT = 60


def first_misfit(error: ValidationError, whole: str = "the row") -> str:
    """Where the first problem is and what is expected there: one sentence for a person.

    `whole` names what was given, for where the problem is with all of it.
    """
    problem = error.errors()[0]
    where = ".".join(str(part) for part in problem["loc"]) or whole
    return f"{where}: {misfit(problem)}."


def misfit(problem: Any) -> str:
    """One of pydantic's problems in words, with what was given where that is short."""
    kind, context = problem["type"], problem.get("ctx", {})
    if kind == "missing":
        return "it is missing"
    if kind == "extra_forbidden":
        return "nothing of that name is known"
    if kind == "string_too_short" and not problem["input"]:
        return "it is empty"
    expected = FORMS.get(context.get("pattern", "")) or _expected(kind, context)
    if expected is None:
        return str(problem["msg"]).removeprefix("Value error, ").rstrip(".")
    return f"it has to be {expected}{_given(problem['input'])}"


def _expected(kind: str, context: dict[str, Any]) -> str | None:
    begins = next((name for name in (kind, *_shorter(kind)) if name in EXPECTED), None)
    return EXPECTED[begins].format(**context) if begins else None


def _shorter(kind: str) -> tuple[str, ...]:
    """The names that a problem's name begins with, the longest first: date_from_datetime, date."""
    parts = kind.split("_")
    return tuple("_".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))


def _given(value: Any) -> str:
    written = repr(value)
    return f", not {written}" if len(written) <= LONGEST_INPUT else ""

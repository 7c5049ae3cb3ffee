"""What Slack itself checks in a modal before the app sees it, and the state it sends."""

from typing import Any

View = dict[str, Any]


def inputs_of(view: View) -> list[dict[str, Any]]:
    """The input blocks of a view."""
    return [block for block in view["blocks"] if block["type"] == "input"]


def problems_with(view: View, values: dict[str, Any]) -> dict[str, str]:
    """Errors by block id: missing, too short, too long, no number."""
    found = {}
    for block in inputs_of(view):
        problem = _problem(block, values.get(block["block_id"]))
        if problem:
            found[block["block_id"]] = problem
    return found


def _problem(block: dict[str, Any], value: Any) -> str:
    element = block["element"]
    said = "" if value is None else str(value)
    if not said.strip():
        return "" if block.get("optional") else "Please complete this required field."
    if len(said) < int(element.get("min_length") or 0):
        return f"Please write at least {element['min_length']} characters."
    if len(said) > int(element.get("max_length") or 3_000):
        return "Must be shorter."
    if element["type"] == "number_input" and not _is_number(said):
        return "Please enter a number."
    known = {option["value"] for option in element.get("options") or []}
    return "Choose one of the options." if known and said not in known else ""


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def values_of(view: View, values: dict[str, Any]) -> dict[str, Any]:
    """The `state.values` that the app receives."""
    state: dict[str, Any] = {}
    for block in inputs_of(view):
        element = block["element"]
        value = values.get(block["block_id"])
        entry = _entry(element, value if value not in ("", None) else None)
        state[block["block_id"]] = {element["action_id"]: {"type": element["type"], **entry}}
    return state


def _entry(element: dict[str, Any], value: Any) -> dict[str, Any]:
    if element["type"] in ("static_select", "radio_buttons"):
        chosen = next((o for o in element["options"] if o["value"] == value), None)
        return {"selected_option": chosen}
    if element["type"] == "datepicker":
        return {"selected_date": value}
    return {"value": None if value is None else str(value)}

"""When work counts as accepted, told as a clause: "that it works again", "when Daniel likes it"."""

from assistant.offline.language import pattern
from assistant.offline.understanding.passage import Found, Passage, Scene

FIELD = "acceptance_criteria"


def read_acceptance(passage: Passage, scene: Scene) -> list[Found]:
    """A condition that is all a message says; a bare one only where that was asked for."""
    forms = ("surely", "asked") if FIELD in scene.asked else ("surely",)
    matches = (pattern("statements", "acceptance", form).search(passage.text) for form in forms)
    match = next((one for one in matches if one), None)
    if scene.context != "scoping" or match is None:
        return []
    told = match["told"].strip(" .!")
    return [Found(FIELD, told, match.start("told"), match.end("told"), True)]


def without_who_accepts(found: list[Found]) -> list[Found]:
    """What is read, less a budget owner who only accepts the work: "Daniel signs it off"."""
    accepts = [one for one in found if one.field == FIELD and one.certain]
    return [
        one
        for one in found
        if one.field != "budget_owner"
        or not any(other.start <= one.start < other.end for other in accepts)
    ]

"""How a question is put: for a definition, pointing back, or as a question at all."""

import re

KINDS = {
    "what_is": re.compile(r"^\W*what(?:'s| is| are|s)\b", re.IGNORECASE),
    "pointing": re.compile(
        r"\b(?:it|its|that|this|those|these|them|they|their|there|him|her|she|he|ones?|same|such)\b",
        re.IGNORECASE,
    ),
    "asking": re.compile(
        r"\b(?:how|what|which|who|whom|whose|when|where|why|can|could|may|do|does|did|is|are|must"
        r"|should|will|would|am|was|were|has|have)\b",
        re.IGNORECASE,
    ),
}


def kinds(question: str) -> list[float]:
    """Whether the question is of each of KINDS, as 0 or 1."""
    return [float(bool(kind.search(question))) for kind in KINDS.values()]

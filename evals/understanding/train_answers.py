"""Trains what tells an answer about the work from talk beside it; ships weights."""

from typing import TYPE_CHECKING, Any

from evals.understanding.sets import load
from evals.understanding.train import MEANING_SCALE

if TYPE_CHECKING:
    import numpy as np

FREE = ("scope", "deliverables", "acceptance_criteria", "role")
STATING = ("provide_detail", "amend", "new_request")
ANNOTATED = ("extraction", "blind", "strangers", "voices")
ALL_TUNE = ("voices",)
PRACTICE = 10.0
"""How much a practice line counts: it is written as people talk between two questions."""
ROLE = 0.2
"""How much a role counts, as there are many and they are alike."""


def examples() -> tuple[list[str], list[bool], list[float]]:
    """Texts, whether each tells of the work, and what each counts.

    What is annotated as work tells of it, alone and within the message of a conversation. What
    states other things, or nothing, does not.
    """
    told: list[tuple[str, bool, float]] = []
    for message in _annotated():
        values = [(name, value) for one in _requests(message) for name, value in _free(one)]
        told += [(_joined(value), True, ROLE if name == "role" else 1.0) for name, value in values]
        states = message.get("fields") or message.get("intent") not in STATING
        if message["context"] != "none" and (values or states):
            told.append((message["text"], bool(values), 1.0))
    told += [
        (message["text"], False, 1.0)
        for message in load("intents", "tune") + load("intents_practice")
        if message["intent"] not in STATING
    ]
    told += [(one["text"], one["tells"], PRACTICE) for one in load("answers_practice")]
    texts, tells, counts = zip(*told, strict=True)
    return list(texts), list(tells), list(counts)


def _annotated() -> list[dict[str, Any]]:
    return [row for name in ANNOTATED for row in load(name, None if name in ALL_TUNE else "tune")]


def _requests(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [message.get("fields") or {}, *(message.get("requests") or ())]


def _free(request: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(name, request[name]) for name in FREE if request.get(name)]


def _joined(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def meanings(texts: list[str]) -> "np.ndarray":
    """What each text means, one row each."""
    import numpy as np

    from assistant.offline.understanding.reading import reading

    return np.stack([reading(text).meaning for text in texts]) * MEANING_SCALE


def train() -> None:
    """Fit a logistic regression and store it beside the lexicon."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    from assistant.offline.understanding.answers import WEIGHTS

    texts, tells, counts = examples()
    model = LogisticRegression(max_iter=3000).fit(meanings(texts), tells, sample_weight=counts)
    np.savez_compressed(
        WEIGHTS,
        weights=(model.coef_[0] * MEANING_SCALE).astype(np.float16),
        bias=np.float32(model.intercept_[0]),
    )


if __name__ == "__main__":
    train()

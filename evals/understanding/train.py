"""Trains the intent classifier on the tune halves and the practice messages; ships weights."""

from functools import cache
from typing import TYPE_CHECKING, Any

from evals.understanding.sets import load

if TYPE_CHECKING:
    import numpy as np

MEANING_SCALE = 2.1
"""What each half of a meaning weighs beside the cues: the two together are as long as 3."""
REGULARISATION = 1.0
STRANGERS = 0.4
"""How much a stranger's message counts, as there are many, and most of them open a request."""
SAME_ANYWHERE = ("out_of_scope", "smalltalk", "policy_question", "escalate", "injection")
ELSEWHERE = 0.15
"""How much a message counts that was put into another context than the one it was written in."""


def rows_of(messages: list[dict[str, Any]]) -> "np.ndarray":
    """What the classifier sees of these messages, one row each."""
    import numpy as np

    from assistant.offline.understanding.features import surroundings
    from assistant.offline.understanding.reading import reading

    meanings = np.stack([reading(m["text"]).meaning for m in messages])
    around = np.stack(
        [surroundings(m["text"], m["context"], *_stated(m["text"])) for m in messages]
    )
    return np.hstack([meanings * MEANING_SCALE, around])


@cache
def _stated(text: str) -> tuple[dict[str, Any], bool]:
    from datetime import datetime

    from assistant.offline.understanding.reader import read_fields
    from evals.understanding.sets import NOW

    return read_fields(text, datetime.fromisoformat(NOW))


def elsewhere(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages that mean the same anywhere, said in every other context."""
    from assistant.offline.language import lexicon

    return [
        {**message, "context": context}
        for message in messages
        if message["intent"] in SAME_ANYWHERE
        for context in lexicon("intents")["contexts"]
        if context != message["context"]
    ]


def train() -> None:
    """Fit a multinomial logistic regression and store it beside the lexicon."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    from assistant.offline.language import lexicon
    from assistant.offline.understanding.intents import WEIGHTS

    said = load("intents", "tune") + load("intents_practice")
    said += load("blind", "tune") + load("voices")
    strangers = load("strangers", "tune")
    trust = [1.0] * len(said) + [STRANGERS] * len(strangers)
    said += strangers
    moved = elsewhere(said)
    names = lexicon("intents")["names"]
    labels = [names.index(message["intent"]) for message in said + moved]
    trust += [ELSEWHERE] * len(moved)
    model = LogisticRegression(C=REGULARISATION, max_iter=2000)
    model.fit(rows_of(said + moved), labels, sample_weight=trust)
    np.savez_compressed(
        WEIGHTS,
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
        scale=np.float32(MEANING_SCALE),
    )


if __name__ == "__main__":
    train()

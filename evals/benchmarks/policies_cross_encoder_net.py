"""The cross-encoder as it is trained: layers of the embedding, and a score over what they give."""

from pathlib import Path

import torch
from torch import nn

from evals.transformer import HEADS, Layer, fill, fill_layer, ship, stored_weights
from knowledge.embedding import DIMENSIONS
from knowledge.library.cross_encoder import PASSAGE

APART, TOGETHER = 2, 4
"""So many layers read question and passage each by itself, and so many both together."""
CLOSED, AJAR = -1e4, -5.0
LIKENESS = (8.0, 8.0, 1.2)
"""How much likeness counts at first: of the whole, of words by weight, of the least like word."""
BEGIN = -8.0
PRODUCT = 20.0


class Crossing(Layer):
    """A layer in which looking across has a price, learned for each head."""

    def __init__(self, across: float) -> None:
        super().__init__()
        self.across = nn.Parameter(torch.full((2, HEADS, 1, 1), across))

    def crossed(
        self, states: torch.Tensor, hidden: torch.Tensor, crossing: torch.Tensor
    ) -> torch.Tensor:
        """States after the layer; `hidden` is added to what is attended to.

        `crossing` is 1 where a word of the question looks at the passage, and where one of the
        passage looks at the question.
        """
        price = crossing[:, 0, None] * self.across[0] + crossing[:, 1, None] * self.across[1]
        made: torch.Tensor = self(states, hidden + price)
        return made


class Together(nn.Module):  # type: ignore[misc]
    """The layers that are trained, and the log-odds of an answer from what they give."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Crossing(AJAR) for _ in range(TOGETHER)])
        self.drop = nn.Dropout(0.1)
        self.telling = nn.Parameter(torch.zeros(DIMENSIONS))
        self.product = nn.Parameter(torch.zeros(DIMENSIONS))
        self.difference = nn.Parameter(torch.zeros(DIMENSIONS))
        self.likeness = nn.Parameter(torch.tensor(LIKENESS))
        self.bias = nn.Parameter(torch.tensor(BEGIN))

    def forward(
        self, states: torch.Tensor, there: torch.Tensor, kinds: torch.Tensor
    ) -> torch.Tensor:
        """Log-odds of each pair; `there` is 0 where a batch is padded, `kinds` 1 in the passage."""
        hidden = ((1 - there) * CLOSED)[:, None, None, :]
        crossing = crossings(kinds)
        for layer in self.layers:
            states = layer.crossed(states, hidden, crossing)
        return self.score(states.float(), there * (1 - kinds), there * kinds)

    def score(self, states: torch.Tensor, asked: torch.Tensor, said: torch.Tensor) -> torch.Tensor:
        """How alike question and passage are, in all and word by word, by learned weights."""
        question, passage = (
            (states * part[..., None]).sum(1) / part.sum(1, keepdim=True) for part in (asked, said)
        )
        unit_question, unit_passage = _unit(question), _unit(passage)
        words = _unit(states)
        alike = words @ words.transpose(1, 2) + (said[:, None, :] - 1) * 10
        best = alike.amax(-1)
        weight = ((states * self.telling).sum(-1) + (1 - asked) * CLOSED).softmax(-1)
        least = (best + (1 - asked) * 10).amin(-1)
        likeness = torch.stack(
            [(unit_question * unit_passage).sum(-1), (best * weight).sum(-1), least], -1
        )
        product = self.drop(unit_question * unit_passage * PRODUCT)
        difference = self.drop(passage - question)
        return (
            (product * self.product).sum(-1)
            + (difference * self.difference).sum(-1)
            + (likeness * self.likeness).sum(-1)
            + self.bias
        )


class Whole(nn.Module):  # type: ignore[misc]
    """The cross-encoder from the rows of its words to the log-odds."""

    def __init__(self, together: Together) -> None:
        super().__init__()
        self.places = nn.Embedding(PASSAGE, DIMENSIONS)
        self.norm = nn.LayerNorm(DIMENSIONS, eps=1e-12)
        self.apart = nn.ModuleList([Crossing(CLOSED) for _ in range(APART)])
        self.together = together
        self.kind = nn.Parameter(torch.zeros(DIMENSIONS))

    def lower(self, words: torch.Tensor, places: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """States after the layers that read question and passage each by itself."""
        states = self.norm(words + self.places(places) + self.kind)
        hidden = torch.zeros(1, 1, 1, 1)
        crossing = crossings(kinds)
        for layer in self.apart:
            states = layer.crossed(states, hidden, crossing)
        return states

    def forward(
        self, words: torch.Tensor, places: torch.Tensor, kinds: torch.Tensor
    ) -> torch.Tensor:
        """Log-odds of each pair, none of them padded."""
        states = self.lower(words, places, kinds)
        answers: torch.Tensor = self.together(states, torch.ones_like(kinds), kinds)
        return answers


def crossings(kinds: torch.Tensor) -> torch.Tensor:
    """Where the question looks at the passage, and where the passage looks at the question."""
    asking = (1 - kinds)[:, :, None] * kinds[:, None, :]
    return torch.stack([asking, asking.transpose(1, 2)], 1)


def begin() -> Whole:
    """A cross-encoder with the weights of the embedding."""
    stored = stored_weights()
    encoder = Whole(Together())
    embeddings = "inner.embeddings"
    encoder.places.weight.data = stored[f"{embeddings}.position_embeddings.weight"][:PASSAGE]
    encoder.kind.data = stored[f"{embeddings}.token_type_embeddings.weight"][0]
    fill(encoder.norm, stored, f"{embeddings}.LayerNorm")
    for number, layer in enumerate([*encoder.apart, *encoder.together.layers]):
        fill_layer(layer, stored, number)
    return encoder


def write(encoder: Whole, path: Path) -> None:
    """Write the cross-encoder as ONNX with weights of eight bits."""
    given = {
        "words": torch.zeros(1, 9, DIMENSIONS),
        "places": torch.arange(9)[None],
        "kinds": (torch.arange(9) > 3)[None] * 1.0,
    }
    ship(encoder, given, ["answers"], path, op_types_to_quantize=["MatMul"])


def _unit(rows: torch.Tensor) -> torch.Tensor:
    return rows / (rows.pow(2).sum(-1, keepdim=True) + 1e-9).sqrt()

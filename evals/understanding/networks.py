"""The networks that read a message: the embedding's own first layers, and taggers on the first."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from assistant.offline.understanding.reading import MODEL as READING
from assistant.offline.understanding.tagger import CODED, FIELDS, MODEL, SEEN
from evals.transformer import DENSE, Layer, fill, fill_layer, point_to_stored, ship, stored_weights
from knowledge.embedding import DIMENSIONS, MAX_TOKENS

READ = 4
"""So many of the embedding's six layers a message goes through; the next say hardly more of what
it is for, and each takes half a millisecond."""
TAGGED = range(1, 6)
"""The layers of the embedding, counted from 0, that a tagger begins with as its own."""


class Stored(nn.Module):  # type: ignore[misc]
    """A dense part that computes with floats; its matrix is kept as the embedding stores it."""

    def __init__(self, dense: nn.Linear) -> None:
        super().__init__()
        scale = dense.weight.detach().abs().amax(1) / 127
        whole = (dense.weight.detach() / scale[:, None]).round().to(torch.int8)
        self.register_buffer("matrix", whole.T.contiguous())
        self.register_buffer("scale", scale)
        self.bias = dense.bias

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """What the dense part makes of states."""
        made: torch.Tensor = states @ (self.matrix.float() * self.scale) + self.bias
        return made


class Lower(nn.Module):  # type: ignore[misc]
    """The embedding's first layers: what each token means, and what all of them do.

    The first computes with floats, as what the taggers make of a word hangs on little.
    """

    def __init__(self) -> None:
        super().__init__()
        stored = stored_weights()
        places = stored["inner.embeddings.position_embeddings.weight"][:MAX_TOKENS]
        kind = stored["inner.embeddings.token_type_embeddings.weight"][0]
        self.places = nn.Parameter(places + kind)
        self.norm = nn.LayerNorm(DIMENSIONS, eps=1e-12)
        fill(self.norm, stored, "inner.embeddings.LayerNorm")
        self.layers = nn.ModuleList([Layer() for _ in range(READ)])
        for number, layer in enumerate(self.layers):
            fill_layer(layer, stored, number)
        for part in DENSE:
            setattr(self.layers[0], part, Stored(getattr(self.layers[0], part)))

    def forward(self, words: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """States after the first layer, and the means after the first and the last, each a unit."""
        states = self.norm(words + self.places[: words.shape[1]])
        each = []
        for layer in self.layers:
            states = layer(states, torch.zeros(1))
            each.append(states)
        means = [functional.normalize(one.mean(1), dim=-1) for one in (each[0], each[-1])]
        return each[0], torch.cat(means, -1)


class Tagger(nn.Module):  # type: ignore[misc]
    """For every token scores of outside, begins and goes on of every field, and of every code."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = nn.Linear(SEEN, DIMENSIONS)
        nn.init.normal_(self.looks.weight, std=0.02)
        nn.init.zeros_(self.looks.bias)
        self.layers = nn.ModuleList([Layer() for _ in TAGGED])
        self.drop = nn.Dropout(0.2)
        self.scores = nn.Linear(DIMENSIONS, 3 * len(FIELDS) + len(CODED))

    def forward(
        self, states: torch.Tensor, looks: torch.Tensor, there: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Scores of shape (texts, tokens, 3 a field and 1 a code); `there` is 0 for padding."""
        hidden = torch.zeros(1) if there is None else (1 - there)[:, None, None, :] * -1e4
        states = states + self.looks(looks)
        for layer in self.layers:
            states = layer(states, hidden)
        scores: torch.Tensor = self.scores(self.drop(states))
        return scores


class Agreed(nn.Module):  # type: ignore[misc]
    """What several taggers say in the mean."""

    def __init__(self, taggers: Sequence[Tagger]) -> None:
        super().__init__()
        self.taggers = nn.ModuleList(taggers)

    def forward(self, states: torch.Tensor, looks: torch.Tensor) -> torch.Tensor:
        """The mean of their scores."""
        return torch.stack([tagger(states, looks) for tagger in self.taggers]).mean(0)


def begin() -> Tagger:
    """A tagger whose layers have the weights that they have in the embedding."""
    stored, tagger = stored_weights(), Tagger()
    for number, layer in zip(TAGGED, tagger.layers, strict=True):
        fill_layer(layer, stored, number)
    return tagger


def write_lower() -> None:
    """Write what reads a message; its matrices stay in the embedding's file."""
    ship(Lower(), {"words": torch.zeros(1, 7, DIMENSIONS)}, ["states", "meaning"], READING)
    point_to_stored(READING)


def write(taggers: Sequence[Tagger], path: Path = MODEL) -> None:
    """Put the taggers as one beside the other words of the language."""
    given = {"states": torch.zeros(1, 7, DIMENSIONS), "looks": torch.zeros(1, 7, SEEN)}
    ship(Agreed(taggers), given, ["scores"], path)

"""The reader as it is trained: layers of the embedding, and a score over what they give."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional

from knowledge.embedding import DIMENSIONS, model_file
from knowledge.library.reader import PASSAGE

HEADS, WIDE = 12, 1536
APART, TOGETHER = 2, 4
"""So many layers read question and passage each by itself, and so many both together."""
CLOSED, AJAR = -1e4, -5.0
LIKENESS = (8.0, 8.0, 1.2)
"""How much likeness counts at first: of the whole, of words by weight, of the least like word."""
BEGIN = -8.0
PRODUCT = 20.0
DENSE = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
}
NORMS = {"mixed": "attention.output.LayerNorm", "done": "output.LayerNorm"}


class Layer(nn.Module):  # type: ignore[misc]
    """One layer of the transformer, in which looking across has a price, learned for each head."""

    def __init__(self, across: float) -> None:
        super().__init__()
        sizes = [(DIMENSIONS, DIMENSIONS)] * 4 + [(DIMENSIONS, WIDE), (WIDE, DIMENSIONS)]
        for name, (given, made) in zip(DENSE, sizes, strict=True):
            setattr(self, name, nn.Linear(given, made))
        self.mixed = nn.LayerNorm(DIMENSIONS, eps=1e-12)
        self.done = nn.LayerNorm(DIMENSIONS, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.across = nn.Parameter(torch.full((2, HEADS, 1, 1), across))

    def forward(
        self, states: torch.Tensor, hidden: torch.Tensor, crossing: torch.Tensor
    ) -> torch.Tensor:
        """States after attention and the dense part.

        `hidden` is added to what is attended to; `crossing` is 1 where a word of the question looks
        at the passage, and where one of the passage looks at the question.
        """
        shape = (states.shape[0], states.shape[1], HEADS, DIMENSIONS // HEADS)
        query, key, value = (
            one(states).view(shape).transpose(1, 2) for one in (self.query, self.key, self.value)
        )
        price = crossing[:, 0, None] * self.across[0] + crossing[:, 1, None] * self.across[1]
        near = query @ key.transpose(-1, -2) / shape[-1] ** 0.5 + hidden + price
        mixed = (near.softmax(-1).to(value.dtype) @ value).transpose(1, 2).reshape(states.shape)
        states = self.mixed(states + self.drop(self.mix(mixed)))
        return self.done(states + self.drop(self.narrow(functional.gelu(self.widen(states)))))


class Together(nn.Module):  # type: ignore[misc]
    """The layers that are trained, and the log-odds of an answer from what they give."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Layer(AJAR) for _ in range(TOGETHER)])
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
            states = layer(states, hidden, crossing)
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
    """The reader from the rows of its words to the log-odds."""

    def __init__(self, together: Together) -> None:
        super().__init__()
        self.places = nn.Embedding(PASSAGE, DIMENSIONS)
        self.norm = nn.LayerNorm(DIMENSIONS, eps=1e-12)
        self.apart = nn.ModuleList([Layer(CLOSED) for _ in range(APART)])
        self.together = together
        self.kind = nn.Parameter(torch.zeros(DIMENSIONS))

    def lower(self, words: torch.Tensor, places: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """States after the layers that read question and passage each by itself."""
        states = self.norm(words + self.places(places) + self.kind)
        hidden = torch.zeros(1, 1, 1, 1)
        crossing = crossings(kinds)
        for layer in self.apart:
            states = layer(states, hidden, crossing)
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
    """A reader with the weights of the embedding."""
    stored = _stored()
    reader = Whole(Together())
    embeddings = "inner.embeddings"
    reader.places.weight.data = stored[f"{embeddings}.position_embeddings.weight"][:PASSAGE]
    reader.kind.data = stored[f"{embeddings}.token_type_embeddings.weight"][0]
    _fill(reader.norm, stored, f"{embeddings}.LayerNorm")
    for number, layer in enumerate([*reader.apart, *reader.together.layers]):
        prefix = f"inner.encoder.layer.{number}"
        for part, name in (DENSE | NORMS).items():
            _fill(getattr(layer, part), stored, f"{prefix}.{name}")
    return reader


def ship(reader: Whole, path: Path) -> None:
    """Write the reader as ONNX with weights of eight bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    reader.eval()
    given = torch.zeros(1, 9, DIMENSIONS), torch.arange(9)[None], (torch.arange(9) > 3)[None] * 1.0
    tokens = {1: torch.export.Dim("tokens")}
    names = ["words", "places", "kinds"]
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            reader, given, plain, input_names=names, output_names=["answers"],
            dynamic_shapes=dict.fromkeys(names, tokens), external_data=False,
        )  # fmt: skip
        quantize_dynamic(
            plain, path, per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
        )  # fmt: skip


def _unit(rows: torch.Tensor) -> torch.Tensor:
    return rows / (rows.pow(2).sum(-1, keepdim=True) + 1e-9).sqrt()


def _stored() -> dict[str, torch.Tensor]:
    """The embedding's weights by name, as floats; those of dense parts turned for torch."""
    graph = onnx.load(str(model_file())).graph
    kept = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    for name in [name for name in kept if name.endswith("_q")]:
        kept[name.removesuffix("_q")] = kept[name] * kept[f"{name.removesuffix('_q')}_scale"]
    made = {node.output[0]: node for node in graph.node}
    for bias, dense in _sums(graph.node):
        if bias in kept and dense in made and made[dense].op_type == "MatMul":
            kept[f"{bias.removesuffix('bias')}weight"] = kept[made[dense].input[1]].T
    return {name: torch.tensor(one.astype(np.float32)) for name, one in kept.items()}


def _sums(nodes: Iterable[Any]) -> Iterable[tuple[str, str]]:
    """What is added to what, both ways round."""
    for node in nodes:
        if node.op_type == "Add":
            yield node.input[0], node.input[1]
            yield node.input[1], node.input[0]


def _fill(module: Any, stored: dict[str, torch.Tensor], name: str) -> None:
    module.weight.data = stored[f"{name}.weight"]
    module.bias.data = stored[f"{name}.bias"]

"""A layer of the transformer that the embedding is made of, its weights, and shipping a model.

What is trained on top of the embedding begins with these. Only training imports this: it needs
what the `training` group of pyproject.toml names.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional

from knowledge.embedding import DIMENSIONS, model_file

HEADS, WIDE = 12, 1536
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
    """One layer: attention among the tokens, then the dense part."""

    def __init__(self) -> None:
        super().__init__()
        sizes = [(DIMENSIONS, DIMENSIONS)] * 4 + [(DIMENSIONS, WIDE), (WIDE, DIMENSIONS)]
        for name, (given, made) in zip(DENSE, sizes, strict=True):
            setattr(self, name, nn.Linear(given, made))
        self.mixed = nn.LayerNorm(DIMENSIONS, eps=1e-12)
        self.done = nn.LayerNorm(DIMENSIONS, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: torch.Tensor, added: torch.Tensor) -> torch.Tensor:
        """States of shape (texts, tokens, 384); `added` is added to what is attended to."""
        shape = (states.shape[0], states.shape[1], HEADS, DIMENSIONS // HEADS)
        query, key, value = (
            one(states).view(shape).transpose(1, 2) for one in (self.query, self.key, self.value)
        )
        near = query @ key.transpose(-1, -2) / shape[-1] ** 0.5 + added
        mixed = (near.softmax(-1).to(value.dtype) @ value).transpose(1, 2).reshape(states.shape)
        states = self.mixed(states + self.drop(self.mix(mixed)))
        return self.done(states + self.drop(self.narrow(functional.gelu(self.widen(states)))))


def stored_weights() -> dict[str, torch.Tensor]:
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


def fill_layer(layer: Layer, stored: Mapping[str, torch.Tensor], number: int) -> None:
    """Give a layer the weights of the embedding's layer of that number, counted from 0."""
    for part, name in (DENSE | NORMS).items():
        fill(getattr(layer, part), stored, f"inner.encoder.layer.{number}.{name}")


def fill(module: Any, stored: Mapping[str, torch.Tensor], name: str) -> None:
    """Give a dense part or a norm its weights."""
    module.weight.data = stored[f"{name}.weight"].clone()
    module.bias.data = stored[f"{name}.bias"].clone()


def ship(
    model: nn.Module, given: Mapping[str, torch.Tensor], made: Sequence[str], path: Path, **how: Any
) -> None:
    """Write a model as ONNX with weights of eight bits; `given` are examples of what it takes.

    The second dimension of all that it takes may vary; `how` goes to the quantisation.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model.eval()
    tokens = {1: torch.export.Dim("tokens")}
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model, tuple(given.values()), plain, input_names=[*given], output_names=[*made],
            dynamic_shapes=dict.fromkeys(given, tokens), external_data=False,
        )  # fmt: skip
        quantize_dynamic(plain, path, per_channel=True, weight_type=QuantType.QInt8, **how)
    _forget_origin(path)


def point_to_stored(path: Path) -> None:
    """Take the matrices that the embedding has as well out of a model, and say where they lie.

    Whoever runs it names the embedding's folder: `knowledge.embedding.inference`.
    """
    file = model_file()
    stored, kept = file.read_bytes(), onnx.load(str(path))
    for one in kept.graph.initializer:
        matrix = onnx.numpy_helper.to_array(one)
        if matrix.ndim > 1 and (start := stored.find(matrix.tobytes())) >= 0:
            onnx.external_data_helper.set_external_data(one, file.name, start, matrix.nbytes)
            one.ClearField("raw_data")
    onnx.save(kept, str(path))


def _forget_origin(path: Path) -> None:
    """Take out of a model where on the trainer's disk each of its parts comes from."""
    kept = onnx.load(str(path))
    for part in (*kept.graph.node, *kept.graph.value_info, kept.graph):
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(kept, str(path))

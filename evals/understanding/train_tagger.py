"""Trains the tagger on the tune halves and ships it as an int8 ONNX file: `python -m` this module.

Its two layers begin as the embedding's own fifth and sixth, as these have learned English already.
It needs what the `training` group of pyproject.toml names, beside the rest; a run takes some ten
minutes on two cores.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from rapidfuzz import fuzz
from torch import nn
from torch.nn import functional

from assistant.commands.understand import directory
from assistant.offline.understanding.passage import Passage, Scene, passage
from assistant.offline.understanding.reader import SAYING_NOTHING, read_by_rules
from assistant.offline.understanding.statements import part
from assistant.offline.understanding.tagger import (
    BEGINS,
    GOES_ON,
    LISTS,
    MODEL,
    READ,
    SHAPES,
    SKILLS,
    TAGGED,
    TEXTS,
    looks,
    split,
)
from evals.understanding.sets import NOW, load
from knowledge.embedding import DIMENSIONS, model_file

HEADS, WIDE = 12, 1536
EPOCHS, BATCH, RATE, FASTER = 12, 16, 6e-4, 8
UNTOLD = 0.3
"""The share of messages of which the tagger is not told what rules read."""
LIKE = 82
NO_LABEL = -100
"""What the loss leaves out."""
DENSE = (
    *("attention.self.query", "attention.self.key", "attention.self.value"),
    *("attention.output.dense", "intermediate.dense", "output.dense"),
)
PARTS = ("query", "key", "value", "mix", "widen", "narrow")
Example = tuple[np.ndarray, np.ndarray, np.ndarray]
"""States, looks and labels of a message's tokens."""


class Layer(nn.Module):  # type: ignore[misc]
    """One layer of the transformer that the embedding is made of."""

    def __init__(self) -> None:
        super().__init__()
        sizes = [(DIMENSIONS, DIMENSIONS)] * 4 + [(DIMENSIONS, WIDE), (WIDE, DIMENSIONS)]
        for name, (given, made) in zip(PARTS, sizes, strict=True):
            setattr(self, name, nn.Linear(given, made))
        self.mixed = nn.LayerNorm(DIMENSIONS, eps=1e-12)
        self.done = nn.LayerNorm(DIMENSIONS, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """States after attention and the dense part; `hidden` is added to what is attended to."""
        shape = (states.shape[0], states.shape[1], HEADS, DIMENSIONS // HEADS)
        query, key, value = (
            one(states).view(shape).transpose(1, 2) for one in (self.query, self.key, self.value)
        )
        near = query @ key.transpose(-1, -2) / shape[-1] ** 0.5 + hidden
        mixed = (near.softmax(-1) @ value).transpose(1, 2).reshape(states.shape)
        states = self.mixed(states + self.drop(self.mix(mixed)))
        return self.done(states + self.drop(self.narrow(functional.gelu(self.widen(states)))))


class Tagger(nn.Module):  # type: ignore[misc]
    """Scores of outside, begins and goes on, of every field, for every token."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = nn.Linear(len(SHAPES) + 1 + len(READ) + 1, DIMENSIONS)
        nn.init.normal_(self.looks.weight, std=0.02)
        nn.init.zeros_(self.looks.bias)
        self.layers = nn.ModuleList([Layer(), Layer()])
        self.drop = nn.Dropout(0.2)
        self.scores = nn.Linear(DIMENSIONS, 3 * len(TAGGED))

    def forward(
        self, states: torch.Tensor, looks: torch.Tensor, there: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Scores of shape (texts, tokens, fields, 3); `there` is 0 where a batch is padded."""
        hidden = torch.zeros(1) if there is None else (1 - there)[:, None, None, :] * -1e4
        states = states + self.looks(looks)
        for layer in self.layers:
            states = layer(states, hidden)
        scores: torch.Tensor = self.scores(self.drop(states))
        return scores.view(*states.shape[:2], len(TAGGED), 3)


def begin(tagger: Tagger) -> None:
    """Give the layers the weights of the embedding's last two."""
    graph = onnx.load(str(model_file())).graph
    stored = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    made = {node.output[0]: node for node in graph.node}
    weight_of = {
        name: made[other].input[1]
        for node in graph.node
        if node.op_type == "Add"
        for name, other in (node.input, reversed(node.input))
        if name in stored and other in made and made[other].op_type == "MatMul"
    }
    for number, layer in zip((4, 5), tagger.layers, strict=True):
        prefix = f"inner.encoder.layer.{number}"
        for part_name, dense in zip(PARTS, DENSE, strict=True):
            bias = f"{prefix}.{dense}.bias"
            weight = stored[f"{weight_of[bias]}_q"] * stored[f"{weight_of[bias]}_scale"]
            _fill(getattr(layer, part_name), weight.T, stored[bias])
        for norm, name in ((layer.mixed, "attention.output"), (layer.done, "output")):
            kept = f"{prefix}.{name}.LayerNorm"
            _fill(norm, stored[f"{kept}.weight"], stored[f"{kept}.bias"])


def _fill(module: Any, weight: np.ndarray, bias: np.ndarray) -> None:
    module.weight.data = torch.tensor(weight.astype(np.float32))
    module.bias.data = torch.tensor(bias.astype(np.float32))


def messages() -> list[dict[str, Any]]:
    """The messages that may be learned from, with their fields; a command states none."""
    said = [
        m for name in ("extraction", "blind", "voices", "strangers") for m in load(name, "tune")
    ]
    orders = [*load("intents", "tune"), *load("intents_practice")]
    silent = [{**m, "fields": {}} for m in orders if m["intent"] in SAYING_NOTHING]
    return [m for m in said if "fields" in m] + silent


def example(message: Mapping[str, Any]) -> Example | None:
    """A message as the tagger sees it, with the labels of its tokens."""
    whole = passage(message["text"])
    now = datetime.fromisoformat(message.get("now", NOW))
    scene = Scene(now, message["context"], {}, directory(), (), tuple(message.get("asked", ())))
    found = read_by_rules(part(whole, asks=False).stated, scene)
    words = split(whole.text)
    if not words.first:
        return None
    labels = np.full((len(words.owners), len(TAGGED)), NO_LABEL)
    for token in words.first.values():
        labels[token] = 0
    for request in (message["fields"], *message.get("requests", ())):
        for name, value in _values(request):
            for place, token in enumerate(_tokens(whole, words.spans, words.first, value)):
                labels[token, TAGGED.index(name)] = GOES_ON if place else BEGINS
    return words.states, looks(words, whole.text, found), labels


def _values(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("role", *TEXTS):
        if fields.get(name):
            yield name, fields[name]
    for name in LISTS:
        yield from ((name, value) for value in fields.get(name) or ())
    for name in SKILLS:
        yield from ((name, value) for value in (fields.get("skills") or {}).get(name, ()))


def _tokens(
    whole: Passage, spans: Sequence[tuple[int, int]], first: Mapping[int, int], value: str
) -> list[int]:
    """The first tokens of the words that tell this value; none where it stands nowhere."""
    start = whole.low.find(value.lower())
    end = start + len(value)
    if start < 0:
        near = fuzz.partial_ratio_alignment(value.lower(), whole.low)
        if near is None or near.score < LIKE:
            return []
        start, end = near.dest_start, near.dest_end
    return [
        first[word]
        for word, (at, to) in enumerate(spans)
        if at < end and start < to and word in first
    ]


def fit(examples: Sequence[Example], seed: int = 0) -> Tagger:
    """Train a tagger; the order and what is left out depend on the seed alone."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    tagger = Tagger()
    begin(tagger)
    fresh = [*tagger.looks.parameters(), *tagger.scores.parameters()]
    groups = [
        {"params": tagger.layers.parameters(), "lr": RATE},
        {"params": fresh, "lr": RATE * FASTER},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * -(-len(examples) // BATCH)
    rates = [RATE, RATE * FASTER]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, steps, pct_start=0.1)
    costs = torch.tensor([1.0, 1.5, 1.5])
    for epoch in range(EPOCHS):
        total = 0.0
        for states, seen, there, labels in _batches(examples, chance):
            scores = tagger(states, seen, there)
            loss = functional.cross_entropy(
                scores.reshape(-1, 3), labels.reshape(-1), costs, ignore_index=NO_LABEL
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(states)
        print(f"epoch {epoch + 1} of {EPOCHS}: {total / len(examples):.4f}", flush=True)
    tagger.eval()
    return tagger


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[torch.Tensor]]:
    """Messages of like length together, in another order each time."""
    ordered = sorted(examples, key=lambda one: len(one[0]) + 6 * chance.random())
    batches = [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]
    chance.shuffle(batches)
    for batch in batches:
        tokens = max(len(states) for states, _, _ in batch)
        states, seen, there = (
            np.zeros((len(batch), tokens, *tail), np.float32)
            for tail in ((DIMENSIONS,), batch[0][1].shape[1:], ())
        )
        labels = np.full((len(batch), tokens, len(TAGGED)), NO_LABEL)
        for row, (one, look, label) in enumerate(batch):
            states[row, : len(one)], seen[row, : len(one)] = one, look
            there[row, : len(one)], labels[row, : len(one)] = 1.0, label
            if chance.random() < UNTOLD:
                seen[row, :, len(SHAPES) + 1 :] = 0.0
        yield [torch.tensor(one) for one in (states, seen, there, labels)]


def ship(tagger: Tagger, path: Path) -> None:
    """Write the tagger as ONNX with weights of eight bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    given = torch.zeros(1, 7, DIMENSIONS), torch.zeros(1, 7, tagger.looks.in_features)
    tokens = torch.export.Dim("tokens")
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            tagger, given, plain, input_names=["states", "looks"], output_names=["scores"],
            dynamic_shapes={"states": {1: tokens}, "looks": {1: tokens}},
            external_data=False,
        )  # fmt: skip
        quantize_dynamic(plain, path, per_channel=True, weight_type=QuantType.QInt8)


def train() -> None:
    """Learn from the tune halves and put the tagger beside the other words of the language."""
    examples = [one for message in messages() if (one := example(message)) is not None]
    ship(fit(examples), MODEL)


if __name__ == "__main__":
    train()

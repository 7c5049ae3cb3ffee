"""Trains two taggers on the tune halves and ships them as one int8 ONNX file: `python -m` this.

Their layers begin as the embedding's own second to sixth, as these have learned English already. It
needs what the `training` group of pyproject.toml names, beside the rest; a run takes some ninety
minutes on two cores.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import torch
from rapidfuzz import fuzz
from torch import nn
from torch.nn import functional

from assistant.commands.understand import directory
from assistant.offline.understanding.reader import SAYING_NOTHING, possible, read_by_rules
from assistant.offline.understanding.reading import Words, split
from assistant.offline.understanding.tagger import (
    ASKED,
    BEGINS,
    CODED,
    FIELDS,
    GOES_ON,
    HINTED,
    OUTSIDE,
    PARSED,
    SKILLS,
    TOLD,
    Hints,
    looks,
)
from assistant.offline.understanding.text.passage import Found, Scene, passage
from assistant.offline.understanding.text.statements import part
from evals.benchmarks.understanding import same_value
from evals.understanding.networks import Tagger, begin, write, write_lower
from evals.understanding.sets import NOW, load
from knowledge.embedding import DIMENSIONS

EPOCHS, BATCH, RATE, FASTER, SOFT = 6, 16, 3e-4, 8, 0.05
SEEDS = (0, 1)
"""Taggers that learn the same in another order err in other places."""
UNTOLD = 0.2
"""The share of messages of which the tagger is not told what rules read."""
LIKE = 82
TOOLS = ("systems", "must", "nice", "excluded")
"""Fields whose values say little by themselves: what stands around them is to be learned."""
ANSWERED = ("scope", "deliverables", "acceptance_criteria", "systems", "must", "role")
NO_LABEL = -100
"""What the loss leaves out."""
CODES_WEIGH = 0.1
"""What the loss of the codes counts beside that of the words."""
Example = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""States, looks and labels of a message's tokens, and which codes it tells."""


def messages() -> list[dict[str, Any]]:
    """The messages that may be learned from, with their fields; a command states none."""
    said = [
        m for name in ("extraction", "blind", "voices", "strangers") for m in load(name, "tune")
    ]
    orders = [*load("intents", "tune"), *load("intents_practice")]
    silent = [{**m, "fields": {}} for m in orders if m["intent"] in SAYING_NOTHING]
    return [m for m in said if "fields" in m] + silent


def varied(messages: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The messages that name tools once more, with other tools in their places."""
    chance = random.Random(0)
    tools = sorted({value for m in messages for name, value in _told(m["fields"]) if name in TOOLS})
    for message in messages:
        copy = json.dumps(message)
        for name, value in _told(message["fields"]):
            if name in TOOLS and len(value) > 1 and message["text"].count(value) == 1:
                copy = copy.replace(json.dumps(value)[1:-1], json.dumps(chance.choice(tools))[1:-1])
        if copy != json.dumps(message):
            yield json.loads(copy)


def answers(messages: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the messages tell of one field, as the bare answer to a question for it."""
    for number, message in enumerate(messages):
        name = ANSWERED[number % len(ANSWERED)]
        told = [value for field, value in _told(message["fields"]) if field == name]
        if told:
            fields = {"skills": {name: told}} if name in SKILLS else {name: told}
            yield {
                "text": ", ".join(told),
                "context": "scoping",
                "asked": [*fields],
                "fields": fields,
            }


def example(message: Mapping[str, Any]) -> Example | None:
    """A message as the tagger sees it, with the labels of its tokens."""
    whole = passage(message["text"])
    now = datetime.fromisoformat(message.get("now", NOW))
    scene = Scene(now, message["context"], {}, directory(), (), tuple(message.get("asked", ())))
    parts = part(whole, asks=False)
    found = read_by_rules(parts.stated, scene)
    words = split(parts.told)
    if not words.first:
        return None
    labels = np.full((len(words.owners), len(FIELDS)), NO_LABEL)
    labels[sorted(words.first.values()), : len(TOLD)] = OUTSIDE
    requests = [message["fields"], *message.get("requests", ())]
    for request in requests:
        for name, value in _told(request):
            _label(labels[:, FIELDS.index(name)], words, _places(parts.told, name, value, found))
    read = [
        (any(_is_right(one, request.get(one.field)) for request in requests), one)
        for one in (*found, *possible(parts.stated, found))
        if one.field in PARSED
    ]
    for right, one in sorted(read, key=lambda pair: pair[0]):
        _label(labels[:, FIELDS.index(one.field)], words, [(one.start, one.end)], inside=right)
    codes = [any(_tells(request.get(name), code) for request in requests) for name, code in CODED]
    hints = Hints(found, parts.stated.text, scene.asked)
    return words.states, looks(words, parts.told, hints), labels, np.array(codes, np.float32)


def _tells(value: Any, code: Any) -> bool:
    """Whether a field's value is a code or has it."""
    return code in value if isinstance(value, list) else value is not None and value == code


def _told(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The single values of the fields that a message tells in its words."""
    for name in TOLD:
        value = (fields.get("skills") or {}).get(name) if name in SKILLS else fields.get(name)
        yield from ((name, one) for one in ([value] if isinstance(value, str) else value or ()))


def _is_right(one: Found, gold: Any) -> bool:
    meant = gold if isinstance(gold, list) else [gold]
    return any(value is not None and same_value(one.field, value, one.value) for value in meant)


def _label(
    labels: np.ndarray, words: Words, places: Sequence[tuple[int, int]], *, inside: bool = True
) -> None:
    """Label the words of the first place, and leave those of the others out of the loss."""
    for number, (start, end) in enumerate(places):
        covered = [
            words.first[word]
            for word, (at, to) in enumerate(words.spans)
            if at < end and start < to and word in words.first
        ]
        for place, token in enumerate(covered):
            if number == 0:
                labels[token] = (GOES_ON if place else BEGINS) if inside else OUTSIDE
            elif labels[token] == OUTSIDE:
                labels[token] = NO_LABEL


def _places(text: str, name: str, value: str, found: Sequence[Found]) -> list[tuple[int, int]]:
    """Where a value is told, best first: in its words, where rules read it, in words like it."""
    hinted = [(o.start, o.end) for o in found if o.field == name and _is_right(o, value)]
    exact = rf"(?<!\w){re.escape(value)}(?!\w)"
    spans = [match.span() for match in re.finditer(exact, text, re.IGNORECASE)]
    spans.sort(key=lambda span: not any(s < span[1] and span[0] < e for s, e in hinted))
    if spans or hinted:
        return spans or hinted
    near = fuzz.partial_ratio_alignment(value.lower(), text.lower())
    return [(near.dest_start, near.dest_end)] if near and near.score >= LIKE else []


def fit(examples: Sequence[Example], seed: int = 0) -> Tagger:
    """Train a tagger; the order and what is left out depend on the seed alone."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    tagger = begin()
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
        for states, seen, there, labels, codes in _batches(examples, chance):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = tagger(states, seen, there).float()
            loss = functional.cross_entropy(
                scores[..., : 3 * len(FIELDS)].reshape(-1, 3),
                labels.reshape(-1),
                costs,
                ignore_index=NO_LABEL,
                label_smoothing=SOFT,
            ) + CODES_WEIGH * _cost_of_codes(scores[..., 3 * len(FIELDS) :], there, codes)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(states)
        print(f"epoch {epoch + 1} of {EPOCHS}: {total / len(examples):.4f}", flush=True)
    tagger.eval()
    return tagger


def _cost_of_codes(scores: torch.Tensor, there: torch.Tensor, codes: torch.Tensor) -> torch.Tensor:
    """A text tells a code where the word that tells it best does."""
    best = (scores - 1e4 * (1 - there)[..., None]).amax(1)
    return functional.binary_cross_entropy_with_logits(best, codes)


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[torch.Tensor]]:
    """Messages of like length together, in another order each time."""
    ordered = sorted(examples, key=lambda one: len(one[0]) + 6 * chance.random())
    batches = [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]
    chance.shuffle(batches)
    for batch in batches:
        tokens = max(len(one[0]) for one in batch)
        states, seen, there = (
            np.zeros((len(batch), tokens, *tail), np.float32)
            for tail in ((DIMENSIONS,), batch[0][1].shape[1:], ())
        )
        labels = np.full((len(batch), tokens, len(FIELDS)), NO_LABEL)
        for row, (one, look, label, _) in enumerate(batch):
            states[row, : len(one)], seen[row, : len(one)] = one, look
            there[row, : len(one)], labels[row, : len(one)] = 1.0, label
            if chance.random() < UNTOLD:
                seen[row, :, HINTED:ASKED] = 0.0
        codes = np.stack([one[3] for one in batch])
        yield [torch.tensor(one) for one in (states, seen, there, labels, codes)]


def train() -> None:
    """Learn from the tune halves and put what reads a message beside the words of its language."""
    write_lower()
    said = messages()
    examples = [
        one for m in (*said, *varied(said), *answers(said)) if (one := example(m)) is not None
    ]
    write([fit(examples, seed) for seed in SEEDS])


if __name__ == "__main__":
    train()

"""Training of the cross-encoder: which passages answer, from the tune parts: `python -m` this.

Its layers begin as the embedding's own; those that read question and passage each by itself stay as
they are. It needs what the `training` group of pyproject.toml names, beside the rest.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from evals.benchmarks import policies_data
from evals.benchmarks.policies import Bench
from evals.benchmarks.policies_cross_encoder_net import Together, Whole, begin, write
from evals.benchmarks.policies_data import Question, QuestionSet
from evals.benchmarks.policies_measures import named
from knowledge.embedding import DIMENSIONS
from knowledge.library.asking import understand
from knowledge.library.cross_encoder import MODEL, pair, stretch_of
from knowledge.library.index import Index
from knowledge.library.retrieval import retrieve
from knowledge.library.rights import ANYONE, NEVER
from knowledge.library.sections import split_sections

EPOCHS, BATCH, RATE = 2, 16, 2e-4
FASTER, OPENING = 5, 60
"""How much faster the score is learned than the layers, and the price of looking across."""
DEEP, WRONG = 6, 2
RIGHT_WEIGHT, WRONG_WEIGHT, BEYOND_WEIGHTS = 1.0, 0.6, (0.8, 0.6)
MANY = 200
"""So many questions at most are taken of sets that are made from templates, or not by askers."""


@dataclass(frozen=True)
class Example:
    """A question, a passage, whether it answers, and how much that counts."""

    question: str
    passage: str
    answers: bool
    weight: float


@dataclass(frozen=True)
class Lesson:
    """An example as the trained layers are given it."""

    question: np.ndarray
    passage: np.ndarray
    answers: float
    weight: float

    def __len__(self) -> int:
        return len(self.question) + len(self.passage)


def examples(questions: QuestionSet, index: Index, chance: random.Random) -> list[Example]:
    """Of every tuned question what answers it, and what was found but does not."""
    asked = [q for q in questions.questions if q.part == "tune"]
    return [one for question in asked for one in _pairs(questions, index, question, chance)]


def _pairs(
    questions: QuestionSet, index: Index, question: Question, chance: random.Random
) -> Iterator[Example]:
    if question.kind not in ("answerable", "unanswerable"):
        return
    asked = understand(index, question.text, question.thread)
    found = retrieve(index, asked, ANYONE, NEVER, DEEP)
    read = [(n in question.gold, stretch_of(index, asked, p))
            for n, p in zip(named(questions, found), found, strict=True)]  # fmt: skip
    said = asked.text
    right = [text for answers, text in read if answers and text][:2]
    wrong = [text for answers, text in read if text and not answers]
    for text in right:
        yield Example(said, text, True, RIGHT_WEIGHT / len(right))
    if question.gold:
        others = wrong[1:]
        for text in (*wrong[:1], *chance.sample(others, min(WRONG - 1, len(others)))):
            yield Example(said, text, False, WRONG_WEIGHT)
    else:
        for text, weight in zip(wrong, BEYOND_WEIGHTS, strict=False):
            yield Example(said, text, False, weight)


def also_asked() -> QuestionSet:
    """What our own policies list as also asked, over the same policies without these lists."""
    listed = [
        Question(text, frozenset({f"{edition.document}#{section.anchor}"}), part="tune")
        for edition in policies_data.own_library().editions
        for section in split_sections(edition.text, edition.title)
        for text in section.asked
    ]
    return replace(policies_data.unlisted_library(), questions=listed)


def some(sets: Sequence[QuestionSet], chance: random.Random) -> list[QuestionSet]:
    """The sets with MANY questions to tune on in all."""
    tuned = [(place, q) for place, s in enumerate(sets) for q in s.questions if q.part == "tune"]
    kept = chance.sample(tuned, min(MANY, len(tuned)))
    return [
        replace(one, questions=[q for at, q in kept if at == place])
        for place, one in enumerate(sets)
    ]


def lessons(encoder: Whole, listed: Sequence[Example]) -> list[Lesson]:
    """The examples after the layers that are not trained, and that read each text by itself."""
    apart: dict[tuple[str, str], np.ndarray] = {}
    made = []
    for one in listed:
        words, places, kinds = pair(one.question, one.passage)
        asked, said = kinds == 0, kinds == 1
        for key, part in ((("question", one.question), asked), (("passage", one.passage), said)):
            if key not in apart:
                given = (torch.tensor(row[part])[None] for row in (words, places, kinds))
                with torch.no_grad():
                    apart[key] = encoder.lower(*given)[0].numpy().astype(np.float16)
        states = apart["question", one.question], apart["passage", one.passage]
        made.append(Lesson(*states, float(one.answers), one.weight))
    return made


def fit(encoder: Whole, learned: Sequence[Lesson], seed: int = 0) -> None:
    """Train the upper layers; the order and what is left out depend on the seed alone."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = encoder.together.train()
    optimizer = torch.optim.AdamW(_groups(net), weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(learned) / BATCH)
    rates = [group["lr"] for group in optimizer.param_groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, steps, pct_start=0.1)
    for epoch in range(EPOCHS):
        total = 0.0
        for number, batch in enumerate(_batches(learned, chance), 1):
            states, there, kinds, answers, weights = _padded(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds = net(states, there, kinds)
            losses = functional.binary_cross_entropy_with_logits(
                odds.float(), answers, reduction="none"
            )
            loss = (losses * weights).sum() / weights.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
            if number % 50 == 0:
                print(f"epoch {epoch + 1}, step {number}: {total / number:.4f}", flush=True)
    net.eval()


def _groups(net: Together) -> list[dict[str, object]]:
    """What is learned fast, faster, and at the layers' own pace."""
    across = [one for name, one in net.named_parameters() if name.endswith("across")]
    layers = [one for name, one in net.layers.named_parameters() if not name.endswith("across")]
    score = [net.telling, net.product, net.difference, net.likeness, net.bias]
    return [
        {"params": layers, "lr": RATE},
        {"params": score, "lr": RATE * FASTER},
        {"params": across, "lr": RATE * OPENING, "weight_decay": 0.0},
    ]


def _batches(learned: Sequence[Lesson], chance: random.Random) -> Iterator[list[Lesson]]:
    """Pairs of like length together, in another order each time."""
    ordered = sorted(learned, key=lambda one: len(one) + 8 * chance.random())
    batches = [ordered[low : low + BATCH] for low in range(0, len(ordered), BATCH)]
    chance.shuffle(batches)
    yield from batches


def _padded(batch: Sequence[Lesson]) -> list[torch.Tensor]:
    tokens = max(len(one) for one in batch)
    states = np.zeros((len(batch), tokens, DIMENSIONS), np.float32)
    there, kinds = np.zeros((2, len(batch), tokens), np.float32)
    for row, one in enumerate(batch):
        states[row, : len(one)] = np.concatenate([one.question, one.passage])
        there[row, : len(one)], kinds[row, len(one.question) : len(one)] = 1, 1
    labels = np.array([[one.answers, one.weight] for one in batch], np.float32).T
    return [torch.tensor(one) for one in (states, there, kinds, *labels)]


def train(bench: Bench, sets: Sequence[QuestionSet], model: Path = MODEL) -> None:
    """Train a cross-encoder on the tune parts of these sets, and ship it."""
    chance = random.Random(0)
    listed: list[Example] = []
    for questions in sets:
        index = bench.index(questions)
        listed.extend(examples(questions, index, chance))
        index.close()
    encoder = begin()
    learned = lessons(encoder, listed)
    print(f"{len(learned)} pairs, {sum(one.answers for one in learned):.0f} answer", flush=True)
    fit(encoder, learned)
    write(encoder, model)


def learned_from(data: Path) -> list[QuestionSet]:
    """Every set to tune on, without what is kept back for the support score."""
    chance = random.Random(0)
    asked = [
        policies_data.unlisted_library(),
        policies_data.mtrag(data),
        policies_data.handbook(data),
        *(
            one
            for one in policies_data.near_misses_to_tune_on()
            if one.name not in policies_data.UNREAD
        ),
    ]
    return [
        *(replace(s, questions=[q for q in s.questions if not q.kept_back]) for s in asked),
        *some(list(policies_data.policyqa(data)), chance),
        *some([also_asked()], chance),
    ]


if __name__ == "__main__":
    from assistant.settings import read_settings

    train(Bench(read_settings().home / "bench"), learned_from(policies_data.data_folder()))

